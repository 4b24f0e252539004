/** Messages sent: checked, deduplicated, and given their place. */
import type {
  MessageAttributeValue,
  SendMessageBatchRequestEntry,
  SendMessageBatchResult,
  SendMessageBatchResultEntry,
} from "#aws/generated/types/sqs";
import {
  attributesMd5,
  checkBody,
  checkSystemAttributes,
  checkToken,
  contentId,
  isFifo,
  md5,
  messageBytes,
  numeric,
  readAttributes,
  sequenceNumber,
} from "../../domain.ts";
import { encrypts, type Seal, seal, sealOf, withKeys } from "../../encryption.ts";
import {
  batchTooLong,
  invalidParameter,
  missingParameter,
  notOfThisQueueType,
  noDeduplication,
} from "../../errors.ts";
import { BATCH_ENTRIES, DEDUPLICATION_MS, MESSAGE_BYTES } from "../../limits.ts";
import type { Observation } from "#kernel/meter";
import type { Batching } from "#kernel/service";
import { countCall } from "../../quotas.ts";
import { arrival, atHome, type Ctx, queueAt, type Tx } from "../../queues.ts";
import { type MessageAttribute, on, type QueueRow } from "../../tables.ts";
import { checkEntries, perEntry } from "./batches.ts";

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
  /** It was sent before, and is not there a second time. */
  readonly duplicate?: true;
  /** Nobody is shown it before: epoch milliseconds. */
  readonly shownAt?: number;
}

/** What is answered of it. */
type Placed = Omit<SendMessageBatchResultEntry, "Id">;

export const SendMessage = on("SendMessage", (ctx, input) => {
  const draft = draftOf(input);
  const send = () =>
    ctx.update(async (tx) => {
      const queue = await queueAt(ctx, tx, input.QueueUrl);
      checkSize(queue, draft.bytes, "One or more parameters are invalid.");
      const key = encrypts(queue) ? await sealOf(ctx, tx, queue, input.QueueUrl) : undefined;
      countCall(ctx, queue, "Send", [input.MessageGroupId]);
      const sent = await place(ctx, tx, queue, draft, key);
      announce(atHome(ctx, input.QueueUrl), tx, queue, [sent]);
      return sentResult(queue, sent);
    });
  return withKeys(ctx, send);
});

export const SendMessageBatch = on("SendMessageBatch", async (ctx, input) => {
  checkEntries(ctx.operation, input.Entries);
  const send = () =>
    ctx.update(async (tx) => {
      const queue = await queueAt(ctx, tx, input.QueueUrl);
      const bytes = input.Entries.reduce((sum, entry) => sum + givenBytes(entry), 0);
      if (bytes > MESSAGE_BYTES) throw batchTooLong(bytes);
      if (isFifo(queue)) checkFifoEntries(queue, input.Entries);
      const key = encrypts(queue) ? await sealOf(ctx, tx, queue, input.QueueUrl) : undefined;
      const groups = input.Entries.map((entry) => entry.MessageGroupId);
      countCall(ctx, queue, "Send", groups);
      const all: Sent[] = [];
      const results = await perEntry(input.Entries, async (entry) => {
        const draft = draftOf(entry);
        checkSize(queue, draft.bytes, "One or more parameters cannot be validated.");
        const sent = await place(ctx, tx, queue, draft, key);
        all.push(sent);
        return { Id: entry.Id, ...sentResult(queue, sent) };
      });
      announce(atHome(ctx, input.QueueUrl), tx, queue, all);
      return results;
    });
  return withKeys(ctx, send);
});

/** Messages that a service sends to a queue at once. */
export const batching: Batching = {
  operation: "SendMessageBatch",
  most: BATCH_ENTRIES,
  target: ({ QueueUrl }) => String(QueueUrl),
  join: (inputs) => ({
    QueueUrl: inputs[0]!["QueueUrl"],
    Entries: inputs.map(({ QueueUrl: _url, ...message }, i) => ({ Id: String(i), ...message })),
  }),
  refused: (output) =>
    ((output as SendMessageBatchResult).Failed ?? []).map(({ Id }) => Number(Id)),
};

