/**
 * Subscriptions that their endpoint's owner has to confirm, or ends.
 * https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html
 */
import { DEFAULT_TYPE } from "./delivery-policy.ts";
import { CONFIRMATION_MS } from "./limits.ts";
import { send } from "./publications.ts";
import { signed, signingKey } from "./signing.ts";
import type { SubscriptionRow, TopicRow } from "./tables.ts";
import { type Ctx, link, subscriptionArn, topicArn, type Tx } from "./topics.ts";

const TOKEN_DIGITS = 256;

export const newToken = (ctx: Ctx): string => ctx.chance.hex(TOKEN_DIGITS);

/** Whether a text looks like a token at all. */
export const isToken = (text: string): boolean => /^[0-9a-f]{128,}$/i.test(text);

/**
 * Protocols whose endpoint's owner may end a subscription by the link in its messages. Of the
 * others a subscription ends at the hands of its owner or its topic's.
 * https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
const BY_LINK: ReadonlySet<string> = new Set(["http", "https", "email", "email-json", "sms"]);

/** @param topicOwner The account of the topic. */
export function mayEnd(
  { principal }: Ctx,
  row: Readonly<SubscriptionRow>,
  topicOwner: string,
): boolean {
  if (BY_LINK.has(row.protocol) && !row.authenticated) return true;
  if (principal.kind === "anonymous") return false;
  return principal.account === row.owner || principal.account === topicOwner;
}

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

/** Tells the endpoint that it gets no more, and for two days how that is taken back. */
export async function tellUnsubscribed(
  ctx: Ctx,
  tx: Tx,
  topic: Readonly<TopicRow>,
  row: Readonly<SubscriptionRow>,
): Promise<void> {
  const token = newToken(ctx);
  const subscription = { ...row, token };
  await tx.ended.put({ token, topic: row.topic, subscription });
  await tx.due.set("forget", token, ctx.now + CONFIRMATION_MS);
  await tell(ctx, tx, topic, subscription, "UnsubscribeConfirmation");
}

/**
 * The subscription that a token stands for, confirmed: one that waits for it, or that ended.
 * @param tx Over the topic's place.
 */
export async function confirmed(
  tx: Tx,
  topic: string,
  token: string,
  authenticated: boolean,
): Promise<Readonly<SubscriptionRow> | undefined> {
  const rows = await tx.subscription.list({ where: { topic } });
  const row = rows.find((one) => one.token === token) ?? (await restored(tx, topic, token, rows));
  if (!row?.pending) return row;
  const { pending, ...rest } = row;
  await tx.subscription.put({ ...rest, ...(authenticated ? { authenticated } : {}) });
  await tx.due.set("expire", row.id, undefined);
  return row;
}

/** An ended subscription is there again, unless its endpoint has been subscribed anew. */
async function restored(
  tx: Tx,
  topic: string,
  token: string,
  rows: readonly Readonly<SubscriptionRow>[],
): Promise<Readonly<SubscriptionRow> | undefined> {
  const ended = await tx.ended.find({ token });
  if (ended?.topic !== topic) return undefined;
  const { subscription } = ended;
  const { protocol, endpoint } = subscription;
  const anew = rows.find((one) => one.protocol === protocol && one.endpoint === endpoint);
  if (anew !== undefined) return anew;
  await tx.ended.remove({ token });
  await tx.due.set("forget", token, undefined);
  await tx.subscription.put(subscription);
  return subscription;
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
        // Whatever type the delivery policy asks for is that of notifications.
        ["content-type", DEFAULT_TYPE],
      ],
      // A FIFO queue takes nothing without.
      ...(row.endpoint.endsWith(".fifo") ? { groupId: Type, deduplicationId: MessageId } : {}),
    },
  });
}

/** Due: an ended subscription's token expires. */
export async function forget(ctx: Ctx, token: string): Promise<void> {
  await ctx.update((tx) => tx.ended.remove({ token }));
}

/** Due: a subscription that nobody confirmed goes. */
export async function expire(ctx: Ctx, id: string): Promise<void> {
  await ctx.update(async (tx) => {
    const row = await tx.subscription.find({ id });
    if (row?.pending) await tx.subscription.remove({ id });
  });
}
