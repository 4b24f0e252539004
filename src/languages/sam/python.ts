/**
 * The values of Python that show through in SAM's output: truth, `json.dumps`, `repr`, and the
 * dictionaries of Python 2.7, whose order is part of the ids of API deployments.
 *
 * SAM's ids carry hashes of printed definitions; a template that made an id once must make the same
 * one forever, so SAM still prints as its first version did.
 */
import { createHash } from "node:crypto";
import { type Json, isObject } from "./scope.ts";

/** Whether Python takes a value as true: not None, "", 0, an empty list or an empty map. */
export function truthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === "")
    return false;
  if (value instanceof Number) return value.valueOf() !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Dict27) return value.size > 0;
  if (value instanceof Text27) return value.text !== "";
  return !isObject(value) || Object.keys(value).length > 0;
}

/** Whether two values are equal: maps without order. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one instanceof Number || other instanceof Number) return Number(one) === Number(other);
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => same(item, other[index]))
    );
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  );
}

export interface DumpForm {
  readonly sortKeys?: boolean;
  /** Without spaces, as `separators=(",", ":")`. */
  readonly compact?: boolean;
}

/** The text of `json.dumps(value)`: spaces after separators, everything outside ASCII escaped. */
export function pythonDump(value: unknown, form: DumpForm = {}): string {
  const comma = form.compact ? "," : ", ";
  const colon = form.compact ? ":" : ": ";
  const print = (item: unknown): string => {
    if (item === null || item === undefined) return "null";
    if (typeof item === "number" || item instanceof Number) return pythonNumber(item, "json");
    if (typeof item === "string") return jsonText(item);
    if (item instanceof Text27) return jsonText(item.text);
    if (Array.isArray(item)) return `[${item.map(print).join(comma)}]`;
    if (typeof item !== "object") return JSON.stringify(item);
    const entries: [string, unknown][] =
      item instanceof Dict27 ? item.entries() : Object.entries(item);
    if (form.sortKeys) entries.sort(([a], [b]) => byCodePoint(a, b));
    return `{${entries.map(([key, inner]) => jsonText(key) + colon + print(inner)).join(comma)}}`;
  };
  return print(value);
}

