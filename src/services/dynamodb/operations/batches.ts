/** BatchGetItem and BatchWriteItem. */
import { project } from "#languages/dynamodb-expression/projection";
import type { Path } from "#languages/dynamodb-expression/syntax";
import type { Item } from "#languages/dynamodb-expression/value";
import { noUsage, readUnits, shownCapacity, type Usage } from "../domain/capacity.ts";
import { admitItem, shownItem } from "../domain/items.ts";
import { checkIndexKey, checkItemKey, checkKey, placeOf } from "../domain/keys.ts";
import { attributePaths } from "../domain/replaced.ts";
import { invalid } from "../errors.ts";
import { checkParameters, readExpressions } from "../expressions.ts";
import { BATCH_GET_BYTES, BATCH_GET_KEYS, BATCH_WRITE_REQUESTS, ITEM_BYTES } from "../limits.ts";
import { open, type Opened } from "../opened.ts";
import { perform, requestPlace } from "../perform.ts";
import type { WriteRequest } from "../requests.ts";
import { on } from "../tables.ts";
import { readItem } from "../writes.ts";
import { addUsage, collectionMetrics } from "./items.ts";

const DUPLICATES = "Provided list of item keys contains duplicates";

interface GivenGet {
  Keys: unknown[];
  AttributesToGet?: string[];
  ConsistentRead?: boolean;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
}

interface PlannedGet {
  readonly table: string;
  readonly given: GivenGet;
  readonly paths: readonly Path[] | undefined;
}

export const BatchGetItem = on("BatchGetItem", async (ctx, input) => {
  const requests = input.RequestItems as unknown as Record<string, GivenGet>;
  const plans = Object.keys(requests).map((table) => planGet(table, requests[table]!));
  checkOneKind(plans);
  const keys = plans.reduce((sum, { given }) => sum + given.Keys.length, 0);
  if (keys > BATCH_GET_KEYS) throw invalid("Too many items requested for the BatchGetItem call");
  return ctx.view(async (tx) => {
    const all = await Promise.all(plans.map((plan) => open(ctx, tx, plan.table)));
    for (const [i, plan] of plans.entries()) checkKeys(all[i]!, plan);
    const responses: Record<string, Item[]> = Object.create(null);
    const unprocessed: Record<string, unknown> = Object.create(null);
    const capacities: unknown[] = [];
    let room = BATCH_GET_BYTES;
    for (const [i, plan] of plans.entries()) {
      const read = await readKeys(all[i]!, plan, room);
      room -= read.bytes;
      responses[plan.table] = read.items;
      if (read.rest.length > 0) unprocessed[plan.table] = { ...plan.given, Keys: read.rest };
      const capacity = shownCapacity(input.ReturnConsumedCapacity, all[i]!.row.name, read.usage);
      if (capacity !== undefined) capacities.push(capacity);
    }
    return {
      Responses: responses,
      UnprocessedKeys: unprocessed,
      ...(capacities.length === 0 ? {} : { ConsumedCapacity: capacities }),
    } as never;
  });
});

function planGet(table: string, given: GivenGet): PlannedGet {
  checkParameters(given, ["ProjectionExpression"], ["AttributesToGet"]);
  for (const key of given.Keys) admitItem(key as object);
  const paths =
    given.ProjectionExpression === undefined
      ? attributePaths(given.AttributesToGet)
      : readExpressions(given).projection;
  return { table, given, paths };
}

/** Expressions and what they replaced do not mix across tables either. */
function checkOneKind(plans: readonly PlannedGet[]): void {
  const uses = (name: "AttributesToGet" | "ProjectionExpression") =>
    plans.some(({ given }) => given[name] !== undefined);
  if (uses("AttributesToGet") && uses("ProjectionExpression"))
    throw invalid(
      "Can not use both expression and non-expression parameters in the same request: " +
        "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}",
    );
}

function checkKeys(opened: Opened, plan: PlannedGet): void {
  const { key } = opened.row.definition;
  const seen = new Set<string>();
  for (const given of plan.given.Keys) checkKey(key, given as Item);
  for (const given of plan.given.Keys) {
    const { hash, sort } = placeOf(key, given as Item);
    const id = `${Buffer.from(hash).toString("hex")}/${Buffer.from(sort).toString("hex")}`;
    if (seen.has(id)) throw invalid(DUPLICATES);
    seen.add(id);
  }
}

