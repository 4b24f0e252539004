/** Pipes at work: a poller for each that runs, kept to what the rows say. */
import { type Ctx, type Placed, PIPES } from "./pipes.ts";
import { QueuePoller } from "./queues.ts";
import { streamOf } from "./shards.ts";
import { StreamPoller } from "./streams.ts";

/** The loop: starts and stops pollers as pipes come, change and go. */
export async function follow(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const running = new Map<string, { revision: string; stop: AbortController }>();
  signal.addEventListener("abort", () => {
    for (const { stop } of running.values()) stop.abort();
  });
  while (!signal.aborted) {
    // The wait begins before the rows are read, so that no change falls between.
    const woken = ctx.signals.wait(PIPES, Number.POSITIVE_INFINITY, signal);
    const rows = await ctx.view((tx) => tx.pipe.query<Placed>("everywhere"));
    const wanted = new Map(rows.map((row) => [`${row.account}/${row.region}/${row.name}`, row]));
    for (const [id, { revision, stop }] of running)
      if (wanted.get(id)?.revision !== revision) {
        stop.abort();
        running.delete(id);
      }
    for (const [id, row] of wanted) {
      if (running.has(id)) continue;
      const stop = new AbortController();
      running.set(id, { revision: row.revision, stop });
      const own = ctx.as({ account: row.account, region: row.region, signal: stop.signal });
      pollerOf(own, row, stop.signal)
        .run()
        .catch((error) => {
          if (!stop.signal.aborted) console.error(`bug: pipe ${id}:`, error);
        });
    }
    await woken;
  }
}

function pollerOf(ctx: Ctx, row: Placed, signal: AbortSignal): { run(): Promise<void> } {
  const stream = streamOf(ctx, row.name, row.settings);
  return stream === undefined
    ? new QueuePoller(ctx, row, signal)
    : new StreamPoller(ctx, row, stream, signal);
}
