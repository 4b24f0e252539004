/** Integrations: what stands behind routes. */
import { notImplemented } from "#aws/fault";
import { apiOf, change, defined, one, pageOf } from "../apis.ts";
import { badRequest, conflict } from "../errors.ts";
import { takesKey } from "../mapping.ts";
import { SUBTYPES } from "../subtypes.ts";
import { type Integration, on } from "../tables.ts";

export const CreateIntegration = on("CreateIntegration", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    if (input.IntegrationType !== "AWS_PROXY" && input.IntegrationType !== "HTTP_PROXY")
      throw badRequest(`HTTP APIs only support integrations of type AWS_PROXY and HTTP_PROXY`);
    if (input.ConnectionType === "VPC_LINK") throw notImplemented("apigatewayv2: VPC links");
    checkMappings(input.IntegrationSubtype, input);
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
      subtype: input.IntegrationSubtype,
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
    const subtype = input.IntegrationSubtype ?? integration.subtype;
    checkMappings(subtype, { RequestParameters: integration.requestParameters, ...input });
    Object.assign(
      integration,
      defined({
        type: input.IntegrationType,
        method: input.IntegrationMethod,
        uri: input.IntegrationUri,
        timeoutMs: input.TimeoutInMillis,
        payloadFormat: input.PayloadFormatVersion,
        description: input.Description,
        subtype,
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

/** A mapping is stored only when it can be obeyed. */
function checkMappings(
  subtype: string | undefined,
  input: {
    readonly RequestParameters?: Readonly<Record<string, string>> | undefined;
    readonly ResponseParameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly CredentialsArn?: string;
  },
): void {
  const given = Object.keys(input.RequestParameters ?? {});
  const answers = Object.values(input.ResponseParameters ?? {}).flatMap(Object.keys);
  for (const key of subtype === undefined ? [...given, ...answers] : answers)
    if (!takesKey(key)) throw badRequest(`Invalid mapping expression specified: ${key}`);
  if (subtype === undefined) return;
  const known = SUBTYPES.get(subtype);
  if (known === undefined) throw notImplemented(`apigatewayv2: the integration subtype ${subtype}`);
  const missing = known.required.filter((name) => !given.includes(name));
  if (missing.length > 0)
    throw badRequest(`Missing required parameters: [${missing.join(", ")}] for ${subtype}`);
  const extra = given.find((n) => !known.required.includes(n) && !known.optional.includes(n));
  if (extra !== undefined) throw badRequest(`Invalid parameter for ${subtype}: ${extra}`);
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
      IntegrationSubtype: integration.subtype,
      IntegrationUri: integration.uri,
      Description: integration.description,
      CredentialsArn: integration.credentialsArn,
      RequestParameters: integration.requestParameters,
      ResponseParameters: integration.responseParameters,
    }),
  };
}
