/**
 * Tasks that move messages out of a dead-letter queue, back to where they came from or elsewhere.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SWDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
import {
  invalidParameter,
  moveTaskMissing,
  moveTaskRunning,
  notDeadLetterQueue,
  resourceMissing,
} from "../errors.ts";
import { isFifo, parseRedrive } from "../domain.ts";
import { MOVE_TASKS_SHOWN, MOVES_PER_SECOND } from "../limits.ts";
import { type Ctx, queueArn, queueAtArn, type Tx } from "../queues.ts";
import { type MoveTaskRow, on, type QueueRow } from "../tables.ts";

export const StartMessageMoveTask = on("StartMessageMoveTask", async (ctx, input) => {
  const rate = input.MaxNumberOfMessagesPerSecond;
  if (rate !== undefined && (rate < 1 || rate > MOVES_PER_SECOND))
    throw invalidParameter(
      `Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a value between 1 and ${MOVES_PER_SECOND}.`,
    );
  await mayMove(ctx, input.SourceArn, input.DestinationArn);
  return ctx.update(async (tx) => {
    const source = await queueAtArn(tx, input.SourceArn);
    if (source === undefined) throw resourceMissing("SourceArn");
    if ((await sourcesOf(tx, input.SourceArn)).length === 0) throw notDeadLetterQueue();
    if (input.DestinationArn !== undefined) {
      const destination = await queueAtArn(tx, input.DestinationArn);
      if (destination === undefined) throw resourceMissing("DestinationArn");
      if (input.DestinationArn === input.SourceArn)
        throw invalidParameter("Source queue arn and destination queue arn can't be the same.");
      // No text of AWS's was found.
      if (isFifo(destination) !== isFifo(source))
        throw invalidParameter("Destination queue must be same type of queue as the source.");
    }
    const earlier = await tx.moveTask.list({ where: { sourceArn: input.SourceArn } });
    if (earlier.some((task) => task.status === "RUNNING" || task.status === "CANCELLING"))
      throw moveTaskRunning();
    // No more than are shown are kept.
    for (const { id } of newestFirst(earlier).slice(MOVE_TASKS_SHOWN - 1))
      await tx.moveTask.remove({ id });
    const [held] = await tx.message.query<{ n: number }>("held", { queue: source.id });
    const row: MoveTaskRow = {
      id: ctx.chance.uuid(),
      sourceArn: input.SourceArn,
      status: "RUNNING",
      moved: 0,
      toMove: held?.n ?? 0,
      until: ctx.kernel.sequence(),
      startedAt: ctx.now,
      ...(input.DestinationArn === undefined ? {} : { destinationArn: input.DestinationArn }),
      ...(rate === undefined ? {} : { perSecond: rate }),
    };
    await tx.moveTask.put(row);
    await tx.due.set("move", row.id, ctx.now);
    return { TaskHandle: handleOf(row) };
  });
});

/** Who moves messages must be allowed to receive and delete them, and to send them on. */
async function mayMove(ctx: Ctx, source: string, destination: string | undefined): Promise<void> {
  await mayTake(ctx, source);
  const sources = await ctx.view((tx) => sourcesOf(tx, source));
  const back = sources.map(({ name }) => queueArn(ctx, name));
  for (const to of destination === undefined ? back : [destination])
    await ctx.authorize("sqs:sendmessage", to);
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html */
async function mayTake(ctx: Ctx, source: string): Promise<void> {
  for (const action of ["receivemessage", "deletemessage", "getqueueattributes"])
    await ctx.authorize(`sqs:${action}`, source);
}

/** Queues of the account and region that name a queue as their dead-letter queue. */
async function sourcesOf(tx: Tx, arn: string): Promise<readonly QueueRow[]> {
  return (await tx.queue.list()).filter(({ attributes }) => {
    const policy = attributes["RedrivePolicy"];
    return policy !== undefined && parseRedrive(policy).deadLetterTargetArn === arn;
  });
}

const newestFirst = (tasks: readonly Readonly<MoveTaskRow>[]) =>
  [...tasks].sort((a, b) => b.until - a.until);

/** A task's handle, which says what it is of. */
const handleOf = ({ id, sourceArn }: Readonly<MoveTaskRow>): string =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString("base64");

export const CancelMessageMoveTask = on("CancelMessageMoveTask", async (ctx, input) => {
  const { taskId, sourceArn } = partsOf(input.TaskHandle);
  await mayTake(ctx, sourceArn);
  return ctx.update(async (tx) => {
    if ((await queueAtArn(tx, sourceArn)) === undefined) throw resourceMissing("SourceArn");
    const row = await tx.moveTask.find({ id: taskId });
    if (row === undefined) throw moveTaskMissing();
    if (row.status !== "RUNNING") throw invalidParameter("Only active tasks can be cancelled.");
    await tx.moveTask.put({ ...row, status: "CANCELLING" });
    await tx.due.set("move", row.id, ctx.now);
    return { ApproximateNumberOfMessagesMoved: row.moved };
  });
});

/** The ARN of the queue that a task's handle is of; undefined for what is no handle. */
export function sourceIn(handle: string): string | undefined {
  try {
    return partsOf(handle).sourceArn;
  } catch {
    return undefined;
  }
}

/** @throws Fault for what is no handle. */
function partsOf(handle: string): { taskId: string; sourceArn: string } {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(handle, "base64").toString()) as Record<
      string,
      unknown
    >;
    if (typeof taskId === "string" && typeof sourceArn === "string") return { taskId, sourceArn };
  } catch {
    // Told below, as for any other handle that is none.
  }
  throw invalidParameter("Value for parameter TaskHandle is invalid.");
}

export const ListMessageMoveTasks = on("ListMessageMoveTasks", (_ctx, input) => {
  const limit = input.MaxResults ?? 1;
  if (limit < 1 || limit > MOVE_TASKS_SHOWN)
    throw invalidParameter(
      `Value for parameter MaxResults is invalid. Reason: You must enter a value between 1 and ${MOVE_TASKS_SHOWN}.`,
    );
  return _ctx.view(async (tx) => {
    if ((await queueAtArn(tx, input.SourceArn)) === undefined) throw resourceMissing("SourceArn");
    const all = await tx.moveTask.list({ where: { sourceArn: input.SourceArn } });
    const newest = newestFirst(all).slice(0, limit);
    return {
      Results: newest.map((row) => ({
        Status: row.status,
        SourceArn: row.sourceArn,
        ApproximateNumberOfMessagesMoved: row.moved,
        ApproximateNumberOfMessagesToMove: row.toMove,
        StartedTimestamp: row.startedAt,
        ...(row.status === "RUNNING" ? { TaskHandle: handleOf(row) } : {}),
        ...(row.destinationArn === undefined ? {} : { DestinationArn: row.destinationArn }),
        ...(row.perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: row.perSecond }),
        ...(row.failureReason === undefined ? {} : { FailureReason: row.failureReason }),
      })),
    };
  });
});
