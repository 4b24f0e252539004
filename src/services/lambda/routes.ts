/** Function URLs: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
import { stat } from "node:fs/promises";
import { Fault } from "#aws/fault";
import { event2, type ProxyRequest, response2 } from "#aws/proxy-event";
import type { HttpRequest, HttpResponse } from "#protocol/http";
import { CODE_PATH } from "./code.ts";
import { type Ctx, functionArn, type Place } from "./functions.ts";
import { invoke, resolve } from "./invoke.ts";
import { SYNC_PAYLOAD_BYTES } from "./limits.ts";
import type { Cors, UrlRow } from "./tables.ts";

type Placed = Readonly<UrlRow> & { account: string; region: string };

/** Answers requests for code packages and to `<id>.lambda-url.<region>.…`; undefined for other hosts. */
export async function route(ctx: Ctx, request: HttpRequest): Promise<HttpResponse | undefined> {
  if (request.path.startsWith(CODE_PATH))
    return packageAt(ctx, request.path.slice(CODE_PATH.length));
  const [urlId = "", label] = request.host.toLowerCase().split(".");
  if (label !== "lambda-url") return undefined;
  const [row] = await ctx.view((tx) => tx.url.query<Placed>("byId", { urlId }));
  if (row === undefined) return plain(403, null);
  const cors = corsHeaders(row.cors, request);
  if (
    request.method === "OPTIONS" &&
    row.cors !== undefined &&
    request.headers.has("access-control-request-method")
  )
    return { status: 200, headers: cors, body: undefined };
  const place: Place = {
    account: row.account,
    region: row.region,
    name: row.functionName,
    qualifier: row.qualifier || undefined,
  };
  const own = ctx.as({ account: row.account, region: row.region });
  if (row.authType === "AWS_IAM" && ctx.principal.kind === "anonymous")
    return plain(403, "Forbidden");
  if (!(await permitted(own, place, row.authType))) return plain(403, "Forbidden", cors);
  try {
    const target = await resolve(own, place);
    const body = await request.body.bytes(SYNC_PAYLOAD_BYTES);
    const payload = Buffer.from(JSON.stringify(eventOf(own, row, request, body)));
    if (row.invokeMode === "RESPONSE_STREAM") return await streamed(own, target, payload, cors);
    const outcome = await invoke(own, target, {
      payload,
      requestId: ctx.requestId,
      trace: ctx.facts.trace,
    });
    if (outcome.errorType !== undefined) return plain(502, "Internal Server Error", cors);
    return answered(outcome.payload, cors);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.status === 429) return plain(429, "Too Many Requests", cors);
    return plain(502, "Internal Server Error", cors);
  }
}

