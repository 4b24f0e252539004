/**
 * What a pipe logs of one execution, in the places that its configuration names.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html
 */
import { gzipSync } from "node:zlib";
import { arnParts } from "#aws/target-call";
import { RECORD_BYTES } from "./limits.ts";
import { type Ctx, pipeArn } from "./pipes.ts";
import { groupIn } from "./targets/batches.ts";
import type { PipeRow, Settings } from "./tables.ts";

const LEVELS = ["OFF", "ERROR", "INFO", "TRACE"];

/**
 * The lowest level at which a step is logged, where it is not by how its name ends.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html#eb-pipes-logs-level
 */
function levelOf(step: string): "ERROR" | "INFO" | "TRACE" {
  if (/(Failed|Throttled|Timeout)$/.test(step)) return "ERROR";
  return step.startsWith("Execution") || step.includes("Stage") ? "INFO" : "TRACE";
}

/** What a record says beyond its step. The first three are execution data: they are left out unless asked for. */
interface More {
  readonly payload?: unknown;
  readonly awsRequest?: unknown;
  readonly awsResponse?: unknown;
  readonly error?: object;
}

const DATA = ["awsRequest", "awsResponse", "payload"] as const;

export class Journal {
  readonly #lines: { readonly timestamp: number; readonly message: string }[] = [];
  readonly #level: number;
  readonly #whole: boolean;
  readonly #executionId: string;

  constructor(
    readonly ctx: Ctx,
    readonly row: Readonly<PipeRow>,
  ) {
    const { Level = "OFF", IncludeExecutionData = [] } = row.settings.LogConfiguration ?? {};
    this.#level = LEVELS.indexOf(Level);
    this.#whole = IncludeExecutionData.includes("ALL");
    this.#executionId = ctx.chance.uuid();
  }

  note(messageType: string, { error, ...data }: More = {}): void {
    const logLevel = levelOf(messageType);
    if (LEVELS.indexOf(logLevel) > this.#level) return;
    const { ctx, row } = this;
    const timestamp = ctx.clock.now();
    const record = {
      resourceArn: pipeArn(ctx, row.name),
      timestamp,
      executionId: this.#executionId,
      messageType,
      logLevel,
      ...(this.#whole ? cut(data) : {}),
      ...(error === undefined ? {} : { error }),
    };
    this.#lines.push({ timestamp, message: JSON.stringify(record) });
  }

  /** What cannot be written is lost; the pipe is none the worse for it. */
  async write(): Promise<void> {
    const { LogConfiguration: to } = this.row.settings;
    if (to === undefined || this.#lines.length === 0) return;
    await Promise.allSettled([this.#toLogs(to), this.#toBucket(to), this.#toStream(to)]);
  }

  async #toLogs({ CloudwatchLogsLogDestination: to }: Destinations): Promise<void> {
    if (to === undefined) return;
    const { ctx, row } = this;
    const logGroupName = groupIn(to.LogGroupArn);
    const logStreamName = row.name;
    const options = { trusted: true };
    await ctx
      .call("logs", "CreateLogStream", { logGroupName, logStreamName }, options)
      .catch(() => undefined);
    const logEvents = this.#lines;
    await ctx.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents }, options);
  }

  /** An object for each execution, of a line for each record, compressed as AWS's logs in S3 are. */
  async #toBucket({ S3LogDestination: to }: Destinations): Promise<void> {
    if (to === undefined) return;
    const { ctx, row } = this;
    const hour = new Date(ctx.clock.now()).toISOString().slice(0, 13).replace(/[-T]/g, "/");
    const folder = `AWSLogs/${ctx.account}/vendedlogs/pipes/${ctx.region}/${row.name}/${hour}`;
    const prefix = to.Prefix ? `${to.Prefix.replace(/\/$/, "")}/` : "";
    const text = this.#lines.map(({ message }) => `${message}\n`).join("");
    await ctx.call(
      "s3",
      "PutObject",
      {
        Bucket: to.BucketName,
        Key: `${prefix}${folder}/${this.#executionId}.log.gz`,
        Body: new Uint8Array(gzipSync(text)) as never,
        ExpectedBucketOwner: to.BucketOwner,
      },
      { trusted: true },
    );
  }

  async #toStream({ FirehoseLogDestination: to }: Destinations): Promise<void> {
    if (to === undefined) return;
    const { ctx } = this;
    const { resource, region, account } = arnParts(to.DeliveryStreamArn);
    const DeliveryStreamName = resource.replace("deliverystream/", "");
    const records = this.#lines.map(({ message }) => ({ Data: Buffer.from(`${message}\n`) }));
    for (let from = 0; from < records.length; from += 500)
      await ctx.kernel.call(
        ctx.facts,
        "firehose",
        "PutRecordBatch",
        { DeliveryStreamName, Records: records.slice(from, from + 500) },
        { trusted: true, region, account },
      );
  }
}

type Destinations = NonNullable<Settings["LogConfiguration"]>;

/** Execution data as texts, of which the longest are cut until a record holds them. */
function cut(data: Omit<More, "error">): object {
  const texts: Record<string, string> = {};
  for (const name of DATA)
    if (data[name] !== undefined) texts[name] = JSON.stringify(readable(data[name])) ?? "";
  const truncatedFields: string[] = [];
  const share = Math.floor((RECORD_BYTES - 4_096) / 2 / Math.max(1, Object.keys(texts).length));
  for (const name of DATA)
    if ((texts[name]?.length ?? 0) > share) {
      texts[name] = texts[name]!.slice(0, share);
      truncatedFields.push(name);
    }
  return { ...texts, ...(truncatedFields.length === 0 ? {} : { truncatedFields }) };
}

/** A value with its bytes as the text that they are. */
function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, readable(held)]));
}
