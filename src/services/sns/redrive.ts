/** What could not be delivered: into the subscription's dead-letter queue, if it has one. */
import { Fault } from "#aws/fault";
import type { Delivery } from "#kernel/service";
import type { Ctx } from "./topics.ts";

/** Called by the kernel when a delivery failed for good. */
export async function undelivered(
  ctx: Ctx,
  id: string,
  error: Error,
  delivery: Delivery,
): Promise<void> {
  const code = error instanceof Fault ? error.code : error.name;
  await redrive(ctx, id, bodyOf(delivery), error.message, delivery.sourceArn, code);
}

function bodyOf(delivery: Delivery): string {
  const { input } = delivery;
  if ("deliver" in delivery) return String(input["body"]);
  if (delivery.service === "sqs") return String(input["MessageBody"]);
  const record = input["Record"] as { Data: Uint8Array } | undefined;
  return Buffer.from(record?.Data ?? (input["Payload"] as Uint8Array)).toString();
}

/** Sends a body to the subscription's dead-letter queue. @param why The error's words. */
export async function redrive(
  ctx: Ctx,
  subscription: string,
  body: string,
  why: string,
  sourceArn: string | undefined,
  code = "InternalError",
): Promise<void> {
  const row = await ctx.view((tx) => tx.subscription.find({ id: subscription }));
  const policy = row?.attributes["RedrivePolicy"];
  if (policy === undefined) return;
  const target = (JSON.parse(policy) as { deadLetterTargetArn: string }).deadLetterTargetArn;
  const [, , , region = "", account = "", name = ""] = target.split(":");
  await ctx.update((tx) =>
    tx.outbox.send({
      service: "sqs",
      operation: "SendMessage",
      account,
      region,
      as: "sns.amazonaws.com",
      ...(sourceArn === undefined ? {} : { sourceArn }),
      input: {
        QueueUrl: `${ctx.origin}/${account}/${name}`,
        MessageBody: body,
        MessageAttributes: {
          ErrorCode: { DataType: "String", StringValue: code },
          ErrorMessage: { DataType: "String", StringValue: why || "unknown" },
        },
      },
    }),
  );
}
