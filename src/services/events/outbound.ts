/**
 * Targets that are no single operation: API destinations, APIs of API Gateway, log groups.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
import { Fault } from "#aws/fault";
import { arnParts } from "#aws/target-call";
import type {
  ConnectionHttpParameters,
  CreateConnectionOAuthRequestParameters,
  HttpParameters,
} from "#aws/generated/types/events";
import type { Kernel } from "#kernel/kernel";
import { rootOf, servicePrincipal } from "#kernel/principal";
import { NotYet } from "#kernel/service";
import { askWeb, WebFailure, type WebAnswer } from "#kernel/web";
import { type Credentials, signatureFields } from "#protocol/sigv4/sign";
import type { Ctx } from "./buses.ts";
import { apiDestinationAt } from "./operations/api-destinations.ts";
import { authParameters } from "./operations/connections.ts";
import type { ApiDestinationRow, ConnectionRow } from "./tables.ts";

const DESTINATION_TIMEOUT_MS = 5_000;
const API_TIMEOUT_MS = 29_000;
const ANSWER_BYTES = 1024 * 1024;
/** A token is used until shortly before it expires. */
const TOKEN_SLACK_MS = 30_000;
const TOKEN_MS = 3_600_000;
const SESSIONS_KEPT = 1_000;
const SESSION_SLACK_MS = 60_000;

/** What is sent where. */
interface Given {
  /** Of an API destination, or of a method of an API of API Gateway. */
  readonly arn: string;
  readonly input: string;
  readonly parameters: HttpParameters;
  /** The role that a delivery is made as. */
  readonly role?: string;
  readonly userAgent?: string;
}

interface Kept {
  /** When a destination may be called next, by ARN. Epoch milliseconds. */
  readonly next: Map<string, number>;
  /** Tokens by connection, and when they were changed last. */
  readonly tokens: Map<string, { token: string; until: number; modifiedAt: number }>;
  /** Sessions of roles that APIs are called as. */
  readonly sessions: Map<string, { credentials: Credentials; until: number }>;
}

/** Rates and tokens last as long as the process: a new one asks anew. */
const kept = new WeakMap<Kernel, Kept>();

function keptOf(kernel: Kernel): Kept {
  let found = kept.get(kernel);
  if (found === undefined) {
    found = { next: new Map(), tokens: new Map(), sessions: new Map() };
    kept.set(kernel, found);
  }
  return found;
}

type Headers = (readonly [string, string])[];

/** Brings an event to an API destination or an API, as the target's role if it has one. */
export async function deliverHttp(ctx: Ctx, input: Readonly<Record<string, unknown>>) {
  const { role } = input as unknown as Given;
  const principal =
    role === undefined ? ctx.principal : await ctx.kernel.roleSession(role, "events", ctx.account);
  await http(ctx.as({ principal }), input);
}

/**
 * Sends text to an API destination or an API of API Gateway, as the context's principal.
 * @returns The answer's body, at most a megabyte.
 * @throws Fault whose status says whether to try again, or NotYet.
 */
export async function http(
  ctx: Ctx,
  input: Readonly<Record<string, unknown>>,
): Promise<Uint8Array> {
  const given = input as unknown as Given;
  const { service, region, account } = arnParts(given.arn);
  // The destination's own account and region have it, and its connection.
  return service === "execute-api"
    ? api(ctx, given)
    : destination(ctx.as({ region, account }), given);
}

async function destination(caller: Ctx, { arn, input: body, parameters }: Given) {
  const name = arn.split(":api-destination/")[1]?.split("/")[0] ?? "";
  await caller.authorize("events:InvokeApiDestination", arn);
  // The connection's secret is read by EventBridge itself, in the account that has it.
  const ctx = caller.as({ principal: rootOf(caller.account) });
  const row = await ctx.view((tx) => apiDestinationAt(tx, name));
  const connection = await connectionOf(ctx, row);
  turn(ctx, arn, row.perSecond);
  const first = await send(ctx, row, connection, body, parameters, false);
  // The token may have been taken back before it expired.
  const again =
    (first.status === 401 || first.status === 407) &&
    connection.authorization === "OAUTH_CLIENT_CREDENTIALS";
  const answer = again ? await send(ctx, row, connection, body, parameters, true) : first;
  const { status } = answer;
  if (status >= 200 && status < 300) return answer.body;
  const retried =
    status === 401 || status === 407 || status === 409 || status === 429 || status >= 500;
  const at = comesAgain(ctx, answer);
  const words = `${row.endpoint} answered ${status}.`;
  const failure = new Fault("SDK_CLIENT_ERROR", words, retried && at !== "never" ? 503 : 400);
  if (typeof at === "number") failure.retryAt = at;
  throw failure;
}

