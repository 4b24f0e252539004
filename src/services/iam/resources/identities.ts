/** AWS::IAM::Role, User, Group and what joins them. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, ownTags, tagList } from "#kernel/resource-tags";
import { dropPolicies, forgiving, json, list, syncPolicies, text, undoing } from "./parts.ts";

async function describeRole(ctx: ResourceContext, RoleName: string) {
  const { Role } = await ctx.call("iam", "GetRole", { RoleName });
  return { id: RoleName, attributes: { Arn: Role!.Arn, RoleId: Role!.RoleId } };
}

async function removeRole(ctx: ResourceContext, RoleName: string): Promise<void> {
  await forgiving(
    (async () => {
      await dropPolicies(ctx, "role", RoleName);
      const held = await ctx.call("iam", "ListInstanceProfilesForRole", { RoleName });
      for (const { InstanceProfileName } of held.InstanceProfiles ?? [])
        await ctx.call("iam", "RemoveRoleFromInstanceProfile", {
          InstanceProfileName: InstanceProfileName!,
          RoleName,
        });
      await ctx.call("iam", "DeleteRole", { RoleName });
    })(),
  );
}

export const role: ResourceHandler = {
  properties: [
    "AssumeRolePolicyDocument",
    "Description",
    "ManagedPolicyArns",
    "MaxSessionDuration",
    "Path",
    "PermissionsBoundary",
    "Policies",
    "RoleName",
    "Tags",
  ],
  async make(ctx, desired) {
    const RoleName = text(desired, "RoleName") ?? ctx.name({ maxLength: 64 });
    const Tags = tagList(ownTags(ctx, desired));
    const duration = desired["MaxSessionDuration"];
    await ctx.call("iam", "CreateRole", {
      RoleName,
      AssumeRolePolicyDocument: json(desired["AssumeRolePolicyDocument"]),
      Path: text(desired, "Path"),
      Description: text(desired, "Description"),
      MaxSessionDuration: duration === undefined ? undefined : Number(duration),
      PermissionsBoundary: text(desired, "PermissionsBoundary"),
      Tags: Tags.length === 0 ? undefined : Tags,
    });
    return undoing(
      async () => {
        await syncPolicies(ctx, "role", RoleName, desired);
        return describeRole(ctx, RoleName);
      },
      () => removeRole(ctx, RoleName),
    );
  },
  async update(ctx, RoleName, desired, previous) {
    const PolicyDocument = json(desired["AssumeRolePolicyDocument"]);
    if (PolicyDocument !== json(previous["AssumeRolePolicyDocument"]))
      await ctx.call("iam", "UpdateAssumeRolePolicy", { RoleName, PolicyDocument });
    const duration = desired["MaxSessionDuration"];
    await ctx.call("iam", "UpdateRole", {
      RoleName,
      Description: text(desired, "Description") ?? "",
      MaxSessionDuration: duration === undefined ? 3_600 : Number(duration),
    });
    const PermissionsBoundary = text(desired, "PermissionsBoundary");
    if (PermissionsBoundary !== undefined)
      await ctx.call("iam", "PutRolePermissionsBoundary", { RoleName, PermissionsBoundary });
    else if (previous["PermissionsBoundary"] !== undefined)
      await forgiving(ctx.call("iam", "DeleteRolePermissionsBoundary", { RoleName }));
    await syncPolicies(ctx, "role", RoleName, desired, previous);
    const tags = ownTags(ctx, desired);
    const [Tags, TagKeys] = [tagList(tags), goneTags(tags, previous)];
    if (TagKeys.length > 0) await ctx.call("iam", "UntagRole", { RoleName, TagKeys });
    if (Tags.length > 0) await ctx.call("iam", "TagRole", { RoleName, Tags });
    return describeRole(ctx, RoleName);
  },
  remove: (ctx, id) => removeRole(ctx, id),
  async read(ctx, RoleName) {
    const { Role } = await ctx.call("iam", "GetRole", { RoleName }).catch((error) => {
      if (error.code !== "NoSuchEntity") throw error;
      return { Role: undefined };
    });
    if (Role === undefined) return undefined;
    const attached = await ctx.call("iam", "ListAttachedRolePolicies", { RoleName });
    return {
      RoleName,
      AssumeRolePolicyDocument: JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument!)),
      Description: Role.Description || undefined,
      ManagedPolicyArns: attached.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn),
      MaxSessionDuration: Role.MaxSessionDuration,
      Path: Role.Path,
      PermissionsBoundary: Role.PermissionsBoundary?.PermissionsBoundaryArn,
    };
  },
};

async function describeUser(ctx: ResourceContext, UserName: string) {
  const { User } = await ctx.call("iam", "GetUser", { UserName });
  return { id: UserName, attributes: { Arn: User!.Arn } };
}

async function syncGroups(
  ctx: ResourceContext,
  UserName: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  const wanted = new Set(list<string>(desired["Groups"]));
  const before = new Set(list<string>(previous["Groups"]));
  for (const GroupName of before)
    if (!wanted.has(GroupName))
      await forgiving(ctx.call("iam", "RemoveUserFromGroup", { GroupName, UserName }));
  for (const GroupName of wanted) await ctx.call("iam", "AddUserToGroup", { GroupName, UserName });
}

interface LoginProfile {
  readonly Password: string;
  readonly PasswordResetRequired?: unknown;
}

async function syncLogin(
  ctx: ResourceContext,
  UserName: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  const login = desired["LoginProfile"] as LoginProfile | undefined;
  const had = previous["LoginProfile"] !== undefined;
  if (login === undefined) {
    if (had) await forgiving(ctx.call("iam", "DeleteLoginProfile", { UserName }));
    return;
  }
  await ctx.call("iam", had ? "UpdateLoginProfile" : "CreateLoginProfile", {
    UserName,
    Password: login.Password,
    PasswordResetRequired: String(login.PasswordResetRequired) === "true",
  });
}

async function removeUser(ctx: ResourceContext, UserName: string): Promise<void> {
  await forgiving(
    (async () => {
      await dropPolicies(ctx, "user", UserName);
      const { Groups } = await ctx.call("iam", "ListGroupsForUser", { UserName });
      for (const { GroupName } of Groups ?? [])
        await ctx.call("iam", "RemoveUserFromGroup", { GroupName: GroupName!, UserName });
      await forgiving(ctx.call("iam", "DeleteLoginProfile", { UserName }));
      await ctx.call("iam", "DeleteUser", { UserName });
    })(),
  );
}

export const user: ResourceHandler = {
  properties: [
    "Groups",
    "LoginProfile",
    "ManagedPolicyArns",
    "Path",
    "PermissionsBoundary",
    "Policies",
    "Tags",
    "UserName",
  ],
  async make(ctx, desired) {
    const UserName = text(desired, "UserName") ?? ctx.name({ maxLength: 64 });
    const Tags = tagList(ownTags(ctx, desired));
    await ctx.call("iam", "CreateUser", {
      UserName,
      Path: text(desired, "Path"),
      PermissionsBoundary: text(desired, "PermissionsBoundary"),
      Tags: Tags.length === 0 ? undefined : Tags,
    });
    return undoing(
      async () => {
        await syncPolicies(ctx, "user", UserName, desired);
        await syncGroups(ctx, UserName, desired, {});
        await syncLogin(ctx, UserName, desired, {});
        return describeUser(ctx, UserName);
      },
      () => removeUser(ctx, UserName),
    );
  },
  async update(ctx, UserName, desired, previous) {
    if (text(desired, "Path") !== text(previous, "Path"))
      await ctx.call("iam", "UpdateUser", { UserName, NewPath: text(desired, "Path") ?? "/" });
    const PermissionsBoundary = text(desired, "PermissionsBoundary");
    if (PermissionsBoundary !== undefined)
      await ctx.call("iam", "PutUserPermissionsBoundary", { UserName, PermissionsBoundary });
    else if (previous["PermissionsBoundary"] !== undefined)
      await forgiving(ctx.call("iam", "DeleteUserPermissionsBoundary", { UserName }));
    await syncPolicies(ctx, "user", UserName, desired, previous);
    await syncGroups(ctx, UserName, desired, previous);
    await syncLogin(ctx, UserName, desired, previous);
    const tags = ownTags(ctx, desired);
    const [Tags, TagKeys] = [tagList(tags), goneTags(tags, previous)];
    if (TagKeys.length > 0) await ctx.call("iam", "UntagUser", { UserName, TagKeys });
    if (Tags.length > 0) await ctx.call("iam", "TagUser", { UserName, Tags });
    return describeUser(ctx, UserName);
  },
  remove: (ctx, id) => removeUser(ctx, id),
};

async function describeGroup(ctx: ResourceContext, GroupName: string) {
  const { Group } = await ctx.call("iam", "GetGroup", { GroupName });
  return { id: GroupName, attributes: { Arn: Group!.Arn } };
}

async function removeGroup(ctx: ResourceContext, GroupName: string): Promise<void> {
  await forgiving(
    (async () => {
      await dropPolicies(ctx, "group", GroupName);
      await ctx.call("iam", "DeleteGroup", { GroupName });
    })(),
  );
}

export const group: ResourceHandler = {
  properties: ["GroupName", "ManagedPolicyArns", "Path", "Policies"],
  async make(ctx, desired) {
    const GroupName = text(desired, "GroupName") ?? ctx.name({ maxLength: 128 });
    await ctx.call("iam", "CreateGroup", { GroupName, Path: text(desired, "Path") });
    return undoing(
      async () => {
        await syncPolicies(ctx, "group", GroupName, desired);
        return describeGroup(ctx, GroupName);
      },
      () => removeGroup(ctx, GroupName),
    );
  },
  async update(ctx, GroupName, desired, previous) {
    if (text(desired, "Path") !== text(previous, "Path"))
      await ctx.call("iam", "UpdateGroup", { GroupName, NewPath: text(desired, "Path") ?? "/" });
    await syncPolicies(ctx, "group", GroupName, desired, previous);
    return describeGroup(ctx, GroupName);
  },
  remove: (ctx, id) => removeGroup(ctx, id),
};

export const userToGroup: ResourceHandler = {
  properties: ["GroupName", "Users"],
  async make(ctx, desired) {
    const GroupName = text(desired, "GroupName")!;
    for (const UserName of list<string>(desired["Users"]))
      await ctx.call("iam", "AddUserToGroup", { GroupName, UserName });
    const id = ctx.name({ maxLength: 128 });
    return { id, attributes: { Id: id } };
  },
  async update(ctx, id, desired, previous) {
    await leave(ctx, previous);
    const GroupName = text(desired, "GroupName")!;
    for (const UserName of list<string>(desired["Users"]))
      await ctx.call("iam", "AddUserToGroup", { GroupName, UserName });
    return { id, attributes: { Id: id } };
  },
  remove: (ctx, _id, previous) => leave(ctx, previous),
};

async function leave(ctx: ResourceContext, previous: Properties): Promise<void> {
  const GroupName = text(previous, "GroupName")!;
  for (const UserName of list<string>(previous["Users"]))
    await forgiving(ctx.call("iam", "RemoveUserFromGroup", { GroupName, UserName }));
}

export const instanceProfile: ResourceHandler = {
  properties: ["InstanceProfileName", "Path", "Roles"],
  async make(ctx, desired) {
    const InstanceProfileName =
      text(desired, "InstanceProfileName") ?? ctx.name({ maxLength: 128 });
    const Path = text(desired, "Path");
    const made = await ctx.call("iam", "CreateInstanceProfile", { InstanceProfileName, Path });
    return undoing(
      async () => {
        for (const RoleName of list<string>(desired["Roles"]))
          await ctx.call("iam", "AddRoleToInstanceProfile", { InstanceProfileName, RoleName });
        return { id: InstanceProfileName, attributes: { Arn: made.InstanceProfile!.Arn } };
      },
      () => forgiving(ctx.call("iam", "DeleteInstanceProfile", { InstanceProfileName })),
    );
  },
  async update(ctx, InstanceProfileName, desired, previous) {
    await emptyProfile(ctx, InstanceProfileName, previous);
    for (const RoleName of list<string>(desired["Roles"]))
      await ctx.call("iam", "AddRoleToInstanceProfile", { InstanceProfileName, RoleName });
    const found = await ctx.call("iam", "GetInstanceProfile", { InstanceProfileName });
    return { id: InstanceProfileName, attributes: { Arn: found.InstanceProfile!.Arn } };
  },
  async remove(ctx, InstanceProfileName, previous) {
    await emptyProfile(ctx, InstanceProfileName, previous);
    await forgiving(ctx.call("iam", "DeleteInstanceProfile", { InstanceProfileName }));
  },
};

async function emptyProfile(
  ctx: ResourceContext,
  InstanceProfileName: string,
  previous: Properties,
): Promise<void> {
  for (const RoleName of list<string>(previous["Roles"]))
    await forgiving(
      ctx.call("iam", "RemoveRoleFromInstanceProfile", { InstanceProfileName, RoleName }),
    );
}
