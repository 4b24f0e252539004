/** Managed policies attached to users, groups and roles. */
import { byName, page } from "../domain.ts";
import {
  attachable,
  change,
  changeable,
  checkPolicyArn,
  type Ctx,
  entity,
  ownPolicy,
} from "../entities.ts";
import { missing, quotaExceeded } from "../errors.ts";
import { POLICIES_ATTACHED } from "../limits.ts";
import { awsPolicy, isAwsArn } from "../managed-policies/catalogue.ts";
import { type AttachmentRow, type Kind, on } from "../tables.ts";

const TITLE = { user: "User", group: "Group", role: "Role" } as const;

async function attach(ctx: Ctx, kind: Kind, owner: string, policyArn: string): Promise<void> {
  checkPolicyArn(policyArn);
  const aws = await awsPolicy(policyArn);
  await change(ctx, async (tx) => {
    const row = await changeable(tx, kind, owner);
    await attachable(ctx, tx, policyArn, aws);
    const { key, name } = row;
    const where = { kind, key, usage: "policy" } as const;
    if ((await tx.attachment.find({ ...where, policyArn })) !== undefined) return;
    const quota = POLICIES_ATTACHED[kind];
    if ((await tx.attachment.count(where)) >= quota)
      throw quotaExceeded(`PoliciesPer${TITLE[kind]}`, quota);
    await tx.attachment.put({ ...where, policyArn, name });
  });
}

async function detach(ctx: Ctx, kind: Kind, owner: string, policyArn: string): Promise<void> {
  checkPolicyArn(policyArn);
  await change(ctx, async (tx) => {
    const { key } = await changeable(tx, kind, owner);
    if (!(await tx.attachment.remove({ kind, key, usage: "policy", policyArn })))
      throw missing.policy(policyArn);
  });
}

interface Listing {
  readonly Marker?: string;
  readonly MaxItems?: number;
  readonly PathPrefix?: string;
}

const nameIn = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);
/** A customer's policy may have the name of one of AWS's. */
const inOrder = (arn: string) => `${nameIn(arn)} ${arn}`;
/** "/service-role/" of "arn:aws:iam::aws:policy/service-role/X". */
const pathIn = (arn: string) => arn.slice(arn.indexOf("/"), arn.lastIndexOf("/") + 1);

function list(ctx: Ctx, kind: Kind, owner: string, input: Listing) {
  return ctx.view(async (tx) => {
    const { key } = await entity(tx, kind, owner);
    const rows = await tx.attachment.list({ where: { kind, key, usage: "policy" } });
    const sorted = byName(
      rows
        .map(({ policyArn }) => policyArn)
        .filter((arn) => pathIn(arn).startsWith(input.PathPrefix ?? "/")),
      inOrder,
    );
    const { items, ...rest } = page(sorted, inOrder, input);
    const AttachedPolicies = items.map((PolicyArn) => ({
      PolicyName: nameIn(PolicyArn),
      PolicyArn,
    }));
    return { AttachedPolicies, ...rest };
  });
}

export const AttachUserPolicy = on("AttachUserPolicy", (ctx, input) =>
  attach(ctx, "user", input.UserName, input.PolicyArn),
);
export const AttachGroupPolicy = on("AttachGroupPolicy", (ctx, input) =>
  attach(ctx, "group", input.GroupName, input.PolicyArn),
);
export const AttachRolePolicy = on("AttachRolePolicy", (ctx, input) =>
  attach(ctx, "role", input.RoleName, input.PolicyArn),
);
export const DetachUserPolicy = on("DetachUserPolicy", (ctx, input) =>
  detach(ctx, "user", input.UserName, input.PolicyArn),
);
export const DetachGroupPolicy = on("DetachGroupPolicy", (ctx, input) =>
  detach(ctx, "group", input.GroupName, input.PolicyArn),
);
export const DetachRolePolicy = on("DetachRolePolicy", (ctx, input) =>
  detach(ctx, "role", input.RoleName, input.PolicyArn),
);
export const ListAttachedUserPolicies = on("ListAttachedUserPolicies", (ctx, input) =>
  list(ctx, "user", input.UserName, input),
);
export const ListAttachedGroupPolicies = on("ListAttachedGroupPolicies", (ctx, input) =>
  list(ctx, "group", input.GroupName, input),
);
export const ListAttachedRolePolicies = on("ListAttachedRolePolicies", (ctx, input) =>
  list(ctx, "role", input.RoleName, input),
);

const FILTERS: Readonly<Record<string, Kind>> = { User: "user", Group: "group", Role: "role" };
const placeOf = ({ kind, key }: AttachmentRow) => `${kind}/${key}`;

export const ListEntitiesForPolicy = on("ListEntitiesForPolicy", async (ctx, input) => {
  const { PolicyArn: policyArn } = input;
  checkPolicyArn(policyArn);
  const known = isAwsArn(policyArn) ? await awsPolicy(policyArn) : undefined;
  return ctx.view(async (tx) => {
    if (known === undefined && (await ownPolicy(ctx, tx, policyArn)) === undefined)
      throw missing.policy(policyArn);
    const usage = input.PolicyUsageFilter === "PermissionsBoundary" ? "boundary" : "policy";
    const kind = FILTERS[input.EntityFilter ?? ""];
    const rows = await tx.attachment.list({
      where: { policyArn, usage, ...(kind === undefined ? {} : { kind }) },
    });
    const { items, ...rest } = page(byName(rows, placeOf), placeOf, input);
    const out = { PolicyGroups: [], PolicyUsers: [], PolicyRoles: [] } as {
      PolicyGroups: { GroupName: string; GroupId: string }[];
      PolicyUsers: { UserName: string; UserId: string }[];
      PolicyRoles: { RoleName: string; RoleId: string }[];
    };
    for (const item of items) {
      const row = await tx.entity.find({ kind: item.kind, key: item.key });
      if (row === undefined || !row.path.startsWith(input.PathPrefix ?? "/")) continue;
      if (row.kind === "user") out.PolicyUsers.push({ UserName: row.name, UserId: row.id });
      else if (row.kind === "group")
        out.PolicyGroups.push({ GroupName: row.name, GroupId: row.id });
      else out.PolicyRoles.push({ RoleName: row.name, RoleId: row.id });
    }
    return { ...out, ...rest };
  });
});