/**
 * When a server asks to be called again (epoch milliseconds): the later one of it and the retry
 * policy's counts, and a negative one ends the attempts. Undefined when it says nothing of it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
function comesAgain(ctx: Ctx, { headers }: WebAnswer): number | "never" | undefined {
  const given = headers.find(([name]) => name.toLowerCase() === "retry-after")?.[1].trim();
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (seconds < 0) return "never";
  const at = Number.isNaN(seconds) ? Date.parse(given) : ctx.clock.now() + seconds * 1_000;
  return Number.isNaN(at) ? undefined : at;
}

/** Takes the destination's next turn, of which it has so many a second. @throws NotYet */
function turn(ctx: Ctx, arn: string, perSecond: number): void {
  const { next } = keptOf(ctx.kernel);
  const now = ctx.clock.now();
  const at = next.get(arn) ?? 0;
  if (at > now) throw new NotYet(Math.ceil(at));
  next.set(arn, Math.max(at, now - 1_000) + 1_000 / perSecond);
}

async function connectionOf(ctx: Ctx, row: Readonly<ApiDestinationRow>): Promise<ConnectionRow> {
  const name = row.connectionArn.split(":connection/")[1]?.split("/")[0] ?? "";
  const found = await ctx.view((tx) => tx.connection.find({ name }));
  if (found === undefined || found.state !== "AUTHORIZED")
    throw new Fault("SDK_CLIENT_ERROR", `The connection ${name} is not authorized.`, 400);
  return found;
}

async function send(
  ctx: Ctx,
  row: Readonly<ApiDestinationRow>,
  connection: Readonly<ConnectionRow>,
  body: string,
  parameters: HttpParameters,
  afresh: boolean,
): Promise<WebAnswer> {
  const auth = await authParameters(ctx, connection);
  const own = auth.InvocationHttpParameters ?? {};
  const headers: Headers = [
    ["User-Agent", "Amazon/EventBridge/ApiDestinations"],
    ["Content-Type", "application/json; charset=utf-8"],
    ["Range", "bytes=0-1048575"],
    ...allowed(Object.entries(parameters.HeaderParameters ?? {})),
    ...allowed((own.HeaderParameters ?? []).map(({ Key, Value }) => [Key!, Value ?? ""] as const)),
  ];
  if (auth.BasicAuthParameters !== undefined) {
    const { Username, Password } = auth.BasicAuthParameters;
    const pair = Buffer.from(`${Username}:${Password}`).toString("base64");
    headers.push(["Authorization", `Basic ${pair}`]);
  } else if (auth.ApiKeyAuthParameters !== undefined)
    headers.push([auth.ApiKeyAuthParameters.ApiKeyName, auth.ApiKeyAuthParameters.ApiKeyValue]);
  else if (auth.OAuthParameters !== undefined)
    headers.push(["Authorization", await token(ctx, connection, auth.OAuthParameters, afresh)]);
  const url = addressOf(row.endpoint, parameters, own);
  const sent = row.method === "GET" || row.method === "HEAD" ? undefined : withBody(body, own);
  return ask({
    method: row.method,
    url,
    headers: lastOfEach(headers),
    ...(sent === undefined ? {} : { body: sent }),
    timeoutMs: DESTINATION_TIMEOUT_MS,
    limitBytes: ANSWER_BYTES,
  });
}

/**
 * Header fields but those that say how a message is carried, which are the carrier's alone.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-gateway-target.html
 */
const allowed = (headers: Headers): Headers =>
  headers.filter(([name]) => !CARRIERS.has(name.toLowerCase()));

const CARRIERS: ReadonlySet<string> = new Set([
  ...["connection", "content-encoding", "content-length", "expect", "host", "keep-alive"],
  ...["max-forwards", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "via"],
  ...["www-authenticate", "x-forwarded-for"],
]);

/** A name given twice counts as the connection gives it, which stands last. */
function lastOfEach(headers: Headers): Headers {
  return [
    ...new Map(
      headers.map(([name, value]) => [name.toLowerCase(), [name, value] as const]),
    ).values(),
  ];
}

