/**
 * Buffers: rows that fill until they are large or old enough, and are then on their way. All of it is
 * in the transaction that takes records in, so that what is acknowledged is kept.
 */
import type { Seal } from "./sealing.ts";
import { hintsOf } from "./destinations.ts";
import { ACTIVE_PARTITIONS } from "./limits.ts";
import { Unprocessed } from "./processing.ts";
import type { Ctx, Stream, Tx } from "./streams.ts";
import type { BatchRow, KinesisPlace, Lane } from "./tables.ts";

/** A record as it goes into a buffer. */
export interface Incoming {
  readonly data: Uint8Array;
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
  readonly recordId: string;
  readonly kinesis?: KinesisPlace | undefined;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly endedAt: number;
  readonly lambdaArn?: string;
}

/** Records on their way into the buffers of one stream. */
export class Buffers {
  readonly #waiting = new Map<string, { lane: Lane; partition: string; records: Incoming[] }>();

  constructor(
    readonly ctx: Ctx,
    readonly tx: Tx,
    readonly stream: Stream,
    readonly seal: Seal,
  ) {}

  add(lane: Lane, partition: string, record: Incoming): void {
    const slot = `${lane}/${partition}`;
    const known = this.#waiting.get(slot);
    if (known !== undefined) known.records.push(record);
    else this.#waiting.set(slot, { lane, partition, records: [record] });
  }

  /**
   * A record that failed becomes a line that says how, with its bytes in it.
   * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
   */
  fail(type: string, record: Incoming, failure: Failure): void {
    const line = JSON.stringify({
      attemptsMade: failure.attempts,
      arrivalTimestamp: record.arrivedAt,
      errorCode: failure.code,
      errorMessage: failure.message,
      attemptEndingTimestamp: failure.endedAt,
      rawData: Buffer.from(record.data).toString("base64"),
      ...(failure.lambdaArn === undefined ? {} : { lambdaArn: failure.lambdaArn }),
    });
    this.add(`failed:${type}`, "", { ...record, data: Buffer.from(`${line}\n`) });
  }

  failBy(record: Incoming, error: Unprocessed): void {
    const { code, message, type } = error;
    this.fail(type, record, { code, message, attempts: 1, endedAt: this.ctx.clock.now() });
  }

  /** Writes what was added. */
  async store(): Promise<void> {
    // A partition too many makes failures, which then are stored too.
    for (const [slot, { lane, partition, records }] of this.#waiting) {
      this.#waiting.delete(slot);
      await this.#append(lane, partition, records);
    }
  }

  async #append(lane: Lane, partition: string, records: readonly Incoming[]): Promise<void> {
    const { ctx, tx, stream } = this;
    const hints = hintsOf(stream, lane);
    const where = { stream: stream.id, lane, partition, open: true };
    const [found] = await tx.batch.list({ where, limit: 1 });
    if (found === undefined && (await this.#tooMany(lane, partition))) {
      for (const record of records) this.failBy(record, tooManyPartitions());
      return;
    }
    let batch: BatchRow | undefined = found === undefined ? undefined : { ...found };
    for (const record of records) {
      const size = record.data.length;
      if (batch !== undefined && batch.bytes + size > hints.bytes) {
        await close(ctx, tx, batch);
        batch = undefined;
      }
      if (batch === undefined) {
        batch = this.#begun(lane, partition, record);
        await tx.due.set("close", batch.id, ctx.now + hints.milliseconds);
      }
      const { data, sealed } = this.seal?.(record.data) ?? { data: record.data, sealed: undefined };
      const { arrivedAt, recordId, kinesis } = record;
      await tx.record.put({
        ...{ batch: batch.id, place: batch.records++, data, sealed },
        ...{ arrivedAt, recordId, kinesis },
      });
      batch.bytes += size;
      batch.oldestAt = Math.min(batch.oldestAt, arrivedAt);
      if (batch.bytes < hints.bytes && batch.records < hints.records) continue;
      await close(ctx, tx, batch);
      batch = undefined;
    }
    if (batch === undefined) return;
    if (hints.milliseconds === 0) await close(ctx, tx, batch);
    else await tx.batch.put(batch);
  }

  async #tooMany(lane: Lane, partition: string): Promise<boolean> {
    if (lane !== "deliver" || partition === "") return false;
    const { ctx, stream } = this;
    const [row] = await this.tx.batch.query<{ found: number }>("partitions", { stream: stream.id });
    const dimensions = { DeliveryStreamName: stream.name };
    const most = Number(row?.found ?? 0) >= ACTIVE_PARTITIONS;
    ctx.count("AWS/Firehose", "ActivePartitionExceeded", most ? 1 : 0, "Count", dimensions);
    return most;
  }

  #begun(lane: Lane, partition: string, { arrivedAt }: Incoming): BatchRow {
    const { ctx, stream } = this;
    return {
      id: ctx.chance.uuid(),
      stream: stream.id,
      name: stream.name,
      ...{ lane, partition, open: true, bytes: 0, records: 0 },
      oldestAt: arrivedAt,
      ...{ attempts: 0, failedAt: undefined, nextAt: 0 },
    };
  }
}

/** No text of AWS's own was found for this one. */
const tooManyPartitions = (): Unprocessed =>
  new Unprocessed(
    "DynamicPartitioning.ActivePartitionLimitExceeded",
    `The limit of ${ACTIVE_PARTITIONS} active partitions is exceeded`,
  );

/** A buffer becomes a batch on its way. */
async function close(ctx: Ctx, tx: Tx, batch: BatchRow): Promise<void> {
  await tx.batch.put({ ...batch, open: false });
  await tx.due.set("close", batch.id, undefined);
  await tx.outbox.send({
    deliver: "batch",
    input: { batch: batch.id },
    sourceArn: ctx.arn("firehose", `deliverystream/${batch.name}`),
  });
}

/** Due: a buffer is old enough. */
export async function closeBuffer(ctx: Ctx, id: string): Promise<void> {
  await ctx.update(async (tx) => {
    const batch = await tx.batch.find({ id });
    if (batch?.open) await close(ctx, tx, batch);
  });
}
