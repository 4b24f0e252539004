/** AWS Secrets Manager. */
import { defineService } from "#kernel/service";
import * as secrets from "./operations/secrets.ts";
import * as values from "./operations/values.ts";
import { resources } from "./resources.ts";
import { secretOf } from "./secrets.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "secretsmanager",
  tables,
  unread,
  operations: [secrets, values],
  due: { delete: secrets.removeSecret },
  resources,
  authorization: {
    resources(ctx, _operation, input) {
      const id = input["SecretId"] ?? input["Name"];
      if (typeof id !== "string") return ["*"];
      return [id.startsWith("arn:") ? id : ctx.arn("secretsmanager", `secret:${id}`)];
    },
    policyOf: (ctx, arn) =>
      ctx.view(async (tx) => (await secretOf(tx, arn).catch(() => undefined))?.policy),
  },
});
