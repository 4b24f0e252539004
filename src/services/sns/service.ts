/** Amazon SNS. */
import { tagConditions, tagsIn } from "#aws/tag-conditions";
import { then } from "#base/awaitable";
import type { Principal } from "#kernel/principal";
import { defineService } from "#kernel/service";
import * as platforms from "./operations/platforms.ts";
import * as protection from "./operations/protection.ts";
import * as publish from "./operations/publish.ts";
import * as sms from "./operations/sms.ts";
import * as subscriptions from "./operations/subscriptions.ts";
import * as topics from "./operations/topics.ts";
import { applicationEvent } from "./application-events.ts";
import { replay } from "./archive.ts";
import { expire, forget } from "./confirmation.ts";
import { gauges } from "./gauges.ts";
import { drain } from "./lines.ts";
import { writeAudit } from "./protection.ts";
import { lost, undelivered } from "./redrive.ts";
import { resources } from "./resources.ts";
import { route } from "./routes.ts";
import { notification } from "./sending.ts";
import { password } from "./sms.ts";
import { statusLog } from "./status-log.ts";
import { migrations, tables } from "./tables.ts";
import { unread } from "./unread.ts";
import { topicArn } from "./topics.ts";
import { usageReport } from "./usage-report.ts";

/** A link in a message is followed by whoever gets it. */
const LINKS = ["ConfirmSubscription", "Unsubscribe"];

/**
 * The policy that a topic has at first lets in whoever says that its owner sends it (AWS:SourceOwner):
 * of AWS's services, CloudWatch's alarms alone do.
 */
const isAlarm = (principal: Principal): boolean => principal.service === "cloudwatch.amazonaws.com";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html#amazonsns-policy-keys */
const subscriptionOf = ({ Protocol, Endpoint }: Readonly<Record<string, unknown>>) => ({
  ...(typeof Protocol === "string" ? { "sns:Protocol": Protocol } : {}),
  ...(typeof Endpoint === "string" ? { "sns:Endpoint": Endpoint } : {}),
});

export const service = defineService({
  id: "sns",
  tables,
  migrations,
  unread,
  operations: [topics, subscriptions, publish, sms, platforms, protection],
  resources,
  routes: route,
  due: { expire, forget, drain, replay, usageReport },
  deliver: { notification, statusLog, applicationEvent, audit: writeAudit, password },
  failures: { redrive: undelivered, lost },
  gauges,
  authorization: {
    /** In capitals, as SNS tells them. */
    actions: (operation) => [`SNS:${operation === "PublishBatch" ? "Publish" : operation}`],
    resources(ctx, _operation, input) {
      const arn =
        input["TopicArn"] ?? input["TargetArn"] ?? input["ResourceArn"] ?? input["SubscriptionArn"];
      if (typeof arn === "string") return [arn.split(":").slice(0, 6).join(":")];
      return [typeof input["Name"] === "string" ? topicArn(ctx, input["Name"]) : "*"];
    },
    open: LINKS,
    unsigned: LINKS,
    conditions(ctx, operation, input) {
      const subscribing = operation === "Subscribe" ? subscriptionOf(input) : {};
      const asked = {
        set: tagsIn(input["Tags"]),
        removed: (input["TagKeys"] as string[] | undefined) ?? [],
      };
      const arn = input["TopicArn"] ?? input["TargetArn"] ?? input["ResourceArn"];
      if (typeof arn !== "string") return tagConditions(asked);
      const [, , , region = "", account = "", name = ""] = arn.split(":");
      return ctx.view((tx) =>
        then(tx.at(account, region).topic.find({ name }), (topic) => ({
          ...tagConditions({ ...asked, held: Object.entries(topic?.tags ?? {}) }),
          ...subscribing,
          ...(isAlarm(ctx.principal) ? { "aws:SourceOwner": ctx.principal.account } : {}),
        })),
      );
    },
    policyOf(ctx, arn) {
      const [, , , region = "", account = "", name = ""] = arn.split(":");
      return ctx.view((tx) =>
        then(
          tx.at(account, region).topic.find({ name }),
          (topic) =>
            topic?.attributes["Policy"] ??
            (topic !== undefined && isAlarm(ctx.principal)
              ? topics.defaultPolicy(ctx.as({ account, region }), topic)
              : undefined),
        ),
      );
    },
  },
});
