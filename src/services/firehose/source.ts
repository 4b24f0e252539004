/**
 * Kinesis streams as sources: each is read shard by shard, as the source's role, from the moment at
 * which the delivery stream was made.
 * https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html
 */
import { Fault } from "#aws/fault";
import { arnParts } from "#aws/target-call";
import type { OperationName } from "#kernel/service";
import { takeIn } from "./intake.ts";
import { FIRST_WAIT_MS, LAST_WAIT_MS, SHARD_RECORDS } from "./limits.ts";
import { sealFor } from "./sealing.ts";
import { type Ctx, STREAMS_CHANGED, type Stream } from "./streams.ts";
import type { ShardRow, Source } from "./tables.ts";

/** What Kinesis answers, as far as it is looked at. */
interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
}
interface Got {
  readonly Records: readonly {
    readonly Data: Uint8Array;
    readonly PartitionKey: string;
    readonly SequenceNumber: string;
    readonly ApproximateArrivalTimestamp?: number;
  }[];
  readonly NextShardIterator?: string;
}

interface Place {
  readonly streamArn: string;
  readonly roleArn: string;
}

function placeOf({ KinesisStreamSourceConfiguration: own }: Source): Place | undefined {
  if (own === undefined) return undefined;
  return { streamArn: own.KinesisStreamARN, roleArn: own.RoleARN };
}

async function kinesis(
  ctx: Ctx,
  { streamArn, roleArn }: Place,
  operation: OperationName<"kinesis">,
  input: Record<string, unknown>,
): Promise<unknown> {
  const principal = await ctx.kernel.roleSession(roleArn, "firehose", ctx.account);
  const { region, account } = arnParts(streamArn);
  return ctx.call("kinesis", operation, input as never, { principal, region, account });
}

/** @throws Fault of Kinesis where there is no such stream, or the role may not see it. */
export async function checkSource(ctx: Ctx, source: Source): Promise<void> {
  const place = placeOf(source);
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
  readonly #place: Place;
  readonly #iterators = new Map<string, string>();
  #waitMs = FIRST_WAIT_MS;

  constructor(
    readonly ctx: Ctx,
    readonly stream: Stream,
    readonly signal: AbortSignal,
  ) {
    this.#place = placeOf(stream.source)!;
  }

  async run(): Promise<void> {
    const { signals } = this.ctx;
    const topic = `kinesis:${this.#place.streamArn}`;
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
    const shards = await this.#shards();
    const rows = await this.ctx.view((tx) => tx.shard.list({ where: { stream: this.stream.id } }));
    const known = new Map(rows.map((row) => [row.shard, row]));
    const there = new Set(shards.map(({ ShardId }) => ShardId));
    const isRead = (id: string | undefined) =>
      id === undefined || !there.has(id) || known.get(id)?.finished === true;
    let any = false;
    for (const { ShardId, ParentShardId, AdjacentParentShardId } of shards) {
      if (known.get(ShardId)?.finished) continue;
      if (!isRead(ParentShardId) || !isRead(AdjacentParentShardId)) continue;
      if (await this.#read(ShardId, known.get(ShardId))) any = true;
    }
    return any;
  }

  async #shards(): Promise<readonly Shard[]> {
    const out: Shard[] = [];
    let NextToken: string | undefined;
    do {
      const page = (await this.#ask(
        "ListShards",
        NextToken === undefined ? { StreamARN: this.#place.streamArn } : { NextToken },
      )) as { Shards?: readonly Shard[]; NextToken?: string };
      out.push(...(page.Shards ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return out;
  }

  #ask(operation: OperationName<"kinesis">, input: Record<string, unknown>): Promise<unknown> {
    return kinesis(this.ctx, this.#place, operation, input);
  }

  async #iterator(ShardId: string, row: Readonly<ShardRow> | undefined): Promise<string> {
    const known = this.#iterators.get(ShardId);
    if (known !== undefined) return known;
    const from =
      row?.sequence === undefined
        ? { ShardIteratorType: "AT_TIMESTAMP", Timestamp: this.stream.createdAt }
        : {
            ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
            StartingSequenceNumber: row.sequence,
          };
    const input = { StreamARN: this.#place.streamArn, ShardId, ...from };
    const made = (await this.#ask("GetShardIterator", input)) as { ShardIterator: string };
    return made.ShardIterator;
  }

  /** Takes the next records of a shard in, and remembers in the same transaction that it did. */
  async #read(shard: string, row: Readonly<ShardRow> | undefined): Promise<boolean> {
    const { ctx, stream } = this;
    const ShardIterator = await this.#iterator(shard, row);
    this.#iterators.delete(shard);
    const input = { ShardIterator, Limit: SHARD_RECORDS, StreamARN: this.#place.streamArn };
    const got = (await this.#ask("GetRecords", input)) as Got;
    const finished = got.NextShardIterator === undefined;
    const last = got.Records.at(-1);
    if (last !== undefined || finished) {
      const seal = await sealFor(ctx, stream);
      const now = ctx.clock.now();
      await ctx.as({ now, signal: undefined }).update(async (tx) => {
        const current = await tx.stream.find({ name: stream.name });
        if (current?.id !== stream.id || current.status === "DELETING") return;
        const records = got.Records.map((one) => ({
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
        await takeIn(ctx.as({ now }), tx, current, records, seal);
        const sequence = last?.SequenceNumber ?? row?.sequence;
        await tx.shard.put({ stream: stream.id, shard, sequence, finished });
      });
      this.#count(got);
    }
    if (got.NextShardIterator !== undefined) this.#iterators.set(shard, got.NextShardIterator);
    return last !== undefined || finished;
  }

  #count({ Records }: Got): void {
    const { ctx, stream } = this;
    const bytes = Records.reduce((sum, { Data }) => sum + Data.length, 0);
    ctx.as({ now: ctx.clock.now() }).countAll("AWS/Firehose", { DeliveryStreamName: stream.name }, [
      ["DataReadFromKinesisStream.Records", Records.length, "Count"],
      ["DataReadFromKinesisStream.Bytes", bytes, "Bytes"],
      ["IncomingRecords", Records.length, "Count"],
      ["IncomingBytes", bytes, "Bytes"],
    ]);
  }
}
