/** The data plane of HTTP APIs: which API, stage and route a request takes, and what it is told. */
import type { ProxyRequest } from "#aws/proxy-event";
import type { HttpRequest, HttpResponse } from "#protocol/http";
import type { Ctx } from "./apis.ts";
import { authorize } from "./authorizers.ts";
import { message } from "./functions.ts";
import { integrate } from "./integrations.ts";
import { BODY_BYTES } from "./limits.ts";
import { decodeURIComponentSafely, match, type Matched } from "./match.ts";
import { heldBack, record } from "./stage-settings.ts";
import type { ApiRow, Cors, Definition, Integration, StageRow } from "./tables.ts";

/** Where in a request the API, the stage and the path stand. */
interface Addressed {
  readonly api: string;
  /** Undefined when the path's first part may name the stage. */
  readonly stage: string | undefined;
  readonly path: string;
}

/** Answers requests to an HTTP API; undefined when the address is none of an API. */
export async function serve(ctx: Ctx, request: HttpRequest): Promise<HttpResponse | undefined> {
  const address = addressOf(request);
  if (address === undefined) return undefined;
  const answer = await answered(ctx, request, address);
  const id = `${ctx.requestId.replaceAll("-", "").slice(0, 15)}=`;
  return { ...answer, headers: [...answer.headers, ["apigw-requestid", id]] };
}

/** REST APIs have been asked before: an API that is not found here is nowhere. */
async function answered(ctx: Ctx, request: HttpRequest, address: Addressed): Promise<HttpResponse> {
  const found = await ctx.view(async (tx) => {
    const api = await tx.api.find({ id: address.api });
    if (api === undefined) return undefined;
    const [first = "", ...rest] = address.path.slice(1).split("/");
    const named = await tx.stage.find({
      api: api.id,
      name: decodeURIComponentSafely(address.stage ?? first),
    });
    if (named !== undefined) {
      const path = address.stage === undefined ? `/${rest.join("/")}` : address.path;
      return { api, stage: named, path };
    }
    return {
      api,
      stage: await tx.stage.find({ api: api.id, name: "$default" }),
      path: address.path,
    };
  });
  if (found === undefined) return message(403, "Forbidden");
  const { api, stage, path } = found;
  if (stage === undefined || api.disableExecuteApi) return message(404, "Not Found");
  const definition = stage.autoDeploy || stage.served === undefined ? api.definition : stage.served;
  const scoped = ctx.as({ account: api.account, region: api.region });
  const origin = request.headers.get("origin");
  if (definition.cors !== undefined && origin !== undefined) {
    const own = corsHeaders(
      definition.cors,
      origin,
      request.headers.get("access-control-request-method") !== undefined,
    );
    if (request.method === "OPTIONS") return { status: 204, headers: own, body: undefined };
    const answer = await route(scoped, request, api, stage, definition, path);
    const kept = answer.headers.filter(
      ([name]) => !name.toLowerCase().startsWith("access-control-"),
    );
    return { ...answer, headers: [...kept, ...own] };
  }
  return route(scoped, request, api, stage, definition, path);
}

function addressOf(request: HttpRequest): Addressed | undefined {
  const local = /^\/_aws\/execute-api\/([a-z0-9]+)\/([^/]+)(\/.*)?$/.exec(request.path);
  if (local !== null)
    return { api: local[1]!, stage: decodeURIComponentSafely(local[2]!), path: local[3] ?? "/" };
  const labels = request.host.toLowerCase().split(".");
  return labels[1] === "execute-api"
    ? { api: labels[0]!, stage: undefined, path: request.path }
    : undefined;
}

async function route(
  ctx: Ctx,
  request: HttpRequest,
  api: Readonly<ApiRow>,
  stage: Readonly<StageRow>,
  definition: Definition,
  path: string,
): Promise<HttpResponse> {
  const matched = match(definition.routes, request.method, path);
  if (matched === undefined) return message(404, "Not Found");
  const integration = definition.integrations.find(
    (i) => `integrations/${i.id}` === matched.route.target,
  );
  if (integration === undefined) return message(500, "Internal Server Error");
  const body = request.body.buffered ?? (await request.body.bytes(BODY_BYTES));
  const proxied: ProxyRequest = {
    method: request.method,
    path,
    pathWithStage: stage.name === "$default" ? path : `/${stage.name}${path}`,
    query: request.query,
    headers: request.headers.entries,
    body,
    sourceIp: request.remoteAddress,
    host: request.host,
    now: ctx.now,
    requestId: ctx.requestId,
    account: api.account,
    apiId: api.id,
    stage: stage.name,
    route: matched.route.key,
    pathParameters: matched.parameters,
    stageVariables: Object.keys(stage.variables).length === 0 ? undefined : stage.variables,
  };
  const answer = await judged(ctx, api, definition, matched, integration, stage, proxied);
  record(ctx, stage, answer.request, answer.response, ctx.clock.now() - ctx.now);
  return answer.response;
}

/** The answer, and the request with what is known of the caller. */
async function judged(
  ctx: Ctx,
  api: Readonly<ApiRow>,
  definition: Definition,
  matched: Matched,
  integration: Integration,
  stage: Readonly<StageRow>,
  request: ProxyRequest,
): Promise<{ request: ProxyRequest; response: HttpResponse }> {
  const late = await heldBack(ctx, stage, matched.route.key);
  if (late !== undefined) return { request, response: late };
  const allowed = await authorize(ctx, api, definition, matched.route, request);
  if ("refused" in allowed) return { request, response: allowed.refused };
  const known =
    allowed.context === undefined ? request : { ...request, authorizer: allowed.context };
  return { request: known, response: await integrate(ctx, integration, known) };
}

function corsHeaders(cors: Cors, origin: string, preflight: boolean): [string, string][] {
  const allowed = cors.AllowOrigins?.some(
    (o) => o === "*" || o === origin || (o.endsWith("://*") && origin.startsWith(o.slice(0, -1))),
  );
  if (!allowed) return [];
  const star = cors.AllowOrigins?.includes("*") && !cors.AllowCredentials;
  const headers: [string, string][] = [["access-control-allow-origin", star ? "*" : origin]];
  if (cors.AllowCredentials) headers.push(["access-control-allow-credentials", "true"]);
  if (cors.ExposeHeaders?.length)
    headers.push(["access-control-expose-headers", cors.ExposeHeaders.join(",")]);
  if (!preflight) return headers;
  if (cors.AllowMethods?.length)
    headers.push(["access-control-allow-methods", cors.AllowMethods.join(",")]);
  if (cors.AllowHeaders?.length)
    headers.push(["access-control-allow-headers", cors.AllowHeaders.join(",")]);
  if (cors.MaxAge !== undefined) headers.push(["access-control-max-age", String(cors.MaxAge)]);
  return headers;
}
