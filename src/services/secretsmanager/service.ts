/** AWS Secrets Manager. */
import { tagConditions } from "#aws/tag-conditions";
import { defineService } from "#kernel/service";
import * as rotation from "./operations/rotation.ts";
import * as secrets from "./operations/secrets.ts";
import * as values from "./operations/values.ts";
import { resources } from "./resources.ts";
import { arnOf, secretOf } from "./secrets.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

interface Tag {
  Key: string;
  Value?: string;
}

export const service = defineService({
  id: "secretsmanager",
  tables,
  unread,
  operations: [secrets, values, rotation],
  due: { delete: secrets.removeSecret, rotate: rotation.rotate },
  resources,
  authorization: {
    resources(ctx, _operation, input) {
      const id = input["SecretId"] ?? input["Name"];
      if (typeof id !== "string") return ["*"];
      // Policies name secrets by their whole ARN, its six last characters included.
      return ctx.view(async (tx) => {
        const row = await secretOf(tx, id).catch(() => undefined);
        if (row !== undefined && !id.startsWith("arn:")) return [arnOf(ctx, row)];
        return [id.startsWith("arn:") ? id : ctx.arn("secretsmanager", `secret:${id}`)];
      });
    },
    async conditions(ctx, operation, input) {
      const { Tags = [], TagKeys } = input as { Tags?: Tag[]; TagKeys?: string[] };
      const id = input["SecretId"];
      const row =
        typeof id === "string"
          ? await ctx.view((tx) => secretOf(tx, id).catch(() => undefined))
          : undefined;
      const held = Object.entries(row?.tags ?? {});
      const out = tagConditions({
        set: Tags.map(({ Key, Value = "" }) => [Key, Value] as const),
        ...(TagKeys === undefined ? {} : { removed: TagKeys }),
        held,
      });
      for (const [key, value] of held) out[`secretsmanager:ResourceTag/${key}`] = value;
      if (operation === "CreateSecret") out["secretsmanager:Name"] = String(input["Name"]);
      if (row !== undefined) out["secretsmanager:SecretId"] = arnOf(ctx, row);
      if (typeof input["VersionStage"] === "string")
        out["secretsmanager:VersionStage"] = input["VersionStage"];
      return out;
    },
    policyOf: (ctx, arn) =>
      ctx.view(async (tx) => (await secretOf(tx, arn).catch(() => undefined))?.policy),
  },
});