async function readKeys(
  opened: Opened,
  plan: PlannedGet,
  room: number,
): Promise<{ items: Item[]; rest: Item[]; bytes: number; usage: Usage }> {
  const items: Item[] = [];
  const rest: Item[] = [];
  const usage = noUsage();
  let bytes = 0;
  for (const given of plan.given.Keys as Item[]) {
    if (bytes > room) {
      rest.push(shownItem(given));
      continue;
    }
    const stored = await readItem(opened, placeOf(opened.row.definition.key, given));
    if (stored !== undefined && bytes + stored.bytes > room) {
      rest.push(shownItem(given));
      continue;
    }
    usage.table += readUnits(stored?.bytes ?? 0, plan.given.ConsistentRead ?? false);
    if (stored === undefined) continue;
    bytes += stored.bytes;
    items.push(
      shownItem(plan.paths === undefined ? stored.item : project(stored.item, plan.paths)),
    );
  }
  return { items, rest, bytes, usage };
}

interface GivenBatchWrite {
  PutRequest?: { Item: unknown };
  DeleteRequest?: { Key: unknown };
}

export const BatchWriteItem = on("BatchWriteItem", async (ctx, input) => {
  const given = input.RequestItems as unknown as Record<string, GivenBatchWrite[]>;
  const plans = Object.keys(given).map((table) => ({
    table,
    requests: given[table]!.map((request) => planWrite(table, request)),
  }));
  const count = plans.reduce((sum, { requests }) => sum + requests.length, 0);
  if (count > BATCH_WRITE_REQUESTS)
    throw invalid("Too many items requested for the BatchWriteItem call");
  return ctx.update(async (tx) => {
    const all = await Promise.all(plans.map((plan) => open(ctx, tx, plan.table)));
    for (const [i, plan] of plans.entries()) checkWrites(all[i]!, plan.requests);
    const capacities: unknown[] = [];
    const metrics: Record<string, unknown[]> = Object.create(null);
    for (const [i, plan] of plans.entries()) {
      const usage = noUsage();
      for (const request of plan.requests) {
        const outcome = await perform(
          ctx,
          all[i]!,
          request,
          input.ReturnConsumedCapacity !== undefined,
        );
        addUsage(usage, outcome.usage);
        if (input.ReturnItemCollectionMetrics !== "SIZE") continue;
        const metric = await collectionMetrics(all[i]!, request);
        if (metric === undefined) continue;
        const list = metrics[plan.table] ?? [];
        list.push(metric);
        metrics[plan.table] = list;
      }
      const capacity = shownCapacity(input.ReturnConsumedCapacity, all[i]!.row.name, usage);
      if (capacity !== undefined) capacities.push(capacity);
    }
    return {
      UnprocessedItems: {},
      ...(capacities.length === 0 ? {} : { ConsumedCapacity: capacities }),
      ...(Object.keys(metrics).length === 0 ? {} : { ItemCollectionMetrics: metrics }),
    } as never;
  });
});

function planWrite(table: string, given: GivenBatchWrite): WriteRequest {
  const { PutRequest: put, DeleteRequest: remove } = given;
  if ((put === undefined) === (remove === undefined))
    throw invalid("Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest");
  const common = { table, condition: undefined, showFailed: false };
  if (put === undefined) {
    admitItem(remove!.Key as object);
    return { kind: "delete", ...common, key: remove!.Key as Item };
  }
  const bytes = admitItem(put.Item as object);
  if (bytes > ITEM_BYTES) throw invalid("Item size has exceeded the maximum allowed size");
  return { kind: "put", ...common, item: put.Item as Item, bytes };
}

function checkWrites(opened: Opened, requests: readonly WriteRequest[]): void {
  const { key, indexes } = opened.row.definition;
  const seen = new Set<string>();
  for (const request of requests) {
    if (request.kind === "put") {
      checkItemKey(key, request.item, "The provided key element does not match the schema");
      for (const index of indexes) checkIndexKey(index.name, index.key, request.item, false);
    } else checkKey(key, request.key);
    const { hash, sort } = requestPlace(opened, request);
    const id = `${Buffer.from(hash).toString("hex")}/${Buffer.from(sort).toString("hex")}`;
    if (seen.has(id)) throw invalid(DUPLICATES);
    seen.add(id);
  }
}
