/** Messages in flight: deleted, or hidden for another time. */
import type { Fault } from "#aws/fault";
import { isFifo, parseReceipt } from "../../domain.ts";
import { invalidParameter, messageNotInFlight, missingParameter } from "../../errors.ts";
import { count } from "../../gauges.ts";
import { countCall } from "../../quotas.ts";
import { arrival, atHome, type Ctx, queueAt, type Tx } from "../../queues.ts";
import { on, type QueueRow } from "../../tables.ts";
import { checkEntries, perEntry } from "./batches.ts";

export const DeleteMessage = on("DeleteMessage", (ctx, input) =>
  ctx.update(async (tx) => {
    const queue = await queueAt(ctx, tx, input.QueueUrl);
    countCall(ctx, queue, "Delete");
    await remove(ctx, tx, queue, input.QueueUrl, input.ReceiptHandle);
    return {};
  }),
);

export const DeleteMessageBatch = on("DeleteMessageBatch", async (ctx, input) => {
  checkEntries(ctx.operation, input.Entries);
  return ctx.update(async (tx) => {
    const queue = await queueAt(ctx, tx, input.QueueUrl);
    countCall(ctx, queue, "Delete");
    return perEntry(input.Entries, async (entry) => {
      await remove(ctx, tx, queue, input.QueueUrl, entry.ReceiptHandle);
      return { Id: entry.Id };
    });
  });
});

export const ChangeMessageVisibility = on("ChangeMessageVisibility", (ctx, input) => {
  checkVisibility(input.VisibilityTimeout);
  return ctx.update(async (tx) => {
    const queue = await queueAt(ctx, tx, input.QueueUrl);
    countCall(ctx, queue, "ChangeVisibility");
    await hide(ctx, tx, queue, input.ReceiptHandle, input.VisibilityTimeout);
    return {};
  });
});

export const ChangeMessageVisibilityBatch = on(
  "ChangeMessageVisibilityBatch",
  async (ctx, input) => {
    checkEntries(ctx.operation, input.Entries);
    return ctx.update(async (tx) => {
      const queue = await queueAt(ctx, tx, input.QueueUrl);
      countCall(ctx, queue, "ChangeVisibility");
      return perEntry(input.Entries, async (entry) => {
        checkVisibility(entry.VisibilityTimeout);
        await hide(ctx, tx, queue, entry.ReceiptHandle, entry.VisibilityTimeout ?? 0);
        return { Id: entry.Id };
      });
    });
  },
);

/** @throws Fault for more than twelve hours. */
export function checkVisibility(seconds: number | undefined): void {
  if (seconds !== undefined && (seconds < 0 || seconds > 43_200))
    throw invalidParameter(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`,
    );
}

async function remove(
  ctx: Ctx,
  tx: Tx,
  queue: Readonly<QueueRow>,
  url: string,
  handle: string | undefined,
): Promise<void> {
  if (!handle) throw missingParameter("ReceiptHandle");
  const receipt = parseReceipt(handle, queue.id);
  const key = { queue: queue.id, sequence: receipt.sequence };
  if (isFifo(queue)) {
    const row = await tx.message.find(key);
    if (row === undefined) return;
    if (row.visibleAt <= ctx.now || row.receiveCount !== receipt.receiveCount)
      throw invalidParameter(
        `Value ${handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
      );
  }
  if (!(await tx.message.remove(key))) return;
  tx.afterCommit(() => {
    count(atHome(ctx, url), queue, "NumberOfMessagesDeleted", 1);
    if (isFifo(queue)) ctx.signals.wake(arrival(queue.id));
  });
}

const gone = (handle: string): Fault =>
  invalidParameter(
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  );

/** A message shows at a time: someone who waits looks again then, or at once when that is now. */
export function showAt(ctx: Ctx, queue: Readonly<QueueRow>, at: number, now: number): void {
  const topic = arrival(queue.id);
  if (at > now) ctx.signals.wakeAt(topic, at);
  else ctx.signals.wake(topic, 1);
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
  if (row === undefined) throw gone(handle);
  if (isFifo(queue) && row.receiveCount !== receipt.receiveCount) throw gone(handle);
  // A standard queue's message can be hidden again; observed at AWS, and not documented.
  if (row.visibleAt <= ctx.now && isFifo(queue)) throw messageNotInFlight();
  if (ctx.now + seconds * 1000 - receipt.receivedAt > 43_200_000)
    throw invalidParameter(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].`,
    );
  const visibleAt = ctx.now + seconds * 1000;
  const key = { queue: queue.id, sequence: receipt.sequence };
  await tx.message.run("show", { ...key, visibleAt });
  tx.afterCommit(() => showAt(ctx, queue, visibleAt, ctx.now));
}
