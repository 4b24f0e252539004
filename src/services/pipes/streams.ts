/**
 * Reads a stream for a pipe: a reader for each shard, parents before their children, records in
 * their order, until each batch is done with or given up.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-source.html
 */
import { Fault } from "#aws/fault";
import { type Shard, type Start, turnsOf } from "#aws/stream-source";
import { arnParts } from "#aws/target-call";
import { batchBytesOf, batchSizeOf } from "./checks.ts";
import { cut } from "./cut.ts";
import { bytesOf, type StreamEvent } from "./events.ts";
import { Execution, type Outcome } from "./execution.ts";
import { type Filter, filtersOf, passes } from "./filters.ts";
import { type Ctx, FIRST_WAIT_MS, LAST_WAIT_MS, type Placed, pipeArn } from "./pipes.ts";
import { begin, isStale, type Stream } from "./shards.ts";
import type { PositionRow } from "./tables.ts";

/** An iterator that nothing is read by is renewed before it expires, after five minutes. */
const RENEWED_EVERY_MS = 4 * 60_000;

export class StreamPoller {
  /** Woken when a reader has come to the end of its shard. */
  readonly #ended: string;

  constructor(
    readonly ctx: Ctx,
    readonly row: Placed,
    readonly stream: Stream,
    readonly signal: AbortSignal,
  ) {
    this.#ended = `pipes:${row.account}/${row.region}/${row.name}:ended`;
  }

