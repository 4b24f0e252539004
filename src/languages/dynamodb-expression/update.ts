/** Applies an update expression to an item. */
import { addNumbers } from "./decimal.ts";
import { valueAt } from "./projection.ts";
import type { Operand, Path, Update } from "./syntax.ts";
import {
  type AttributeValue,
  attribute,
  copyItem,
  type Item,
  setAttribute,
  typeOf,
} from "./value.ts";

/** An update that does not fit the item it meets; the message is AWS's. */
export class UpdateFault extends Error {}

const WRONG_TYPE = "An operand in the update expression has an incorrect data type";
const WRONG_PATH = "The document path provided in the update expression is invalid for update";
const NO_ATTRIBUTE =
  "The provided expression refers to an attribute that does not exist in the item";

/**
 * The item after the update; all operands are taken from the item before it.
 * @throws UpdateFault in AWS's words; NumberFault when a sum is out of range.
 */
export function applyUpdate(update: Update, before: Item): Item {
  const item = copyItem(before);
  const sets = update.set.map(({ path, operand }) => ({ path, value: evaluate(operand, before) }));
  // Elements past a list's end are appended in the order of their indexes.
  sets.sort((a, b) => lastIndex(a.path) - lastIndex(b.path));
  for (const { path, value } of sets) setAt(item, path, value);
  for (const { path, value } of update.add) {
    const sum = added(valueAt(before, path), value);
    setAt(item, path, sum);
  }
  for (const { path, value } of update.delete) {
    const rest = without(valueAt(before, path), value);
    if (rest === "nothing") removeAt(item, path);
    else if (rest !== undefined) setAt(item, path, rest);
  }
  // Indexes count in the list as it was, so the last goes first.
  const removes = [...update.remove].sort((a, b) => lastIndex(b) - lastIndex(a));
  for (const path of removes) removeAt(item, path);
  return item;
}

function lastIndex(path: Path): number {
  const last = path[path.length - 1];
  return typeof last === "number" ? last : -1;
}

function evaluate(operand: Operand, item: Item): AttributeValue {
  switch (operand.kind) {
    case "value":
      return operand.value;
    case "path": {
      const value = valueAt(item, operand.path);
      if (value === undefined) throw new UpdateFault(NO_ATTRIBUTE);
      return value;
    }
    case "if_not_exists":
      return valueAt(item, operand.path) ?? evaluate(operand.otherwise, item);
    case "list_append": {
      const first = evaluate(operand.first, item).L;
      const second = evaluate(operand.second, item).L;
      if (first === undefined || second === undefined) throw new UpdateFault(WRONG_TYPE);
      return { L: [...first, ...second] };
    }
    case "sum": {
      const left = evaluate(operand.left, item).N;
      const right = evaluate(operand.right, item).N;
      if (left === undefined || right === undefined) throw new UpdateFault(WRONG_TYPE);
      return { N: addNumbers(left, right, operand.minus) };
    }
    case "size":
      throw new UpdateFault(WRONG_TYPE);
  }
}

/** What ADD makes of an attribute. @throws UpdateFault for types that do not go together. */
export function added(current: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (current === undefined) return value;
  const type = typeOf(value);
  if (type !== typeOf(current)) throw new UpdateFault(WRONG_TYPE);
  if (type === "N") return { N: addNumbers(current.N!, value.N!) };
  if (type !== "SS" && type !== "NS" && type !== "BS") throw new UpdateFault(WRONG_TYPE);
  return { [type]: [...new Set([...current[type]!, ...value[type]!])] };
}

/** What DELETE leaves of a set; undefined when there was none, "nothing" when all went. */
export function without(
  current: AttributeValue | undefined,
  value: AttributeValue,
): AttributeValue | "nothing" | undefined {
  if (current === undefined) return undefined;
  const type = typeOf(value);
  if (type !== typeOf(current) || (type !== "SS" && type !== "NS" && type !== "BS"))
    throw new UpdateFault(WRONG_TYPE);
  const gone = new Set(value[type]!);
  const rest = current[type]!.filter((member) => !gone.has(member));
  return rest.length === 0 ? "nothing" : { [type]: rest };
}

/** The map or list that holds a path's last step. @throws UpdateFault when there is none. */
function holder(item: Item, path: Path): AttributeValue {
  if (path.length === 1) return { M: item };
  const value = valueAt(item, path.slice(0, -1));
  const fits = typeof path[path.length - 1] === "number" ? value?.L : value?.M;
  if (value === undefined || fits === undefined) throw new UpdateFault(WRONG_PATH);
  return value;
}

function setAt(item: Item, path: Path, value: AttributeValue): void {
  const { M, L } = holder(item, path);
  const last = path[path.length - 1]!;
  if (typeof last === "string") setAttribute(M!, last, value);
  else if (last >= L!.length) L!.push(value);
  else L![last] = value;
}

function removeAt(item: Item, path: Path): void {
  const { M, L } = holder(item, path);
  const last = path[path.length - 1]!;
  if (typeof last === "number") L!.splice(last, 1);
  else if (attribute(M!, last) !== undefined) delete M![last];
}
