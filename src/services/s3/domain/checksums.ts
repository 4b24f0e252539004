/**
 * The checksums S3 knows: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 * CRC32 is Node's own; CRC32C and CRC64NVME are computed eight bytes at a step by tables.
 */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** In the order in which members and headers are looked for. */
export const ALGORITHMS = [
  "CRC32",
  "CRC32C",
  "CRC64NVME",
  "SHA1",
  "SHA256",
  "SHA512",
  "MD5",
] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export interface Digest {
  update(piece: Uint8Array): void;
  base64(): string;
}

const CRC32_POLYNOMIAL = 0xedb88320n;
const CRC32C_POLYNOMIAL = 0x82f63b78n;
const CRC64_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;

const CRC32C = tables32(Number(CRC32C_POLYNOMIAL));
const CRC64 = tables64();

export function isAlgorithm(name: string): name is Algorithm {
  return (ALGORITHMS as readonly string[]).includes(name);
}

export function digestOf(algorithm: Algorithm): Digest {
  switch (algorithm) {
    case "CRC32":
      return new Crc32();
    case "CRC32C":
      return new Crc32c();
    case "CRC64NVME":
      return new Crc64();
    default: {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (piece) => void hash.update(piece), base64: () => hash.digest("base64") };
    }
  }
}

/** The checksum of bytes at hand, in base64. */
export function checksumOf(algorithm: Algorithm, bytes: Uint8Array): string {
  const digest = digestOf(algorithm);
  digest.update(bytes);
  return digest.base64();
}

/** Whether text is the base64 of a value of that algorithm's length. */
export function isChecksum(algorithm: Algorithm, text: string): boolean {
  const bytes = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32, SHA512: 64, MD5: 16 }[
    algorithm
  ];
  const decoded = Buffer.from(text, "base64");
  return decoded.length === bytes && decoded.toString("base64") === text;
}

/** Whether a multipart upload may have a checksum of the whole object with this algorithm. */
export function combines(algorithm: Algorithm): boolean {
  return algorithm.startsWith("CRC");
}

/** The checksum of the parts' checksums, with their number: "...==-3". */
export function compositeChecksum(algorithm: Algorithm, parts: readonly string[]): string {
  const all = Buffer.concat(parts.map((value) => Buffer.from(value, "base64")));
  return `${checksumOf(algorithm, all)}-${parts.length}`;
}

/** The CRC of a whole from the CRCs and sizes of its parts, without their bytes. */
export function combinedChecksum(
  algorithm: Algorithm,
  parts: readonly { readonly checksum: string; readonly sizeBytes: number }[],
): string {
  const width = algorithm === "CRC64NVME" ? 64 : 32;
  const polynomial =
    algorithm === "CRC64NVME"
      ? CRC64_POLYNOMIAL
      : algorithm === "CRC32"
        ? CRC32_POLYNOMIAL
        : CRC32C_POLYNOMIAL;
  const field = new Field(BigInt(width), polynomial);
  let whole = 0n;
  for (const part of parts) {
    const crc = BigInt(`0x${Buffer.from(part.checksum, "base64").toString("hex")}`);
    whole = field.multiply(field.shift(part.sizeBytes), whole) ^ crc;
  }
  return Buffer.from(whole.toString(16).padStart(width / 4, "0"), "hex").toString("base64");
}

/** Polynomials over GF(2) modulo a CRC's, bits reflected. */
class Field {
  readonly #squares: bigint[];
  readonly #shifts = new Map<number, bigint>();

  constructor(
    readonly width: bigint,
    readonly polynomial: bigint,
  ) {
    this.#squares = [1n << (width - 2n)];
  }

  multiply(a: bigint, b: bigint): bigint {
    let product = 0n;
    let factor = b;
    for (let bit = 1n << (this.width - 1n); bit > 0n; bit >>= 1n) {
      if ((a & bit) !== 0n) product ^= factor;
      factor = (factor & 1n) === 1n ? (factor >> 1n) ^ this.polynomial : factor >> 1n;
    }
    return product;
  }

  /** x to the power of the bits in that many bytes; parts are mostly of one size, so it is kept. */
  shift(bytes: number): bigint {
    const known = this.#shifts.get(bytes);
    if (known !== undefined) return known;
    let power = 1n << (this.width - 1n);
    for (let left = bytes, k = 3; left > 0; left = Math.floor(left / 2), k++)
      if (left % 2 === 1) power = this.multiply(this.#square(k), power);
    this.#shifts.set(bytes, power);
    return power;
  }

  #square(k: number): bigint {
    for (let have = this.#squares.length; have <= k; have++)
      this.#squares.push(this.multiply(this.#squares[have - 1]!, this.#squares[have - 1]!));
    return this.#squares[k]!;
  }
}

class Crc32 implements Digest {
  #value = 0;
  update(piece: Uint8Array): void {
    this.#value = crc32(piece, this.#value);
  }
  base64(): string {
    return base64Of32(this.#value);
  }
}

class Crc32c implements Digest {
  #value = 0xffffffff;

