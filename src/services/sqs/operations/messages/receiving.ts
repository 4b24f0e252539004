/** Messages received: taken, hidden, and shown as asked. */
import type { ReceiveMessageRequest } from "#aws/generated/types/sqs";
import type { Awaitable } from "#base/awaitable";
import { remember, repeat } from "../../attempts.ts";
import { checkToken, isFifo, numeric, parseRedrive } from "../../domain.ts";
import { inFlightLimit, invalidParameter, notOfThisQueueType } from "../../errors.ts";
import { isSealed, openAll, withKeys } from "../../encryption.ts";
import { count } from "../../gauges.ts";
import { countCall } from "../../quotas.ts";
import {
  arrival,
  atHome,
  type Ctx,
  placeOf,
  queueArn,
  queueAt,
  queueAtArn,
  type Tx,
} from "../../queues.ts";
import { type MessageRow, on, type QueueRow } from "../../tables.ts";
import { checkVisibility, showAt } from "./handling.ts";
import { retentionMs } from "../queues.ts";
import { receivable, roomFor } from "../../receivable.ts";
import { show } from "../../shown.ts";

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
  checkToken("ReceiveRequestAttemptId", input.ReceiveRequestAttemptId);
  const began = ctx.clock.now();
  const home = atHome(ctx, input.QueueUrl);
  let until: number | undefined;
  for (let now = began; ; now = ctx.clock.now()) {
    const found = await withKeys(ctx, () =>
      ctx.update(async (tx) => {
        const queue = await queueAt(ctx, tx, input.QueueUrl);
        if (now === began) countCall(ctx, queue, "Receive");
        const found = await take(ctx, tx, queue, input, most, now);
        await passOn(ctx, tx, found, now);
        return found;
      }),
    );
    until ??= now + 1000 * (wait ?? numeric(found.queue, "ReceiveMessageWaitTimeSeconds"));
    if (found.messages.length > 0) {
      count(home, found.queue, "NumberOfMessagesReceived", found.messages.length);
      const { receivedAt = now } = found;
      return {
        Messages: found.messages.map((row) => show(row, found.queue, input, receivedAt)),
      };
    }
    if (now >= until || ctx.signal?.aborted) {
      // A long poll tells nothing of it, nor does a FIFO queue.
      if (found.full && until === began) throw inFlightLimit();
      count(home, found.queue, "NumberOfEmptyReceives", 1);
      return {};
    }
    const topic = arrival(found.queue.id);
    const woken = ctx.wait(topic, until);
    if (found.nextVisibleAt !== undefined) ctx.signals.wakeHereAt(topic, found.nextVisibleAt);
    await woken;
  }
});

/** Says to the others that wait when there will be more: now, or when the next message shows. */
async function passOn(ctx: Ctx, tx: Tx, { queue, messages }: Taken, now: number): Promise<void> {
  if (messages.length === 0 || !ctx.signals.expected(arrival(queue.id))) return;
  const [next] = await tx.message.query<{ at?: number }>("nextVisible", {
    queue: queue.id,
    after: 0,
  });
  if (next?.at == null) return;
  const { at } = next;
  tx.afterCommit(() => showAt(ctx, queue, at, now));
}

interface Taken {
  readonly queue: Readonly<QueueRow>;
  readonly messages: readonly MessageRow[];
  /** When they were received, where it was by an earlier attempt. */
  readonly receivedAt?: number;
  /** A standard queue has as many messages in flight as it may have. */
  readonly full?: boolean;
  /** When nothing was there: when the next hidden message shows. Epoch milliseconds. */
  readonly nextVisibleAt?: number;
}

