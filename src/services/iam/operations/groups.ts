/** Groups and who is in them. */
import { byName, keyOf, newId, page } from "../domain.ts";
import { change, entitiesPage, entity } from "../entities.ts";
import { deleteConflict, entityExists, missing, quotaExceeded } from "../errors.ts";
import { GROUPS_PER_USER } from "../limits.ts";
import { shownGroup, shownUser } from "../shown.ts";
import { type EntityRow, on } from "../tables.ts";
import { emptied, rename } from "./users.ts";

export const CreateGroup = on("CreateGroup", (ctx, input) =>
  change(ctx, async (tx) => {
    const row: EntityRow = {
      kind: "group",
      key: keyOf(input.GroupName),
      name: input.GroupName,
      id: newId(ctx.chance, "group"),
      path: input.Path ?? "/",
      createdAt: ctx.now,
      tags: [],
      inline: [],
    };
    if (!(await tx.entity.add(row))) throw entityExists("group", row.name);
    return { Group: shownGroup(ctx, row) };
  }),
);

export const GetGroup = on("GetGroup", (ctx, input) =>
  ctx.view(async (tx) => {
    const group = await entity(tx, "group", input.GroupName);
    const members: EntityRow[] = [];
    for (const { userKey } of await tx.membership.list({ where: { groupKey: group.key } })) {
      const user = await tx.entity.find({ kind: "user", key: userKey });
      if (user !== undefined) members.push(user);
    }
    const { items, ...rest } = page(
      byName(members, ({ key }) => key),
      ({ key }) => key,
      input,
    );
    const Users = items.map((row) => shownUser(ctx, row, false));
    return { Group: shownGroup(ctx, group), Users, ...rest };
  }),
);

export const ListGroups = on("ListGroups", (ctx, input) =>
  ctx.view(async (tx) => {
    const { items, ...rest } = await entitiesPage(tx, "group", input);
    return { Groups: items.map((row) => shownGroup(ctx, row)), ...rest };
  }),
);

export const UpdateGroup = on("UpdateGroup", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await entity(tx, "group", input.GroupName);
    const name = input.NewGroupName ?? row.name;
    await rename(ctx, tx, row, { ...row, path: input.NewPath ?? row.path, name, key: keyOf(name) });
  }),
);

export const DeleteGroup = on("DeleteGroup", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await entity(tx, "group", input.GroupName);
    await emptied(tx, row);
    if ((await tx.membership.count({ groupKey: row.key })) > 0)
      throw deleteConflict("Cannot delete entity, must remove users from group first.");
    await tx.entity.remove({ kind: "group", key: row.key });
  }),
);

export const AddUserToGroup = on("AddUserToGroup", (ctx, input) =>
  change(ctx, async (tx) => {
    const group = await entity(tx, "group", input.GroupName);
    const user = await entity(tx, "user", input.UserName);
    const row = { groupKey: group.key, userKey: user.key };
    if ((await tx.membership.find(row)) !== undefined) return;
    if ((await tx.membership.count({ userKey: user.key })) >= GROUPS_PER_USER)
      throw quotaExceeded("GroupsPerUser", GROUPS_PER_USER);
    await tx.membership.put(row);
  }),
);

export const RemoveUserFromGroup = on("RemoveUserFromGroup", (ctx, input) =>
  change(ctx, async (tx) => {
    const group = await entity(tx, "group", input.GroupName);
    const user = await entity(tx, "user", input.UserName);
    if (!(await tx.membership.remove({ groupKey: group.key, userKey: user.key })))
      throw missing.member(user.name, group.name);
  }),
);
