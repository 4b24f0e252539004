/** Cryptography of KMS, pure: what a ciphertext blob holds and how it is made. */
import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import { invalidCiphertext } from "./errors.ts";

type Context = Readonly<Record<string, string>>;

/** The encryption context as authenticated data: its pairs in the order of their keys. */
function authenticated(context: Context | undefined): Buffer {
  const pairs = Object.entries(context ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}

const VERSION = 1;
const KEY_ID_BYTES = 36;
const IV_BYTES = 12;
const TAG_BYTES = 16;

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
  const cipher = createCipheriv("aes-256-gcm", material, iv);
  cipher.setAAD(authenticated(context));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const head = Buffer.from([VERSION, generation >> 8, generation & 255]);
  return new Uint8Array(
    Buffer.concat([head, Buffer.from(keyId.padEnd(KEY_ID_BYTES)), iv, cipher.getAuthTag(), sealed]),
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
    const cipher = createDecipheriv("aes-256-gcm", material, sealed.iv);
    cipher.setAAD(authenticated(context));
    cipher.setAuthTag(sealed.tag);
    return new Uint8Array(Buffer.concat([cipher.update(sealed.bytes), cipher.final()]));
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