/** Bytes of an entry as they count against the batch, before it is looked at more closely. */
function givenBytes({ MessageBody, MessageAttributes }: SendMessageBatchRequestEntry): number {
  let bytes = Buffer.byteLength(MessageBody);
  for (const [name, value] of Object.entries(MessageAttributes ?? {})) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value.DataType ?? "");
    bytes += Buffer.byteLength(value.StringValue ?? "") + (value.BinaryValue?.length ?? 0);
  }
  return bytes;
}

/** @throws Fault that refuses the whole batch for an entry without what a FIFO queue needs. */
function checkFifoEntries(
  queue: Readonly<QueueRow>,
  entries: readonly SendMessageBatchRequestEntry[],
): void {
  const byContent = queue.attributes["ContentBasedDeduplication"] === "true";
  for (const { MessageGroupId, MessageDeduplicationId } of entries) {
    if (MessageGroupId === undefined)
      throw invalidParameter("The request must contain the parameter MessageGroupId.");
    if (MessageDeduplicationId === undefined && !byContent) throw noDeduplication();
  }
}

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
  checkSystemAttributes(input.MessageSystemAttributes);
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

/** @param words What AWS says first, of a message and of a batch's entry. */
function checkSize(queue: Readonly<QueueRow>, bytes: number, words: string): void {
  const most = numeric(queue, "MaximumMessageSize");
  if (bytes > most)
    throw invalidParameter(`${words} Reason: Message must be shorter than ${most} bytes.`);
}

async function place(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  draft: Draft,
  key: Seal | undefined,
): Promise<Sent> {
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
    if (earlier !== undefined) return { ...earlier, draft, duplicate: true };
  } else if (draft.deduplicationId !== undefined)
    throw notOfThisQueueType("MessageDeduplicationId", draft.deduplicationId);
  const delaySeconds = fifo ? undefined : draft.delaySeconds;
  const delayMs = 1000 * (delaySeconds ?? numeric(queue, "DelaySeconds"));
  const said = key === undefined ? draft : seal(ctx, key, draft);
  await tx.message.put({
    queue: queue.id,
    sequence,
    id,
    body: said.body,
    bodyMd5: said.bodyMd5,
    attributes: said.attributes,
    attributesMd5: said.attributesMd5,
    systemAttributes: draft.systemAttributes,
    senderId: ctx.principal.id,
    groupId: draft.groupId,
    deduplicationId,
    sentAt: ctx.now,
    visibleAt: ctx.now + delayMs,
    receiveCount: 0,
  });
  return { id, sequence, draft, ...(delayMs > 0 ? { shownAt: ctx.now + delayMs } : {}) };
}

/** Wakes consumers and counts, once the messages of a call are there. */
function announce(ctx: Ctx, tx: Tx, queue: Readonly<QueueRow>, all: readonly Sent[]): void {
  if (all.length === 0) return;
  tx.afterCommit(() => {
    const seen: Observation[] = [];
    let shown = 0;
    for (const { draft, duplicate, shownAt } of all)
      if (duplicate) seen.push(["NumberOfDeduplicatedSentMessages", 1, "Count"]);
      else {
        seen.push(["NumberOfMessagesSent", 1, "Count"], ["SentMessageSize", draft.bytes, "Bytes"]);
        // One message needs one consumer.
        if (shownAt === undefined) shown++;
        else ctx.signals.wakeAt(arrival(queue.id), shownAt);
      }
    if (shown > 0) ctx.signals.wake(arrival(queue.id), shown);
    ctx.countAll("AWS/SQS", { QueueName: queue.name }, seen);
  });
}

function deduplication(queue: Readonly<QueueRow>, draft: Draft): string {
  if (draft.deduplicationId !== undefined) return draft.deduplicationId;
  if (queue.attributes["ContentBasedDeduplication"] === "true") return contentId(draft.body);
  throw noDeduplication();
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

function sentResult(queue: Readonly<QueueRow>, { id, sequence, draft }: Sent): Placed {
  const result: Placed = { MessageId: id, MD5OfMessageBody: draft.bodyMd5 };
  if (draft.attributesMd5 !== undefined) result.MD5OfMessageAttributes = draft.attributesMd5;
  if (draft.systemAttributes !== undefined)
    result.MD5OfMessageSystemAttributes = attributesMd5(draft.systemAttributes);
  if (isFifo(queue)) result.SequenceNumber = sequenceNumber(sequence);
  return result;
}
