/**
 * From a bus to another: within an account and region at once, else as a delivery that the other
 * bus's policy judges. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html
 */
import type { Target } from "#aws/generated/types/events";
import { rootOf } from "#kernel/principal";
import type { Delivery } from "#kernel/service";
import { type BusPlace, busArn, busPlace, type Ctx, type Tx } from "./buses.ts";
import { policyOf } from "./destinations.ts";
import { busMissing, hopRefused } from "./errors.ts";
import { type BusEvent, restored, type StoredEvent, stored } from "./event.ts";

/** The buses that an event has come through: one more in the region, and one into another, is all. */
export interface Hops {
  readonly within: boolean;
  readonly across: boolean;
}

export const NO_HOPS: Hops = { within: false, across: false };

/** Where an event goes on at once. */
interface Onward {
  readonly to: BusPlace;
  readonly hops: Hops;
}

/** How an event comes to a target that is a bus. */
export async function hopTo(
  ctx: Ctx,
  tx: Tx,
  from: BusPlace,
  { target, event, hops, rule }: { target: Target; event: BusEvent; hops: Hops; rule: string },
): Promise<Onward | Delivery> {
  const to = busPlace(ctx, target.Arn);
  const near = to.account === from.account && to.region === from.region;
  if (near && !hops.within && target.RoleArn === undefined) {
    const there = await tx.at(to.account, to.region).bus.find({ name: to.name });
    if (there !== undefined || to.name === "default")
      return { to, hops: { ...hops, within: true } };
  }
  const { RoleArn: role } = target;
  return {
    deliver: "bus",
    input: { from, to, event: stored(event), hops, ...(role === undefined ? {} : { role }) },
    account: to.account,
    region: to.region,
    sourceArn: rule,
    ...policyOf(ctx, target, event, rule),
  };
}

export type Publish = (
  ctx: Ctx,
  tx: Tx,
  to: BusPlace,
  event: BusEvent,
  hops: Hops,
) => Promise<void>;

/** Puts an event on another bus, as the target's role or as the account that it comes from. */
export async function passOn(
  ctx: Ctx,
  input: Readonly<Record<string, unknown>>,
  publish: Publish,
): Promise<void> {
  const { from, to, event, hops, role } = input as unknown as {
    readonly from: BusPlace;
    readonly to: BusPlace;
    readonly event: StoredEvent;
    readonly hops: Hops;
    readonly role?: string;
  };
  const across = to.region !== from.region;
  if (across ? hops.across : hops.within) throw hopRefused(across);
  const principal =
    role === undefined
      ? rootOf(from.account)
      : await ctx.kernel.roleSession(role, "events", from.account, {
          sourceArn: ctx.facts.sourceArn,
        });
  const there = ctx.as({ account: to.account, region: to.region, principal });
  await there.authorize("events:PutEvents", busArn(ctx, to));
  const next = across ? { ...hops, across: true } : { ...hops, within: true };
  await there.update(async (tx) => {
    const found = await tx.bus.find({ name: to.name });
    if (found === undefined && to.name !== "default") throw busMissing(to.name);
    await publish(there, tx, to, restored(event), next);
  });
}
