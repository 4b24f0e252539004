/** Assuming roles. That the caller may is judged before, by the role's trust policy. */
import { notImplemented } from "#aws/fault";
import type { Principal } from "#kernel/principal";
import { claimsOf, packedSize, type RolePlace, rolePlace, tagRecord } from "../domain.ts";
import { accessDenied, expiredToken, invalidIdentityToken, validation } from "../errors.ts";
import { CHAINED_SECONDS, ROLE_SECONDS } from "../limits.ts";
import { assertionOf, entityOf, nameQualifier } from "../saml.ts";
import { type Ctx, issue, secondFactor, sessionPolicies } from "../sessions.ts";
import { on } from "../tables.ts";

/** @throws Fault ValidationError when a role's sessions may not be as long. */
async function seconds(ctx: Ctx, place: RolePlace, wanted: number | undefined): Promise<number> {
  const length = wanted ?? ROLE_SECONDS;
  const options = { account: place.account, trusted: true };
  try {
    const { Role } = await ctx.call("iam", "GetRole", { RoleName: place.name }, options);
    if (length > (Role?.MaxSessionDuration ?? ROLE_SECONDS))
      throw validation(
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
      );
  } catch (error) {
    // Where nothing is enforced, a role that is not there can still be played.
    if ((error as { code?: string }).code !== "NoSuchEntity") throw error;
    if (ctx.kernel.authorizer.mode === "enforce")
      throw accessDenied(
        `User: ${ctx.principal.arn} is not authorized to perform: sts:${ctx.operation} ` +
          `on resource: arn:${place.partition}:iam::${place.account}:role/${place.name}`,
      );
  }
  if (ctx.principal.kind === "role" && length > CHAINED_SECONDS)
    throw validation(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by " +
        "role chaining",
    );
  return length;
}

async function session(
  ctx: Ctx,
  input: { readonly RoleArn: string; readonly RoleSessionName: string },
  more: Partial<Principal>,
): Promise<Principal> {
  const identity = await ctx.kernel.identity();
  if (identity === undefined) throw notImplemented("sts without iam");
  const principal = await identity.roleSession(input.RoleArn, input.RoleSessionName, undefined);
  return { ...principal, ...more, tags: { ...principal.tags, ...more.tags } };
}

const shown = (principal: Principal) => ({ AssumedRoleId: principal.id, Arn: principal.arn });

export const AssumeRole = on("AssumeRole", async (ctx, input) => {
  if (input.ProvidedContexts?.length) throw notImplemented("sts:AssumeRole with ProvidedContexts");
  await secondFactor(ctx, input);
  const place = rolePlace(input.RoleArn);
  const length = await seconds(ctx, place, input.DurationSeconds);
  const tags = tagRecord(input.Tags ?? []);
  for (const key of input.TransitiveTagKeys ?? [])
    if (!Object.keys(tags).some((each) => each.toLowerCase() === key.toLowerCase()))
      throw validation(`The transitive tag key ${key} is not among the session tags.`);
  const policies = await sessionPolicies(ctx, place.account, input);
  const sourceIdentity = input.SourceIdentity ?? ctx.principal.sourceIdentity;
  const principal = await session(ctx, input, {
    tags,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  });
  const Credentials = await issue(ctx, principal, length, policies);
  const texts = [...policies, ...(input.Tags ?? []).map(({ Key, Value }) => Key + Value)];
  const PackedPolicySize = packedSize(texts);
  return {
    Credentials,
    AssumedRoleUser: shown(principal),
    ...(PackedPolicySize === undefined ? {} : { PackedPolicySize }),
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
  };
});

/**
 * Differs from AWS: the token's signature is not checked, because the provider's keys are out of
 * reach; its issuer, audience and end are.
 */
