/** Subscriptions. */
import { compileFilterPolicy, InvalidFilterPolicy } from "#languages/filter-policy/filter";
import { askToConfirm, isConfirmed, tellUnsubscribed } from "../confirmation.ts";
import { checkDeliveryPolicy, effectivePolicy, shownPolicy } from "../delivery-policy.ts";
import { invalidParameter, notAuthorized } from "../errors.ts";
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
import { on, type SubscriptionRow, type TopicRow } from "../tables.ts";

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
const NEVER_RAW = ["lambda", "email", "email-json", "sms", "application"];
const PENDING = "pending confirmation";
const PENDING_LISTED = "PendingConfirmation";
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
  checkEndpoint(protocol, endpoint);
  const attributes = { ...input.Attributes };
  // That it is required is documented; the words are those of one that is no role.
  if (protocol === "firehose" && attributes["SubscriptionRoleArn"] === undefined)
    throw invalidParameter("SubscriptionRoleArn");
  const told = ({ id, pending }: Readonly<SubscriptionRow>) => ({
    SubscriptionArn: pending && !input.ReturnSubscriptionArn ? PENDING : `${input.TopicArn}:${id}`,
  });
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
      if (same.pending) await askToConfirm(ctx, scoped, topic, same);
      return told(same);
    }
    const row: SubscriptionRow = {
      id: ctx.chance.uuid(),
      topic: topic.name,
      protocol,
      endpoint,
      owner: ctx.account,
      attributes,
      ...(isConfirmed(protocol) ? { pending: true, token: ctx.chance.hex(256) } : {}),
    };
    await scoped.subscription.put(row);
    if (row.pending) await askToConfirm(ctx, scoped, topic, row);
    return told(row);
  });
});

export const ConfirmSubscription = on("ConfirmSubscription", (ctx, input) =>
  ctx.update(async (tx) => {
    const topic = await topicAt(tx, input.TopicArn);
    const scoped = scopeOf(tx, input.TopicArn);
    const rows = await scoped.subscription.list({ where: { topic: topic.name } });
    const row = rows.find(({ token }) => token === input.Token);
    if (row === undefined) throw invalidParameter("Token");
    const authenticated = /^true$/i.test(input.AuthenticateOnUnsubscribe ?? "");
    const { pending, ...confirmed } = row;
    if (pending) {
      await scoped.subscription.put({ ...confirmed, ...(authenticated ? { authenticated } : {}) });
      await scoped.due.set("expire", row.id, undefined);
    }
    return { SubscriptionArn: `${input.TopicArn}:${row.id}` };
  }),
);

export const Unsubscribe = on("Unsubscribe", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(input.SubscriptionArn, "SubscriptionArn");
    const row = await subscriptionAt(tx, input.SubscriptionArn).catch(() => undefined);
    if (row === undefined) return {};
    if (row.authenticated && ctx.principal.kind === "anonymous") throw notAuthorized();
    if (row.pending)
      throw invalidParameter(
        "This subscription is pending confirmation, and can be unsubscribed when it is confirmed",
      );
    const scoped = tx.at(place.account, place.region);
    await scoped.subscription.remove({ id: row.id });
    const topic = await scoped.topic.find({ name: row.topic });
    if (topic !== undefined && isConfirmed(row.protocol))
      await tellUnsubscribed(ctx, scoped, topic, row);
    return {};
  }),
);

export const GetSubscriptionAttributes = on("GetSubscriptionAttributes", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await subscriptionAt(tx, input.SubscriptionArn);
    const { account, region } = placeOf(input.SubscriptionArn, "SubscriptionArn");
    const topic = await tx.at(account, region).topic.find({ name: row.topic });
    return { Attributes: described(ctx, row, topic) };
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
        SubscriptionArn: row.pending ? PENDING_LISTED : subscriptionArn(ctx, row),
        Owner: row.owner,
        Protocol: row.protocol,
        Endpoint: row.endpoint,
        TopicArn: topicArn(ctx, row.topic),
      })),
      ...(rows.length > PAGE ? { NextToken: page.at(-1)!.id } : {}),
    };
  });
}

function described(
  ctx: Ctx,
  row: Readonly<SubscriptionRow>,
  topic: Readonly<TopicRow> | undefined,
): Record<string, string> {
  return {
    SubscriptionArn: subscriptionArn(ctx, row),
    TopicArn: topicArn(ctx, row.topic),
    Protocol: row.protocol,
    Endpoint: row.endpoint,
    Owner: row.owner,
    ConfirmationWasAuthenticated: String(row.authenticated ?? !isConfirmed(row.protocol)),
    PendingConfirmation: String(row.pending ?? false),
    RawMessageDelivery: "false",
    SubscriptionPrincipal: `arn:aws:iam::${row.owner}:root`,
    ...(row.attributes["FilterPolicy"] === undefined
      ? {}
      : { FilterPolicyScope: "MessageAttributes" }),
    ...(row.protocol.startsWith("http")
      ? {
          EffectiveDeliveryPolicy: shownPolicy(
            effectivePolicy(topic?.attributes["DeliveryPolicy"], row.attributes["DeliveryPolicy"]),
            false,
          ),
        }
      : {}),
    ...row.attributes,
  };
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

function checkEndpoint(protocol: string, endpoint: string): void {
  const [form, refused] = ENDPOINTS.get(protocol)!;
  if (!form.test(endpoint)) throw invalidParameter(refused);
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
      if (NEVER_RAW.includes(protocol) && /^true$/i.test(value))
        throw invalidParameter(
          `Attributes Reason: RawMessageDelivery: Delivery protocol [${protocol}] does not support raw message delivery.`,
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
    if (name === "DeliveryPolicy" && value !== "") checkDeliveryPolicy(value, false);
    if (name === "SubscriptionRoleArn" && !/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(value))
      throw invalidParameter("SubscriptionRoleArn");
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
