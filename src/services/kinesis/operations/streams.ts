/** Streams: making, describing, listing, deleting. */
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import { firstShards, type Shards } from "../domain.ts";
import { inUse, invalid, streamExists } from "../errors.ts";
import { LIST, ON_DEMAND_SHARDS, RECORD_KIB } from "../limits.ts";
import { checkOnDemand, checkShardLimit, consumerArn, liveShards, openShards } from "../streams.ts";
import { placeIn, type Stream, streamArn, streamAt, topicOf } from "../streams.ts";
import { shownShard } from "../shown.ts";
import { on, type StreamRow } from "../tables.ts";
import { shardIndex } from "../sequences.ts";
import { checkTags } from "./tags.ts";
import { checkWarm, warmShards } from "./throughput.ts";

export const CreateStream = on("CreateStream", (ctx, input) => {
  const mode = input.StreamModeDetails?.StreamMode ?? "PROVISIONED";
  const { StreamName: name, ShardCount: count, WarmThroughputMiBps: warm } = input;
  // No words of AWS's were found for these three.
  if (mode === "PROVISIONED" && count === undefined)
    throw invalid("ShardCount must be specified for a stream in PROVISIONED mode.");
  if (mode === "ON_DEMAND" && count !== undefined)
    throw invalid("ShardCount must not be specified for a stream in ON_DEMAND mode.");
  const distributes = input.RecordDistributionStrategy === "AUTO";
  if (mode === "PROVISIONED" && distributes)
    throw invalid("RecordDistributionStrategy AUTO is only supported for ON_DEMAND streams.");
  const tags = { ...input.Tags };
  checkTags(ctx, name, tags);
  return ctx.update(async (tx) => {
    if ((await tx.stream.find({ name })) !== undefined) throw streamExists(name, ctx.account);
    if (mode === "ON_DEMAND") await checkOnDemand(ctx, tx);
    if (warm !== undefined) await checkWarm(ctx, tx, mode, warm);
    const shardCount = count ?? (warm === undefined ? ON_DEMAND_SHARDS : warmShards(warm));
    await checkShardLimit(ctx, tx, shardCount);
    const { shards, next }: Shards = firstShards(shardCount, ctx.now);
    const row: StreamRow = {
      name,
      id: ctx.kernel.sequence(),
      createdAt: ctx.now,
      mode,
      retentionHours: 24,
      shards: [...shards],
      nextShard: next,
      shardMetrics: [],
      tags,
      maxRecordKib: input.MaxRecordSizeInKiB ?? RECORD_KIB,
      distributes,
      scaledAt: [],
      modeChangedAt: [],
    };
    if (warm !== undefined) row.warmMibps = warm;
    await tx.stream.put(row);
    return {};
  });
});

export const DeleteStream = on("DeleteStream", (ctx, input) => {
  const place = placeIn(ctx, input);
  const { account, name } = place;
  return ctx.update(async (tx) => {
    const row = await streamAt(ctx, tx, place);
    const scoped = tx.at(account, ctx.region);
    const consumers = await scoped.consumer.list({ where: { stream: name } });
    // No words of AWS's were found.
    if (consumers.length > 0 && input.EnforceConsumerDeletion !== true)
      throw inUse(`Stream ${name} under account ${account} has registered consumers.`);
    for (const consumer of consumers)
      await tx.subscription.removeAll({ consumerArn: consumerArn(ctx, place, consumer) });
    await scoped.consumer.removeAll({ stream: name });
    await scoped.stream.remove({ name });
    await tx.record.removeAll({ streamId: row.id });
    await tx.dataKey.removeAll({ streamId: row.id });
    await scoped.due.set("trim", name, undefined);
    tx.afterCommit(() => ctx.signals.wake(topicOf(streamArn(ctx, place))));
    return {};
  });
});

/** Streams are ready as soon as the call that changes them is answered. */
const STATUS = "ACTIVE" as const;

function described(row: Stream, arn: string) {
  return {
    StreamName: row.name,
    StreamARN: arn,
    StreamStatus: STATUS,
    StreamModeDetails: { StreamMode: row.mode },
    RetentionPeriodHours: row.retentionHours,
    StreamCreationTimestamp: seconds(row.createdAt),
    EnhancedMonitoring: [{ ShardLevelMetrics: row.shardMetrics as never[] }],
    ...(row.keyId === undefined
      ? { EncryptionType: "NONE" as const }
      : { EncryptionType: "KMS" as const, KeyId: row.keyId }),
  };
}

/** Streams' times are whole seconds. */
const seconds = (at: number): number => Math.floor(at / 1_000) * 1_000;

export const DescribeStream = on("DescribeStream", (ctx, input) => {
  const place = placeIn(ctx, input);
  return ctx.view(async (tx) => {
    const row = await streamAt(ctx, tx, place);
    const after = shardIndex(input.ExclusiveStartShardId ?? "") ?? -1;
    const shards = liveShards(ctx, row).filter(({ index }) => index > after);
    const page = shards.slice(0, input.Limit ?? LIST.described);
    return {
      StreamDescription: {
        ...described(row, streamArn(ctx, place)),
        Shards: page.map(shownShard),
        HasMoreShards: page.length < shards.length,
      },
    };
  });
});

export const DescribeStreamSummary = on("DescribeStreamSummary", (ctx, input) => {
  const place = placeIn(ctx, input);
  return ctx.view(async (tx) => {
    const row = await streamAt(ctx, tx, place);
    const consumers = tx.at(place.account, ctx.region).consumer;
    const onDemand = row.mode === "ON_DEMAND";
    return {
      StreamDescriptionSummary: {
        ...described(row, streamArn(ctx, place)),
        OpenShardCount: openShards(row),
        ConsumerCount: await consumers.count({ stream: row.name }),
        MaxRecordSizeInKiB: row.maxRecordKib,
        ...(row.warmMibps === undefined
          ? {}
          : { WarmThroughput: { TargetMiBps: row.warmMibps, CurrentMiBps: row.warmMibps } }),
        ...(onDemand
          ? {
              RecordDistributionStrategy: row.distributes
                ? ("AUTO" as const)
                : ("USER_PARTITION_KEY" as const),
            }
          : {}),
      },
    };
  });
});

export const ListStreams = on("ListStreams", (ctx, input) =>
  ctx.view(async (tx) => {
    const after = keyIn(input.NextToken) ?? input.ExclusiveStartStreamName;
    const limit = input.Limit ?? LIST.streams;
    const { rows, next } = await readPage(tx.stream, { column: "name", after, limit });
    return {
      StreamNames: rows.map(({ name }) => name),
      HasMoreStreams: next !== undefined,
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
      StreamSummaries: rows.map((row) => ({
        StreamName: row.name,
        StreamARN: streamArn(ctx, { account: ctx.account, name: row.name }),
        StreamStatus: STATUS,
        StreamModeDetails: { StreamMode: row.mode },
        StreamCreationTimestamp: seconds(row.createdAt),
      })),
    };
  }),
);
