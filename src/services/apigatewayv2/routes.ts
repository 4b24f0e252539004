/** The data plane of HTTP APIs: which route a request takes, and what its integration answers. */
import {
  event1,
  event2,
  type ProxyRequest,
  type ProxyResponse,
  response1,
  response2,
} from "#aws/proxy-event";
import { servicePrincipal } from "#kernel/principal";
import type { HttpRequest, HttpResponse } from "#protocol/http";
import type { Ctx } from "./apis.ts";
import type { ApiRow, Cors, Definition, Integration, Route, StageRow } from "./tables.ts";

const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** Where in a request the API, the stage and the path stand. */
interface Addressed {
  readonly api: string;
  /** Undefined when the path's first part may name the stage. */
  readonly stage: string | undefined;
  readonly path: string;
}

/** Answers requests to an HTTP API; undefined when the address names none. */
export async function serve(ctx: Ctx, request: HttpRequest): Promise<HttpResponse | undefined> {
  const address = addressOf(request);
  if (address === undefined) return undefined;
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
  if (found === undefined) return undefined;
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
  const body = request.body.buffered ?? (await request.body.bytes(BODY_LIMIT_BYTES));
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
  const allowed = await authorize(ctx, api, definition, matched.route, proxied);
  if ("refused" in allowed) return allowed.refused;
  const whole = {
    ...proxied,
    ...(allowed.context === undefined ? {} : { authorizer: allowed.context }),
  };
  if (integration.type === "HTTP_PROXY") return forward(integration, whole);
  return invoke(ctx, integration, whole);
}

interface Matched {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>> | undefined;
}

/** The most specific route: full matches before parameters, parameters before greedy ones, a method before ANY. */
export function match(routes: readonly Route[], method: string, path: string): Matched | undefined {
  let best: (Matched & { rank: string }) | undefined;
  for (const route of routes) {
    if (route.key === "$default") continue;
    const [verb = "", pattern = ""] = route.key.split(/ (.*)/s);
    if (verb !== "ANY" && verb !== method) continue;
    const found = matchPath(pattern, path);
    if (found === undefined) continue;
    const rank = found.rank + (verb === "ANY" ? "1" : "0");
    if (best === undefined || rank < best.rank)
      best = {
        route,
        rank,
        parameters: Object.keys(found.parameters).length > 0 ? found.parameters : undefined,
      };
  }
  if (best !== undefined) return best;
  const fallback = routes.find((route) => route.key === "$default");
  return fallback === undefined ? undefined : { route: fallback, parameters: undefined };
}

function matchPath(
  pattern: string,
  path: string,
): { rank: string; parameters: Record<string, string> } | undefined {
  const wanted = pattern.split("/").slice(1);
  const given = path.split("/").slice(1);
  const parameters: Record<string, string> = Object.create(null);
  let rank = "";
  for (let i = 0; i < wanted.length; i++) {
    const part = wanted[i]!;
    const greedy = /^\{(.+)\+\}$/.exec(part);
    if (greedy !== null) {
      if (i >= given.length || given.slice(i).join("/") === "") return undefined;
      parameters[greedy[1]!] = decodeURIComponentSafely(given.slice(i).join("/"));
      return { rank: rank + "3", parameters };
    }
    if (i >= given.length) return undefined;
    const variable = /^\{(.+)\}$/.exec(part);
    if (variable !== null && given[i] !== "") {
      parameters[variable[1]!] = decodeURIComponentSafely(given[i]!);
      rank += "2";
    } else if (part === given[i]) rank += "1";
    else return undefined;
  }
  return given.length === wanted.length ? { rank, parameters } : undefined;
}

type Allowed =
  | { readonly context: Record<string, unknown> | undefined }
  | { readonly refused: HttpResponse };

async function authorize(
  ctx: Ctx,
  api: Readonly<ApiRow>,
  definition: Definition,
  matched: Route,
  request: ProxyRequest,
): Promise<Allowed> {
  if (matched.authorizationType === "NONE") return { context: undefined };
  if (matched.authorizationType === "AWS_IAM") {
    if (ctx.principal.kind === "anonymous") return { refused: message(403, "Forbidden") };
    const arn = `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/${request.stage}/${request.method}${request.path}`;
    try {
      await ctx.authorize("execute-api:Invoke", arn);
    } catch {
      return { refused: message(403, "Forbidden") };
    }
    return {
      context: {
        iam: {
          accessKey: ctx.principal.accessKeyId ?? null,
          accountId: ctx.principal.account,
          userArn: ctx.principal.arn,
          userId: ctx.principal.id,
        },
      },
    };
  }
  const authorizer = definition.authorizers.find((a) => a.id === matched.authorizerId);
  if (authorizer?.uri === undefined) return { refused: message(500, "Internal Server Error") };
  const identity = authorizer.identitySource.map((source) => identityOf(source, request));
  if (identity.some((value) => value === undefined))
    return { refused: message(401, "Unauthorized") };
  const format = authorizer.payloadFormat === "1.0" ? event1(request, "1.0") : event2(request);
  const arn = `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/${request.stage}/${request.method}${request.path}`;
  const answer = await callFunction(
    ctx,
    functionIn(authorizer.uri),
    { ...format, type: "REQUEST", routeArn: arn, methodArn: arn, identitySource: identity },
    `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/authorizers/${authorizer.id}`,
  );
  if (answer.failed || typeof answer.value !== "object" || answer.value === null)
    return { refused: message(500, "Internal Server Error") };
  const value = answer.value as {
    isAuthorized?: boolean;
    context?: Record<string, unknown>;
    policyDocument?: { Statement?: { Effect?: string }[] };
  };
  const allowed = authorizer.simpleResponses
    ? value.isAuthorized === true
    : (value.policyDocument?.Statement ?? []).some((s) => s.Effect === "Allow") &&
      !(value.policyDocument?.Statement ?? []).some((s) => s.Effect === "Deny");
  return allowed
    ? { context: { lambda: value.context ?? null } }
    : { refused: message(403, "Forbidden") };
}