  update(piece: Uint8Array): void {
    const t = CRC32C;
    let crc = this.#value;
    let at = 0;
    for (const end = piece.length - 7; at < end; at += 8) {
      crc ^= piece[at]! | (piece[at + 1]! << 8) | (piece[at + 2]! << 16) | (piece[at + 3]! << 24);
      crc =
        t[0x700 + (crc & 255)]! ^
        t[0x600 + ((crc >>> 8) & 255)]! ^
        t[0x500 + ((crc >>> 16) & 255)]! ^
        t[0x400 + (crc >>> 24)]! ^
        t[0x300 + piece[at + 4]!]! ^
        t[0x200 + piece[at + 5]!]! ^
        t[0x100 + piece[at + 6]!]! ^
        t[piece[at + 7]!]!;
    }
    for (; at < piece.length; at++) crc = t[(crc ^ piece[at]!) & 255]! ^ (crc >>> 8);
    this.#value = crc;
  }

  base64(): string {
    return base64Of32(~this.#value >>> 0);
  }
}

class Crc64 implements Digest {
  #low = 0xffffffff | 0;
  #high = 0xffffffff | 0;

  update(piece: Uint8Array): void {
    const { low: tl, high: th } = CRC64;
    let low = this.#low;
    let high = this.#high;
    let at = 0;
    for (const end = piece.length - 7; at < end; at += 8) {
      low ^= piece[at]! | (piece[at + 1]! << 8) | (piece[at + 2]! << 16) | (piece[at + 3]! << 24);
      high ^=
        piece[at + 4]! | (piece[at + 5]! << 8) | (piece[at + 6]! << 16) | (piece[at + 7]! << 24);
      const a = 0x700 + (low & 255);
      const b = 0x600 + ((low >>> 8) & 255);
      const c = 0x500 + ((low >>> 16) & 255);
      const d = 0x400 + (low >>> 24);
      const e = 0x300 + (high & 255);
      const f = 0x200 + ((high >>> 8) & 255);
      const g = 0x100 + ((high >>> 16) & 255);
      const h = high >>> 24;
      low = tl[a]! ^ tl[b]! ^ tl[c]! ^ tl[d]! ^ tl[e]! ^ tl[f]! ^ tl[g]! ^ tl[h]!;
      high = th[a]! ^ th[b]! ^ th[c]! ^ th[d]! ^ th[e]! ^ th[f]! ^ th[g]! ^ th[h]!;
    }
    for (; at < piece.length; at++) {
      const index = (low ^ piece[at]!) & 255;
      low = ((low >>> 8) | (high << 24)) ^ tl[index]!;
      high = (high >>> 8) ^ th[index]!;
    }
    this.#low = low;
    this.#high = high;
  }

  base64(): string {
    const out = Buffer.alloc(8);
    out.writeUInt32BE(~this.#high >>> 0, 0);
    out.writeUInt32BE(~this.#low >>> 0, 4);
    return out.toString("base64");
  }
}

function base64Of32(value: number): string {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value >>> 0);
  return out.toString("base64");
}

function tables32(polynomial: number): Int32Array {
  const t = new Int32Array(8 * 256);
  for (let n = 0; n < 256; n++) {
    let crc = n;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    t[n] = crc;
  }
  for (let n = 256; n < t.length; n++) t[n] = (t[n - 256]! >>> 8) ^ t[t[n - 256]! & 255]!;
  return t;
}

function tables64(): { low: Int32Array; high: Int32Array } {
  const low = new Int32Array(8 * 256);
  const high = new Int32Array(8 * 256);
  for (let n = 0; n < 256; n++) {
    let crc = BigInt(n);
    for (let k = 0; k < 8; k++) crc = crc & 1n ? (crc >> 1n) ^ CRC64_POLYNOMIAL : crc >> 1n;
    low[n] = Number(crc & 0xffffffffn);
    high[n] = Number(crc >> 32n);
  }
  for (let n = 256; n < low.length; n++) {
    const index = low[n - 256]! & 255;
    low[n] = ((low[n - 256]! >>> 8) | (high[n - 256]! << 24)) ^ low[index]!;
    high[n] = (high[n - 256]! >>> 8) ^ high[index]!;
  }
  return { low, high };
}
