/** Streams as pipes read them: the shards and records of DynamoDB and of Kinesis in one form. */
import type { RecordShape } from "#aws/generated/types/dynamodbstreams";
import type { Fault } from "#aws/fault";
import { arnParts } from "#aws/target-call";
import { type KinesisRecord, kinesisEvent, type StreamEvent, tableEvent } from "./events.ts";
import type { Ctx } from "./pipes.ts";
import type { PositionRow, Settings } from "./tables.ts";

export interface Shard {
  readonly id: string;
  /** The shards that this one came of: they are read to their end before it. */
  readonly parents: readonly string[];
  readonly open: boolean;
}

/** Where reading begins. */
export type Start =
  | { readonly type: "TRIM_HORIZON" | "LATEST" }
  | { readonly type: "AT_TIMESTAMP"; readonly at: number }
  | { readonly type: "AFTER_SEQUENCE_NUMBER"; readonly sequence: string };

export interface Records {
  readonly events: readonly StreamEvent[];
  /** Undefined when the shard is closed and read to its end. */
  readonly next: string | undefined;
}

/** What the parameters of both kinds of streams have in common. */
export interface StreamParameters {
  readonly BatchSize?: number;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly OnPartialBatchItemFailure?: "AUTOMATIC_BISECT";
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly ParallelizationFactor?: number;
  readonly StartingPosition: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  /** Epoch milliseconds. */
  readonly StartingPositionTimestamp?: number;
}

/** A stream, read as the pipe's role. */
export interface Stream {
  readonly arn: string;
  readonly parameters: StreamParameters;
  /** The topic that is woken when there are records. */
  readonly topic: string;
  /** What a dead letter calls its account of the batch. */
  readonly batchInfo: "DDBStreamBatchInfo" | "KinesisBatchInfo";
  shards(): Promise<readonly Shard[]>;
  iterator(shard: string, start: Start): Promise<string>;
  read(iterator: string, shard: string, most: number): Promise<Records>;
}

type Asked = (operation: string, input: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Records that one read may give. */
const READ_MOST = { dynamodbstreams: 1_000, kinesis: 10_000 } as const;

/** The stream that a pipe's source is; undefined for a queue. */
export function streamOf(ctx: Ctx, settings: Settings): Stream | undefined {
  const { Source: arn, SourceParameters: given = {} } = settings;
  const { service: kind, region } = arnParts(arn);
  if (kind !== "dynamodb" && kind !== "kinesis") return undefined;
  const service = kind === "kinesis" ? "kinesis" : "dynamodbstreams";
  const ask: Asked = async (operation, input) => {
    const principal = await ctx.kernel.roleSession(settings.RoleArn, "pipes", ctx.account);
    const options = { region, principal, ...(ctx.signal ? { signal: ctx.signal } : {}) };
    return ctx.kernel.call(ctx.facts, service, operation, { ...input }, options);
  };
  return kind === "kinesis"
    ? kinesisStream(arn, settings.RoleArn, given.KinesisStreamParameters!, ask)
    : tableStream(arn, given.DynamoDBStreamParameters!, ask);
}

function tableStream(arn: string, parameters: StreamParameters, ask: Asked): Stream {
  return {
    ...{ arn, parameters, topic: arn, batchInfo: "DDBStreamBatchInfo" },
    async shards() {
      const shards: Shard[] = [];
      let after: string | undefined;
      do {
        const { StreamDescription: described } = (await ask("DescribeStream", {
          StreamArn: arn,
          ...(after === undefined ? {} : { ExclusiveStartShardId: after }),
        })) as { StreamDescription: { Shards?: TableShard[]; LastEvaluatedShardId?: string } };
        for (const {
          ShardId: id,
          ParentShardId: parent,
          SequenceNumberRange: range,
        } of described.Shards ?? [])
          shards.push({
            id,
            parents: parent === undefined ? [] : [parent],
            open: range?.EndingSequenceNumber === undefined,
          });
        after = described.LastEvaluatedShardId;
      } while (after !== undefined);
      return shards;
    },
    async iterator(ShardId, start) {
      const { ShardIterator } = (await ask("GetShardIterator", {
        ...{ StreamArn: arn, ShardId },
        // These streams are not read from a time on: what is too old is left out when it is read.
        ShardIteratorType: start.type === "AT_TIMESTAMP" ? "TRIM_HORIZON" : start.type,
        ...(start.type === "AFTER_SEQUENCE_NUMBER" ? { SequenceNumber: start.sequence } : {}),
      })) as { ShardIterator: string };
      return ShardIterator;
    },
    async read(ShardIterator, _shard, most) {
      const Limit = Math.min(most, READ_MOST.dynamodbstreams);
      const { Records = [], NextShardIterator: next } = (await ask("GetRecords", {
        ShardIterator,
        Limit,
      })) as { Records?: RecordShape[]; NextShardIterator?: string };
      return { events: Records.map((record) => tableEvent(record, arn)), next };
    },
  };
}

interface TableShard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly SequenceNumberRange?: { readonly EndingSequenceNumber?: string };
}

