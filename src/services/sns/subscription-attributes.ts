/** What a subscription's endpoint and attributes may be. */
import { compileFilterPolicy, InvalidFilterPolicy } from "#languages/filter-policy/filter";
import { checkDeliveryPolicy } from "./delivery-policy.ts";
import { invalidParameter } from "./errors.ts";
import { LARGE_MESSAGE_SUBSCRIPTIONS, MESSAGE_BYTES } from "./limits.ts";
import type { SubscriptionRow, TopicRow } from "./tables.ts";

const NEVER_RAW = ["lambda", "email", "email-json", "sms", "application"];
const SETTABLE = new Set([
  "DeliveryPolicy",
  "FilterPolicy",
  "FilterPolicyScope",
  "RawMessageDelivery",
  "RedrivePolicy",
  "ReplayPolicy",
  "SubscriptionRoleArn",
]);

/**
 * Messages larger than 256 KiB go to queues, functions and streams alone, and to not too many.
 * AWS documents InvalidParameter for the rest, without its words.
 * @throws Fault InvalidParameter
 */
export function checkLarge(
  { attributes }: Readonly<TopicRow>,
  subscriptions: readonly Pick<SubscriptionRow, "protocol">[],
): void {
  if (Number(attributes["MaximumMessageSize"] ?? MESSAGE_BYTES) <= MESSAGE_BYTES) return;
  const fits = ({ protocol }: Pick<SubscriptionRow, "protocol">) =>
    ["sqs", "lambda", "firehose"].includes(protocol);
  if (subscriptions.length > LARGE_MESSAGE_SUBSCRIPTIONS || !subscriptions.every(fits))
    throw invalidParameter(
      "MaximumMessageSize Reason: A topic with a MaximumMessageSize above 256 KiB must have 100 or fewer subscriptions, and each subscription must be an Amazon SQS, Amazon Data Firehose, or Lambda subscription",
    );
}

/** What an endpoint of each protocol looks like, and what is said of one that does not. */
const ENDPOINTS = new Map<string, readonly [form: RegExp, refused: string]>([
  ["sqs", [/^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w.-]+$/, "SQS endpoint ARN"]],
  ["lambda", [/^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w:$-]+$/, "Lambda endpoint ARN"]],
  [
    "firehose",
    [/^arn:[\w-]+:firehose:[\w-]+:\d{12}:deliverystream\/[\w.-]+$/, "Firehose endpoint ARN"],
  ],
  ["http", [/^http:\/\/[^\s]+$/, "Endpoint must match the specified protocol"]],
  ["https", [/^https:\/\/[^\s]+$/, "Endpoint must match the specified protocol"]],
  [
    "application",
    [/^arn:[\w-]+:sns:[\w-]+:\d{12}:endpoint\/[^/]+\/[^/]+\/[\w-]+$/, "Application endpoint ARN"],
  ],
  ["sms", [/^\+[1-9]\d{3,14}$/, "Invalid SMS endpoint"]],
  ["email", [/^[^\s@]+@[^\s@]+$/, "Email address"]],
  ["email-json", [/^[^\s@]+@[^\s@]+$/, "Email address"]],
]);

/** @throws Fault InvalidParameter for what is no endpoint of the protocol. */
export function checkEndpoint(protocol: string, endpoint: string): void {
  const [form, refused] = ENDPOINTS.get(protocol)!;
  if (!form.test(endpoint)) throw invalidParameter(refused);
}

/** Whose attributes are judged. */
interface Judged {
  readonly protocol: string;
  readonly fifo: boolean;
  /** Subscribe says more of where the fault lies than SetSubscriptionAttributes. */
  readonly subscribing: boolean;
}

/**
 * @param given The attributes that are set, with FilterPolicyScope where it stands already.
 * @throws Fault InvalidParameter
 */
export function checkAttributes(given: Readonly<Record<string, string>>, judged: Judged): void {
  for (const [name, value] of Object.entries(given)) {
    const wrong = (words: string) =>
      invalidParameter(`${judged.subscribing ? "Attributes Reason: " : ""}${words}`);
    if (!SETTABLE.has(name)) throw wrong("AttributeName");
    const words = check(name, value, given, judged);
    if (words !== undefined) throw wrong(words);
    if (name === "DeliveryPolicy" && value !== "") checkDeliveryPolicy(value, false);
  }
}

/** What is wrong with an attribute's value. */
function check(
  name: string,
  value: string,
  given: Readonly<Record<string, string>>,
  { protocol, fifo }: Judged,
): string | undefined {
  switch (name) {
    case "RawMessageDelivery":
      if (!/^(true|false)$/i.test(value))
        return `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`;
      return NEVER_RAW.includes(protocol) && /^true$/i.test(value)
        ? `RawMessageDelivery: Delivery protocol [${protocol}] does not support raw message delivery.`
        : undefined;
    case "FilterPolicyScope":
      return value === "MessageAttributes" || value === "MessageBody"
        ? undefined
        : `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`;
    case "FilterPolicy":
      return value === ""
        ? undefined
        : filterRefused(value, given["FilterPolicyScope"] === "MessageBody");
    case "RedrivePolicy":
      return value === "" || value === "{}" ? undefined : redriveRefused(value, fifo);
    case "SubscriptionRoleArn":
      return /^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(value) ? undefined : "SubscriptionRoleArn";
    default:
      return undefined;
  }
}

function filterRefused(value: string, onBody: boolean): string | undefined {
  try {
    compileFilterPolicy(value, onBody);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidFilterPolicy) return error.message;
    throw error;
  }
}

function redriveRefused(value: string, fifo: boolean): string | undefined {
  let target: unknown;
  try {
    target = (JSON.parse(value) as { deadLetterTargetArn?: unknown } | null)?.deadLetterTargetArn;
  } catch {
    return "RedrivePolicy: failed to parse JSON.";
  }
  if (typeof target !== "string" || !/^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w.-]+$/.test(target))
    return "RedrivePolicy: deadLetterTargetArn is an invalid arn";
  return fifo && !target.endsWith(".fifo")
    ? "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO topic"
    : undefined;
}
