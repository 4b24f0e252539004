/** Routes. */
import { apiOf, change, defined, one, pageOf } from "../apis.ts";
import { badRequest, conflict } from "../errors.ts";
import { type Definition, on, type Route } from "../tables.ts";

export const CreateRoute = on("CreateRoute", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    checkKey(input.RouteKey);
    checkAccess(definition, input);
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
    checkAccess(definition, { AuthorizationType: route.authorizationType, ...input });
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

/** What a route asks of its callers has to be there. */
function checkAccess(
  definition: Definition,
  input: {
    readonly ApiKeyRequired?: boolean;
    readonly AuthorizationType?: string;
    readonly AuthorizerId?: string;
    readonly AuthorizationScopes?: readonly string[];
  },
): void {
  if (input.ApiKeyRequired) throw badRequest("ApiKeyRequired is not supported for HTTP APIs");
  const type = input.AuthorizationType ?? "NONE";
  if (input.AuthorizationScopes?.length && type !== "JWT")
    throw badRequest("AuthorizationScopes is only supported for JWT authorization type");
  if (input.AuthorizerId === undefined) return;
  const { type: found } = one(definition.authorizers, "Authorizer", input.AuthorizerId);
  if (type !== (found === "JWT" ? "JWT" : "CUSTOM"))
    throw badRequest(
      `Authorizer ${input.AuthorizerId} does not fit the authorization type ${type}`,
    );
}

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
