/**
 * Brings the records of a stream's shard to a function, in their order, until each batch is done
 * with or given up. https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
 */
import { Fault } from "#aws/fault";
import { compileEventPattern, type EventPattern } from "#languages/event-pattern/pattern";
import type { Outcome } from "#engines/contract";
import { type Ctx, functionArn, type Place, type Target } from "./functions.ts";
import { invoke, resolve } from "./invoke.ts";
import { principalOf } from "./runner.ts";
import type { Given, Placed, ShardReader } from "./shard-readers.ts";

/** Between attempts, by Brume's clock; doubled each time up to the last. */
export const FIRST_WAIT_MS = 1_000;
export const LAST_WAIT_MS = 60_000;
/** A batch's JSON is no larger than an invocation's payload. */
const PAGE_MOST = 1_000;

interface Batch {
  readonly records: readonly Given[];
  /** Attempts that failed before this one. */
  readonly attempts: number;
}

const placeOf = (row: Placed): Place => ({
  account: row.account,
  region: row.region,
  name: row.functionName,
  qualifier: row.qualifier || undefined,
});

/** How a mapping calls its source: as the function's role. @throws Fault */
export async function optionsOf(ctx: Ctx, row: Placed) {
  const { version } = await resolve(ctx, placeOf(row));
  const { role } = version.configuration;
  const principal = await principalOf(ctx, role, row.functionName);
  return { region: row.sourceArn.split(":")[3]!, principal, role };
}

export class StreamPoller {
  readonly #place: Place;
  readonly #filters: readonly EventPattern[] | undefined;
  #iterator: string | undefined;
  /** All of the shard has been read. */
  #ended = false;

  constructor(
    readonly ctx: Ctx,
    readonly row: Placed,
    readonly signal: AbortSignal,
    readonly reader: ShardReader,
  ) {
    this.#place = placeOf(row);
    this.#filters = row.filters?.map(compileEventPattern);
  }

  /** Resolves at the end of the shard, or when it is to stop. */
  async run(): Promise<void> {
    const { ctx, signal, reader } = this;
    let waitMs = FIRST_WAIT_MS;
    while (!signal.aborted) {
      // The wait begins before the records are read, so that none falls between.
      const until = ctx.clock.now() + reader.renewMs;
      const woken = ctx.signals.wait(reader.topic, until, signal);
      try {
        const records = await this.#read(this.row.batchSize);
        if (records === undefined) return;
        waitMs = FIRST_WAIT_MS;
        if (records.length === 0) await woken;
        else await this.#work(await this.#gathered(records));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        // The stream or the role is not what it was: asked again, more and more slowly.
        this.#iterator = undefined;
        await this.#pause(waitMs);
        waitMs = Math.min(2 * waitMs, LAST_WAIT_MS);
      }
    }
  }

