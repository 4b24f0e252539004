/**
 * The values an API's definition is made of while the transform edits it. The ids of deployments
 * are hashes of the definition as Python 2.7 printed it, so maps are its dictionaries (`Dict27`)
 * and the template's own strings are its Unicode strings (`Text27`); what the transform adds may
 * be plain strings and, where AWS's own code makes a plain map, plain objects.
 */
import { InvalidTemplate, SamError } from "../errors.ts";
import { Dict27, fromPython27, pythonStr, same, Text27 } from "../python.ts";
import { isObject, type Json } from "../scope.ts";

export type DocMap = Dict27 | Json;

/** A dictionary in the order in which its keys were added, with strings of the template for keys. */
export class Ordered extends Dict27 {
  readonly #keys = new Set<string>();

  override set(key: string | Text27, value: unknown): void {
    this.#keys.add(String(key));
    super.set(key, value);
  }

  override delete(key: string): void {
    this.#keys.delete(key);
    super.delete(key);
  }

  override keys(): string[] {
    return [...this.#keys];
  }
}

export const isMap = (value: unknown): value is DocMap =>
  value instanceof Dict27 || (isObject(value) && !(value instanceof Text27));

export const has = (map: DocMap, key: string): boolean =>
  map instanceof Dict27 ? map.has(key) : Object.hasOwn(map, key);

export function at(map: DocMap, key: string): unknown {
  if (map instanceof Dict27) return map.get(key);
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

export function put(map: DocMap, key: string | Text27, value: unknown): void {
  if (map instanceof Dict27) map.set(key, value);
  else map[String(key)] = value;
}

export const keysOf = (map: DocMap): string[] =>
  map instanceof Dict27 ? map.keys() : Object.keys(map);

/** The entries with the keys as they were given. */
export const entriesOf = (map: DocMap): [string | Text27, unknown][] =>
  map instanceof Dict27 ? map.given() : Object.entries(map);

/** A dictionary of keys that the transform names, added one after the other. */
export const dict = (entries: Json = {}): Dict27 => {
  const out = new Dict27();
  for (const [key, value] of Object.entries(entries)) out.set(key, value);
  return out;
};

/** The text of a string of either kind; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  if (value instanceof Text27) return value.text;
  return typeof value === "string" ? value : undefined;
}

/** A deep copy; dictionaries get their keys anew, in their order. */
export function copied<T>(value: T): T {
  if (value instanceof Dict27) {
    const out = value instanceof Ordered ? new Ordered() : new Dict27();
    for (const [key, inner] of value.given()) out.set(key, copied(inner));
    return out as T;
  }
  if (value instanceof Text27) return value;
  if (Array.isArray(value)) return value.map(copied) as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)])) as T;
}

export const equal = (one: unknown, other: unknown): boolean =>
  same(fromPython27(one), fromPython27(other));

/** A document that no API can be made of fails the template as a whole. */
export const invalid = (words: string): SamError => new SamError([new InvalidTemplate(words)]);

/** Something other than a map stands where one must; `path` is where. */
export class NotAMap extends Error {
  constructor(path: string) {
    super(path === "" ? "It should be a map" : `The value of '${path}' should be a map`);
  }
}

/**
 * The value deep in a map; undefined where a step is missing.
 * @throws NotAMap
 */
export function deepGet(value: unknown, steps: readonly string[]): unknown {
  let inner = value;
  for (const [index, step] of steps.entries()) {
    if (inner === undefined || inner === null) return undefined;
    if (!isMap(inner)) throw new NotAMap(steps.slice(0, index).join("."));
    inner = at(inner, step);
  }
  return inner;
}

/** The `Fn::If` of AWS's own making, with nothing in the other case. */
export const ifElseNothing = (condition: unknown, value: unknown): Json => ({
  "Fn::If": [condition, value, { Ref: "AWS::NoValue" }],
});

const isNothing = (value: unknown): boolean =>
  isMap(value) && keysOf(value).length === 1 && textOf(at(value, "Ref")) === "AWS::NoValue";

/** Both cases of an `Fn::If`, without those that are nothing; else the value itself. */
export function cases(item: unknown): unknown[] {
  if (!isMap(item) || !has(item, "Fn::If")) return [item];
  const given = at(item, "Fn::If");
  if (!Array.isArray(given)) throw invalid("Value of Fn::If must be a list.");
  return given.slice(1).filter((one) => !isNothing(one));
}

/** Whether a version is one of OpenAPI 3. */
export const isOpenApi3 = (version: unknown): boolean =>
  /^3(\.\d)(\.\d)?$/.test(textOf(version) ?? pythonStr(version));
