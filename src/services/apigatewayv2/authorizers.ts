/** Who may take a route: callers judged by IAM, by their token, or by a function. */
import { event1, event2, type ProxyRequest } from "#aws/proxy-event";
import { createHash } from "node:crypto";
import type { HttpResponse } from "#protocol/http";
import { evaluate } from "#languages/policy/evaluate";
import { compile, type Policy } from "#languages/policy/policy";
import type { Ctx } from "./apis.ts";
import { callFunction, functionIn, message } from "./functions.ts";
import { issuerKey } from "./issuers.ts";
import { claimsFault, decodeToken, scopesOf, shownClaims, signedBy } from "./jwt.ts";
import { valueAt } from "./mapping.ts";
import type { ApiRow, Authorizer, Definition, Route } from "./tables.ts";

export type Allowed =
  | { readonly context: Record<string, unknown> | undefined }
  | { readonly refused: HttpResponse };

/** What the route's authorizer says to a request, and what it knows of the caller. */
export async function authorize(
  ctx: Ctx,
  api: Readonly<ApiRow>,
  definition: Definition,
  route: Route,
  request: ProxyRequest,
): Promise<Allowed> {
  if (route.authorizationType === "NONE") return { context: undefined };
  if (route.authorizationType === "AWS_IAM") return byIam(ctx, api, request);
  const authorizer = definition.authorizers.find((a) => a.id === route.authorizerId);
  if (authorizer === undefined) return failed();
  return authorizer.type === "JWT"
    ? byToken(ctx, authorizer, route, request)
    : byFunction(ctx, api, authorizer, request);
}

const failed = (): Allowed => ({ refused: message(500, "Internal Server Error") });
const forbidden = (): Allowed => ({ refused: message(403, "Forbidden") });

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html */
const arnOf = (api: Readonly<ApiRow>, request: ProxyRequest): string =>
  `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/${request.stage}/${request.method}${request.path}`;

async function byIam(ctx: Ctx, api: Readonly<ApiRow>, request: ProxyRequest): Promise<Allowed> {
  const { principal } = ctx;
  if (principal.kind === "anonymous") return forbidden();
  try {
    await ctx.authorize("execute-api:Invoke", arnOf(api, request));
  } catch {
    return forbidden();
  }
  return {
    context: {
      iam: {
        accessKey: principal.accessKeyId ?? null,
        accountId: principal.account,
        callerId: principal.id,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: principal.arn,
        userId: principal.id,
      },
    },
  };
}

async function byToken(
  ctx: Ctx,
  authorizer: Authorizer,
  route: Route,
  request: ProxyRequest,
): Promise<Allowed> {
  const given = identityOf(authorizer.identitySource[0] ?? "", request)?.replace(/^Bearer /i, "");
  if (given === undefined) return unauthorized("Bearer");
  const scopes = route.authorizationScopes ?? [];
  const refusal = (error: string, why: string) =>
    `Bearer scope="${scopes.join(" ")}" error="${error}" error_description="${why.replaceAll('"', "'")}"`;
  const token = decodeToken(given);
  if (typeof token === "string") return unauthorized(refusal("invalid_token", token));
  const issuer = authorizer.issuer ?? "";
  let key: Awaited<ReturnType<typeof issuerKey>>;
  try {
    key = await issuerKey(ctx, issuer, token.kid);
  } catch {
    // Whoever calls the API learns as little of the issuer's troubles as from AWS.
    return unauthorized(refusal("invalid_token", "the issuer's keys cannot be had"));
  }
  if (key === undefined || !signedBy(token, key))
    return unauthorized(refusal("invalid_token", "the signature is invalid"));
  const fault = claimsFault(token.claims, issuer, authorizer.audience ?? [], ctx.now);
  if (fault !== undefined) return unauthorized(refusal("invalid_token", fault));
  const granted = scopesOf(token.claims);
  if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope)))
    return {
      refused: withHeader(
        message(403, "Forbidden"),
        refusal("insufficient_scope", "the token has none of the scopes"),
      ),
    };
  return {
    context: {
      jwt: { claims: shownClaims(token.claims), scopes: scopes.length > 0 ? granted : null },
    },
  };
}

