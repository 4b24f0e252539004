/** Routes, integrations and authorizers. */
import { notImplemented } from "#aws/fault";
import { apiOf, change, one, pageOf } from "../apis.ts";
import { badRequest, conflict } from "../errors.ts";
import { type Authorizer, type Integration, on, type Route } from "../tables.ts";

export const CreateRoute = on("CreateRoute", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    checkKey(input.RouteKey);
    if (definition.routes.some((route) => route.key === input.RouteKey))
      throw conflict(`Route with key ${input.RouteKey} already exists for this API`);
    const route: Route = {
      id: ctx.chance.alnum(7),
      key: input.RouteKey,
      target: input.Target,
      authorizationType: input.AuthorizationType ?? "NONE",
      authorizerId: input.AuthorizerId,
      authorizationScopes: input.AuthorizationScopes,
      operationName: input.OperationName,
      apiKeyRequired: input.ApiKeyRequired ?? false,
    };
    definition.routes.push(route);
    return shownRoute(route);
  }),
);

export const UpdateRoute = on("UpdateRoute", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    const route = one(definition.routes, "Route", input.RouteId);
    if (input.RouteKey !== undefined) checkKey(input.RouteKey);
    Object.assign(
      route,
      defined({
        key: input.RouteKey,
        target: input.Target,
        authorizationType: input.AuthorizationType,
        authorizerId: input.AuthorizerId,
        authorizationScopes: input.AuthorizationScopes,
        operationName: input.OperationName,
        apiKeyRequired: input.ApiKeyRequired,
      }),
    );
    return shownRoute(route);
  }),
);

export const GetRoute = on("GetRoute", (ctx, input) =>
  ctx.view(async (tx) =>
    shownRoute(one((await apiOf(ctx, tx, input.ApiId)).definition.routes, "Route", input.RouteId)),
  ),
);

export const GetRoutes = on("GetRoutes", (ctx, input) =>
  ctx.view(async (tx) =>
    pageOf((await apiOf(ctx, tx, input.ApiId)).definition.routes.map(shownRoute), input),
  ),
);

export const DeleteRoute = on("DeleteRoute", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    one(definition.routes, "Route", input.RouteId);
    definition.routes = definition.routes.filter((route) => route.id !== input.RouteId);
    return {};
  }),
);

export const CreateIntegration = on("CreateIntegration", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    if (input.IntegrationType !== "AWS_PROXY" && input.IntegrationType !== "HTTP_PROXY")
      throw badRequest(`HTTP APIs only support integrations of type AWS_PROXY and HTTP_PROXY`);
    if (input.IntegrationSubtype !== undefined)
      throw notImplemented(`apigatewayv2: the integration subtype ${input.IntegrationSubtype}`);
    if (input.IntegrationType === "AWS_PROXY" && input.PayloadFormatVersion === undefined)
      throw badRequest(
        "PayloadFormatVersion is a required parameter for integration type AWS_PROXY",
      );
    const integration: Integration = {
      id: ctx.chance.alnum(7),
      type: input.IntegrationType,
      method: input.IntegrationMethod,
      uri: input.IntegrationUri,
      payloadFormat: input.PayloadFormatVersion ?? "1.0",
      timeoutMs: input.TimeoutInMillis ?? 30_000,
      description: input.Description,
      connectionType: input.ConnectionType ?? "INTERNET",
      credentialsArn: input.CredentialsArn,
      requestParameters: input.RequestParameters,
      responseParameters: input.ResponseParameters,
    };
    definition.integrations.push(integration);
    return shownIntegration(integration);
  }),
);

export const UpdateIntegration = on("UpdateIntegration", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    const integration = one(definition.integrations, "Integration", input.IntegrationId);
    Object.assign(
      integration,
      defined({
        type: input.IntegrationType,
        method: input.IntegrationMethod,
        uri: input.IntegrationUri,
        timeoutMs: input.TimeoutInMillis,
        payloadFormat: input.PayloadFormatVersion,
        description: input.Description,
        credentialsArn: input.CredentialsArn,
        requestParameters: input.RequestParameters,
        responseParameters: input.ResponseParameters,
      }),
    );
    return shownIntegration(integration);
  }),
);

export const GetIntegration = on("GetIntegration", (ctx, input) =>
  ctx.view(async (tx) =>
    shownIntegration(
      one(
        (await apiOf(ctx, tx, input.ApiId)).definition.integrations,
        "Integration",
        input.IntegrationId,
      ),
    ),
  ),
);

