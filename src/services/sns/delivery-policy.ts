/**
 * When a delivery to a web server is tried again, pure.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
import { invalidParameter } from "./errors.ts";

export interface RetryPolicy {
  /** Seconds, as the next. */
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: string;
}

export interface DeliveryPolicy {
  readonly retry: RetryPolicy;
  readonly maxReceivesPerSecond: number | undefined;
  readonly contentType: string;
  /** Of a topic: its subscriptions' own policies do not count. */
  readonly overrulesOwn: boolean;
}

type Json = Record<string, unknown>;

const DEFAULT: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: "linear",
};
/**
 * AWS's own endpoints (queues, functions, streams): 100,015 retries over 23 days.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const AWS_ENDPOINTS: RetryPolicy = {
  minDelayTarget: 1,
  maxDelayTarget: 20,
  numRetries: 100_015,
  numMaxDelayRetries: 100_000,
  numNoDelayRetries: 3,
  numMinDelayRetries: 2,
  backoffFunction: "exponential",
};
/** Mail, text messages and notifications to phones: 50 retries over six hours. */
export const PEOPLE: RetryPolicy = {
  minDelayTarget: 10,
  maxDelayTarget: 600,
  numRetries: 50,
  numMaxDelayRetries: 38,
  numNoDelayRetries: 0,
  numMinDelayRetries: 2,
  backoffFunction: "exponential",
};
export const DEFAULT_TYPE = "text/plain; charset=UTF-8";
const LONGEST_SECONDS = 3_600;
const MOST_RETRIES = 100;

/** How far between the shortest and the longest wait a retry stands, by how far it is in its phase. */
const CURVES = new Map<string, (t: number, ratio: number) => number>([
  ["linear", (t) => t],
  ["arithmetic", (t) => (t * (t + 1)) / 2],
  ["geometric", (t, ratio) => (ratio <= 1 ? t : (ratio ** t - 1) / (ratio - 1))],
  ["exponential", (t) => (2 ** (10 * t) - 1) / (2 ** 10 - 1)],
]);

/** Milliseconds before retry `index` (0 for the first); undefined when there is none more. */
export function waitBefore(policy: RetryPolicy, index: number): number | undefined {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  if (index >= numRetries) return undefined;
  const { minDelayTarget: least, maxDelayTarget: most } = policy;
  let left = index;
  if (left < numNoDelayRetries) return 0;
  left -= numNoDelayRetries;
  if (left < numMinDelayRetries) return least * 1_000;
  left -= numMinDelayRetries;
  const backoff = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  if (left >= backoff) return most * 1_000;
  const curve = CURVES.get(policy.backoffFunction)!;
  const t = backoff === 1 ? 0 : left / (backoff - 1);
  return Math.round(1_000 * (least + (most - least) * curve(t, most / least)));
}

/** What counts for a subscription: its own policy, else its topic's, else AWS's. */
export function effectivePolicy(
  topic: string | undefined,
  own: string | undefined,
): DeliveryPolicy {
  const http = partOf(parsed(topic), "http");
  const overrulesOwn = http["disableSubscriptionOverrides"] === true;
  const mine = overrulesOwn ? {} : parsed(own);
  const given = {
    ...partOf(http, "defaultHealthyRetryPolicy"),
    ...partOf(mine, "healthyRetryPolicy"),
  };
  const throttle = { ...partOf(http, "defaultThrottlePolicy"), ...partOf(mine, "throttlePolicy") };
  const request = { ...partOf(http, "defaultRequestPolicy"), ...partOf(mine, "requestPolicy") };
  const most = throttle["maxReceivesPerSecond"];
  const type = request["headerContentType"];
  return {
    retry: { ...DEFAULT, ...present(given) },
    maxReceivesPerSecond: typeof most === "number" ? most : undefined,
    contentType: typeof type === "string" ? type : DEFAULT_TYPE,
    overrulesOwn,
  };
}

/** As GetTopicAttributes and GetSubscriptionAttributes show it. */
export function shownPolicy(policy: DeliveryPolicy, ofTopic: boolean): string {
  const throttle =
    policy.maxReceivesPerSecond === undefined
      ? undefined
      : { maxReceivesPerSecond: policy.maxReceivesPerSecond };
  const requestPolicy = { headerContentType: policy.contentType };
  return JSON.stringify(
    ofTopic
      ? {
          http: {
            defaultHealthyRetryPolicy: policy.retry,
            disableSubscriptionOverrides: policy.overrulesOwn,
            ...(throttle === undefined ? {} : { defaultThrottlePolicy: throttle }),
            defaultRequestPolicy: requestPolicy,
          },
        }
      : {
          healthyRetryPolicy: policy.retry,
          sicklyRetryPolicy: null,
          throttlePolicy: throttle ?? null,
          requestPolicy,
          guaranteed: false,
        },
  );
}

