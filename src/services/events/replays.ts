/** A replay at work: archived events in their order, a page in each transaction. */
import { busPlace, type Ctx } from "./buses.ts";
import { restored } from "./event.ts";
import { publish } from "./publish.ts";
import type { ArchivedRow } from "./tables.ts";

const EVENTS_AT_ONCE = 100;

/** Replays the next page and says when to go on: at once, until all are through. */
export function replay(ctx: Ctx, name: string): Promise<void> {
  return ctx.update(async (tx) => {
    const row = await tx.replay.find({ name });
    if (row === undefined) return;
    if (row.state === "CANCELLING")
      return tx.replay.put({ ...row, state: "CANCELLED", endedAt: ctx.now });
    if (row.state !== "STARTING" && row.state !== "RUNNING") return;
    const page = await tx.archived.query<ArchivedRow>("page", {
      archive: row.archive,
      after: row.sequence,
      fromTime: row.fromTime,
      toTime: row.toTime,
      limit: EVENTS_AT_ONCE,
    });
    const place = busPlace(ctx, row.bus);
    const events = page.map(({ event }) => ({ ...restored(event), "replay-name": name }));
    await publish(ctx, tx, place, events, row.rules);
    const last = page.at(-1);
    const ended = page.length < EVENTS_AT_ONCE;
    await tx.replay.put({
      ...row,
      state: ended ? "COMPLETED" : "RUNNING",
      ...(last === undefined ? {} : { sequence: last.sequence, lastEventTime: last.time }),
      ...(ended ? { endedAt: ctx.now } : {}),
    });
    // A moment later, for a deadline that stays where it is counts as met.
    if (!ended) await tx.due.set("replay", name, ctx.now + 1);
  });
}