function kinesisStream(
  arn: string,
  roleArn: string,
  parameters: StreamParameters,
  ask: Asked,
): Stream {
  return {
    ...{ arn, parameters, topic: `kinesis:${arn}`, batchInfo: "KinesisBatchInfo" },
    async shards() {
      const shards: Shard[] = [];
      let NextToken: string | undefined;
      do {
        const page = (await ask(
          "ListShards",
          NextToken === undefined ? { StreamARN: arn } : { NextToken },
        )) as { Shards?: KinesisShard[]; NextToken?: string };
        for (const shard of page.Shards ?? [])
          shards.push({
            id: shard.ShardId,
            parents: [shard.ParentShardId, shard.AdjacentParentShardId].flatMap((id) => id ?? []),
            open: shard.SequenceNumberRange?.EndingSequenceNumber === undefined,
          });
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return shards;
    },
    async iterator(ShardId, start) {
      const { ShardIterator } = (await ask("GetShardIterator", {
        ...{ StreamARN: arn, ShardId, ShardIteratorType: start.type },
        ...(start.type === "AT_TIMESTAMP" ? { Timestamp: start.at } : {}),
        ...(start.type === "AFTER_SEQUENCE_NUMBER"
          ? { StartingSequenceNumber: start.sequence }
          : {}),
      })) as { ShardIterator: string };
      return ShardIterator;
    },
    async read(ShardIterator, shardId, most) {
      const Limit = Math.min(most, READ_MOST.kinesis);
      const { Records = [], NextShardIterator: next } = (await ask("GetRecords", {
        ...{ ShardIterator, StreamARN: arn, Limit },
      })) as { Records?: KinesisRecord[]; NextShardIterator?: string };
      const from = { streamArn: arn, shardId, roleArn };
      return { events: Records.map((record) => kinesisEvent(record, from)), next };
    },
  };
}

interface KinesisShard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
  readonly SequenceNumberRange?: { readonly EndingSequenceNumber?: string };
}

/**
 * Notes where each shard of a stream is to be read from, once for a pipe: what comes after this is
 * for it, also when it is read only later. @throws Fault of the stream.
 */
export async function begin(ctx: Ctx, name: string, settings: Settings): Promise<void> {
  const stream = streamOf(ctx, settings);
  if (stream?.parameters.StartingPosition !== "LATEST") return;
  if ((await ctx.view((tx) => tx.position.count({ name }))) > 0) return;
  const rows: PositionRow[] = [];
  for (const { id, open } of await stream.shards()) {
    const iterator = open ? await stream.iterator(id, { type: "LATEST" }) : undefined;
    rows.push({
      ...{ name, shard: id, ended: !open, since: ctx.clock.now() },
      ...(iterator === undefined ? {} : { iterator }),
    });
  }
  await ctx.update(async (tx) => {
    for (const row of rows) await tx.position.put(row);
  });
}

/** Whether an iterator is too old, or a place gone: reading begins from what else is known. */
export const isStale = (error: Fault): boolean =>
  /^(ExpiredIterator|TrimmedDataAccess|InvalidArgument)Exception$/.test(error.code);
