/** What a filter of jq makes of an input. */
import { brokenDown, epochOf, formatted } from "./time.ts";
import { type Filter, parseJq, UnsupportedJq } from "./parser.ts";
import { JqFailed, typeOf } from "./values.ts";

/** Compiles a filter. @throws InvalidJq, UnsupportedJq */
export function compileJq(text: string): (input: unknown) => unknown {
  const filter = parseJq(text);
  check(filter);
  return (input) => run(filter, input);
}

/** Functions that are not there are found before the first input comes. */
function check(filter: Filter): void {
  if (filter.kind === "call" && FUNCTIONS[filter.inputs.length]?.has(filter.name) !== true)
    throw new UnsupportedJq(`${filter.name}/${filter.inputs.length}`);
  for (const value of Object.values(filter)) visit(value);
}

function visit(value: unknown): void {
  if (Array.isArray(value)) for (const one of value) visit(one);
  else if (typeof value === "object" && value !== null && "kind" in value) check(value as Filter);
}

function run(filter: Filter, input: unknown): unknown {
  switch (filter.kind) {
    case "identity":
      return input;
    case "literal":
      return filter.value;
    case "pipe":
      return run(filter.then, run(filter.first, input));
    case "index":
      return index(run(filter.of, input), run(filter.at, input), filter.lenient);
    case "slice":
      return slice(filter, input);
    case "negate": {
      const value = run(filter.of, input);
      if (typeof value !== "number") throw new JqFailed(`${shown(value)} cannot be negated`);
      return -value;
    }
    case "binary":
      return binary(filter.by, filter.a, filter.b, input);
    case "object":
      return object(filter.pairs, input);
    case "array":
      return filter.of === undefined ? [] : [run(filter.of, input)];
    case "text":
      return filter.parts
        .map((part) => (typeof part === "string" ? part : asText(run(part, input))))
        .join("");
    case "if":
      return run(truthy(run(filter.test, input)) ? filter.then : filter.else, input);
    case "call": {
      const made = filter.inputs.map((one) => run(one, input));
      return FUNCTIONS[made.length]!.get(filter.name)!(input, ...made);
    }
  }
}

const truthy = (value: unknown): boolean => value !== false && typeOf(value) !== "null";
const shown = (value: unknown): string => `${typeOf(value)} (${JSON.stringify(value ?? null)})`;
const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? null);

function index(value: unknown, at: unknown, lenient: boolean): unknown {
  const type = typeOf(value);
  if (type === "null") return null;
  if (type === "object" && typeof at === "string")
    return Object.hasOwn(value as object, at) ? (value as Record<string, unknown>)[at] : null;
  if (type === "array" && typeof at === "number")
    return (value as unknown[]).at(Math.floor(at)) ?? null;
  if (lenient) return null;
  const named = typeof at === "string" ? `"${at}"` : typeOf(at);
  throw new JqFailed(`Cannot index ${type} with ${named}`);
}

function slice(filter: Filter & { kind: "slice" }, input: unknown): unknown {
  const value = run(filter.of, input);
  if (typeOf(value) === "null") return null;
  if (typeof value !== "string" && !Array.isArray(value))
    throw new JqFailed(`Cannot index ${typeOf(value)} with object`);
  const bound = (one: Filter | undefined) => {
    const given = one === undefined ? undefined : run(one, input);
    return typeof given === "number" ? Math.floor(given) : undefined;
  };
  return value.slice(bound(filter.from), bound(filter.to));
}

function object(pairs: readonly (readonly [Filter, Filter])[], input: unknown): unknown {
  const out: Record<string, unknown> = Object.create(null);
  for (const [key, value] of pairs) {
    const name = run(key, input);
    if (typeof name !== "string")
      throw new JqFailed(`Object keys must be strings, not ${shown(name)}`);
    out[name] = run(value, input);
  }
  return out;
}

function binary(by: string, a: Filter, b: Filter, input: unknown): unknown {
  if (by === "//") {
    let first: unknown;
    try {
      first = run(a, input);
    } catch (error) {
      if (!(error instanceof JqFailed)) throw error;
    }
    return truthy(first) ? first : run(b, input);
  }
  if (by === "and") return truthy(run(a, input)) && truthy(run(b, input));
  if (by === "or") return truthy(run(a, input)) || truthy(run(b, input));
  const [left, right] = [run(a, input), run(b, input)];
  switch (by) {
    case "==":
      return compare(left, right) === 0;
    case "!=":
      return compare(left, right) !== 0;
    case "<":
      return compare(left, right) < 0;
    case "<=":
      return compare(left, right) <= 0;
    case ">":
      return compare(left, right) > 0;
    case ">=":
      return compare(left, right) >= 0;
  }
  return arithmetic(by, left, right);
}

const ORDER = ["null", "boolean", "number", "string", "array", "object"];

/** jq's order among values of all types. */
function compare(a: unknown, b: unknown): number {
  const [left, right] = [typeOf(a), typeOf(b)];
  if (left !== right) return ORDER.indexOf(left) - ORDER.indexOf(right);
  if (left === "null") return 0;
  if (left === "array") {
    const [x, y] = [a as unknown[], b as unknown[]];
    for (let at = 0; at < Math.min(x.length, y.length); at++) {
      const found = compare(x[at], y[at]);
      if (found !== 0) return found;
    }
    return x.length - y.length;
  }
  if (left === "object") {
    const [x, y] = [sorted(a), sorted(b)];
    return (
      compare(
        x.map(([key]) => key),
        y.map(([key]) => key),
      ) ||
      compare(
        x.map(([, value]) => value),
        y.map(([, value]) => value),
      )
    );
  }
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}