async function take(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  input: ReceiveMessageRequest,
  most: number,
  now: number,
): Promise<Taken> {
  const attempt = attemptOf(queue, input.ReceiveRequestAttemptId);
  const visibleAt = now + 1000 * (input.VisibilityTimeout ?? numeric(queue, "VisibilityTimeout"));
  if (attempt !== undefined) {
    const again = await repeat(tx, queue.id, attempt, now, visibleAt);
    if (again !== undefined)
      return { queue, ...again, messages: await opened(ctx, tx, queue, again.messages) };
  }
  const { account } = placeOf(ctx, input.QueueUrl);
  const source = queueArn(ctx, queue.name, account);
  const { messages, full } = await taken(ctx, tx, queue, source, most, now, visibleAt);
  if (messages.length > 0) {
    if (attempt !== undefined) await remember(tx, queue.id, attempt, messages, now);
    return { queue, messages: await opened(ctx, tx, queue, messages) };
  }
  const [next] = await tx.message.query<{ at?: number }>("nextVisible", {
    queue: queue.id,
    after: now,
  });
  return { queue, messages, full, ...(next?.at == null ? {} : { nextVisibleAt: next.at }) };
}

/** @throws Fault InvalidParameterValue for an attempt at a standard queue; no text of AWS's found. */
function attemptOf(queue: Readonly<QueueRow>, id: string | undefined): string | undefined {
  if (id !== undefined && !isFifo(queue)) throw notOfThisQueueType("ReceiveRequestAttemptId", id);
  return id;
}

/** What a transaction gives is read at once where all of it is plain: nothing is waited for. */
function opened(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  messages: readonly MessageRow[],
): Awaitable<readonly MessageRow[]> {
  return messages.some(isSealed) ? openAll(ctx, tx, queue, messages) : messages;
}

/**
 * Takes messages into flight; those received too often go to the dead-letter queue instead.
 * @param source The queue's ARN.
 */
async function taken(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  source: string,
  most: number,
  now: number,
  visibleAt: number,
): Promise<{ messages: readonly MessageRow[]; full: boolean }> {
  const look = { queue: queue.id, now, horizon: now - retentionMs(queue), limit: most };
  const redriveText = queue.attributes["RedrivePolicy"];
  const redrive = redriveText ? parseRedrive(redriveText) : undefined;
  // By their places, as those that are hidden for no time at all show again at once.
  const chosen = new Map<number, MessageRow>();
  let full = false;
  for (let buried = true; buried && !full && chosen.size < most; ) {
    const fresh = (await receivable(tx, queue, look)).filter((row) => !chosen.has(row.sequence));
    const wanted = Math.min(fresh.length, most - chosen.size);
    const room = wanted === 0 ? 0 : await roomFor(ctx, tx, queue.id, wanted, now);
    full = room < wanted;
    buried = false;
    for (const row of fresh.slice(0, room)) {
      const received = row.receiveCount - (row.receivedBefore ?? 0);
      const late = redrive !== undefined && received >= redrive.maxReceiveCount;
      if (late && (await bury(ctx, tx, queue, source, row, redrive.deadLetterTargetArn, now)))
        buried = true;
      else chosen.set(row.sequence, row);
    }
  }
  const messages: MessageRow[] = [];
  for (const row of chosen.values()) {
    await tx.message.run("take", { queue: queue.id, sequence: row.sequence, visibleAt, now });
    messages.push({
      ...row,
      visibleAt,
      receiveCount: row.receiveCount + 1,
      firstReceivedAt: row.firstReceivedAt ?? now,
    });
  }
  return { messages, full: full && messages.length === 0 && !isFifo(queue) };
}

/**
 * Moves a message that was received too often to the dead-letter queue; false when there is none, or
 * none but the queue itself.
 */
async function bury(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  source: string,
  row: MessageRow,
  targetArn: string,
  now: number,
): Promise<boolean> {
  const target = await queueAtArn(tx, targetArn);
  if (target === undefined || target.id === queue.id) return false;
  await tx.message.remove({ queue: queue.id, sequence: row.sequence });
  await tx.message.put({
    ...row,
    queue: target.id,
    visibleAt: now,
    // A FIFO message's age starts anew in its dead-letter queue, a standard one's does not.
    sentAt: isFifo(target) ? now : row.sentAt,
    receivedBefore: row.receiveCount,
    deadLetterSourceArn: source,
    // Two messages that shared an id are two in a FIFO queue's dead-letter queue.
    ...(isFifo(target) ? { deduplicationId: row.id } : {}),
  });
  tx.afterCommit(() => ctx.signals.wake(arrival(target.id), 1));
  return true;
}