  async run(): Promise<void> {
    const { ctx, row, stream, signal } = this;
    const reading = new Set<string>();
    let waitMs = FIRST_WAIT_MS;
    while (!signal.aborted) {
      const seen = ctx.signals.wakes;
      try {
        await begin(ctx, row.name, row.settings);
        const shards = await stream.shards();
        const ended = await this.#endedShards(shards);
        for (const shard of turnsOf(shards, (id) => ended.has(id))) {
          if (reading.has(shard.id)) continue;
          reading.add(shard.id);
          this.#read(shard);
        }
        waitMs = FIRST_WAIT_MS;
        // New shards come of those that end; a stream that has none yet is looked at again.
        const until = shards.length > 0 ? Number.POSITIVE_INFINITY : ctx.clock.now() + waitMs;
        await ctx.signals.wait(this.#ended, until, signal, seen);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof Fault)) throw error;
        // The stream or the role is not what it was: asked again, more and more slowly.
        await ctx.signals.wait(this.#ended, ctx.clock.now() + waitMs, signal);
        waitMs = Math.min(2 * waitMs, LAST_WAIT_MS);
      }
    }
  }

  #read(shard: Shard): void {
    const { ctx, signal } = this;
    new Reader(this, shard)
      .run()
      .then(() => ctx.signals.wake(this.#ended))
      .catch((error) => {
        if (!signal.aborted) console.error(`bug: pipe ${this.row.name}, ${shard.id}:`, error);
      });
  }

  /** The shards that are read to their end; what is kept of shards that are no more is forgotten. */
  #endedShards(shards: readonly Shard[]): Promise<ReadonlySet<string>> {
    const { name } = this.row;
    return this.ctx.update(async (tx) => {
      const rows = await tx.position.list({ where: { name } });
      for (const { shard } of rows)
        if (!shards.some(({ id }) => id === shard)) await tx.position.remove({ name, shard });
      return new Set(rows.filter(({ ended }) => ended).map(({ shard }) => shard));
    });
  }
}

type Position = Omit<PositionRow, "name" | "shard">;

interface Batch {
  readonly events: readonly StreamEvent[];
  /** Attempts that failed before this one. */
  readonly attempts: number;
}

/** Reads one shard. */
class Reader {
  readonly #filters: readonly Filter[];
  readonly #size: number;
  readonly #bytes: number;
  readonly #lanes: number;
  #iterator: string | undefined;
  #sequence: string | undefined;
  /** Epoch milliseconds: earlier records are not for the pipe. */
  #from = Number.NEGATIVE_INFINITY;

  constructor(
    readonly poller: StreamPoller,
    readonly shard: Shard,
  ) {
    const { settings } = poller.row;
    this.#filters = filtersOf(settings);
    this.#size = batchSizeOf(settings);
    this.#bytes = batchBytesOf(settings);
    this.#lanes = poller.stream.parameters.ParallelizationFactor ?? 1;
  }

  get ctx(): Ctx {
    return this.poller.ctx;
  }

  get signal(): AbortSignal {
    return this.poller.signal;
  }

  /** Resolves when the shard is read to its end, or the pipe stops. */
  async run(): Promise<void> {
    const { ctx, signal } = this;
    const { topic } = this.poller.stream;
    let waitMs = FIRST_WAIT_MS;
    while (!signal.aborted) {
      const seen = ctx.signals.wakes;
      try {
        const events = await this.#next(this.#size * this.#lanes);
        if (events === undefined) return await this.#reached(undefined, true);
        waitMs = FIRST_WAIT_MS;
        if (events.length > 0) await this.#work(await this.#gathered(events));
        else await ctx.signals.wait(topic, this.#until(), signal, seen);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof Fault)) throw error;
        this.#iterator = undefined;
        if (isStale(error) && waitMs === FIRST_WAIT_MS) {
          waitMs *= 2;
          await this.#forget(error.code === "TrimmedDataAccessException");
          continue;
        }
        await this.#pause(waitMs);
        waitMs = Math.min(2 * waitMs, LAST_WAIT_MS);
      }
    }
  }

  #until(): number {
    const renewed = this.ctx.clock.now() + RENEWED_EVERY_MS;
    return this.#sequence === undefined ? renewed : Number.POSITIVE_INFINITY;
  }

  #pause(forMs: number): Promise<boolean> {
    const until = this.ctx.clock.now() + forMs;
    const topic = `pipes:${this.poller.row.name}:${this.shard.id}`;
    return this.ctx.signals.wait(topic, until, this.signal);
  }

  /** The next records; undefined when the shard has ended and all are read. */
  async #next(most: number): Promise<readonly StreamEvent[] | undefined> {
    this.#iterator ??= await this.#start();
    const { events, next } = await this.poller.stream.read(this.#iterator, this.shard.id, most);
    if (next === undefined && events.length === 0) return undefined;
    // A closed shard's last records come without a next iterator: the position leads to the end.
    this.#iterator = next;
    const wanted = events.filter(({ at }) => at >= this.#from);
    if (wanted.length === 0 && this.#sequence === undefined) await this.#renewed();
    if (wanted.length > 0 || events.length === 0) return wanted;
    return next === undefined ? undefined : this.#next(most);
  }

  async #start(): Promise<string> {
    const { row, stream } = this.poller;
    const key = { name: row.name, shard: this.shard.id };
    const position = await this.ctx.view((tx) => tx.position.find(key));
    this.#sequence = position?.sequence;
    if (position?.sequence === undefined && position?.iterator !== undefined)
      return position.iterator;
    const start = startOf(stream, position);
    // Times of records are whole seconds.
    if (start.type === "AT_TIMESTAMP") this.#from = Math.floor(start.at / 1_000) * 1_000;
    return stream.iterator(this.shard.id, start);
  }

  /** With a window, more are waited for until the batch is full or the window over. */
  async #gathered(first: readonly StreamEvent[]): Promise<readonly StreamEvent[]> {
    const { ctx, signal } = this;
    const { parameters, topic } = this.poller.stream;
    const events = [...first];
    const until = ctx.clock.now() + (parameters.MaximumBatchingWindowInSeconds ?? 0) * 1_000;
    const open = () => this.#iterator !== undefined && !signal.aborted;
    const full = () =>
      events.length >= this.#size ||
      events.reduce((sum, event) => sum + bytesOf(event), 0) >= this.#bytes;
    while (ctx.clock.now() < until && !full() && open()) {
      const seen = ctx.signals.wakes;
      const next = await this.#next(this.#size * this.#lanes - events.length);
      if (next === undefined) break;
      events.push(...next);
      if (next.length === 0 && !(await ctx.signals.wait(topic, until, signal, seen))) break;
    }
    return events;
  }

  /** Works through what was read, and notes how far it came. */
  async #work(read: readonly StreamEvent[]): Promise<void> {
    const wanted = read.filter((event) => passes(this.#filters, event));
    if (this.#lanes === 1) await this.#batches(wanted, true);
    else await Promise.all(this.#split(wanted).map((lane) => this.#batches(lane, false)));
    if (!this.signal.aborted) await this.#reached(read.at(-1)!.sequence, false);
  }

  /** Lanes that go on side by side; records of one key are in the same. */
  #split(events: readonly StreamEvent[]): StreamEvent[][] {
    const lanes: StreamEvent[][] = Array.from({ length: this.#lanes }, () => []);
    for (const event of events) lanes[hashOf(event.key) % this.#lanes]!.push(event);
    return lanes.filter((lane) => lane.length > 0);
  }

  async #batches(events: readonly StreamEvent[], alone: boolean): Promise<void> {
    for (const batch of cut(events, { count: this.#size, bytes: this.#bytes - 1 }, bytesOf))
      if (!this.signal.aborted) await this.#lane(batch, alone);
  }

  /** Tries a batch until it is done with: those that fail again before what follows. */
  async #lane(events: readonly StreamEvent[], alone: boolean): Promise<void> {
    const left: Batch[] = [{ events, attempts: 0 }];
    let waitMs = FIRST_WAIT_MS;
    while (left.length > 0 && !this.signal.aborted) {
      const batch = this.#young(left.shift()!);
      if (batch.old.length > 0) await this.#tell(batch.old, "RecordAgeExceeded");
      if (batch.events.length === 0) continue;
      const { failed, counts, until } = await this.#execute(batch.events);
      if (alone && failed.length < batch.events.length && left.length === 0)
        await this.#reachedBefore(batch.events, failed);
      if (failed.length === 0) continue;
      const again = await this.#again(batch, failed, counts);
      left.unshift(...again);
      if (again.length === 0 || this.signal.aborted) continue;
      const forMs = until === undefined ? waitMs : until - this.ctx.clock.now();
      if (forMs > 0) await this.#pause(forMs);
      waitMs = Math.min(2 * waitMs, LAST_WAIT_MS);
    }
  }

  /** A batch without the records that are too old by now. */
  #young({ events, attempts }: Batch) {
    const seconds = this.poller.stream.parameters.MaximumRecordAgeInSeconds ?? -1;
    const now = this.ctx.clock.now();
    const old = seconds < 0 ? [] : events.filter(({ at }) => now - at > seconds * 1_000);
    return { attempts, old, events: events.filter((event) => !old.includes(event)) };
  }

  /** An advancing clock waits for what is under way; it goes on when the pipe changes. */
  #execute(events: readonly StreamEvent[]): Promise<Outcome<StreamEvent>> {
    const { row } = this.poller;
    const own = this.ctx.as({ signal: undefined, requestId: this.ctx.chance.uuid() });
    const { promise, resolve, reject } = Promise.withResolvers<Outcome<StreamEvent>>();
    own.background(() => new Execution(own, row).run(events).then(resolve, reject));
    return promise;
  }

  /** The batches to try again; those that are to be tried no more are told of. */
  async #again(batch: Batch, failed: readonly StreamEvent[], counts: boolean): Promise<Batch[]> {
    const { MaximumRetryAttempts: most = -1, OnPartialBatchItemFailure: on } =
      this.poller.stream.parameters;
    const { attempts } = batch;
    if (!counts) return [{ events: failed, attempts }];
    if (on === "AUTOMATIC_BISECT" && failed.length > 1) {
      const half = Math.ceil(failed.length / 2);
      return [failed.slice(0, half), failed.slice(half)].map((events) => ({ events, attempts }));
    }
    if (most < 0 || attempts < most) return [{ events: failed, attempts: attempts + 1 }];
    await this.#tell(failed, "RetryAttemptsExhausted");
    return [];
  }

  /** What was done before the first that failed need not be read again. */
  async #reachedBefore(events: readonly StreamEvent[], failed: readonly StreamEvent[]) {
    const first = events.findIndex((event) => failed.includes(event));
    const last = events[(first < 0 ? events.length : first) - 1];
    if (last !== undefined) await this.#reached(last.sequence, false);
  }

  #reached(sequence: string | undefined, ended: boolean): Promise<void> {
    this.#sequence = sequence ?? this.#sequence;
    const held = this.#sequence === undefined ? {} : { sequence: this.#sequence };
    return this.#note(() => ({ ended, ...held }));
  }

  /** Keeps the newest iterator of a shard that nothing was read from yet. */
  #renewed(): Promise<void> {
    const iterator = this.#iterator;
    return this.#note((row) =>
      row?.iterator === undefined || iterator === undefined ? row : { ...row, iterator },
    );
  }

