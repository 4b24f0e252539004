/** Rows as IAM's answers show them. */
import { encoded, policyArn } from "./domain.ts";
import { arnOf, type Ctx, type Tx } from "./entities.ts";
import type { AwsPolicy } from "./managed-policies/catalogue.ts";
import type { EntityRow, PolicyRow, ProfileRow, Tag } from "./tables.ts";

export const shownTags = (tags: readonly Tag[]) => tags.map(({ Key, Value }) => ({ Key, Value }));

function common(ctx: Ctx, row: Readonly<EntityRow>) {
  return { Path: row.path, Arn: arnOf(ctx, row), CreateDate: row.createdAt };
}

/** What Get and Create show, and lists leave out. */
function details(row: Readonly<EntityRow>) {
  return {
    ...(row.tags.length === 0 ? {} : { Tags: shownTags(row.tags) }),
    ...(row.boundary === undefined
      ? {}
      : {
          PermissionsBoundary: {
            PermissionsBoundaryType: "PermissionsBoundaryPolicy" as const,
            PermissionsBoundaryArn: row.boundary,
          },
        }),
  };
}

export function shownUser(ctx: Ctx, row: Readonly<EntityRow>, whole = true) {
  return {
    ...common(ctx, row),
    UserName: row.name,
    UserId: row.id,
    ...(row.passwordUsedAt === undefined ? {} : { PasswordLastUsed: row.passwordUsedAt }),
    ...(whole ? details(row) : {}),
  };
}

export function shownGroup(ctx: Ctx, row: Readonly<EntityRow>) {
  return { ...common(ctx, row), GroupName: row.name, GroupId: row.id };
}

export function shownRole(ctx: Ctx, row: Readonly<EntityRow>, whole = true) {
  const role = row.role!;
  const lastUsed =
    role.usedAt === undefined ? {} : { LastUsedDate: role.usedAt, Region: role.usedRegion ?? "" };
  return {
    ...common(ctx, row),
    RoleName: row.name,
    RoleId: row.id,
    AssumeRolePolicyDocument: encoded(role.trust),
    ...(role.description === undefined ? {} : { Description: role.description }),
    MaxSessionDuration: role.maxSessionSeconds,
    ...(whole ? { ...details(row), RoleLastUsed: lastUsed } : {}),
  };
}

export async function shownProfile(ctx: Ctx, tx: Tx, row: Readonly<ProfileRow>, whole = true) {
  const role =
    row.roleKey === undefined
      ? undefined
      : await tx.entity.find({ kind: "role", key: row.roleKey });
  return {
    Path: row.path,
    InstanceProfileName: row.name,
    InstanceProfileId: row.id,
    Arn: `arn:${ctx.partition}:iam::${ctx.account}:instance-profile${row.path}${row.name}`,
    CreateDate: row.createdAt,
    Roles: role === undefined ? [] : [shownRole(ctx, role, false)],
    ...(whole && row.tags.length > 0 ? { Tags: shownTags(row.tags) } : {}),
  };
}

interface Usage {
  readonly AttachmentCount: number;
  readonly PermissionsBoundaryUsageCount: number;
}

/** How often a policy is attached, and how often it bounds. */
export async function usageOf(tx: Tx, arn: string): Promise<Usage> {
  return {
    AttachmentCount: await tx.attachment.count({ policyArn: arn, usage: "policy" }),
    PermissionsBoundaryUsageCount: await tx.attachment.count({ policyArn: arn, usage: "boundary" }),
  };
}

export function shownPolicy(ctx: Ctx, row: Readonly<PolicyRow>, usage: Usage, whole = true) {
  return {
    PolicyName: row.name,
    PolicyId: row.id,
    Arn: policyArn(ctx.partition, ctx.account, row),
    Path: row.path,
    DefaultVersionId: row.defaultVersionId,
    ...usage,
    IsAttachable: true,
    CreateDate: row.createdAt,
    UpdateDate: row.updatedAt,
    ...(whole && row.description !== undefined ? { Description: row.description } : {}),
    ...(whole && row.tags.length > 0 ? { Tags: shownTags(row.tags) } : {}),
  };
}

export function shownAwsPolicy(policy: AwsPolicy, usage: Usage) {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    ...usage,
    IsAttachable: true,
    CreateDate: policy.createdAt,
    UpdateDate: policy.updatedAt,
  };
}
