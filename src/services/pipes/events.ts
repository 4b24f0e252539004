/** Events as pipes see them: messages of queues and records of streams, each in the shape of its source. */
import type { Message } from "#aws/generated/types/sqs";
import type { ChangeRecord, DataRecord } from "#aws/stream-source";
import { arnParts } from "#aws/target-call";

export interface PipeEvent {
  /** What an answer's `batchItemFailures` may name it by. */
  readonly ids: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
}

/** A record of a stream, with its place in its shard. */
export interface StreamEvent extends PipeEvent {
  readonly sequence: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Records of one key keep their order. */
  readonly key: string;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html */
export function messageEvent(message: Message, eventSourceARN: string): PipeEvent {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
      ...(value.BinaryValue === undefined
        ? {}
        : { binaryValue: Buffer.from(value.BinaryValue).toString("base64") }),
      dataType: value.DataType,
    },
  ]);
  return {
    ids: [message.MessageId!],
    value: {
      messageId: message.MessageId!,
      receiptHandle: message.ReceiptHandle,
      body: message.Body ?? "",
      attributes: message.Attributes ?? {},
      messageAttributes: Object.fromEntries(attributes) as object,
      md5OfBody: message.MD5OfBody,
      eventSource: "aws:sqs",
      eventSourceARN,
      awsRegion: arnParts(eventSourceARN).region,
    },
  };
}

/**
 * Times in seconds, bytes in base64.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html
 */
export function tableEvent(record: ChangeRecord, eventSourceARN: string): StreamEvent {
  const at = Number(record.dynamodb?.ApproximateCreationDateTime ?? 0);
  const value = JSON.parse(
    JSON.stringify({ ...record, eventSourceARN }, (_key, held: unknown) =>
      held instanceof Uint8Array ? Buffer.from(held).toString("base64") : held,
    ),
  ) as { dynamodb: Record<string, unknown> };
  value.dynamodb["ApproximateCreationDateTime"] = at / 1_000;
  const sequence = record.dynamodb!.SequenceNumber!;
  const key = JSON.stringify(value.dynamodb["Keys"] ?? {});
  return { ids: [record.eventID!, sequence], value: value as never, sequence, at, key };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-kinesis.html */
export function kinesisEvent(
  record: DataRecord,
  from: { readonly streamArn: string; readonly shardId: string; readonly roleArn: string },
): StreamEvent {
  const { SequenceNumber: sequence, PartitionKey: key } = record;
  const at = Number(record.ApproximateArrivalTimestamp ?? 0);
  const eventID = `${from.shardId}:${sequence}`;
  return {
    ids: [eventID, sequence],
    value: {
      kinesisSchemaVersion: "1.0",
      partitionKey: key,
      sequenceNumber: sequence,
      data: Buffer.from(record.Data).toString("base64"),
      approximateArrivalTimestamp: at / 1_000,
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID,
      eventName: "aws:kinesis:record",
      invokeIdentityArn: from.roleArn,
      awsRegion: arnParts(from.streamArn).region,
      eventSourceARN: from.streamArn,
    },
    ...{ sequence, at, key },
  };
}

/**
 * An event with its payload looked into where that is JSON, for filters and paths: a message's body,
 * a Kinesis record's data.
 * @param scalars Whether a payload that is a JSON number, text or word is that, or the text it is
 * written as.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 */
export function lookedInto(event: unknown, scalars: "json" | "text" = "json"): unknown {
  if (!isLookedInto(event)) return event;
  const read = (text: unknown): unknown => {
    const value = parsed(text);
    return scalars === "text" && (typeof value !== "object" || value === null) ? text : value;
  };
  if (Object.hasOwn(event, "body")) return { ...event, body: read(event.body) };
  return { ...event, data: read(Buffer.from(String(event.data), "base64").toString()) };
}

interface LookedInto {
  readonly body?: unknown;
  readonly data?: unknown;
}

/** Whether an event is one that has such a payload. */
export function isLookedInto(event: unknown): event is LookedInto {
  if (typeof event !== "object" || event === null) return false;
  if (Object.hasOwn(event, "body")) return true;
  const { eventSource, data } = event as { eventSource?: unknown; data?: unknown };
  return eventSource === "aws:kinesis" && typeof data === "string";
}

/** What a text says where it is JSON, else the text itself. */
export function parsed(text: unknown): unknown {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Bytes of an event in a batch that is a JSON array. */
export const bytesOf = ({ value }: PipeEvent): number =>
  Buffer.byteLength(JSON.stringify(value)) + 1;
