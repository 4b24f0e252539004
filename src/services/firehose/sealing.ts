/**
 * Records at rest under a key of KMS: each call's records are sealed by a data key of their own.
 * Differs from AWS: under a key that AWS owns they are stored plain, as a key beside them would
 * protect nothing. https://docs.aws.amazon.com/firehose/latest/dev/encryption.html
 */
import { Fault } from "#aws/fault";
import { IV_BYTES, openWhole, sealWhole } from "#base/aes-gcm";
import { servicePrincipal } from "#kernel/principal";
import { kmsRefused, Undelivered } from "./errors.ts";
import { type Ctx, type Stream, streamArn } from "./streams.ts";
import type { RecordRow, Sealed } from "./tables.ts";

export const FIREHOSE = "firehose.amazonaws.com";

/** Seals bytes; undefined where they are stored as they are. */
export type Seal = ((data: Uint8Array) => { data: Uint8Array; sealed: Sealed }) | undefined;

/** A data key for a call's records. @throws Fault InvalidKMSResource when KMS refuses. */
export async function sealFor(ctx: Ctx, stream: Stream): Promise<Seal> {
  const { keyType, keyArn, status } = stream.encryption;
  if (keyType !== "CUSTOMER_MANAGED_CMK" || status.startsWith("DISABL")) return undefined;
  const input = {
    KeyId: keyArn!,
    KeySpec: "AES_256" as const,
    EncryptionContext: about(ctx, stream),
  };
  const made = await asFirehose(() =>
    ctx.call("kms", "GenerateDataKey", input, { principal: firehose(ctx) }),
  );
  const secret = made.Plaintext as Uint8Array;
  const key = Buffer.from(made.CiphertextBlob as Uint8Array).toString("base64");
  return (plain) => ({
    data: sealWhole(secret, ctx.chance.bytes(IV_BYTES), plain),
    sealed: { key },
  });
}

/** A batch's records as they were before they were sealed. @throws Undelivered when KMS refuses. */
export async function opened(
  ctx: Ctx,
  stream: Stream,
  records: readonly Readonly<RecordRow>[],
): Promise<readonly Readonly<RecordRow>[]> {
  const keys = new Map<string, Uint8Array>();
  const out: Readonly<RecordRow>[] = [];
  for (const record of records) {
    const { sealed } = record;
    if (sealed === undefined) {
      out.push(record);
      continue;
    }
    const secret = keys.get(sealed.key) ?? (await dataKey(ctx, stream, sealed.key));
    keys.set(sealed.key, secret);
    out.push({ ...record, data: openWhole(secret, record.data) });
  }
  return out;
}

async function dataKey(ctx: Ctx, stream: Stream, wrapped: string): Promise<Uint8Array> {
  try {
    const { Plaintext } = await ctx.call(
      "kms",
      "Decrypt",
      { CiphertextBlob: Buffer.from(wrapped, "base64"), EncryptionContext: about(ctx, stream) },
      { principal: firehose(ctx) },
    );
    return Plaintext as Uint8Array;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Undelivered(`KMS.${error.code}`, error.message);
  }
}

const firehose = (ctx: Ctx) => servicePrincipal(FIREHOSE, ctx.account);

/** What the key's policy and grants see of a record. The name of the pair is not documented. */
const about = (ctx: Ctx, { name }: Stream): Record<string, string> => ({
  "aws:firehose:arn": streamArn(ctx, name),
});

/** @throws Fault InvalidKMSResource for what KMS refuses. */
export async function asFirehose<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500) throw error;
    throw kmsRefused(error);
  }
}
