/** Cryptography of KMS, pure: what a ciphertext blob holds and how it is made. */
import { createHmac } from "node:crypto";
import { IV_BYTES, openBytes, sealBytes, TAG_BYTES } from "#base/aes-gcm";
import { invalidCiphertext } from "./errors.ts";

type Context = Readonly<Record<string, string>>;

/** The encryption context as authenticated data: its pairs in the order of their keys. */
function authenticated(context: Context | undefined): Buffer {
  const pairs = Object.entries(context ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}

/** What a grant gives, as far as judging goes. */
export interface Granted {
  readonly id: string;
  readonly grantee: string;
  readonly operations: readonly string[];
  readonly constraints?: {
    readonly EncryptionContextSubset?: Context;
    readonly EncryptionContextEquals?: Context;
  };
}

/**
 * A key's policy with its grants as statements of it: that is what they are to whoever judges.
 * @param policy JSON text, checked when it was put.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export function withGrants(policy: string, grants: readonly Granted[]): string {
  if (grants.length === 0) return policy;
  const document = JSON.parse(policy) as { Statement: object | object[] };
  return JSON.stringify({
    ...document,
    Statement: [document.Statement, grants.map(statementOf)].flat(),
  });
}

function statementOf({ id, grantee, operations, constraints }: Granted): object {
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } = constraints ?? {};
  const pairs = Object.entries(equal ?? subset ?? {});
  return {
    Sid: `Grant${id}`,
    Effect: "Allow",
    Principal: /^[\w.-]+\.amazonaws\.com$/.test(grantee) ? { Service: grantee } : { AWS: grantee },
    Action: operations.map((operation) => `kms:${operation}`),
    Resource: "*",
    ...(pairs.length === 0
      ? {}
      : {
          Condition: {
            StringEquals: Object.fromEntries(
              pairs.map(([key, value]) => [`kms:EncryptionContext:${key}`, value]),
            ),
            ...(equal === undefined
              ? {}
              : {
                  "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": Object.keys(equal) },
                }),
          },
        }),
  };
}

const VERSION = 1;
const KEY_ID_BYTES = 36;

/**
 * Encrypts with AES-256-GCM. The blob names its key and the generation of its material:
 * version, generation (2 bytes), key id (36 bytes), iv, tag, ciphertext.
 */
export function seal(
  keyId: string,
  generation: number,
  material: Uint8Array,
  plaintext: Uint8Array,
  context: Context | undefined,
  iv: Uint8Array,
): Uint8Array {
  const { tag, bytes } = sealBytes(material, iv, plaintext, authenticated(context));
  const head = Buffer.from([VERSION, generation >> 8, generation & 255]);
  return new Uint8Array(
    Buffer.concat([head, Buffer.from(keyId.padEnd(KEY_ID_BYTES)), iv, tag, bytes]),
  );
}

export interface Sealed {
  readonly keyId: string;
  readonly generation: number;
  readonly iv: Uint8Array;
  readonly tag: Uint8Array;
  readonly bytes: Uint8Array;
}

/** @throws Fault InvalidCiphertext for what is no blob of ours. */
export function readSealed(blob: Uint8Array): Sealed {
  const head = 3 + KEY_ID_BYTES;
  if (blob.length < head + IV_BYTES + TAG_BYTES || blob[0] !== VERSION) throw invalidCiphertext();
  return {
    generation: (blob[1]! << 8) | blob[2]!,
    keyId: Buffer.from(blob.subarray(3, head)).toString("latin1").trim(),
    iv: blob.subarray(head, head + IV_BYTES),
    tag: blob.subarray(head + IV_BYTES, head + IV_BYTES + TAG_BYTES),
    bytes: blob.subarray(head + IV_BYTES + TAG_BYTES),
  };
}

/** @throws Fault InvalidCiphertext when the context or the bytes are not those sealed. */
export function unseal(
  sealed: Sealed,
  material: Uint8Array,
  context: Context | undefined,
): Uint8Array {
  try {
    return new Uint8Array(openBytes(material, sealed, authenticated(context)));
  } catch {
    throw invalidCiphertext();
  }
}

const MAC_DIGEST: Readonly<Record<string, string>> = {
  HMAC_SHA_224: "sha224",
  HMAC_SHA_256: "sha256",
  HMAC_SHA_384: "sha384",
  HMAC_SHA_512: "sha512",
};

/** The message authentication code of a KMS algorithm, such as HMAC_SHA_256. */
export function mac(algorithm: string, material: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac(MAC_DIGEST[algorithm]!, material).update(message).digest());
}

/** Bytes of key material by spec; undefined for specs that are not symmetric. */
export const MATERIAL_BYTES: Readonly<Record<string, number>> = {
  SYMMETRIC_DEFAULT: 32,
  HMAC_224: 28,
  HMAC_256: 32,
  HMAC_384: 48,
  HMAC_512: 64,
};
