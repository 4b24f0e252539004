/** A move task at work: messages from a dead-letter queue to another, so many a second. */
import { MOVES_PER_SECOND } from "./limits.ts";
import { arrival, type Ctx, queueAtArn, type Tx } from "./queues.ts";
import type { MessageRow, MoveTaskRow, QueueRow } from "./tables.ts";

const SECOND_MS = 1_000;

/** Moves a second's worth and says when to go on: a second later, until all are through. */
export function move(ctx: Ctx, id: string): Promise<void> {
  return ctx.update(async (tx) => {
    const row = await tx.moveTask.find({ id });
    if (row === undefined) return;
    if (row.status === "CANCELLING")
      return void (await tx.moveTask.put({ ...row, status: "CANCELLED" }));
    if (row.status !== "RUNNING") return;
    const source = await queueAtArn(tx, row.sourceArn);
    if (source === undefined)
      return void (await tx.moveTask.put({
        ...row,
        status: "FAILED",
        failureReason: "AWS.SimpleQueueService.NonExistentQueue",
      }));
    const limit = row.perSecond ?? MOVES_PER_SECOND;
    const found = await tx.message.query<MessageRow>("movable", {
      queue: source.id,
      until: row.until,
      now: ctx.now,
      limit,
    });
    let moved = 0;
    for (const message of found) {
      const reason = await moveOne(ctx, tx, row, source, message);
      if (reason !== undefined)
        return void (await tx.moveTask.put({
          ...row,
          status: "FAILED",
          moved: row.moved + moved,
          failureReason: reason,
        }));
      moved++;
    }
    const ended = found.length < limit;
    await tx.moveTask.put({
      ...row,
      moved: row.moved + moved,
      status: ended ? "COMPLETED" : "RUNNING",
    });
    if (!ended) await tx.due.set("move", id, ctx.now + SECOND_MS);
  });
}

/** Moves one message, as a new one; why it cannot be, else undefined. */
async function moveOne(
  ctx: Ctx,
  tx: Tx,
  task: Readonly<MoveTaskRow>,
  source: Readonly<QueueRow>,
  message: Readonly<MessageRow>,
): Promise<string | undefined> {
  const arn = task.destinationArn ?? message.deadLetterSourceArn;
  if (arn === undefined) return "CouldNotDetermineMessageSource";
  const target = await queueAtArn(tx, arn);
  if (target === undefined) return "AWS.SimpleQueueService.NonExistentQueue";
  const {
    firstReceivedAt: _first,
    receivedBefore: _before,
    deadLetterSourceArn: _from,
    ...kept
  } = message;
  await tx.message.remove({ queue: source.id, sequence: message.sequence });
  await tx.message.put({
    ...kept,
    queue: target.id,
    // A handle of the message that it was is not one of the message that it is now.
    sequence: ctx.kernel.sequence(),
    id: ctx.chance.uuid(),
    sentAt: ctx.now,
    visibleAt: ctx.now,
    receiveCount: 0,
  });
  tx.afterCommit(() => ctx.signals.wake(arrival(target.id), 1));
  return undefined;
}
