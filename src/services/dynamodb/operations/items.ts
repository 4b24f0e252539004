/** One item: getting, putting, updating, deleting. */
import { project } from "#languages/dynamodb-expression/projection";
import { attribute, type Item } from "#languages/dynamodb-expression/value";
import { noUsage, readUnits, shownCapacity, type Usage } from "../domain/capacity.ts";
import { admitItem, itemFromText, mayHoldBinary, shownItem } from "../domain/items.ts";
import { checkKey, placeOf } from "../domain/keys.ts";
import { attributePaths } from "../domain/replaced.ts";
import { checkParameters, readExpressions } from "../expressions.ts";
import { type Ctx, open, type Opened } from "../opened.ts";
import { checkAgainstTable, type Outcome, perform, requestPlace, returned } from "../perform.ts";
import {
  deleteRequest,
  type GivenWrite,
  putRequest,
  updateRequest,
  type WriteRequest,
} from "../requests.ts";
import { on } from "../tables.ts";

export const GetItem = on("GetItem", (ctx, input) => {
  checkParameters(input, ["ProjectionExpression"], ["AttributesToGet"]);
  const key = input.Key as unknown as Item;
  admitItem(key);
  const paths =
    input.ProjectionExpression === undefined
      ? attributePaths(input.AttributesToGet)
      : readExpressions(input).projection;
  const consistent = input.ConsistentRead ?? false;
  return ctx.view(async (tx) => {
    const { row } = await open(ctx, tx, input.TableName);
    checkKey(row.definition.key, key);
    const place = placeOf(row.definition.key, key);
    const found = tx.item.find({ tableId: row.id, hash: place.hash, sort: place.sort });
    const stored = found instanceof Promise ? await found : found;
    const output: { Item?: Item; ConsumedCapacity?: unknown } = {};
    if (stored !== undefined) {
      const whole = itemFromText(stored.item);
      const item = paths === undefined ? whole : project(whole, paths);
      output.Item = mayHoldBinary(stored.item) ? shownItem(item) : item;
    }
    if (input.ReturnConsumedCapacity !== undefined) {
      const usage = noUsage();
      usage.table = readUnits(stored?.sizeBytes ?? 0, consistent);
      output.ConsumedCapacity = shownCapacity(input.ReturnConsumedCapacity, row.name, usage);
    }
    return output as never;
  });
});

export const PutItem = on("PutItem", (ctx, input) => one(ctx, input, putRequest(input)) as never);

export const DeleteItem = on(
  "DeleteItem",
  (ctx, input) => one(ctx, input, deleteRequest(input)) as never,
);

export const UpdateItem = on(
  "UpdateItem",
  (ctx, input) => one(ctx, input, updateRequest(input, true)) as never,
);

interface Wanted extends GivenWrite {
  ReturnConsumedCapacity?: string;
  ReturnItemCollectionMetrics?: string;
}

/** Carries out one request and shows what was asked for. */
function one(ctx: Ctx, input: Wanted, request: WriteRequest): Promise<object> {
  const wanted = input.ReturnValues;
  const reads =
    (wanted !== undefined && wanted !== "NONE") || input.ReturnConsumedCapacity !== undefined;
  return ctx.update(async (tx) => {
    const opened = await open(ctx, tx, request.table);
    checkAgainstTable(opened, request);
    const outcome = await perform(ctx, opened, request, reads);
    return shown(opened, input, request, outcome);
  });
}

async function shown(
  opened: Opened,
  input: Wanted,
  request: WriteRequest,
  outcome: Outcome,
): Promise<object> {
  const output: Record<string, unknown> = {};
  const paths = request.kind === "update" ? request.paths : [];
  const attributes = returned(input.ReturnValues, outcome, paths);
  if (attributes !== undefined) output["Attributes"] = attributes;
  const capacity = shownCapacity(input.ReturnConsumedCapacity, opened.row.name, outcome.usage);
  if (capacity !== undefined) output["ConsumedCapacity"] = capacity;
  if (input.ReturnItemCollectionMetrics === "SIZE") {
    const metrics = await collectionMetrics(opened, request);
    if (metrics !== undefined) output["ItemCollectionMetrics"] = metrics;
  }
  return output;
}

/** ItemCollectionMetrics of the item's collection, for tables with local indexes. */
export async function collectionMetrics(
  opened: Opened,
  request: WriteRequest,
): Promise<{ ItemCollectionKey: Item; SizeEstimateRangeGB: number[] } | undefined> {
  const { definition, id } = opened.row;
  if (!definition.indexes.some((index) => index.kind === "local")) return undefined;
  const item = request.kind === "put" ? request.item : request.key;
  const { hash } = requestPlace(opened, request);
  const [total] = await opened.tx.item.query<{ bytes: number }>("collection", {
    tableId: id,
    hash,
  });
  const gigabytes = Math.floor(Number(total?.bytes ?? 0) / 2 ** 30);
  const key: Item = Object.create(null);
  key[definition.key.hash.name] = attribute(item, definition.key.hash.name)!;
  return { ItemCollectionKey: shownItem(key), SizeEstimateRangeGB: [gigabytes, gigabytes + 1] };
}

/** Adds up what several requests to one table used. */
export function addUsage(total: Usage, more: Usage, times = 1): void {
  total.table += more.table * times;
  for (const [name, { kind, units }] of more.indexes) {
    const known = total.indexes.get(name)?.units ?? 0;
    total.indexes.set(name, { kind, units: known + units * times });
  }
}
