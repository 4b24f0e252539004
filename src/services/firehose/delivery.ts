/**
 * Batches on their way: given to the function, written to S3, sent to the endpoint; tried again, and
 * given up when their time is over. https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html
 */
import { Fault } from "#aws/fault";
import type { Kernel } from "#kernel/kernel";
import type { Observation } from "#kernel/meter";
import { NotYet } from "#kernel/service";
import { Buffers } from "./buffers.ts";
import { isPartitioned, planFor, s3Of } from "./destinations.ts";
import { post } from "./endpoint.ts";
import { Undelivered } from "./errors.ts";
import { finish } from "./intake.ts";
import { tell } from "./journal.ts";
import {
  AT_ONCE,
  ENDPOINT_LAST_WAIT_MS,
  ENDPOINT_RETRY_SECONDS,
  FIRST_WAIT_MS,
  LAST_WAIT_MS,
  RETENTION_MS,
} from "./limits.ts";
import { opened, type Seal, sealFor } from "./sealing.ts";
import { store } from "./storing.ts";
import type { Ctx, Stream, Tx } from "./streams.ts";
import type { BatchRow, RecordRow } from "./tables.ts";
import { transform, type Transformed } from "./transformation.ts";

type Batch = Readonly<BatchRow>;
type Records = readonly Readonly<RecordRow>[];

/** How many batches of each stream are on their way: that ends with the process. */
const underWay = new WeakMap<Kernel, Map<string, number>>();

/** From the outbox: brings a batch to where it goes. @throws NotYet while it cannot be. */
export async function deliver(ctx: Ctx, input: Readonly<Record<string, unknown>>): Promise<void> {
  const id = String(input["batch"]);
  const found = await ctx.view(async (tx) => {
    const batch = await tx.batch.find({ id });
    const stream = batch && (await tx.stream.find({ name: batch.name }));
    return stream?.id === batch?.stream ? { batch, stream } : { batch };
  });
  // The stream has been deleted, and its records with it.
  if (found.batch === undefined || found.stream === undefined) return;
  const { batch, stream } = found;
  if (batch.nextAt > ctx.clock.now()) throw new NotYet(batch.nextAt);
  const delivery = new Delivery(ctx, stream, batch);
  // Others may take their time over these, and other deliveries are not to wait for them.
  const end = delivery.isSlow ? begin(ctx, stream.id) : undefined;
  try {
    await delivery.run();
  } finally {
    end?.();
  }
}

/** @throws NotYet when as many of the stream's batches as may be are on their way. */
function begin(ctx: Ctx, stream: string): () => void {
  let known = underWay.get(ctx.kernel);
  if (known === undefined) {
    known = new Map();
    underWay.set(ctx.kernel, known);
  }
  const running = known;
  const count = running.get(stream) ?? 0;
  if (count >= AT_ONCE) throw new NotYet(ctx.clock.now() + FIRST_WAIT_MS);
  running.set(stream, count + 1);
  return () => {
    const left = (running.get(stream) ?? 1) - 1;
    if (left > 0) running.set(stream, left);
    else running.delete(stream);
  };
}

class Delivery {
  readonly #toEndpoint: boolean;

  constructor(
    readonly ctx: Ctx,
    readonly stream: Stream,
    readonly batch: Batch,
  ) {
    this.#toEndpoint = batch.lane === "deliver" && stream.destination.http !== undefined;
  }

  /** Whether it waits for a function or an endpoint. */
  get isSlow(): boolean {
    return this.#toEndpoint || this.batch.lane === "process";
  }

