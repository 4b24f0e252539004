/** AWS Key Management Service: symmetric keys. */
import { tagConditions } from "#aws/tag-conditions";
import { defineService } from "#kernel/service";
import { readSealed, withGrants } from "./domain.ts";
import { ensureManaged, keyArn, keyOf } from "./keys.ts";
import * as aliases from "./operations/aliases.ts";
import * as cryptography from "./operations/cryptography.ts";
import * as grants from "./operations/grants.ts";
import * as keys from "./operations/keys.ts";
import { resources } from "./resources.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

interface Tag {
  TagKey: string;
  TagValue: string;
}

export const service = defineService({
  id: "kms",
  tables,
  unread,
  operations: [keys, aliases, cryptography, grants],
  due: { delete: keys.removeKey, rotate: keys.rotateKey },
  resources,
  authorization: {
    async resources(ctx, operation, input) {
      const named = input["KeyId"] ?? input["TargetKeyId"] ?? input["DestinationKeyId"];
      const id = operation === "Decrypt" ? (named ?? sealedBy(input["CiphertextBlob"])) : named;
      if (typeof id !== "string") return ["*"];
      // A service's first use makes its key, which then is judged.
      if (ctx.facts.calledVia !== undefined) await ensureManaged(ctx, id);
      // An alias is judged as the key behind it.
      const key = await ctx.view((tx) => keyOf(ctx, tx, id).catch(() => undefined));
      if (key !== undefined)
        return [id.startsWith("arn:aws:kms:") ? arnOf(id, key.id) : keyArn(ctx, key.id)];
      if (id.startsWith("alias/")) return [ctx.arn("kms", id)];
      return [id.startsWith("arn:") ? id : keyArn(ctx, id)];
    },
    async conditions(ctx, _operation, input) {
      const { Tags = [], TagKeys } = input as { Tags?: Tag[]; TagKeys?: string[] };
      const id = input["KeyId"];
      const key =
        typeof id === "string"
          ? await ctx.view((tx) => keyOf(ctx, tx, id).catch(() => undefined))
          : undefined;
      const out = tagConditions({
        set: Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue] as const),
        ...(TagKeys === undefined ? {} : { removed: TagKeys }),
        held: Object.entries(key?.tags ?? {}),
      });
      out["kms:CallerAccount"] = ctx.principal.account;
      const service = ctx.facts.calledVia?.replace(".amazonaws.com", "");
      if (service !== undefined) out["kms:ViaService"] = `${service}.${ctx.region}.amazonaws.com`;
      const context = input["EncryptionContext"];
      if (typeof context !== "object" || context === null) return out;
      for (const [key, value] of Object.entries(context))
        out[`kms:EncryptionContext:${key}`] = String(value);
      out["kms:EncryptionContextKeys"] = Object.keys(context);
      return out;
    },
    actions: (operation) =>
      operation === "ReEncrypt" ? ["kms:ReEncryptFrom", "kms:ReEncryptTo"] : undefined,
    policyDecides: (arn) => arn.includes(":key/"),
    policyOf: (ctx, arn) =>
      ctx.view(async (tx) => {
        const [, , , region = "", account = "", part = ""] = arn.split(":");
        const scoped = tx.at(account, region);
        const key = await scoped.key.find({ id: part.slice("key/".length) });
        if (key === undefined) return undefined;
        return withGrants(key.policy, await scoped.grant.list({ where: { keyId: key.id } }));
      }),
  },
});

/** The key that made a ciphertext; undefined for what is none of ours. */
function sealedBy(blob: unknown): string | undefined {
  try {
    return blob instanceof Uint8Array ? readSealed(blob).keyId : undefined;
  } catch {
    return undefined;
  }
}

/** The ARN of a key where another of the same account and region was named. */
const arnOf = (named: string, id: string): string =>
  [...named.split(":").slice(0, 5), `key/${id}`].join(":");
