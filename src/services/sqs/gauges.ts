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
    return Promise.all(
      queues.map(async (queue) => {
        const horizon = now - retentionMs(queue);
        const at = { queue: queue.id, now, horizon };
        const [counts] = await tx.message.query<Counts>("counts", at);
        return { queue, counts: counts! };
      }),
    );
  });
  for (const { queue, counts } of seen) {
    const { account, region } = queue;
    const there = ctx.as({ account, region, now });
    const age = counts.oldest == null ? 0 : Math.max(0, (now - counts.oldest) / 1_000);
    there.countAll("AWS/SQS", { QueueName: queue.name }, [
      ["ApproximateNumberOfMessagesVisible", counts.visible, "Count"],
      ["ApproximateNumberOfMessagesNotVisible", counts.in_flight, "Count"],
      ["ApproximateNumberOfMessagesDelayed", counts.delayed, "Count"],
      ["ApproximateAgeOfOldestMessage", age, "Seconds"],
    ]);
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
