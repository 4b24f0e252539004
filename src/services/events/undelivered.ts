/** What could not be delivered: counted, and put into the target's dead-letter queue if it has one. */
import type { Delivery } from "#kernel/service";
import type { Ctx } from "./buses.ts";

interface Undelivered {
  readonly rule: string;
  readonly target: string;
  /** The event as JSON. */
  readonly input: string;
  readonly deadLetterArn?: string;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
export async function undelivered(
  ctx: Ctx,
  id: string,
  error: Error & { status?: number },
  _delivery: Delivery,
  attempts: number,
): Promise<void> {
  const { rule, target, input, deadLetterArn } = JSON.parse(id) as Undelivered;
  const RuleName = rule.slice(rule.lastIndexOf("/") + 1);
  ctx.count("AWS/Events", "FailedInvocations", 1, "Count", { RuleName });
  if (deadLetterArn === undefined) return;
  const [, , , region = "", account = "", name = ""] = deadLetterArn.split(":");
  const retried = attempts > 1;
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  await ctx.update((tx) =>
    tx.outbox.send({
      service: "sqs",
      operation: "SendMessage",
      account,
      region,
      as: "events.amazonaws.com",
      sourceArn: rule,
      input: {
        QueueUrl: `${ctx.origin}/${account}/${name}`,
        MessageBody: input,
        MessageAttributes: {
          RULE_ARN: text(rule),
          TARGET_ARN: text(target),
          ERROR_CODE: text(codeOf(error)),
          ERROR_MESSAGE: text(error.message || "The target could not be reached."),
          ...(retried
            ? {
                EXHAUSTED_RETRY_CONDITION: text("MaximumRetryAttempts"),
                RETRY_ATTEMPTS: text(String(attempts - 1)),
              }
            : {}),
        },
      },
    }),
  );
  ctx.count("AWS/Events", "InvocationsSentToDlq", 1, "Count", { RuleName });
}

function codeOf(error: Error & { status?: number }): string {
  if (error.name === "AccessDenied" || error.name === "AccessDeniedException")
    return "NO_PERMISSIONS";
  if (error.name === "QueueDoesNotExist" || /NotFound|DoesNotExist/.test(error.name))
    return "NO_RESOURCE";
  return error.status === 429 ? "THROTTLING" : "SDK_CLIENT_ERROR";
}
