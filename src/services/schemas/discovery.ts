/**
 * Discovery: a rule on the bus, which is the discoverer's, has its events looked at.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schemas-infer.html
 */
import { Fault } from "#aws/fault";
import { servicePrincipal } from "#kernel/principal";
import type { JsonObject } from "#languages/event-schema/document";
import { discoveredName } from "#languages/event-schema/names";
import { badRequest } from "./errors.ts";
import { CONTENT_LENGTH, DISCOVERED_SCHEMAS, VERSIONS } from "./limits.ts";
import { digestOf } from "./managed.ts";
import { type Ctx, DISCOVERED, registryAt, type Tx } from "./registries.ts";
import type { DiscovererRow } from "./tables.ts";
import { addVersion } from "./versions.ts";

const SERVICE = "schemas.amazonaws.com";

export const discovererId = (bus: string): string => `events-event-bus-${bus.replaceAll("/", "-")}`;

export const discovererArn = (ctx: Ctx, id: string): string =>
  ctx.arn("schemas", `discoverer/${id}`);

/** The registry that discovered schemas go into, made when there is none. */
export async function prepareRegistry(tx: Tx): Promise<void> {
  await tx.registry.add({
    name: DISCOVERED,
    description: "Schemas that were discovered on event buses",
    tags: {},
  });
}

/** A rule's name, which has 64 characters at most. */
const ruleName = (id: string): string => `Schemas-${id}`.slice(0, 64);

const TARGET = "schema-discoverer";

/** What the managed rule is put by. */
const asService = (ctx: Ctx) => ({
  principal: servicePrincipal(SERVICE, ctx.account),
  trusted: true,
});

/** The bus's name and whether a key of the customer's encrypts it. @throws Fault BadRequest. */
export async function busOf(ctx: Ctx, sourceArn: string): Promise<string> {
  const own = ctx.arn("events", "event-bus/");
  if (!sourceArn.startsWith(own) || sourceArn === own)
    throw badRequest("SourceArn must be the ARN of an event bus of this account and Region.");
  const Name = sourceArn.slice(own.length);
  const bus = await ofBus(ctx.call("events", "DescribeEventBus", { Name }, asService(ctx)));
  if (bus.KmsKeyIdentifier !== undefined)
    throw badRequest(
      "Schema discovery is not supported for event buses encrypted using a customer managed key.",
    );
  return Name;
}

/** Puts the rule that has the bus's events looked at, or changes it. @throws Fault BadRequest. */
export async function putRule(ctx: Ctx, row: DiscovererRow): Promise<void> {
  const place = { EventBusName: row.bus };
  const Name = ruleName(row.id);
  await ofBus(
    ctx.call(
      "events",
      "PutRule",
      {
        Name,
        ...place,
        Description: "This rule is used to route Events to Schema Discoverer",
        EventPattern: JSON.stringify({
          source: [{ prefix: "aws.partner/" }, { "anything-but": { prefix: "aws." } }],
          ...(row.crossAccount ? {} : { account: [ctx.account] }),
        }),
        State: row.state === "STARTED" ? "ENABLED" : "DISABLED",
      },
      asService(ctx),
    ),
  );
  const Targets = [{ Id: TARGET, Arn: discovererArn(ctx, row.id) }];
  await ofBus(ctx.call("events", "PutTargets", { Rule: Name, ...place, Targets }, asService(ctx)));
}

/** Removes the rule; one that is gone is fine. */
export async function removeRule(ctx: Ctx, row: Readonly<DiscovererRow>): Promise<void> {
  const place = { EventBusName: row.bus };
  const Name = ruleName(row.id);
  const as = asService(ctx);
  await unlessGone(
    ctx.call("events", "RemoveTargets", { Rule: Name, ...place, Ids: [TARGET] }, as),
  );
  await unlessGone(ctx.call("events", "DeleteRule", { Name, ...place }, as));
}

/** EventBridge's refusal is told as ours. */
async function ofBus<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Fault && error.status < 500) throw badRequest(error.message);
    throw error;
  }
}

async function unlessGone(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Fault) || error.code !== "ResourceNotFoundException") throw error;
  });
}

/** The bus whose rule sent the event that the call brings; undefined for anybody else's call. */
export function discoveredOn(ctx: Ctx): string | undefined {
  const { sourceArn } = ctx.facts;
  if (ctx.principal.service !== "events.amazonaws.com" || sourceArn === undefined) return undefined;
  const path = sourceArn.split(":rule/")[1];
  if (path === undefined) return undefined;
  const slash = path.lastIndexOf("/");
  const bus = slash < 0 ? "default" : path.slice(0, slash);
  return path.slice(slash + 1) === ruleName(discovererId(bus)) ? bus : undefined;
}

/** Keeps what was inferred of an event, unless it is known. What is over a quota is not kept. */
export function keepDiscovered(
  ctx: Ctx,
  bus: string,
  event: JsonObject,
  content: string,
): Promise<void> {
  return ctx.update(async (tx) => {
    const discoverer = await tx.discoverer.find({ id: discovererId(bus) });
    if (discoverer?.state !== "STARTED" || content.length > CONTENT_LENGTH) return;
    await prepareRegistry(tx);
    const registry = await registryAt(ctx, tx, DISCOVERED);
    const name = discoveredName(String(event["source"]), String(event["detail-type"]));
    const key = { registry: DISCOVERED, schema: name };
    if ((await tx.version.count({ ...key, digest: digestOf(content) })) > 0) return;
    const known = await tx.schema.find({ registry: DISCOVERED, name });
    const full =
      known === undefined
        ? (await tx.schema.count({ registry: DISCOVERED })) >= DISCOVERED_SCHEMAS
        : (await tx.version.count(key)) >= VERSIONS;
    if (full) return;
    const fresh = { registry: DISCOVERED, name, tags: {}, lastVersion: 0, modifiedAt: ctx.now };
    await addVersion(ctx, registry, known ?? fresh, "OpenApi3", content);
  });
}
