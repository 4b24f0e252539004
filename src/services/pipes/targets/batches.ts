/**
 * Targets with an operation that takes several events: what it refuses is told of event by event.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 */
import type { Fault } from "#aws/fault";
import type { RejectedLogEventsInfo as Rejected } from "#aws/generated/types/logs";
import { arnParts } from "#aws/target-call";
import { validation } from "../errors.ts";
import { allDynamic } from "../input.ts";
import type { Ctx } from "../pipes.ts";
import { type Delivery, optionsOf, type Refused, textOf } from "./deliver.ts";

/** Brings the events at some places to the target. */
type Batch = (ctx: Ctx, delivery: Delivery, places: readonly number[]) => Promise<Refused>;

async function toQueue(ctx: Ctx, delivery: Delivery, places: readonly number[]): Promise<Refused> {
  const { row, given, inputs } = delivery;
  const { account, resource } = arnParts(row.settings.Target);
  const Entries = places.map((place) => {
    const own = row.settings.TargetParameters?.SqsQueueParameters;
    const { MessageGroupId, MessageDeduplicationId } = allDynamic(own ?? {}, given[place]);
    return {
      ...{ Id: String(place), MessageBody: textOf(inputs[place]) },
      ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
      ...(MessageDeduplicationId === undefined ? {} : { MessageDeduplicationId }),
    };
  });
  const input = { QueueUrl: `${ctx.origin}/${account}/${resource}`, Entries };
  const { Failed = [] } = await delivery.calls.ask(input, () =>
    ctx.call("sqs", "SendMessageBatch", input, optionsOf(ctx, delivery)),
  );
  return new Map(Failed.map(({ Id, Message, Code }) => [Number(Id), Message ?? Code!]));
}

async function toTopic(ctx: Ctx, delivery: Delivery, places: readonly number[]): Promise<Refused> {
  const { row, inputs } = delivery;
  const entries = places.map((place) => ({ Id: String(place), Message: textOf(inputs[place]) }));
  const input = { TopicArn: row.settings.Target, PublishBatchRequestEntries: entries };
  const { Failed = [] } = await delivery.calls.ask(input, () =>
    ctx.call("sns", "PublishBatch", input, optionsOf(ctx, delivery)),
  );
  return new Map(Failed.map(({ Id, Message, Code }) => [Number(Id), Message ?? Code!]));
}

/** How Kinesis and Firehose answer: in the order of the records. */
interface PutAnswer {
  readonly Records?: readonly { ErrorCode?: string; ErrorMessage?: string }[];
  readonly RequestResponses?: readonly { ErrorCode?: string; ErrorMessage?: string }[];
}

async function toStream(ctx: Ctx, delivery: Delivery, places: readonly number[]): Promise<Refused> {
  const { row, given, inputs } = delivery;
  const Records = places.map((place) => {
    const own = row.settings.TargetParameters?.KinesisStreamParameters;
    const PartitionKey = allDynamic(own, given[place])?.PartitionKey ?? "";
    return { Data: Buffer.from(textOf(inputs[place])), PartitionKey };
  });
  const input = { StreamARN: row.settings.Target, Records };
  return put(ctx, delivery, places, "kinesis", "PutRecords", input);
}

async function toDeliveryStream(ctx: Ctx, delivery: Delivery, places: readonly number[]) {
  const { row, inputs } = delivery;
  const DeliveryStreamName = arnParts(row.settings.Target).resource.replace("deliverystream/", "");
  const Records = places.map((place) => ({ Data: Buffer.from(textOf(inputs[place])) }));
  const input = { DeliveryStreamName, Records };
  return put(ctx, delivery, places, "firehose", "PutRecordBatch", input);
}

async function put(
  ctx: Ctx,
  delivery: Delivery,
  places: readonly number[],
  service: string,
  operation: string,
  input: Record<string, unknown>,
): Promise<Refused> {
  const options = optionsOf(ctx, delivery);
  const answer = (await delivery.calls.ask(input, () =>
    ctx.kernel.call(ctx.facts, service, operation, input, options),
  )) as PutAnswer;
  return refusedOf(places, answer.Records ?? answer.RequestResponses ?? []);
}