const sorted = (value: unknown): [string, unknown][] =>
  Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));

function arithmetic(by: string, a: unknown, b: unknown): unknown {
  if (by === "+") {
    if (typeOf(a) === "null") return b;
    if (typeOf(b) === "null") return a;
    if (typeof a === "string" && typeof b === "string") return a + b;
    if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
    if (typeOf(a) === "object" && typeOf(b) === "object")
      return Object.assign(Object.create(null), a, b) as unknown;
  }
  if (by === "/" && typeof a === "string" && typeof b === "string") return a.split(b);
  if (typeof a === "number" && typeof b === "number") {
    if (by === "+") return a + b;
    if (by === "-") return a - b;
    if (by === "*") return a * b;
    if (b === 0 || (by === "%" && Math.trunc(b) === 0))
      throw new JqFailed(
        `${shown(a)} and ${shown(b)} cannot be divided because the divisor is zero`,
      );
    return by === "/" ? a / b : Math.trunc(a) % Math.trunc(b);
  }
  const verb = { "+": "added", "-": "subtracted", "*": "multiplied" }[by] ?? "divided";
  throw new JqFailed(`${shown(a)} and ${shown(b)} cannot be ${verb}`);
}

type Run = (input: unknown, ...inputs: unknown[]) => unknown;

const text = (value: unknown, name: string): string => {
  if (typeof value !== "string")
    throw new JqFailed(`${shown(value)}: ${name} input must be a string`);
  return value;
};
const number = (value: unknown): number => {
  if (typeof value !== "number") throw new JqFailed(`${shown(value)} number required`);
  return value;
};

const list = (value: unknown): unknown[] => {
  if (!Array.isArray(value)) throw new JqFailed(`Cannot iterate over ${shown(value)}`);
  return value;
};
const structure = (value: unknown): object => {
  if (typeOf(value) !== "object") throw new JqFailed(`${shown(value)} has no keys`);
  return value as object;
};

function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "" || !Number.isFinite(Number(value)))
    throw new JqFailed(`${shown(value)} cannot be parsed as a number`);
  return Number(value);
}

function length(value: unknown): number {
  if (typeof value === "string") return [...value].length;
  if (typeof value === "number") return Math.abs(value);
  if (typeof value === "boolean") throw new JqFailed(`${shown(value)} has no length`);
  return Object.keys(value ?? {}).length;
}

function parse(value: unknown): unknown {
  try {
    return JSON.parse(text(value, "fromjson")) as unknown;
  } catch (error) {
    if (error instanceof JqFailed) throw error;
    throw new JqFailed(`${shown(value)} cannot be parsed as JSON`);
  }
}

const WITHOUT_INPUT: Readonly<Record<string, Run>> = {
  tostring: asText,
  tonumber: toNumber,
  tojson: (value) => JSON.stringify(value ?? null),
  fromjson: parse,
  length,
  type: typeOf,
  not: (value) => !truthy(value),
  keys: (value) =>
    Array.isArray(value) ? [...value.keys()] : sorted(structure(value)).map(([key]) => key),
  first: (value) => index(value, 0, false),
  last: (value) => index(value, -1, false),
  add: (value) => list(value).reduce((sum, one) => arithmetic("+", sum, one), null),
  ascii_downcase: (value) => text(value, "ascii_downcase").replace(/[A-Z]/g, lower),
  ascii_upcase: (value) => text(value, "ascii_upcase").replace(/[a-z]/g, upper),
  floor: (value) => Math.floor(number(value)),
  ceil: (value) => Math.ceil(number(value)),
  round: (value) => Math.round(number(value)),
  fabs: (value) => Math.abs(number(value)),
  gmtime: (value) => brokenDown(number(value)),
  mktime: epochOf,
  todate: (value) => formatted(value, "%Y-%m-%dT%H:%M:%SZ"),
  todateiso8601: (value) => formatted(value, "%Y-%m-%dT%H:%M:%SZ"),
  fromdate: dateIn,
  fromdateiso8601: dateIn,
};

const lower = (letter: string): string => letter.toLowerCase();
const upper = (letter: string): string => letter.toUpperCase();

function dateIn(value: unknown): number {
  const given = text(value, "fromdate");
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(at))
    throw new JqFailed(`date "${given}" does not match format "%Y-%m-%dT%H:%M:%SZ"`);
  return at / 1_000;
}

const WITH_ONE: Readonly<Record<string, Run>> = {
  strftime: (value, format) => formatted(value, text(format, "strftime/1")),
  split: (value, by) => text(value, "split").split(text(by, "split")),
  join: (value, by) =>
    list(value)
      .map((one) => (typeOf(one) === "null" ? "" : asText(one)))
      .join(text(by, "join")),
  startswith: (value, head) => text(value, "startswith()").startsWith(text(head, "startswith()")),
  endswith: (value, tail) => text(value, "endswith()").endsWith(text(tail, "endswith()")),
  ltrimstr: (value, head) =>
    typeof value === "string" && typeof head === "string" && value.startsWith(head)
      ? value.slice(head.length)
      : value,
  rtrimstr: (value, tail) =>
    typeof value === "string" && typeof tail === "string" && tail && value.endsWith(tail)
      ? value.slice(0, -tail.length)
      : value,
  has: (value, key) =>
    Array.isArray(value)
      ? typeof key === "number" && key >= 0 && key < value.length
      : typeOf(value) === "object" && Object.hasOwn(value as object, String(key)),
};

/** Functions by how many arguments they take. */
const FUNCTIONS: readonly ReadonlyMap<string, Run>[] = [
  new Map(Object.entries(WITHOUT_INPUT)),
  new Map(Object.entries(WITH_ONE)),
];
