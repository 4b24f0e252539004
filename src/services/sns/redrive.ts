/** What could not be delivered: into the subscription's dead-letter queue, if it has one. */
import { Fault } from "#aws/fault";
import { servicePrincipal } from "#kernel/principal";
import type { Delivery } from "#kernel/service";
import { isFinal } from "./aws-endpoints.ts";
import { queueInput } from "./deliveries.ts";
import type { Content, Sending } from "./publications.ts";
import { unseal } from "./sealing.ts";
import { type Ctx, placeOf } from "./topics.ts";

const REDRIVEN = "NumberOfNotificationsRedrivenToDlq";
const LOST = "NumberOfNotificationsFailedToRedriveToDlq";

/** Called by the kernel when a notification's own delivery broke for good. */
export async function undelivered(
  ctx: Ctx,
  _id: string,
  _error: Error,
  delivery: Delivery,
): Promise<void> {
  const sending = delivery.input as unknown as Sending;
  // What an earlier version left in the outbox has another form.
  if (sending.content === undefined && sending.sealed === undefined) return;
  const content =
    sending.content ?? (await unseal<Content>(ctx, sending.topicArn, sending.sealed!));
  await redrive(ctx, sending, content);
}

/** Sends a notification to its subscription's dead-letter queue, as its endpoint would have got it. */
export async function redrive(
  ctx: Ctx,
  { subscription, topicArn }: Sending,
  content: Content,
): Promise<void> {
  const row = await ctx.view((tx) => tx.subscription.find({ id: subscription }));
  const policy = row?.attributes["RedrivePolicy"];
  if (policy === undefined || policy === "") return;
  const sourceArn = topicArn;
  const target = (JSON.parse(policy) as { deadLetterTargetArn: string }).deadLetterTargetArn;
  const [, , , region = "", account = "", name = ""] = target.split(":");
  const { account: owner, name: TopicName } = placeOf(topicArn);
  const input = queueInput(ctx, account, name, content, undefined);
  const as = "sns.amazonaws.com";
  const count = (metric: string) => ctx.count("AWS/SNS", metric, 1, "Count", { TopicName });
  try {
    const principal = servicePrincipal(as, owner);
    const options = { account, region, sourceArn, principal };
    await ctx.call("sqs", "SendMessage", input as never, options);
    count(REDRIVEN);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (isFinal(error)) return count(LOST);
    const facts = { account, region, as, sourceArn, onFailure: { name: "lost", id: TopicName } };
    await ctx.update((tx) =>
      tx.outbox.send({ service: "sqs", operation: "SendMessage", input, ...facts }),
    );
  }
}

/** Called by the kernel when a dead-letter queue refuses a message in the end. */
export function lost(ctx: Ctx, TopicName: string): void {
  ctx.count("AWS/SNS", LOST, 1, "Count", { TopicName });
}
