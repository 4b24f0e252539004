/** The account: its alias, what it holds, everything it holds. */
import { byName, encoded, page, policyArn } from "../domain.ts";
import { arnOf, type Ctx, type Tx } from "../entities.ts";
import { exists, missing } from "../errors.ts";
import { SUMMARY_QUOTAS } from "../limits.ts";
import { awsDocument, awsPolicy } from "../managed-policies/catalogue.ts";
import { shownAwsPolicy, shownPolicy, shownProfile, shownTags, usageOf } from "../shown.ts";
import { type EntityRow, on } from "../tables.ts";

export const CreateAccountAlias = on("CreateAccountAlias", (ctx, input) =>
  ctx.update(async (tx) => {
    const account = await tx.settings.find({ key: "account" });
    if (account?.alias === input.AccountAlias)
      throw exists(`The account alias ${input.AccountAlias} already exists.`);
    await tx.settings.put({ stamp: "", ...account, key: "account", alias: input.AccountAlias });
  }),
);

export const DeleteAccountAlias = on("DeleteAccountAlias", (ctx, input) =>
  ctx.update(async (tx) => {
    const account = await tx.settings.find({ key: "account" });
    if (account?.alias !== input.AccountAlias || account === undefined)
      throw missing.alias(input.AccountAlias);
    const { alias: _, ...rest } = account;
    await tx.settings.put(rest);
  }),
);

export const ListAccountAliases = on("ListAccountAliases", (ctx) =>
  ctx.view(async (tx) => {
    const alias = (await tx.settings.find({ key: "account" }))?.alias;
    return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false };
  }),
);

export const GetAccountSummary = on("GetAccountSummary", (ctx) =>
  ctx.view(async (tx) => {
    const devices = await tx.device.list();
    const policies = await tx.policy.list();
    const rootKeys = await tx.accessKey.count({ owner: ctx.account, userKey: "" });
    return {
      SummaryMap: {
        ...SUMMARY_QUOTAS,
        AccountAccessKeysPresent: rootKeys > 0 ? 1 : 0,
        AccountMFAEnabled: 0,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: 0,
        Groups: await tx.entity.count({ kind: "group" }),
        InstanceProfiles: await tx.profile.count(),
        MFADevices: devices.length,
        MFADevicesInUse: devices.filter(({ userKey }) => userKey !== undefined).length,
        Policies: policies.length,
        PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
        Providers: await tx.provider.count(),
        Roles: await tx.entity.count({ kind: "role" }),
        ServerCertificates: await tx.credential.count({ kind: "server" }),
        Users: await tx.entity.count({ kind: "user" }),
      },
    };
  }),
);

const nameIn = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);

async function attached(tx: Tx, row: Readonly<EntityRow>) {
  const where = { kind: row.kind, key: row.key, usage: "policy" } as const;
  const rows = await tx.attachment.list({ where });
  return rows.map(({ policyArn: arn }) => ({ PolicyName: nameIn(arn), PolicyArn: arn }));
}

const inline = (row: Readonly<EntityRow>) =>
  row.inline.map(({ name, text }) => ({ PolicyName: name, PolicyDocument: encoded(text) }));

function common(ctx: Ctx, row: Readonly<EntityRow>) {
  return { Path: row.path, Arn: arnOf(ctx, row), CreateDate: row.createdAt };
}

function boundary(row: Readonly<EntityRow>) {
  const tags = row.tags.length === 0 ? {} : { Tags: shownTags(row.tags) };
  if (row.boundary === undefined) return tags;
  const PermissionsBoundaryType = "PermissionsBoundaryPolicy" as const;
  return {
    ...tags,
    PermissionsBoundary: { PermissionsBoundaryType, PermissionsBoundaryArn: row.boundary },
  };
}

async function userDetail(ctx: Ctx, tx: Tx, row: Readonly<EntityRow>) {
  const groups: string[] = [];
  for (const { groupKey } of await tx.membership.list({ where: { userKey: row.key } })) {
    const group = await tx.entity.find({ kind: "group", key: groupKey });
    if (group !== undefined) groups.push(group.name);
  }
  return {
    ...common(ctx, row),
    UserName: row.name,
    UserId: row.id,
    UserPolicyList: inline(row),
    GroupList: groups,
    AttachedManagedPolicies: await attached(tx, row),
    ...boundary(row),
  };
}