  async run(): Promise<void> {
    const { ctx, stream, batch } = this;
    const rows = await ctx.view((tx) =>
      tx.record.list({ where: { batch: batch.id }, order: ["place"] }),
    );
    let records: Records = [];
    try {
      records = await opened(ctx, stream, rows);
      if (batch.lane === "process") return await this.#transformed(records);
      if (this.#toEndpoint) await post(ctx, stream, batch, records);
      else await store(ctx, stream, batch, records);
    } catch (error) {
      if (!(error instanceof Undelivered)) throw error;
      return this.#failed(records, error);
    }
    this.#measure(1);
    await ctx.update((tx) => this.#remove(tx));
  }

  async #remove(tx: Tx): Promise<void> {
    const { id } = this.batch;
    await tx.record.removeAll({ batch: id });
    await tx.batch.remove({ id });
  }

  /** What the function made goes on into the buffers of the destination. */
  async #transformed(records: Records): Promise<void> {
    const { ctx, stream } = this;
    const plan = planFor(stream.destination);
    const { lambda } = plan;
    const made: readonly Transformed[] =
      lambda === undefined
        ? // An update has taken the function away: they go on as they came.
          records.map((record) => ({ record, result: "Ok", data: record.data, keys: new Map() }))
        : await transform(ctx, stream, lambda, lambda.roleArn ?? this.#roleArn!, records);
    const seal = await this.#seal();
    await ctx.update(async (tx) => {
      // Another process, or an earlier attempt, may have done it.
      if ((await tx.batch.find({ id: this.batch.id })) === undefined) return;
      const buffers = new Buffers(ctx, tx, stream, seal);
      for (const { record, result, data, keys } of made)
        if (result === "Ok") finish(buffers, plan, { ...record, data }, keys);
        else if (result === "ProcessingFailed")
          buffers.fail("processing-failed", record, {
            code: "Lambda.ProcessingFailedStatus",
            message: "ProcessingFailed status set for record",
            attempts: this.batch.attempts + 1,
            endedAt: ctx.clock.now(),
            ...(lambda === undefined ? {} : { lambdaArn: lambda.arn }),
          });
      await buffers.store();
      await this.#remove(tx);
    });
    const good = made.filter(({ result }) => result !== "ProcessingFailed");
    ctx.countAll("AWS/Firehose", { DeliveryStreamName: stream.name }, [
      ["SucceedProcessing.Records", good.length, "Count"],
      ["SucceedProcessing.Bytes", good.reduce((sum, { data }) => sum + data.length, 0), "Bytes"],
    ]);
  }

  get #roleArn(): string | undefined {
    const { s3, http } = this.stream.destination;
    return s3?.RoleARN ?? http?.RoleARN ?? http?.S3Configuration.RoleARN;
  }

  /** Tried again later, or given up. @throws NotYet */
  async #failed(records: Records, error: Undelivered): Promise<void> {
    const { ctx, batch } = this;
    if (batch.lane !== "process") this.#measure(0);
    await this.#tell(error);
    const failedAt = batch.failedAt ?? ctx.clock.now();
    const attempts = batch.attempts + 1;
    const nextAt = ctx.clock.now() + this.#wait(attempts);
    if (error.again && !this.#isOver(error, attempts, nextAt - failedAt))
      await this.#later(attempts, failedAt, nextAt);
    try {
      await this.#giveUp(records, error, attempts);
    } catch (refused) {
      if (!(refused instanceof Undelivered)) throw refused;
      await this.#later(attempts, failedAt, nextAt);
    }
  }

