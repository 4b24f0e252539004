/** Whether an event is as a pattern's tree asks for. */
import type { Scalar } from "./operators.ts";
import type { Branch, Leaf, Way } from "./tree.ts";

type Json = Readonly<Record<string, unknown>>;

/** Whether an event, or an object in it, holds all that a branch asks for. */
export function passes(branch: Branch, given: Json): boolean {
  const event = branch.joined.some((name) => Object.hasOwn(given, name))
    ? stepByStep(given, branch.joined)
    : given;
  for (const [step, leaf] of branch.leaves)
    if (!leafPasses(leaf, Object.hasOwn(event, step) ? event[step] : undefined)) return false;
  for (const [step, below] of branch.below)
    if (!branchPasses(below, Object.hasOwn(event, step) ? event[step] : undefined)) return false;
  return branch.either.every((branches) => branches.some((one) => passes(one, event)));
}

/**
 * Of an array, one element must hold all that a branch asks for.
 * Differs from AWS: what an `$or` above the array asks of it may be of another element.
 */
function branchPasses(branch: Branch, value: unknown): boolean {
  if (!Array.isArray(value)) return passes(branch, isObject(value) ? value : NOTHING);
  return branch.absent
    ? branch.ways().some((way) => wayPasses(way, value))
    : value.some((item) => branchPasses(branch, item));
}

const NOTHING: Json = Object.freeze(Object.create(null));

/**
 * Fields are tried in the order of their names, and one of an element is what the later ones are
 * asked of. Until then a field is absent when no element has it.
 * https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/ACFinder.java
 */
function wayPasses({ branch, leaves }: Way, array: readonly unknown[]): boolean {
  const first = leaves.find(({ path }) => valuesAt(array, path).length > 0);
  if (first === undefined) return passes(branch, NOTHING);
  return array.some(
    (item) =>
      valuesAt(item, first.path).some((one) => first.listed.some(({ test }) => test(one))) &&
      branchPasses(branch, item),
  );
}

function leafPasses(leaf: Leaf, value: unknown): boolean {
  const values = scalarsOf(value);
  if (values.length === 0) return leaf.listed.some(({ absent }) => absent === true);
  return values.some((one) => leaf.listed.some(({ test }) => test(one)));
}

/** The values of a field; an object is none, and an array has those of its elements. */
function scalarsOf(value: unknown): readonly Scalar[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(scalarsOf);
  return isObject(value) ? [] : [value as Scalar];
}

/** The scalar values an event holds at a path, those within arrays among them. */
export function valuesAt(event: unknown, path: readonly string[], from = 0): readonly Scalar[] {
  if (from === path.length) return scalarsOf(event);
  if (Array.isArray(event)) return event.flatMap((item) => valuesAt(item, path, from));
  if (!isObject(event)) return [];
  let name = path[from]!;
  let found = Object.hasOwn(event, name) ? valuesAt(event[name], path, from + 1) : [];
  // A name of the event may be several steps.
  for (let to = from + 1; to < path.length; to++) {
    name += `.${path[to]}`;
    if (Object.hasOwn(event, name)) found = [...found, ...valuesAt(event[name], path, to + 1)];
  }
  return found;
}

/** An object with some of its names, which have dots, taken apart into their steps. */
function stepByStep(object: Json, names: readonly string[]): Json {
  const out = Object.assign(Object.create(null), object) as Record<string, unknown>;
  for (const name of names) {
    if (!Object.hasOwn(object, name)) continue;
    delete out[name];
    const [first, ...rest] = name.split(".");
    const value = rest.reduceRight<unknown>((below, step) => ({ [step]: below }), object[name]);
    out[first!] = Object.hasOwn(out, first!) ? both(out[first!], value) : value;
  }
  return out;
}

/** What holds the fields of two values. */
function both(a: unknown, b: unknown): unknown {
  if (!isObject(a) || !isObject(b)) return [a, b].flat();
  const out = Object.assign(Object.create(null), a) as Record<string, unknown>;
  for (const [name, value] of Object.entries(b))
    out[name] = Object.hasOwn(out, name) ? both(out[name], value) : value;
  return out;
}

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
