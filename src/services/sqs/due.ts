/** What happens when a stored deadline of SQS passes. */
import { retentionMs } from "./operations/queues.ts";
import type { Ctx } from "./queues.ts";

/** Messages past the queue's retention period go; the next look is when the oldest left is due. */
export async function expire(ctx: Ctx, name: string): Promise<void> {
  await ctx.update(async (tx) => {
    const queue = await tx.queue.find({ name });
    if (queue === undefined) return;
    const retention = retentionMs(queue);
    await tx.message.run("expire", { queue: queue.id, horizon: ctx.now - retention });
    const [oldest] = await tx.message.query<{ at?: number }>("oldest", { queue: queue.id });
    await tx.due.set("expire", name, (oldest?.at ?? ctx.now) + retention);
  });
}

/** A deleted queue's name is free again. */
export async function release(ctx: Ctx, name: string): Promise<void> {
  await ctx.update((tx) => tx.deleted.remove({ name }));
}
