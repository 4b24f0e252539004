/** What happens when stored deadlines pass: items expire, streams are trimmed, tokens forgotten. */
import { STREAM_RETENTION_MS } from "./limits.ts";
import { type Ctx, open } from "./opened.ts";
import { readItem, write } from "./writes.ts";

const CHUNK = 200;

/** Removes a table's expired items, a chunk per transaction, and waits for the next. */
export async function expire(ctx: Ctx, name: string): Promise<void> {
  const now = Math.max(ctx.now, ctx.clock.now());
  for (;;) {
    const count = await ctx.update(async (tx) => {
      if ((await tx.table.find({ name })) === undefined) return 0;
      const opened = await open(ctx, tx, name);
      const tableId = opened.row.id;
      const rows = await tx.expiry.query("passed", { tableId, now, limit: CHUNK });
      for (const row of rows) {
        const place = { hash: row.hash, sort: row.sort };
        await tx.expiry.remove({ tableId, at: row.at, ...place });
        const before = await readItem(opened, place);
        if (before !== undefined)
          await write(ctx, opened, { place, before, after: undefined, bytes: 0, byService: true });
      }
      const [next] = await tx.expiry.query<{ at?: number | null }>("next", { tableId });
      if (rows.length < CHUNK && next?.at !== undefined && next.at !== null)
        await tx.due.set("expire", name, Math.max(next.at, now + 1_000));
      return rows.length;
    });
    if (count < CHUNK) return;
  }
}

/** Drops a stream's records of a day ago; a closed stream goes with its last. */
export async function trimStream(ctx: Ctx, id: string): Promise<void> {
  const at = id.lastIndexOf("/");
  const key = { tableName: id.slice(0, at), label: id.slice(at + 1) };
  const horizon = Math.max(ctx.now, ctx.clock.now()) - STREAM_RETENTION_MS;
  await ctx.update(async (tx) => {
    const stream = await tx.stream.find(key);
    if (stream === undefined) return;
    await tx.record.run("trim", { streamId: stream.id, horizon });
    const [first] = await tx.record.query("first", { streamId: stream.id });
    if (first !== undefined)
      await tx.due.set("trimStream", id, Number(first.at) + STREAM_RETENTION_MS);
    else if (stream.closedAt !== undefined) await tx.stream.remove(key);
  });
}

export async function forgetToken(ctx: Ctx, token: string): Promise<void> {
  await ctx.update(async (tx) => {
    const row = await tx.token.find({ token });
    if (row !== undefined && row.until <= Math.max(ctx.now, ctx.clock.now()))
      await tx.token.remove({ token });
  });
}
