/** What the IAM resource types share: documents, and policies of users, groups and roles. */
import type { Properties, ResourceContext } from "#kernel/resource";
import type { Kind } from "../tables.ts";

export interface Inline {
  readonly PolicyName: string;
  readonly PolicyDocument: unknown;
}

/** A document as a template writes it, as JSON text. */
export const json = (document: unknown): string =>
  typeof document === "string" ? document : JSON.stringify(document);

export const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

export const text = (properties: Properties, name: string): string | undefined => {
  const value = properties[name];
  return value === undefined ? undefined : String(value);
};

/** Lets what is already gone be gone. */
export async function forgiving(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if ((error as { code?: string }).code !== "NoSuchEntity") throw error;
  }
}

/** The operations on policies by the kind of their owner. */
export const owners = {
  user: {
    attach: (ctx: ResourceContext, UserName: string, PolicyArn: string) =>
      ctx.call("iam", "AttachUserPolicy", { UserName, PolicyArn }),
    detach: (ctx: ResourceContext, UserName: string, PolicyArn: string) =>
      ctx.call("iam", "DetachUserPolicy", { UserName, PolicyArn }),
    put: (ctx: ResourceContext, UserName: string, PolicyName: string, PolicyDocument: string) =>
      ctx.call("iam", "PutUserPolicy", { UserName, PolicyName, PolicyDocument }),
    drop: (ctx: ResourceContext, UserName: string, PolicyName: string) =>
      ctx.call("iam", "DeleteUserPolicy", { UserName, PolicyName }),
  },
  group: {
    attach: (ctx: ResourceContext, GroupName: string, PolicyArn: string) =>
      ctx.call("iam", "AttachGroupPolicy", { GroupName, PolicyArn }),
    detach: (ctx: ResourceContext, GroupName: string, PolicyArn: string) =>
      ctx.call("iam", "DetachGroupPolicy", { GroupName, PolicyArn }),
    put: (ctx: ResourceContext, GroupName: string, PolicyName: string, PolicyDocument: string) =>
      ctx.call("iam", "PutGroupPolicy", { GroupName, PolicyName, PolicyDocument }),
    drop: (ctx: ResourceContext, GroupName: string, PolicyName: string) =>
      ctx.call("iam", "DeleteGroupPolicy", { GroupName, PolicyName }),
  },
  role: {
    attach: (ctx: ResourceContext, RoleName: string, PolicyArn: string) =>
      ctx.call("iam", "AttachRolePolicy", { RoleName, PolicyArn }),
    detach: (ctx: ResourceContext, RoleName: string, PolicyArn: string) =>
      ctx.call("iam", "DetachRolePolicy", { RoleName, PolicyArn }),
    put: (ctx: ResourceContext, RoleName: string, PolicyName: string, PolicyDocument: string) =>
      ctx.call("iam", "PutRolePolicy", { RoleName, PolicyName, PolicyDocument }),
    drop: (ctx: ResourceContext, RoleName: string, PolicyName: string) =>
      ctx.call("iam", "DeleteRolePolicy", { RoleName, PolicyName }),
  },
} as const;

/** Brings an owner's managed and inline policies from what was to what is wanted. */
export async function syncPolicies(
  ctx: ResourceContext,
  kind: Kind,
  name: string,
  desired: Properties,
  previous: Properties = {},
): Promise<void> {
  const does = owners[kind];
  const arns = new Set(list<string>(desired["ManagedPolicyArns"]));
  const before = new Set(list<string>(previous["ManagedPolicyArns"]));
  for (const arn of before) if (!arns.has(arn)) await forgiving(does.detach(ctx, name, arn));
  for (const arn of arns) if (!before.has(arn)) await does.attach(ctx, name, arn);
  const inline = list<Inline>(desired["Policies"]);
  const kept = new Set(inline.map(({ PolicyName }) => PolicyName));
  for (const { PolicyName } of list<Inline>(previous["Policies"]))
    if (!kept.has(PolicyName)) await forgiving(does.drop(ctx, name, PolicyName));
  for (const { PolicyName, PolicyDocument } of inline)
    await does.put(ctx, name, PolicyName, json(PolicyDocument));
}

/** Takes away every policy of an owner that is about to be removed. */
export async function dropPolicies(ctx: ResourceContext, kind: Kind, name: string): Promise<void> {
  const [attached, inline] = await policiesOf(ctx, kind, name);
  for (const arn of attached) await forgiving(owners[kind].detach(ctx, name, arn));
  for (const each of inline) await forgiving(owners[kind].drop(ctx, name, each));
}

async function policiesOf(
  ctx: ResourceContext,
  kind: Kind,
  name: string,
): Promise<[string[], string[]]> {
  if (kind === "user") {
    const a = await ctx.call("iam", "ListAttachedUserPolicies", { UserName: name });
    const i = await ctx.call("iam", "ListUserPolicies", { UserName: name });
    return [(a.AttachedPolicies ?? []).map((p) => p.PolicyArn!), [...(i.PolicyNames ?? [])]];
  }
  if (kind === "group") {
    const a = await ctx.call("iam", "ListAttachedGroupPolicies", { GroupName: name });
    const i = await ctx.call("iam", "ListGroupPolicies", { GroupName: name });
    return [(a.AttachedPolicies ?? []).map((p) => p.PolicyArn!), [...(i.PolicyNames ?? [])]];
  }
  const a = await ctx.call("iam", "ListAttachedRolePolicies", { RoleName: name });
  const i = await ctx.call("iam", "ListRolePolicies", { RoleName: name });
  return [(a.AttachedPolicies ?? []).map((p) => p.PolicyArn!), [...(i.PolicyNames ?? [])]];
}

/** Makes something in steps; when one fails, what the steps before it made is taken back. */
export async function undoing<T>(work: () => Promise<T>, undo: () => Promise<void>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await undo().catch(() => undefined);
    throw error;
  }
}
