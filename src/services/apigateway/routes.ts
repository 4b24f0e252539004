/** The data plane of REST APIs: where a request goes, and what is answered to it. */
import { gunzipSync, gzipSync } from "node:zlib";
import { Fault } from "#aws/fault";
import { then } from "#base/awaitable";
import { BodyTooLarge, type HttpRequest, type HttpResponse } from "#protocol/http";
import type { Ctx, Tx } from "./definition.ts";
import { PAYLOAD_BYTES } from "./limits.ts";
import { ROOT } from "./operations/domains.ts";
import { authorize } from "./routes/authorize.ts";
import { cached, keep } from "./routes/cache.ts";
import { type Asked, Call, Refusal, refused } from "./routes/call.ts";
import { type Compiled, compiledOf, NOWHERE } from "./routes/compile.ts";
import { integrate } from "./routes/integrate.ts";
import { admit } from "./routes/limits.ts";
import { record } from "./routes/records.ts";
import { validate } from "./routes/validate.ts";
import type { ApiRow, DeploymentRow, StageRow } from "./tables.ts";

/** Where in a request the API, the stage and the path stand. */
interface Address {
  readonly api: string;
  readonly stage: string;
  /** As the API's resources have it. */
  readonly path: string;
  /** As the caller sees it, where a domain's base path stands before it. */
  readonly whole?: string;
}

interface Found {
  readonly api: Readonly<ApiRow>;
  readonly stage: Readonly<StageRow> | undefined;
  readonly deployment: Readonly<DeploymentRow> | undefined;
  readonly canary: Readonly<DeploymentRow> | undefined;
}

/** Answers requests to a REST API's stage; undefined when the address names none. */
export async function serve(ctx: Ctx, request: HttpRequest): Promise<HttpResponse | undefined> {
  const address = addressOf(request) ?? (await mapped(ctx, request));
  if (address === undefined) return undefined;
  if ("status" in address) return address;
  const looking = ctx.view((tx) => found(tx, address));
  const place = looking instanceof Promise ? await looking : looking;
  // By the other addresses it may be an HTTP API.
  if (place === undefined)
    return request.path.startsWith("/restapis/") ? forbidden(ctx) : undefined;
  const { api, stage } = place;
  const scoped = ctx.as({ account: api.account, region: api.region });
  const closed = api.settings.disableExecuteApiEndpoint && address.whole === undefined;
  if (stage === undefined || place.deployment === undefined || closed) return forbidden(ctx);
  const { deployment, variables } = release(ctx, place.deployment, place.canary, stage);
  const began = ctx.clock.elapsed();
  const { asked, tooLarge } = await read(request, address, stage.name, deployment);
  const { clientCertificateId } = stage.settings;
  const own = { name: stage.name, variables, clientCertificateId };
  const call = callOf(scoped, compiledOf(deployment), asked, address.path, deployment, own);
  const response = await answer(call, stage, tooLarge);
  record(call, stage.settings, response, ctx.clock.elapsed() - began, api.settings.name);
  return compressed(call, response);
}

/** The deployment that serves a request: the stage's, or its canary's share. */
function release(
  ctx: Ctx,
  own: Readonly<DeploymentRow>,
  canary: Readonly<DeploymentRow> | undefined,
  { settings }: Readonly<StageRow>,
) {
  const { canarySettings, variables = {} } = settings;
  const percent = canarySettings?.percentTraffic ?? 0;
  if (canary === undefined || ctx.chance.fraction() * 100 >= percent)
    return { deployment: own, variables };
  return {
    deployment: canary,
    variables: { ...variables, ...canarySettings?.stageVariableOverrides },
  };
}

/** What was asked, its body whole and unpacked; without it when it is too large. */
async function read(
  request: HttpRequest,
  address: Address,
  stage: string,
  { settings }: Readonly<DeploymentRow>,
): Promise<{ asked: Asked; tooLarge: boolean }> {
  let body = await bodyOf(request);
  const packed =
    settings.minimumCompressionSize !== undefined &&
    request.headers.get("content-encoding") === "gzip";
  if (packed && body !== undefined) body = unpacked(body);
  const { entries } = request.headers;
  const asked: Asked = {
    method: request.method,
    path: address.whole ?? address.path,
    pathWithStage: address.whole ?? `/${stage}${address.path}`,
    query: request.query,
    headers: packed ? entries.filter(([n]) => n.toLowerCase() !== "content-encoding") : entries,
    body: body ?? NOTHING,
    host: request.host,
    sourceIp: request.remoteAddress,
  };
  return { asked, tooLarge: body === undefined };
}

const NOTHING = new Uint8Array(0);

async function bodyOf({ body }: HttpRequest): Promise<Uint8Array | undefined> {
  const here = body.buffered;
  if (here !== undefined && here.length <= PAYLOAD_BYTES) return here;
  try {
    return await body.bytes(PAYLOAD_BYTES);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    return undefined;
  }
}

function addressOf(request: HttpRequest): Address | undefined {
  const { path } = request;
  if (path.startsWith("/restapis/") || path.startsWith("/_aws/execute-api/")) {
    const local =
      /^\/restapis\/([a-z0-9]+)\/([^/]+)\/_user_request_(\/.*)?$/.exec(path) ??
      /^\/_aws\/execute-api\/([a-z0-9]+)\/([^/]+)(\/.*)?$/.exec(path);
    if (local !== null) return { api: local[1]!, stage: local[2]!, path: local[3] || "/" };
  }
  if (!request.host.includes(".execute-api.")) return undefined;
  const labels = request.host.toLowerCase().split(".");
  if (labels[1] !== "execute-api") return undefined;
  const [, stage = "", ...rest] = path.split("/");
  return { api: labels[0]!, stage, path: `/${rest.join("/")}` };
}