/** The address with each `*` replaced in turn, and what is to stand in its query. */
function addressOf(
  endpoint: string,
  parameters: HttpParameters,
  own: ConnectionHttpParameters,
): string {
  const values = [...(parameters.PathParameterValues ?? [])];
  const url = new URL(endpoint.replace(/\*/g, () => encodeURIComponent(values.shift() ?? "*")));
  for (const [name, value] of Object.entries(parameters.QueryStringParameters ?? {}))
    url.searchParams.set(name, value);
  for (const { Key, Value } of own.QueryStringParameters ?? [])
    url.searchParams.set(Key!, Value ?? "");
  return url.href;
}

/** The connection's body parameters are added to a body that is an object. */
function withBody(body: string, own: ConnectionHttpParameters): string {
  const added = own.BodyParameters ?? [];
  if (added.length === 0) return body;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return body;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return body;
  return JSON.stringify({
    ...value,
    ...Object.fromEntries(added.map((p) => [p.Key!, p.Value ?? ""])),
  });
}

/** "Bearer ..." by the client credentials grant. */
async function token(
  ctx: Ctx,
  connection: Readonly<ConnectionRow>,
  oauth: CreateConnectionOAuthRequestParameters,
  afresh: boolean,
): Promise<string> {
  const { tokens } = keptOf(ctx.kernel);
  const known = tokens.get(connection.id);
  const usable =
    known !== undefined &&
    known.modifiedAt === connection.modifiedAt &&
    known.until > ctx.clock.now();
  if (usable && !afresh) return known.token;
  const { ClientID, ClientSecret } = oauth.ClientParameters;
  const more = oauth.OAuthHttpParameters ?? {};
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: ClientID,
    client_secret: ClientSecret,
  });
  for (const { Key, Value } of more.BodyParameters ?? []) form.set(Key!, Value ?? "");
  const url = new URL(oauth.AuthorizationEndpoint);
  for (const { Key, Value } of more.QueryStringParameters ?? [])
    url.searchParams.set(Key!, Value ?? "");
  if (oauth.HttpMethod === "GET")
    for (const [name, value] of form) url.searchParams.set(name, value);
  const answer = await ask({
    method: oauth.HttpMethod,
    url: url.href,
    headers: [
      ["Accept", "application/json"],
      ...(oauth.HttpMethod === "GET"
        ? []
        : [["Content-Type", "application/x-www-form-urlencoded"] as const]),
      ...(more.HeaderParameters ?? []).map(({ Key, Value }) => [Key!, Value ?? ""] as const),
    ],
    ...(oauth.HttpMethod === "GET" ? {} : { body: form.toString() }),
    timeoutMs: DESTINATION_TIMEOUT_MS,
    limitBytes: ANSWER_BYTES,
  });
  const granted = grantOf(answer);
  if (granted === undefined)
    throw new Fault(
      "SDK_CLIENT_ERROR",
      `${oauth.AuthorizationEndpoint} answered ${answer.status} and gave no access_token.`,
      answer.status < 500 ? 400 : 503,
    );
  const lasts = granted.seconds === undefined ? TOKEN_MS : granted.seconds * 1_000 - TOKEN_SLACK_MS;
  tokens.set(connection.id, {
    token: granted.token,
    until: ctx.clock.now() + lasts,
    modifiedAt: connection.modifiedAt,
  });
  return granted.token;
}

function grantOf({ status, body }: WebAnswer): { token: string; seconds?: number } | undefined {
  if (status < 200 || status >= 300) return undefined;
  try {
    const value = JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>;
    if (typeof value["access_token"] !== "string") return undefined;
    const type = typeof value["token_type"] === "string" ? value["token_type"] : "Bearer";
    const seconds = Number(value["expires_in"]);
    return {
      token: `${/^bearer$/i.test(type) ? "Bearer" : type} ${value["access_token"]}`,
      ...(Number.isFinite(seconds) ? { seconds } : {}),
    };
  } catch {
    return undefined;
  }
}

/** A failure to reach a server is worth another attempt. */
async function ask(request: Parameters<typeof askWeb>[0]): Promise<WebAnswer> {
  try {
    return await askWeb(request);
  } catch (error) {
    if (!(error instanceof WebFailure)) throw error;
    const retried = error.kind === "connection" || error.kind === "timeout";
    throw new Fault("SDK_CLIENT_ERROR", error.message, retried ? 503 : 400);
  }
}

