/** Grants: rights on a key for a principal, beside its policy. */
import { notImplemented } from "#aws/fault";
import { grantMissing, validation } from "../errors.ts";
import { type Ctx, keyArn, keyOf, usable } from "../keys.ts";
import { type GrantRow, on } from "../tables.ts";

export const CreateGrant = on("CreateGrant", (ctx, input) => {
  if (input.Constraints?.SourceArn !== undefined)
    throw notImplemented("kms:CreateGrant with Constraints.SourceArn");
  return ctx.update(async (tx) => {
    const key = usable(ctx, await keyOf(ctx, tx, input.KeyId));
    const held = await tx.grant.list({ where: { keyId: key.id } });
    const same = held.find(
      (row) =>
        input.Name !== undefined &&
        row.name === input.Name &&
        row.grantee === input.GranteePrincipal,
    );
    if (same !== undefined) return { GrantId: same.id, GrantToken: same.token };
    const row: GrantRow = {
      keyId: key.id,
      id: ctx.chance.hex(64),
      token: ctx.chance.mixed(120),
      name: input.Name,
      grantee: input.GranteePrincipal ?? "",
      retiring: input.RetiringPrincipal,
      operations: [...input.Operations],
      constraints: input.Constraints,
      issuer: ctx.principal.arn,
      createdAt: ctx.now,
    };
    await tx.grant.put(row);
    return { GrantId: row.id, GrantToken: row.token };
  });
});

export const ListGrants = on("ListGrants", (ctx, input) =>
  ctx.view(async (tx) => {
    const key = await keyOf(ctx, tx, input.KeyId);
    const rows = (await tx.grant.list({ where: { keyId: key.id } })).filter(
      (row) =>
        (input.GrantId === undefined || row.id === input.GrantId) &&
        (input.GranteePrincipal === undefined || row.grantee === input.GranteePrincipal),
    );
    return { ...page(ctx, rows, input.Limit, input.Marker) };
  }),
);

export const ListRetirableGrants = on("ListRetirableGrants", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = (await tx.grant.list()).filter((row) => row.retiring === input.RetiringPrincipal);
    return { ...page(ctx, rows, input.Limit, input.Marker) };
  }),
);

export const RevokeGrant = on("RevokeGrant", (ctx, input) =>
  ctx.update(async (tx) => {
    const key = await keyOf(ctx, tx, input.KeyId);
    if (!(await tx.grant.remove({ keyId: key.id, id: input.GrantId })))
      throw grantMissing(input.GrantId);
    return {};
  }),
);

export const RetireGrant = on("RetireGrant", (ctx, input) =>
  ctx.update(async (tx) => {
    if (
      input.GrantToken === undefined &&
      (input.KeyId === undefined || input.GrantId === undefined)
    )
      throw validation("Either a grant token or a key id and a grant id are required.");
    const rows = await tx.grant.list();
    const row = rows.find((one) =>
      input.GrantToken === undefined ? one.id === input.GrantId : one.token === input.GrantToken,
    );
    if (row === undefined) throw grantMissing(input.GrantId ?? "");
    await tx.grant.remove({ keyId: row.keyId, id: row.id });
    return {};
  }),
);

function page(ctx: Ctx, rows: readonly Readonly<GrantRow>[], limit = 50, marker?: string) {
  const start = marker === undefined ? 0 : rows.findIndex((row) => row.id === marker) + 1;
  const shown = rows.slice(start, start + limit);
  return {
    Grants: shown.map((row) => ({
      KeyId: keyArn(ctx, row.keyId),
      GrantId: row.id,
      GranteePrincipal: row.grantee,
      IssuingAccount: row.issuer,
      Operations: row.operations as "Encrypt"[],
      CreationDate: row.createdAt,
      ...(row.name === undefined ? {} : { Name: row.name }),
      ...(row.retiring === undefined ? {} : { RetiringPrincipal: row.retiring }),
      ...(row.constraints === undefined ? {} : { Constraints: row.constraints }),
    })),
    Truncated: rows.length > start + limit,
    ...(rows.length > start + limit ? { NextMarker: shown.at(-1)!.id } : {}),
  };
}
