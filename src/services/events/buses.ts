/** Finding buses and rules by name and ARN, inside a transaction. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { arnRefused, busMissing, managedRule, ruleMissing } from "./errors.ts";
import type { BusRow, RuleRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export const DEFAULT_BUS = "default";

/** Where a bus is: its account and region beside its name. */
export interface BusPlace {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/** A bus by name or ARN; none given is the default one. @throws Fault Validation for another's ARN. */
export function busPlace(ctx: Ctx, nameOrArn: string | undefined): BusPlace {
  const given = nameOrArn ?? DEFAULT_BUS;
  if (!given.startsWith("arn:")) return { account: ctx.account, region: ctx.region, name: given };
  const [, , service, region = "", account = "", resource = ""] = given.split(":");
  if (service !== "events" || !resource.startsWith("event-bus/")) throw arnRefused(given);
  return { account, region, name: resource.slice("event-bus/".length) };
}

export const busArn = (ctx: Ctx, { account, region, name }: BusPlace): string =>
  ctx.arn("events", `event-bus/${name}`, region, account);

export function ruleArn(ctx: Ctx, bus: BusPlace, rule: string): string {
  const path = bus.name === DEFAULT_BUS ? rule : `${bus.name}/${rule}`;
  return ctx.arn("events", `rule/${path}`, bus.region, bus.account);
}

/** A rule's bus and name by its ARN; undefined for what is none. */
export function ruleOfArn(arn: string): (BusPlace & { rule: string }) | undefined {
  const [, , service, region = "", account = "", resource = ""] = arn.split(":");
  if (service !== "events" || !resource.startsWith("rule/")) return undefined;
  const path = resource.slice("rule/".length);
  const slash = path.lastIndexOf("/");
  const name = slash < 0 ? DEFAULT_BUS : path.slice(0, slash);
  return { region, account, name, rule: path.slice(slash + 1) };
}

/** The bus; every account has the default one from the start. @throws Fault ResourceNotFound. */
export async function busAt(ctx: Ctx, tx: Tx, place: BusPlace): Promise<Readonly<BusRow>> {
  const row = await tx.at(place.account, place.region).bus.find({ name: place.name });
  if (row !== undefined) return row;
  if (place.name !== DEFAULT_BUS) throw busMissing(place.name);
  return { name: DEFAULT_BUS, tags: {}, stamp: "", createdAt: ctx.now, modifiedAt: ctx.now };
}

/** @throws Fault ResourceNotFound. */
export async function ruleAt(
  ctx: Ctx,
  tx: Tx,
  place: BusPlace,
  name: string,
): Promise<Readonly<RuleRow>> {
  await busAt(ctx, tx, place);
  const row = await tx.at(place.account, place.region).rule.find({ bus: place.name, name });
  if (row === undefined) throw ruleMissing(name, place.name);
  return row;
}

/**
 * A rule that a service has made is changed by that service alone, or with force.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html
 * @throws Fault ManagedRule.
 */
export function refuseManaged(ctx: Ctx, row: Readonly<RuleRow> | undefined, force = false): void {
  if (row?.managedBy === undefined || row.managedBy === ctx.principal.service || force) return;
  throw managedRule(row.name);
}

/** Says that the bus's rules, targets or archives are others now; a bus may be gone before its archives. */
export async function touch(ctx: Ctx, tx: Tx, place: BusPlace): Promise<void> {
  const { bus } = tx.at(place.account, place.region);
  if (place.name !== DEFAULT_BUS && (await bus.find({ name: place.name })) === undefined) return;
  const row = await busAt(ctx, tx, place);
  await bus.put({ ...row, stamp: ctx.chance.uuid() });
}
