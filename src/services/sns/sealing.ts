/**
 * Messages of a topic with a KMS key at rest: what waits to be delivered, and the archive.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
 */
import { Fault } from "#aws/fault";
import { IV_BYTES, openWhole, sealWhole } from "#base/aes-gcm";
import { kmsFaults, kmsRefused } from "./errors.ts";
import type { Ctx } from "./topics.ts";

/** A data key of the topic's KMS key, for one call of Publish. */
export interface DataKey {
  readonly plaintext: Uint8Array;
  /** As KMS gave it. */
  readonly encrypted: Uint8Array;
}

/** Marks bytes in the JSON that is sealed. */
const BYTES = "sns:bytes";

const contextOf = (topicArn: string) => ({ "aws:sns:topicArn": topicArn });

/**
 * Asks KMS for a data key, with the rights of who publishes.
 * @throws Fault KMSNotFound, KMSDisabled, KMSInvalidState, KMSAccessDenied, in AWS's form.
 */
export async function dataKeyFor(
  ctx: Ctx,
  topicArn: string,
  KeyId: string,
  options: { readonly trusted?: boolean } = {},
): Promise<DataKey> {
  const EncryptionContext = contextOf(topicArn);
  const input = { KeyId, KeySpec: "AES_256", EncryptionContext } as const;
  try {
    const { Plaintext, CiphertextBlob } = await ctx.call("kms", "GenerateDataKey", input, options);
    return { plaintext: Plaintext!, encrypted: CiphertextBlob! };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const words = `${error.message || "null"} (Service: AWSKMS; Status Code: 400; Error Code: ${error.code}; Request ID: ${ctx.requestId}; Proxy: null)`;
    throw (kmsFaults.get(error.code) ?? kmsRefused)(words);
  }
}

/** A value as it lies in the store: the data key as KMS encrypted it, then what it seals. */
export function seal(ctx: Ctx, key: DataKey, value: unknown): string {
  const text = JSON.stringify(value, (_name, one) =>
    one instanceof Uint8Array ? { [BYTES]: Buffer.from(one).toString("base64") } : one,
  );
  return [key.encrypted, sealWhole(key.plaintext, ctx.chance.bytes(IV_BYTES), text)]
    .map((part) => Buffer.from(part).toString("base64"))
    .join(".");
}

/**
 * What was sealed, by a call of KMS that nobody's policies judge: who published could.
 * @throws Fault of KMS when the key is gone or disabled meanwhile.
 */
export async function unseal<T>(ctx: Ctx, topicArn: string, sealed: string): Promise<T> {
  const [encrypted, text] = sealed.split(".").map((part) => Buffer.from(part, "base64"));
  const { Plaintext } = await ctx.call(
    "kms",
    "Decrypt",
    { CiphertextBlob: new Uint8Array(encrypted!), EncryptionContext: contextOf(topicArn) },
    { trusted: true },
  );
  const opened = openWhole(Plaintext!, text!).toString();
  return JSON.parse(opened, (_name, one) =>
    typeof one === "object" && one !== null && typeof one[BYTES] === "string"
      ? new Uint8Array(Buffer.from(one[BYTES], "base64"))
      : one,
  ) as T;
}
