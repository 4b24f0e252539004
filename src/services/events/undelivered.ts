/** What could not be delivered: counted, and put into the target's dead-letter queue if it has one. */
import { Fault } from "#aws/fault";
import { servicePrincipal } from "#kernel/principal";
import type { Delivery } from "#kernel/service";
import { type Ctx, DEFAULT_BUS, ruleOfArn } from "./buses.ts";

interface Undelivered {
  readonly rule: string;
  readonly target: string;
  /** The event as JSON. */
  readonly input: string;
  readonly deadLetterArn?: string;
}

/** A rule of the default bus is told by its name alone, one of another also by its bus. */
export const dimensionsOf = (bus: string, rule: string): Record<string, string> =>
  bus === DEFAULT_BUS ? { RuleName: rule } : { EventBusName: bus, RuleName: rule };

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
export async function undelivered(
  ctx: Ctx,
  id: string,
  error: Error,
  delivery: Delivery,
  attempts: number,
): Promise<void> {
  const { rule, target, input, deadLetterArn } = JSON.parse(id) as Undelivered;
  const place = ruleOfArn(rule)!;
  const dimensions = dimensionsOf(place.name, place.rule);
  // Counted where the rule is, not where its target is.
  const own = ctx.as({ account: place.account, region: place.region });
  if (deadLetterArn === undefined)
    return own.count("AWS/Events", "FailedInvocations", 1, "Count", dimensions);
  const exhausted = exhaustedBy(error, delivery, attempts);
  const taken = await toQueue(ctx, deadLetterArn, rule, input, {
    RULE_ARN: rule,
    TARGET_ARN: target,
    ERROR_CODE: codeOf(error),
    ERROR_MESSAGE: error.message || "The target could not be reached.",
    ...(exhausted === undefined
      ? {}
      : { EXHAUSTED_RETRY_CONDITION: exhausted, RETRY_ATTEMPTS: String(attempts - 1) }),
  });
  own.countAll("AWS/Events", dimensions, [
    ["FailedInvocations", 1, "Count"],
    [taken ? "InvocationsSentToDlq" : "InvocationsFailedToBeSentToDlq", 1, "Count"],
  ]);
}

/**
 * Sends an event to a dead-letter queue; what that refuses is lost.
 * @param sourceArn The rule's or the bus's, which the queue's policy is asked about.
 * @returns Whether the queue took it.
 */
export async function toQueue(
  ctx: Ctx,
  queueArn: string,
  sourceArn: string,
  event: string,
  attributes: Readonly<Record<string, string>>,
): Promise<boolean> {
  const [, , , region = "", account = "", name = ""] = queueArn.split(":");
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([attribute, StringValue]) => [
      attribute,
      { DataType: "String", StringValue },
    ]),
  );
  const QueueUrl = `${ctx.origin}/${account}/${name}`;
  const principal = servicePrincipal("events.amazonaws.com", sourceArn.split(":")[4]!);
  return ctx
    .call(
      "sqs",
      "SendMessage",
      { QueueUrl, MessageBody: event, MessageAttributes },
      { principal, sourceArn, region, account },
    )
    .then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof Fault)) throw error;
        return false;
      },
    );
}

/** What ended the attempts at an event that might yet have come through; undefined where none could help. */
function exhaustedBy(error: Error, delivery: Delivery, attempts: number): string | undefined {
  const retried =
    !(error instanceof Fault) ||
    error.status === 429 ||
    (error.status >= 500 && error.status !== 501);
  if (!retried) return undefined;
  return attempts >= (delivery.attempts ?? 1) ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds";
}

/** The codes of AWS's page, as far as errors here can be told apart. */
function codeOf(error: Error): string {
  if (!(error instanceof Fault)) return "INTERNAL_ERROR";
  if (/^[A-Z_]+$/.test(error.code)) return error.code;
  if (/AccessDenied|NotAuthorized|Unauthorized/.test(error.code)) return "NO_PERMISSIONS";
  if (/NotFound|DoesNotExist|NoSuch|NonExistent/.test(error.code)) return "NO_RESOURCE";
  if (error.status === 429) return "THROTTLING";
  return error.status >= 500 && error.status !== 501 ? "ERROR_FROM_TARGET" : "SDK_CLIENT_ERROR";
}
