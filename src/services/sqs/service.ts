/** Amazon SQS. */
import { loadModel } from "#aws/models";
import { tagConditions, tagsIn } from "#aws/tag-conditions";
import { then } from "#base/awaitable";
import { defineService } from "#kernel/service";
import { OWNER_ONLY } from "./domain.ts";
import { expire, release } from "./due.ts";
import * as handling from "./operations/messages/handling.ts";
import * as receiving from "./operations/messages/receiving.ts";
import * as sending from "./operations/messages/sending.ts";
import { gauges } from "./gauges.ts";
import { move } from "./moving.ts";
import * as moves from "./operations/moves.ts";
import * as permissions from "./operations/permissions.ts";
import * as queues from "./operations/queues.ts";
import { placeOf, queueArn } from "./queues.ts";
import { resources } from "./resources.ts";
import { route } from "./routes.ts";
import { migrations, tables } from "./tables.ts";

/** Actions in lower case, as SQS tells them; a batch needs what its entries need. */
const ACTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.keys(loadModel("sqs").operations).map((operation) => [
    operation,
    [`sqs:${operation.toLowerCase().replace(/batch$/, "")}`],
  ]),
);

export const service = defineService({
  id: "sqs",
  tables,
  migrations,
  operations: [queues, sending, receiving, handling, permissions, moves],
  due: { expire, move, release },
  gauges,
  inside: ["SendMessage", "SendMessageBatch"],
  batches: { SendMessage: sending.batching },
  resources,
  routes: route,
  authorization: {
    actions: (operation) => ACTIONS.get(operation),
    resources(ctx, _operation, input) {
      const url = input["QueueUrl"];
      if (typeof url === "string") {
        const { account, name } = placeOf(ctx, url);
        return [queueArn(ctx, name, account)];
      }
      const handle = input["TaskHandle"];
      const source = typeof handle === "string" ? moves.sourceIn(handle) : input["SourceArn"];
      if (typeof source === "string") return [source];
      const name = input["QueueName"];
      const owner = input["QueueOwnerAWSAccountId"];
      if (typeof name !== "string") return ["*"];
      return [queueArn(ctx, name, typeof owner === "string" ? owner : ctx.account)];
    },
    conditions(ctx, _operation, input) {
      const asked = {
        set: tagsIn(input["tags"] ?? input["Tags"]),
        removed: (input["TagKeys"] as string[] | undefined) ?? [],
      };
      const url = input["QueueUrl"];
      if (typeof url !== "string") return tagConditions(asked);
      const { account, name } = placeOf(ctx, url);
      return ctx.view((tx) =>
        then(tx.at(account, ctx.region).queue.find({ name }), (queue) =>
          tagConditions({ ...asked, held: Object.entries(queue?.tags ?? {}) }),
        ),
      );
    },
    policyOf(ctx, arn) {
      const [, , , region = "", account = "", name = ""] = arn.split(":");
      if (OWNER_ONLY.has(ctx.operation) && ctx.principal.account !== account) return undefined;
      return ctx.view((tx) =>
        then(tx.at(account, region).queue.find({ name }), (queue) => queue?.attributes["Policy"]),
      );
    },
  },
});
