/** What IAM's operations act on, and the condition keys of their own. */
import type { Authorization } from "#kernel/service";
import { entityArn, keyOf } from "./domain.ts";
import type { Ctx } from "./entities.ts";
import type { Kind, Tag, tables } from "./tables.ts";

type Input = Record<string, unknown>;

/** Members that are ARNs of what an operation acts on. */
const ARNS = [
  "OpenIDConnectProviderArn",
  "SAMLProviderArn",
  "PolicySourceArn",
  "PolicyArn",
  "SerialNumber",
];
/** Members that name what an operation acts on, the most telling first, and its resource type. */
const NAMES = [
  ["InstanceProfileName", "instance-profile"],
  ["RoleName", "role"],
  ["GroupName", "group"],
  ["UserName", "user"],
  ["VirtualMFADeviceName", "mfa"],
  ["ServerCertificateName", "server-certificate"],
] as const;
/** Operations on oneself where no user is named. */
const OWN =
  /(AccessKey|LoginProfile|MFADevice|SSHPublicKey|SigningCertificate)|^(GetUser|ChangePassword)$/;

const given = (input: Input, member: string): string | undefined => {
  const value = input[member];
  return typeof value === "string" ? value : undefined;
};

export const authorization: Authorization<typeof tables> = {
  async resources(ctx, operation, input) {
    const creates = operation.startsWith("Create") || operation.startsWith("Upload");
    const path = creates ? (given(input, "Path") ?? "/") : "/";
    for (const [member, type] of NAMES) {
      const name = given(input, member);
      if (name === undefined) continue;
      if (creates && !operation.endsWith("Key") && !operation.endsWith("Profile"))
        return [ctx.arn("iam", `${type}${path}${name}`, "")];
      return [(await placed(ctx, type, name)) ?? ctx.arn("iam", `${type}${path}${name}`, "")];
    }
    for (const member of ARNS) {
      const arn = given(input, member);
      if (arn !== undefined) return [arn];
    }
    const policy = given(input, "PolicyName");
    if (operation === "CreatePolicy" && policy !== undefined)
      return [ctx.arn("iam", `policy${path}${policy}`, "")];
    const service = given(input, "AWSServiceName");
    if (service !== undefined) return [ctx.arn("iam", `role/aws-service-role/${service}/*`, "")];
    return ctx.principal.kind === "user" && OWN.test(operation) ? [ctx.principal.arn] : ["*"];
  },

  async conditions(ctx, operation, input) {
    const out: Record<string, string | readonly string[]> = Object.create(null);
    for (const [key, member] of [
      ["iam:PermissionsBoundary", "PermissionsBoundary"],
      ["iam:AWSServiceName", "AWSServiceName"],
    ] as const) {
      const value = given(input, member);
      if (value !== undefined) out[key] = value;
    }
    const arn = given(input, "PolicyArn");
    if (/^(Attach|Detach)/.test(operation) && arn !== undefined) out["iam:PolicyARN"] = arn;
    const tags = (input["Tags"] as Tag[] | undefined) ?? [];
    for (const { Key, Value } of tags) out[`aws:RequestTag/${Key}`] = Value;
    const keys = (input["TagKeys"] as string[] | undefined) ?? tags.map(({ Key }) => Key);
    if (keys.length > 0) out["aws:TagKeys"] = keys;
    for (const { Key, Value } of await held(ctx, input)) {
      out[`aws:ResourceTag/${Key}`] = Value;
      out[`iam:ResourceTag/${Key}`] = Value;
    }
    return out;
  },
};

/** The user, group or role that an input names. */
function entityNamed(input: Input): { kind: Kind; name: string } | undefined {
  for (const [member, kind] of [
    ["RoleName", "role"],
    ["GroupName", "group"],
    ["UserName", "user"],
  ] as const) {
    const name = given(input, member);
    if (name !== undefined) return { kind, name };
  }
  return undefined;
}

/** The ARN of something that is there, with its path. */
async function placed(ctx: Ctx, type: string, name: string): Promise<string | undefined> {
  return ctx.view(async (tx) => {
    if (type === "user" || type === "group" || type === "role") {
      const row = await tx.entity.find({ kind: type, key: keyOf(name) });
      return row === undefined ? undefined : entityArn(ctx.partition, ctx.account, row);
    }
    if (type !== "instance-profile") return undefined;
    const row = await tx.profile.find({ key: keyOf(name) });
    return row && ctx.arn("iam", `instance-profile${row.path}${row.name}`, "");
  });
}

/** Tags of what is there already. */
async function held(ctx: Ctx, input: Input): Promise<readonly Tag[]> {
  const named = entityNamed(input);
  if (named === undefined) return [];
  const row = await ctx.view((tx) => tx.entity.find({ kind: named.kind, key: keyOf(named.name) }));
  return row?.tags ?? [];
}
