/** Discoverers, and schemas inferred from events that are given. */
import type { DescribeDiscovererResponse } from "#aws/generated/types/schemas";
import {
  DEEPEST,
  isDeeper,
  isObject,
  type Json,
  type JsonObject,
} from "#languages/event-schema/document";
import { draft4Of } from "#languages/event-schema/export";
import { inferDocument, isBusEvent } from "#languages/event-schema/infer";
import {
  busOf,
  discoveredOn,
  discovererArn,
  discovererId,
  keepDiscovered,
  prepareRegistry,
  putRule,
  removeRule,
} from "../discovery.ts";
import { badRequest, conflict, discovererMissing, forbidden } from "../errors.ts";
import { DISCOVERERS } from "../limits.ts";
import { pageOf } from "../paging.ts";
import type { Ctx, Tx } from "../registries.ts";
import { type DiscovererRow, on } from "../tables.ts";

/** The rule comes first: without a discoverer it does nothing, and can be put again. */
export const CreateDiscoverer = on("CreateDiscoverer", async (ctx, input) => {
  const bus = await busOf(ctx, input.SourceArn);
  const row: DiscovererRow = {
    id: discovererId(bus),
    sourceArn: input.SourceArn,
    bus,
    crossAccount: input.CrossAccount ?? true,
    state: "STARTED",
    tags: input.Tags ?? {},
    ...(input.Description === undefined ? {} : { description: input.Description }),
  };
  await ctx.view((tx) => checkFree(tx, row));
  await putRule(ctx, row);
  return ctx.update(async (tx) => {
    await checkFree(tx, row);
    await tx.discoverer.put(row);
    await prepareRegistry(tx);
    return shown(ctx, row);
  });
});

/** @throws Fault Conflict, Forbidden. */
async function checkFree(tx: Tx, { id, sourceArn }: DiscovererRow): Promise<void> {
  if ((await tx.discoverer.find({ id })) !== undefined)
    throw conflict(`Discoverer for source ${sourceArn} already exists.`);
  if ((await tx.discoverer.count()) >= DISCOVERERS)
    throw forbidden(`You have the most discoverers you may, ${DISCOVERERS}.`);
}

export const UpdateDiscoverer = on("UpdateDiscoverer", async (ctx, input) => {
  const row = await change(ctx, input.DiscovererId, {
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(input.CrossAccount === undefined ? {} : { crossAccount: input.CrossAccount }),
  });
  return shown(ctx, row);
});

export const StartDiscoverer = on("StartDiscoverer", async (ctx, input) => {
  const { id, state } = await change(ctx, input.DiscovererId, { state: "STARTED" });
  return { DiscovererId: id, State: state };
});

export const StopDiscoverer = on("StopDiscoverer", async (ctx, input) => {
  const { id, state } = await change(ctx, input.DiscovererId, { state: "STOPPED" });
  return { DiscovererId: id, State: state };
});

/** Changes a discoverer, and its rule after it. */
async function change(ctx: Ctx, id: string, to: Partial<DiscovererRow>): Promise<DiscovererRow> {
  const row = await ctx.update(async (tx) => {
    const changed = { ...(await discovererAt(tx, id)), ...to };
    await tx.discoverer.put(changed);
    return changed;
  });
  await putRule(ctx, row);
  return row;
}

/** What was discovered stays. */
export const DeleteDiscoverer = on("DeleteDiscoverer", async (ctx, input) => {
  const row = await ctx.view((tx) => discovererAt(tx, input.DiscovererId));
  await removeRule(ctx, row);
  await ctx.update((tx) => tx.discoverer.remove({ id: row.id }));
  return {};
});

export const DescribeDiscoverer = on("DescribeDiscoverer", (ctx, input) =>
  ctx.view(async (tx) => shown(ctx, await discovererAt(tx, input.DiscovererId))),
);

export const ListDiscoverers = on("ListDiscoverers", (ctx, input) =>
  ctx.view(async (tx) => {
    const all = (await tx.discoverer.list()).filter(
      ({ id, sourceArn }) =>
        id.startsWith(input.DiscovererIdPrefix ?? "") &&
        sourceArn.startsWith(input.SourceArnPrefix ?? ""),
    );
    const { rows, next } = pageOf(all, ({ id }) => id, input);
    const Discoverers = rows.map((row) => {
      const { Description: _, ...summary } = shown(ctx, row);
      return summary;
    });
    return { Discoverers, ...next };
  }),
);

/** @throws Fault NotFound. */
async function discovererAt(tx: Tx, id: string): Promise<Readonly<DiscovererRow>> {
  const row = await tx.discoverer.find({ id });
  if (row === undefined) throw discovererMissing(id);
  return row;
}

function shown(ctx: Ctx, row: Readonly<DiscovererRow>): DescribeDiscovererResponse {
  return {
    CrossAccount: row.crossAccount,
    DiscovererArn: discovererArn(ctx, row.id),
    DiscovererId: row.id,
    SourceArn: row.sourceArn,
    State: row.state,
    Tags: row.tags,
    ...(row.description === undefined ? {} : { Description: row.description }),
  };
}

/** By this operation a discoverer's rule has events looked at; what it finds is then kept. */
export const GetDiscoveredSchema = on("GetDiscoveredSchema", async (ctx, input) => {
  const bus = discoveredOn(ctx);
  const events = input.Events.map(read);
  const [first] = events;
  const kinds = new Set(events.map((event) => String(event["detail-type"])));
  if (kinds.size > 1) throw badRequest("Events must be of a single type.");
  if (bus === undefined || first === undefined || !isBusEvent(first)) {
    const document = inferDocument(events);
    const written = input.Type === "OpenApi3" ? document : draft4Of(document);
    return { Content: JSON.stringify(written) };
  }
  // Which replay an event came from is nothing of the event's own.
  const { "replay-name": _, ...own } = first;
  const content = JSON.stringify(inferDocument([own]));
  await keepDiscovered(ctx, bus, own, content);
  return { Content: content };
});

/** @throws Fault BadRequest. */
function read(text: string): JsonObject {
  let event: Json;
  try {
    event = JSON.parse(text) as Json;
  } catch {
    throw badRequest("Events must be JSON.");
  }
  if (!isObject(event)) throw badRequest("Events must be JSON objects.");
  if (isDeeper(event, DEEPEST))
    throw badRequest(`Events must not be nested deeper than ${DEEPEST} levels.`);
  return event;
}