/** What an answer refuses, entry by entry. */
function refusedOf(
  places: readonly number[],
  answers: readonly { readonly ErrorCode?: string; readonly ErrorMessage?: string }[],
): Refused {
  const refused = new Map<number, string>();
  for (const [index, { ErrorCode, ErrorMessage }] of answers.entries())
    if (ErrorCode !== undefined) refused.set(places[index]!, ErrorMessage ?? ErrorCode);
  return refused;
}

async function toBus(ctx: Ctx, delivery: Delivery, places: readonly number[]): Promise<Refused> {
  const { row, given, inputs } = delivery;
  const { TargetParameters, Target: EventBusName, Source: source } = row.settings;
  const all = TargetParameters?.EventBridgeEventBusParameters;
  const Entries = places.map((place) => {
    const own = allDynamic(all ?? {}, given[place]);
    return {
      EventBusName,
      Source: own.Source ?? `Pipe ${row.name}`,
      DetailType: own.DetailType ?? `Event from aws:${arnParts(source).service}`,
      Detail: textOf(inputs[place]),
      Resources: (own.Resources ?? []).filter((one) => typeof one === "string"),
      ...(own.Time === undefined ? {} : { Time: timeOf(own.Time) }),
    };
  });
  const input = {
    Entries,
    ...(all?.EndpointId === undefined ? {} : { EndpointId: all.EndpointId }),
  };
  const answer = await delivery.calls.ask(input, () =>
    ctx.call("events", "PutEvents", input, optionsOf(ctx, delivery)),
  );
  return refusedOf(places, answer.Entries ?? []);
}

async function toLogs(ctx: Ctx, delivery: Delivery, places: readonly number[]): Promise<Refused> {
  const { row, given, inputs } = delivery;
  const options = optionsOf(ctx, delivery);
  const logGroupName = groupIn(row.settings.Target);
  const streams = new Map<string, { timestamp: number; message: string; place: number }[]>();
  const refused = new Map<number, string>();
  for (const place of places) {
    const own = row.settings.TargetParameters?.CloudWatchLogsParameters;
    const { LogStreamName = row.name, Timestamp } = allDynamic(own ?? {}, given[place]);
    const timestamp = Timestamp === undefined ? ctx.clock.now() : timeOf(Timestamp);
    const events = streams.get(LogStreamName) ?? [];
    streams.set(LogStreamName, events);
    events.push({ timestamp, message: textOf(inputs[place]), place });
  }
  for (const [logStreamName, events] of streams) {
    const sorted = events.sort((a, b) => a.timestamp - b.timestamp);
    const logEvents = sorted.map(({ timestamp, message }) => ({ timestamp, message }));
    await ctx
      .call("logs", "CreateLogStream", { logGroupName, logStreamName }, options)
      .catch((error: unknown) => {
        if ((error as Fault).code !== "ResourceAlreadyExistsException") throw error;
      });
    const input = { logGroupName, logStreamName, logEvents };
    const answer = await delivery.calls.ask(input, () =>
      ctx.call("logs", "PutLogEvents", input, options),
    );
    for (const [index, { place }] of sorted.entries()) {
      const why = rejection(answer.rejectedLogEventsInfo ?? {}, index);
      if (why !== undefined) refused.set(place, why);
    }
  }
  return refused;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_RejectedLogEventsInfo.html */
function rejection(
  { expiredLogEventEndIndex = 0, tooOldLogEventEndIndex = 0, tooNewLogEventStartIndex }: Rejected,
  index: number,
): string | undefined {
  if (index < expiredLogEventEndIndex) return "The log event is expired.";
  if (index < tooOldLogEventEndIndex) return "The log event is too old.";
  return index >= (tooNewLogEventStartIndex ?? Number.POSITIVE_INFINITY)
    ? "The log event is too new."
    : undefined;
}

/** Epoch milliseconds of a time as a path finds it: a number or a date. @throws Fault Validation. */
function timeOf(text: string): number {
  const at = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isFinite(at)) throw validation(`The time ${text} is not valid.`);
  return at;
}

/** The name of a log group in its ARN. */
export const groupIn = (arn: string): string =>
  arnParts(arn)
    .resource.replace(/^log-group:/, "")
    .replace(/:\*$/, "");

export const BATCHES: ReadonlyMap<string, Batch> = new Map<string, Batch>([
  ["sqs", toQueue],
  ["sns", toTopic],
  ["kinesis", toStream],
  ["firehose", toDeliveryStream],
  ["events", toBus],
  ["logs", toLogs],
]);
