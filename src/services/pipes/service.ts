/** Amazon EventBridge Pipes. */
import { defineService } from "#kernel/service";
import * as pipes from "./operations/pipes.ts";
import * as tags from "./operations/tags.ts";
import { arrive, pipeArn } from "./pipes.ts";
import { follow } from "./poller.ts";
import { resources } from "./resources.ts";
import { tables } from "./tables.ts";

export const service = defineService({
  id: "pipes",
  tables,
  operations: [pipes, tags],
  due: { arrive },
  loops: { follow },
  resources,
  authorization: {
    resources(ctx, _operation, input) {
      const { resourceArn: arn, Name: name } = input;
      if (typeof arn === "string") return [arn];
      return [typeof name === "string" ? pipeArn(ctx, name) : "*"];
    },
  },
});
