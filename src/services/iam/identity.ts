/**
 * What IAM gives the kernel: whose a credential is, and which policies hold a principal. Policies
 * are worked out once and kept until the account's stamp, which every change renews, is another:
 * parsing them for each call would cost more than the call.
 */
import { createHash } from "node:crypto";
import type {
  Credential,
  IdentityPolicies,
  IdentityProvider,
  RoleTaker,
  TemporaryCredential,
} from "#kernel/identity";
import { type Principal, servicePrincipal } from "#kernel/principal";
import { evaluate } from "#languages/policy/evaluate";
import { compile, type Policy } from "#languages/policy/policy";
import { entityArn, keyOf } from "./domain.ts";
import type { Ctx, Tx } from "./entities.ts";
import { roleUntrusting } from "./errors.ts";
import { awsDocument, isAwsArn } from "./managed-policies/catalogue.ts";
import type { EntityRow, SessionPrincipal } from "./tables.ts";
import { code, stepsAbout } from "./totp.ts";

/** Compiled policies and principals that are kept; past that all are dropped and made anew. */
const KEPT = 2_000;
/** Expired sessions are answered as expired for this long, then forgotten. */
const EXPIRED_KEPT_MS = 3_600_000;

/** The names of a held principal's policies: texts, and ARNs of AWS's. */
interface Gathered {
  readonly stamp: string;
  readonly texts: readonly string[];
  readonly aws: readonly string[];
  readonly boundary: { readonly text?: string; readonly aws?: string } | undefined;
}

/** The context is any account's: rows are found by the account of whom is asked for. */
export const identityProvider = (ctx: Ctx): IdentityProvider => new Identities(ctx);

class Identities implements IdentityProvider {
  readonly #compiled = new Map<string, Policy>();
  readonly #held = new Map<string, { stamp: string; policies: IdentityPolicies }>();

  constructor(readonly ctx: Ctx) {}

