/**
 * Sealing records: those of one put under a data key of KMS, which KMS gives to who may write and
 * opens for who may read. https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html
 */
import { Fault } from "#aws/fault";
import { IV_BYTES, openWhole, sealWhole } from "#base/aes-gcm";
import { kmsFault } from "./errors.ts";
import { type Ctx, type Stream, type StreamPlace, streamArn } from "./streams.ts";
import type { RecordRow } from "./tables.ts";

export interface DataKey {
  readonly plaintext: Uint8Array;
  readonly wrapped: Uint8Array;
}

const contextOf = (ctx: Ctx, place: StreamPlace) => ({
  "aws:kinesis:arn": streamArn(ctx, place),
});

/** A new data key; undefined for a stream that is not encrypted. @throws Fault KMS*. */
export async function dataKeyOf(
  ctx: Ctx,
  place: StreamPlace,
  row: Stream,
): Promise<DataKey | undefined> {
  const { keyId } = row;
  if (keyId === undefined) return undefined;
  const made = await throughKms(() =>
    ctx.call(
      "kms",
      "GenerateDataKey",
      { KeyId: keyId, KeySpec: "AES_256", EncryptionContext: contextOf(ctx, place) },
      { account: place.account },
    ),
  );
  return {
    plaintext: made.Plaintext as Uint8Array,
    wrapped: made.CiphertextBlob as Uint8Array,
  };
}

export const seal = (ctx: Ctx, key: DataKey, data: Uint8Array): Uint8Array =>
  new Uint8Array(sealWhole(key.plaintext, ctx.chance.bytes(IV_BYTES), data));

/**
 * The records with their data in the open.
 * @param wrapped The data keys that they name, as KMS sealed them.
 * @throws Fault KMS*.
 */
export async function opened(
  ctx: Ctx,
  place: StreamPlace,
  rows: readonly RecordRow[],
  wrapped: ReadonlyMap<number, Uint8Array>,
): Promise<readonly RecordRow[]> {
  const keys = new Map<number, Uint8Array>();
  for (const [id, CiphertextBlob] of wrapped) {
    const { Plaintext } = await throughKms(() =>
      ctx.call(
        "kms",
        "Decrypt",
        { CiphertextBlob, EncryptionContext: contextOf(ctx, place) },
        { account: place.account },
      ),
    );
    keys.set(id, Plaintext as Uint8Array);
  }
  return rows.map((row) => {
    const key = row.dataKey === undefined ? undefined : keys.get(row.dataKey);
    return key === undefined ? row : { ...row, data: new Uint8Array(openWhole(key, row.data)) };
  });
}

/** Kinesis's codes for KMS's. */
const CODES: Readonly<Record<string, string>> = {
  DisabledException: "KMSDisabledException",
  KMSInvalidStateException: "KMSInvalidStateException",
  InvalidKeyUsageException: "KMSInvalidStateException",
  NotFoundException: "KMSNotFoundException",
  InvalidArnException: "KMSNotFoundException",
  AccessDeniedException: "KMSAccessDeniedException",
  InvalidCiphertextException: "KMSAccessDeniedException",
};

async function throughKms<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call();
  } catch (error) {
    const code = error instanceof Fault ? CODES[error.code] : undefined;
    if (code === undefined) throw error;
    throw kmsFault(code, (error as Fault).message);
  }
}

/** @throws Fault KMS* for a key that nothing could be sealed under. */
export async function checkKey(ctx: Ctx, place: StreamPlace, KeyId: string): Promise<void> {
  const input = { KeyId, KeySpec: "AES_256" as const, EncryptionContext: contextOf(ctx, place) };
  await throughKms(() => ctx.call("kms", "GenerateDataKeyWithoutPlaintext", input));
}
