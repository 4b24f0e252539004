/**
 * Event patterns: what an event must be like to match.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { type Field, type Located, readJson, Refused } from "./json.ts";
import { listed, type Scalar } from "./operators.ts";
import { isObject, passes } from "./match.ts";
import { type Branch, type Draft, draft, draftAt, finished, type Leaf } from "./tree.ts";

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

const PATTERN_BYTES = 65_536;
const DEEPEST = 32;
const TOO_DEEP = "Event pattern is nested too deeply";
/** As many combinations as AWS makes of `$or`s: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or */
const COMBINATIONS = 1_000;
const SHOWN_CHARACTERS = 500;

/** @throws InvalidEventPattern */
export function compileEventPattern(text: string): EventPattern {
  try {
    if (Buffer.byteLength(text) > PATTERN_BYTES)
      throw new Refused("Event pattern is too large", text.length);
    const json = readJson(text);
    if (json.kind !== "object") throw new Refused("Filter is not an object", json.at);
    const root = finished(read(json, 1, { combinations: 1 }));
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

/** Reads an object into a branch, which may hold something already: of what is given twice the last counts. */
function read(
  object: Located,
  depth: number,
  size: { combinations: number },
  into: Draft = draft(),
): Draft {
  const fields = object.value as readonly Field[];
  if (fields.length === 0) throw new Refused("Empty objects are not allowed", object.at);
  if (depth > DEEPEST) throw new Refused(TOO_DEEP, object.at);
  for (const { name, value } of fields) {
    if (name === "$or" && isAlternatives(value)) {
      const items = value.value as readonly Located[];
      size.combinations *= items.length;
      if (size.combinations > COMBINATIONS)
        throw new Refused("Rule is too complex - try using fewer $or combinations", value.at);
      into.either.push(items.map((item) => read(item, depth + 1, size)));
      continue;
    }
    const steps = name.split(".");
    if (depth + steps.length - 1 > DEEPEST) throw new Refused(TOO_DEEP, value.at);
    if (value.kind === "object") read(value, depth + steps.length, size, draftAt(into, steps));
    else draftAt(into, steps.slice(0, -1)).leaves.set(steps.at(-1)!, leafOf(name, value));
  }
  return into;
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

function leafOf(name: string, value: Located): Leaf {
  if (value.kind !== "array")
    throw new Refused(`"${name}" must be an object or an array`, value.at);
  const items = value.value as readonly Located[];
  if (items.length === 0) throw new Refused("Empty arrays are not allowed", value.at);
  return { listed: items.map(listed) };
}

function anchorsOf(branch: Branch, above: readonly string[]): Anchor[] {
  const own = branch.leaves.flatMap(([step, leaf]) =>
    leaf.listed.every((one) => one.exact !== undefined)
      ? [{ path: [...above, step], values: leaf.listed.map((one) => one.exact as Scalar) }]
      : [],
  );
  return [...own, ...branch.below.flatMap(([step, below]) => anchorsOf(below, [...above, step]))];
}
