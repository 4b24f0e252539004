/** An event on a bus: to the targets of the rules it matches, and into the archives of the bus. */
import type { Kernel } from "#kernel/kernel";
import type { Delivery } from "#kernel/service";
import { PatternIndex } from "#languages/event-pattern/index";
import { compileEventPattern, type EventPattern } from "#languages/event-pattern/pattern";
import { type BusPlace, busAt, type Ctx, ruleArn, type Tx } from "./buses.ts";
import { deliveryTo, type Destination, destinationOf } from "./destinations.ts";
import { type BusEvent, stored, textOf } from "./event.ts";
import { type Hops, hopTo, NO_HOPS } from "./forward.ts";
import { inputOf } from "./input.ts";
import { isSealed, seal } from "./sealed.ts";
import { dimensionsOf } from "./undelivered.ts";
import type { RuleRow } from "./tables.ts";

interface CompiledRule {
  readonly row: Readonly<RuleRow>;
  readonly targets: readonly Destination[];
}

interface CompiledBus {
  readonly stamp: string;
  readonly rules: PatternIndex<CompiledRule>;
  readonly archives: PatternIndex<string>;
}

const BUSES_KEPT = 1_000;

/**
 * Buses as compiled from their rows: to compile a thousand patterns for each event would cost a
 * thousand times the event. The bus's stamp, which every change renews, says when to do it anew.
 */
const compiled = new WeakMap<Kernel, Map<string, CompiledBus>>();

async function compiledBus(ctx: Ctx, tx: Tx, place: BusPlace): Promise<CompiledBus> {
  const { stamp } = await busAt(ctx, tx, place);
  let known = compiled.get(ctx.kernel);
  if (known === undefined) {
    known = new Map();
    compiled.set(ctx.kernel, known);
  }
  const id = `${place.account}/${place.region}/${place.name}`;
  const found = known.get(id);
  if (found?.stamp === stamp && stamp !== "") return found;
  const made = await compile(tx.at(place.account, place.region), place.name, stamp);
  if (known.size >= BUSES_KEPT) known.clear();
  known.set(id, made);
  return made;
}

const everything: EventPattern = { matches: () => true, anchors: [] };

async function compile(tx: Tx, bus: string, stamp: string): Promise<CompiledBus> {
  const targets = Map.groupBy(await tx.target.list({ where: { bus } }), (row) => row.rule);
  const rules: [CompiledRule, EventPattern][] = [];
  for (const row of await tx.rule.list({ where: { bus } }))
    if (row.state !== "DISABLED" && row.pattern !== undefined)
      rules.push([
        { row, targets: (targets.get(row.name) ?? []).map(({ target }) => destinationOf(target)) },
        compileEventPattern(row.pattern),
      ]);
  const archives = (await tx.archive.list()).filter((row) => row.bus === bus);
  return {
    stamp,
    rules: new PatternIndex(rules),
    archives: new PatternIndex(
      archives.map(({ name, pattern }) => [
        name,
        pattern === undefined ? everything : compileEventPattern(pattern),
      ]),
    ),
  };
}

/**
 * Brings events to a bus, by way of its key if it has one. One that is not there takes them and they
 * go nowhere, as AWS has it.
 */
export async function arrive(
  ctx: Ctx,
  tx: Tx,
  place: BusPlace,
  events: readonly BusEvent[],
  hops: Hops = NO_HOPS,
): Promise<void> {
  const bus = await tx.at(place.account, place.region).bus.find({ name: place.name });
  if (bus === undefined) return;
  if (bus.kmsKeyIdentifier === undefined) return publish(ctx, tx, place, events, undefined, hops);
  const open: BusEvent[] = [];
  for (const event of events)
    if (isSealed(bus, event)) await seal(ctx, tx, place, bus, event, hops);
    else open.push(event);
  await publish(ctx, tx, place, open, undefined, hops);
}

/**
 * Puts events on a bus, in the transaction.
 * @param only Names of the rules they may go to: those of a replay.
 */
export async function publish(
  ctx: Ctx,
  tx: Tx,
  place: BusPlace,
  events: readonly BusEvent[],
  only?: readonly string[],
  hops = NO_HOPS,
): Promise<void> {
  const bus = await compiledBus(ctx, tx, place);
  const deliveries: Delivery[] = [];
  for (const event of events) {
    for (const { row, targets } of bus.rules.matching(event))
      if (only === undefined || only.includes(row.name))
        deliveries.push(...(await fire(ctx, tx, place, row, targets, event, hops)));
    if (event["replay-name"] === undefined) await archive(ctx, tx, place, bus, event);
  }
  await tx.outbox.sendAll(deliveries);
}

async function archive(
  ctx: Ctx,
  tx: Tx,
  { account, region }: BusPlace,
  { archives }: CompiledBus,
  event: BusEvent,
): Promise<void> {
  for (const name of archives.matching(event))
    await tx.at(account, region).archived.put({
      archive: name,
      sequence: ctx.kernel.sequence(),
      time: Date.parse(event.time),
      bytes: Buffer.byteLength(textOf(event)),
      event: stored(event),
    });
}

/** What brings an event to the targets of a rule, other buses aside: on those it is put at once. */
export async function fire(
  ctx: Ctx,
  tx: Tx,
  place: BusPlace,
  row: Readonly<RuleRow>,
  targets: readonly Destination[],
  event: BusEvent,
  hops = NO_HOPS,
): Promise<readonly Delivery[]> {
  const arn = ruleArn(ctx, place, row.name);
  ctx.countAll("AWS/Events", dimensionsOf(place.name, row.name), [
    ["MatchedEvents", 1, "Count"],
    ["TriggeredRules", 1, "Count"],
    ["Invocations", targets.length, "Count"],
  ]);
  const deliveries: Delivery[] = [];
  for (const destination of targets) {
    const { target } = destination;
    if (destination.kind !== "bus") {
      const input = inputOf(target, event, { arn, name: row.name, now: ctx.now });
      deliveries.push(deliveryTo(ctx, destination, input, event, arn));
      continue;
    }
    const hop = await hopTo(ctx, tx, place, { target, event, hops, rule: arn });
    if ("to" in hop) await arrive(ctx, tx, hop.to, [event], hop.hops);
    else deliveries.push(hop);
  }
  return deliveries;
}