function identityOf(source: string, request: ProxyRequest): string | undefined {
  const header = /^\$request\.header\.(.+)$/i.exec(source)?.[1]?.toLowerCase();
  if (header !== undefined)
    return request.headers.find(([name]) => name.toLowerCase() === header)?.[1];
  const query = /^\$request\.querystring\.(.+)$/i.exec(source)?.[1];
  if (query !== undefined) return new URLSearchParams(request.query).get(query) ?? undefined;
  return "";
}

async function invoke(
  ctx: Ctx,
  integration: Integration,
  request: ProxyRequest,
): Promise<HttpResponse> {
  const old = integration.payloadFormat === "1.0";
  const source = `arn:aws:execute-api:${ctx.region}:${ctx.account}:${request.apiId}/${request.stage}/${request.method}${request.path}`;
  const answer = await callFunction(
    ctx,
    functionIn(integration.uri ?? ""),
    old ? event1(request, "1.0") : event2(request),
    source,
  );
  if (answer.failed) return message(500, "Internal Server Error");
  const response = old ? response1(answer.value) : response2(answer.value);
  return response === undefined ? message(500, "Internal Server Error") : shown(ctx, response);
}

/** A function's ARN, from itself or from the invocation path that gateways use. */
export function functionIn(uri: string): string {
  return /functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri;
}

async function callFunction(
  ctx: Ctx,
  FunctionName: string,
  event: unknown,
  sourceArn: string,
): Promise<{ failed: boolean; value?: unknown }> {
  try {
    const output = await ctx.call(
      "lambda",
      "Invoke",
      { FunctionName, Payload: new TextEncoder().encode(JSON.stringify(event)) },
      { principal: servicePrincipal("apigateway.amazonaws.com", ctx.account), sourceArn },
    );
    if (output.FunctionError !== undefined) return { failed: true };
    const text = Buffer.from(
      (output.Payload as Uint8Array | undefined) ?? new Uint8Array(),
    ).toString();
    return { failed: false, value: text === "" ? undefined : JSON.parse(text) };
  } catch {
    // The caller of an API learns nothing of what is behind it; the request log has the fault.
    return { failed: true };
  }
}

async function forward(integration: Integration, request: ProxyRequest): Promise<HttpResponse> {
  const path = (integration.uri ?? "").replace(
    /\{(\w+)\+?\}/g,
    (_, name: string) => request.pathParameters?.[name] ?? "",
  );
  const url =
    path + (request.query === "" ? "" : `${path.includes("?") ? "&" : "?"}${request.query}`);
  const method =
    integration.method === undefined || integration.method === "ANY"
      ? request.method
      : integration.method;
  const headers = request.headers.filter(
    ([name]) => !/^(host|connection|content-length|transfer-encoding|expect)$/i.test(name),
  );
  try {
    const answer = await fetch(url, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      redirect: "manual",
      signal: AbortSignal.timeout(integration.timeoutMs),
      ...(method === "GET" || method === "HEAD" ? {} : { body: new Uint8Array(request.body) }),
    });
    const kept = [...answer.headers].filter(
      ([name]) =>
        !/^(connection|content-length|transfer-encoding|content-encoding|keep-alive)$/i.test(name),
    );
    return {
      status: answer.status,
      headers: kept,
      body: new Uint8Array(await answer.arrayBuffer()),
    };
  } catch (error) {
    return (error as Error).name === "TimeoutError"
      ? message(504, "Gateway Timeout")
      : message(503, "Service Unavailable");
  }
}

function shown(ctx: Ctx, response: ProxyResponse): HttpResponse {
  const typed = response.headers.some(([name]) => name.toLowerCase() === "content-type");
  return {
    status: response.status,
    headers: [
      ...response.headers,
      ...(typed ? [] : [["content-type", "text/plain;charset=UTF-8"] as const]),
      ["apigw-requestid", ctx.requestId.replaceAll("-", "").slice(0, 15) + "="],
    ],
    body: response.body,
  };
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

function message(status: number, text: string): HttpResponse {
  return {
    status,
    headers: [["content-type", "application/json"]],
    body: JSON.stringify({ message: text }),
  };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
