/**
 * Delivery status logs: a line for each delivery, where a topic, a platform application or the
 * account's text message settings ask for them.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-msg-status.html
 * https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html
 */
import { Fault } from "#aws/fault";
import type { Outcome, Sending } from "./publications.ts";
import { applicationAt, endpointAt } from "./push.ts";
import { partsOf, PRICE, settingsOf } from "./sms.ts";
import { type Ctx, placeOf } from "./topics.ts";

/** As topic attributes name protocols: "HTTPSuccessFeedbackRoleArn". */
export const FEEDBACK_PROTOCOLS = ["HTTP", "SQS", "Lambda", "Firehose", "Application"] as const;

const PREFIXES = new Map<string, (typeof FEEDBACK_PROTOCOLS)[number]>([
  ["http", "HTTP"],
  ["https", "HTTP"],
  ["sqs", "SQS"],
  ["lambda", "Lambda"],
  ["firehose", "Firehose"],
  ["application", "Application"],
]);

/** Who writes a line, how often, and into which group. */
interface Wish {
  readonly role: string;
  /** Percent of the successes. */
  readonly rate: number;
}

type Attributes = Readonly<Record<string, string>>;

/** Whether a topic asks for logs of a protocol's deliveries. */
export function logsOf(
  attributes: Attributes,
  protocol: string,
  delivered: boolean,
): Wish | undefined {
  const prefix = PREFIXES.get(protocol);
  return prefix === undefined ? undefined : wishIn(attributes, prefix, delivered);
}

function wishIn(attributes: Attributes, prefix: string, delivered: boolean): Wish | undefined {
  const role = attributes[`${prefix}${delivered ? "Success" : "Failure"}FeedbackRoleArn`];
  if (role === undefined || role === "") return undefined;
  // Without a rate every success is told of.
  return { role, rate: Number(attributes[`${prefix}SuccessFeedbackSampleRate`] ?? 100) };
}

/** Deliver: the line of a message that went into its queue together with being published. */
export async function statusLog(ctx: Ctx, given: Readonly<Record<string, unknown>>): Promise<void> {
  const { sending, outcome, dwellTimeMs, md5 } = given as unknown as {
    sending: Sending;
    outcome: Outcome;
    dwellTimeMs: number;
    md5: string;
  };
  await logStatus(ctx, sending, outcome, dwellTimeMs, md5);
}

/** Writes the lines that an attempt's end is told in. */
export async function logStatus(
  ctx: Ctx,
  sending: Sending,
  outcome: Outcome,
  dwellTimeMs: number,
  messageMD5Sum: string,
): Promise<void> {
  const { topicArn, messageId, protocol, endpoint } = sending;
  const at = ctx.clock.now();
  const notification = {
    ...(protocol === "sms" ? {} : { messageMD5Sum }),
    messageId,
    ...(topicArn === "" ? {} : { topicArn }),
    timestamp: new Date(sending.publishedAt).toISOString().replace("T", " ").replace("Z", ""),
  };
  const status = outcome.delivered ? "SUCCESS" : "FAILURE";
  const place = topicArn === "" ? undefined : placeOf(topicArn).name;
  if (protocol === "sms") {
    const { wish, facts } = await smsWish(ctx, sending);
    const delivery = {
      ...(outcome.delivered ? { phoneCarrier: "Brume" } : {}),
      ...{ mnc: 0, mcc: 0, ...facts },
      ...{ destination: endpoint, providerResponse: outcome.providerResponse },
      ...{ dwellTimeMs, dwellTimeMsUntilDeviceAck: dwellTimeMs },
    };
    const line = { notification, delivery, status };
    return write(ctx, wish, place ?? "DirectPublishToPhoneNumber", outcome, line, at);
  }
  const delivery = {
    deliveryId: ctx.chance.uuid(),
    destination: endpoint,
    providerResponse: outcome.providerResponse,
    dwellTimeMs,
    attempts: sending.attempt + 1,
    ...(outcome.statusCode === undefined ? {} : { statusCode: outcome.statusCode }),
  };
  if (place !== undefined) {
    const topic = await ctx.view((tx) => tx.topic.find({ name: place }));
    const wish = logsOf(topic?.attributes ?? {}, protocol, outcome.delivered);
    await write(ctx, wish, place, outcome, { notification, delivery, status }, at);
  }
  if (protocol !== "application") return;
  const { token, wish, application } = await applicationWish(ctx, endpoint, outcome);
  const line = { notification, delivery: { ...delivery, token }, status };
  await write(ctx, wish, `app/${application}`, outcome, line, at);
}

async function smsWish(ctx: Ctx, sending: Sending) {
  const { attributes } = await ctx.view((tx) => settingsOf(tx));
  const role = attributes["DeliveryStatusIAMRole"] ?? "";
  const rate = Number(attributes["DeliveryStatusSuccessSamplingRate"] ?? 100);
  const content = sending.content;
  const facts = {
    numberOfMessageParts: partsOf(content?.body ?? ""),
    priceInUSD: PRICE,
    smsType: content?.sms?.type || attributes["DefaultSMSType"] || "Promotional",
  };
  return { facts, wish: role === "" ? undefined : { role, rate } };
}

async function applicationWish(ctx: Ctx, endpoint: string, { delivered }: Outcome) {
  return ctx.view(async (tx) => {
    const row = await endpointAt(tx, endpoint).catch(() => undefined);
    const application = row?.application ?? endpoint.split("/").slice(1, 3).join("/");
    const held = await applicationAt(tx, application);
    const wish = wishIn(held?.attributes ?? {}, "", delivered);
    return { wish, application, token: row?.attributes["Token"] ?? "" };
  });
}

async function write(
  ctx: Ctx,
  wish: Wish | undefined,
  place: string,
  { delivered }: Outcome,
  line: object,
  timestamp: number,
): Promise<void> {
  if (wish === undefined) return;
  if (delivered && ctx.chance.fraction() * 100 >= wish.rate) return;
  const logGroupName = `sns/${ctx.region}/${ctx.account}/${place}${delivered ? "" : "/Failure"}`;
  const logStreamName = ctx.chance.uuid();
  // A role that may not write logs loses them, as on AWS; the delivery is none the worse for it.
  try {
    const principal = await ctx.kernel.roleSession(wish.role, "sns", ctx.account);
    const own = { principal };
    const there = (error: { code?: string }) => {
      if (error.code !== "ResourceAlreadyExistsException") throw error;
    };
    await ctx.call("logs", "CreateLogGroup", { logGroupName }, own).catch(there);
    await ctx.call("logs", "CreateLogStream", { logGroupName, logStreamName }, own);
    const logEvents = [{ timestamp, message: JSON.stringify(line) }];
    await ctx.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents }, own);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}
