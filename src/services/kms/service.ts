/** AWS Key Management Service: symmetric keys. */
import { defineService } from "#kernel/service";
import { keyArn } from "./keys.ts";
import * as aliases from "./operations/aliases.ts";
import * as cryptography from "./operations/cryptography.ts";
import * as grants from "./operations/grants.ts";
import * as keys from "./operations/keys.ts";
import { resources } from "./resources.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "kms",
  tables,
  unread,
  operations: [keys, aliases, cryptography, grants],
  due: { delete: keys.removeKey, rotate: keys.rotateKey },
  resources,
  authorization: {
    resources(ctx, _operation, input) {
      const id = input["KeyId"] ?? input["TargetKeyId"] ?? input["DestinationKeyId"];
      if (typeof id !== "string") return ["*"];
      return [
        id.startsWith("arn:") ? id : id.startsWith("alias/") ? ctx.arn("kms", id) : keyArn(ctx, id),
      ];
    },
    actions: (operation) =>
      operation === "ReEncrypt" ? ["kms:ReEncryptFrom", "kms:ReEncryptTo"] : undefined,
    policyDecides: (arn) => arn.includes(":key/"),
    policyOf: (ctx, arn) =>
      ctx.view(async (tx) => {
        const [, , , region = "", account = "", part = ""] = arn.split(":");
        const scoped = tx.at(account, region);
        const id = part.startsWith("alias/")
          ? (await scoped.alias.find({ name: part }))?.keyId
          : part.slice(4);
        return id === undefined ? undefined : (await scoped.key.find({ id }))?.policy;
      }),
  },
});
