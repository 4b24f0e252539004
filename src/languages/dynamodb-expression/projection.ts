/** Reads ProjectionExpression, and takes the parts it names out of items. */
import type { Substitutions } from "./names.ts";
import { Reader } from "./reader.ts";
import { checkOverlap, type Path } from "./syntax.ts";
import { type AttributeValue, attribute, type Item, setAttribute } from "./value.ts";

/** @throws ExpressionFault in AWS's words, without "Invalid ProjectionExpression: ". */
export function parseProjection(text: string, substitutions: Substitutions): Path[] {
  const reader = new Reader(text, substitutions);
  const paths: Path[] = [];
  do {
    if (!reader.atPath()) reader.syntaxError();
    paths.push(reader.path());
  } while (reader.takeSign(","));
  try {
    checkOverlap(paths);
  } catch (error) {
    reader.fault("overlap", (error as Error).message);
  }
  reader.finish();
  return paths;
}

/** What stands at a path, if anything does. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = attribute(item, path[0] as string);
  for (let i = 1; i < path.length && value !== undefined; i++) {
    const step = path[i]!;
    if (typeof step === "number") value = value.L?.[step];
    else value = value.M === undefined ? undefined : attribute(value.M, step);
  }
  return value;
}

/** A part of an item: whole values, or what is wanted of a map or list. */
type Wanted = Map<string | number, Wanted | true>;

/** The parts of an item that stand at paths; elements of lists close up. */
export function project(item: Item, paths: readonly Path[]): Item {
  const wanted: Wanted = new Map();
  for (const path of paths) {
    let level = wanted;
    for (let i = 0; i < path.length - 1; i++) {
      let inner = level.get(path[i]!);
      if (inner === true) break;
      if (inner === undefined) {
        inner = new Map();
        level.set(path[i]!, inner);
      }
      level = inner;
    }
    level.set(path[path.length - 1]!, true);
  }
  return projectMap(item, wanted);
}

function projectMap(map: Item, wanted: Wanted): Item {
  const out: Item = {};
  for (const [name, inner] of wanted) {
    const value = typeof name === "string" ? attribute(map, name) : undefined;
    const part = value === undefined || inner === true ? value : projectValue(value, inner);
    if (part !== undefined) setAttribute(out, name as string, part);
  }
  return out;
}

function projectValue(value: AttributeValue, wanted: Wanted): AttributeValue | undefined {
  if (value.M !== undefined) {
    const map = projectMap(value.M, wanted);
    return Object.keys(map).length === 0 ? undefined : { M: map };
  }
  if (value.L === undefined) return undefined;
  const list: AttributeValue[] = [];
  for (const index of [...wanted.keys()]
    .filter((key) => typeof key === "number")
    .sort((a, b) => a - b)) {
    const element = value.L[index];
    const inner = wanted.get(index)!;
    const part = element === undefined || inner === true ? element : projectValue(element, inner);
    if (part !== undefined) list.push(part);
  }
  return list.length === 0 ? undefined : { L: list };
}
