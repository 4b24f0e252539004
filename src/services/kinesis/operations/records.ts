/** Putting records. */
import { hashKey, hashKeyOf, isOpen, type Shard, shardId, shardOf } from "../domain.ts";
import { type DataKey, dataKeyOf, seal } from "../encryption.ts";
import { dryRun, invalid, validation } from "../errors.ts";
import { hoursMs, REQUEST_BYTES } from "../limits.ts";
import { count, countShard } from "../metrics.ts";
import { readSequence, sequenceNumber } from "../sequences.ts";
import {
  type Ctx,
  placeIn,
  type Stream,
  streamArn,
  streamAt,
  type StreamInput,
  type StreamPlace,
  topicOf,
  type Tx,
} from "../streams.ts";
import { on, type RecordRow } from "../tables.ts";

interface Entry {
  readonly Data: Uint8Array;
  readonly PartitionKey?: string;
  readonly ExplicitHashKey?: string;
}

interface Placed {
  readonly entry: Entry;
  readonly shard: Shard;
  readonly sequenceNumber: string;
}

const refused = (value: string, path: string, rule: string) =>
  validation(
    `1 validation error detected: Value${value} at '${path}' failed to satisfy constraint: ${rule}`,
  );

/** @throws Fault InvalidArgument, Validation. */
function checkEntry(row: Stream, entry: Entry, path: string): void {
  const { Data, PartitionKey, ExplicitHashKey } = entry;
  const most = row.maxRecordKib * 1_024;
  if (Data.length > most)
    throw refused(
      ` 'java.nio.HeapByteBuffer[pos=0 lim=${Data.length} cap=${Data.length}]'`,
      `${path}data`,
      `Member must have length less than or equal to ${most}`,
    );
  // "When the data blob is added to the partition key size, the total size must not exceed the
  // maximum record size"; no text of AWS's own was found for the refusal:
  // https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
  if (bytesOf(entry) > most)
    throw invalid(`Record size with its partition key exceeds ${most} bytes at '${path}data'`);
  if (PartitionKey === undefined && !row.distributes)
    throw refused(" null", `${path}partitionKey`, "Member must not be null");
  if (ExplicitHashKey !== undefined && hashKeyOf(ExplicitHashKey) === undefined)
    throw invalid(
      "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. " +
        `Specified value was ${ExplicitHashKey}`,
    );
}

function shardFor(ctx: Ctx, row: Stream, entry: Entry): Shard {
  if (row.distributes) {
    const open = row.shards.filter(isOpen);
    return open[Math.floor(ctx.chance.fraction() * open.length)]!;
  }
  const { ExplicitHashKey, PartitionKey = "" } = entry;
  const key = ExplicitHashKey === undefined ? hashKey(PartitionKey) : hashKeyOf(ExplicitHashKey)!;
  return shardOf(row.shards, key);
}

const bytesOf = ({ Data, PartitionKey = "" }: Entry): number =>
  Data.length + Buffer.byteLength(PartitionKey);

/** Puts entries that were checked, in their order. */
async function put(
  ctx: Ctx,
  tx: Tx,
  place: StreamPlace,
  row: Stream,
  entries: readonly Entry[],
  key: DataKey | undefined,
): Promise<Placed[]> {
  const { id: streamId } = row;
  const [any] = await tx.record.query<{ n: number }>("any", { streamId });
  const dataKey = key === undefined ? undefined : ctx.kernel.sequence();
  if (key !== undefined)
    await tx.dataKey.put({ streamId, id: dataKey!, wrapped: key.wrapped, at: ctx.now });
  const placed: Placed[] = [];
  for (const entry of entries) {
    const shard = shardFor(ctx, row, entry);
    const sequence = await tx.placeIn(`kinesis:${streamId}:${shard.index}`);
    const record: RecordRow = {
      ...{ streamId, shard: shard.index, sequence, at: ctx.now },
      data: key === undefined ? entry.Data : seal(ctx, key, entry.Data),
    };
    if (entry.PartitionKey !== undefined) record.partitionKey = entry.PartitionKey;
    if (dataKey !== undefined) record.dataKey = dataKey;
    await tx.record.put(record);
    placed.push({ entry, shard, sequenceNumber: sequenceNumber(shard, sequence, ctx.now) });
  }
  if (any === undefined) {
    const due = tx.at(place.account, ctx.region).due;
    await due.set("trim", row.name, ctx.now + hoursMs(row.retentionHours));
  }
  tx.afterCommit(() => ctx.signals.wake(topicOf(streamArn(ctx, place))));
  return placed;
}

