/** What happens when a stored deadline of SQS passes. */
import { EXPIRED_EVERY_MS } from "./limits.ts";
import { retentionMs } from "./operations/queues.ts";
import type { Ctx } from "./queues.ts";

/**
 * Messages past the queue's retention period go; the next look is when the oldest left is due, but
 * not at once: nobody is shown what is too old, and a look costs as much as the queue is long.
 */
export async function expire(ctx: Ctx, name: string): Promise<void> {
  await ctx.update(async (tx) => {
    const queue = await tx.queue.find({ name });
    if (queue === undefined) return;
    const retention = retentionMs(queue);
    await tx.message.run("expire", { queue: queue.id, horizon: ctx.now - retention });
    const [oldest] = await tx.message.query<{ at?: number }>("oldest", { queue: queue.id });
    const due = (oldest?.at ?? ctx.now) + retention;
    await tx.due.set("expire", name, Math.max(due, ctx.now + EXPIRED_EVERY_MS));
  });
}

/** A deleted queue's name is free again. */
export async function release(ctx: Ctx, name: string): Promise<void> {
  await ctx.update((tx) => tx.deleted.remove({ name }));
}
