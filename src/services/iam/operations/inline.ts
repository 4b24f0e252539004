/** Inline policies of users, groups and roles: four operations, three times. */
import { byName, checkInlineSize, checkPolicy, encoded, page } from "../domain.ts";
import { change, changeable, type Ctx, entity } from "../entities.ts";
import { missing } from "../errors.ts";
import { type Kind, on } from "../tables.ts";

function put(ctx: Ctx, kind: Kind, owner: string, policy: string, text: string): Promise<void> {
  return change(ctx, async (tx) => {
    const row = await changeable(tx, kind, owner);
    checkPolicy(text, "inline");
    const others = row.inline.filter(({ name }) => name !== policy);
    const inline = byName([...others, { name: policy, text }], ({ name }) => name);
    checkInlineSize(kind, row.name, inline);
    await tx.entity.put({ ...row, inline });
  });
}

function get(ctx: Ctx, kind: Kind, owner: string, policy: string) {
  return ctx.view(async (tx) => {
    const row = await entity(tx, kind, owner);
    const found = row.inline.find(({ name }) => name === policy);
    if (found === undefined) throw missing.inline(kind, policy);
    return { name: row.name, PolicyName: policy, PolicyDocument: encoded(found.text) };
  });
}

function remove(ctx: Ctx, kind: Kind, owner: string, policy: string): Promise<void> {
  return change(ctx, async (tx) => {
    const row = await changeable(tx, kind, owner);
    const inline = row.inline.filter(({ name }) => name !== policy);
    if (inline.length === row.inline.length) throw missing.inline(kind, policy);
    await tx.entity.put({ ...row, inline });
  });
}

interface Paged {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

function list(ctx: Ctx, kind: Kind, owner: string, input: Paged) {
  return ctx.view(async (tx) => {
    const { inline } = await entity(tx, kind, owner);
    const { items, ...rest } = page(inline, ({ name }) => name, input);
    return { PolicyNames: items.map(({ name }) => name), ...rest };
  });
}

export const PutUserPolicy = on("PutUserPolicy", (ctx, input) =>
  put(ctx, "user", input.UserName, input.PolicyName, input.PolicyDocument),
);
export const PutGroupPolicy = on("PutGroupPolicy", (ctx, input) =>
  put(ctx, "group", input.GroupName, input.PolicyName, input.PolicyDocument),
);
export const PutRolePolicy = on("PutRolePolicy", (ctx, input) =>
  put(ctx, "role", input.RoleName, input.PolicyName, input.PolicyDocument),
);

export const GetUserPolicy = on("GetUserPolicy", async (ctx, input) => {
  const { name, ...rest } = await get(ctx, "user", input.UserName, input.PolicyName);
  return { UserName: name, ...rest };
});
export const GetGroupPolicy = on("GetGroupPolicy", async (ctx, input) => {
  const { name, ...rest } = await get(ctx, "group", input.GroupName, input.PolicyName);
  return { GroupName: name, ...rest };
});
export const GetRolePolicy = on("GetRolePolicy", async (ctx, input) => {
  const { name, ...rest } = await get(ctx, "role", input.RoleName, input.PolicyName);
  return { RoleName: name, ...rest };
});

export const DeleteUserPolicy = on("DeleteUserPolicy", (ctx, input) =>
  remove(ctx, "user", input.UserName, input.PolicyName),
);
export const DeleteGroupPolicy = on("DeleteGroupPolicy", (ctx, input) =>
  remove(ctx, "group", input.GroupName, input.PolicyName),
);
export const DeleteRolePolicy = on("DeleteRolePolicy", (ctx, input) =>
  remove(ctx, "role", input.RoleName, input.PolicyName),
);

export const ListUserPolicies = on("ListUserPolicies", (ctx, input) =>
  list(ctx, "user", input.UserName, input),
);
export const ListGroupPolicies = on("ListGroupPolicies", (ctx, input) =>
  list(ctx, "group", input.GroupName, input),
);
export const ListRolePolicies = on("ListRolePolicies", (ctx, input) =>
  list(ctx, "role", input.RoleName, input),
);