  credential(accessKeyId: string): Promise<Credential | undefined> {
    return accessKeyId.startsWith("ASIA")
      ? temporary(this.ctx, accessKeyId, (text) => this.#policy(text))
      : permanent(this.ctx, accessKeyId);
  }

  async policies(principal: Principal): Promise<IdentityPolicies> {
    const place = placeOf(principal);
    if (place === undefined) return { identity: [] };
    const { account, kind, name } = place;
    if (kind === "root") return { identity: [EVERYTHING] };
    const key = `${account}/${kind}/${name}`;
    const known = this.#held.get(key);
    const gathered = await this.ctx.view(async (tx) => {
      const own = tx.at(account, this.ctx.region);
      const stamp = (await own.settings.find({ key: "account" }))?.stamp ?? "";
      if (known?.stamp === stamp) return undefined;
      return { ...(await gather(own, kind, name)), stamp };
    });
    if (gathered === undefined) return known!.policies;
    const policies = await this.#workOut(gathered);
    if (this.#held.size >= KEPT) this.#held.clear();
    this.#held.set(key, { stamp: gathered.stamp, policies });
    return policies;
  }

  async roleSession(
    roleArn: string,
    sessionName: string,
    taker: RoleTaker | undefined,
  ): Promise<Principal> {
    const { ctx } = this;
    const [, , , , account = ctx.account, resource = ""] = roleArn.split(":");
    const name = resource.slice(resource.lastIndexOf("/") + 1);
    const row = await ctx.view((tx) =>
      tx.at(account, ctx.region).entity.find({ kind: "role", key: keyOf(name) }),
    );
    const known = row !== undefined && entityArn(ctx.partition, account, row) === roleArn;
    if (taker !== undefined && ctx.kernel.options.iam === "enforce")
      this.#mustTrust(known ? row : undefined, roleArn, sessionName, taker);
    return {
      kind: "role",
      account,
      arn: `arn:${ctx.partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
      id: `${known ? row.id : unknownRoleId(roleArn)}:${sessionName}`,
      name,
      issuer: roleArn,
      ...(known && row.tags.length > 0 ? { tags: tagMap(row) } : {}),
      issuedAt: ctx.clock.now(),
    };
  }

  /** @throws Fault AccessDenied unless the role's trust policy lets the service take it on. */
  #mustTrust(
    role: Readonly<EntityRow> | undefined,
    roleArn: string,
    sessionName: string,
    { service, account, sourceArn, externalId }: RoleTaker,
  ): void {
    const { ctx } = this;
    const resource = role?.role === undefined ? undefined : this.#policy(role.role.trust);
    const name = `${service}.amazonaws.com`;
    const asked = {
      principal: servicePrincipal(name, account),
      action: "sts:AssumeRole",
      resource: roleArn,
      now: ctx.clock.now(),
      context: {
        "aws:principalservicename": name,
        "aws:principalaccount": account,
        "aws:viaawsservice": "true",
        "sts:rolesessionname": sessionName,
        "aws:sourceaccount": sourceArn?.split(":")[4] || account,
        ...(sourceArn === undefined ? {} : { "aws:sourcearn": sourceArn }),
        ...(externalId === undefined ? {} : { "sts:externalid": externalId }),
      },
    };
    const rules = { identity: [], resource, resourceAccount: account, resourceMustAllow: true };
    if (!evaluate(asked, rules).allowed) throw roleUntrusting(name, roleArn);
  }

  async issue(given: TemporaryCredential): Promise<void> {
    const { accessKeyId, expiresAt, policies, principal } = given;
    const { sessionPolicies: _, accessKeyId: __, service: ___, ...kept } = principal;
    const issuedAt = principal.issuedAt ?? this.ctx.clock.now();
    await this.ctx.update(async (tx) => {
      await tx.temporary.put({
        id: accessKeyId,
        secret: given.secret,
        token: given.sessionToken,
        expiresAt,
        principal: { ...(kept as SessionPrincipal), issuedAt, policies },
      });
      await tx.due.set("expire", accessKeyId, expiresAt + EXPIRED_KEPT_MS);
    });
  }

  async showsCode(principal: Principal, serial: string, given: string): Promise<boolean> {
    const { account, kind, name } = principal;
    const { ctx } = this;
    if (kind !== "user" || name === undefined) return false;
    const device = await ctx.view((tx) => tx.at(account, ctx.region).device.find({ serial }));
    if (device?.userKey !== keyOf(name)) return false;
    return stepsAbout(ctx.clock.now(), 1).some((step) => code(device.seed, step) === given);
  }

  #policy(text: string): Policy {
    let policy = this.#compiled.get(text);
    if (policy === undefined) {
      policy = compile(text);
      if (this.#compiled.size >= KEPT) this.#compiled.clear();
      this.#compiled.set(text, policy);
    }
    return policy;
  }

  async #awsPolicy(arn: string): Promise<Policy | undefined> {
    const text = await awsDocument(arn.slice(arn.lastIndexOf("/") + 1));
    return text === undefined ? undefined : this.#policy(text);
  }

  async #workOut({ texts, aws, boundary }: Gathered): Promise<IdentityPolicies> {
    const identity = texts.map((text) => this.#policy(text));
    for (const arn of aws) {
      const policy = await this.#awsPolicy(arn);
      if (policy !== undefined) identity.push(policy);
    }
    if (boundary === undefined) return { identity };
    const bounding =
      boundary.text === undefined
        ? await this.#awsPolicy(boundary.aws!)
        : this.#policy(boundary.text);
    return bounding === undefined ? { identity } : { identity, boundary: bounding };
  }
}

const EVERYTHING = compile({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } });

/** The id of a role that does not exist: the same for the same ARN. */
export function unknownRoleId(roleArn: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const hash = createHash("sha256").update(roleArn).digest();
  return `AROA${Array.from({ length: 17 }, (_, at) => letters[hash[at]! & 31]).join("")}`;
}

function tagMap(row: Readonly<EntityRow>): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const { Key, Value } of row.tags) out[Key] = Value;
  return out;
}

async function permanent(ctx: Ctx, accessKeyId: string): Promise<Credential | undefined> {
  const { partition } = ctx;
  return ctx.view(async (tx) => {
    const key = await tx.accessKey.find({ id: accessKeyId });
    if (key === undefined || !key.active) return undefined;
    const account = key.owner;
    if (key.userKey === "") {
      const arn = `arn:${partition}:iam::${account}:root`;
      return {
        principal: { kind: "root", account, arn, id: account, accessKeyId },
        secret: key.secret,
      };
    }
    const row = await tx.at(account, ctx.region).entity.find({ kind: "user", key: key.userKey });
    if (row === undefined) return undefined;
    const principal: Principal = {
      kind: "user",
      account,
      arn: entityArn(partition, account, row),
      id: row.id,
      name: row.name,
      accessKeyId,
      ...(row.tags.length === 0 ? {} : { tags: tagMap(row) }),
    };
    return { principal, secret: key.secret };
  });
}

async function temporary(
  ctx: Ctx,
  accessKeyId: string,
  policyOf: (text: string) => Policy,
): Promise<Credential | undefined> {
  const row = await ctx.view((tx) => tx.temporary.find({ id: accessKeyId }));
  if (row === undefined || row.expiresAt + EXPIRED_KEPT_MS <= ctx.clock.now()) return undefined;
  const { policies, ...rest } = row.principal;
  const principal: Principal = {
    ...rest,
    accessKeyId,
    ...(policies.length === 0 ? {} : { sessionPolicies: policies.map(policyOf) }),
  };
  return { principal, secret: row.secret, sessionToken: row.token, expiresAt: row.expiresAt };
}

/** Whose policies hold a principal: its own, or of a federated user those of the user behind it. */
function placeOf(principal: Principal) {
  const { account, kind, name } = principal;
  if (kind === "root") return { account, kind, name: "" } as const;
  if (kind === "user" || kind === "role")
    return name === undefined ? undefined : ({ account, kind, name: keyOf(name) } as const);
  const issuer = kind === "federated" ? principal.issuer : undefined;
  if (issuer === undefined) return undefined;
  if (issuer.endsWith(":root")) return { account, kind: "root", name: "" } as const;
  const user = issuer.slice(issuer.lastIndexOf("/") + 1);
  return { account, kind: "user", name: keyOf(user) } as const;
}

async function gather(tx: Tx, kind: "user" | "role", key: string) {
  const texts: string[] = [];
  const aws: string[] = [];
  const row = await tx.entity.find({ kind, key });
  if (row === undefined) return { texts, aws, boundary: undefined };
  const managed = async (arn: string): Promise<string | undefined> => {
    const found = await tx.policy.find({ key: keyOf(arn.slice(arn.lastIndexOf("/") + 1)) });
    return found?.versions.find(({ id }) => id === found.defaultVersionId)?.text;
  };
  const add = async (owner: Readonly<EntityRow>) => {
    texts.push(...owner.inline.map(({ text }) => text));
    const where = { kind: owner.kind, key: owner.key, usage: "policy" } as const;
    for (const { policyArn } of await tx.attachment.list({ where })) {
      if (isAwsArn(policyArn)) aws.push(policyArn);
      else {
        const text = await managed(policyArn);
        if (text !== undefined) texts.push(text);
      }
    }
  };
  await add(row);
  if (kind === "user")
    for (const { groupKey } of await tx.membership.list({ where: { userKey: key } })) {
      const group = await tx.entity.find({ kind: "group", key: groupKey });
      if (group !== undefined) await add(group);
    }
  const arn = row.boundary;
  if (arn === undefined) return { texts, aws, boundary: undefined };
  if (isAwsArn(arn)) return { texts, aws, boundary: { aws: arn } };
  // A boundary whose policy is gone allows nothing.
  const text =
    (await managed(arn)) ??
    JSON.stringify({ Statement: { Effect: "Deny", Action: "none:none", Resource: "*" } });
  return { texts, aws, boundary: { text } };
}