const unauthorized = (challenge: string): Allowed => ({
  refused: withHeader(message(401, "Unauthorized"), challenge),
});

const withHeader = (response: HttpResponse, challenge: string): HttpResponse => ({
  ...response,
  headers: [...response.headers, ["www-authenticate", challenge]],
});

interface FunctionAnswer {
  readonly isAuthorized?: unknown;
  readonly context?: Record<string, unknown>;
  readonly principalId?: unknown;
  readonly policyDocument?: object;
}

async function byFunction(
  ctx: Ctx,
  api: Readonly<ApiRow>,
  authorizer: Authorizer,
  request: ProxyRequest,
): Promise<Allowed> {
  if (authorizer.uri === undefined) return failed();
  const identity = authorizer.identitySource.map((source) => identityOf(source, request));
  if (identity.some((value) => value === undefined))
    return { refused: message(401, "Unauthorized") };
  const answer = await answerOf(ctx, api, authorizer, request, identity as string[]);
  if (answer === undefined) return failed();
  if (authorizer.simpleResponses) {
    if (typeof answer.isAuthorized !== "boolean") return failed();
    return answer.isAuthorized ? { context: { lambda: answer.context ?? null } } : forbidden();
  }
  let policy: Policy;
  try {
    policy = compile(answer.policyDocument ?? "");
  } catch {
    return failed();
  }
  const caller = `arn:aws:iam::${api.account}:user/${String(answer.principalId)}`;
  const decision = evaluate(
    {
      principal: { kind: "user", account: api.account, arn: caller, id: caller },
      action: "execute-api:Invoke",
      resource: arnOf(api, request),
      context: {},
      now: ctx.now,
    },
    { identity: [policy] },
  );
  return decision.allowed ? { context: { lambda: answer.context ?? null } } : forbidden();
}

/** What the function says, or has said not long ago for the same identity. */
async function answerOf(
  ctx: Ctx,
  api: Readonly<ApiRow>,
  authorizer: Authorizer,
  request: ProxyRequest,
  identity: readonly string[],
): Promise<FunctionAnswer | undefined> {
  const key = createHash("sha256").update(JSON.stringify(identity)).digest("hex");
  const id = { api: api.id, stage: request.stage, authorizer: authorizer.id, key };
  const keeps = authorizer.ttlSeconds > 0 && identity.length > 0;
  if (keeps) {
    const kept = await ctx.view((tx) => tx.verdict.find(id));
    if (kept !== undefined && kept.until > ctx.now) return kept.answer as FunctionAnswer;
  }
  const format = authorizer.payloadFormat === "1.0" ? event1(request, "1.0") : event2(request);
  const arn = arnOf(api, request);
  const source =
    authorizer.payloadFormat === "1.0"
      ? { methodArn: arn, identitySource: identity.join(","), authorizationToken: identity[0] }
      : { routeArn: arn, identitySource: identity.length === 0 ? null : identity };
  const called = await callFunction(
    ctx,
    functionIn(authorizer.uri!),
    { ...format, type: "REQUEST", ...source },
    `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/authorizers/${authorizer.id}`,
    { roleArn: authorizer.credentialsArn },
  );
  if (called.failed || typeof called.value !== "object" || called.value === null) return undefined;
  const answer = called.value as FunctionAnswer;
  if (keeps)
    await ctx.update(async (tx) => {
      await tx.verdict.run("forget", { now: ctx.now });
      await tx.verdict.put({ ...id, answer, until: ctx.now + authorizer.ttlSeconds * 1_000 });
    });
  return answer;
}

/** The value that an identity source stands for; undefined when the request has none. */
function identityOf(source: string, request: ProxyRequest): string | undefined {
  const value = valueAt(source, { request });
  return value === "" ? undefined : value;
}
