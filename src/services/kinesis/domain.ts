/**
 * Shards: which hash keys are whose, and what splitting, merging and scaling make of them, pure.
 * A hash key is written as 32 hexadecimal digits, so that texts compare as the numbers do.
 */
import { createHash } from "node:crypto";

export interface Shard {
  index: number;
  /** Hash keys from `start` to `end`, both included. */
  start: string;
  end: string;
  /** Epoch milliseconds. */
  createdAt: number;
  closedAt?: number;
  parent?: number;
  adjacentParent?: number;
}

/** Shards, and the number of the next one. */
export interface Shards {
  readonly shards: readonly Shard[];
  readonly next: number;
}

const KEYS = 1n << 128n;

const written = (key: bigint): string => key.toString(16).padStart(32, "0");
const read = (key: string): bigint => BigInt(`0x${key}`);

/** The number as AWS shows it. */
export const shownKey = (key: string): string => read(key).toString();

/** The hash key of a number; undefined past 2^128 - 1. */
export function hashKeyOf(number: string): string | undefined {
  const key = BigInt(number);
  return key < KEYS ? written(key) : undefined;
}

export const hashKey = (partitionKey: string): string =>
  createHash("md5").update(partitionKey, "utf8").digest("hex");

export const shardId = (index: number): string => `shardId-${String(index).padStart(12, "0")}`;

export const isOpen = (shard: Shard): boolean => shard.closedAt === undefined;

/** The open shard that a hash key belongs to. */
export const shardOf = (shards: readonly Shard[], key: string): Shard =>
  shards.find((shard) => isOpen(shard) && shard.start <= key && key <= shard.end)!;

/** Where each of `count` equal ranges begins. */
function bounds(count: number): bigint[] {
  const width = KEYS / BigInt(count);
  return Array.from({ length: count }, (_, index) => width * BigInt(index));
}

/** The shards of a new stream. */
export function firstShards(count: number, now: number): Shards {
  const starts = bounds(count);
  const shards = starts.map((start, index) => ({
    index,
    start: written(start),
    end: written((starts[index + 1] ?? KEYS) - 1n),
    createdAt: now,
  }));
  return { shards, next: count };
}

const closed = (shards: readonly Shard[], which: readonly number[], now: number): Shard[] =>
  shards.map((shard) => (which.includes(shard.index) ? { ...shard, closedAt: now } : shard));

/** Splits an open shard: the second half begins at `key`. */
export function split({ shards, next }: Shards, shard: Shard, key: string, now: number): Shards {
  const made = { createdAt: now, parent: shard.index };
  return {
    shards: [
      ...closed(shards, [shard.index], now),
      { index: next, start: shard.start, end: written(read(key) - 1n), ...made },
      { index: next + 1, start: key, end: shard.end, ...made },
    ],
    next: next + 2,
  };
}

/** Whether `second` begins where `first` ends. */
export const areAdjacent = (first: Shard, second: Shard): boolean =>
  read(first.end) + 1n === read(second.start);

/** Whether a shard may be split at a key: neither part may be empty, nor the first of one key. */
export const splitsAt = (shard: Shard, key: string): boolean =>
  read(key) > read(shard.start) + 1n && key < shard.end;

/** Merges two open shards, of which the first ends where the second begins. */
export function merge({ shards, next }: Shards, first: Shard, second: Shard, now: number): Shards {
  return {
    shards: [
      ...closed(shards, [first.index, second.index], now),
      {
        index: next,
        start: first.start,
        end: second.end,
        createdAt: now,
        parent: first.index,
        adjacentParent: second.index,
      },
    ],
    next: next + 1,
  };
}

const byStart = (shards: readonly Shard[]): Shard[] =>
  shards.filter(isOpen).sort((a, b) => (a.start < b.start ? -1 : 1));

/**
 * Cuts the open shards where `count` equal ranges begin, and merges what lies within one range:
 * like AWS's own scaling it leaves shards that lived for a moment only.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
 */
export function rescaled(before: Shards, count: number, now: number): Shards {
  const starts = bounds(count).map(written);
  let state = before;
  for (const key of starts) {
    const whole = shardOf(state.shards, key);
    if (whole.start !== key) state = split(state, whole, key, now);
  }
  let previous: Shard | undefined;
  let range = 0;
  for (const shard of byStart(state.shards)) {
    const begins = shard.start === starts[range];
    if (begins) range++;
    if (!begins && previous !== undefined) {
      state = merge(state, previous, shard, now);
      previous = state.shards.at(-1);
    } else previous = shard;
  }
  return state;
}

export interface Filter {
  readonly Type: string;
  /** Epoch milliseconds. */
  readonly Timestamp?: number | undefined;
}

/**
 * Whether a shard is among those that a filter asks for.
 * @param horizon Epoch milliseconds: what is older is trimmed.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ShardFilter.html
 */
export function passes(shard: Shard, filter: Filter, horizon: number): boolean {
  const { createdAt, closedAt = Number.POSITIVE_INFINITY } = shard;
  const at = filter.Timestamp ?? horizon;
  switch (filter.Type) {
    case "AT_LATEST":
      return isOpen(shard);
    case "AT_TRIM_HORIZON":
      return createdAt <= horizon && closedAt > horizon;
    case "AT_TIMESTAMP":
      return createdAt <= at && closedAt >= at;
    case "FROM_TIMESTAMP":
      return closedAt >= at;
    default:
      return true;
  }
}
