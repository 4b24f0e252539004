/**
 * What SQS counts: what happens, and each minute what stands in the queues.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
import { isFifo } from "./domain.ts";
import { NOISY_IN_FLIGHT, OLDEST_RECEIVED } from "./limits.ts";
import { retentionMs } from "./operations/queues.ts";
import type { Observation } from "#kernel/meter";
import type { Ctx, Tx } from "./queues.ts";
import { noisyGroups, without } from "./receivable.ts";
import type { QueueRow } from "./tables.ts";

interface Counts {
  visible: number;
  in_flight: number;
  delayed: number;
  oldest: number | null;
}

interface Seen {
  readonly queue: QueueRow & { account: string; region: string };
  readonly counts: Counts & { grouped: number; groups: number };
  /** Of a standard queue in which messages have groups. */
  readonly fair?: { readonly noisy: number; readonly quiet: Counts };
}

export async function gauges(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  const seen = await ctx.view(async (tx) => {
    const queues = await tx.queue.query<Seen["queue"]>("everywhere");
    return Promise.all(queues.map((queue) => look(tx, queue, now)));
  });
  for (const one of seen) tell(ctx, one, now);
}

async function look(tx: Tx, queue: Seen["queue"], now: number): Promise<Seen> {
  // A message that is received time and again stands at a standard queue's end.
  const received = isFifo(queue) ? Number.MAX_SAFE_INTEGER : OLDEST_RECEIVED;
  const asked = { queue: queue.id, now, horizon: now - retentionMs(queue), received };
  const counts = (await tx.message.query<Seen["counts"]>("counts", asked))[0]!;
  if (isFifo(queue) || Number(counts.grouped) === 0) return { queue, counts };
  const noisy = counts.in_flight < NOISY_IN_FLIGHT ? [] : await noisyGroups(tx, queue.id, now);
  const quiet = await tx.message.query<Counts>("quietCounts", { ...asked, ...without(noisy) });
  return { queue, counts, fair: { noisy: noisy.length, quiet: quiet[0]! } };
}

function tell(ctx: Ctx, { queue, counts, fair }: Seen, now: number): void {
  const { account, region } = queue;
  const there = ctx.as({ account, region, now });
  const seen: Observation[] = [];
  const gauge = (name: string, value: number, unit = "Count") => seen.push([name, value, unit]);
  const standing = ({ visible, in_flight, delayed, oldest }: Counts, where: string) => {
    gauge(`ApproximateNumberOfMessagesVisible${where}`, visible);
    gauge(`ApproximateNumberOfMessagesNotVisible${where}`, in_flight);
    gauge(`ApproximateNumberOfMessagesDelayed${where}`, delayed);
    const age = oldest == null ? 0 : Math.max(0, (now - oldest) / 1_000);
    gauge(`ApproximateAgeOfOldestMessage${where}`, age, "Seconds");
  };
  standing(counts, "");
  if (isFifo(queue)) gauge("ApproximateNumberOfGroupsWithInflightMessages", counts.groups);
  if (fair !== undefined) {
    gauge("ApproximateNumberOfNoisyGroups", fair.noisy);
    standing(fair.quiet, "InQuietGroups");
  }
  there.countAll("AWS/SQS", { QueueName: queue.name }, seen);
}

/** Counts something that happened in a queue. */
export function count(
  ctx: Ctx,
  queue: Readonly<QueueRow>,
  name: string,
  value: number,
  unit = "Count",
): void {
  ctx.count("AWS/SQS", name, value, unit, { QueueName: queue.name });
}
