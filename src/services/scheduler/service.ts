/** Amazon EventBridge Scheduler. */
import { defineService } from "#kernel/service";
import { invoke, run, undelivered } from "./due.ts";
import * as groups from "./operations/groups.ts";
import * as schedules from "./operations/schedules.ts";
import { resources } from "./resources.ts";
import { DEFAULT_GROUP, groupArn, scheduleArn } from "./schedules.ts";
import { migrations, tables } from "./tables.ts";

export const service = defineService({
  id: "scheduler",
  tables,
  migrations,
  operations: [schedules, groups],
  due: { run },
  deliver: { invoke },
  failures: { undelivered },
  resources,
  authorization: {
    resources(ctx, operation, input) {
      const { ResourceArn: arn, Name: name, GroupName: group = DEFAULT_GROUP } = input;
      if (typeof arn === "string") return [arn];
      if (typeof name !== "string") return ["*"];
      return [
        operation.endsWith("Group") ? groupArn(ctx, name) : scheduleArn(ctx, String(group), name),
      ];
    },
  },
});
