/** Subscriptions. */
import { keyIn, pageOf, readPage, tokenOf } from "#kernel/pages";
import { replayOf } from "../archive.ts";
import {
  askToConfirm,
  confirmed,
  isConfirmed,
  isToken,
  mayEnd,
  newToken,
  tellUnsubscribed,
} from "../confirmation.ts";
import { effectivePolicy, shownPolicy } from "../delivery-policy.ts";
import {
  invalidParameter,
  invalidToken,
  notAuthorized,
  tooManyFilters,
  tooManySubscriptions,
} from "../errors.ts";
import { FIFO_SUBSCRIPTIONS, FILTER_POLICIES, PAGE } from "../limits.ts";
import {
  asksForSame,
  checkAttributes,
  checkEndpoint,
  checkLarge,
} from "../subscription-attributes.ts";
import {
  atHome,
  checkRegion,
  type Ctx,
  isFifo,
  placeOf,
  scopeOf,
  subscriptionArn,
  subscriptionAt,
  topicArn,
  topicAt,
  topicPlace,
  type Tx,
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
const PENDING = "pending confirmation";
const PENDING_LISTED = "PendingConfirmation";
export const Subscribe = on("Subscribe", (ctx, input) => {
  const { Protocol: protocol } = input;
  const endpoint = input.Endpoint ?? "";
  if (!PROTOCOLS.includes(protocol))
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  checkEndpoint(protocol, endpoint);
  checkRegion(ctx, input.TopicArn);
  const attributes = { ...input.Attributes };
  const told = ({ id, pending }: Readonly<SubscriptionRow>) => ({
    SubscriptionArn: pending && !input.ReturnSubscriptionArn ? PENDING : `${input.TopicArn}:${id}`,
  });
  const home = atHome(ctx, input.TopicArn);
  return ctx.update(async (tx) => {
    const topic = await topicAt(tx, input.TopicArn);
    if (isFifo(topic) && protocol !== "sqs")
      throw invalidParameter(`Invalid protocol type: ${protocol}`);
    const { region } = topicPlace(input.TopicArn);
    checkAttributes(attributes, {
      ...{ protocol, fifo: isFifo(topic) && endpoint.endsWith(".fifo"), subscribing: true },
      home: { region, account: ctx.account },
    });
    // A stream is written to with that role alone; AWS's words for its absence were not found.
    if (protocol === "firehose" && attributes["SubscriptionRoleArn"] === undefined)
      throw invalidParameter("Attributes Reason: SubscriptionRoleArn is required");
    if (protocol === "sqs" && isFifo(topic) !== endpoint.endsWith(".fifo") && !isFifo(topic))
      throw invalidParameter(
        "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
      );
    const scoped = scopeOf(tx, input.TopicArn);
    const others = await scoped.subscription.list({ where: { topic: topic.name } });
    const same = others.find((row) => row.protocol === protocol && row.endpoint === endpoint);
    if (same !== undefined) {
      if (!asksForSame(same.attributes, attributes))
        throw invalidParameter(
          "Attributes Reason: Subscription already exists with different attributes",
        );
      if (same.pending) await askToConfirm(home, scoped, topic, same);
      return told(same);
    }
    checkLarge(topic, [...others, { protocol }]);
    if (isFifo(topic) && others.length >= FIFO_SUBSCRIPTIONS) throw tooManySubscriptions();
    if (attributes["FilterPolicy"] !== undefined) checkFilters(others);
    const pending = isConfirmed(protocol, endpoint, ctx.principal.account);
    const { ReplayPolicy: replay } = attributes;
    const row: SubscriptionRow = {
      ...{ id: ctx.chance.uuid(), topic: topic.name, protocol, endpoint },
      ...{ owner: ctx.account, principal: ctx.principal.arn, attributes },
      ...(pending ? { pending, token: newToken(ctx) } : {}),
      ...(replay ? { replay: replayOf(home, topic, { protocol }, replay) } : {}),
    };
    await scoped.subscription.put(row);
    if (row.replay) await scoped.due.set("replay", row.id, ctx.now);
    if (row.pending) await askToConfirm(home, scoped, topic, row);
    return told(row);
  });
});

/** @throws Fault FilterPolicyLimitExceeded */
function checkFilters(others: readonly Readonly<SubscriptionRow>[]): void {
  const filters = others.filter(({ attributes }) => attributes["FilterPolicy"] !== undefined);
  if (filters.length >= FILTER_POLICIES) throw tooManyFilters();
}

export const ConfirmSubscription = on("ConfirmSubscription", (ctx, input) => {
  const { TopicArn, Token } = input;
  const authenticated = /^true$/i.test(input.AuthenticateOnUnsubscribe ?? "");
  // https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html: with it, and no other.
  if (authenticated && ctx.principal.kind === "anonymous") throw notAuthorized();
  const { name } = topicPlace(TopicArn);
  if (!isToken(Token)) throw invalidToken();
  return ctx.update(async (tx) => {
    const row = await confirmed(scopeOf(tx, TopicArn), name, Token, authenticated);
    if (row === undefined) throw invalidParameter("Token");
    return { SubscriptionArn: `${TopicArn}:${row.id}` };
  });
});

export const Unsubscribe = on("Unsubscribe", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(input.SubscriptionArn, "SubscriptionArn");
    const row = await subscriptionAt(tx, input.SubscriptionArn).catch(() => undefined);
    if (row === undefined) return {};
    if (!mayEnd(ctx, row, place.account)) throw notAuthorized();
    if (row.pending)
      throw invalidParameter(
        "This subscription is pending confirmation, and can be unsubscribed when it is confirmed",
      );
    const scoped = tx.at(place.account, place.region);
    await scoped.subscription.remove({ id: row.id });
    await scoped.line.removeAll({ subscription: row.id });
    const topic = await scoped.topic.find({ name: row.topic });
    if (topic !== undefined && row.token !== undefined && row.protocol !== "lambda")
      await tellUnsubscribed(atHome(ctx, input.SubscriptionArn), scoped, topic, row);
    return {};
  }),
);

