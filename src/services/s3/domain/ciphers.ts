/**
 * Bytes at rest: AES-256 in counter mode, so that a range can be read without what stands before it.
 * The key is KMS's data key or the customer's own; every run of bytes has a counter of its own.
 */
import { createCipheriv, createHash, createHmac, timingSafeEqual } from "node:crypto";
import { invalidArgument } from "../errors.ts";

export interface Cipher {
  readonly key: Uint8Array;
  /** The first value of the counter: 16 bytes. */
  readonly iv: Uint8Array;
}

/** Turns plain bytes into stored ones or back: the same thing in counter mode. */
export interface Turning {
  update(piece: Uint8Array): Uint8Array;
}

/** A cipher whose first byte is that at `offset` of the run. */
export function turning(cipher: Cipher, offset = 0): Turning {
  const counter = Buffer.from(cipher.iv);
  let carry = BigInt(Math.floor(offset / 16));
  for (let at = 15; at >= 0 && carry > 0n; at--) {
    const sum = BigInt(counter[at]!) + (carry & 255n);
    counter[at] = Number(sum & 255n);
    carry = (carry >> 8n) + (sum >> 8n);
  }
  const aes = createCipheriv("aes-256-ctr", cipher.key, counter);
  if (offset % 16 > 0) aes.update(Buffer.alloc(offset % 16));
  return { update: (piece) => aes.update(piece) };
}

export interface CustomerKey {
  readonly key: Uint8Array;
  /** Base64. */
  readonly md5: string;
}

/**
 * The key that came in the x-amz-server-side-encryption-customer-* headers; undefined without them.
 * @throws Fault InvalidArgument in AWS's words for each thing that can be wrong with them.
 */
export function customerKey(
  algorithm: string | undefined,
  key: string | undefined,
  md5: string | undefined,
  prefix = "x-amz-server-side",
): CustomerKey | undefined {
  if (algorithm === undefined && key === undefined && md5 === undefined) return undefined;
  const header = (name: string) => `${prefix}-encryption-customer-${name}`;
  if (algorithm === undefined)
    throw invalidArgument(
      "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.",
      header("algorithm"),
      "null",
    );
  if (algorithm !== "AES256")
    throw invalidArgument(
      "The encryption method specified is not supported",
      header("algorithm"),
      algorithm,
    );
  if (key === undefined)
    throw invalidArgument(
      "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.",
      header("key"),
      "null",
    );
  const bytes = Buffer.from(key, "base64");
  if (bytes.length !== 32)
    throw invalidArgument(
      "The secret key was invalid for the specified algorithm.",
      header("key"),
      "null",
    );
  if (md5 === undefined)
    throw invalidArgument(
      "Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.",
      header("key-MD5"),
      "null",
    );
  if (createHash("md5").update(bytes).digest("base64") !== md5)
    throw invalidArgument(
      "The calculated MD5 hash of the key did not match the hash that was provided.",
      header("key-MD5"),
      "null",
    );
  return { key: bytes, md5 };
}

/** What recognises a customer's key later without keeping it. */
export function proofOf(key: Uint8Array, salt: string): string {
  return createHmac("sha256", Buffer.from(salt, "base64")).update(key).digest("base64");
}

export function proves(key: Uint8Array, salt: string, proof: string): boolean {
  const wanted = Buffer.from(proof, "base64");
  const given = Buffer.from(proofOf(key, salt), "base64");
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