  /** An iterator that expired is of no use any more, nor is a place whose record is gone. */
  #forget(trimmed: boolean): Promise<void> {
    return this.#note((row) => {
      if (row === undefined) return undefined;
      const { iterator: _iterator, sequence, ...kept } = row;
      return sequence === undefined || trimmed ? kept : { ...kept, sequence };
    });
  }

  /** Changes what is kept of the shard, unless the pipe is no more. */
  async #note(change: (row: Position | undefined) => Position | undefined): Promise<void> {
    const { name, createdAt } = this.poller.row;
    const key = { name, shard: this.shard.id };
    await this.ctx.update(async (tx) => {
      if ((await tx.pipe.find({ name }))?.createdAt !== createdAt) return;
      const next = change(await tx.position.find(key));
      if (next !== undefined) await tx.position.put({ ...next, ...key });
    });
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html */
  async #tell(events: readonly StreamEvent[], condition: string): Promise<void> {
    const { ctx } = this;
    const { row, stream } = this.poller;
    const arn = stream.parameters.DeadLetterConfig?.Arn;
    if (arn === undefined) return;
    const [first, last] = [events[0]!, events.at(-1)!];
    const time = (at: number) => new Date(at).toISOString();
    const body = JSON.stringify({
      context: { partnerResourceArn: pipeArn(ctx, row.name), condition },
      version: "1.0",
      timestamp: time(ctx.clock.now()),
      [stream.batchInfo]: {
        shardId: this.shard.id,
        startSequenceNumber: first.sequence,
        endSequenceNumber: last.sequence,
        approximateArrivalOfFirstRecord: time(first.at),
        approximateArrivalOfLastRecord: time(last.at),
        batchSize: events.length,
        streamArn: stream.arn,
      },
    });
    const { service, region, account, resource } = arnParts(arn);
    const QueueUrl = `${ctx.origin}/${account}/${resource}`;
    await ctx.update((tx) =>
      tx.outbox.send({
        service,
        ...(service === "sns"
          ? { operation: "Publish", input: { TopicArn: arn, Message: body } }
          : { operation: "SendMessage", input: { QueueUrl, MessageBody: body } }),
        ...{ region, account, as: row.settings.RoleArn, sourceArn: pipeArn(ctx, row.name) },
      }),
    );
  }
}

function startOf(
  { parameters }: Stream,
  position: { readonly sequence?: string; readonly since?: number } | undefined,
): Start {
  if (position?.sequence !== undefined)
    return { type: "AFTER_SEQUENCE_NUMBER", sequence: position.sequence };
  if (position?.since !== undefined) return { type: "AT_TIMESTAMP", at: position.since };
  const { StartingPosition: type, StartingPositionTimestamp: at = 0 } = parameters;
  return type === "AT_TIMESTAMP" ? { type, at } : { type: "TRIM_HORIZON" };
}

/** A small number for a key, always the same. */
function hashOf(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) >>> 0;
  return hash;
}
