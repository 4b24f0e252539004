/**
 * Notifications on their way: sent, tried again by their policy, told of.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
import { createHash } from "node:crypto";
import { unzipSync } from "node:zlib";
import type { Kernel } from "#kernel/kernel";
import { NotYet } from "#kernel/service";
import { askWeb, WebFailure } from "#kernel/web";
import { callAws } from "./aws-endpoints.ts";
import {
  AWS_ENDPOINTS,
  type DeliveryPolicy,
  effectivePolicy,
  PEOPLE,
  type RetryPolicy,
  waitBefore,
} from "./delivery-policy.ts";
import { WEB_ANSWER_BYTES, WEB_TIMEOUT_MS } from "./limits.ts";
import { type Content, type Outcome, send, type Sending } from "./publications.ts";
import { push } from "./push.ts";
import { redrive } from "./redrive.ts";
import { unseal } from "./sealing.ts";
import { text } from "./sms.ts";
import { logStatus } from "./status-log.ts";
import { type Ctx, placeOf } from "./topics.ts";

const SUBSCRIPTIONS_KEPT = 10_000;

/** When a subscription with a limit a second may next be sent to: epoch milliseconds by its id. */
const turns = new WeakMap<Kernel, Map<string, number>>();

/** Sends a notification; it is tried again, or goes to the dead-letter queue. */
export async function notification(
  ctx: Ctx,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const sending = given as unknown as Sending;
  if (sending.at > ctx.clock.now()) throw new NotYet(sending.at);
  const next = await concluded(ctx, sending, await tried(ctx, sending));
  if (next !== undefined) await ctx.update((tx) => send(tx, next));
}

/** What came of an attempt, with the content that was sent. @throws NotYet */
interface Tried {
  readonly outcome: Outcome;
  readonly content: Content | undefined;
  /** From when it was published until it was handed over. */
  readonly dwellTimeMs: number;
}

/** One attempt. @throws NotYet when its subscription has had its share of this second. */
export async function tried(ctx: Ctx, sending: Sending): Promise<Tried> {
  const dwellTimeMs = Math.max(0, ctx.clock.now() - sending.publishedAt);
  let content = sending.content;
  if (content === undefined)
    try {
      content = await unseal<Content>(ctx, sending.topicArn, sending.sealed!);
    } catch (error) {
      return { outcome: failure(error as Error), content, dwellTimeMs };
    }
  return { outcome: await attempt(ctx, sending, content), content, dwellTimeMs };
}

async function attempt(ctx: Ctx, sending: Sending, content: Content): Promise<Outcome> {
  switch (sending.protocol) {
    case "http":
    case "https":
      takeTurn(ctx, sending, await policyOf(ctx, sending));
      return ask(sending.endpoint, content);
    case "email":
    case "email-json":
      return mail(ctx, sending, content);
    case "sms":
      return text(ctx, sending, content);
    case "application":
      return push(ctx, sending, content);
    default:
      return callAws(ctx, sending, content);
  }
}

/**
 * Counts an attempt, tells of it where that is asked for, and redrives what failed for good.
 * @returns The notification as it is to be tried again.
 */
export async function concluded(
  ctx: Ctx,
  sending: Sending,
  { outcome, content, dwellTimeMs }: Tried,
): Promise<Sending | undefined> {
  const wait =
    outcome.delivered || outcome.final
      ? undefined
      : waitBefore(await retriesOf(ctx, sending), sending.attempt);
  const { topicArn, protocol } = sending;
  // Of web servers every failed attempt counts, of others the last.
  if (topicArn !== "" && (wait === undefined || protocol.startsWith("http")))
    ctx.count("AWS/SNS", metricOf(outcome), 1, "Count", {
      TopicName: placeOf(topicArn).name,
    });
  if (wait !== undefined)
    return { ...sending, attempt: sending.attempt + 1, at: ctx.clock.now() + wait };
  const body = content === undefined ? "" : messageIn(content.body);
  const md5 = createHash("md5").update(body).digest("hex");
  const shown = content === undefined ? sending : { ...sending, content };
  await logStatus(ctx, shown, outcome, dwellTimeMs, md5);
  if (!outcome.delivered && content !== undefined) await redrive(ctx, sending, content);
  return undefined;
}

export const metricOf = ({ delivered }: Outcome): string =>
  delivered ? "NumberOfNotificationsDelivered" : "NumberOfNotificationsFailed";

/** What was published, out of the JSON that SNS wraps it in. */
function messageIn(body: string): string {
  try {
    const { Type, Message, TopicArn } = JSON.parse(body) as Record<string, unknown>;
    return Type !== undefined && typeof Message === "string" && TopicArn !== undefined
      ? Message
      : body;
  } catch {
    return body;
  }
}

async function mail(ctx: Ctx, { endpoint, topicArn }: Sending, content: Content): Promise<Outcome> {
  const { name } = placeOf(topicArn);
  const topic = await ctx.view((tx) => tx.topic.find({ name }));
  const from = senderOf(topic?.attributes["DisplayName"]);
  try {
    await ctx.mail({
      ...{ medium: "email", service: "sns", from, to: endpoint },
      ...{ subject: content.subject ?? "", body: content.body },
    });
    return { delivered: true, final: true, statusCode: undefined, providerResponse: "" };
  } catch (error) {
    return failure(error as Error);
  }
}

/** An e-mail comes from its topic's display name. */
function senderOf(displayName: string | undefined): string {
  const address = "no-reply@sns.amazonaws.com";
  if (!displayName) return address;
  return `"${displayName.replaceAll(/[\r\n]/g, " ").replaceAll(/["\\]/g, "\\$&")}" <${address}>`;
}

/** A failure that may pass. */
const failure = (error: Error): Outcome => ({
  ...{ delivered: false, final: false, statusCode: undefined, providerResponse: error.message },
});

async function ask(endpoint: string, { headers = [], body }: Content): Promise<Outcome> {
  try {
    const {
      status,
      headers: answered,
      body: said,
    } = await askWeb({
      method: "POST",
      url: endpoint,
      headers: [
        ["user-agent", "Amazon Simple Notification Service Agent"],
        ["accept-encoding", "gzip,deflate"],
        ...headers,
      ],
      body,
      timeoutMs: WEB_TIMEOUT_MS,
      limitBytes: WEB_ANSWER_BYTES,
    });
    return {
      delivered: status >= 200 && status < 300,
      final: status >= 300 && status < 500 && status !== 429,
      statusCode: status,
      providerResponse: opened(answered, said).toString().slice(0, 1_024),
    };
  } catch (error) {
    if (!(error instanceof WebFailure)) throw error;
    return { ...failure(error), final: error.kind === "address" };
  }
}

/** An answer's body, uncompressed where that can be. */
function opened(
  headers: readonly (readonly [name: string, value: string])[],
  body: Uint8Array,
): Buffer {
  const encoding = headers.find(([name]) => name.toLowerCase() === "content-encoding")?.[1];
  if (encoding !== "gzip" && encoding !== "deflate") return Buffer.from(body);
  try {
    return unzipSync(body, { maxOutputLength: WEB_ANSWER_BYTES });
  } catch {
    return Buffer.from(body);
  }
}

async function retriesOf(ctx: Ctx, sending: Sending): Promise<RetryPolicy> {
  const { protocol } = sending;
  if (protocol.startsWith("http")) return (await policyOf(ctx, sending)).retry;
  return ["sqs", "lambda", "firehose"].includes(protocol) ? AWS_ENDPOINTS : PEOPLE;
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
