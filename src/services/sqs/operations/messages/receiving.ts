/** Messages received: taken, hidden, and shown as asked. */
import { isFifo, numeric, parseRedrive } from "../../domain.ts";
import { invalidParameter } from "../../errors.ts";
import { isSealed, openAll, withKeys } from "../../encryption.ts";
import { count } from "../../gauges.ts";
import { arrival, type Ctx, queueArn, queueAt, type Tx } from "../../queues.ts";
import { type MessageRow, on, type QueueRow } from "../../tables.ts";
import { checkVisibility } from "./handling.ts";
import { retentionMs } from "../queues.ts";
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
  let until: number | undefined;
  for (;;) {
    const now = ctx.clock.now();
    const found = await withKeys(ctx, () =>
      ctx.update((tx) => take(ctx, tx, input.QueueUrl, most, input.VisibilityTimeout, now)),
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
  if (messages.some(isSealed)) return { queue, messages: await openAll(ctx, tx, queue, messages) };
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
