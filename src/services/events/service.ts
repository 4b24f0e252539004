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
import { arrive, publish } from "./publish.ts";
import { replay } from "./replays.ts";
import { resources } from "./resources.ts";
import { sealed, unsealed } from "./sealed.ts";
import { migrations, tables } from "./tables.ts";
import { unread } from "./unread.ts";
import { undelivered } from "./undelivered.ts";

/** Tags of the bus or rule that a call is about, and the account that put the rule. */
async function held(ctx: Ctx, operation: string, input: Readonly<Record<string, unknown>>) {
  if (operation === "PutEvents") return { tags: [] };
  const arn = input["ResourceARN"];
  const named = typeof arn === "string" ? ruleOfArn(arn) : undefined;
  const bus = named ?? busPlace(ctx, (arn ?? input["EventBusName"]) as string | undefined);
  const own = input["Rule"] ?? (operation.endsWith("Rule") ? input["Name"] : undefined);
  const rule = named?.rule ?? (typeof own === "string" ? own : undefined);
  return ctx.view(async (tx) => {
    const there = tx.at(bus.account, bus.region);
    if (rule === undefined) {
      const row = await there.bus.find({ name: bus.name });
      return { tags: Object.entries(row?.tags ?? {}) };
    }
    const row = await there.rule.find({ bus: bus.name, name: rule });
    const creator = row === undefined ? ctx.account : (row.createdBy ?? bus.account);
    return { tags: Object.entries(row?.tags ?? {}), creator };
  });
}

export const service = defineService({
  id: "events",
  tables,
  migrations,
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
    sealed: (ctx, input) =>
      sealed(ctx, input, (there, tx, to, event, hops) =>
        publish(there, tx, to, [event], undefined, hops),
      ),
    bus: (ctx, input) =>
      passOn(ctx, input, (there, tx, to, event, hops) => arrive(there, tx, to, [event], hops)),
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
      const { tags: own, creator } = await held(ctx, operation, input);
      return {
        ...tagConditions({ set, removed, held: own }),
        ...(creator === undefined ? {} : { "events:creatorAccount": creator }),
      };
    },
    policyOf(ctx, arn) {
      const [, , , region = "", account = "", resource = ""] = arn.split(":");
      // Who may put rules on a bus stands in the bus's policy, too.
      const name = resource.startsWith("event-bus/")
        ? resource.slice("event-bus/".length)
        : ruleOfArn(arn)?.name;
      if (name === undefined) return undefined;
      return ctx.view((tx) =>
        then(tx.at(account, region).bus.find({ name }), (bus) => bus?.policy),
      );
    },
  },
});