async function roleDetail(ctx: Ctx, tx: Tx, row: Readonly<EntityRow>) {
  const profiles = await tx.profile.list({ where: { roleKey: row.key } });
  const InstanceProfileList = [];
  for (const each of profiles) InstanceProfileList.push(await shownProfile(ctx, tx, each, false));
  const { usedAt, usedRegion, trust } = row.role!;
  return {
    ...common(ctx, row),
    RoleName: row.name,
    RoleId: row.id,
    AssumeRolePolicyDocument: encoded(trust),
    InstanceProfileList,
    RolePolicyList: inline(row),
    AttachedManagedPolicies: await attached(tx, row),
    ...boundary(row),
    RoleLastUsed: usedAt === undefined ? {} : { LastUsedDate: usedAt, Region: usedRegion ?? "" },
  };
}

async function groupDetail(ctx: Ctx, tx: Tx, row: Readonly<EntityRow>) {
  return {
    ...common(ctx, row),
    GroupName: row.name,
    GroupId: row.id,
    GroupPolicyList: inline(row),
    AttachedManagedPolicies: await attached(tx, row),
  };
}

/** One thing of the account in the order in which pages show them. */
interface Item {
  readonly place: string;
  readonly kind: "user" | "group" | "role" | "local" | "aws";
  readonly key: string;
}

async function everything(ctx: Ctx, tx: Tx, filter: readonly string[]): Promise<Item[]> {
  const wants = (name: string) => filter.length === 0 || filter.includes(name);
  const out: Item[] = [];
  for (const [kind, name] of [
    ["user", "User"],
    ["group", "Group"],
    ["role", "Role"],
  ] as const)
    if (wants(name))
      for (const { key } of await tx.entity.list({ where: { kind } }))
        out.push({ place: `${kind}/${key}`, kind, key });
  if (wants("LocalManagedPolicy"))
    for (const row of await tx.policy.list()) {
      const key = policyArn(ctx.partition, ctx.account, row);
      out.push({ place: `local/${row.key}`, kind: "local", key: key });
    }
  if (wants("AWSManagedPolicy")) {
    // Only those of AWS's policies that are used are shown.
    const used = new Set((await tx.attachment.list()).map(({ policyArn: arn }) => arn));
    for (const key of used)
      if (key.includes("::aws:policy/")) out.push({ place: `aws/${key}`, kind: "aws", key });
  }
  return byName(out, ({ place }) => place);
}

export const GetAccountAuthorizationDetails = on(
  "GetAccountAuthorizationDetails",
  async (ctx, input) => {
    const { items, ...rest } = await ctx.view(async (tx) =>
      page(await everything(ctx, tx, input.Filter ?? []), ({ place }) => place, input),
    );
    const aws = new Map<string, string>();
    for (const { kind, key } of items)
      if (kind === "aws") aws.set(key, (await awsDocument(nameIn(key))) ?? "{}");
    const known = new Map<string, Awaited<ReturnType<typeof awsPolicy>>>();
    for (const arn of aws.keys()) known.set(arn, await awsPolicy(arn));
    return ctx.view(async (tx) => {
      const UserDetailList = [];
      const GroupDetailList = [];
      const RoleDetailList = [];
      const Policies = [];
      for (const { kind, key } of items) {
        const usage = await usageOf(tx, key);
        if (kind === "aws") {
          const policy = known.get(key);
          if (policy === undefined) continue;
          const version = { VersionId: policy.defaultVersionId, IsDefaultVersion: true };
          const Document = encoded(aws.get(key)!);
          const versions = [{ ...version, CreateDate: policy.updatedAt, Document }];
          Policies.push({ ...shownAwsPolicy(policy, usage), PolicyVersionList: versions });
        } else if (kind === "local") {
          const row = await tx.policy.find({ key: nameIn(key).toLowerCase() });
          if (row === undefined) continue;
          const PolicyVersionList = row.versions.map(({ id, text, createdAt }) => ({
            Document: encoded(text),
            VersionId: id,
            IsDefaultVersion: id === row.defaultVersionId,
            CreateDate: createdAt,
          }));
          Policies.push({ ...shownPolicy(ctx, row, usage), PolicyVersionList });
        } else {
          const row = await tx.entity.find({ kind, key });
          if (row === undefined) continue;
          if (kind === "user") UserDetailList.push(await userDetail(ctx, tx, row));
          else if (kind === "group") GroupDetailList.push(await groupDetail(ctx, tx, row));
          else RoleDetailList.push(await roleDetail(ctx, tx, row));
        }
      }
      return { UserDetailList, GroupDetailList, RoleDetailList, Policies, ...rest };
    });
  },
);
