/** Finding secrets by name and ARN, and sealing their values under KMS. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { markedDeleted, secretMissing, tokenInUse } from "./errors.ts";
import type { SecretRow, tables, VersionRow } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export const CURRENT = "AWSCURRENT";
export const PREVIOUS = "AWSPREVIOUS";
export const PENDING = "AWSPENDING";

export const arnOf = (ctx: Ctx, row: Readonly<SecretRow>): string =>
  ctx.arn("secretsmanager", `secret:${row.name}-${row.suffix}`);

/** @throws Fault ResourceNotFoundException. */
export async function secretOf(tx: Tx, asked: string): Promise<Readonly<SecretRow>> {
  if (!asked.startsWith("arn:")) {
    const row = await tx.secret.find({ name: asked });
    if (row === undefined) throw secretMissing();
    return row;
  }
  const parts = asked.split(":");
  const scoped = tx.at(parts[4] ?? "", parts[3] ?? "");
  const name = parts.slice(6).join(":");
  // The ARN may stand without its suffix.
  const whole = await scoped.secret.find({ name: name.replace(/-[A-Za-z0-9]{6}$/, "") });
  if (whole !== undefined && name === `${whole.name}-${whole.suffix}`) return whole;
  const partial = await scoped.secret.find({ name });
  if (partial === undefined) throw secretMissing();
  return partial;
}

/** @throws Fault also when the secret is scheduled for deletion. */
export async function livingSecret(tx: Tx, asked: string): Promise<Readonly<SecretRow>> {
  const row = await secretOf(tx, asked);
  if (row.deletedAt !== undefined) throw markedDeleted();
  return row;
}

export interface SecretValue {
  readonly bytes: Uint8Array;
  readonly binary: boolean;
}

/** A secret's value encrypted by KMS, as the caller; base64. */
export async function sealValue(
  ctx: Ctx,
  row: Readonly<SecretRow>,
  value: SecretValue,
): Promise<string> {
  const { CiphertextBlob } = await ctx.call(
    "kms",
    "Encrypt",
    {
      KeyId: row.kmsKeyId ?? "alias/aws/secretsmanager",
      Plaintext: value.bytes,
      EncryptionContext: { SecretARN: arnOf(ctx, row) },
    },
    { principal: ctx.principal },
  );
  return Buffer.from(CiphertextBlob!).toString("base64");
}

/** The value of a version, decrypted by KMS as the caller. */
export async function openValue(ctx: Ctx, row: Readonly<SecretRow>, version: Readonly<VersionRow>) {
  const { Plaintext } = await ctx.call("kms", "Decrypt", {
    CiphertextBlob: new Uint8Array(Buffer.from(version.sealed, "base64")),
    EncryptionContext: { SecretARN: arnOf(ctx, row) },
  });
  return version.binary
    ? { SecretBinary: Plaintext! }
    : { SecretString: new TextDecoder().decode(Plaintext) };
}

/**
 * Whether a version of this id is there already, with this value: the request was made before.
 * @throws Fault ResourceExistsException where it has another value.
 */
export async function madeBefore(
  ctx: Ctx,
  row: Readonly<SecretRow>,
  id: string,
  value: SecretValue | undefined,
): Promise<boolean> {
  const version = await ctx.view((tx) => tx.version.find({ name: row.name, id }));
  if (version === undefined || version.sealed === "" || value === undefined) return false;
  const held = await openValue(ctx, row, version);
  const bytes = held.SecretBinary ?? new TextEncoder().encode(held.SecretString);
  if (version.binary !== value.binary || !Buffer.from(bytes).equals(value.bytes))
    throw tokenInUse(id, arnOf(ctx, row));
  return true;
}

/**
 * Stores a version and moves the stages to it: the one that was current becomes the previous.
 * Versions without a stage are dropped once there are more than a hundred.
 */
export async function putVersion(
  tx: Tx,
  row: Readonly<SecretRow>,
  version: VersionRow,
  stages: readonly string[],
): Promise<void> {
  const held = await tx.version.list({ where: { name: row.name } });
  const wasCurrent = stages.includes(CURRENT)
    ? held.find((v) => v.id !== version.id && v.stages.includes(CURRENT))
    : undefined;
  for (const other of held) {
    if (other.id === version.id) continue;
    let left = other.stages.filter((stage) => !stages.includes(stage));
    if (wasCurrent !== undefined) {
      left = left.filter((stage) => stage !== PREVIOUS);
      if (other === wasCurrent) left.push(PREVIOUS);
    }
    if (left.join() !== other.stages.join()) await tx.version.put({ ...other, stages: left });
  }
  await tx.version.put({ ...version, stages: [...stages] });
  const loose = (await tx.version.list({ where: { name: row.name } }))
    .filter((v) => v.stages.length === 0)
    .sort((a, b) => a.createdAt - b.createdAt);
  for (const old of loose.slice(0, Math.max(0, loose.length - 100)))
    await tx.version.remove({ name: row.name, id: old.id });
}
