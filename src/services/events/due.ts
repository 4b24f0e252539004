/** What happens when a deadline of EventBridge passes. */
import { isoSeconds } from "#base/iso-time";
import { nextRun, parseSchedule } from "#languages/schedule/schedule";
import { busPlace, type Ctx, DEFAULT_BUS, ruleArn } from "./buses.ts";
import { destinationOf } from "./destinations.ts";
import { fire } from "./publish.ts";
import type { BusEvent } from "./event.ts";

/** A scheduled rule's moment: its targets get a "Scheduled Event", and the next is awaited. */
export function schedule(ctx: Ctx, name: string): Promise<void> {
  return ctx.update(async (tx) => {
    const place = busPlace(ctx, DEFAULT_BUS);
    const row = await tx.rule.find({ bus: DEFAULT_BUS, name });
    if (row?.schedule === undefined || row.state === "DISABLED") return;
    const held = await tx.target.list({ where: { bus: DEFAULT_BUS, rule: name } });
    const targets = held.map(({ target }) => destinationOf(target));
    const event: BusEvent = {
      version: "0",
      id: ctx.chance.uuid(),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account: ctx.account,
      time: isoSeconds(ctx.now),
      region: ctx.region,
      resources: [ruleArn(ctx, place, name)],
      detail: {},
    };
    await tx.outbox.sendAll(await fire(ctx, tx, place, row, targets, event));
    const next = nextRun(parseSchedule(row.schedule)!, ctx.now, ctx.now);
    await tx.due.set("schedule", name, next);
  });
}