export const AssumeRoleWithWebIdentity = on("AssumeRoleWithWebIdentity", async (ctx, input) => {
  const place = rolePlace(input.RoleArn);
  const claims = claimsOf(input.WebIdentityToken);
  if (claims === undefined)
    throw invalidIdentityToken(
      "The ID Token provided is not a valid JWT. " +
        "(You may see this error if you sent an Access Token)",
    );
  if (claims.exp !== undefined && claims.exp * 1000 <= ctx.now)
    throw expiredToken(
      `Token expired: current date/time ${Math.floor(ctx.now / 1000)} must be before the ` +
        `expiration date/time ${claims.exp}`,
    );
  const issuer = claims.iss.replace(/^https:\/\//, "").replace(/\/$/, "");
  const provider = await providerOf(ctx, place, issuer);
  const audience = claims.azp ?? claims.aud[0] ?? "";
  if (provider.clientIds !== undefined)
    if (!claims.aud.some((each) => provider.clientIds!.includes(each)))
      throw invalidIdentityToken("Incorrect token audience");
  const principal = await session(ctx, input, {});
  const caller: Principal = {
    kind: "federated",
    account: place.account,
    arn: principal.arn,
    id: `${issuer}:${claims.sub}`,
    provider: provider.name,
  };
  await ctx.kernel.authorize(
    ctx.as({ principal: caller, account: place.account }) as never,
    ["sts:AssumeRoleWithWebIdentity"],
    [input.RoleArn],
    {
      [`${issuer}:sub`]: claims.sub,
      [`${issuer}:aud`]: claims.aud.length === 1 ? claims.aud[0]! : claims.aud,
      ...(claims.azp === undefined ? {} : { [`${issuer}:azp`]: claims.azp }),
      "sts:RoleSessionName": input.RoleSessionName,
    },
  );
  const length = await seconds(ctx, place, input.DurationSeconds);
  const policies = await sessionPolicies(ctx, place.account, input);
  const Credentials = await issue(ctx, principal, length, policies);
  const PackedPolicySize = packedSize(policies);
  return {
    Credentials,
    SubjectFromWebIdentityToken: claims.sub,
    AssumedRoleUser: shown(principal),
    Provider: provider.name,
    Audience: audience,
    ...(PackedPolicySize === undefined ? {} : { PackedPolicySize }),
  };
});

/** Providers that AWS knows without being told. */
const BUILT_IN = new Set([
  "accounts.google.com",
  "www.amazon.com",
  "graph.facebook.com",
  "cognito-identity.amazonaws.com",
]);

async function providerOf(ctx: Ctx, place: RolePlace, issuer: string) {
  if (BUILT_IN.has(issuer)) return { name: issuer, clientIds: undefined };
  const name = `arn:${place.partition}:iam::${place.account}:oidc-provider/${issuer}`;
  try {
    const found = await ctx.call(
      "iam",
      "GetOpenIDConnectProvider",
      { OpenIDConnectProviderArn: name },
      { account: place.account, trusted: true },
    );
    return { name, clientIds: found.ClientIDList ?? [] };
  } catch (error) {
    if ((error as { code?: string }).code !== "NoSuchEntity") throw error;
    throw invalidIdentityToken(
      `No OpenIDConnect provider found in your account for https://${issuer}`,
    );
  }
}

/**
 * Differs from AWS: the assertion's signature is not checked; its issuer, role, provider, recipient
 * and end are.
 */
export const AssumeRoleWithSAML = on("AssumeRoleWithSAML", async (ctx, input) => {
  const place = rolePlace(input.RoleArn);
  const assertion = assertionOf(input.SAMLAssertion);
  if (assertion === undefined) throw invalidIdentityToken("Invalid base64 SAMLResponse");
  if (assertion.until !== undefined && assertion.until <= ctx.now)
    throw expiredToken("Token must be redeemed within 5 minutes of issuance");
  if ((await entityIdOf(ctx, place, input.PrincipalArn)) !== assertion.issuer)
    throw invalidIdentityToken("Issuer not present in specified provider");
  const wanted = [input.RoleArn, input.PrincipalArn].sort().join();
  if (
    !assertion.roles.some(
      (pair) =>
        pair
          .split(",")
          .map((s) => s.trim())
          .sort()
          .join() === wanted,
    )
  )
    throw accessDenied("Not authorized to perform sts:AssumeRoleWithSAML");
  const RoleSessionName = assertion.sessionName;
  if (RoleSessionName === undefined)
    throw invalidIdentityToken("RoleSessionName is required in AuthnResponse");
  const { sourceIdentity } = assertion;
  const principal = await session(
    ctx,
    { RoleArn: input.RoleArn, RoleSessionName },
    {
      tags: tagRecord(assertion.tags),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
  );
  const provider = input.PrincipalArn.slice(input.PrincipalArn.lastIndexOf("/") + 1);
  const qualifier = nameQualifier(assertion.issuer, place.account, provider);
  const caller: Principal = {
    kind: "federated",
    account: place.account,
    arn: principal.arn,
    id: `${qualifier}:${assertion.subject}`,
    provider: input.PrincipalArn,
  };
  const actions = ["sts:AssumeRoleWithSAML"];
  if (assertion.tags.length > 0) actions.push("sts:TagSession");
  await ctx.kernel.authorize(
    ctx.as({ principal: caller, account: place.account }) as never,
    actions,
    [input.RoleArn],
    {
      "saml:aud": assertion.recipient,
      "saml:iss": assertion.issuer,
      "saml:sub": assertion.subject,
      "saml:sub_type": assertion.subjectType,
      "saml:namequalifier": qualifier,
      "saml:doc": `${place.account}/${provider}`,
    },
  );
  const length = await seconds(ctx, place, input.DurationSeconds ?? assertion.sessionSeconds);
  const policies = await sessionPolicies(ctx, place.account, input);
  const Credentials = await issue(ctx, principal, length, policies);
  const PackedPolicySize = packedSize(policies);
  return {
    Credentials,
    AssumedRoleUser: shown(principal),
    Subject: assertion.subject,
    SubjectType: assertion.subjectType,
    Issuer: assertion.issuer,
    Audience: assertion.recipient,
    NameQualifier: qualifier,
    ...(PackedPolicySize === undefined ? {} : { PackedPolicySize }),
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
  };
});

async function entityIdOf(ctx: Ctx, place: RolePlace, arn: string): Promise<string | undefined> {
  try {
    const options = { account: place.account, trusted: true };
    const found = await ctx.call("iam", "GetSAMLProvider", { SAMLProviderArn: arn }, options);
    return entityOf(found.SAMLMetadataDocument ?? "");
  } catch (error) {
    if ((error as { code?: string }).code === "NoSuchEntity") return undefined;
    throw error;
  }
}
