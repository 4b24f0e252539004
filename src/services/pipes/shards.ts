/** Streams as pipes read them: as their role, record after record as an event. */
import type { Fault } from "#aws/fault";
import { changesOf, dataOf, type StreamSource } from "#aws/stream-source";
import { arnParts } from "#aws/target-call";
import { kinesisEvent, type StreamEvent, tableEvent } from "./events.ts";
import { type Ctx, roleOf } from "./pipes.ts";
import type { PositionRow, Settings } from "./tables.ts";

export interface Events {
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
export interface Stream extends Pick<StreamSource<unknown>, "topic" | "shards" | "iterator"> {
  readonly arn: string;
  readonly parameters: StreamParameters;
  /** What a dead letter calls its account of the batch. */
  readonly batchInfo: "DDBStreamBatchInfo" | "KinesisBatchInfo";
  read(iterator: string, shard: string, most: number): Promise<Events>;
}

/** The stream that a pipe's source is; undefined for a queue. */
export function streamOf(ctx: Ctx, name: string, settings: Settings): Stream | undefined {
  const { Source: arn, SourceParameters: given = {}, RoleArn: roleArn } = settings;
  const { service: kind, region } = arnParts(arn);
  const ask = async (service: string, operation: string, input: object) => {
    const principal = await roleOf(ctx, name, roleArn);
    const options = { region, principal, ...(ctx.signal ? { signal: ctx.signal } : {}) };
    return ctx.kernel.call(ctx.facts, service, operation, { ...input }, options);
  };
  if (kind === "dynamodb")
    return streamFrom(
      changesOf(arn, ask),
      arn,
      given.DynamoDBStreamParameters!,
      "DDBStreamBatchInfo",
      (record) => tableEvent(record, arn),
    );
  if (kind === "kinesis")
    return streamFrom(
      dataOf(arn, ask),
      arn,
      given.KinesisStreamParameters!,
      "KinesisBatchInfo",
      (record, shardId) => kinesisEvent(record, { streamArn: arn, shardId, roleArn }),
    );
  return undefined;
}

function streamFrom<R>(
  source: StreamSource<R>,
  arn: string,
  parameters: StreamParameters,
  batchInfo: Stream["batchInfo"],
  eventOf: (record: R, shard: string) => StreamEvent,
): Stream {
  return {
    ...{ ...source, arn, parameters, batchInfo },
    async read(iterator, shard, most) {
      const { records, next } = await source.read(iterator, most);
      return { events: records.map((record) => eventOf(record, shard)), next };
    },
  };
}

/**
 * Notes where each shard of a stream is to be read from, once for a pipe: what comes after this is
 * for it, also when it is read only later. @throws Fault of the stream.
 */
export async function begin(ctx: Ctx, name: string, settings: Settings): Promise<void> {
  const stream = streamOf(ctx, name, settings);
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
