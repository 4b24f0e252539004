/** Multi-factor devices. */
import { byName, page, withTags } from "../domain.ts";
import { arnOf, type Ctx, entity, subject, type Tx } from "../entities.ts";
import { deleteConflict, exists, invalidCode, missing, quotaExceeded } from "../errors.ts";
import { MFA_DEVICES_PER_USER } from "../limits.ts";
import { shownTags } from "../shown.ts";
import { type DeviceRow, on } from "../tables.ts";
import { code, stepsAbout } from "../totp.ts";

/** AWS forgives a device's clock this many steps when it is enabled. */
const SLACK = 10;

/** @throws Fault InvalidAuthenticationCode unless the two codes follow each other about now. */
function checkCodes(ctx: Ctx, seed: string, first: string, second: string): void {
  for (const step of stepsAbout(ctx.now, SLACK))
    if (code(seed, step) === first && code(seed, step + 1) === second) return;
  throw invalidCode();
}

async function device(tx: Tx, serial: string): Promise<Readonly<DeviceRow>> {
  const row = await tx.device.find({ serial });
  if (row === undefined) throw missing.device(serial);
  return row;
}

export const CreateVirtualMFADevice = on("CreateVirtualMFADevice", (ctx, input) =>
  ctx.update(async (tx) => {
    const path = input.Path ?? "/";
    const serial = ctx.arn("iam", `mfa${path}${input.VirtualMFADeviceName}`, "");
    const seed = ctx.chance.upper(64);
    const tags = withTags([], input.Tags ?? []);
    if (!(await tx.device.add({ serial, createdAt: ctx.now, seed, tags })))
      throw exists(`MFADevice entity at the same path and name already exists.`);
    const uri =
      `otpauth://totp/Amazon%20Web%20Services:${encodeURIComponent(input.VirtualMFADeviceName)}` +
      `@${ctx.account}?secret=${seed}&issuer=Amazon%20Web%20Services`;
    return {
      VirtualMFADevice: {
        SerialNumber: serial,
        Base32StringSeed: Buffer.from(seed),
        // Differs from AWS: the text that its QR code holds, not a picture of it.
        QRCodePNG: Buffer.from(uri),
        ...(tags.length === 0 ? {} : { Tags: shownTags(tags) }),
      },
    };
  }),
);

export const EnableMFADevice = on("EnableMFADevice", (ctx, input) =>
  ctx.update(async (tx) => {
    const { key: userKey } = await entity(tx, "user", input.UserName);
    const row = await device(tx, input.SerialNumber);
    if (row.userKey !== undefined) throw exists("MFA Device is already in use.");
    if ((await tx.device.count({ userKey })) >= MFA_DEVICES_PER_USER)
      throw quotaExceeded("MFADevicesPerUser", MFA_DEVICES_PER_USER);
    checkCodes(ctx, row.seed, input.AuthenticationCode1, input.AuthenticationCode2);
    await tx.device.put({ ...row, userKey, enabledAt: ctx.now });
  }),
);

export const ResyncMFADevice = on("ResyncMFADevice", (ctx, input) =>
  ctx.view(async (tx) => {
    const { key } = await entity(tx, "user", input.UserName);
    const row = await device(tx, input.SerialNumber);
    if (row.userKey !== key) throw missing.device(input.SerialNumber);
    checkCodes(ctx, row.seed, input.AuthenticationCode1, input.AuthenticationCode2);
  }),
);

export const DeactivateMFADevice = on("DeactivateMFADevice", (ctx, input) =>
  ctx.update(async (tx) => {
    const user = await subject(ctx, tx, input.UserName);
    const { userKey, enabledAt: _, ...row } = await device(tx, input.SerialNumber);
    if (userKey === undefined || userKey !== user?.key) throw missing.device(input.SerialNumber);
    await tx.device.put(row);
  }),
);

export const DeleteVirtualMFADevice = on("DeleteVirtualMFADevice", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await device(tx, input.SerialNumber);
    if (row.userKey !== undefined) throw deleteConflict("MFA Device is still in use.");
    await tx.device.remove({ serial: row.serial });
  }),
);

export const ListMFADevices = on("ListMFADevices", (ctx, input) =>
  ctx.view(async (tx) => {
    const user = await subject(ctx, tx, input.UserName);
    const rows = user === undefined ? [] : await tx.device.list({ where: { userKey: user.key } });
    const { items, ...rest } = page(
      byName(rows, ({ serial }) => serial),
      ({ serial }) => serial,
      input,
    );
    const MFADevices = items.map((row) => ({
      UserName: user!.name,
      SerialNumber: row.serial,
      EnableDate: row.enabledAt!,
    }));
    return { MFADevices, ...rest };
  }),
);

export const ListVirtualMFADevices = on("ListVirtualMFADevices", (ctx, input) =>
  ctx.view(async (tx) => {
    const wanted = input.AssignmentStatus ?? "Any";
    const rows = (await tx.device.list()).filter(
      ({ userKey }) => wanted === "Any" || (wanted === "Assigned") === (userKey !== undefined),
    );
    const { items, ...rest } = page(
      byName(rows, ({ serial }) => serial),
      ({ serial }) => serial,
      input,
    );
    const VirtualMFADevices = [];
    for (const row of items) {
      const user =
        row.userKey === undefined
          ? undefined
          : await tx.entity.find({ kind: "user", key: row.userKey });
      VirtualMFADevices.push({
        SerialNumber: row.serial,
        ...(row.enabledAt === undefined ? {} : { EnableDate: row.enabledAt }),
        ...(user === undefined
          ? {}
          : {
              User: {
                Path: user.path,
                UserName: user.name,
                UserId: user.id,
                Arn: arnOf(ctx, user),
                CreateDate: user.createdAt,
              },
            }),
      });
    }
    return { VirtualMFADevices, ...rest };
  }),
);

export const GetMFADevice = on("GetMFADevice", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await device(tx, input.SerialNumber);
    const user = await subject(ctx, tx, input.UserName);
    if (row.userKey === undefined || row.userKey !== user?.key)
      throw missing.device(input.SerialNumber);
    return {
      UserName: user.name,
      SerialNumber: row.serial,
      ...(row.enabledAt === undefined ? {} : { EnableDate: row.enabledAt }),
    };
  }),
);
