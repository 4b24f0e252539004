/** Amazon EventBridge. */
import { tagConditions, tagsIn } from "#aws/tag-conditions";
import { then } from "#base/awaitable";
import { defineService } from "#kernel/service";
import { busArn, busPlace, type Ctx, ruleArn, ruleOfArn } from "./buses.ts";
import { schedule } from "./due.ts";
import * as apiDestinations from "./operations/api-destinations.ts";
import * as archives from "./operations/archives.ts";
import * as buses from "./operations/buses.ts";
import * as connections from "./operations/connections.ts";
import * as endpoints from "./operations/endpoints.ts";
import * as events from "./operations/events.ts";
import * as partners from "./operations/partners.ts";
import * as rules from "./operations/rules.ts";
import * as tags from "./operations/tags.ts";
import * as targets from "./operations/targets.ts";
import { deliverHttp, http, log } from "./outbound.ts";
import { passOn } from "./forward.ts";
import { publish } from "./publish.ts";
import { replay } from "./replays.ts";
import { resources } from "./resources.ts";
import { sealed, unsealed } from "./sealed.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";
import { undelivered } from "./undelivered.ts";

/** Tags of the bus or rule that a call is about. */
async function heldTags(ctx: Ctx, operation: string, input: Readonly<Record<string, unknown>>) {
  if (operation === "PutEvents") return [];
  const arn = input["ResourceARN"];
  const named = typeof arn === "string" ? ruleOfArn(arn) : undefined;
  const bus = named ?? busPlace(ctx, (arn ?? input["EventBusName"]) as string | undefined);
  const own = input["Rule"] ?? (operation.endsWith("Rule") ? input["Name"] : undefined);
  const rule = named?.rule ?? (typeof own === "string" ? own : undefined);
  const row = await ctx.view((tx) => {
    const there = tx.at(bus.account, bus.region);
    return rule === undefined
      ? there.bus.find({ name: bus.name })
      : there.rule.find({ bus: bus.name, name: rule });
  });
  return Object.entries(row?.tags ?? {});
}

export const service = defineService({
  id: "events",
  tables,
  unread,
  operations: [
    buses,
    rules,
    targets,
    events,
    archives,
    connections,
    apiDestinations,
    endpoints,
    partners,
    tags,
  ],
  due: { schedule, replay, retention: archives.retain, unclaimed: partners.unclaimed },
  resources,
  deliver: {
    http: deliverHttp,
    log,
    sealed,
    bus: (ctx, input) =>
      passOn(ctx, input, (there, tx, to, event, hops) =>
        publish(there, tx, to, [event], undefined, hops),
      ),
  },
  answers: { http },
  failures: { undelivered, unsealed },
  authorization: {
    resources(ctx, operation, input) {
      if (operation === "PutEvents") {
        const entries = (input["Entries"] as { EventBusName?: string }[] | undefined) ?? [];
        const names = new Set(entries.map((entry) => entry.EventBusName));
        return [...new Set([...names].map((name) => busArn(ctx, busPlace(ctx, name))))];
      }
      const given = input["ResourceARN"];
      if (typeof given === "string") return [given];
      const bus = busPlace(ctx, input["EventBusName"] as string | undefined);
      const rule = input["Rule"] ?? (operation.endsWith("Rule") ? input["Name"] : undefined);
      if (typeof rule === "string") return [ruleArn(ctx, bus, rule)];
      if (operation.endsWith("Permission")) return [busArn(ctx, bus)];
      const name = operation.endsWith("EventBus") ? input["Name"] : undefined;
      return [typeof name === "string" ? busArn(ctx, busPlace(ctx, name)) : "*"];
    },
    async conditions(ctx, operation, input) {
      const set = tagsIn(input["Tags"]);
      const removed = (input["TagKeys"] as string[] | undefined) ?? [];
      return tagConditions({ set, removed, held: await heldTags(ctx, operation, input) });
    },
    policyOf(ctx, arn) {
      const [, , , region = "", account = "", resource = ""] = arn.split(":");
      if (!resource.startsWith("event-bus/")) return undefined;
      const name = resource.slice("event-bus/".length);
      return ctx.view((tx) =>
        then(tx.at(account, region).bus.find({ name }), (bus) => bus?.policy),
      );
    },
  },
});
