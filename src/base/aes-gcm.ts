/** AES-256 in Galois/Counter mode: bytes sealed so that no change to them goes unseen. */
import { createCipheriv, createDecipheriv } from "node:crypto";

export const IV_BYTES = 12;
export const TAG_BYTES = 16;

/**
 * Seals bytes, or text as UTF-8.
 * @param key 32 bytes.
 * @param iv 12 bytes, never used twice with one key.
 * @param authenticated Is not in the result, and must be given again to open it.
 */
export function sealBytes(
  key: Uint8Array,
  iv: Uint8Array,
  plain: Uint8Array | string,
  authenticated: Uint8Array | string,
): { readonly tag: Buffer; readonly bytes: Buffer } {
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(asBytes(authenticated));
  const bytes = Buffer.concat([cipher.update(asBytes(plain)), cipher.final()]);
  return { tag: cipher.getAuthTag(), bytes };
}

/** @throws Error when the key, the tag or anything that it vouches for is another. */
export function openBytes(
  key: Uint8Array,
  sealed: { readonly iv: Uint8Array; readonly tag: Uint8Array; readonly bytes: Uint8Array },
  authenticated: Uint8Array | string,
): Buffer {
  const cipher = createDecipheriv("aes-256-gcm", key, sealed.iv);
  cipher.setAAD(asBytes(authenticated));
  cipher.setAuthTag(sealed.tag);
  return Buffer.concat([cipher.update(sealed.bytes), cipher.final()]);
}

/** Bytes sealed as one piece, which `openWhole` opens: `iv`, the tag, then what they became. */
export function sealWhole(
  key: Uint8Array,
  iv: Uint8Array,
  plain: Uint8Array | string,
  authenticated: Uint8Array | string = "",
): Buffer {
  const { tag, bytes } = sealBytes(key, iv, plain, authenticated);
  return Buffer.concat([iv, tag, bytes]);
}

/** @throws Error when the key or anything that the tag vouches for is another. */
export function openWhole(
  key: Uint8Array,
  sealed: Uint8Array,
  authenticated: Uint8Array | string = "",
): Buffer {
  const body = IV_BYTES + TAG_BYTES;
  const parts = {
    iv: sealed.subarray(0, IV_BYTES),
    tag: sealed.subarray(IV_BYTES, body),
    bytes: sealed.subarray(body),
  };
  return openBytes(key, parts, authenticated);
}

const asBytes = (value: Uint8Array | string): Uint8Array =>
  typeof value === "string" ? Buffer.from(value) : value;
