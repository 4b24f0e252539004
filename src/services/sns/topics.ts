/** Finding topics and subscriptions by ARN, inside a transaction. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { invalidParameter, subscriptionMissing, topicMissing } from "./errors.ts";
import type { SubscriptionRow, TopicRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export interface Place {
  readonly region: string;
  readonly account: string;
  readonly name: string;
  /** What stands below a topic: the id of a subscription. */
  readonly below: string | undefined;
}

/** @throws Fault InvalidParameter for what is no ARN of SNS. */
export function placeOf(arn: string, parameter = "TopicArn"): Place {
  const parts = arn.split(":");
  if (parts.length < 6)
    throw invalidParameter(
      `${parameter} Reason: An ARN must have at least 6 elements, not ${parts.length}`,
    );
  if (parts[0] !== "arn" || parts[2] !== "sns") throw invalidParameter(parameter);
  return { region: parts[3]!, account: parts[4]!, name: parts[5]!, below: parts[6] };
}

/** @throws Fault InvalidParameter for what is no topic's ARN. */
export function topicPlace(arn: string): Place {
  const place = placeOf(arn);
  if (place.below !== undefined) throw invalidParameter("TopicArn");
  return place;
}

/**
 * A topic is reached through its own region alone. A link has no signature, and so no region.
 * @throws Fault InvalidParameter
 */
export function checkRegion(ctx: Ctx, arn: string): void {
  if (ctx.principal.kind !== "anonymous" && placeOf(arn).region !== ctx.region)
    throw invalidParameter("TopicArn");
}

export const topicArn = (ctx: Ctx, name: string): string => ctx.arn("sns", name);

export const isFifo = (topic: Readonly<TopicRow>): boolean => topic.name.endsWith(".fifo");

/** @throws Fault NotFound. */
export async function topicAt(tx: Tx, arn: string): Promise<Readonly<TopicRow>> {
  const place = topicPlace(arn);
  const row = await tx.at(place.account, place.region).topic.find({ name: place.name });
  if (row === undefined) throw topicMissing();
  return row;
}

/** @throws Fault NotFound. */
export async function subscriptionAt(tx: Tx, arn: string): Promise<Readonly<SubscriptionRow>> {
  const place = placeOf(arn, "SubscriptionArn");
  const { below: id } = place;
  if (id === undefined)
    throw invalidParameter(
      `SubscriptionArn Reason: An ARN must have at least 7 elements, not ${arn.split(":").length}`,
    );
  const row = await tx.at(place.account, place.region).subscription.find({ id });
  if (row === undefined) throw subscriptionMissing();
  return row;
}

/** The transaction over the account and region a topic lives in. */
export function scopeOf(tx: Tx, arn: string): Tx {
  const place = placeOf(arn);
  return tx.at(place.account, place.region);
}

/** The same call where a topic lives: what is counted, logged and delivered is its owner's. */
export function atHome(ctx: Ctx, arn: string): Ctx {
  const { account, region } = placeOf(arn);
  return account === ctx.account && region === ctx.region ? ctx : ctx.as({ account, region });
}

export const subscriptionArn = (ctx: Ctx, row: Readonly<SubscriptionRow>): string =>
  `${topicArn(ctx, row.topic)}:${row.id}`;

/** An operation as a link. It names the version, which at AWS the host's name makes needless. */
export const link = (ctx: Ctx, operation: string, parameters: string): string =>
  `${ctx.origin}/?Action=${operation}&Version=2010-03-31&${parameters}`;