/** By a custom domain and the base path that its mappings know. */
async function mapped(ctx: Ctx, request: HttpRequest): Promise<Address | HttpResponse | undefined> {
  const host = request.host.replace(/:\d+$/, "").toLowerCase();
  if (!host.includes(".")) return undefined;
  return ctx.view(async (tx) => {
    const domain =
      (await tx.domain.find({ name: host })) ??
      (await tx.domain.find({ name: host.replace(/^[^.]+/, "*") }));
    if (domain === undefined) return undefined;
    const [first = "", ...rest] = request.path.slice(1).split("/");
    const own =
      first === "" ? undefined : await tx.mapping.find({ domain: domain.name, basePath: first });
    const mapping = own ?? (await tx.mapping.find({ domain: domain.name, basePath: ROOT }));
    if (mapping === undefined) return forbidden(ctx);
    const parts = own === undefined ? [first, ...rest] : rest;
    const stage = mapping.stage || parts.shift() || "";
    return { api: mapping.api, stage, path: `/${parts.join("/")}`, whole: request.path };
  });
}

/** Without waiting where the rows are at hand: every request passes here. */
function found(tx: Tx, { api: id, stage: name }: Address) {
  return then(tx.api.find({ id }), (api) => {
    if (api === undefined) return undefined;
    return then(tx.stage.find({ api: id, name }), (stage): Found | Promise<Found> => {
      const none = { api, stage, deployment: undefined, canary: undefined };
      if (stage === undefined) return none;
      const other = stage.settings.canarySettings?.deploymentId;
      const own = tx.deployment.find({ api: id, id: stage.deployment });
      const both = other === undefined ? undefined : tx.deployment.find({ api: id, id: other });
      if (own instanceof Promise || both instanceof Promise)
        return Promise.all([own, both]).then(([deployment, canary]) => ({
          api,
          stage,
          deployment,
          canary,
        }));
      return { api, stage, deployment: own, canary: both };
    });
  });
}

interface ServedStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly clientCertificateId?: string | undefined;
}

/** The call that a request is; of no resource when the API has none at its path. */
export function callOf(
  ctx: Ctx,
  compiled: Compiled,
  asked: Asked,
  path: string,
  deployment: Readonly<DeploymentRow>,
  stage: ServedStage,
): Call {
  const matched = compiled.find(asked.method, path);
  const parameters: Record<string, string> = Object.create(null);
  for (const name in matched?.parameters) parameters[name] = decoded(matched.parameters[name]!);
  const route = matched?.route ?? NOWHERE;
  const { name, variables, clientCertificateId: certificate } = stage;
  return new Call(ctx, asked, route, parameters, deployment, name, variables, certificate);
}

async function answer(
  call: Call,
  stage: Readonly<StageRow>,
  tooLarge: boolean,
): Promise<HttpResponse> {
  try {
    if (call.route === NOWHERE)
      throw new Refusal("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token");
    if (tooLarge)
      throw new Refusal(
        "REQUEST_TOO_LARGE",
        `HTTP content length exceeded ${PAYLOAD_BYTES} bytes.`,
      );
    const { method } = call.route;
    if (method.authorizationType !== "NONE" || call.deployment.settings.policy !== undefined)
      await authorize(call);
    await admit(call, stage.settings);
    validate(call);
    const kept = cached(call, stage.settings);
    if (kept !== undefined) return kept;
    const response = await integrate(call);
    keep(call, stage.settings, response);
    return response;
  } catch (error) {
    return failed(call, error);
  }
}

/** What is answered to an error: the API's gateway response. Anything but a refusal is a bug. */
export function failed(call: Call, error: unknown): HttpResponse {
  if (error instanceof Refusal) return refused(call, error);
  if (!(error instanceof Fault)) console.error(`bug: request ${call.ctx.requestId}:`, error);
  else call.integrationError = error.message;
  if (error instanceof Fault && error.status === 501)
    return {
      status: 501,
      headers: [
        ["content-type", "application/json"],
        ["x-amzn-errortype", error.code],
      ],
      body: JSON.stringify({ message: error.message }),
    };
  return refused(call, new Refusal("DEFAULT_5XX", "Internal server error", { status: 500 }));
}

/** A compressed request's body; undefined when it is larger than what may come. */
function unpacked(body: Uint8Array): Uint8Array | undefined {
  try {
    return gunzipSync(body, { maxOutputLength: PAYLOAD_BYTES });
  } catch (error) {
    return (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? undefined : body;
  }
}

/** Bodies past the API's threshold are compressed for callers that take it. */
function compressed(call: Call, response: HttpResponse): HttpResponse {
  const least = call.deployment.settings.minimumCompressionSize;
  if (least === undefined || !/\bgzip\b/.test(call.header("accept-encoding") ?? ""))
    return response;
  const { body, headers } = response;
  const whole =
    typeof body === "string" || body instanceof Uint8Array ? Buffer.from(body) : undefined;
  const coded = headers.some(([name]) => name.toLowerCase() === "content-encoding");
  if (whole === undefined || whole.length < Math.max(1, least) || coded) return response;
  return {
    ...response,
    headers: [...headers, ["content-encoding", "gzip"]],
    body: gzipSync(whole),
  };
}

function forbidden(ctx: Ctx): HttpResponse {
  return {
    status: 403,
    headers: [
      ["content-type", "application/json"],
      ["x-amzn-requestid", ctx.requestId],
      ["x-amzn-errortype", "ForbiddenException"],
    ],
    body: JSON.stringify({ message: "Forbidden" }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