export const GetIntegrations = on("GetIntegrations", (ctx, input) =>
  ctx.view(async (tx) =>
    pageOf(
      (await apiOf(ctx, tx, input.ApiId)).definition.integrations.map(shownIntegration),
      input,
    ),
  ),
);

export const DeleteIntegration = on("DeleteIntegration", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    one(definition.integrations, "Integration", input.IntegrationId);
    if (definition.routes.some((route) => route.target === `integrations/${input.IntegrationId}`))
      throw conflict(
        `Cannot delete Integration '${input.IntegrationId}' as it is in use by a route`,
      );
    definition.integrations = definition.integrations.filter((i) => i.id !== input.IntegrationId);
    return {};
  }),
);

export const CreateAuthorizer = on("CreateAuthorizer", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    if (input.AuthorizerType === "JWT") throw notImplemented("apigatewayv2: JWT authorizers");
    const authorizer: Authorizer = {
      id: ctx.chance.alnum(6),
      name: input.Name,
      type: input.AuthorizerType,
      uri: input.AuthorizerUri,
      identitySource: input.IdentitySource ?? [],
      payloadFormat: input.AuthorizerPayloadFormatVersion,
      simpleResponses: input.EnableSimpleResponses ?? false,
      ttlSeconds: input.AuthorizerResultTtlInSeconds ?? 0,
    };
    if (authorizer.ttlSeconds > 0)
      throw notImplemented("apigatewayv2: caching of authorizer results");
    definition.authorizers.push(authorizer);
    return shownAuthorizer(authorizer);
  }),
);

export const GetAuthorizer = on("GetAuthorizer", (ctx, input) =>
  ctx.view(async (tx) =>
    shownAuthorizer(
      one(
        (await apiOf(ctx, tx, input.ApiId)).definition.authorizers,
        "Authorizer",
        input.AuthorizerId,
      ),
    ),
  ),
);

export const GetAuthorizers = on("GetAuthorizers", (ctx, input) =>
  ctx.view(async (tx) =>
    pageOf((await apiOf(ctx, tx, input.ApiId)).definition.authorizers.map(shownAuthorizer), input),
  ),
);

export const DeleteAuthorizer = on("DeleteAuthorizer", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    one(definition.authorizers, "Authorizer", input.AuthorizerId);
    definition.authorizers = definition.authorizers.filter((a) => a.id !== input.AuthorizerId);
    return {};
  }),
);

function checkKey(key: string): void {
  if (key === "$default") return;
  const match = /^(ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\/.*)$/.exec(key);
  if (match === null)
    throw badRequest(
      'The provided route key is not formatted properly for HTTP protocol. Format should be "<http-method> /<resource-path>" or "$default"',
    );
  const parts = match[2]!.split("/").slice(1);
  if (parts.some((part, i) => /^\{.*\+\}$/.test(part) && i < parts.length - 1))
    throw badRequest("A greedy path variable must be at the end of the path");
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
}

function shownRoute(route: Readonly<Route>) {
  return {
    ApiKeyRequired: route.apiKeyRequired,
    AuthorizationType: route.authorizationType as "NONE",
    RouteId: route.id,
    RouteKey: route.key,
    ...defined({
      Target: route.target,
      AuthorizerId: route.authorizerId,
      AuthorizationScopes: route.authorizationScopes,
      OperationName: route.operationName,
    }),
  };
}

function shownIntegration(integration: Readonly<Integration>) {
  return {
    ConnectionType: integration.connectionType as "INTERNET",
    IntegrationId: integration.id,
    IntegrationType: integration.type as "AWS_PROXY",
    PayloadFormatVersion: integration.payloadFormat,
    TimeoutInMillis: integration.timeoutMs,
    ...defined({
      IntegrationMethod: integration.method,
      IntegrationUri: integration.uri,
      Description: integration.description,
      CredentialsArn: integration.credentialsArn,
      RequestParameters: integration.requestParameters,
      ResponseParameters: integration.responseParameters,
    }),
  };
}

function shownAuthorizer(authorizer: Readonly<Authorizer>) {
  return {
    AuthorizerId: authorizer.id,
    AuthorizerType: authorizer.type,
    Name: authorizer.name,
    IdentitySource: authorizer.identitySource,
    EnableSimpleResponses: authorizer.simpleResponses,
    AuthorizerResultTtlInSeconds: authorizer.ttlSeconds,
    ...defined({
      AuthorizerUri: authorizer.uri,
      AuthorizerPayloadFormatVersion: authorizer.payloadFormat,
    }),
  };
}
