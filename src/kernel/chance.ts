/** Where ids and random choices come from; tests may put another in its place. */
import { randomBytes, randomUUID } from "node:crypto";

const HEX = "0123456789abcdef";
const ALNUM = "abcdefghijklmnopqrstuvwxyz0123456789";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const MIXED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export interface Chance {
  /** A version 4 UUID. */
  uuid(): string;
  bytes(length: number): Uint8Array;
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** Lower-case letters and digits. */
  alnum(length: number): string;
  /** Upper-case letters and 2 to 7, as in AIDA... and AKIA... ids. */
  upper(length: number): string;
  /** Letters of both cases and digits. */
  mixed(length: number): string;
  /** At least 0, less than 1. */
  fraction(): number;
}

/** Random bytes are drawn from the system in blocks: one call per id would cost more than the id. */
export class SystemChance implements Chance {
  #pool: Uint8Array = new Uint8Array(0);
  #used = 0;

  #take(length: number): number {
    if (this.#used + length > this.#pool.length) {
      this.#pool = randomBytes(8192);
      this.#used = 0;
    }
    this.#used += length;
    return this.#used - length;
  }

  uuid(): string {
    return randomUUID();
  }

  bytes(length: number): Uint8Array {
    if (length > 4096) return randomBytes(length);
    const start = this.#take(length);
    return this.#pool.slice(start, start + length);
  }

  hex(length: number): string {
    return this.#letters(HEX, length);
  }
  alnum(length: number): string {
    return this.#letters(ALNUM, length);
  }
  upper(length: number): string {
    return this.#letters(UPPER, length);
  }
  mixed(length: number): string {
    return this.#letters(MIXED, length);
  }

  fraction(): number {
    const i = this.#take(6);
    const p = this.#pool;
    let n = 0;
    for (let k = 0; k < 6; k++) n = n * 256 + p[i + k]!;
    return n / 2 ** 48;
  }

  #letters(alphabet: string, length: number): string {
    let out = "";
    const bytes = this.bytes(length);
    for (let i = 0; i < length; i++) out += alphabet[bytes[i]! % alphabet.length];
    return out;
  }
}