/** Whether the caller may call the URL: by its own policies, or by the function's. */
async function permitted(ctx: Ctx, place: Place, authType: string): Promise<boolean> {
  try {
    const arn = functionArn(place, place.qualifier);
    const conditions = { "lambda:FunctionUrlAuthType": authType };
    await ctx.kernel.authorize(ctx as never, ["lambda:InvokeFunctionUrl"], [arn], conditions);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/** A code package, as GetFunction's location leads to it. */
async function packageAt(ctx: Ctx, blob: string): Promise<HttpResponse> {
  if (!/^[0-9a-f]{64}$/.test(blob)) return plain(404, null);
  const size = await stat(ctx.blobs.path(blob)).then(
    ({ size }) => size,
    () => undefined,
  );
  if (size === undefined) return plain(404, null);
  const body = { file: ctx.blobs.path(blob), start: 0, end: size };
  return { status: 200, headers: [["content-type", "application/zip"]], body };
}

type Headers = [string, string][];

function plain(status: number, message: string | null, cors: Headers = []): HttpResponse {
  return {
    status,
    headers: [["content-type", "application/json"], ...cors],
    body: JSON.stringify({ Message: message }),
  };
}

function eventOf(
  ctx: Ctx,
  row: Placed,
  request: HttpRequest,
  body: Uint8Array,
): Record<string, unknown> {
  const { principal } = ctx;
  const proxied: ProxyRequest = {
    method: request.method,
    path: decoded(request.path),
    pathWithStage: decoded(request.path),
    query: request.query,
    headers: request.headers.entries,
    body,
    sourceIp: request.remoteAddress,
    host: request.host,
    now: ctx.now,
    requestId: ctx.requestId,
    account: row.authType === "AWS_IAM" ? row.account : "anonymous",
    apiId: row.urlId,
    stage: "$default",
    route: "$default",
    pathParameters: undefined,
    stageVariables: undefined,
    authorizer:
      row.authType === "AWS_IAM"
        ? {
            iam: {
              accessKey: principal.accessKeyId,
              accountId: principal.account,
              callerId: principal.id,
              cognitoIdentity: null,
              principalOrgId: null,
              userArn: principal.arn,
              userId: principal.id,
            },
          }
        : undefined,
  };
  return event2(proxied);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function answered(payload: Uint8Array, cors: Headers): HttpResponse {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(payload).toString() || "null");
  } catch {
    return plain(502, "Internal Server Error", cors);
  }
  const response = response2(value);
  if (response === undefined) return plain(502, "Internal Server Error", cors);
  const headers = response.headers.map(([n, v]) => [n, v] as [string, string]);
  if (!headers.some(([name]) => name.toLowerCase() === "content-type"))
    headers.unshift(["content-type", "application/json"]);
  return { status: response.status, headers: [...headers, ...cors], body: response.body };
}

const INTEGRATION = "application/vnd.awslambda.http-integration-response";
const PRELUDE_BYTES = 64 * 1024;

/** The function's pieces as they come, behind the head that an integration response begins with. */
async function streamed(
  ctx: Ctx,
  target: Parameters<typeof invoke>[1],
  payload: Uint8Array,
  cors: Headers,
): Promise<HttpResponse> {
  const begun = Promise.withResolvers<
    { type: string | undefined; pieces: AsyncIterable<Uint8Array> } | undefined
  >();
  const ended = invoke(ctx, target, {
    payload,
    requestId: ctx.requestId,
    trace: ctx.facts.trace,
    stream: (type, pieces) => begun.resolve({ type, pieces }),
  });
  ended.then(() => begun.resolve(undefined), begun.reject);
  const stream = await begun.promise;
  if (stream === undefined) {
    const outcome = await ended;
    return outcome.errorType === undefined
      ? answered(outcome.payload, cors)
      : plain(502, "Internal Server Error", cors);
  }
  if (stream.type !== INTEGRATION)
    return {
      status: 200,
      headers: [["content-type", stream.type ?? "application/octet-stream"], ...cors],
      body: stream.pieces,
    };
  const iterator = stream.pieces[Symbol.asyncIterator]();
  const { head, rest } = await preludeOf(iterator);
  const response = response2({ statusCode: 200, ...head, body: "" });
  async function* body() {
    if (rest.length > 0) yield rest;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return {
    status: response?.status ?? 200,
    headers: [...(response?.headers ?? []), ...cors],
    body: body(),
  };
}

/** What stands before eight zero bytes: status, headers and cookies as JSON. */
async function preludeOf(
  iterator: AsyncIterator<Uint8Array>,
): Promise<{ head: Record<string, unknown>; rest: Buffer }> {
  let held = Buffer.alloc(0);
  const end = Buffer.alloc(8);
  while (held.length < PRELUDE_BYTES) {
    const at = held.indexOf(end);
    if (at >= 0)
      return {
        head: JSON.parse(held.toString("utf8", 0, at)) as Record<string, unknown>,
        rest: held.subarray(at + 8),
      };
    const step = await iterator.next();
    if (step.done) break;
    held = Buffer.concat([held, step.value]);
  }
  return { head: {}, rest: held };
}

function corsHeaders(cors: Cors | undefined, request: HttpRequest): Headers {
  const origin = request.headers.get("origin");
  if (cors === undefined || origin === undefined) return [];
  const origins = cors.AllowOrigins ?? [];
  if (!origins.includes("*") && !origins.includes(origin)) return [];
  const headers: Headers = [
    ["access-control-allow-origin", origins.includes("*") && !cors.AllowCredentials ? "*" : origin],
    ["vary", "Origin"],
  ];
  if (cors.AllowCredentials) headers.push(["access-control-allow-credentials", "true"]);
  if (cors.ExposeHeaders?.length)
    headers.push(["access-control-expose-headers", cors.ExposeHeaders.join(",")]);
  if (request.method === "OPTIONS") {
    headers.push(["access-control-allow-methods", (cors.AllowMethods ?? ["*"]).join(",")]);
    if (cors.AllowHeaders?.length)
      headers.push(["access-control-allow-headers", cors.AllowHeaders.join(",")]);
    if (cors.MaxAge !== undefined) headers.push(["access-control-max-age", String(cors.MaxAge)]);
  }
  return headers;
}