interface PutInput extends StreamInput {
  readonly DryRun?: boolean;
}

interface Put {
  readonly place: StreamPlace;
  readonly row: Stream;
  readonly placed: readonly Placed[];
}

/** Checks and puts; again, once there is a data key, where the stream turns out to be encrypted. */
async function putAll(
  ctx: Ctx,
  input: PutInput,
  entries: readonly Entry[],
  check: (row: Stream, place: StreamPlace) => void,
): Promise<Put> {
  const place = placeIn(ctx, input);
  const attempt = (key: DataKey | undefined) =>
    ctx.update(async (tx): Promise<Put> => {
      const row = await streamAt(ctx, tx, place);
      check(row, place);
      const keyed = row.keyId !== undefined;
      if (keyed && key === undefined) return { place, row, placed: [] };
      if (input.DryRun) throw dryRun();
      const placed = await put(ctx, tx, place, row, entries, keyed ? key : undefined);
      return { place, row, placed };
    });
  let done = await attempt(undefined);
  if (done.placed.length === 0) done = await attempt(await dataKeyOf(ctx, place, done.row));
  for (const { entry, shard } of done.placed) {
    const observed = [
      ["IncomingBytes", bytesOf(entry), "Bytes"],
      ["IncomingRecords", 1, "Count"],
    ] as const;
    count(ctx, place, observed);
    countShard(ctx, place, done.row, shard.index, observed);
  }
  return done;
}

const encryptionOf = (row: Stream) => ({
  EncryptionType: row.keyId === undefined ? ("NONE" as const) : ("KMS" as const),
});

export const PutRecord = on("PutRecord", async (ctx, input) => {
  const { SequenceNumberForOrdering: ordering } = input;
  const { place, row, placed } = await putAll(ctx, input, [input], (stream, { account, name }) => {
    checkEntry(stream, input, "");
    if (ordering !== undefined && readSequence(ordering) === undefined)
      throw invalid(
        `ExclusiveMinimumSequenceNumber ${ordering} used in PutRecord on stream ${name} under account ` +
          `${account} is invalid.`,
      );
  });
  count(ctx, place, [
    ["PutRecord.Success", 1, "Count"],
    ["PutRecord.Bytes", bytesOf(input), "Bytes"],
  ]);
  const [{ shard, sequenceNumber: SequenceNumber }] = placed as [Placed];
  return { ShardId: shardId(shard.index), SequenceNumber, ...encryptionOf(row) };
});

export const PutRecords = on("PutRecords", async (ctx, input) => {
  const entries = input.Records;
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (bytes > REQUEST_BYTES) throw invalid("Records size exceeds 10 MB limit");
  const { place, row, placed } = await putAll(ctx, input, entries, (stream) => {
    for (const [index, entry] of entries.entries())
      checkEntry(stream, entry, `records.${index + 1}.member.`);
  });
  count(ctx, place, [
    ["PutRecords.Success", 1, "Count"],
    ["PutRecords.Bytes", bytes, "Bytes"],
    ["PutRecords.TotalRecords", placed.length, "Count"],
    ["PutRecords.SuccessfulRecords", placed.length, "Count"],
    ["PutRecords.FailedRecords", 0, "Count"],
    ["PutRecords.ThrottledRecords", 0, "Count"],
  ]);
  return {
    FailedRecordCount: 0,
    Records: placed.map(({ shard, sequenceNumber: SequenceNumber }) => ({
      SequenceNumber,
      ShardId: shardId(shard.index),
    })),
    ...encryptionOf(row),
  };
});
