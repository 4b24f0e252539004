/** AWS Identity and Access Management. */
import { defineService } from "#kernel/service";
import { expire } from "./due.ts";
import { identityProvider } from "./identity.ts";
import * as accessKeys from "./operations/access-keys.ts";
import * as account from "./operations/account.ts";
import * as attachments from "./operations/attachments.ts";
import * as boundaries from "./operations/boundaries.ts";
import * as credentials from "./operations/credentials.ts";
import * as devices from "./operations/devices.ts";
import * as groups from "./operations/groups.ts";
import * as inline from "./operations/inline.ts";
import * as logins from "./operations/logins.ts";
import * as policies from "./operations/policies.ts";
import * as profiles from "./operations/profiles.ts";
import * as providers from "./operations/providers.ts";
import * as reports from "./operations/reports.ts";
import * as roles from "./operations/roles.ts";
import * as serverCertificates from "./operations/server-certificates.ts";
import * as simulation from "./operations/simulation.ts";
import * as tags from "./operations/tags.ts";
import * as users from "./operations/users.ts";
import { resources } from "./resources/index.ts";
import { tables } from "./tables.ts";

/** The members that name what an operation acts on, the most telling first, and their ARNs. */
const NAMED: readonly (readonly [member: string, resource: string | undefined])[] = [
  ["PolicyArn", undefined],
  ["OpenIDConnectProviderArn", undefined],
  ["SAMLProviderArn", undefined],
  ["PolicySourceArn", undefined],
  ["InstanceProfileName", "instance-profile"],
  ["RoleName", "role"],
  ["GroupName", "group"],
  ["UserName", "user"],
  ["VirtualMFADeviceName", "mfa"],
  ["ServerCertificateName", "server-certificate"],
];
/** Attaching and inline policies are about the identity, whatever policy is named. */
const ABOUT_IDENTITY = /^(Attach|Detach|Put|Delete|Get)(User|Group|Role)Polic/;

export const service = defineService({
  id: "iam",
  tables,
  operations: [
    users,
    groups,
    roles,
    boundaries,
    inline,
    policies,
    attachments,
    accessKeys,
    profiles,
    tags,
    providers,
    logins,
    devices,
    account,
    credentials,
    serverCertificates,
    reports,
    simulation,
  ],
  due: { expire },
  resources,
  authorization: {
    resources(ctx, operation, input) {
      for (const [member, kind] of NAMED) {
        const value = input[member];
        if (typeof value !== "string") continue;
        if (kind === undefined) {
          if (!ABOUT_IDENTITY.test(operation)) return [value];
          continue;
        }
        const path = operation.startsWith("Create") ? String(input["Path"] ?? "/") : "/";
        return [ctx.arn("iam", `${kind}${path}${value}`, "")];
      }
      const name = input["PolicyName"];
      if (operation === "CreatePolicy" && typeof name === "string")
        return [ctx.arn("iam", `policy${String(input["Path"] ?? "/")}${name}`, "")];
      if (
        ctx.principal.kind === "user" &&
        /(AccessKey|LoginProfile|MFADevice|^GetUser$)/.test(operation)
      )
        return [ctx.principal.arn];
      return ["*"];
    },
    conditions(_ctx, operation, input) {
      const out: Record<string, string | string[]> = Object.create(null);
      if (/^(Attach|Detach)/.test(operation) && typeof input["PolicyArn"] === "string")
        out["iam:PolicyARN"] = input["PolicyArn"];
      if (typeof input["PermissionsBoundary"] === "string")
        out["iam:PermissionsBoundary"] = input["PermissionsBoundary"];
      if (typeof input["AWSServiceName"] === "string")
        out["iam:AWSServiceName"] = input["AWSServiceName"];
      const given = (input["Tags"] as { Key: string; Value: string }[] | undefined) ?? [];
      for (const { Key, Value } of given) out[`aws:RequestTag/${Key}`] = Value;
      const keys = (input["TagKeys"] as string[] | undefined) ?? given.map(({ Key }) => Key);
      if (keys.length > 0) out["aws:TagKeys"] = keys;
      return out;
    },
  },
  provides: { identity: identityProvider },
});
