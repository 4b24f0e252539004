/** AWS Security Token Service. */
import { defineService } from "#kernel/service";
import * as roles from "./operations/roles.ts";
import * as tokens from "./operations/tokens.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export const service = defineService({
  id: "sts",
  tables,
  unread,
  operations: [roles, tokens],
  authorization: {
    // The others judge by the token that they are given, or are everyone's.
    open: [
      "GetCallerIdentity",
      "GetSessionToken",
      "AssumeRoleWithWebIdentity",
      "AssumeRoleWithSAML",
    ],
    policyDecides: (arn) => arn.includes(":role/"),
    actions(operation, input) {
      const actions = [`sts:${operation}`];
      if ((input["Tags"] as Tag[] | undefined)?.length) actions.push("sts:TagSession");
      if (input["SourceIdentity"] !== undefined) actions.push("sts:SetSourceIdentity");
      return actions;
    },
    resources(ctx, operation, input) {
      if (operation === "GetFederationToken")
        return [`arn:${ctx.partition}:sts::${ctx.account}:federated-user/${input["Name"]}`];
      const role = input["RoleArn"];
      return [typeof role === "string" ? role : "*"];
    },
    async policyOf(ctx, arn) {
      const role = /^arn:[\w-]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn);
      if (role === null) return undefined;
      try {
        const options = { account: role[1]!, trusted: true };
        const { Role } = await ctx.call("iam", "GetRole", { RoleName: role[2]! }, options);
        if (Role?.Arn !== arn) return undefined;
        return decodeURIComponent(Role.AssumeRolePolicyDocument ?? "");
      } catch (error) {
        // No role has a name that none can have.
        const { code } = error as { code?: string };
        if (code === "NoSuchEntity" || code === "ValidationError") return undefined;
        throw error;
      }
    },
    conditions(_ctx, _operation, input) {
      const out: Record<string, string | string[]> = Object.create(null);
      const tags = (input["Tags"] as Tag[] | undefined) ?? [];
      for (const { Key, Value } of tags) out[`aws:RequestTag/${Key}`] = Value;
      if (tags.length > 0) out["aws:TagKeys"] = tags.map(({ Key }) => Key);
      for (const [key, member] of [
        ["sts:ExternalId", "ExternalId"],
        ["sts:RoleSessionName", "RoleSessionName"],
        ["sts:SourceIdentity", "SourceIdentity"],
      ] as const)
        if (typeof input[member] === "string") out[key] = input[member];
      // The code itself is checked before the role is given.
      if (input["SerialNumber"] !== undefined) out["aws:MultiFactorAuthPresent"] = "true";
      if (Array.isArray(input["TransitiveTagKeys"]))
        out["sts:TransitiveTagKeys"] = input["TransitiveTagKeys"] as string[];
      if (input["DurationSeconds"] !== undefined)
        out["sts:DurationSeconds"] = String(input["DurationSeconds"]);
      return out;
    },
  },
});
