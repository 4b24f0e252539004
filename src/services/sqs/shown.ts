/** A message as ReceiveMessage gives it. */
import type { MessageAttributeValue } from "#aws/generated/types/sqs";
import { attributesMd5, isFifo, receiptHandle, sequenceNumber } from "./domain.ts";
import type { MessageAttribute, MessageRow, QueueRow } from "./tables.ts";

interface Shown {
  AttributeNames?: readonly string[];
  MessageSystemAttributeNames?: readonly string[];
  MessageAttributeNames?: readonly string[];
}

/**
 * A message as ReceiveMessage gives it, with the attributes that were asked for.
 * @param receivedAt Epoch milliseconds.
 */
export function show(
  row: Readonly<MessageRow>,
  queue: Readonly<QueueRow>,
  asked: Shown,
  receivedAt: number,
) {
  const system = systemAttributes(row, queue, [
    ...(asked.AttributeNames ?? []),
    ...(asked.MessageSystemAttributeNames ?? []),
  ]);
  const attributes = chosen(row.attributes, asked.MessageAttributeNames ?? []);
  return {
    MessageId: row.id,
    ReceiptHandle: receiptHandle({
      queue: queue.id,
      sequence: row.sequence,
      receiveCount: row.receiveCount,
      receivedAt,
    }),
    MD5OfBody: row.bodyMd5,
    Body: row.body,
    ...(system === undefined ? {} : { Attributes: system }),
    ...(attributes === undefined
      ? {}
      : {
          MD5OfMessageAttributes: attributesMd5(attributes),
          MessageAttributes: decoded(attributes),
        }),
  };
}

function systemAttributes(
  row: Readonly<MessageRow>,
  queue: Readonly<QueueRow>,
  names: readonly string[],
): Record<string, string> | undefined {
  if (names.length === 0) return undefined;
  const all: Record<string, string | undefined> = {
    SenderId: row.senderId,
    SentTimestamp: String(row.sentAt),
    ApproximateReceiveCount: String(row.receiveCount),
    ApproximateFirstReceiveTimestamp: String(row.firstReceivedAt ?? 0),
    AWSTraceHeader: row.systemAttributes?.["AWSTraceHeader"]?.StringValue,
    MessageGroupId: row.groupId,
    MessageDeduplicationId: row.deduplicationId,
    SequenceNumber: isFifo(queue) ? sequenceNumber(row.sequence) : undefined,
    DeadLetterQueueSourceArn: row.deadLetterSourceArn,
  };
  const every = names.includes("All");
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(all))
    if (value !== undefined && (every || names.includes(name))) out[name] = value;
  return Object.keys(out).length > 0 ? out : undefined;
}

function chosen(
  attributes: Record<string, MessageAttribute> | undefined,
  names: readonly string[],
): Record<string, MessageAttribute> | undefined {
  if (attributes === undefined || names.length === 0) return undefined;
  const wanted = (name: string) =>
    names.some(
      (n) =>
        n === "All" ||
        n === "*" ||
        n === name ||
        (n.endsWith(".*") && name.startsWith(n.slice(0, -2))),
    );
  const out: Record<string, MessageAttribute> = Object.create(null);
  for (const name of Object.keys(attributes)) if (wanted(name)) out[name] = attributes[name]!;
  return Object.keys(out).length > 0 ? out : undefined;
}

function decoded(
  attributes: Record<string, MessageAttribute>,
): Record<string, MessageAttributeValue> {
  const out: Record<string, MessageAttributeValue> = Object.create(null);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes))
    out[name] = {
      DataType: DataType!,
      ...(StringValue === undefined ? {} : { StringValue }),
      ...(BinaryValue === undefined ? {} : { BinaryValue: Buffer.from(BinaryValue, "base64") }),
    };
  return out;
}
