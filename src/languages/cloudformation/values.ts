/** Small readings of untyped template values, and the error they are refused with. */

/** A template or its parameters are not acceptable: AWS's ValidationError, in its words. */
export class TemplateError extends Error {}

export type Json = unknown;
export type JsonObject = Readonly<Record<string, Json>>;

export const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object whose keys come from a user. */
export const bare = (): Record<string, Json> => Object.create(null) as Record<string, Json>;

export const isScalar = (value: Json): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** A value as text: objects here have no prototype, and so no text of their own. */
export const textOf = (value: Json): string =>
  isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);

/** `{ "Fn::X": argument }` as its name and argument; undefined for anything else. */
export function callOf(value: Json): readonly [name: string, argument: Json] | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length !== 1) return undefined;
  const name = keys[0]!;
  if (name === "Ref" || name === "Condition" || name.startsWith("Fn::")) return [name, value[name]];
  return undefined;
}

/** JSON with sorted keys, so that two values are equal when their texts are. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? "null";
  const parts = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${parts.join(",")}}`;
}

/** Whether two property values are the same to CloudFormation: "1" and 1 are, as are "true" and true. */
export function same(a: Json, b: Json): boolean {
  if (isScalar(a) && isScalar(b)) return String(a) === String(b);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => same(item, b[at]));
  if (!isObject(a) || !isObject(b)) return a === b || (a == null && b == null);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) if (!same(a[key], b[key])) return false;
  return true;
}
