/**
 * Subscriptions that their endpoint's owner has to confirm, or ends.
 * https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html
 */
import { effectivePolicy } from "./delivery-policy.ts";
import { CONFIRMATION_MS } from "./limits.ts";
import { signed, signingKey } from "./signing.ts";
import type { SubscriptionRow, TopicRow } from "./tables.ts";
import { type Ctx, link, subscriptionArn, topicArn, type Tx } from "./topics.ts";

/** Whether a protocol's endpoints are asked before they are sent to. */
export const isConfirmed = (protocol: string): boolean =>
  ["http", "https", "email", "email-json"].includes(protocol);

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
  const mail = row.protocol.startsWith("email");
  const { contentType } = effectivePolicy(
    topic.attributes["DeliveryPolicy"],
    row.attributes["DeliveryPolicy"],
  );
  await tx.outbox.send({
    deliver: mail ? "mail" : "web",
    sourceArn: TopicArn,
    input: {
      subscription: row.id,
      endpoint: row.endpoint,
      topicArn: TopicArn,
      messageId: MessageId,
      headers: [
        ["x-amz-sns-message-type", Type],
        ["x-amz-sns-message-id", MessageId],
        ["x-amz-sns-topic-arn", TopicArn],
        ...(joining ? [] : [["x-amz-sns-subscription-arn", subscriptionArn(ctx, row)]]),
        ["content-type", contentType],
      ],
      subject: `AWS Notification - ${joining ? "Subscription" : "Unsubscribe"} Confirmation`,
      body:
        row.protocol === "email"
          ? `${Message.replace("visit the SubscribeURL included in this message.", `visit\n${SubscribeURL}`)}\n`
          : JSON.stringify(message, null, 2),
      attempt: 0,
      at: ctx.now,
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
