/** Who one is, and credentials for oneself. */
import type { Principal } from "#kernel/principal";
import { decodeDenial } from "#languages/policy/evaluate";
import { accountOf, packedSize, tagRecord } from "../domain.ts";
import { accessDenied, invalidMessage, missingToken } from "../errors.ts";
import { FEDERATION_SECONDS, ROOT_SESSION_SECONDS, SESSION_SECONDS } from "../limits.ts";
import { type Ctx, issue, secondFactor, sessionPolicies } from "../sessions.ts";
import { on } from "../tables.ts";

export const GetCallerIdentity = on("GetCallerIdentity", (ctx) => {
  const { principal } = ctx;
  if (principal.kind === "anonymous") throw missingToken();
  return { UserId: principal.id, Account: principal.account, Arn: principal.arn };
});

/** @throws Fault AccessDenied unless the caller has credentials that last. */
function lasting(ctx: Ctx): void {
  if (ctx.principal.kind === "anonymous") throw missingToken();
  // What was handed out by STS has a time at which it was.
  if (ctx.principal.issuedAt !== undefined)
    throw accessDenied(`Cannot call ${ctx.operation} with session credentials`);
}

export const GetSessionToken = on("GetSessionToken", async (ctx, input) => {
  lasting(ctx);
  const multiFactor = await secondFactor(ctx, input);
  const { sessionPolicies: _, accessKeyId: __, ...principal } = ctx.principal;
  const root = principal.kind === "root";
  const wanted = input.DurationSeconds ?? SESSION_SECONDS;
  const length = root ? Math.min(wanted, ROOT_SESSION_SECONDS) : wanted;
  return { Credentials: await issue(ctx, { ...principal, multiFactor }, length, []) };
});

export const GetFederationToken = on("GetFederationToken", async (ctx, input) => {
  lasting(ctx);
  const { account } = ctx.principal;
  const policies = await sessionPolicies(ctx, account, input);
  const principal: Principal = {
    kind: "federated",
    account,
    arn: `arn:${ctx.partition}:sts::${account}:federated-user/${input.Name}`,
    id: `${account}:${input.Name}`,
    name: input.Name,
    issuer: ctx.principal.arn,
    tags: { ...ctx.principal.tags, ...tagRecord(input.Tags ?? []) },
  };
  const root = ctx.principal.kind === "root";
  const wanted = input.DurationSeconds ?? FEDERATION_SECONDS;
  const length = root ? Math.min(wanted, ROOT_SESSION_SECONDS) : wanted;
  const PackedPolicySize = packedSize(policies);
  return {
    Credentials: await issue(ctx, principal, length, policies),
    FederatedUser: { FederatedUserId: principal.id, Arn: principal.arn },
    ...(PackedPolicySize === undefined ? {} : { PackedPolicySize }),
  };
});

export const GetAccessKeyInfo = on("GetAccessKeyInfo", (ctx, input) => {
  const id = input.AccessKeyId;
  if (/^\d{12}$/.test(id)) return { Account: id };
  return { Account: /^A(KIA|SIA)[A-Z2-7]{16}$/.test(id) ? accountOf(id) : ctx.account };
});

export const DecodeAuthorizationMessage = on("DecodeAuthorizationMessage", (_ctx, input) => {
  const DecodedMessage = decodeDenial(input.EncodedMessage);
  if (DecodedMessage === undefined) throw invalidMessage();
  return { DecodedMessage };
});
