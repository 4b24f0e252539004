/** One-time codes of virtual multi-factor devices: RFC 6238. */
import { createHmac } from "node:crypto";

export const STEP_SECONDS = 30;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The six digits of a step.
 * @param seed Base32.
 * @param step Steps of thirty seconds since the epoch.
 */
export function code(seed: string, step: number): string {
  let bits = "";
  for (const letter of seed) bits += LETTERS.indexOf(letter).toString(2).padStart(5, "0");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = digest[19]! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Steps about `now` (epoch milliseconds), as far as `slack` steps away. */
export function stepsAbout(now: number, slack: number): number[] {
  const middle = Math.floor(now / 1000 / STEP_SECONDS);
  return Array.from({ length: 2 * slack + 1 }, (_, at) => middle - slack + at).filter(
    (s) => s >= 0,
  );
}
