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
  const file = new Uint8Array(gzipSync(JSON.stringify(whole)));
  // A log stream's lines stay together, unless they are to be spread.
  const key = filter.distribution === "Random" ? ctx.chance.uuid() : logStream.slice(0, 256);
  const [, , , region = ctx.region, account = ctx.account] = filter.destination.split(":");
  await tx.outbox.send({
    ...callTo(filter.destination, file, key),
    region,
    account,
    // A function lets Logs call it; a stream is written to as the role of the filter.
    as: filter.role ?? "logs.amazonaws.com",
    sourceArn: `${ctx.arn("logs", `log-group:${group.name}`)}:*`,
  });
}

/** The call that brings a compressed log file to a destination; `key` is a stream's partition key. */
export function callTo(destination: string, file: Uint8Array, key: string) {
  const [, , service] = destination.split(":");
  if (service === "kinesis")
    return {
      service,
      operation: "PutRecord",
      input: { StreamARN: destination, PartitionKey: key, Data: file },
    };
  if (service === "firehose")
    return {
      service,
      operation: "PutRecord",
      input: {
        DeliveryStreamName: destination.split("deliverystream/")[1] ?? "",
        Record: { Data: file },
      },
    };
  const data = Buffer.from(file).toString("base64");
  return {
    service: "lambda",
    operation: "Invoke",
    input: {
      FunctionName: destination,
      InvocationType: "Event",
      Payload: new Uint8Array(Buffer.from(JSON.stringify({ awslogs: { data } }))),
    },
  };
}

/** What a stream is given when it is made a destination, to see that it can be written to. */
export function controlMessage(ctx: Ctx, what: "Kinesis stream" | "Firehose"): Uint8Array {
  const message = `CWL CONTROL MESSAGE: Checking health of destination ${what}.`;
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
