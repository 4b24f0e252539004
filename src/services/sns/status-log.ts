/**
 * Delivery status logs: a line for each delivery, where the topic asks for them.
 * https://docs.aws.amazon.com/sns/latest/dg/topics-attrib-prop.html
 */
import type { Sending } from "./deliveries.ts";
import type { Outcome } from "./sending.ts";
import { type Ctx, placeOf } from "./topics.ts";

/** Topic attributes by protocol, as "HTTPSuccessFeedbackRoleArn". */
export const FEEDBACK_PROTOCOLS = ["HTTP", "SQS", "Lambda", "Firehose", "Application"] as const;
export type FeedbackProtocol = (typeof FEEDBACK_PROTOCOLS)[number];

export async function logStatus(
  ctx: Ctx,
  protocol: FeedbackProtocol,
  sending: Pick<Sending, "topicArn" | "messageId" | "endpoint" | "attempt" | "subscription">,
  outcome: Outcome,
  dwellTimeMs: number,
): Promise<void> {
  const { name } = placeOf(sending.topicArn);
  const topic = await ctx.view((tx) => tx.topic.find({ name }));
  const attributes = topic?.attributes ?? {};
  const role = attributes[`${protocol}${outcome.delivered ? "Success" : "Failure"}FeedbackRoleArn`];
  if (role === undefined || role === "") return;
  const rate = Number(attributes[`${protocol}SuccessFeedbackSampleRate`] ?? 100);
  if (outcome.delivered && ctx.chance.fraction() * 100 >= rate) return;
  const at = ctx.clock.now();
  const line = {
    notification: {
      messageId: sending.messageId,
      topicArn: sending.topicArn,
      timestamp: new Date(at).toISOString().replace("T", " ").replace("Z", ""),
    },
    delivery: {
      deliveryId: ctx.chance.uuid(),
      destination: sending.endpoint,
      providerResponse: outcome.providerResponse,
      dwellTimeMs,
      attempts: sending.attempt + 1,
      ...(outcome.statusCode === undefined ? {} : { statusCode: outcome.statusCode }),
    },
    status: outcome.delivered ? "SUCCESS" : "FAILURE",
  };
  const logGroupName = `sns/${ctx.region}/${ctx.account}/${name}${outcome.delivered ? "" : "/Failure"}`;
  const logStreamName = `${sending.subscription}`;
  const principal = await ctx.kernel.roleSession(role, "sns", ctx.account);
  const made = (work: Promise<unknown>) => work.catch(() => undefined);
  await made(ctx.call("logs", "CreateLogGroup", { logGroupName }, { principal }));
  await made(ctx.call("logs", "CreateLogStream", { logGroupName, logStreamName }, { principal }));
  // A role that may not write logs loses them, as on AWS; the delivery is none the worse for it.
  await made(
    ctx.call(
      "logs",
      "PutLogEvents",
      {
        logGroupName,
        logStreamName,
        logEvents: [{ timestamp: at, message: JSON.stringify(line) }],
      },
      { principal },
    ),
  );
}
