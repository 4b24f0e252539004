/** Messages: sending, receiving, deleting, and how long they stay hidden. */
import type { MessageAttributeValue, SendMessageBatchRequestEntry } from "#aws/generated/types/sqs";
import { Fault } from "#aws/fault";
import {
  attributesMd5,
  checkBody,
  contentId,
  isFifo,
  md5,
  messageBytes,
  numeric,
  parseReceipt,
  parseRedrive,
  readAttributes,
  receiptHandle,
  sequenceNumber,
} from "../domain.ts";
import {
  batchTooLong,
  emptyBatch,
  idsNotDistinct,
  invalidBatchEntryId,
  invalidParameter,
  messageNotInFlight,
  missingParameter,
  tooManyEntries,
} from "../errors.ts";
import { BATCH_ENTRIES, DEDUPLICATION_MS, MESSAGE_BYTES } from "../limits.ts";
import { arrival, type Ctx, queueArn, queueAt, type Tx } from "../queues.ts";
import { type MessageAttribute, type MessageRow, on, type QueueRow } from "../tables.ts";
import { retentionMs } from "./queues.ts";

/** A message before it has a place: what SendMessage and a batch entry have in common. */
interface Draft {
  readonly body: string;
  readonly bodyMd5: string;
  readonly bytes: number;
  readonly attributes: Record<string, MessageAttribute> | undefined;
  readonly attributesMd5: string | undefined;
  readonly systemAttributes: Record<string, MessageAttribute> | undefined;
  readonly delaySeconds: number | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

interface Sent {
  readonly id: string;
  readonly sequence: number;
  readonly draft: Draft;
}

export const SendMessage = on("SendMessage", (ctx, input) => {
  const draft = draftOf(input);
  return ctx.update(async (tx) => {
    const queue = await queueAt(ctx, tx, input.QueueUrl);
    checkSize(queue, draft.bytes);
    const sent = await place(ctx, tx, queue, draft);
    return sentResult(queue, sent);
  });
});

export const SendMessageBatch = on("SendMessageBatch", async (ctx, input) => {
  checkEntries(input.Entries);
  return ctx.update(async (tx) => {
    const queue = await queueAt(ctx, tx, input.QueueUrl);
    const bytes = input.Entries.reduce(
      (sum, entry) => sum + Buffer.byteLength(entry.MessageBody),
      0,
    );
    if (bytes > MESSAGE_BYTES) throw batchTooLong(bytes);
    return perEntry(input.Entries, async (entry) => {
      const draft = draftOf(entry);
      checkSize(queue, draft.bytes);
      return { Id: entry.Id, ...sentResult(queue, await place(ctx, tx, queue, draft)) };
    });
  });
});

export const ReceiveMessage = on("ReceiveMessage", async (ctx, input) => {
  const most = input.MaxNumberOfMessages ?? 1;
  if (most < 1 || most > 10)
    throw invalidParameter(
      `Value ${most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    );
  const wait = input.WaitTimeSeconds;
  if (wait !== undefined && (wait < 0 || wait > 20))
    throw invalidParameter(
      `Value ${wait} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.`,
    );
  checkVisibility(input.VisibilityTimeout);
  let until: number | undefined;
  for (;;) {
    const now = ctx.clock.now();
    const found = await ctx.update((tx) =>
      take(ctx, tx, input.QueueUrl, most, input.VisibilityTimeout, now),
    );
    until ??= now + 1000 * (wait ?? numeric(found.queue, "ReceiveMessageWaitTimeSeconds"));
    if (found.messages.length > 0) {
      count(ctx, found.queue, "NumberOfMessagesReceived", found.messages.length);
      return { Messages: found.messages.map((row) => show(row, found.queue, input, ctx)) };
    }
    if (now >= until || ctx.signal?.aborted) {
      count(ctx, found.queue, "NumberOfEmptyReceives", 1);
      return {};
    }
    await ctx.wait(arrival(found.queue.id), Math.min(until, found.nextVisibleAt ?? until));
  }
});

export const DeleteMessage = on("DeleteMessage", (ctx, input) =>
  ctx.update(async (tx) => {
    const queue = await queueAt(ctx, tx, input.QueueUrl);
    await remove(ctx, tx, queue, input.ReceiptHandle);
    return {};
  }),
);

export const DeleteMessageBatch = on("DeleteMessageBatch", async (ctx, input) => {
  checkEntries(input.Entries);
  return ctx.update(async (tx) => {
    const queue = await queueAt(ctx, tx, input.QueueUrl);
    return perEntry(input.Entries, async (entry) => {
      await remove(ctx, tx, queue, entry.ReceiptHandle);
      return { Id: entry.Id };
    });
  });
});

export const ChangeMessageVisibility = on("ChangeMessageVisibility", (ctx, input) => {
  checkVisibility(input.VisibilityTimeout);
  return ctx.update(async (tx) => {
    const queue = await queueAt(ctx, tx, input.QueueUrl);
    await hide(ctx, tx, queue, input.ReceiptHandle, input.VisibilityTimeout);
    return {};
  });
});

export const ChangeMessageVisibilityBatch = on(
  "ChangeMessageVisibilityBatch",
  async (ctx, input) => {
    checkEntries(input.Entries);
    return ctx.update(async (tx) => {
      const queue = await queueAt(ctx, tx, input.QueueUrl);
      return perEntry(input.Entries, async (entry) => {
        checkVisibility(entry.VisibilityTimeout);
        await hide(ctx, tx, queue, entry.ReceiptHandle, entry.VisibilityTimeout ?? 0);
        return { Id: entry.Id };
      });
    });
  },
);

function draftOf(input: {
  MessageBody?: string;
  DelaySeconds?: number;
  MessageAttributes?: Record<string, MessageAttributeValue>;
  MessageSystemAttributes?: SendMessageBatchRequestEntry["MessageSystemAttributes"];
  MessageGroupId?: string;
  MessageDeduplicationId?: string;
}): Draft {
  const body = input.MessageBody ?? "";
  checkBody(body);
  const delaySeconds = input.DelaySeconds;
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > 900))
    throw invalidParameter(
      `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  checkToken("MessageGroupId", input.MessageGroupId);
  checkToken("MessageDeduplicationId", input.MessageDeduplicationId);
  const attributes = readAttributes(input.MessageAttributes);
  const systemAttributes = readAttributes(input.MessageSystemAttributes as never);
  return {
    body,
    bodyMd5: md5(body),
    bytes: messageBytes(body, attributes),
    attributes,
    attributesMd5: attributes === undefined ? undefined : attributesMd5(attributes),
    systemAttributes,
    delaySeconds,
    groupId: input.MessageGroupId,
    deduplicationId: input.MessageDeduplicationId,
  };
}

function checkToken(name: string, value: string | undefined): void {
  if (value === undefined || /^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/.test(value)) return;
  throw invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function checkSize(queue: Readonly<QueueRow>, bytes: number): void {
  const most = numeric(queue, "MaximumMessageSize");
  if (bytes > most)
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
}

function checkVisibility(seconds: number | undefined): void {
  if (seconds !== undefined && (seconds < 0 || seconds > 43_200))
    throw invalidParameter(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`,
    );
}

async function place(ctx: Ctx, tx: Tx, queue: Readonly<QueueRow>, draft: Draft): Promise<Sent> {
  const fifo = isFifo(queue);
  const sequence = ctx.kernel.sequence();
  const id = ctx.chance.uuid();
  let deduplicationId: string | undefined;
  if (fifo) {
    if (draft.groupId === undefined) throw missingParameter("MessageGroupId");
    if (draft.delaySeconds !== undefined && draft.delaySeconds !== 0)
      throw invalidParameter(
        `Value ${draft.delaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
      );
    deduplicationId = deduplication(queue, draft);
    const earlier = await deduplicate(ctx, tx, queue, draft, deduplicationId, id, sequence);
    if (earlier !== undefined) return { ...earlier, draft };
  } else if (draft.deduplicationId !== undefined)
    throw invalidParameter(
      `Value ${draft.deduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  const delayMs = 1000 * (draft.delaySeconds ?? numeric(queue, "DelaySeconds"));
  await tx.message.put({
    queue: queue.id,
    sequence,
    id,
    body: draft.body,
    bodyMd5: draft.bodyMd5,
    attributes: draft.attributes,
    attributesMd5: draft.attributesMd5,
    systemAttributes: draft.systemAttributes,
    senderId: ctx.principal.id,
    groupId: draft.groupId,
    deduplicationId,
    sentAt: ctx.now,
    visibleAt: ctx.now + delayMs,
    receiveCount: 0,
  });
  // One message needs one consumer; all look again when what they wait for depends on more.
  const woken = delayMs === 0 && !fifo ? 1 : Number.POSITIVE_INFINITY;
  tx.afterCommit(() => {
    ctx.signals.wake(arrival(queue.id), woken);
    count(ctx, queue, "NumberOfMessagesSent", 1);
    count(ctx, queue, "SentMessageSize", draft.bytes, "Bytes");
  });
  return { id, sequence, draft };
}

function deduplication(queue: Readonly<QueueRow>, draft: Draft): string {
  if (draft.deduplicationId !== undefined) return draft.deduplicationId;
  if (queue.attributes["ContentBasedDeduplication"] === "true") return contentId(draft.body);
  throw invalidParameter(
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
}

/** The message that was sent with the same id in the last five minutes; else remembers this one. */
async function deduplicate(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  draft: Draft,
  deduplicationId: string,
  messageId: string,
  sequence: number,
): Promise<{ id: string; sequence: number } | undefined> {
  const perGroup = queue.attributes["DeduplicationScope"] === "messageGroup";
  const key = perGroup ? `${draft.groupId}\n${deduplicationId}` : deduplicationId;
  await tx.deduplication.run("forget", { queue: queue.id, now: ctx.now });
  const known = await tx.deduplication.find({ queue: queue.id, key });
  if (known !== undefined) return { id: known.messageId, sequence: known.sequence };
  const until = ctx.now + DEDUPLICATION_MS;
  await tx.deduplication.put({ queue: queue.id, key, messageId, sequence, until });
  return undefined;
}

function sentResult(queue: Readonly<QueueRow>, sent: Sent) {
  const { draft } = sent;
  return {
    MessageId: sent.id,
    MD5OfMessageBody: draft.bodyMd5,
    ...(draft.attributesMd5 === undefined ? {} : { MD5OfMessageAttributes: draft.attributesMd5 }),
    ...(draft.systemAttributes === undefined
      ? {}
      : { MD5OfMessageSystemAttributes: attributesMd5(draft.systemAttributes) }),
    ...(isFifo(queue) ? { SequenceNumber: sequenceNumber(sent.sequence) } : {}),
  };
}

interface Taken {
  readonly queue: Readonly<QueueRow>;
  readonly messages: readonly MessageRow[];
  /** When nothing was there: when the next hidden message shows. Epoch milliseconds. */
  readonly nextVisibleAt?: number;
}

async function take(
  ctx: Ctx,
  tx: Tx,
  url: string,
  most: number,
  timeoutSeconds: number | undefined,
  now: number,
): Promise<Taken> {
  const queue = await queueAt(ctx, tx, url);
  const horizon = now - retentionMs(queue);
  const visibleAt = now + 1000 * (timeoutSeconds ?? numeric(queue, "VisibilityTimeout"));
  const redriveText = queue.attributes["RedrivePolicy"];
  const redrive = redriveText ? parseRedrive(redriveText) : undefined;
  const messages: MessageRow[] = [];
  for (;;) {
    const rows = await tx.message.query(isFifo(queue) ? "receivableInOrder" : "receivable", {
      queue: queue.id,
      now,
      horizon,
      limit: most - messages.length,
    });
    let moved = 0;
    for (const row of rows) {
      if (redrive !== undefined && row.receiveCount >= redrive.maxReceiveCount) {
        if (await bury(ctx, tx, queue, row, redrive.deadLetterTargetArn, now)) {
          moved++;
          continue;
        }
      }
      await tx.message.run("take", { queue: queue.id, sequence: row.sequence, visibleAt, now });
      messages.push({
        ...row,
        visibleAt,
        receiveCount: row.receiveCount + 1,
        firstReceivedAt: row.firstReceivedAt ?? now,
      });
    }
    if (moved === 0 || messages.length >= most) break;
  }
  if (messages.length > 0) return { queue, messages };
  const [next] = await tx.message.query<{ at?: number }>("nextVisible", { queue: queue.id, now });
  return { queue, messages, ...(next?.at == null ? {} : { nextVisibleAt: next.at }) };
}

/** Moves a message that was received too often to the dead-letter queue; false when there is none. */
async function bury(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  row: MessageRow,
  targetArn: string,
  now: number,
): Promise<boolean> {
  const [, , , region = "", account = "", name = ""] = targetArn.split(":");
  const target = await tx.at(account, region).queue.find({ name });
  if (target === undefined) return false;
  await tx.message.remove({ queue: queue.id, sequence: row.sequence });
  await tx.message.put({
    ...row,
    queue: target.id,
    visibleAt: now,
    // A FIFO message's age starts anew in its dead-letter queue, a standard one's does not.
    sentAt: isFifo(target) ? now : row.sentAt,
    receiveCount: row.receiveCount,
    deadLetterSourceArn: queueArn(ctx, queue.name),
  });
  tx.afterCommit(() => ctx.signals.wake(arrival(target.id)));
  return true;
}

async function remove(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  handle: string | undefined,
): Promise<void> {
  if (!handle) throw missingParameter("ReceiptHandle");
  const receipt = parseReceipt(handle, queue.id);
  const row = await tx.message.find({ queue: queue.id, sequence: receipt.sequence });
  if (row === undefined) return;
  if (isFifo(queue) && row.visibleAt <= ctx.now)
    throw invalidParameter(
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    );
  await tx.message.remove({ queue: queue.id, sequence: receipt.sequence });
  tx.afterCommit(() => {
    count(ctx, queue, "NumberOfMessagesDeleted", 1);
    if (isFifo(queue)) ctx.signals.wake(arrival(queue.id));
  });
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SWDeveloperGuide/sqs-available-cloudwatch-metrics.html */
function count(
  ctx: Ctx,
  queue: Readonly<QueueRow>,
  name: string,
  value: number,
  unit = "Count",
): void {
  ctx.count("AWS/SQS", name, value, unit, { QueueName: queue.name });
}

async function hide(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  handle: string | undefined,
  seconds: number,
): Promise<void> {
  if (!handle) throw missingParameter("ReceiptHandle");
  const receipt = parseReceipt(handle, queue.id);
  const row = await tx.message.find({ queue: queue.id, sequence: receipt.sequence });
  if (row === undefined)
    throw invalidParameter(
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  if (row.visibleAt <= ctx.now) throw messageNotInFlight();
  if (ctx.now + seconds * 1000 - receipt.receivedAt > 43_200_000)
    throw invalidParameter(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].`,
    );
  await tx.message.run("show", {
    queue: queue.id,
    sequence: receipt.sequence,
    visibleAt: ctx.now + seconds * 1000,
  });
  tx.afterCommit(() => ctx.signals.wake(arrival(queue.id)));
}

interface Shown {
  AttributeNames?: readonly string[];
  MessageSystemAttributeNames?: readonly string[];
  MessageAttributeNames?: readonly string[];
}

/** A message as ReceiveMessage gives it, with the attributes that were asked for. */
export function show(row: Readonly<MessageRow>, queue: Readonly<QueueRow>, asked: Shown, ctx: Ctx) {
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
      receivedAt: ctx.now,
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
        n === ".*" ||
        n === name ||
        (n.endsWith(".*") && name.startsWith(n.slice(0, -1))),
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

function checkEntries(entries: readonly { Id?: string }[]): void {
  if (entries.length === 0) throw emptyBatch();
  if (entries.length > BATCH_ENTRIES) throw tooManyEntries(entries.length);
  const seen = new Set<string>();
  for (const { Id = "" } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) throw invalidBatchEntryId();
    if (seen.has(Id)) throw idsNotDistinct(Id);
    seen.add(Id);
  }
}

/** Runs a batch's entries one by one; a fault of one is answered as that entry's failure. */
async function perEntry<E extends { Id?: string }, R>(
  entries: readonly E[],
  run: (entry: E) => Promise<R>,
): Promise<{
  Successful: R[];
  Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[];
}> {
  const Successful: R[] = [];
  const Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[] = [];
  for (const entry of entries)
    try {
      Successful.push(await run(entry));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      Failed.push({
        Id: entry.Id ?? "",
        Code: error.code,
        Message: error.message,
        SenderFault: true,
      });
    }
  return { Successful, Failed };
}
