/**
 * Reads CBOR (RFC 8949) as RPC v2 has it: maps as Maps, so that no key is lost; tag 1 as an Epoch;
 * big numbers as bigints; lengths that are told beforehand or not.
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */

/** A timestamp on its way: tag 1, epoch seconds. */
export class Epoch {
  constructor(readonly seconds: number) {}
}

/** What is no CBOR, or past the bounds. */
export class MalformedCbor extends Error {}

const DEEPEST = 128;
/** Stands for the byte that ends what has no length. */
const BREAK = Symbol("break");
const UNTOLD = -1;

/** @throws MalformedCbor */
export function readCbor(bytes: Uint8Array): unknown {
  const reader = new Reader(bytes);
  const value = reader.item(0);
  if (value === BREAK) throw new MalformedCbor("A break ends nothing.");
  if (!reader.done) throw new MalformedCbor("Bytes stand after the value.");
  return value;
}

class Reader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): unknown {
    if (depth > DEEPEST) throw new MalformedCbor("Values are nested too deeply.");
    const first = this.#take(1)[0]!;
    const kind = first >> 5;
    const detail = first & 31;
    if (kind === 7) return this.#simple(detail);
    const argument = this.#argument(kind, detail);
    switch (kind) {
      case 0:
        return argument;
      case 1:
        return typeof argument === "bigint" ? -1n - argument : -1 - argument;
      case 2:
        return new Uint8Array(this.#string(2, Number(argument)));
      case 3:
        return this.#string(3, Number(argument)).toString("utf8");
      case 4:
        return this.#list(Number(argument), depth);
      case 5:
        return this.#map(Number(argument), depth);
      default:
        return tagged(Number(argument), this.#inner(depth));
    }
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (!(end <= this.#bytes.length)) throw new MalformedCbor("The value is cut off.");
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #argument(kind: number, detail: number): number | bigint {
    if (detail < 24) return detail;
    if (detail === 24) return this.#take(1).readUInt8();
    if (detail === 25) return this.#take(2).readUInt16BE();
    if (detail === 26) return this.#take(4).readUInt32BE();
    if (detail === 27) {
      const big = this.#take(8).readBigUInt64BE();
      return big <= Number.MAX_SAFE_INTEGER ? Number(big) : big;
    }
    if (detail === 31 && kind >= 2 && kind <= 5) return UNTOLD;
    throw new MalformedCbor("A length cannot be read.");
  }

  /** A value within another, where no break may stand. */
  #inner(depth: number): unknown {
    const value = this.item(depth + 1);
    if (value === BREAK) throw new MalformedCbor("A break ends nothing.");
    return value;
  }

  #string(kind: number, length: number): Buffer {
    if (length !== UNTOLD) return this.#take(length);
    const pieces: Buffer[] = [];
    for (;;) {
      const first = this.#take(1)[0]!;
      if (first === 0xff) return Buffer.concat(pieces);
      const size = first >> 5 === kind ? this.#argument(0, first & 31) : UNTOLD;
      if (size === UNTOLD) throw new MalformedCbor("A piece of a text is none.");
      pieces.push(this.#take(Number(size)));
    }
  }

  #list(length: number, depth: number): unknown[] {
    const out: unknown[] = [];
    for (let i = 0; length === UNTOLD || i < length; i++) {
      const value = length === UNTOLD ? this.item(depth + 1) : this.#inner(depth);
      if (value === BREAK) break;
      out.push(value);
    }
    return out;
  }

  #map(length: number, depth: number): Map<unknown, unknown> {
    const out = new Map<unknown, unknown>();
    for (let i = 0; length === UNTOLD || i < length; i++) {
      const key = length === UNTOLD ? this.item(depth + 1) : this.#inner(depth);
      if (key === BREAK) break;
      out.set(key, this.#inner(depth));
    }
    return out;
  }

  #simple(detail: number): unknown {
    switch (detail) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
        return null;
      case 23:
        return undefined;
      case 25:
        return half(this.#take(2).readUInt16BE());
      case 26:
        return this.#take(4).readFloatBE();
      case 27:
        return this.#take(8).readDoubleBE();
      case 31:
        return BREAK;
      default:
        throw new MalformedCbor("A simple value is not known.");
    }
  }
}

/** A number of sixteen bits: a sign, five of exponent, ten of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Times and big numbers; any other tag only says more of its value. */
function tagged(tag: number, value: unknown): unknown {
  if (tag === 1) {
    if (typeof value === "number" || typeof value === "bigint") return new Epoch(Number(value));
    throw new MalformedCbor("A time is no number.");
  }
  if (tag !== 2 && tag !== 3) return value;
  if (!(value instanceof Uint8Array) || value.length > 64)
    throw new MalformedCbor("A big number is none.");
  const big = BigInt(`0x0${Buffer.from(value).toString("hex")}`);
  return tag === 2 ? big : -1n - big;
}
