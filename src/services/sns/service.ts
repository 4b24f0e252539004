/** Amazon SNS. */
import { then } from "#base/awaitable";
import { defineService } from "#kernel/service";
import * as platforms from "./operations/platforms.ts";
import * as publish from "./operations/publish.ts";
import * as sms from "./operations/sms.ts";
import * as subscriptions from "./operations/subscriptions.ts";
import * as topics from "./operations/topics.ts";
import { expire } from "./confirmation.ts";
import { push } from "./push.ts";
import { undelivered } from "./redrive.ts";
import { resources } from "./resources.ts";
import { route } from "./routes.ts";
import { mail, web } from "./sending.ts";
import { text } from "./sms.ts";
import { migrations, tables } from "./tables.ts";
import { unread } from "./unread.ts";
import { topicArn } from "./topics.ts";

export const service = defineService({
  id: "sns",
  tables,
  migrations,
  unread,
  operations: [topics, subscriptions, publish, sms, platforms],
  resources,
  routes: route,
  due: { expire },
  deliver: { web, mail, text, push },
  failures: { redrive: undelivered },
  authorization: {
    actions: (operation) => (operation === "PublishBatch" ? ["sns:Publish"] : undefined),
    resources(ctx, _operation, input) {
      const arn =
        input["TopicArn"] ?? input["TargetArn"] ?? input["ResourceArn"] ?? input["SubscriptionArn"];
      if (typeof arn === "string") return [arn.split(":").slice(0, 6).join(":")];
      return [typeof input["Name"] === "string" ? topicArn(ctx, input["Name"]) : "*"];
    },
    /** A link in a message is followed by whoever gets it. */
    open: ["ConfirmSubscription", "Unsubscribe"],
    policyOf(ctx, arn) {
      const [, , , region = "", account = "", name = ""] = arn.split(":");
      return ctx.view((tx) =>
        then(tx.at(account, region).topic.find({ name }), (topic) => topic?.attributes["Policy"]),
      );
    },
  },
});
