/**
 * Receives tried again: within five minutes the same attempt gives the same messages by the same
 * handles, unless one of them was deleted, hidden otherwise or shown meanwhile.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-receiverequestattemptid-request-parameter.html
 */
import { DEDUPLICATION_MS } from "./limits.ts";
import type { Tx } from "./queues.ts";
import type { MessageRow } from "./tables.ts";

/** Remembers what an attempt received. @param now Epoch milliseconds. */
export async function remember(
  tx: Tx,
  queue: string,
  id: string,
  messages: readonly MessageRow[],
  now: number,
): Promise<void> {
  await tx.attempt.run("forget", { queue, now });
  await tx.attempt.put({
    queue,
    id,
    receivedAt: now,
    until: now + DEDUPLICATION_MS,
    received: messages.map(({ sequence, receiveCount, visibleAt }) => ({
      sequence,
      receiveCount,
      visibleAt,
    })),
  });
}

/**
 * What an attempt received before, hidden anew until `visibleAt`; undefined when it is the first of
 * its id, or no longer that.
 */
export async function repeat(
  tx: Tx,
  queue: string,
  id: string,
  now: number,
  visibleAt: number,
): Promise<{ messages: MessageRow[]; receivedAt: number } | undefined> {
  const attempt = await tx.attempt.find({ queue, id });
  if (attempt === undefined || attempt.until <= now) return undefined;
  const messages: MessageRow[] = [];
  for (const { sequence, receiveCount, visibleAt: hidden } of attempt.received) {
    const row = await tx.message.find({ queue, sequence });
    const same = row?.receiveCount === receiveCount && row.visibleAt === hidden;
    if (!same || hidden <= now) return undefined;
    messages.push({ ...row, visibleAt });
  }
  for (const { sequence } of messages) await tx.message.run("show", { queue, sequence, visibleAt });
  const received = attempt.received.map((one) => ({ ...one, visibleAt }));
  await tx.attempt.put({ ...attempt, received });
  return { messages, receivedAt: attempt.receivedAt };
}
