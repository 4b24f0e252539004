/** Amazon SNS. */
import { then } from "#base/awaitable";
import { defineService } from "#kernel/service";
import * as publish from "./operations/publish.ts";
import * as subscriptions from "./operations/subscriptions.ts";
import * as topics from "./operations/topics.ts";
import { resources } from "./resources.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";
import { topicArn } from "./topics.ts";

export const service = defineService({
  id: "sns",
  tables,
  unread,
  operations: [topics, subscriptions, publish],
  resources,
  failures: {
    /** What could not be delivered goes to the subscription's dead-letter queue, if it has one. */
    async redrive(ctx, id, error, delivery) {
      const row = await ctx.view((tx) => tx.subscription.find({ id }));
      const policy = row?.attributes["RedrivePolicy"];
      if (policy === undefined || "deliver" in delivery) return;
      const target = (JSON.parse(policy) as { deadLetterTargetArn: string }).deadLetterTargetArn;
      const [, , , region = "", account = "", name = ""] = target.split(":");
      const body =
        delivery.service === "sqs"
          ? String(delivery.input["MessageBody"])
          : Buffer.from(delivery.input["Payload"] as Uint8Array).toString();
      await ctx.update((tx) =>
        tx.outbox.send({
          service: "sqs",
          operation: "SendMessage",
          account,
          region,
          as: "sns.amazonaws.com",
          ...(delivery.sourceArn === undefined ? {} : { sourceArn: delivery.sourceArn }),
          input: {
            QueueUrl: `${ctx.origin}/${account}/${name}`,
            MessageBody: body,
            MessageAttributes: {
              ErrorCode: { DataType: "String", StringValue: error.name || "InternalError" },
              ErrorMessage: { DataType: "String", StringValue: error.message || "unknown" },
            },
          },
        }),
      );
    },
  },
  authorization: {
    actions: (operation) => (operation === "PublishBatch" ? ["sns:Publish"] : undefined),
    resources(ctx, _operation, input) {
      const arn =
        input["TopicArn"] ?? input["TargetArn"] ?? input["ResourceArn"] ?? input["SubscriptionArn"];
      if (typeof arn === "string") return [arn.split(":").slice(0, 6).join(":")];
      return [typeof input["Name"] === "string" ? topicArn(ctx, input["Name"]) : "*"];
    },
    policyOf(ctx, arn) {
      const [, , , region = "", account = "", name = ""] = arn.split(":");
      return ctx.view((tx) =>
        then(tx.at(account, region).topic.find({ name }), (topic) => topic?.attributes["Policy"]),
      );
    },
  },
});
