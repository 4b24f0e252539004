/** Users. */
import { keyOf, newId, page, withTags } from "../domain.ts";
import {
  change,
  checkPolicyArn,
  type Ctx,
  entitiesPage,
  entity,
  subject,
  type Tx,
} from "../entities.ts";
import { deleteConflict, entityExists } from "../errors.ts";
import { awsPolicy } from "../managed-policies/catalogue.ts";
import { shownGroup, shownUser } from "../shown.ts";
import { type EntityRow, on } from "../tables.ts";
import { bound } from "./boundaries.ts";

export const CreateUser = on("CreateUser", async (ctx, input) => {
  const arn = input.PermissionsBoundary;
  if (arn !== undefined) checkPolicyArn(arn);
  const aws = arn === undefined ? undefined : await awsPolicy(arn);
  return change(ctx, async (tx) => {
    const row: EntityRow = {
      kind: "user",
      key: keyOf(input.UserName),
      name: input.UserName,
      id: newId(ctx.chance, "user"),
      path: input.Path ?? "/",
      createdAt: ctx.now,
      tags: withTags([], input.Tags ?? []),
      inline: [],
    };
    if (!(await tx.entity.add(row))) throw entityExists("user", row.name);
    const made = arn === undefined ? row : await bound(ctx, tx, row, arn, aws);
    return { User: shownUser(ctx, made) };
  });
});

export const GetUser = on("GetUser", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await subject(ctx, tx, input.UserName);
    if (row !== undefined) return { User: shownUser(ctx, row) };
    const Arn = ctx.arn("iam", "root", "");
    // The root has no user: AWS shows the account in its place.
    return { User: { Path: "/", UserName: "root", UserId: ctx.account, Arn, CreateDate: 0 } };
  }),
);

export const ListUsers = on("ListUsers", (ctx, input) =>
  ctx.view(async (tx) => {
    const { items, ...rest } = await entitiesPage(tx, "user", input);
    return { Users: items.map((row) => shownUser(ctx, row, false)), ...rest };
  }),
);

export const UpdateUser = on("UpdateUser", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await entity(tx, "user", input.UserName);
    const next = {
      ...row,
      path: input.NewPath ?? row.path,
      name: input.NewUserName ?? row.name,
      key: keyOf(input.NewUserName ?? row.name),
    };
    await rename(ctx, tx, row, next);
  }),
);

/** Moves an entity to another name, with all that is kept under its old one. */
export async function rename(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<EntityRow>,
  next: EntityRow,
): Promise<void> {
  if (next.key === row.key) {
    await tx.entity.put(next);
    return;
  }
  if (!(await tx.entity.add(next))) throw entityExists(row.kind, next.name);
  await tx.entity.remove({ kind: row.kind, key: row.key });
  for (const each of await tx.attachment.list({ where: { kind: row.kind, key: row.key } })) {
    await tx.attachment.remove(each);
    await tx.attachment.put({ ...each, key: next.key, name: next.name });
  }
  const side = row.kind === "user" ? "userKey" : "groupKey";
  for (const each of await tx.membership.list({ where: { [side]: row.key } })) {
    await tx.membership.remove(each);
    await tx.membership.put({ ...each, [side]: next.key });
  }
  if (row.kind !== "user") return;
  const keys = { owner: ctx.account, userKey: row.key };
  for (const each of await tx.accessKey.list({ where: keys }))
    await tx.accessKey.put({ ...each, userKey: next.key });
  for (const each of await tx.device.list({ where: { userKey: row.key } }))
    await tx.device.put({ ...each, userKey: next.key });
  for (const each of await tx.credential.list({ where: { userKey: row.key } }))
    await tx.credential.put({ ...each, userKey: next.key });
}

export const DeleteUser = on("DeleteUser", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await entity(tx, "user", input.UserName);
    await emptied(tx, row);
    const userKey = row.key;
    if (row.login !== undefined)
      throw deleteConflict("Cannot delete entity, must delete login profile first.");
    if ((await tx.accessKey.list({ where: { owner: ctx.account, userKey } })).length > 0)
      throw deleteConflict("Cannot delete entity, must delete access keys first.");
    if ((await tx.membership.count({ userKey })) > 0)
      throw deleteConflict("Cannot delete entity, must remove users from group first.");
    if ((await tx.device.count({ userKey })) > 0)
      throw deleteConflict("Cannot delete entity, must delete MFA device first.");
    if ((await tx.credential.count({ userKey })) > 0)
      throw deleteConflict("Cannot delete entity, must delete signing certificates first.");
    await tx.attachment.removeAll({ kind: "user", key: userKey });
    await tx.entity.remove({ kind: "user", key: userKey });
  }),
);

/** @throws Fault DeleteConflict while an entity has policies. */
export async function emptied(tx: Tx, row: Readonly<EntityRow>): Promise<void> {
  const attached = { kind: row.kind, key: row.key, usage: "policy" } as const;
  if ((await tx.attachment.count(attached)) > 0)
    throw deleteConflict("Cannot delete entity, must detach all policies first.");
  if (row.inline.length > 0)
    throw deleteConflict("Cannot delete entity, must delete policies first.");
}

export const ListGroupsForUser = on("ListGroupsForUser", (ctx, input) =>
  ctx.view(async (tx) => {
    const { key } = await entity(tx, "user", input.UserName);
    const groups: EntityRow[] = [];
    for (const { groupKey } of await tx.membership.list({ where: { userKey: key } })) {
      const group = await tx.entity.find({ kind: "group", key: groupKey });
      if (group !== undefined) groups.push(group);
    }
    groups.sort((a, b) => (a.key < b.key ? -1 : 1));
    const { items, ...rest } = page(groups, (row) => row.key, input);
    return { Groups: items.map((row) => shownGroup(ctx, row)), ...rest };
  }),
);
