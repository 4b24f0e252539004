/** AWS::IAM::Policy, ManagedPolicy and the inline policy types. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import type { Kind } from "../tables.ts";
import { forgiving, json, list, owners, text, undoing } from "./parts.ts";

const OWNERS = [
  ["user", "Users"],
  ["group", "Groups"],
  ["role", "Roles"],
] as const satisfies readonly (readonly [Kind, string])[];

/** The owners that a template names, by kind. */
function named(properties: Properties): [Kind, string][] {
  return OWNERS.flatMap(([kind, member]) =>
    list<string>(properties[member]).map((name): [Kind, string] => [kind, name]),
  );
}

async function dropInline(ctx: ResourceContext, previous: Properties): Promise<void> {
  const name = text(previous, "PolicyName")!;
  for (const [kind, owner] of named(previous)) await forgiving(owners[kind].drop(ctx, owner, name));
}

async function putInline(ctx: ResourceContext, desired: Properties): Promise<void> {
  const name = text(desired, "PolicyName")!;
  for (const [kind, owner] of named(desired))
    await owners[kind].put(ctx, owner, name, json(desired["PolicyDocument"]));
}

/** One inline policy put into several identities. */
export const policy: ResourceHandler = {
  properties: ["Groups", "PolicyDocument", "PolicyName", "Roles", "Users"],
  async make(ctx, desired) {
    if (named(desired).length === 0)
      throw new Error("At least one of [Groups,Roles,Users] must be non-empty.");
    const id = ctx.name({ maxLength: 128 });
    return undoing(
      async () => {
        await putInline(ctx, desired);
        return { id, attributes: { Id: id } };
      },
      () => dropInline(ctx, desired),
    );
  },
  async update(ctx, id, desired, previous) {
    const kept = new Set(named(desired).map(String));
    const renamed = text(previous, "PolicyName") !== text(desired, "PolicyName");
    await putInline(ctx, desired);
    const name = text(previous, "PolicyName")!;
    for (const owner of named(previous))
      if (renamed || !kept.has(String(owner)))
        await forgiving(owners[owner[0]].drop(ctx, owner[1], name));
    return { id, attributes: { Id: id } };
  },
  remove: (ctx, _id, previous) => dropInline(ctx, previous),
};

/** An inline policy of one identity, as a resource of its own. */
export function inlinePolicy(kind: Kind, member: string): ResourceHandler {
  const place = (properties: Properties) =>
    [text(properties, member)!, text(properties, "PolicyName")!] as const;
  const put = async (ctx: ResourceContext, desired: Properties) => {
    const [owner, name] = place(desired);
    await owners[kind].put(ctx, owner, name, json(desired["PolicyDocument"]));
    return { id: `${name}|${owner}` };
  };
  return {
    properties: ["PolicyDocument", "PolicyName", member],
    make: put,
    update: (ctx, _id, desired) => put(ctx, desired),
    async remove(ctx, _id, previous) {
      const [owner, name] = place(previous);
      await forgiving(owners[kind].drop(ctx, owner, name));
    },
  };
}

async function describe(ctx: ResourceContext, PolicyArn: string) {
  const { Policy } = await ctx.call("iam", "GetPolicy", { PolicyArn });
  const { AttachmentCount, CreateDate, UpdateDate, DefaultVersionId, PolicyId } = Policy!;
  return {
    id: PolicyArn,
    attributes: {
      PolicyArn,
      PolicyId,
      AttachmentCount,
      CreateDate: new Date(CreateDate!).toISOString(),
      UpdateDate: new Date(UpdateDate!).toISOString(),
      DefaultVersionId,
      IsAttachable: true,
      PermissionsBoundaryUsageCount: Policy!.PermissionsBoundaryUsageCount ?? 0,
    },
  };
}

/** Attaches the policy to those that are wanted, detaches it from those that were. */
async function syncOwners(
  ctx: ResourceContext,
  arn: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  const wanted = named(desired);
  const kept = new Set(wanted.map(String));
  const before = named(previous);
  const had = new Set(before.map(String));
  for (const owner of before)
    if (!kept.has(String(owner))) await forgiving(owners[owner[0]].detach(ctx, owner[1], arn));
  for (const owner of wanted)
    if (!had.has(String(owner))) await owners[owner[0]].attach(ctx, owner[1], arn);
}

async function removeManaged(ctx: ResourceContext, PolicyArn: string): Promise<void> {
  await forgiving(
    (async () => {
      const held = await ctx.call("iam", "ListEntitiesForPolicy", { PolicyArn });
      for (const { UserName } of held.PolicyUsers ?? [])
        await forgiving(owners.user.detach(ctx, UserName!, PolicyArn));
      for (const { GroupName } of held.PolicyGroups ?? [])
        await forgiving(owners.group.detach(ctx, GroupName!, PolicyArn));
      for (const { RoleName } of held.PolicyRoles ?? [])
        await forgiving(owners.role.detach(ctx, RoleName!, PolicyArn));
      const { Versions } = await ctx.call("iam", "ListPolicyVersions", { PolicyArn });
      for (const { VersionId, IsDefaultVersion } of Versions ?? [])
        if (!IsDefaultVersion)
          await ctx.call("iam", "DeletePolicyVersion", { PolicyArn, VersionId: VersionId! });
      await ctx.call("iam", "DeletePolicy", { PolicyArn });
    })(),
  );
}

export const managedPolicy: ResourceHandler = {
  properties: [
    "Description",
    "Groups",
    "ManagedPolicyName",
    "Path",
    "PolicyDocument",
    "Roles",
    "Users",
  ],
  async make(ctx, desired) {
    const { Policy } = await ctx.call("iam", "CreatePolicy", {
      PolicyName: text(desired, "ManagedPolicyName") ?? ctx.name({ maxLength: 128 }),
      PolicyDocument: json(desired["PolicyDocument"]),
      Path: text(desired, "Path"),
      Description: text(desired, "Description"),
    });
    const arn = Policy!.Arn!;
    return undoing(
      async () => {
        await syncOwners(ctx, arn, desired, {});
        return describe(ctx, arn);
      },
      () => removeManaged(ctx, arn),
    );
  },
  async update(ctx, PolicyArn, desired, previous) {
    const PolicyDocument = json(desired["PolicyDocument"]);
    if (PolicyDocument !== json(previous["PolicyDocument"])) {
      const { Versions = [] } = await ctx.call("iam", "ListPolicyVersions", { PolicyArn });
      const spare = Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion).at(-1);
      if (Versions.length >= 5 && spare !== undefined)
        await ctx.call("iam", "DeletePolicyVersion", { PolicyArn, VersionId: spare.VersionId! });
      const SetAsDefault = true;
      await ctx.call("iam", "CreatePolicyVersion", { PolicyArn, PolicyDocument, SetAsDefault });
    }
    await syncOwners(ctx, PolicyArn, desired, previous);
    return describe(ctx, PolicyArn);
  },
  remove: (ctx, id) => removeManaged(ctx, id),
};
