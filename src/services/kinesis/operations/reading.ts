/** Reading shards by iterators. */
import { shardId } from "../domain.ts";
import { dryRun, expiredIterator, invalidIterator, shardGone, shardMissing } from "../errors.ts";
import { GET_RECORDS, ITERATOR_MS } from "../limits.ts";
import { count, countShard } from "../metrics.ts";
import { found, placeOf, unsealed } from "../reading.ts";
import { shardIndex } from "../sequences.ts";
import { shownRecord } from "../shown.ts";
import {
  type Ctx,
  liveShards,
  placeIn,
  type Stream,
  type StreamPlace,
  type Tx,
} from "../streams.ts";
import { on } from "../tables.ts";

interface Iterator extends StreamPlace {
  readonly streamId: number;
  readonly shard: number;
  /** Records after this one are next. */
  readonly after: number;
  /** Epoch milliseconds. */
  readonly madeAt: number;
}

function showIterator(iterator: Iterator): string {
  const { account, name, streamId, shard, after, madeAt } = iterator;
  const text = JSON.stringify([account, name, streamId, shard, after, madeAt]);
  return Buffer.from(text).toString("base64");
}

function parsed(text: string): Iterator | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64").toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 6) return undefined;
  const [account, name, ...numbers] = parts as [string, string, number, number, number, number];
  if (typeof account !== "string" || typeof name !== "string") return undefined;
  if (!numbers.every((one) => Number.isSafeInteger(one))) return undefined;
  const [streamId, shard, after, madeAt] = numbers;
  return { account, name, streamId, shard, after, madeAt };
}

/** The stream that an iterator reads; undefined for what is no iterator. */
export const placeOfIterator = (text: string): StreamPlace | undefined => parsed(text);

/** @throws Fault InvalidArgument, ExpiredIterator. */
function readIterator(ctx: Ctx, text: string): Iterator {
  const iterator = parsed(text);
  if (iterator === undefined) throw invalidIterator();
  if (ctx.now - iterator.madeAt > ITERATOR_MS) throw expiredIterator(iterator.madeAt, ctx.now);
  return iterator;
}

/** A stream that readers look for: AWS says of a missing one that its shard does not exist. */
async function readable(
  ctx: Ctx,
  tx: Tx,
  place: StreamPlace,
  index: number,
): Promise<{ row: Stream; shard: Stream["shards"][number] }> {
  const { account, name } = place;
  const row = await tx.at(account, ctx.region).stream.find({ name });
  const shard = row && liveShards(ctx, row).find((one) => one.index === index);
  if (row === undefined || shard === undefined) throw shardGone(shardId(index), name, account);
  return { row, shard };
}

export const GetShardIterator = on("GetShardIterator", (ctx, input) => {
  const place = placeIn(ctx, input);
  const index = shardIndex(input.ShardId);
  if (index === undefined) throw shardMissing(input.ShardId, place.name, place.account);
  const start = {
    type: input.ShardIteratorType,
    sequenceNumber: input.StartingSequenceNumber,
    timestamp: input.Timestamp,
  };
  return ctx.view(async (tx) => {
    const { row, shard } = await readable(ctx, tx, place, index);
    const after = await placeOf(ctx, tx, row, place, shard, start, "GetShardIterator");
    if (input.DryRun) throw dryRun();
    const iterator = { ...place, streamId: row.id, shard: index, after, madeAt: ctx.now };
    return { ShardIterator: showIterator(iterator) };
  });
});

export const GetRecords = on("GetRecords", async (ctx, input) => {
  const iterator = readIterator(ctx, input.ShardIterator);
  const place = { account: iterator.account, name: iterator.name };
  if (input.StreamARN !== undefined) {
    const named = placeIn(ctx, input);
    if (named.name !== place.name || named.account !== place.account) throw invalidIterator();
  }
  const most = { ...GET_RECORDS, records: input.Limit ?? GET_RECORDS.records };
  const { row, shard, page } = await ctx.view(async (tx) => {
    const at = await readable(ctx, tx, place, iterator.shard);
    // A stream made anew has other shards, though they bear the same names.
    if (at.row.id !== iterator.streamId)
      throw shardGone(shardId(iterator.shard), place.name, place.account);
    return { ...at, page: await found(ctx, tx, at.row, at.shard, iterator.after, most) };
  });
  const { rows, after, ended, behindMs, children } = await unsealed(ctx, place, page);
  if (input.DryRun) throw dryRun();
  const bytes = rows.reduce((sum, record) => sum + record.data.length, 0);
  const ageMs = rows.length === 0 ? 0 : Math.max(0, ctx.now - rows.at(-1)!.at);
  count(ctx, place, [
    ["GetRecords.Success", 1, "Count"],
    ["GetRecords.Bytes", bytes, "Bytes"],
    ["GetRecords.Records", rows.length, "Count"],
    ["GetRecords.IteratorAgeMilliseconds", ageMs, "Milliseconds"],
  ]);
  countShard(ctx, place, row, shard.index, [
    ["OutgoingBytes", bytes, "Bytes"],
    ["OutgoingRecords", rows.length, "Count"],
    ["IteratorAgeMilliseconds", ageMs, "Milliseconds"],
  ]);
  return {
    Records: rows.map((record) => shownRecord(shard, record)),
    ...(ended ? {} : { NextShardIterator: showIterator({ ...iterator, after, madeAt: ctx.now }) }),
    MillisBehindLatest: behindMs,
    ...(children === undefined ? {} : { ChildShards: children }),
  };
});
