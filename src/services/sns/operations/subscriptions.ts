/** Subscriptions. */
import { notImplemented } from "#aws/fault";
import { compileFilterPolicy, InvalidFilterPolicy } from "#languages/filter-policy/filter";
import { invalidParameter } from "../errors.ts";
import { PAGE } from "../limits.ts";
import {
  type Ctx,
  isFifo,
  placeOf,
  scopeOf,
  subscriptionArn,
  subscriptionAt,
  topicArn,
  topicAt,
} from "../topics.ts";
import { on, type SubscriptionRow } from "../tables.ts";

const PROTOCOLS = [
  "http",
  "https",
  "email",
  "email-json",
  "sms",
  "sqs",
  "application",
  "lambda",
  "firehose",
];
const DELIVERED = ["sqs", "lambda"];
const SETTABLE = new Set([
  "DeliveryPolicy",
  "FilterPolicy",
  "FilterPolicyScope",
  "RawMessageDelivery",
  "RedrivePolicy",
  "SubscriptionRoleArn",
]);

export const Subscribe = on("Subscribe", (ctx, input) => {
  const { Protocol: protocol } = input;
  const endpoint = input.Endpoint ?? "";
  if (!PROTOCOLS.includes(protocol))
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  if (!DELIVERED.includes(protocol))
    throw notImplemented(`sns:Subscribe with the protocol ${protocol}`);
  checkEndpoint(protocol, endpoint);
  const attributes = { ...input.Attributes };
  return ctx.update(async (tx) => {
    const topic = await topicAt(tx, input.TopicArn);
    checkAttributes(attributes, protocol);
    if (protocol === "sqs" && isFifo(topic) !== endpoint.endsWith(".fifo") && !isFifo(topic))
      throw invalidParameter(
        "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
      );
    const scoped = scopeOf(tx, input.TopicArn);
    const others = await scoped.subscription.list({ where: { topic: topic.name } });
    const same = others.find((row) => row.protocol === protocol && row.endpoint === endpoint);
    if (same !== undefined) {
      if (
        Object.keys(attributes).length > 0 &&
        JSON.stringify(same.attributes) !== JSON.stringify(attributes)
      )
        throw invalidParameter(
          "Attributes Reason: Subscription already exists with different attributes",
        );
      return { SubscriptionArn: `${input.TopicArn}:${same.id}` };
    }
    const row: SubscriptionRow = {
      id: ctx.chance.uuid(),
      topic: topic.name,
      protocol,
      endpoint,
      owner: ctx.account,
      attributes,
    };
    await scoped.subscription.put(row);
    return { SubscriptionArn: `${input.TopicArn}:${row.id}` };
  });
});

export const Unsubscribe = on("Unsubscribe", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(input.SubscriptionArn, "SubscriptionArn");
    const row = await subscriptionAt(tx, input.SubscriptionArn).catch(() => undefined);
    if (row !== undefined)
      await tx.at(place.account, place.region).subscription.remove({ id: row.id });
    return {};
  }),
);

export const GetSubscriptionAttributes = on("GetSubscriptionAttributes", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await subscriptionAt(tx, input.SubscriptionArn);
    return { Attributes: described(ctx, row) };
  }),
);

export const SetSubscriptionAttributes = on("SetSubscriptionAttributes", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(input.SubscriptionArn, "SubscriptionArn");
    const row = await subscriptionAt(tx, input.SubscriptionArn);
    const value = input.AttributeValue ?? "";
    const attributes: Record<string, string> = { ...row.attributes, [input.AttributeName]: value };
    checkAttributes(
      {
        ...(row.attributes["FilterPolicyScope"]
          ? { FilterPolicyScope: row.attributes["FilterPolicyScope"] }
          : {}),
        [input.AttributeName]: value,
      },
      row.protocol,
    );
    if (value === "" || (input.AttributeName === "FilterPolicy" && value === "{}"))
      delete attributes[input.AttributeName];
    await tx.at(place.account, place.region).subscription.put({ ...row, attributes });
    return {};
  }),
);

export const ListSubscriptions = on("ListSubscriptions", (ctx, input) =>
  list(ctx, input.NextToken),
);

