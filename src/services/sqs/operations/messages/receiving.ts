/** Messages received: taken, hidden, and shown as asked. */
import type { ReceiveMessageRequest } from "#aws/generated/types/sqs";
import type { Awaitable } from "#base/awaitable";
import { remember, repeat } from "../../attempts.ts";
import { checkToken, isFifo, numeric, parseRedrive } from "../../domain.ts";
import { inFlightLimit, invalidParameter, notOfThisQueueType } from "../../errors.ts";
import { isSealed, openAll, withKeys } from "../../encryption.ts";
import { count } from "../../gauges.ts";
import { countCall } from "../../quotas.ts";
import { arrival, type Ctx, queueArn, queueAt, type Tx } from "../../queues.ts";
import { type MessageRow, on, type QueueRow } from "../../tables.ts";
import { checkVisibility } from "./handling.ts";
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
  let until: number | undefined;
  for (let now = began; ; now = ctx.clock.now()) {
    const found = await withKeys(ctx, () =>
      ctx.update(async (tx) => {
        const queue = await queueAt(ctx, tx, input.QueueUrl);
        if (now === began) countCall(ctx, queue, "Receive");
        return take(ctx, tx, queue, input, most, now);
      }),
    );
    until ??= now + 1000 * (wait ?? numeric(found.queue, "ReceiveMessageWaitTimeSeconds"));
    if (found.messages.length > 0) {
      count(ctx, found.queue, "NumberOfMessagesReceived", found.messages.length);
      const { receivedAt } = found;
      return {
        Messages: found.messages.map((row) => show(row, found.queue, input, ctx, receivedAt)),
      };
    }
    if (now >= until || ctx.signal?.aborted) {
      // A long poll tells nothing of it, nor does a FIFO queue.
      if (found.full && until === began) throw inFlightLimit();
      count(ctx, found.queue, "NumberOfEmptyReceives", 1);
      return {};
    }
    await ctx.wait(arrival(found.queue.id), Math.min(until, found.nextVisibleAt ?? until));
  }
});

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
  const { messages, full } = await taken(ctx, tx, queue, most, now, visibleAt);
  if (messages.length > 0) {
    if (attempt !== undefined) await remember(tx, queue.id, attempt, messages, now);
    return { queue, messages: await opened(ctx, tx, queue, messages) };
  }
  const [next] = await tx.message.query<{ at?: number }>("nextVisible", { queue: queue.id, now });
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

/** Takes messages into flight; those received too often go to the dead-letter queue instead. */
async function taken(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  most: number,
  now: number,
  visibleAt: number,
): Promise<{ messages: readonly MessageRow[]; full: boolean }> {
  const look = { queue: queue.id, now, horizon: now - retentionMs(queue) };
  const redriveText = queue.attributes["RedrivePolicy"];
  const redrive = redriveText ? parseRedrive(redriveText) : undefined;
  const messages: MessageRow[] = [];
  for (;;) {
    const rows = await receivable(tx, queue, { ...look, limit: most - messages.length });
    const room = rows.length === 0 ? 0 : await roomFor(ctx, tx, queue.id, rows.length, now);
    if (room < rows.length && room === 0 && messages.length === 0)
      return { messages, full: !isFifo(queue) };
    let moved = 0;
    for (const row of rows.slice(0, room)) {
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
    if (moved === 0 || messages.length >= most) return { messages, full: false };
  }
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