/** @throws Fault InvalidParameter for a policy that cannot be obeyed. */
export function checkDeliveryPolicy(text: string, ofTopic: boolean): void {
  const whole = objectIn(text);
  const inside = ofTopic ? partOf(whole, "http") : whole;
  const known = ofTopic ? ["http", "sqs", "lambda", "firehose", "application"] : OWN_PARTS;
  for (const name of Object.keys(whole))
    if (!known.includes(name)) throw refuse(`Unexpected JSON member: ${name}`);
  const retry = present(
    partOf(inside, ofTopic ? "defaultHealthyRetryPolicy" : "healthyRetryPolicy"),
  );
  checkRetry({ ...DEFAULT, ...retry });
  const throttle = partOf(inside, ofTopic ? "defaultThrottlePolicy" : "throttlePolicy");
  const most = throttle["maxReceivesPerSecond"];
  if (most != null && (typeof most !== "number" || !Number.isInteger(most) || most < 1))
    throw refuse("throttlePolicy.maxReceivesPerSecond must be greater than or equal to 1");
  const request = partOf(inside, ofTopic ? "defaultRequestPolicy" : "requestPolicy");
  const type = request["headerContentType"];
  // AWS lists the types that it supports, but not the words for another.
  if (type != null && (typeof type !== "string" || !MEDIA_TYPE.test(type)))
    throw refuse("requestPolicy.headerContentType is not a supported content type");
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-media-type */
const MEDIA_TYPE =
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:[ \t]*;[ \t]*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[ !#-[\]-~]*"))*$/;

const OWN_PARTS = [
  "healthyRetryPolicy",
  "sicklyRetryPolicy",
  "throttlePolicy",
  "requestPolicy",
  "guaranteed",
];

function checkRetry(policy: RetryPolicy): void {
  const { minDelayTarget, maxDelayTarget, numRetries, backoffFunction } = policy;
  for (const [name, value] of Object.entries(policy))
    if (name !== "backoffFunction" && (!Number.isInteger(value) || (value as number) < 0))
      throw refuse(`healthyRetryPolicy.${name} must be a non-negative integer`);
  if (minDelayTarget < 1 || minDelayTarget > LONGEST_SECONDS)
    throw refuse("healthyRetryPolicy.minDelayTarget must be between 1 and 3600");
  if (maxDelayTarget > LONGEST_SECONDS)
    throw refuse("healthyRetryPolicy.maxDelayTarget must be less than or equal to 3600");
  if (maxDelayTarget < minDelayTarget)
    throw refuse(
      "healthyRetryPolicy.maxDelayTarget must be greater than or equal to minDelayTarget",
    );
  if (numRetries > MOST_RETRIES)
    throw refuse("healthyRetryPolicy.numRetries must be less than or equal to 100");
  const phases = policy.numNoDelayRetries + policy.numMinDelayRetries + policy.numMaxDelayRetries;
  if (phases > numRetries)
    throw refuse(
      "healthyRetryPolicy.numRetries must be greater than or equal to total of " +
        "numMinDelayRetries, numNoDelayRetries and numMaxDelayRetries",
    );
  if (!CURVES.has(backoffFunction))
    throw refuse(`healthyRetryPolicy.backoffFunction: ${backoffFunction} is not supported`);
}

const refuse = (why: string) => invalidParameter(`DeliveryPolicy: ${why}`);

function objectIn(text: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("failed to parse JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refuse("failed to parse JSON.");
  return value as Json;
}

const parsed = (text: string | undefined): Json =>
  text === undefined || text === "" ? {} : objectIn(text);

function partOf(whole: Json, name: string): Json {
  const value = Object.hasOwn(whole, name) ? whole[name] : undefined;
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

/** Members that have a value: AWS's own examples write null for those that have none. */
const present = (part: Json): Partial<RetryPolicy> =>
  Object.fromEntries(
    Object.entries(part).filter(([name, value]) => Object.hasOwn(DEFAULT, name) && value !== null),
  );