export const ListSubscriptionsByTopic = on("ListSubscriptionsByTopic", async (ctx, input) => {
  await ctx.view((tx) => topicAt(tx, input.TopicArn));
  return list(ctx, input.NextToken, placeOf(input.TopicArn).name);
});

async function list(ctx: Ctx, token: string | undefined, topic?: string) {
  return ctx.view(async (tx) => {
    const rows = await tx.subscription.list({
      ...(topic === undefined ? {} : { where: { topic } }),
      ...(token === undefined ? {} : { range: { column: "id" as const, after: token } }),
      limit: PAGE + 1,
    });
    const page = rows.slice(0, PAGE);
    return {
      Subscriptions: page.map((row) => ({
        SubscriptionArn: subscriptionArn(ctx, row),
        Owner: row.owner,
        Protocol: row.protocol,
        Endpoint: row.endpoint,
        TopicArn: topicArn(ctx, row.topic),
      })),
      ...(rows.length > PAGE ? { NextToken: page.at(-1)!.id } : {}),
    };
  });
}

function described(ctx: Ctx, row: Readonly<SubscriptionRow>): Record<string, string> {
  return {
    SubscriptionArn: subscriptionArn(ctx, row),
    TopicArn: topicArn(ctx, row.topic),
    Protocol: row.protocol,
    Endpoint: row.endpoint,
    Owner: row.owner,
    ConfirmationWasAuthenticated: "true",
    PendingConfirmation: "false",
    RawMessageDelivery: "false",
    SubscriptionPrincipal: `arn:aws:iam::${row.owner}:root`,
    ...(row.attributes["FilterPolicy"] === undefined
      ? {}
      : { FilterPolicyScope: "MessageAttributes" }),
    ...row.attributes,
  };
}

function checkEndpoint(protocol: string, endpoint: string): void {
  const arn =
    protocol === "sqs"
      ? /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w.-]+$/
      : /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w:$-]+$/;
  if (!arn.test(endpoint))
    throw invalidParameter(protocol === "sqs" ? "SQS endpoint ARN" : "Lambda endpoint ARN");
}

function checkAttributes(given: Readonly<Record<string, string>>, protocol: string): void {
  for (const [name, value] of Object.entries(given)) {
    if (!SETTABLE.has(name)) throw invalidParameter("AttributeName");
    if (name === "RawMessageDelivery") {
      if (!/^(true|false)$/i.test(value))
        throw invalidParameter(
          "Attributes Reason: RawMessageDelivery: Invalid value [" +
            value +
            "]. Must be true or false.",
        );
      if (protocol === "lambda" && /^true$/i.test(value))
        throw invalidParameter(
          "Attributes Reason: RawMessageDelivery: Delivery protocol [lambda] does not support raw message delivery.",
        );
    }
    if (name === "FilterPolicyScope" && value !== "MessageAttributes" && value !== "MessageBody")
      throw invalidParameter(
        "Attributes Reason: FilterPolicyScope: Invalid value [" +
          value +
          "]. Please use either MessageBody or MessageAttributes",
      );
    if (name === "FilterPolicy" && value !== "")
      checkFilter(value, given["FilterPolicyScope"] === "MessageBody");
    if (name === "RedrivePolicy" && value !== "") checkRedrive(value);
    if (name === "DeliveryPolicy" && value !== "")
      throw notImplemented("sns: a subscription's DeliveryPolicy");
  }
}

function checkFilter(value: string, onBody: boolean): void {
  try {
    compileFilterPolicy(value, onBody);
  } catch (error) {
    if (error instanceof InvalidFilterPolicy) throw invalidParameter(error.message);
    throw error;
  }
}

function checkRedrive(value: string): void {
  let target: unknown;
  try {
    target = (JSON.parse(value) as { deadLetterTargetArn?: unknown }).deadLetterTargetArn;
  } catch {
    throw invalidParameter("RedrivePolicy: failed to parse JSON.");
  }
  if (typeof target !== "string" || !/^arn:[\w-]+:sqs:/.test(target))
    throw invalidParameter("RedrivePolicy: deadLetterTargetArn is an invalid arn");
}
