/**
 * Event patterns: what an event must be like to match.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { type Field, type Located, readJson, Refused } from "./json.ts";
import { type Listed, listed, type Scalar } from "./operators.ts";

/** A pattern AWS refuses; the message is AWS's, without "Event pattern is not valid. Reason: ". */
export class InvalidEventPattern extends Error {}

export interface EventPattern {
  matches(event: unknown): boolean;
  /** Values of which the event must hold one at a path, whatever else it must; for an index. */
  readonly anchors: readonly Anchor[];
}

export interface Anchor {
  readonly path: readonly string[];
  readonly values: readonly Scalar[];
}

interface Leaf {
  readonly listed: readonly Listed[];
}
interface Branch {
  readonly fields: readonly (readonly [name: string, node: Node])[];
  /** Of each `$or`, one must match. */
  readonly either: readonly (readonly Branch[])[];
}
type Node = Leaf | Branch;

const PATTERN_BYTES = 65_536;
const DEEPEST = 32;
/** As many combinations as AWS makes of `$or`s: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or */
const COMBINATIONS = 1_000;
const SHOWN_CHARACTERS = 500;

/** @throws InvalidEventPattern */
export function compileEventPattern(text: string): EventPattern {
  try {
    if (Buffer.byteLength(text) > PATTERN_BYTES)
      throw new Refused("Event pattern is too large", text.length);
    const read = readJson(text);
    if (read.kind !== "object") throw new Refused("Filter is not an object", read.at);
    const size = { combinations: 1 };
    const root = branchOf(read, 1, size);
    return {
      matches: (event) => isObject(event) && passes(root, event),
      anchors: anchorsOf(root, []),
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new InvalidEventPattern(`${error.words}\n at ${placeOf(text, error.at)}`);
  }
}

/** As AWS's reader names a place: `[Source: (String)"..."; line: 1, column: 8]`. */
function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  const hidden = text.length - SHOWN_CHARACTERS;
  const shown =
    hidden <= 0 ? `"${text}"` : `"${text.slice(0, SHOWN_CHARACTERS)}"[truncated ${hidden} chars]`;
  return `[Source: (String)${shown}; line: ${before.length}, column: ${before.at(-1)!.length + 1}]`;
}

function branchOf(object: Located, depth: number, size: { combinations: number }): Branch {
  const given = object.value as readonly Field[];
  if (given.length === 0) throw new Refused("Empty objects are not allowed", object.at);
  if (depth > DEEPEST) throw new Refused("Event pattern is nested too deeply", object.at);
  // Of a key given twice the last counts, as it does in JSON.
  const fields = new Map<string, Node>();
  const either: Branch[][] = [];
  for (const field of given) {
    const { name, value } = field;
    if (name === "$or" && isAlternatives(value)) {
      const items = value.value as readonly Located[];
      size.combinations *= items.length;
      if (size.combinations > COMBINATIONS)
        throw new Refused("Rule is too complex - try using fewer $or combinations", value.at);
      either.push(items.map((item) => branchOf(item, depth + 1, size)));
    } else fields.set(name, nodeOf(field, depth, size));
  }
  return { fields: [...fields], either };
}

/** `$or` with at least two objects that are no operators is the relationship; else a field's name. */
function isAlternatives(value: Located): boolean {
  if (value.kind !== "array") return false;
  const items = value.value as readonly Located[];
  return (
    items.length >= 2 &&
    items.every(
      (item) =>
        item.kind === "object" &&
        (item.value as readonly Field[]).every(
          ({ name, value: held }) => !OPERATORS.has(name) || held.kind === "array",
        ) &&
        (item.value as readonly Field[]).length > 0,
    )
  );
}

const OPERATORS: ReadonlySet<string> = new Set([
  "exists",
  "anything-but",
  "numeric",
  "cidr",
  "prefix",
  "suffix",
  "equals-ignore-case",
  "wildcard",
]);

function nodeOf({ name, value }: Field, depth: number, size: { combinations: number }): Node {
  if (value.kind === "object") return branchOf(value, depth + 1, size);
  if (value.kind !== "array")
    throw new Refused(`"${name}" must be an object or an array`, value.at);
  const items = value.value as readonly Located[];
  if (items.length === 0) throw new Refused("Empty arrays are not allowed", value.at);
  return { listed: items.map(listed) };
}

function passes(branch: Branch, event: Readonly<Record<string, unknown>>): boolean {
  for (const [name, node] of branch.fields) {
    const value = Object.hasOwn(event, name) ? event[name] : undefined;
    if ("listed" in node ? !leafPasses(node, value) : !branchPasses(node, value)) return false;
  }
  return branch.either.every((branches) => branches.some((one) => passes(one, event)));
}

/** Of an array, one element must hold all that a branch asks for. */
function branchPasses(branch: Branch, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => branchPasses(branch, item));
  return passes(branch, isObject(value) ? value : NOTHING);
}

const NOTHING: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));

function leafPasses(leaf: Leaf, value: unknown): boolean {
  const values = scalarsOf(value);
  if (values.length === 0 && (value === undefined || Array.isArray(value)))
    return leaf.listed.some(({ absent }) => absent === true);
  return values.some((one) => leaf.listed.some(({ test }) => test(one)));
}

/** The values of a field; an object is none, and an array has those of its elements. */
function scalarsOf(value: unknown): readonly Scalar[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(scalarsOf);
  return isObject(value) ? [] : [value as Scalar];
}

function anchorsOf(branch: Branch, above: readonly string[]): Anchor[] {
  return branch.fields.flatMap(([name, node]) => {
    const path = [...above, name];
    if (!("listed" in node)) return anchorsOf(node, path);
    if (!node.listed.every((one) => one.exact !== undefined)) return [];
    return [{ path, values: node.listed.map((one) => one.exact as Scalar) }];
  });
}

/** The scalar values an event holds at a path, those within arrays among them. */
export function valuesAt(event: unknown, path: readonly string[], from = 0): readonly Scalar[] {
  if (from === path.length) return scalarsOf(event);
  if (Array.isArray(event)) return event.flatMap((item) => valuesAt(item, path, from));
  const name = path[from]!;
  if (!isObject(event) || !Object.hasOwn(event, name)) return [];
  return valuesAt(event[name], path, from + 1);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
