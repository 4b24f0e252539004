/** How an object's bytes are encrypted, and who opens them: KMS or the caller's own key. */
import { Fault } from "#aws/fault";
import { asMap } from "./domain/names.ts";
import { type Bucket, bucketArn, type Ctx } from "./buckets.ts";
import { type Cipher, type CustomerKey, customerKey, proofOf, proves } from "./domain/ciphers.ts";
import {
  accessDenied,
  customerKeyNeeded,
  invalidArgument,
  invalidRequest,
  kmsFault,
} from "./errors.ts";
import type { Encryption, ObjectFacts } from "./tables.ts";

/** The members of a request that ask for encryption. */
export interface Asked {
  readonly ServerSideEncryption?: string;
  readonly SSEKMSKeyId?: string;
  readonly SSEKMSEncryptionContext?: string;
  readonly BucketKeyEnabled?: boolean;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
}

/** What is remembered, and the key, which is not; undefined for S3's own (AES256). */
export interface Sealing {
  readonly encryption: Encryption;
  readonly key: Uint8Array;
}

/**
 * Decides and prepares the encryption of a new object: the request's, else the bucket's default.
 * Differs from AWS: with SSE-S3 (AES256) the bytes are stored plain, as a key beside them would
 * protect nothing; the headers say AES256 as AWS's do.
 */
export async function seal(
  ctx: Ctx,
  bucket: Bucket,
  key: string,
  asked: Asked,
): Promise<Sealing | undefined> {
  const customer = customerKey(
    asked.SSECustomerAlgorithm,
    asked.SSECustomerKey,
    asked.SSECustomerKeyMD5,
  );
  if (customer !== undefined) {
    if (asked.ServerSideEncryption !== undefined)
      throw invalidArgument(
        "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
        "x-amz-server-side-encryption",
        asked.ServerSideEncryption,
      );
    return sealWith(ctx, customer);
  }
  const byDefault = bucket.settings.encryption?.[0];
  const preset = byDefault?.ApplyServerSideEncryptionByDefault;
  const algorithm = asked.ServerSideEncryption ?? preset?.SSEAlgorithm ?? "AES256";
  if (algorithm === "AES256") {
    if (asked.SSEKMSKeyId !== undefined)
      throw invalidArgument(
        "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
        "x-amz-server-side-encryption",
        asked.ServerSideEncryption ?? "null",
      );
    return undefined;
  }
  if (algorithm !== "aws:kms" && algorithm !== "aws:kms:dsse")
    throw invalidArgument(
      "The encryption method specified is not supported",
      "x-amz-server-side-encryption",
      algorithm,
    );
  const keyId =
    asked.SSEKMSKeyId ??
    (asked.ServerSideEncryption === undefined ? preset?.KMSMasterKeyID : undefined) ??
    presetKey(asked, preset) ??
    "alias/aws/s3";
  const bucketKey = asked.BucketKeyEnabled ?? byDefault?.BucketKeyEnabled ?? false;
  const context = kmsContext(bucket.name, key, bucketKey, asked.SSEKMSEncryptionContext);
  const made = await throughKms(() =>
    ctx.as({ calledVia: "s3.amazonaws.com" }).call("kms", "GenerateDataKey", {
      KeyId: keyId,
      KeySpec: "AES_256",
      EncryptionContext: context,
    }),
  );
  return {
    key: made.Plaintext as Uint8Array,
    encryption: {
      algorithm,
      keyId: made.KeyId!,
      wrapped: Buffer.from(made.CiphertextBlob as Uint8Array).toString("base64"),
      ...(bucketKey ? { bucketKey } : {}),
      ...(asked.SSEKMSEncryptionContext === undefined
        ? {}
        : { context: asked.SSEKMSEncryptionContext }),
    },
  };
}

/** A request for aws:kms without a key uses the bucket's default key where that is of KMS too. */
function presetKey(
  asked: Asked,
  preset: { SSEAlgorithm?: string; KMSMasterKeyID?: string } | undefined,
): string | undefined {
  return asked.ServerSideEncryption === preset?.SSEAlgorithm ? preset?.KMSMasterKeyID : undefined;
}