  async #later(attempts: number, failedAt: number, nextAt: number): Promise<never> {
    await this.ctx.update(async (tx) => {
      const row = await tx.batch.find({ id: this.batch.id });
      if (row !== undefined) await tx.batch.put({ ...row, attempts, failedAt, nextAt });
    });
    throw new NotYet(nextAt);
  }

  /** Milliseconds before the next attempt; those of endpoints are spread as AWS's page says. */
  #wait(attempts: number): number {
    const last = this.#toEndpoint ? ENDPOINT_LAST_WAIT_MS : LAST_WAIT_MS;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), last);
    return this.#toEndpoint ? Math.round(wait * (0.85 + 0.3 * this.ctx.chance.fraction())) : wait;
  }

  /** @param age Milliseconds from the first failure to the next attempt. */
  #isOver({ code }: Undelivered, attempts: number, age: number): boolean {
    const { lane } = this.batch;
    // A key that may not be used now says nothing of where the records go.
    if (code.startsWith("KMS.")) return age > RETENTION_MS;
    const { destination } = this.stream;
    const { lambda } = planFor(destination);
    if (lane === "process") return attempts > (lambda?.retries ?? 0);
    if (this.#toEndpoint) return age > seconds(destination.http!.RetryOptions?.DurationInSeconds);
    if (lane === "deliver" && isPartitioned(destination)) {
      const retries = destination.s3!.DynamicPartitioningConfiguration!.RetryOptions;
      return age > seconds(retries?.DurationInSeconds);
    }
    return age > RETENTION_MS;
  }

  /** Records end as lines in the error output, those of S3 itself nowhere. @throws Undelivered */
  async #giveUp(records: Records, error: Undelivered, attempts: number): Promise<void> {
    const { ctx, stream, batch } = this;
    const told = this.#isTold(error);
    const seal = told ? await this.#seal() : undefined;
    const lambda = batch.lane === "process" ? planFor(stream.destination).lambda : undefined;
    const type = this.#toEndpoint ? "http-endpoint-failed" : "processing-failed";
    const failure = {
      ...{ code: error.code, message: error.message, attempts, endedAt: ctx.clock.now() },
      ...(lambda === undefined ? {} : { lambdaArn: lambda.arn }),
    };
    await ctx.update(async (tx) => {
      if ((await tx.batch.find({ id: batch.id })) === undefined) return;
      const buffers = new Buffers(ctx, tx, stream, seal);
      if (told) for (const record of records) buffers.fail(type, record, failure);
      await buffers.store();
      await this.#remove(tx);
    });
  }

  /** Whether records that are given up stand in the error output. */
  #isTold({ again }: Undelivered): boolean {
    const { lane } = this.batch;
    if (lane === "process") return true;
    // AWS's page: what an endpoint finds too large is not backed up.
    if (this.#toEndpoint) return again;
    return lane === "deliver" && isPartitioned(this.stream.destination);
  }

  async #seal(): Promise<Seal> {
    try {
      return await sealFor(this.ctx, this.stream);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new Undelivered(`KMS.${String(error.details["code"] ?? error.code)}`, error.message);
    }
  }

  #tell(error: Undelivered): Promise<void> {
    const { ctx, stream, batch } = this;
    const { destination } = stream;
    const main = batch.lane === "process" || batch.lane === "deliver";
    const { http } = destination;
    const s3 = s3Of(destination, batch.lane);
    const own = main && http !== undefined;
    return tell(ctx, stream, {
      logging: (own ? http : s3).CloudWatchLoggingOptions,
      roleArn: own ? this.#roleArn : s3.RoleARN,
      destination: own ? http.EndpointConfiguration.Url : s3.BucketARN,
      processor: planFor(destination).lambda?.arn,
      code: error.code,
      message: error.message,
    });
  }

  /** https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html */
  #measure(success: 0 | 1): void {
    const { ctx, stream, batch } = this;
    const kind = this.#toEndpoint
      ? "DeliveryToHttpEndpoint"
      : batch.lane === "backup" || stream.destination.http !== undefined
        ? "BackupToS3"
        : "DeliveryToS3";
    const done: Observation[] =
      success === 0
        ? []
        : [
            [`${kind}.Bytes`, batch.bytes, "Bytes"],
            [`${kind}.Records`, batch.records, "Count"],
            ...(this.#toEndpoint ? [] : [[`${kind}.ObjectCount`, 1, "Count"] as const]),
          ];
    const age = Math.max(0, Math.round((ctx.clock.now() - batch.oldestAt) / 1_000));
    ctx.countAll("AWS/Firehose", { DeliveryStreamName: stream.name }, [
      ...done,
      [`${kind}.DataFreshness`, age, "Seconds"],
      [`${kind}.Success`, success, "Count"],
    ]);
  }
}

const seconds = (given = ENDPOINT_RETRY_SECONDS): number => given * 1_000;
