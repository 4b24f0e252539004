/** Aliases. */
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import { aliasExists, aliasMissing, reservedAlias, validation } from "../errors.ts";
import { keyOf, usable } from "../keys.ts";
import { on } from "../tables.ts";

function checkAlias(name: string): void {
  if (!name.startsWith("alias/")) throw validation("Invalid identifier");
  if (name.startsWith("alias/aws/")) throw reservedAlias();
  if (!/^alias\/[\w/-]{1,250}$/.test(name))
    throw validation(`Alias contains invalid characters for an alias`);
}

export const CreateAlias = on("CreateAlias", (ctx, input) => {
  checkAlias(input.AliasName);
  return ctx.update(async (tx) => {
    const key = await keyOf(ctx, tx, input.TargetKeyId);
    if (key.state === "PendingDeletion") usable(ctx, key);
    if ((await tx.alias.find({ name: input.AliasName })) !== undefined)
      throw aliasExists(ctx.arn("kms", input.AliasName));
    await tx.alias.put({
      name: input.AliasName,
      keyId: key.id,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    });
    return {};
  });
});

export const UpdateAlias = on("UpdateAlias", (ctx, input) => {
  checkAlias(input.AliasName);
  return ctx.update(async (tx) => {
    const alias = await tx.alias.find({ name: input.AliasName });
    if (alias === undefined) throw aliasMissing(ctx.arn("kms", input.AliasName));
    const key = await keyOf(ctx, tx, input.TargetKeyId);
    await tx.alias.put({ ...alias, keyId: key.id, updatedAt: ctx.now });
    return {};
  });
});

export const DeleteAlias = on("DeleteAlias", (ctx, input) => {
  checkAlias(input.AliasName);
  return ctx.update(async (tx) => {
    if (!(await tx.alias.remove({ name: input.AliasName })))
      throw aliasMissing(ctx.arn("kms", input.AliasName));
    return {};
  });
});

export const ListAliases = on("ListAliases", (ctx, input) =>
  ctx.view(async (tx) => {
    const limit = input.Limit ?? 50;
    const keyId = input.KeyId === undefined ? undefined : (await keyOf(ctx, tx, input.KeyId)).id;
    const { rows, next } = await readPage(tx.alias, {
      column: "name",
      after: keyIn(input.Marker),
      limit,
      where: keyId === undefined ? {} : { keyId },
    });
    return {
      Aliases: rows.map((row) => ({
        AliasName: row.name,
        AliasArn: ctx.arn("kms", row.name),
        TargetKeyId: row.keyId,
        CreationDate: row.createdAt,
        LastUpdatedDate: row.updatedAt,
      })),
      Truncated: next !== undefined,
      ...(next === undefined ? {} : { NextMarker: tokenOf(next) }),
    };
  }),
);