function sealWith(ctx: Ctx, customer: CustomerKey): Sealing {
  const salt = Buffer.from(ctx.chance.bytes(16)).toString("base64");
  return {
    key: customer.key,
    encryption: {
      algorithm: "SSE-C",
      keyMd5: customer.md5,
      salt,
      proof: proofOf(customer.key, salt),
    },
  };
}

export function freshCipher(ctx: Ctx, sealing: Sealing | undefined): Cipher | undefined {
  return sealing === undefined ? undefined : { key: sealing.key, iv: ctx.chance.bytes(16) };
}

/** The facts' `encryption` with the counter of a body that stands in its row. */
export function inlineEncryption(
  sealing: Sealing | undefined,
  cipher: Cipher | undefined,
): Encryption | undefined {
  if (sealing === undefined || cipher === undefined) return undefined;
  return { ...sealing.encryption, iv: Buffer.from(cipher.iv).toString("base64") };
}

/**
 * The key of an object's bytes; undefined when they are plain.
 * @throws Fault in AWS's words when the customer's key is missing, or another's, or KMS refuses.
 */
export async function unseal(
  ctx: Ctx,
  bucket: string,
  key: string,
  facts: Pick<ObjectFacts, "encryption">,
  asked: Asked,
  prefix = "x-amz-server-side",
): Promise<Uint8Array | undefined> {
  const given = customerKey(
    asked.SSECustomerAlgorithm,
    asked.SSECustomerKey,
    asked.SSECustomerKeyMD5,
    prefix,
  );
  const { encryption } = facts;
  if (encryption?.algorithm !== "SSE-C") {
    if (given !== undefined)
      throw invalidRequest("The encryption parameters are not applicable to this object.");
    return encryption === undefined ? undefined : openByKms(ctx, bucket, key, encryption);
  }
  if (given === undefined) throw customerKeyNeeded();
  if (!proves(given.key, encryption.salt!, encryption.proof!)) throw accessDenied();
  return given.key;
}

async function openByKms(
  ctx: Ctx,
  bucket: string,
  key: string,
  encryption: Encryption,
): Promise<Uint8Array> {
  const opened = await throughKms(() =>
    ctx.as({ calledVia: "s3.amazonaws.com" }).call("kms", "Decrypt", {
      CiphertextBlob: Buffer.from(encryption.wrapped!, "base64"),
      EncryptionContext: kmsContext(bucket, key, encryption.bucketKey ?? false, encryption.context),
    }),
  );
  return opened.Plaintext as Uint8Array;
}

function kmsContext(
  bucket: string,
  key: string,
  bucketKey: boolean,
  given: string | undefined,
): Record<string, string> {
  const pairs: [string, string][] = [];
  if (given !== undefined) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(Buffer.from(given, "base64").toString());
    } catch {
      parsed = undefined;
    }
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
      throw invalidArgument(
        "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map",
        "x-amz-server-side-encryption-context",
        given,
      );
    for (const [name, value] of Object.entries(parsed)) pairs.push([name, String(value)]);
  }
  pairs.push(["aws:s3:arn", bucketKey ? bucketArn(bucket) : `${bucketArn(bucket)}/${key}`]);
  return asMap(pairs);
}

async function throughKms<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500) throw error;
    if (error.code === "AccessDeniedException") throw accessDenied(error.message);
    throw kmsFault(error.code, error.message);
  }
}

/** The encryption members of an answer. */
export function shownEncryption(encryption: Encryption | undefined, withContext = false) {
  if (encryption === undefined) return { ServerSideEncryption: "AES256" as const };
  if (encryption.algorithm === "SSE-C")
    return { SSECustomerAlgorithm: "AES256", SSECustomerKeyMD5: encryption.keyMd5! };
  return {
    ServerSideEncryption: encryption.algorithm,
    SSEKMSKeyId: encryption.keyId!,
    ...(encryption.bucketKey ? { BucketKeyEnabled: true } : {}),
    ...(withContext && encryption.context !== undefined
      ? { SSEKMSEncryptionContext: encryption.context }
      : {}),
  };
}
