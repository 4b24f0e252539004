/** Temporary credentials: made here, kept by the service that keeps identities. */
import type { Context } from "#kernel/context";
import type { Principal } from "#kernel/principal";
import { MalformedPolicy, parsePolicy } from "#languages/policy/policy";
import { accessKeyId, sessionToken } from "./domain.ts";
import { accessDenied, malformedPolicy, packedTooLarge, validation } from "./errors.ts";
import { SESSION_POLICY, SESSION_POLICY_ARNS } from "./limits.ts";
import type { tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;

interface Restrictions {
  readonly Policy?: string;
  readonly PolicyArns?: readonly { readonly arn?: string }[];
}

/**
 * The session policies of a request as JSON texts.
 * @throws Fault MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError.
 */
export async function sessionPolicies(
  ctx: Ctx,
  account: string,
  { Policy, PolicyArns = [] }: Restrictions,
): Promise<string[]> {
  const texts: string[] = [];
  if (Policy !== undefined) {
    if (Policy.length > SESSION_POLICY)
      throw packedTooLarge(`Serialized token too large for session`);
    try {
      parsePolicy(Policy, "inline");
    } catch (error) {
      if (error instanceof MalformedPolicy) throw malformedPolicy(error.message);
      throw error;
    }
    texts.push(Policy);
  }
  if (PolicyArns.length > SESSION_POLICY_ARNS)
    throw validation(`PolicyArns cannot have more than ${SESSION_POLICY_ARNS} elements.`);
  for (const { arn } of PolicyArns)
    if (arn !== undefined) texts.push(await managed(ctx, account, arn));
  return texts;
}

async function managed(ctx: Ctx, account: string, PolicyArn: string): Promise<string> {
  const trusted = { account, trusted: true };
  try {
    const { Policy } = await ctx.call("iam", "GetPolicy", { PolicyArn }, trusted);
    const VersionId = Policy?.DefaultVersionId ?? "v1";
    const found = await ctx.call("iam", "GetPolicyVersion", { PolicyArn, VersionId }, trusted);
    return decodeURIComponent(found.PolicyVersion?.Document ?? "");
  } catch (error) {
    if ((error as { code?: string }).code === "NoSuchEntity")
      throw malformedPolicy(`The policy ${PolicyArn} does not exist or is not attachable.`);
    throw error;
  }
}

/** Makes credentials for a principal and has them kept. */
export async function issue(
  ctx: Ctx,
  principal: Principal,
  seconds: number,
  policies: readonly string[],
) {
  const identity = await ctx.kernel.identity();
  const credential = {
    accessKeyId: accessKeyId(ctx.chance, principal.account),
    secret: ctx.chance.mixed(40),
    sessionToken: sessionToken(ctx.chance),
    expiresAt: ctx.now + seconds * 1000,
    principal: { ...principal, issuedAt: ctx.now },
    policies,
  };
  await identity?.issue(credential);
  return {
    AccessKeyId: credential.accessKeyId,
    SecretAccessKey: credential.secret,
    SessionToken: credential.sessionToken,
    // Credentials end on a whole second.
    Expiration: Math.floor(credential.expiresAt / 1000) * 1000,
  };
}

interface Factor {
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
}

/**
 * Whether the caller showed a second factor.
 * @throws Fault AccessDenied when it is not the one that the device shows now.
 */
export async function secondFactor(
  ctx: Ctx,
  { SerialNumber, TokenCode }: Factor,
): Promise<boolean> {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  const identity = await ctx.kernel.identity();
  const { principal } = ctx;
  const shown = await identity?.showsCode(principal, SerialNumber ?? "", TokenCode ?? "");
  if (shown) return true;
  throw accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
}