/** Python's order of strings: by code point, not by UTF-16 unit. */
export function byCodePoint(one: string, other: string): number {
  const a = [...one];
  const b = [...other];
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = a[i]!.codePointAt(0)! - b[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function jsonText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

type Boxed = InstanceType<NumberConstructor>;

/** A boxed number is whole and was written with a fraction: in Python, a float. */
function pythonNumber(value: number | Boxed, as: "json" | "repr"): string {
  if (typeof value === "object") return `${pythonNumber(value.valueOf(), as)}.0`;
  if (Number.isNaN(value)) return as === "json" ? "NaN" : "nan";
  if (!Number.isFinite(value)) {
    const word = as === "json" ? "Infinity" : "inf";
    return value < 0 ? `-${word}` : word;
  }
  if (Number.isInteger(value))
    return Math.abs(value) < 1e21 ? BigInt(value).toString() : `${value}`;
  return String(value).replace(/e([+-])(\d)$/, "e$10$2");
}

/** The first hexadecimal digits of the hash that SAM's ids end in; empty for an empty value. */
export function idHash(data: unknown, length = 10): string {
  if (!truthy(data)) return "";
  const text =
    typeof data === "string" ? data : pythonDump(data, { sortKeys: true, compact: true });
  return createHash("sha1").update(text).digest("hex").slice(0, length);
}

/** `str(value)` of Python 3, in whose form some of SAM's error texts show values. */
export function pythonStr(value: unknown): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

/** `repr(value)`. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number" || value instanceof Number) return pythonNumber(value, "repr");
  if (typeof value === "string") return quoted(value);
  if (value instanceof Text27) return value.repr();
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (value instanceof Dict27) return value.repr();
  return `{${Object.entries(value as Json)
    .map(([key, inner]) => `${quoted(key)}: ${pythonRepr(inner)}`)
    .join(", ")}}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = [...text].map((char) => {
    if (char === "\\" || char === quote) return `\\${char}`;
    if (char === "\n") return "\\n";
    if (char === "\r") return "\\r";
    if (char === "\t") return "\\t";
    const code = char.codePointAt(0)!;
    return code < 32 || (code >= 127 && code < 161) ? hex("x", code, 2) : char;
  });
  return quote + inner.join("") + quote;
}

const hex = (letter: string, code: number, digits: number): string =>
  `\\${letter}${code.toString(16).padStart(digits, "0")}`;

/** A string of the template: Python 2.7 printed those with a `u` before the quotes. */
export class Text27 {
  constructor(readonly text: string) {}

  repr(): string {
    const escaped = [...this.text].map((char) => {
      const code = char.codePointAt(0)!;
      if (char === "\\") return "\\\\";
      if (char === "\n") return "\\n";
      if (char === "\r") return "\\r";
      if (char === "\t") return "\\t";
      if (code > 0xffff) return hex("U", code, 8);
      if (code > 0xff) return hex("u", code, 4);
      return code < 32 || code > 126 ? hex("x", code, 2) : char;
    });
    return `u${quoted(escaped.join("")).replaceAll("\\\\", "\\")}`;
  }

  toString(): string {
    return this.text;
  }
}

const SMALLEST = 8;
const WORD = (1n << 64n) - 1n;

/** Python 2.7's hash of a string, as an unsigned word. */
function hash27(text: string): bigint {
  const points = [...text].map((char) => BigInt(char.codePointAt(0)!));
  if (points.length === 0) return 0n;
  let hash = points[0]! << 7n;
  for (const point of points) hash = ((1000003n * hash) ^ point) & WORD;
  return (hash ^ BigInt(points.length)) & WORD;
}

const REMOVED = Symbol("removed");

/** The slots in which Python 2.7 keeps a dictionary's keys; their order is the dictionary's. */
class Slots {
  readonly #slots = new Map<number, string | typeof REMOVED>();
  #used = 0;
  #filled = 0;
  #mask = SMALLEST - 1;

  add(key: string): void {
    const before = this.#used;
    const at = this.#find(key);
    const there = this.#slots.get(at);
    if (there === undefined) {
      this.#used++;
      this.#filled++;
    } else if (there === REMOVED) this.#used++;
    this.#slots.set(at, key);
    if (this.#used > before && this.#filled * 3 >= (this.#mask + 1) * 2)
      this.#resize(this.#used * (this.#used > 50_000 ? 2 : 4));
  }

  remove(key: string): void {
    const at = this.#find(key);
    const there = this.#slots.get(at);
    if (there === undefined || there === REMOVED) return;
    this.#slots.set(at, REMOVED);
    this.#used--;
  }

  /** As `dict.update` makes room before it adds. */
  reserve(count: number): void {
    if (count > 0 && (this.#filled + count) * 3 >= (this.#mask + 1) * 2)
      this.#resize((this.#used + count) * 2);
  }

  keys(): string[] {
    return [...this.#slots]
      .sort(([a], [b]) => a - b)
      .flatMap(([, key]) => (key === REMOVED ? [] : [key as string]));
  }

  #resize(request: number): void {
    let size = SMALLEST;
    while (size <= request) size *= 2;
    const keys = this.keys();
    this.#mask = size - 1;
    this.#slots.clear();
    this.#used = 0;
    this.#filled = 0;
    for (const key of keys) this.add(key);
  }

  #find(key: string): number {
    const hash = hash27(key);
    const mask = BigInt(this.#mask);
    let walker = hash & mask;
    let at = Number(walker);
    let free: number | undefined;
    let perturb = hash;
    for (;;) {
      const there = this.#slots.get(at);
      if (there === undefined) return free ?? at;
      if (there === key) return at;
      if (there === REMOVED) free ??= at;
      walker = walker * 5n + perturb + 1n;
      at = Number(walker & mask);
      perturb >>= 5n;
    }
  }
}

/** A dictionary that keeps Python 2.7's order of keys. */
export class Dict27 {
  readonly #values = new Map<string, { key: string | Text27; value: unknown }>();
  #slots = new Slots();

  constructor(entries: Iterable<readonly [string | Text27, unknown]> = []) {
    const all = [...entries];
    this.#slots.reserve(all.length);
    for (const [key, value] of all) this.set(key, value);
  }

  get size(): number {
    return this.#values.size;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get(key: string): unknown {
    return this.#values.get(key)?.value;
  }

  set(key: string | Text27, value: unknown): void {
    const text = String(key);
    const there = this.#values.get(text);
    if (there === undefined) this.#values.set(text, { key, value });
    else there.value = value;
    this.#slots.add(text);
  }

  delete(key: string): void {
    this.#values.delete(key);
    this.#slots.remove(key);
  }

  keys(): string[] {
    return this.#slots.keys();
  }

  entries(): [string, unknown][] {
    return this.keys().map((key) => [key, this.get(key)]);
  }

  /** Its entries with the keys as they were given. */
  given(): [string | Text27, unknown][] {
    return this.keys().map((name) => {
      const { key, value } = this.#values.get(name)!;
      return [key, value];
    });
  }

  repr(): string {
    return `{${this.keys()
      .map((key) => {
        const entry = this.#values.get(key)!;
        return `${pythonRepr(entry.key)}: ${pythonRepr(entry.value)}`;
      })
      .join(", ")}}`;
  }
}

/** A part of the template as Python 2.7 held it. */
export function toPython27(value: unknown): unknown {
  if (typeof value === "string") return new Text27(value);
  if (Array.isArray(value)) return value.map(toPython27);
  if (!isObject(value)) return value;
  const out = new Dict27();
  for (const [key, inner] of Object.entries(value)) out.set(new Text27(key), toPython27(inner));
  return out;
}

/** The plain value of one with Python 2.7's strings and dictionaries in it. */
export function fromPython27(value: unknown): unknown {
  if (value instanceof Text27) return value.text;
  if (value instanceof Dict27)
    return Object.fromEntries(value.entries().map(([key, inner]) => [key, fromPython27(inner)]));
  if (Array.isArray(value)) return value.map(fromPython27);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, fromPython27(v)]));
}

/** The order in which Python 2.7 walks keys that were added one after the other. */
export function order27(keys: readonly string[]): string[] {
  return new Dict27(keys.map((key) => [key, undefined])).keys();
}

/** The name of a value's type. */
export function pythonType(value: unknown): string {
  if (value === null || value === undefined) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "boolean") return "bool";
  if (value instanceof Number) return "float";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return typeof value === "string" ? "str" : "dict";
}
