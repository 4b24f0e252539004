/** Access keys of users, and of the account's root. */
import { byName, keyOf, newAccessKeyId, page } from "../domain.ts";
import { type Ctx, subject, type Tx } from "../entities.ts";
import { missing, quotaExceeded } from "../errors.ts";
import { ACCESS_KEYS_PER_USER } from "../limits.ts";
import { type AccessKeyRow, on } from "../tables.ts";

const ROOT = "<root_account>";

async function ownerOf(ctx: Ctx, tx: Tx, name: string | undefined) {
  const user = await subject(ctx, tx, name);
  return { userKey: user?.key ?? "", name: user?.name ?? ROOT };
}

export const CreateAccessKey = on("CreateAccessKey", (ctx, input) =>
  ctx.update(async (tx) => {
    const { userKey, name } = await ownerOf(ctx, tx, input.UserName);
    const owner = ctx.account;
    if ((await tx.accessKey.count({ owner, userKey })) >= ACCESS_KEYS_PER_USER)
      throw quotaExceeded("AccessKeysPerUser", ACCESS_KEYS_PER_USER);
    const row: AccessKeyRow = {
      id: newAccessKeyId(ctx.chance, "AKIA", owner),
      owner,
      userKey,
      secret: ctx.chance.mixed(40),
      active: true,
      createdAt: ctx.now,
    };
    await tx.accessKey.put(row);
    return {
      AccessKey: {
        UserName: name,
        AccessKeyId: row.id,
        Status: "Active" as const,
        SecretAccessKey: row.secret,
        CreateDate: row.createdAt,
      },
    };
  }),
);

/** @throws Fault NoSuchEntity unless the key is of this user. */
async function keyOfUser(
  ctx: Ctx,
  tx: Tx,
  id: string,
  name: string | undefined,
): Promise<Readonly<AccessKeyRow>> {
  const { userKey } = await ownerOf(ctx, tx, name);
  const row = await tx.accessKey.find({ id });
  if (row === undefined || row.owner !== ctx.account) throw missing.accessKey(id);
  // The root may leave out whose key it is.
  if (row.userKey !== userKey && (name !== undefined || ctx.principal.kind !== "root"))
    throw missing.accessKey(id);
  return row;
}

export const UpdateAccessKey = on("UpdateAccessKey", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await keyOfUser(ctx, tx, input.AccessKeyId, input.UserName);
    await tx.accessKey.put({ ...row, active: input.Status === "Active" });
  }),
);

export const DeleteAccessKey = on("DeleteAccessKey", (ctx, input) =>
  ctx.update(async (tx) => {
    const { id } = await keyOfUser(ctx, tx, input.AccessKeyId, input.UserName);
    await tx.accessKey.remove({ id });
  }),
);

export const ListAccessKeys = on("ListAccessKeys", (ctx, input) =>
  ctx.view(async (tx) => {
    const { userKey, name } = await ownerOf(ctx, tx, input.UserName);
    const rows = await tx.accessKey.list({ where: { owner: ctx.account, userKey } });
    const { items, ...rest } = page(
      byName(rows, ({ id }) => id),
      ({ id }) => id,
      input,
    );
    const AccessKeyMetadata = items.map((row) => ({
      UserName: name,
      AccessKeyId: row.id,
      Status: row.active ? ("Active" as const) : ("Inactive" as const),
      CreateDate: row.createdAt,
    }));
    return { AccessKeyMetadata, ...rest };
  }),
);

export const GetAccessKeyLastUsed = on("GetAccessKeyLastUsed", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await tx.accessKey.find({ id: input.AccessKeyId });
    if (row === undefined || row.owner !== ctx.account) throw missing.accessKey(input.AccessKeyId);
    const user = await tx.entity.find({ kind: "user", key: keyOf(row.userKey) });
    return {
      UserName: user?.name ?? ROOT,
      AccessKeyLastUsed: {
        ...(row.usedAt === undefined ? {} : { LastUsedDate: row.usedAt }),
        ServiceName: row.usedService ?? "N/A",
        Region: row.usedRegion ?? "N/A",
      },
    };
  }),
);
