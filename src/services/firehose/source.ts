/**
 * Kinesis streams as sources: each is read shard by shard, as the source's role, from the moment at
 * which the delivery stream was made.
 * https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html
 */
import { Fault } from "#aws/fault";
import { type DataRecord, dataOf, type StreamSource, turnsOf } from "#aws/stream-source";
import { arnParts } from "#aws/target-call";
import type { OperationName } from "#kernel/service";
import { takeIn } from "./intake.ts";
import { FIRST_WAIT_MS, LAST_WAIT_MS, SHARD_RECORDS } from "./limits.ts";
import { sealFor } from "./sealing.ts";
import { type Ctx, STREAMS_CHANGED, type Stream } from "./streams.ts";
import type { ShardRow, Source } from "./tables.ts";
import { assume } from "./role.ts";

interface Place {
  /** The delivery stream's name. */
  readonly stream: string;
  readonly streamArn: string;
  readonly roleArn: string;
}

function placeOf(
  stream: string,
  { KinesisStreamSourceConfiguration: own }: Source,
): Place | undefined {
  if (own === undefined) return undefined;
  return { stream, streamArn: own.KinesisStreamARN, roleArn: own.RoleARN };
}

async function kinesis(
  ctx: Ctx,
  { stream, streamArn, roleArn }: Place,
  operation: OperationName<"kinesis">,
  input: Record<string, unknown>,
): Promise<unknown> {
  const principal = await assume(ctx, roleArn, stream);
  const { region, account } = arnParts(streamArn);
  return ctx.call("kinesis", operation, input as never, { principal, region, account });
}

const sourceOf = (ctx: Ctx, place: Place): StreamSource<DataRecord> =>
  dataOf(place.streamArn, (_service, operation, input) =>
    kinesis(ctx, place, operation as OperationName<"kinesis">, input),
  );

/** @throws Fault of Kinesis where there is no such stream, or the role may not see it. */
export async function checkSource(ctx: Ctx, stream: string, source: Source): Promise<void> {
  const place = placeOf(stream, source);
  if (place === undefined) return;
  await kinesis(ctx, place, "DescribeStreamSummary", { StreamARN: place.streamArn });
}

/** The loop: a reader for each delivery stream with a source, as they come and go. */
export async function follow(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const running = new Map<string, AbortController>();
  signal.addEventListener("abort", () => {
    for (const stop of running.values()) stop.abort();
  });
  while (!signal.aborted) {
    // The wait begins before the rows are read, so that no change falls between.
    const woken = ctx.signals.wait(STREAMS_CHANGED, Number.POSITIVE_INFINITY, signal);
    const rows = await ctx.view((tx) =>
      tx.stream.query<Stream & { account: string; region: string }>("sources"),
    );
    const wanted = new Map(rows.map((row) => [row.id, row]));
    for (const [id, stop] of running)
      if (!wanted.has(id)) {
        stop.abort();
        running.delete(id);
      }
    for (const [id, row] of wanted) {
      if (running.has(id)) continue;
      const stop = new AbortController();
      running.set(id, stop);
      const own = ctx.as({ account: row.account, region: row.region, signal: stop.signal });
      new Reader(own, row, stop.signal).run().catch((error) => {
        if (!stop.signal.aborted) console.error(`bug: firehose ${row.name}:`, error);
      });
    }
    await woken;
  }
}

/** Reads a source into a delivery stream. */
class Reader {
  readonly #source: StreamSource<DataRecord>;
  readonly #iterators = new Map<string, string>();
  #waitMs = FIRST_WAIT_MS;

  constructor(
    readonly ctx: Ctx,
    readonly stream: Stream,
    readonly signal: AbortSignal,
  ) {
    this.#source = sourceOf(ctx, placeOf(stream.name, stream.source)!);
  }

  async run(): Promise<void> {
    const { signals } = this.ctx;
    const { topic } = this.#source;
    while (!this.signal.aborted) {
      // What comes while the shards are read is not missed.
      const since = signals.wakes;
      let until = Number.POSITIVE_INFINITY;
      try {
        while (await this.#round()) if (this.signal.aborted) return;
        this.#waitMs = FIRST_WAIT_MS;
      } catch (error) {
        if (this.signal.aborted) return;
        if (!(error instanceof Fault)) throw error;
        // The stream or the role is not what it was: asked again, more and more slowly.
        this.#iterators.clear();
        until = this.ctx.clock.now() + this.#waitMs;
        this.#waitMs = Math.min(2 * this.#waitMs, LAST_WAIT_MS);
      }
      await signals.wait(topic, until, this.signal, since);
    }
  }

  /** Reads once from every shard whose turn it is; false when there was nothing. */
  async #round(): Promise<boolean> {
    const shards = await this.#source.shards();
    const rows = await this.ctx.view((tx) => tx.shard.list({ where: { stream: this.stream.id } }));
    const known = new Map(rows.map((row) => [row.shard, row]));
    let any = false;
    for (const { id } of turnsOf(shards, (shard) => known.get(shard)?.finished === true))
      if (await this.#read(id, known.get(id))) any = true;
    return any;
  }

  #iterator(shard: string, row: Readonly<ShardRow> | undefined): Promise<string> {
    return this.#source.iterator(
      shard,
      row?.sequence === undefined
        ? { type: "AT_TIMESTAMP", at: this.stream.createdAt }
        : { type: "AFTER_SEQUENCE_NUMBER", sequence: row.sequence },
    );
  }

  /** Takes the next records of a shard in, and remembers in the same transaction that it did. */
  async #read(shard: string, row: Readonly<ShardRow> | undefined): Promise<boolean> {
    const { ctx, stream } = this;
    const iterator = this.#iterators.get(shard) ?? (await this.#iterator(shard, row));
    this.#iterators.delete(shard);
    const { records, next } = await this.#source.read(iterator, SHARD_RECORDS);
    const finished = next === undefined;
    const last = records.at(-1);
    if (last !== undefined || finished) {
      const seal = await sealFor(ctx, stream);
      const now = ctx.clock.now();
      await ctx.as({ now, signal: undefined }).update(async (tx) => {
        const current = await tx.stream.find({ name: stream.name });
        if (current?.id !== stream.id || current.status === "DELETING") return;
        const taken = records.map((one) => ({
          data: one.Data,
          arrivedAt: one.ApproximateArrivalTimestamp ?? now,
          recordId: ctx.chance.mixed(64),
          kinesis: {
            shardId: shard,
            partitionKey: one.PartitionKey,
            sequenceNumber: one.SequenceNumber,
            arrivedAt: one.ApproximateArrivalTimestamp ?? now,
          },
        }));
        await takeIn(ctx.as({ now }), tx, current, taken, seal);
        const sequence = last?.SequenceNumber ?? row?.sequence;
        await tx.shard.put({ stream: stream.id, shard, sequence, finished });
      });
      this.#count(records);
    }
    if (next !== undefined) this.#iterators.set(shard, next);
    return last !== undefined || finished;
  }

  #count(records: readonly DataRecord[]): void {
    const { ctx, stream } = this;
    const bytes = records.reduce((sum, { Data }) => sum + Data.length, 0);
    ctx.as({ now: ctx.clock.now() }).countAll("AWS/Firehose", { DeliveryStreamName: stream.name }, [
      ["DataReadFromKinesisStream.Records", records.length, "Count"],
      ["DataReadFromKinesisStream.Bytes", bytes, "Bytes"],
      ["IncomingRecords", records.length, "Count"],
      ["IncomingBytes", bytes, "Bytes"],
    ]);
  }
}
