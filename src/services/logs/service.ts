/** Amazon CloudWatch Logs. */
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
    resources(ctx, _operation, input) {
      const name = input["logGroupName"] ?? input["logGroupIdentifier"];
      if (typeof name !== "string") return ["*"];
      const arn = groups.groupArn(ctx, groups.nameIn(name));
      const stream = input["logStreamName"];
      return [typeof stream === "string" ? `${arn}:log-stream:${stream}` : arn];
    },
  },
});