export const GetSubscriptionAttributes = on("GetSubscriptionAttributes", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await subscriptionAt(tx, input.SubscriptionArn);
    const { account, region } = placeOf(input.SubscriptionArn, "SubscriptionArn");
    const topic = await tx.at(account, region).topic.find({ name: row.topic });
    return { Attributes: described(atHome(ctx, input.SubscriptionArn), row, topic) };
  }),
);

export const SetSubscriptionAttributes = on("SetSubscriptionAttributes", (ctx, input) =>
  ctx.update(async (tx) => {
    const { SubscriptionArn: arn, AttributeName: name } = input;
    const place = placeOf(arn, "SubscriptionArn");
    const row = await subscriptionAt(tx, arn);
    const value = input.AttributeValue ?? "";
    const attributes: Record<string, string> = { ...row.attributes, [name]: value };
    const { FilterPolicyScope } = row.attributes;
    const judged = {
      ...{ protocol: row.protocol, subscribing: false },
      fifo: row.topic.endsWith(".fifo") && row.endpoint.endsWith(".fifo"),
      home: { region: place.region, account: row.owner },
    };
    checkAttributes({ ...(FilterPolicyScope ? { FilterPolicyScope } : {}), [name]: value }, judged);
    const { FilterPolicy } = row.attributes;
    if (name === "FilterPolicyScope" && FilterPolicy !== undefined)
      checkAttributes({ FilterPolicy, FilterPolicyScope: value }, judged);
    const none = value === "" || (value === "{}" && EMPTIED.includes(name));
    if (none) delete attributes[name];
    const scoped = tx.at(place.account, place.region);
    if (name === "FilterPolicy" && !none && row.attributes[name] === undefined)
      checkFilters(await scoped.subscription.list({ where: { topic: row.topic } }));
    const next = { ...row, attributes };
    if (name === "ReplayPolicy") {
      if (!none) return replayAgain(ctx, scoped, next, value);
      delete next.replay;
    }
    await scoped.subscription.put(next);
    return {};
  }),
);

/** Attributes that an empty object takes away. */
const EMPTIED = ["FilterPolicy", "RedrivePolicy", "ReplayPolicy"];

async function replayAgain(ctx: Ctx, scoped: Tx, row: SubscriptionRow, policy: string) {
  const topic = await scoped.topic.find({ name: row.topic });
  if (topic === undefined) throw invalidParameter("ReplayPolicy");
  const replay = replayOf(ctx, topic, row, policy);
  await scoped.subscription.put({ ...row, replay });
  await scoped.due.set("replay", row.id, ctx.now);
  return {};
}

/** The requester's, also those to topics of others. */
export const ListSubscriptions = on("ListSubscriptions", (ctx, input) =>
  ctx.view(async (tx) => {
    const after = keyIn(input.NextToken);
    const where = { owner: ctx.account };
    const own = await readPage(tx.subscription, { column: "id", after, limit: PAGE, where });
    const others = await tx.subscription.query<SubscriptionRow & { account: string }>("elsewhere");
    const all = [
      ...own.rows.map((row) => ({ ...row, account: ctx.account })),
      ...others.filter(({ id }) => after === undefined || id > after),
    ].sort((a, b) => (a.id < b.id ? -1 : 1));
    const { rows, next = own.next } = pageOf(all, ({ id }) => id, undefined, PAGE);
    return {
      Subscriptions: rows.map((row) => listed(ctx.as({ account: row.account }), row)),
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
    };
  }),
);

export const ListSubscriptionsByTopic = on("ListSubscriptionsByTopic", (ctx, input) => {
  checkRegion(ctx, input.TopicArn);
  const home = atHome(ctx, input.TopicArn);
  return home.view(async (tx) => {
    const { name: topic } = await topicAt(tx, input.TopicArn);
    const after = keyIn(input.NextToken);
    const where = { topic };
    const page = await readPage(tx.subscription, { column: "id", after, limit: PAGE, where });
    return {
      Subscriptions: page.rows.map((row) => listed(home, row)),
      ...(page.next === undefined ? {} : { NextToken: tokenOf(page.next) }),
    };
  });
});

const listed = (home: Ctx, row: Readonly<SubscriptionRow>) => ({
  SubscriptionArn: row.pending ? PENDING_LISTED : subscriptionArn(home, row),
  Owner: row.owner,
  Protocol: row.protocol,
  Endpoint: row.endpoint,
  TopicArn: topicArn(home, row.topic),
});

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
    ConfirmationWasAuthenticated: String(row.authenticated ?? row.token === undefined),
    PendingConfirmation: String(row.pending ?? false),
    RawMessageDelivery: "false",
    SubscriptionPrincipal: row.principal ?? `arn:aws:iam::${row.owner}:root`,
    ...(row.attributes["FilterPolicy"] === undefined
      ? {}
      : { FilterPolicyScope: "MessageAttributes" }),
    ...(row.replay === undefined ? {} : { ReplayStatus: row.replay.status }),
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
