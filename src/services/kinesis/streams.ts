/** Finding streams and consumers, and changing streams. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { type Shard, shardId } from "./domain.ts";
import {
  consumerMissing,
  invalid,
  limitExceeded,
  shardMissing,
  streamMissing,
  tooManyShards,
} from "./errors.ts";
import { hoursMs, ON_DEMAND_STREAMS, shardLimit } from "./limits.ts";
import { shardIndex } from "./sequences.ts";
import type { ConsumerRow, StreamRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;
export type Stream = Readonly<StreamRow>;

/** Whose stream of which name; always of the context's region. */
export interface StreamPlace {
  readonly account: string;
  readonly name: string;
}

export interface StreamInput {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
}

const STREAM_ARN = /^arn:[\w-]+:kinesis:([\w-]*):(\d{12}):stream\/([\w.-]+)$/;
const CONSUMER_ARN =
  /^arn:[\w-]+:kinesis:([\w-]*):(\d{12}):stream\/([\w.-]+)\/consumer\/([\w.-]+):(\d+)$/;

/** @throws Fault InvalidArgument unless the input names one stream, which its two names agree on. */
export function placeIn(ctx: Ctx, { StreamName, StreamARN }: StreamInput): StreamPlace {
  if (StreamARN === undefined) {
    // No words of AWS's were found.
    if (StreamName === undefined) throw invalid("Either StreamName or StreamARN must be provided.");
    return { account: ctx.account, name: StreamName };
  }
  const [, region, account, name] = STREAM_ARN.exec(StreamARN) ?? [];
  if (account === undefined || name === undefined || region !== ctx.region)
    throw streamMissing(name ?? StreamARN, account ?? ctx.account);
  if (StreamName !== undefined && StreamName !== name)
    throw invalid(`StreamName ${StreamName} does not match StreamARN ${StreamARN}.`);
  return { account, name };
}

export const streamArn = (ctx: Ctx, { account, name }: StreamPlace): string =>
  ctx.arn("kinesis", `stream/${name}`, ctx.region, account);

/** The topic that is woken when a stream's readers have something to look at. */
export const topicOf = (arn: string): string => `kinesis:${arn}`;

/** @throws Fault ResourceNotFound. */
export async function streamAt(ctx: Ctx, tx: Tx, place: StreamPlace): Promise<Stream> {
  const row = await tx.at(place.account, ctx.region).stream.find({ name: place.name });
  if (row === undefined) throw streamMissing(place.name, place.account);
  return row;
}

/** Changes a stream; its readers look at it anew. */
export function change<R>(
  ctx: Ctx,
  input: StreamInput,
  to: (row: Stream, place: StreamPlace, tx: Tx) => Promise<readonly [StreamRow, R]>,
): Promise<R> {
  const place = placeIn(ctx, input);
  return ctx.update(async (tx) => {
    const [row, answer] = await to(await streamAt(ctx, tx, place), place, tx);
    // Shards whose records are all trimmed are not kept for ever.
    await tx.at(place.account, ctx.region).stream.put({ ...row, shards: liveShards(ctx, row) });
    tx.afterCommit(() => ctx.signals.wake(topicOf(streamArn(ctx, place))));
    return answer;
  });
}

/** Epoch milliseconds: a stream's records up to then are trimmed. */
export const horizonOf = (ctx: Ctx, row: Stream): number =>
  Math.max(ctx.now, ctx.clock.now()) - hoursMs(row.retentionHours);

/** Shards whose records are not all trimmed. */
export const liveShards = (ctx: Ctx, row: Stream): Shard[] => {
  const horizon = horizonOf(ctx, row);
  return row.shards.filter(({ closedAt }) => closedAt === undefined || closedAt > horizon);
};

/** @throws Fault ResourceNotFound. */
export function shardIn(ctx: Ctx, row: Stream, place: StreamPlace, name: string): Shard {
  const index = shardIndex(name);
  const shard = liveShards(ctx, row).find((one) => one.index === index);
  if (shard === undefined)
    throw shardMissing(index === undefined ? name : shardId(index), row.name, place.account);
  return shard;
}

/** @throws Fault LimitExceeded when the account would have more open shards than it may. */
export async function checkShardLimit(ctx: Ctx, tx: Tx, more: number): Promise<void> {
  const streams = await tx.stream.list();
  const open = streams.reduce((sum, row) => sum + openShards(row), 0);
  const limit = shardLimit(ctx.region);
  if (open + more > limit) throw tooManyShards(ctx.account, ctx.region, open, limit, more);
}

/** @throws Fault LimitExceeded. */
export async function checkOnDemand(ctx: Ctx, tx: Tx): Promise<void> {
  if ((await tx.stream.count({ mode: "ON_DEMAND" })) < ON_DEMAND_STREAMS) return;
  // No words of AWS's were found.
  throw limitExceeded(
    `This request would exceed the on-demand stream limit for the account ${ctx.account} in ` +
      `${ctx.region}. Limit: ${ON_DEMAND_STREAMS}.`,
  );
}

export const openShards = (row: Stream): number =>
  row.shards.filter(({ closedAt }) => closedAt === undefined).length;

export interface ConsumerPlace extends StreamPlace {
  readonly consumer: string;
  /** Epoch seconds in which it was made, where the ARN says it. */
  readonly madeAt?: string;
}

/** Undefined for what is no consumer's ARN. */
export function consumerPlace(arn: string): ConsumerPlace | undefined {
  const [, , account, name, consumer, madeAt] = CONSUMER_ARN.exec(arn) ?? [];
  return account === undefined
    ? undefined
    : { account, name: name!, consumer: consumer!, madeAt: madeAt! };
}

export const consumerArn = (ctx: Ctx, place: StreamPlace, row: Readonly<ConsumerRow>): string =>
  `${streamArn(ctx, place)}/consumer/${row.name}:${Math.floor(row.createdAt / 1_000)}`;

/** @throws Fault ResourceNotFound. */
export async function consumerAt(
  ctx: Ctx,
  tx: Tx,
  place: ConsumerPlace,
): Promise<Readonly<ConsumerRow>> {
  const { account, name, consumer, madeAt } = place;
  const row = await tx.at(account, ctx.region).consumer.find({ stream: name, name: consumer });
  if (row === undefined || (madeAt ?? String(second(row))) !== String(second(row)))
    throw consumerMissing(consumer, account);
  return row;
}

const second = (row: Readonly<ConsumerRow>): number => Math.floor(row.createdAt / 1_000);
