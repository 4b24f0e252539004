/** Shards and sequence numbers, pure. */
import { expect, test } from "bun:test";
import {
  areAdjacent,
  firstShards,
  hashKey,
  hashKeyOf,
  isOpen,
  merge,
  passes,
  rescaled,
  type Shard,
  type Shards,
  shardOf,
  shownKey,
  split,
  splitsAt,
} from "../domain.ts";
import {
  firstNumber,
  isOf,
  lastNumber,
  readSequence,
  sequenceNumber,
  shardIndex,
} from "../sequences.ts";

const NOW = Date.UTC(2026, 0, 1);
const open = ({ shards }: Shards): Shard[] =>
  shards.filter(isOpen).sort((a, b) => (a.start < b.start ? -1 : 1));
const shown = (state: Shards) =>
  open(state).map(({ start, end }) => `${shownKey(start)}-${shownKey(end)}`);

test("a stream's shards share the hash keys evenly, as AWS's do", () => {
  expect(shown(firstShards(3, NOW))).toEqual([
    "0-113427455640312821154458202477256070484",
    "113427455640312821154458202477256070485-226854911280625642308916404954512140969",
    "226854911280625642308916404954512140970-340282366920938463463374607431768211455",
  ]);
});

test("a partition key's MD5 decides on its shard", () => {
  expect(hashKey("a")).toBe("0cc175b9c0f1b6a831c399e269772661");
  const { shards } = firstShards(2, NOW);
  expect(["a", "b"].map((key) => shardOf(shards, hashKey(key)).index)).toEqual([0, 1]);
  expect(hashKeyOf("340282366920938463463374607431768211455")).toBe("f".repeat(32));
  expect(hashKeyOf("340282366920938463463374607431768211456")).toBeUndefined();
});

test("splits and merges close what they take and name it as parent", () => {
  const first = firstShards(1, NOW);
  const key = hashKeyOf("100")!;
  const halves = split(first, first.shards[0]!, key, NOW + 1);
  expect(halves.shards.map((s) => [s.index, s.closedAt, s.parent])).toEqual([
    [0, NOW + 1, undefined],
    [1, undefined, 0],
    [2, undefined, 0],
  ]);
  expect(shown(halves)[0]).toBe("0-99");
  const [low, high] = open(halves) as [Shard, Shard];
  expect([areAdjacent(low, high), areAdjacent(high, low)]).toEqual([true, false]);
  const whole = merge(halves, low, high, NOW + 2);
  expect(shown(whole)).toEqual(["0-340282366920938463463374607431768211455"]);
  expect(whole.shards.at(-1)).toMatchObject({ index: 3, parent: 1, adjacentParent: 2 });
  const splits = ["0", "1", "2", "340282366920938463463374607431768211455"].map((at) =>
    splitsAt(first.shards[0]!, hashKeyOf(at)!),
  );
  expect(splits).toEqual([false, false, true, false]);
});

const scalings: readonly (readonly [from: number, to: number, made: number])[] = [
  [1, 2, 2],
  [2, 4, 4],
  [4, 2, 2],
  [2, 3, 5],
  [3, 2, 4],
  [4, 4, 0],
  [5, 7, 0],
];

for (const [from, to, made] of scalings)
  test(`scaling from ${from} to ${to} leaves equal ranges, each with its parents`, () => {
    const before = firstShards(from, NOW);
    const after = rescaled(before, to, NOW + 1);
    expect(shown(after)).toEqual(shown(firstShards(to, NOW)));
    if (made > 0) expect(after.shards.length - from).toBe(made);
    for (const shard of after.shards.slice(from)) {
      const parents = [shard.parent, shard.adjacentParent].flatMap((index) =>
        index === undefined ? [] : [after.shards[index]!],
      );
      expect(parents.length).toBeGreaterThan(0);
      for (const parent of parents) expect(parent.closedAt).toBe(NOW + 1);
    }
    expect(new Set(after.shards.map(({ index }) => index)).size).toBe(after.next);
  });

test("filters pick shards by when they were open", () => {
  const shard = (createdAt: number, closedAt?: number): Shard => ({
    ...{ index: 0, start: "0", end: "f", createdAt },
    ...(closedAt === undefined ? {} : { closedAt }),
  });
  const all = [shard(0, 100), shard(50, 150), shard(100), shard(200)];
  const picked = (Type: string, Timestamp?: number) =>
    all.map((one) => (passes(one, { Type, Timestamp }, 60) ? 1 : 0)).join("");
  expect(picked("AT_LATEST")).toBe("0011");
  expect(picked("FROM_TRIM_HORIZON")).toBe("1111");
  expect(picked("AT_TRIM_HORIZON")).toBe("1100");
  expect(picked("AT_TIMESTAMP", 120)).toBe("0110");
  expect(picked("FROM_TIMESTAMP", 120)).toBe("0111");
});

test("sequence numbers have 56 digits, rise, and say whose they are", () => {
  const [shard, other] = firstShards(2, NOW).shards as [Shard, Shard];
  const numbers = [
    firstNumber(shard),
    sequenceNumber(shard, 5, NOW),
    sequenceNumber(shard, 6, NOW),
    sequenceNumber(shard, 2 ** 52, NOW + 86_400_000),
    lastNumber({ ...shard, closedAt: NOW + 90_000_000 }),
  ];
  for (const text of numbers) expect(text).toMatch(/^49\d{54}$/);
  expect([...numbers].sort()).toEqual(numbers);
  const read = readSequence(sequenceNumber(other, 2 ** 52, NOW))!;
  expect(read).toEqual({ shard: 1, place: 2 ** 52, shardCreated: NOW / 1_000 });
  expect([isOf(read, other), isOf(read, shard)]).toEqual([true, false]);
  expect(isOf(read, { ...other, createdAt: NOW + 1_000 })).toBe(false);
  for (const text of ["", "1", "abc", "9".repeat(57)]) expect(readSequence(text)).toBeUndefined();
});

test("a shard can be named by its number alone", () => {
  expect(["shardId-000000000012", "shardId-12", "12"].map(shardIndex)).toEqual([12, 12, 12]);
  expect(["shardId-", "x", "shardId-x", "2147483648"].map(shardIndex)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
