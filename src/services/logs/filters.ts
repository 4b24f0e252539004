/** What is done with lines that match a group's filters: counted as metrics, sent to functions and streams. */
import { gzipSync } from "node:zlib";
import { compileFilter } from "#languages/log-filter/filter";
import type { Ctx, Tx } from "./operations/groups.ts";
import type { GroupRow, MetricFilter, SubscriptionFilter } from "./tables.ts";

interface Line {
  readonly id: string;
  readonly timestamp: number;
  readonly message: string;
}

/** Inside the transaction that stores them: what is to be made of a stream's new lines. */
export async function applyFilters(
  ctx: Ctx,
  tx: Tx,
  group: Readonly<GroupRow>,
  logStream: string,
  lines: readonly Line[],
): Promise<void> {
  for (const filter of group.filters?.metrics ?? []) {
    const matches = compileFilter(filter.pattern);
    tx.afterCommit(() => count(ctx, filter, lines, matches));
  }
  for (const filter of group.filters?.subscriptions ?? []) {
    const matches = compileFilter(filter.pattern);
    const logEvents = lines.filter(({ message }) => matches(message));
    if (logEvents.length > 0) await send(ctx, tx, group, logStream, filter, logEvents);
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html */
function count(
  ctx: Ctx,
  filter: MetricFilter,
  lines: readonly Line[],
  matches: (message: string) => boolean,
): void {
  for (const one of filter.transformations)
    for (const { message } of lines) {
      const found = matches(message);
      const value = found ? amountOf(one.value, message) : one.defaultValue;
      if (value === undefined) continue;
      const dimensions: Record<string, string> = Object.create(null);
      for (const [name, source] of found ? Object.entries(one.dimensions) : []) {
        const text = fieldOf(source, message);
        if (text !== undefined) dimensions[name] = String(text);
      }
      ctx.count(one.namespace, one.name, value, one.unit, dimensions);
    }
}

function amountOf(source: string, message: string): number | undefined {
  const value = Number(source.startsWith("$") ? fieldOf(source, message) : source);
  return Number.isFinite(value) ? value : undefined;
}

/** What "$.a.b" is in a line of JSON. */
function fieldOf(source: string, message: string): unknown {
  try {
    let value: unknown = JSON.parse(message);
    for (const part of source.replace(/^\$\./, "").split(".")) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, part))
        return undefined;
      value = (value as Record<string, unknown>)[part];
    }
    return typeof value === "object" ? undefined : value;
  } catch {
    return undefined;
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
async function send(
  ctx: Ctx,
  tx: Tx,
  group: Readonly<GroupRow>,
  logStream: string,
  filter: SubscriptionFilter,
  logEvents: readonly Line[],
): Promise<void> {
  const whole = {
    messageType: "DATA_MESSAGE",
    owner: ctx.account,
    logGroup: group.name,
    logStream,
    subscriptionFilters: [filter.name],
    logEvents,
  };
  const data = new Uint8Array(gzipSync(JSON.stringify(whole)));
  const [, , service, region = ctx.region, account = ctx.account] = filter.destination.split(":");
  const call =
    service === "kinesis" ? toStream(ctx, filter, logStream, data) : toFunction(filter, data);
  await tx.outbox.send({
    ...call,
    region,
    account,
    as: filter.role ?? "logs.amazonaws.com",
    sourceArn: `${ctx.arn("logs", `log-group:${group.name}`)}:*`,
  });
}

function toFunction({ destination }: SubscriptionFilter, data: Uint8Array) {
  const awslogs = { data: Buffer.from(data).toString("base64") };
  return {
    service: "lambda",
    operation: "Invoke",
    input: {
      FunctionName: destination,
      InvocationType: "Event",
      Payload: new Uint8Array(Buffer.from(JSON.stringify({ awslogs }))),
    },
  };
}

/** A log stream's lines stay together, unless they are to be spread. */
function toStream(ctx: Ctx, filter: SubscriptionFilter, logStream: string, data: Uint8Array) {
  const { destination: StreamARN, distribution } = filter;
  const PartitionKey = distribution === "Random" ? ctx.chance.uuid() : logStream.slice(0, 256);
  const input = { StreamARN, PartitionKey, Data: data };
  return { service: "kinesis", operation: "PutRecord", input };
}

/** What a destination is given when it is made one, to see that it can be written to. */
export function controlMessage(ctx: Ctx): Uint8Array {
  const message = "CWL CONTROL MESSAGE: Checking health of destination Kinesis stream.";
  const whole = {
    messageType: "CONTROL_MESSAGE",
    owner: "CloudwatchLogs",
    logGroup: "",
    logStream: "",
    subscriptionFilters: [],
    logEvents: [{ id: "", timestamp: ctx.now, message }],
  };
  return new Uint8Array(gzipSync(JSON.stringify(whole)));
}
