/** Instance profiles. */
import { byName, keyOf, newId, page, withTags } from "../domain.ts";
import { change, entity, type Tx } from "../entities.ts";
import { deleteConflict, exists, missing, quotaExceeded } from "../errors.ts";
import { shownProfile } from "../shown.ts";
import { on, type ProfileRow } from "../tables.ts";

/** @throws Fault NoSuchEntity. */
export async function profile(tx: Tx, name: string): Promise<Readonly<ProfileRow>> {
  const row = await tx.profile.find({ key: keyOf(name) });
  if (row === undefined) throw missing.profile(name);
  return row;
}

export const CreateInstanceProfile = on("CreateInstanceProfile", (ctx, input) =>
  change(ctx, async (tx) => {
    const name = input.InstanceProfileName;
    const row: ProfileRow = {
      key: keyOf(name),
      name,
      id: newId(ctx.chance, "profile"),
      path: input.Path ?? "/",
      createdAt: ctx.now,
      tags: withTags([], input.Tags ?? []),
    };
    if (!(await tx.profile.add(row))) throw exists(`Instance Profile ${name} already exists.`);
    return { InstanceProfile: await shownProfile(ctx, tx, row) };
  }),
);

export const GetInstanceProfile = on("GetInstanceProfile", (ctx, input) =>
  ctx.view(async (tx) => ({
    InstanceProfile: await shownProfile(ctx, tx, await profile(tx, input.InstanceProfileName)),
  })),
);

export const DeleteInstanceProfile = on("DeleteInstanceProfile", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await profile(tx, input.InstanceProfileName);
    if (row.roleKey !== undefined)
      throw deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
    await tx.profile.remove({ key: row.key });
  }),
);

export const ListInstanceProfiles = on("ListInstanceProfiles", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = (await tx.profile.list()).filter(({ path }) =>
      path.startsWith(input.PathPrefix ?? "/"),
    );
    const { items, ...rest } = page(
      byName(rows, ({ key }) => key),
      ({ key }) => key,
      input,
    );
    const InstanceProfiles = [];
    for (const row of items) InstanceProfiles.push(await shownProfile(ctx, tx, row, false));
    return { InstanceProfiles, ...rest };
  }),
);

export const ListInstanceProfilesForRole = on("ListInstanceProfilesForRole", (ctx, input) =>
  ctx.view(async (tx) => {
    const { key: roleKey } = await entity(tx, "role", input.RoleName);
    const rows = await tx.profile.list({ where: { roleKey } });
    const { items, ...rest } = page(
      byName(rows, ({ key }) => key),
      ({ key }) => key,
      input,
    );
    const InstanceProfiles = [];
    for (const row of items) InstanceProfiles.push(await shownProfile(ctx, tx, row, false));
    return { InstanceProfiles, ...rest };
  }),
);

export const AddRoleToInstanceProfile = on("AddRoleToInstanceProfile", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await profile(tx, input.InstanceProfileName);
    const role = await entity(tx, "role", input.RoleName);
    if (row.roleKey !== undefined) throw quotaExceeded("InstanceSessionsPerInstanceProfile", 1);
    await tx.profile.put({ ...row, roleKey: role.key });
  }),
);

export const RemoveRoleFromInstanceProfile = on("RemoveRoleFromInstanceProfile", (ctx, input) =>
  change(ctx, async (tx) => {
    const { roleKey, ...row } = await profile(tx, input.InstanceProfileName);
    if (roleKey === undefined || roleKey !== keyOf(input.RoleName))
      throw missing.roleInProfile(input.RoleName, row.name);
    await tx.profile.put(row);
  }),
);
