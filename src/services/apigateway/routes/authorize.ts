/** Who may call a method: signatures, resource policies, authorizers. */
import { Fault } from "#aws/fault";
import type { Authorizer } from "#aws/generated/types/apigateway";
import { anonymous, servicePrincipal } from "#kernel/principal";
import { evaluate } from "#languages/policy/evaluate";
import { compile } from "#languages/policy/policy";
import type { HttpRequest } from "#protocol/http";
import { parseCredential, verify } from "#protocol/sigv4/sigv4";
import { AUTHORIZER_TTL_SECONDS } from "../limits.ts";
import { type Authorization, live } from "../live.ts";
import { sourcesOf } from "../operations/authorizers.ts";
import { type Call, type Json, Refusal, textOf, valueAt } from "./call.ts";
import { eventOf } from "./events.ts";

/** @throws Refusal */
export async function authorize(call: Call): Promise<void> {
  const { authorizationType } = call.route.method;
  if (authorizationType === "CUSTOM") return custom(call);
  if (authorizationType === "AWS_IAM") await signed(call);
  if (authorizationType === "AWS_IAM" || call.deployment.settings.policy !== undefined)
    await judged(call);
}

/** A signed request; its signature is checked where policies are enforced. */
async function signed(call: Call): Promise<void> {
  const { ctx } = call;
  if (ctx.principal.kind === "anonymous")
    throw new Refusal("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token");
  call.caller.signed = true;
  if (ctx.http === undefined || ctx.kernel.options.iam !== "enforce") return;
  await verified(call, ctx.http);
}

async function verified(call: Call, request: HttpRequest): Promise<void> {
  const { ctx } = call;
  const presented = parseCredential(request);
  if (presented === undefined)
    throw new Refusal("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token");
  const identity = await ctx.kernel.identity();
  const known = (await identity?.credential(presented.accessKeyId)) ?? { secret: "test" };
  try {
    verify(presented, request, known, call.asked.body, ctx.now, false);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const type = /Expired/.test(error.code) ? "EXPIRED_TOKEN" : "INVALID_SIGNATURE";
    throw new Refusal(type, error.message);
  }
}

/** The caller's policies and the API's; `policyOf` of the service gives the API's. */
async function judged(call: Call): Promise<void> {
  const { ctx } = call;
  const by = call.caller.signed ? ctx : ctx.as({ principal: anonymous });
  try {
    await by.authorize("execute-api:Invoke", call.arn);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const hidden = call.arn.replace(/:\d{8}(\d{4}):/, ":********$1:");
    const who = call.caller.signed ? ctx.principal.arn : "anonymous";
    const words = /with an explicit deny/.test(error.message) ? " with an explicit deny" : "";
    throw new Refusal(
      "ACCESS_DENIED",
      `User: ${who} is not authorized to perform: execute-api:Invoke on resource: ${hidden}${words}`,
      { capital: true },
    );
  }
}

async function custom(call: Call): Promise<void> {
  const { authorizer } = call.route;
  if (authorizer === undefined) throw misconfigured();
  const identity = identityOf(call, authorizer);
  const ttl = authorizer.authorizerResultTtlInSeconds ?? AUTHORIZER_TTL_SECONDS;
  const key = `${call.api}/${call.stageName}/${authorizer.id}/${identity.join("\n")}`;
  const kept = live(call.ctx.kernel).authorizations;
  let found = ttl > 0 ? kept.get(key, call.ctx.now) : undefined;
  if (found === undefined) {
    found = await asked(call, authorizer, identity[0] ?? "");
    if (ttl > 0) kept.set(key, found, call.ctx.now + ttl * 1000);
  }
  call.caller = {
    ...call.caller,
    principalId: found.principalId,
    context: found.context,
    ...(found.usageIdentifierKey === undefined
      ? {}
      : { usageIdentifierKey: found.usageIdentifierKey }),
  };
  decide(call, found);
}

/** What identifies the caller. @throws Refusal where some of it is missing. */
export function identityOf(call: Call, authorizer: Authorizer): string[] {
  return sourcesOf(authorizer).map((source) => {
    const [, place, name = ""] = /^method\.request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
    const value =
      place === "header"
        ? call.header(name)
        : place === "querystring"
          ? call.query[name]
          : textOf(valueAt(call, source));
    if (value === undefined || value === "") throw new Refusal("UNAUTHORIZED", "Unauthorized");
    const pattern = authorizer.identityValidationExpression;
    if (authorizer.type === "TOKEN" && pattern && !new RegExp(`^(?:${pattern})$`).test(value))
      throw new Refusal("UNAUTHORIZED", "Unauthorized");
    return value;
  });
}

