/** Permissions boundaries of users and roles. */
import {
  attachable,
  change,
  checkPolicyArn,
  type Ctx,
  changeable,
  entity,
  type Tx,
} from "../entities.ts";
import { missing } from "../errors.ts";
import { type AwsPolicy, awsPolicy } from "../managed-policies/catalogue.ts";
import { type EntityRow, type Kind, on } from "../tables.ts";

/** Bounds an entity by a managed policy; the row as it is then. */
export async function bound(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<EntityRow>,
  arn: string,
  aws: AwsPolicy | undefined,
): Promise<EntityRow> {
  await attachable(ctx, tx, arn, aws);
  const { kind, key, name } = row;
  await tx.attachment.removeAll({ kind, key, usage: "boundary" });
  await tx.attachment.put({ policyArn: arn, kind, key, name, usage: "boundary" });
  const next = { ...row, boundary: arn };
  await tx.entity.put(next);
  return next;
}

async function put(ctx: Ctx, kind: Kind, name: string, arn: string): Promise<void> {
  checkPolicyArn(arn);
  const aws = await awsPolicy(arn);
  await change(ctx, async (tx) => {
    await bound(ctx, tx, await changeable(tx, kind, name), arn, aws);
  });
}

async function remove(ctx: Ctx, kind: Kind, name: string): Promise<void> {
  await change(ctx, async (tx) => {
    const { boundary, ...row } = await entity(tx, kind, name);
    if (boundary === undefined) throw missing.boundary(kind, name);
    await tx.attachment.removeAll({ kind, key: row.key, usage: "boundary" });
    await tx.entity.put(row);
  });
}

export const PutUserPermissionsBoundary = on("PutUserPermissionsBoundary", (ctx, input) =>
  put(ctx, "user", input.UserName, input.PermissionsBoundary),
);
export const PutRolePermissionsBoundary = on("PutRolePermissionsBoundary", (ctx, input) =>
  put(ctx, "role", input.RoleName, input.PermissionsBoundary),
);
export const DeleteUserPermissionsBoundary = on("DeleteUserPermissionsBoundary", (ctx, input) =>
  remove(ctx, "user", input.UserName),
);
export const DeleteRolePermissionsBoundary = on("DeleteRolePermissionsBoundary", (ctx, input) =>
  remove(ctx, "role", input.RoleName),
);
