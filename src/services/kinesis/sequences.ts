/**
 * Sequence numbers, in AWS's own layout of 186 bits: what they say of a record can be read off them.
 * From the highest: 2, the second in which the shard was made (36 bits), the shard's number (4), the
 * record's place (64), nothing (8), its second (36), the shard's number (32), 2.
 */
import type { Shard } from "./domain.ts";

const hex = (value: number | bigint, digits: number): string =>
  value.toString(16).padStart(digits, "0");

const second = (at: number): number => Math.floor(at / 1_000);

/** The place after every record. */
const LAST = 0x7fff_ffff_ffff_ffffn;

/**
 * @param place The record's place, which rises within the shard.
 * @param at Epoch milliseconds.
 */
export function sequenceNumber(shard: Shard, place: number | bigint, at: number): string {
  const { index, createdAt } = shard;
  return BigInt(
    `0x2${hex(second(createdAt), 9)}${hex(index % 16, 1)}${hex(place, 16)}00` +
      `${hex(second(at), 9)}${hex(index, 8)}2`,
  ).toString();
}

export const firstNumber = (shard: Shard): string => sequenceNumber(shard, 0, shard.createdAt);
export const lastNumber = (shard: Shard): string => sequenceNumber(shard, LAST, shard.closedAt!);

export interface Place {
  readonly shard: number;
  readonly place: number;
  /** Epoch seconds. */
  readonly shardCreated: number;
}

/** What a sequence number says; undefined for one that is none. */
export function readSequence(text: string): Place | undefined {
  if (!/^\d{1,57}$/.test(text)) return undefined;
  const digits = BigInt(text).toString(16);
  if (digits.length !== 47 || !digits.startsWith("2") || !digits.endsWith("2")) return undefined;
  const part = (from: number, to: number) => Number(`0x${digits.slice(from, to)}`);
  return { shardCreated: part(1, 10), place: part(11, 27), shard: part(38, 46) };
}

/** Whether a number was made for a shard. */
export const isOf = (place: Place, shard: Shard): boolean =>
  place.shard === shard.index && place.shardCreated === second(shard.createdAt);

/** A shard's name as its number, or undefined: "shardId-000000000001" and "1" are the same. */
export function shardIndex(name: string): number | undefined {
  const digits = name.split("-")[1] ?? name;
  const index = /^\d{1,12}$/.test(digits) ? Number(digits) : Number.NaN;
  return index <= 2_147_483_647 ? index : undefined;
}
