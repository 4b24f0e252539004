/** AWS CloudFormation. */
import { defineService } from "#kernel/service";
import { resume } from "./deployment/runner.ts";
import { step, timeout } from "./due.ts";
import * as changeSets from "./operations/change-sets.ts";
import * as drift from "./operations/drift.ts";
import * as resources from "./operations/resources.ts";
import * as stacks from "./operations/stacks.ts";
import * as templates from "./operations/templates.ts";
import { routes } from "./routes.ts";
import { findStack } from "./stacks.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "cloudformation",
  tables,
  unread,
  operations: [stacks, changeSets, resources, templates, drift],
  due: { timeout, step },
  loops: { resume },
  routes,
  authorization: {
    async resources(ctx, _operation, input) {
      const name = input["StackName"];
      if (typeof name !== "string") return ["*"];
      if (name.startsWith("arn:")) return [name];
      const row = await ctx.view((tx) => findStack(tx, name));
      return [row?.id ?? ctx.arn("cloudformation", `stack/${name}/*`)];
    },
  },
});
