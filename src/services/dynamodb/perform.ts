/** Carries out one write request on its table. */
import { meets } from "#languages/dynamodb-expression/evaluate";
import { project, valueAt } from "#languages/dynamodb-expression/projection";
import { added, applyUpdate, without } from "#languages/dynamodb-expression/update";
import {
  attribute,
  copyItem,
  equalMaps,
  type Item,
  setAttribute,
} from "#languages/dynamodb-expression/value";
import { noUsage, type Usage, writeUnits } from "./domain/capacity.ts";
import { checkDepth, itemBytes, shownItem, valueBytes } from "./domain/items.ts";
import {
  checkIndexKey,
  checkItemKey,
  checkKey,
  keyOf,
  type Place,
  placeOf,
} from "./domain/keys.ts";
import { conditionFailed, invalid, invalidParameters } from "./errors.ts";
import { updating } from "./expressions.ts";
import { ITEM_BYTES } from "./limits.ts";
import type { Ctx, Opened } from "./opened.ts";
import type { UpdateRequest, WriteRequest } from "./requests.ts";
import { needsOld, readItem, type Stored, write } from "./writes.ts";

export interface Outcome {
  readonly before: Stored | undefined;
  readonly after: Item | undefined;
  readonly usage: Usage;
}

/**
 * Checks what a request says about keys against its table.
 * @throws Fault ValidationException in AWS's words.
 */
export function checkAgainstTable(opened: Opened, request: WriteRequest): void {
  const { key, indexes } = opened.row.definition;
  if (request.kind === "put") {
    checkItemKey(key, request.item);
    for (const index of indexes) checkIndexKey(index.name, index.key, request.item, false);
    return;
  }
  checkKey(key, request.key);
  if (request.kind !== "update") return;
  for (const [name] of request.paths)
    if (name === key.hash.name || name === key.range?.name)
      throw invalidParameters(`Cannot update attribute ${name}. This attribute is part of the key`);
}

export function requestPlace(opened: Opened, request: WriteRequest): Place {
  return placeOf(opened.row.definition.key, request.kind === "put" ? request.item : request.key);
}

/**
 * Carries out a request that has been checked against its table.
 * @param reads What was there is wanted by the caller.
 * @throws Fault ConditionalCheckFailedException, or ValidationException for an update that does not fit.
 */
export async function perform(
  ctx: Ctx,
  opened: Opened,
  request: WriteRequest,
  reads: boolean,
): Promise<Outcome> {
  const place = requestPlace(opened, request);
  const before =
    reads || request.condition !== undefined || request.kind !== "put" || needsOld(opened.row)
      ? await readItem(opened, place)
      : undefined;
  if (request.condition !== undefined && !meets(request.condition, before?.item ?? {}))
    throw conditionFailed(
      request.showFailed && before !== undefined ? shownItem(before.item) : undefined,
    );
  if (request.kind === "put") {
    const { item, bytes } = request;
    const usage = await write(ctx, opened, { place, before, after: item, bytes });
    return { before, after: item, usage };
  }
  if (request.kind === "delete") {
    const usage = await write(ctx, opened, { place, before, after: undefined, bytes: 0 });
    return { before, after: undefined, usage };
  }
  if (request.kind === "check") {
    const usage = noUsage();
    usage.table = writeUnits(before?.bytes ?? 0);
    return { before, after: before?.item, usage };
  }
  return update(ctx, opened, request, place, before);
}

async function update(
  ctx: Ctx,
  opened: Opened,
  request: UpdateRequest,
  place: Place,
  before: Stored | undefined,
): Promise<Outcome> {
  const { key, indexes } = opened.row.definition;
  const base = before?.item ?? keyOf(key, request.key);
  if (before === undefined && onlyDeletes(request))
    return { before, after: undefined, usage: oneUnit() };
  const after = updating(() =>
    request.update === undefined ? applyLegacy(request, base) : applyUpdate(request.update, base),
  );
  const bytes = itemBytes(after);
  if (bytes > ITEM_BYTES || (request.alone && writtenBytes(request, after) > ITEM_BYTES))
    throw invalid("Item size to update has exceeded the maximum allowed size");
  checkDepth(after);
  for (const index of indexes) checkIndexKey(index.name, index.key, after, true);
  if (before !== undefined && equalMaps(before.item, after)) {
    const usage = noUsage();
    usage.table = writeUnits(bytes);
    return { before, after, usage };
  }
  const usage = await write(ctx, opened, { place, before, after, bytes });
  return { before, after, usage };
}

/** What AWS counts of an update by itself: three bytes, and so many for each clause. */
const UPDATE_COST = 3;
const WRITE_COST = 19;
const REMOVE_COST = 2;

/**
 * What UpdateItem measures beside the item it makes: what its clauses write, and a cost for each.
 * Found by others in measuring AWS; no page tells it.
 */
function writtenBytes(request: UpdateRequest, after: Item): number {
  const { update } = request;
  if (update === undefined) return 0;
  let bytes = UPDATE_COST + REMOVE_COST * (update.remove.length + update.delete.length);
  for (const { path } of [...update.set, ...update.add]) {
    const value = valueAt(after, path);
    bytes +=
      WRITE_COST +
      Buffer.byteLength(String(path[0])) +
      (value === undefined ? 0 : valueBytes(value));
  }
  return bytes;
}

function oneUnit(): Usage {
  const usage = noUsage();
  usage.table = 1;
  return usage;
}

/** AttributeUpdates that only delete make no item where there was none. */
function onlyDeletes(request: UpdateRequest): boolean {
  const names = Object.keys(request.legacy ?? {});
  return names.length > 0 && names.every((name) => request.legacy![name]!.Action === "DELETE");
}

function applyLegacy(request: UpdateRequest, base: Item): Item {
  const item = copyItem(base);
  for (const name of Object.keys(request.legacy ?? {})) {
    const { Action: action = "PUT", Value: value } = request.legacy![name]!;
    const current = attribute(item, name);
    if (value === undefined) {
      delete item[name];
    } else if (action === "PUT") {
      setAttribute(item, name, value);
    } else if (action === "DELETE") {
      const rest = mismatched(() => without(current, value));
      if (rest === "nothing") delete item[name];
      else if (rest !== undefined) setAttribute(item, name, rest);
    } else {
      const sum =
        value.L === undefined
          ? mismatched(() => added(current, value))
          : { L: [...(current === undefined ? [] : listOf(current.L)), ...value.L] };
      setAttribute(item, name, sum);
    }
  }
  return item;
}

const MISMATCH = "Type mismatch for attribute to update";

function listOf<T>(list: T[] | undefined): T[] {
  if (list === undefined) throw invalid(MISMATCH);
  return list;
}

/** AttributeUpdates have words of their own for types that do not go together. */
function mismatched<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if ((error as Error).message.includes("incorrect data type")) throw invalid(MISMATCH);
    throw error;
  }
}

/** `Attributes` as ReturnValues asks; undefined when there are none to show. */
export function returned(
  wanted: string | undefined,
  outcome: Outcome,
  paths: readonly (readonly (string | number)[])[],
): Item | undefined {
  const from =
    wanted === "ALL_OLD" || wanted === "UPDATED_OLD" ? outcome.before?.item : outcome.after;
  if (wanted === undefined || wanted === "NONE" || from === undefined) return undefined;
  if (wanted === "ALL_OLD" || wanted === "ALL_NEW") return shownItem(from);
  const part = project(from, paths);
  return Object.keys(part).length === 0 ? undefined : shownItem(part);
}
