/**
 * Messages on their way to web servers and people: sent, tried again by their policy, told of.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
import type { Kernel } from "#kernel/kernel";
import { NotYet } from "#kernel/service";
import { askWeb, WebFailure } from "#kernel/web";
import type { Sending } from "./deliveries.ts";
import { type DeliveryPolicy, effectivePolicy, waitBefore } from "./delivery-policy.ts";
import { WEB_ANSWER_BYTES, WEB_TIMEOUT_MS } from "./limits.ts";
import { redrive } from "./redrive.ts";
import { logStatus } from "./status-log.ts";
import { type Ctx, placeOf } from "./topics.ts";

const SUBSCRIPTIONS_KEPT = 10_000;

/** When a subscription with a limit a second may next be sent to: epoch milliseconds by its id. */
const turns = new WeakMap<Kernel, Map<string, number>>();

/** Sends to a web server; what cannot be delivered goes to the dead-letter queue. */
export async function web(ctx: Ctx, given: Readonly<Record<string, unknown>>): Promise<void> {
  const sending = given as unknown as Sending;
  if (sending.at > ctx.clock.now()) throw new NotYet(sending.at);
  const policy = await policyOf(ctx, sending);
  takeTurn(ctx, sending, policy);
  const began = ctx.clock.elapsed();
  const outcome = await ask(sending);
  const dwellTimeMs = Math.round(ctx.clock.elapsed() - began);
  const TopicName = placeOf(sending.topicArn).name;
  if (outcome.delivered) {
    ctx.count("AWS/SNS", "NumberOfNotificationsDelivered", 1, "Count", { TopicName });
    await logStatus(ctx, "HTTP", sending, outcome, dwellTimeMs);
    return;
  }
  const wait = outcome.final ? undefined : waitBefore(policy.retry, sending.attempt);
  if (wait === undefined) {
    ctx.count("AWS/SNS", "NumberOfNotificationsFailed", 1, "Count", { TopicName });
    await logStatus(ctx, "HTTP", sending, outcome, dwellTimeMs);
    await redrive(
      ctx,
      sending.subscription,
      sending.body,
      outcome.providerResponse,
      sending.topicArn,
    );
    return;
  }
  const next = { ...sending, attempt: sending.attempt + 1, at: ctx.clock.now() + wait };
  await ctx.update((tx) =>
    tx.outbox.send({
      deliver: "web",
      sourceArn: sending.topicArn,
      onFailure: { name: "redrive", id: sending.subscription },
      input: next as unknown as Record<string, unknown>,
    }),
  );
}

/** Sends an e-mail. @throws the mail server's error, and is tried again then. */
export async function mail(ctx: Ctx, given: Readonly<Record<string, unknown>>): Promise<void> {
  const { endpoint, subject, body, topicArn } = given as unknown as Sending;
  await ctx.mail({
    medium: "email",
    service: "sns",
    from: "no-reply@sns.amazonaws.com",
    to: endpoint,
    subject,
    body,
  });
  const TopicName = placeOf(topicArn).name;
  ctx.count("AWS/SNS", "NumberOfNotificationsDelivered", 1, "Count", { TopicName });
}

/** Told of each delivery: what AWS's status logs show. */
export interface Outcome {
  readonly delivered: boolean;
  /** Trying again cannot help. */
  readonly final: boolean;
  readonly statusCode: number | undefined;
  readonly providerResponse: string;
}

async function ask({ endpoint, headers, body }: Sending): Promise<Outcome> {
  try {
    const { status, body: said } = await askWeb({
      method: "POST",
      url: endpoint,
      headers: [["user-agent", "Amazon Simple Notification Service Agent"], ...headers],
      body,
      timeoutMs: WEB_TIMEOUT_MS,
      limitBytes: WEB_ANSWER_BYTES,
    });
    return {
      delivered: status >= 200 && status < 300,
      final: status >= 300 && status < 500 && status !== 429,
      statusCode: status,
      providerResponse: Buffer.from(said).toString().slice(0, 1_024),
    };
  } catch (error) {
    if (!(error instanceof WebFailure)) throw error;
    return {
      delivered: false,
      final: error.kind === "address",
      statusCode: undefined,
      providerResponse: error.message,
    };
  }
}

async function policyOf(ctx: Ctx, { topicArn, subscription }: Sending): Promise<DeliveryPolicy> {
  const { name } = placeOf(topicArn);
  return ctx.view(async (tx) => {
    const topic = await tx.topic.find({ name });
    const row = await tx.subscription.find({ id: subscription });
    return effectivePolicy(topic?.attributes["DeliveryPolicy"], row?.attributes["DeliveryPolicy"]);
  });
}

/** @throws NotYet when the subscription has had its share of this second. */
function takeTurn(ctx: Ctx, { subscription }: Sending, { maxReceivesPerSecond }: DeliveryPolicy) {
  if (maxReceivesPerSecond === undefined) return;
  let known = turns.get(ctx.kernel);
  if (known === undefined) {
    known = new Map();
    turns.set(ctx.kernel, known);
  }
  const now = ctx.clock.now();
  const next = known.get(subscription) ?? 0;
  if (next > now) throw new NotYet(Math.ceil(next));
  if (known.size >= SUBSCRIPTIONS_KEPT) known.clear();
  known.set(subscription, Math.max(next, now) + 1_000 / maxReceivesPerSecond);
}