/** Asks the authorizer's function. @throws Refusal */
export async function asked(
  call: Call,
  authorizer: Authorizer,
  token: string,
): Promise<Authorization & { latencyMs: number }> {
  const { ctx } = call;
  const event =
    authorizer.type === "TOKEN"
      ? { type: "TOKEN", methodArn: call.arn, authorizationToken: token }
      : { type: "REQUEST", methodArn: call.arn, ...requestPart(eventOf(call)) };
  const FunctionName = functionIn(authorizer.authorizerUri ?? "", call);
  const began = ctx.clock.elapsed();
  const answer = await invoke(call, authorizer, FunctionName, event);
  return { ...read(answer), latencyMs: Math.round(ctx.clock.elapsed() - began) };
}

/** An authorizer is told all but the body. */
function requestPart(event: Json): Json {
  const { body: _body, isBase64Encoded: _base64, ...rest } = event;
  return rest;
}

/** The function's ARN of an invocation path, stage variables filled in. */
export function functionIn(uri: string, call: Call): string {
  const filled = uri.replaceAll(
    /\$\{stageVariables\.(\w+)\}/g,
    (_, name: string) => call.stageVariables[name] ?? "",
  );
  return /functions\/(.+)\/invocations/.exec(filled)?.[1] ?? filled;
}

async function invoke(call: Call, authorizer: Authorizer, FunctionName: string, event: unknown) {
  const { ctx } = call;
  try {
    const credentials = authorizer.authorizerCredentials;
    const principal = credentials
      ? await ctx.kernel.roleSession(credentials, "apigateway", ctx.account)
      : servicePrincipal("apigateway.amazonaws.com", ctx.account);
    const output = await ctx.call(
      "lambda",
      "Invoke",
      { FunctionName, Payload: new TextEncoder().encode(JSON.stringify(event)) },
      {
        principal,
        sourceArn: ctx.arn("execute-api", `${call.api}/authorizers/${authorizer.id}`),
      },
    );
    const payload = (output.Payload as Uint8Array | undefined) ?? new Uint8Array();
    const value: unknown = JSON.parse(Buffer.from(payload).toString());
    if (output.FunctionError === undefined) return value;
    const said = isObject(value) ? value["errorMessage"] : undefined;
    if (said === "Unauthorized") throw new Refusal("UNAUTHORIZED", "Unauthorized");
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (!(error instanceof Fault) && !(error instanceof SyntaxError)) throw error;
  }
  throw misconfigured();
}

const misconfigured = (): Refusal => new Refusal("AUTHORIZER_CONFIGURATION_ERROR", "");

/** An answer's parts. @throws Refusal for one that is none. */
function read(answer: unknown): Authorization {
  if (!isObject(answer)) throw misconfigured();
  const { principalId, policyDocument, context = {}, usageIdentifierKey } = answer;
  if (typeof principalId !== "string" || !isObject(policyDocument)) throw misconfigured();
  if (!isObject(context ?? {})) throw misconfigured();
  for (const value of Object.values((context ?? {}) as Json))
    if (typeof value === "object" && value !== null) throw misconfigured();
  try {
    return {
      principalId,
      policy: compile(policyDocument),
      document: JSON.stringify(policyDocument),
      context: (context ?? {}) as Json,
      usageIdentifierKey: typeof usageIdentifierKey === "string" ? usageIdentifierKey : undefined,
    };
  } catch {
    throw misconfigured();
  }
}

/** @throws Refusal unless the authorizer's policy, and the API's own, let the call pass. */
function decide(call: Call, { policy, principalId }: Authorization): void {
  const { ctx, asked } = call;
  const { account } = ctx;
  const arn = `arn:aws:sts::${account}:assumed-role/authorizer/${principalId.slice(0, 64)}`;
  const { region } = ctx;
  const own = policyFor(call.deployment.settings.policy, region, account, call.api);
  const decision = evaluate(
    {
      principal: { kind: "role", account, arn, id: principalId },
      action: "execute-api:Invoke",
      resource: call.arn,
      context: {
        "aws:sourceip": asked.sourceIp,
        "aws:useragent": call.header("user-agent") ?? "",
      },
      now: ctx.now,
    },
    {
      identity: [policy],
      resource: own === undefined ? undefined : compile(own),
      resourceAccount: account,
    },
  );
  if (decision.allowed) return;
  const words = decision.kind === "explicitDeny" ? " with an explicit deny" : "";
  throw new Refusal("ACCESS_DENIED", `User is not authorized to access this resource${words}`, {
    capital: true,
  });
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An API's policy; its resources may be written short: "execute-api:/stage/VERB/path". */
export function policyFor(
  policy: string | undefined,
  region: string,
  account: string,
  api: string,
) {
  return policy?.replaceAll(/"execute-api:\/?([^"]*)"/g, (whole, rest: string) =>
    /^[A-Z]\w+$/.test(rest) ? whole : `"arn:aws:execute-api:${region}:${account}:${api}/${rest}"`,
  );
}
