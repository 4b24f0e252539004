/** Amazon CloudWatch Logs. */
import { tagConditions } from "#aws/tag-conditions";
import { defineService } from "#kernel/service";
import * as events from "./operations/events.ts";
import * as filters from "./operations/filters.ts";
import * as groups from "./operations/groups.ts";
import * as streams from "./operations/streams.ts";
import { resources } from "./resources.ts";
import { migrations, tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "logs",
  tables,
  migrations,
  unread,
  operations: [groups, streams, events, filters],
  resources,
  due: {
    /** Events past the group's retention go. */
    async expire(ctx, name) {
      await ctx.update(async (tx) => {
        const group = await tx.group.find({ name });
        if (group?.retentionDays === undefined) return;
        await tx.event.run("expire", {
          group: group.id,
          horizon: ctx.now - group.retentionDays * 86_400_000,
        });
        await tx.due.set("expire", name, events.nextExpiry(group, ctx.now));
      });
    },
  },
  authorization: {
    resources(ctx, operation, input) {
      if (typeof input["resourceArn"] === "string") return [input["resourceArn"]];
      const named = input["logGroupName"] ?? input["logGroupIdentifier"];
      const name = operation === "DescribeLogGroups" ? (input["logGroupNamePrefix"] ?? "") : named;
      if (typeof name !== "string") return ["*"];
      const arn = groups.groupArn(ctx, groups.nameIn(name));
      if (/Tag/.test(operation)) return [arn];
      // A group is judged as all of its streams: policies name it with ":*" behind.
      return [`${arn}:log-stream:${input["logStreamName"] ?? ""}`];
    },
    async conditions(ctx, _operation, input) {
      const named = input["logGroupName"] ?? input["logGroupIdentifier"] ?? input["resourceArn"];
      const group =
        typeof named !== "string"
          ? undefined
          : await ctx.view((tx) => tx.group.find({ name: groups.nameIn(named) }));
      const { tags, tagKeys } = input as { tags?: Record<string, string>; tagKeys?: string[] };
      const asked = Array.isArray(tags) ? { removed: tags } : { set: Object.entries(tags ?? {}) };
      return tagConditions({
        ...asked,
        ...(tagKeys === undefined ? {} : { removed: tagKeys }),
        held: Object.entries(group?.tags ?? {}),
      });
    },
  },
});
