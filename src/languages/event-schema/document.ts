/** A schema's text as JSON: OpenAPI 3 or JSON Schema draft 4. */

export type SchemaType = "OpenApi3" | "JSONSchemaDraft4";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export const DRAFT4 = "http://json-schema.org/draft-04/schema#";

/** JSON that is nested deeper than this is not looked at. */
export const DEEPEST = 255;

/** Whether it is an object, which an array is not. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `Array.isArray` for arrays that nobody changes. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A member that is the object's own; `__proto__` and `constructor` are names like others. */
export function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Whether something is nested deeper than `levels`. */
export function isDeeper(value: Json, levels: number): boolean {
  // A list in place of calls: a text may be nested deeper than calls can be.
  let layer: Json[] = [value];
  for (let level = 0; level <= levels; level++) {
    layer = layer.flatMap((one) => (typeof one === "object" && one !== null ? inside(one) : []));
    if (layer.length === 0) return false;
  }
  return true;
}

const inside = (value: object): Json[] => Object.values(value) as Json[];

/** An object of entries; a name may be `__proto__`. */
export function objectOf(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries);
}
