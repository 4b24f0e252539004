/**
 * What SQS counts: what happens, and each minute what stands in the queues.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SWDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
import { retentionMs } from "./operations/queues.ts";
import type { Ctx } from "./queues.ts";
import type { QueueRow } from "./tables.ts";

interface Counts {
  visible: number;
  in_flight: number;
  delayed: number;
  oldest: number | null;
}

export async function gauges(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  const seen = await ctx.view(async (tx) => {
    const queues = await tx.queue.query<QueueRow & { account: string; region: string }>(
      "everywhere",
    );
    const out = [];
    for (const queue of queues) {
      const horizon = now - retentionMs(queue);
      const [counts] = await tx.message.query<Counts>("counts", { queue: queue.id, now, horizon });
      out.push({ queue, counts: counts! });
    }
    return out;
  });
  for (const { queue, counts } of seen) {
    const { account, region } = queue;
    const there = ctx.as({ account, region, now });
    const dimensions = { QueueName: queue.name };
    const gauge = (name: string, value: number, unit = "Count") =>
      there.count("AWS/SQS", name, value, unit, dimensions);
    gauge("ApproximateNumberOfMessagesVisible", counts.visible);
    gauge("ApproximateNumberOfMessagesNotVisible", counts.in_flight);
    gauge("ApproximateNumberOfMessagesDelayed", counts.delayed);
    const age = counts.oldest == null ? 0 : Math.max(0, (now - counts.oldest) / 1_000);
    gauge("ApproximateAgeOfOldestMessage", age, "Seconds");
  }
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
