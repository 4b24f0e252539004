/**
 * Subscriptions that their endpoint's owner has to confirm, or ends.
 * https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html
 */
import { effectivePolicy } from "./delivery-policy.ts";
import { CONFIRMATION_MS } from "./limits.ts";
import { send } from "./publications.ts";
import { signed, signingKey } from "./signing.ts";
import type { SubscriptionRow, TopicRow } from "./tables.ts";
import { type Ctx, link, subscriptionArn, topicArn, type Tx } from "./topics.ts";

/**
 * Whether an endpoint is asked before it is sent to: web servers and mailboxes always are, queues
 * and functions when who subscribes them is not their owner.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-send-message-to-sqs-cross-account.html
 */
export function isConfirmed(protocol: string, endpoint: string, subscriber: string): boolean {
  if (["http", "https", "email", "email-json"].includes(protocol)) return true;
  return ["sqs", "lambda"].includes(protocol) && endpoint.split(":")[4] !== subscriber;
}

/** Asks the endpoint's owner, who has two days. */
export async function askToConfirm(
  ctx: Ctx,
  tx: Tx,
  topic: Readonly<TopicRow>,
  row: Readonly<SubscriptionRow>,
): Promise<void> {
  await tx.due.set("expire", row.id, ctx.now + CONFIRMATION_MS);
  await tell(ctx, tx, topic, row, "SubscriptionConfirmation");
}

/** Tells the endpoint that it gets no more. */
export function tellUnsubscribed(
  ctx: Ctx,
  tx: Tx,
  topic: Readonly<TopicRow>,
  row: Readonly<SubscriptionRow>,
): Promise<void> {
  const token = row.token ?? ctx.chance.hex(256);
  return tell(ctx, tx, topic, { ...row, token }, "UnsubscribeConfirmation");
}

async function tell(
  ctx: Ctx,
  tx: Tx,
  topic: Readonly<TopicRow>,
  row: Readonly<SubscriptionRow>,
  Type: "SubscriptionConfirmation" | "UnsubscribeConfirmation",
): Promise<void> {
  const TopicArn = topicArn(ctx, topic.name);
  const Token = row.token!;
  const SubscribeURL = link(ctx, "ConfirmSubscription", `TopicArn=${TopicArn}&Token=${Token}`);
  const joining = Type === "SubscriptionConfirmation";
  const Message = joining
    ? `You have chosen to subscribe to the topic ${TopicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
    : `You have chosen to deactivate subscription ${subscriptionArn(ctx, row)}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
  const MessageId = ctx.chance.uuid();
  const key = await signingKey(ctx, tx);
  const message = signed(ctx, key, topic.attributes["SignatureVersion"] ?? "1", {
    Type,
    MessageId,
    Token,
    TopicArn,
    Message,
    SubscribeURL,
    Timestamp: new Date(ctx.now).toISOString(),
  });
  const { contentType } = effectivePolicy(
    topic.attributes["DeliveryPolicy"],
    row.attributes["DeliveryPolicy"],
  );
  const mailed = `${Message.replace("visit the SubscribeURL included in this message.", `visit\n${SubscribeURL}`)}\n`;
  await send(tx, {
    protocol: row.protocol,
    subscription: row.id,
    endpoint: row.endpoint,
    topicArn: TopicArn,
    messageId: MessageId,
    publishedAt: ctx.now,
    attempt: 0,
    at: ctx.now,
    content: {
      body:
        row.protocol === "email"
          ? mailed
          : JSON.stringify(message, null, row.protocol === "lambda" ? 0 : 2),
      subject: `AWS Notification - ${joining ? "Subscription" : "Unsubscribe"} Confirmation`,
      headers: [
        ["x-amz-sns-message-type", Type],
        ["x-amz-sns-message-id", MessageId],
        ["x-amz-sns-topic-arn", TopicArn],
        ...(joining ? [] : [["x-amz-sns-subscription-arn", subscriptionArn(ctx, row)] as const]),
        ["content-type", contentType],
      ],
      // A FIFO queue takes nothing without.
      ...(row.endpoint.endsWith(".fifo") ? { groupId: Type, deduplicationId: MessageId } : {}),
    },
  });
}

/** Due: a subscription that nobody confirmed goes. */
export async function expire(ctx: Ctx, id: string): Promise<void> {
  await ctx.update(async (tx) => {
    const row = await tx.subscription.find({ id });
    if (row?.pending) await tx.subscription.remove({ id });
  });
}
