/**
 * Messages of FIFO topics that could not go into their queue at once stand in a line, one for each
 * subscription and message group: nothing overtakes what has to be tried again.
 */
import type { Sending } from "./publications.ts";
import { concluded, tried } from "./sending.ts";
import type { LineRow, SubscriptionRow } from "./tables.ts";
import type { Ctx, Tx } from "./topics.ts";

/** Whether something stands before a message of that group. */
export async function isHeldBack(
  tx: Tx,
  { id }: Readonly<SubscriptionRow>,
  groupId: string,
): Promise<boolean> {
  const first = await tx.line.list({ where: { line: nameOf(id, groupId) }, limit: 1 });
  return first.length > 0;
}

/** Puts a message at the end of its line. */
export async function holdBack(
  ctx: Ctx,
  tx: Tx,
  { id }: Readonly<SubscriptionRow>,
  groupId: string,
  sending: Sending,
): Promise<void> {
  const row: LineRow = {
    line: nameOf(id, groupId),
    place: ctx.kernel.sequence(),
    subscription: id,
    sending,
  };
  await tx.line.put(row);
  await tx.due.set("drain", `${row.place} ${row.line}`, ctx.now);
}

const nameOf = (subscription: string, groupId: string): string => `${subscription} ${groupId}`;

/** Due: delivers what stands in a line until one has to wait, or none is left. */
export async function drain(ctx: Ctx, id: string): Promise<void> {
  const line = id.slice(id.indexOf(" ") + 1);
  for (;;) {
    const [row] = await ctx.view((tx) => tx.line.list({ where: { line }, limit: 1 }));
    if (row === undefined || row.sending.at > ctx.clock.now()) return;
    const { place, sending } = row;
    const next = await concluded(ctx, sending, await tried(ctx, sending));
    await ctx.update(async (tx) => {
      if (next === undefined) return void (await tx.line.remove({ line, place }));
      await tx.line.put({ ...row, sending: next });
      await tx.due.set("drain", `${place}.${next.attempt} ${line}`, next.at);
    });
  }
}