  #pause(forMs: number): Promise<boolean> {
    const until = this.ctx.clock.now() + forMs;
    return this.ctx.signals.wait(`lambda:mappings:${this.row.uuid}`, until, this.signal);
  }

  /** The next records; undefined when the stream has ended and all are read. */
  async #read(limit: number): Promise<readonly Given[] | undefined> {
    if (this.#ended) return undefined;
    const { role, ...options } = await optionsOf(this.ctx, this.row);
    this.#iterator ??= await this.reader.start(options);
    const most = Math.min(limit, PAGE_MOST);
    const { records, next } = await this.reader.read(this.#iterator, most, options, role);
    this.#iterator = next;
    this.#ended = next === undefined;
    return this.#ended && records.length === 0 ? undefined : records;
  }

  /** With a window, more are waited for until the batch is full or the window over. */
  async #gathered(first: readonly Given[]): Promise<readonly Given[]> {
    const { batchSize, windowSeconds } = this.row;
    const records = [...first];
    const until = this.ctx.clock.now() + windowSeconds * 1_000;
    while (windowSeconds > 0 && records.length < batchSize && !this.signal.aborted) {
      const more = this.ctx.signals.wait(this.reader.topic, until, this.signal);
      const next = await this.#read(batchSize - records.length);
      if (next === undefined) break;
      records.push(...next);
      if (next.length === 0 && !(await more)) break;
    }
    return records;
  }

  /** Works through what was read: batch after batch, those that fail again before what follows. */
  async #work(read: readonly Given[]): Promise<void> {
    const { row, signal } = this;
    const wanted = read.filter(
      ({ event, filtered = event }) =>
        this.#filters?.some((pattern) => pattern.matches(filtered)) ?? true,
    );
    const left: Batch[] = wanted.length === 0 ? [] : [{ records: wanted, attempts: 0 }];
    while (left.length > 0 && !signal.aborted) {
      const batch = left.shift()!;
      const outcome = await this.#invoke(batch);
      const undone = failedPart(batch.records, outcome, row.reportsItemFailures);
      const done = batch.records[batch.records.length - undone.length - 1];
      if (done !== undefined) await this.reader.reached(done.sequence);
      if (undone.length === 0) continue;
      const again = await this.#givenUp(batch, undone, outcome);
      left.unshift(...again);
      // What was reported as half done is progress, and tried again at once.
      if (again.length > 0 && undone.length === batch.records.length)
        await this.#pause(Math.min(FIRST_WAIT_MS * 2 ** batch.attempts, LAST_WAIT_MS));
    }
    const last = read.at(-1);
    if (!signal.aborted && last !== undefined) await this.reader.reached(last.sequence);
  }

  /** An advancing clock waits for a function at work, as for those that are called by events. */
  #invoke(batch: Batch): Promise<Outcome | undefined> {
    const work = this.#attempt(batch);
    const over = () => undefined;
    this.ctx.background(() => work.then(over, over));
    return work;
  }

  async #attempt(batch: Batch): Promise<Outcome | undefined> {
    const { ctx } = this;
    const own = ctx.as({ signal: undefined, requestId: ctx.chance.uuid() });
    try {
      const target = await resolve(own, this.#place);
      const payload = Buffer.from(JSON.stringify({ Records: batch.records.map((r) => r.event) }));
      return await invoke(own, target, {
        payload,
        requestId: own.requestId,
        trace: own.requestId,
      });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return undefined;
    }
  }

  /** The batches to try again; those that are to be tried no more are told of, and left out. */
  async #givenUp(
    batch: Batch,
    undone: readonly Given[],
    outcome: Outcome | undefined,
  ): Promise<Batch[]> {
    const { bisects, maximumAgeSeconds, maximumRetries } = this.row.stream!;
    const now = this.ctx.clock.now();
    const tooOld = (record: Given) =>
      maximumAgeSeconds >= 0 && now - record.at > maximumAgeSeconds * 1_000;
    const old = undone.filter(tooOld);
    if (old.length > 0) await this.#tell(old, outcome, "RecordAgeExceeded", batch.attempts + 1);
    const kept = undone.filter((record) => !tooOld(record));
    if (kept.length === 0) return [];
    const progress = undone.length < batch.records.length;
    const throttled = outcome === undefined;
    const attempts = progress || throttled ? batch.attempts : batch.attempts + 1;
    // Halves are no attempts: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
    if (bisects && kept.length > 1 && !throttled && !progress) {
      const half = Math.ceil(kept.length / 2);
      return [kept.slice(0, half), kept.slice(half)].map((records) => ({
        records,
        attempts: batch.attempts,
      }));
    }
    if (maximumRetries >= 0 && attempts > maximumRetries) {
      await this.#tell(kept, outcome, "RetryAttemptsExhausted", attempts);
      return [];
    }
    return [{ records: kept, attempts }];
  }

  async #tell(
    records: readonly Given[],
    outcome: Outcome | undefined,
    condition: string,
    attempts: number,
  ): Promise<void> {
    const { onFailure } = this.row.stream!;
    if (onFailure === undefined) return;
    const { ctx, row } = this;
    const target = await resolve(ctx, this.#place);
    const body = JSON.stringify(this.#record(records, outcome, condition, attempts, target));
    const [, , service = "", region = "", account = "", name = ""] = onFailure.split(":");
    const key = `aws/lambda/${row.uuid}/${this.reader.shard}/${ctx.chance.uuid()}`;
    const inputs = new Map<string, readonly [operation: string, input: Record<string, unknown>]>([
      ["sqs", ["SendMessage", { QueueUrl: `${ctx.origin}/${account}/${name}`, MessageBody: body }]],
      ["sns", ["Publish", { TopicArn: onFailure, Message: body }]],
      ["s3", ["PutObject", { Bucket: name, Key: key, Body: new Uint8Array(Buffer.from(body)) }]],
    ]);
    const found = inputs.get(service);
    if (found === undefined) return;
    await ctx.update((tx) =>
      tx.at(row.account, row.region).outbox.send({
        service,
        operation: found[0],
        input: found[1],
        region: region || row.region,
        account: account || row.account,
        as: target.version.configuration.role,
        sourceArn: functionArn(this.#place),
      }),
    );
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
  #record(
    records: readonly Given[],
    outcome: Outcome | undefined,
    condition: string,
    attempts: number,
    target: Target,
  ) {
    const [first, last] = [records[0]!, records.at(-1)!];
    return {
      requestContext: {
        requestId: this.ctx.chance.uuid(),
        functionArn: functionArn(this.#place, this.#place.qualifier),
        condition,
        approximateInvokeCount: attempts,
      },
      responseContext: {
        statusCode: outcome === undefined ? 429 : 200,
        executedVersion: target.version.version,
        functionError: outcome?.errorType === undefined ? null : "Unhandled",
      },
      version: "1.0",
      timestamp: new Date(this.ctx.clock.now()).toISOString(),
      [this.reader.batchInfo]: {
        shardId: this.reader.shard,
        startSequenceNumber: first.sequence,
        endSequenceNumber: last.sequence,
        approximateArrivalOfFirstRecord: new Date(first.at).toISOString(),
        approximateArrivalOfLastRecord: new Date(last.at).toISOString(),
        batchSize: records.length,
        streamArn: this.row.sourceArn,
      },
    };
  }
}

/**
 * The records that are not done with, from the first that failed on.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function failedPart<R extends { readonly sequence: string }>(
  records: readonly R[],
  outcome: Pick<Outcome, "errorType" | "payload"> | undefined,
  reports: boolean,
): readonly R[] {
  if (outcome === undefined || outcome.errorType !== undefined) return records;
  if (!reports) return [];
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(outcome.payload).toString() || "null");
  } catch {
    return records;
  }
  const reported = (answer as { batchItemFailures?: unknown } | null)?.batchItemFailures;
  if (reported === undefined || reported === null) return [];
  if (!Array.isArray(reported)) return records;
  let from = records.length;
  for (const item of reported) {
    const id = (item as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    const at = records.findIndex(({ sequence }) => sequence === id);
    // An id that is none of the batch fails it all.
    if (at < 0) return records;
    from = Math.min(from, at);
  }
  return records.slice(from);
}
