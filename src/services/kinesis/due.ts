/** What happens when a stored deadline of Kinesis passes. */
import { hoursMs } from "./limits.ts";
import { type Ctx, horizonOf, liveShards } from "./streams.ts";

/** Records past the stream's retention go, with their keys and the shards that held no others. */
export async function trim(ctx: Ctx, name: string): Promise<void> {
  await ctx.update(async (tx) => {
    const row = await tx.stream.find({ name });
    if (row === undefined) return;
    const where = { streamId: row.id, horizon: horizonOf(ctx, row) };
    await tx.record.run("trim", where);
    await tx.dataKey.run("trim", where);
    const shards = liveShards(ctx, row);
    if (shards.length < row.shards.length) await tx.stream.put({ ...row, shards });
    const [oldest] = await tx.record.query<{ at: number | null }>("oldest", { streamId: row.id });
    if (oldest?.at != null) await tx.due.set("trim", name, oldest.at + hoursMs(row.retentionHours));
  });
}