/**
 * Calls a stage of an API of API Gateway, `arn:aws:execute-api:region:account:api/stage/METHOD/path`,
 * signed where it is called as a role.
 */
async function api(ctx: Ctx, { arn, input, parameters, userAgent }: Given) {
  const { resource, region } = arnParts(arn);
  const [id = "", stage = "", given = "POST", ...path] = resource.split("/");
  const values = [...(parameters.PathParameterValues ?? [])];
  const rest = path.map((part) => (part === "*" ? (values.shift() ?? part) : part));
  const url = new URL(
    `${ctx.origin}/_aws/execute-api/${id}/${stage}/${rest.map(encodeURIComponent).join("/")}`,
  );
  for (const [name, value] of Object.entries(parameters.QueryStringParameters ?? {}))
    url.searchParams.set(name, value);
  const method = given === "*" ? "POST" : given;
  const body = method === "GET" || method === "HEAD" ? "" : input;
  const { issuer: role } = ctx.principal;
  if (role !== undefined) await ctx.authorize("execute-api:Invoke", arn);
  const signature =
    role === undefined
      ? []
      : signatureFields(
          { method, url, body, service: "execute-api", region },
          await credentialsOf(ctx, role),
          ctx.clock.now(),
        );
  const answer = await ask({
    method,
    url: url.href,
    headers: lastOfEach([
      ["Content-Type", "application/json"],
      ["User-Agent", userAgent ?? "Amazon/EventBridge"],
      ...allowed(Object.entries(parameters.HeaderParameters ?? {})),
      ...signature,
    ]),
    ...(body === "" ? {} : { body }),
    timeoutMs: API_TIMEOUT_MS,
    limitBytes: ANSWER_BYTES,
  });
  const { status } = answer;
  if (status >= 200 && status < 300) return answer.body;
  const retried = status === 429 || status >= 500;
  throw new Fault("SDK_CLIENT_ERROR", `${arn} answered ${status}.`, retried ? 503 : 400);
}

/** A session of a role that has been taken on already, as keys to sign with; kept while it lasts. */
async function credentialsOf(ctx: Ctx, role: string): Promise<Credentials> {
  const { sessions } = keptOf(ctx.kernel);
  const known = sessions.get(role);
  if (known !== undefined && known.until > ctx.clock.now()) return known.credentials;
  const { Credentials: made } = await ctx.call(
    "sts",
    "AssumeRole",
    { RoleArn: role, RoleSessionName: "events" },
    { trusted: true, principal: servicePrincipal("events.amazonaws.com", ctx.account) },
  );
  const credentials = {
    accessKeyId: made!.AccessKeyId,
    secret: made!.SecretAccessKey,
    sessionToken: made!.SessionToken,
  };
  if (sessions.size >= SESSIONS_KEPT) sessions.clear();
  sessions.set(role, { credentials, until: Number(made!.Expiration) - SESSION_SLACK_MS });
  return credentials;
}

/** Writes an event into a log group, in a stream of its own. */
export async function log(ctx: Ctx, input: Readonly<Record<string, unknown>>): Promise<void> {
  const given = input as { group: string; input: string; id: string; shaped?: boolean };
  const { group, id: logStreamName } = given;
  const logEvent = (given.shaped ? shapedEvent(given.input) : undefined) ?? {
    timestamp: ctx.now,
    message: given.input,
  };
  await ctx
    .call("logs", "CreateLogStream", { logGroupName: group, logStreamName }, { trusted: true })
    .catch((error: unknown) => {
      // An earlier attempt made it.
      if (!(error instanceof Fault) || error.code !== "ResourceAlreadyExistsException") throw error;
    });
  await ctx.call(
    "logs",
    "PutLogEvents",
    { logGroupName: group, logStreamName, logEvents: [logEvent] },
    { trusted: true },
  );
}

/**
 * The time and message that an input transformer gives; undefined for an input of another shape.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_events_targets.LogGroupTargetInputOptions.html
 */
function shapedEvent(input: string): { timestamp: number; message: string } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(input);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { timestamp: time, message } = value as { timestamp?: unknown; message?: unknown };
  const isCount = typeof time === "number" || /^\d+$/.test(String(time));
  const timestamp = isCount ? Number(time) : Date.parse(String(time));
  if (message === undefined || !Number.isSafeInteger(timestamp)) return undefined;
  return {
    timestamp,
    message: typeof message === "string" ? message : JSON.stringify(message),
  };
}
