/** Which messages a receive may take: in flight there is room for so many, and tenants are fair. */
import type { Kernel } from "#kernel/kernel";
import { isFifo } from "./domain.ts";
import {
  FIFO_LOOK,
  IN_FLIGHT,
  NOISY_GROUPS,
  NOISY_IN_FLIGHT,
  NOISY_SHARE_DIVISOR,
  QUEUES_REMEMBERED,
} from "./limits.ts";
import type { Ctx, Tx } from "./queues.ts";
import type { MessageRow, QueueRow } from "./tables.ts";

/** What a look at a queue asks for, as its queries name it. */
interface Look {
  readonly queue: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Messages sent at this time or before are past their retention period. */
  readonly horizon: number;
  readonly limit: number;
}

/**
 * Messages to be received next: in order from a FIFO queue, the oldest from a standard one, but
 * those of noisy neighbours behind all others.
 */
export async function receivable(
  tx: Tx,
  queue: Readonly<QueueRow>,
  look: Look,
): Promise<readonly MessageRow[]> {
  if (isFifo(queue)) return inLine(tx, look);
  const rows = await tx.message.query("receivable", { ...look });
  if (!rows.some((row) => row.groupId !== undefined)) return rows;
  return fairly(tx, look, rows);
}

/**
 * Of a FIFO queue, as many messages of one group as there are, and then those of the next.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
async function inLine(tx: Tx, look: Look): Promise<readonly MessageRow[]> {
  const limit = look.limit === 1 ? 1 : FIFO_LOOK;
  const found = await tx.message.query<MessageRow>("line", { ...look, limit });
  const groups = [...Map.groupBy(found, ({ groupId }) => groupId).values()];
  const rows: MessageRow[] = [];
  for (const { sequence } of groups.flat().slice(0, look.limit))
    rows.push((await tx.message.find({ queue: look.queue, sequence })) as MessageRow);
  return rows;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html */
async function fairly(
  tx: Tx,
  look: Look,
  rows: readonly MessageRow[],
): Promise<readonly MessageRow[]> {
  const noisy = await noisyGroups(tx, look.queue, look.now);
  const late = rows.filter((row) => row.groupId !== undefined && noisy.includes(row.groupId));
  if (late.length === 0) return rows;
  const quiet = await tx.message.query("quiet", { ...look, ...without(noisy) });
  return [...quiet, ...late].slice(0, look.limit);
}

/**
 * Groups whose consumers leave the others too little: those with at least thirty messages and more
 * than a tenth of all messages in flight.
 * Differs from AWS: a group's share of the time that consumers take is not looked at.
 */
export async function noisyGroups(tx: Tx, queue: string, now: number): Promise<readonly string[]> {
  const found = await tx.message.query<{ groupId: string }>("noisy", {
    queue,
    now,
    least: NOISY_IN_FLIGHT,
    divisor: NOISY_SHARE_DIVISOR,
    limit: NOISY_GROUPS,
  });
  return found.map((row) => row.groupId);
}

/** The parameters of a query that leaves some groups out: there are never more than nine. */
export const without = (groups: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: NOISY_GROUPS }, (_, i) => [`g${i}`, groups[i] ?? ""]));

/**
 * How many messages of each queue may be received before those in flight must be counted again: to
 * count them for every receive would cost more than the receive. A deletion only adds room.
 */
const rooms = new WeakMap<Kernel, Map<string, number>>();

/** How many of so many messages may be taken into flight; approximate, as AWS's quota is. */
export async function roomFor(ctx: Ctx, tx: Tx, queue: string, wanted: number, now: number) {
  const known = rooms.get(ctx.kernel) ?? new Map<string, number>();
  rooms.set(ctx.kernel, known);
  let room = known.get(queue) ?? 0;
  if (room < wanted) {
    const [held] = await tx.message.query<{ n: number }>("inFlight", { queue, now });
    room = Math.max(0, IN_FLIGHT - Number(held!.n));
    if (known.size >= QUEUES_REMEMBERED) known.delete(known.keys().next().value!);
  }
  const taken = Math.min(room, wanted);
  known.set(queue, room - taken);
  return taken;
}
