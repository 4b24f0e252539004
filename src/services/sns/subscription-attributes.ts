/** What a subscription's endpoint and attributes may be. */
import { compileFilterPolicy, InvalidFilterPolicy } from "#languages/filter-policy/filter";
import { checkDeliveryPolicy } from "./delivery-policy.ts";
import { invalidParameter, invalidSmsEndpoint } from "./errors.ts";
import { LARGE_MESSAGE_SUBSCRIPTIONS, MESSAGE_BYTES } from "./limits.ts";
import { isPhone } from "./sms.ts";
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
  ["email", [/^[^\s@]+@[^\s@]+$/, "Email address"]],
  ["email-json", [/^[^\s@]+@[^\s@]+$/, "Email address"]],
]);

/** @throws Fault InvalidParameter for what is no endpoint of the protocol. */
export function checkEndpoint(protocol: string, endpoint: string): void {
  if (protocol === "sms" && !isPhone(endpoint)) throw invalidSmsEndpoint(endpoint);
  const [form, refused] = ENDPOINTS.get(protocol) ?? [];
  if (form?.test(endpoint) === false) throw invalidParameter(refused!);
}

/** What attributes are that were not set. */
const DEFAULTS: Readonly<Record<string, string>> = {
  FilterPolicyScope: "MessageAttributes",
  RawMessageDelivery: "false",
};

/** Whether attributes that are given for a subscription say nothing but what it has. */
export function asksForSame(
  held: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(given).every(
    ([name, value]) => plain(name, held[name]) === plain(name, value),
  );
}

/** An attribute's value without what does not tell it from another. */
function plain(name: string, value = DEFAULTS[name] ?? ""): string {
  if (name === "RawMessageDelivery") return value.toLowerCase();
  if (!name.endsWith("Policy")) return value;
  try {
    const text = JSON.stringify(JSON.parse(value));
    return text === "{}" ? "" : text;
  } catch {
    return value;
  }
}

/** Whose attributes are judged. */
interface Judged {
  readonly protocol: string;
  /** A FIFO queue's subscription to a FIFO topic. */
  readonly fifo: boolean;
  /** Where it is, and whose. */
  readonly home: { readonly region: string; readonly account: string };
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
  judged: Judged,
): string | undefined {
  const { protocol } = judged;
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
      return value === "" || value === "{}" ? undefined : redriveRefused(value, judged);
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

/** https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html */
function redriveRefused(value: string, { fifo, home }: Judged): string | undefined {
  let target: unknown;
  try {
    target = (JSON.parse(value) as { deadLetterTargetArn?: unknown } | null)?.deadLetterTargetArn;
  } catch {
    return "RedrivePolicy: failed to parse JSON.";
  }
  if (typeof target !== "string" || !/^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w.-]+$/.test(target))
    return "RedrivePolicy: deadLetterTargetArn is an invalid arn";
  if (fifo && !target.endsWith(".fifo"))
    return "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.";
  // The two rules are AWS's; it has published no words for what breaks them.
  if (!fifo && target.endsWith(".fifo"))
    return "RedrivePolicy: must use a standard queue as DLQ for a standard Subscription.";
  const [, , , region, account] = target.split(":");
  return region === home.region && account === home.account
    ? undefined
    : "RedrivePolicy: must use a queue of the Subscription's account and region as DLQ.";
}
