/**
 * Whether a text is a schema: a document of OpenAPI 3, or one that draft 4's own schema allows.
 * https://json-schema.org/draft-04/schema
 */
import {
  DEEPEST,
  isArray,
  isDeeper,
  isObject,
  type Json,
  type JsonObject,
  member,
  type SchemaType,
} from "./document.ts";

/** What is wrong, in a sentence. */
export class MalformedSchema extends Error {}

/** @throws MalformedSchema */
export function readSchema(text: string, type: SchemaType): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new MalformedSchema("it is no JSON.");
  }
  if (!isObject(value)) throw new MalformedSchema("it is no JSON object.");
  if (isDeeper(value, DEEPEST)) throw new MalformedSchema("it is nested too deeply.");
  if (type === "OpenApi3") checkOpenApi(value);
  else checkSchema(value, "#", type);
  return value;
}

function checkOpenApi(document: JsonObject): void {
  const version = member(document, "openapi");
  if (typeof version !== "string" || !/^3\.\d+\.\d+/.test(version))
    throw new MalformedSchema('"openapi" must be a version 3.x.x.');
  const info = need(document, "info", "#");
  for (const name of ["title", "version"])
    if (typeof member(info, name) !== "string")
      throw new MalformedSchema(`"${name}" of #/info must be a string.`);
  need(document, "paths", "#");
  if (member(document, "components") === undefined) return;
  const components = need(document, "components", "#");
  if (member(components, "schemas") === undefined) return;
  checkAll(need(components, "schemas", "#/components"), "#/components/schemas", "OpenApi3");
}

function need(value: JsonObject, name: string, place: string): JsonObject {
  const found = member(value, name);
  if (!isObject(found)) throw new MalformedSchema(`"${name}" of ${place} must be an object.`);
  return found;
}

type Kind = "schema" | "schemas" | "list" | "either" | "texts" | "object";

/** Keywords and what they hold. */
const KEYWORDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["properties", "schemas"],
  ["patternProperties", "schemas"],
  ["definitions", "schemas"],
  ["items", "either"],
  ["additionalItems", "either"],
  ["additionalProperties", "either"],
  ["not", "schema"],
  ["allOf", "list"],
  ["anyOf", "list"],
  ["oneOf", "list"],
  ["required", "texts"],
  ["dependencies", "object"],
]);

const TEXTS = ["id", "$schema", "title", "description", "pattern", "format", "$ref"];
const COUNTS = ["maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"];
const NUMBERS = ["maximum", "minimum", "multipleOf"];
const SWITCHES = ["exclusiveMaximum", "exclusiveMinimum", "uniqueItems", "nullable"];
const TYPES = new Set(["array", "boolean", "integer", "null", "number", "object", "string"]);

function checkAll(schemas: JsonObject, place: string, type: SchemaType): void {
  for (const [name, schema] of Object.entries(schemas)) {
    if (!isObject(schema)) throw new MalformedSchema(`${place}/${name} must be an object.`);
    checkSchema(schema, `${place}/${name}`, type);
  }
}

function checkSchema(schema: JsonObject, place: string, type: SchemaType): void {
  const wrong = (name: string, what: string) =>
    new MalformedSchema(`"${name}" of ${place} must be ${what}.`);
  const given = (names: readonly string[], holds: (value: Json) => boolean, what: string): void => {
    for (const name of names) {
      const value = member(schema, name);
      if (value !== undefined && !holds(value)) throw wrong(name, what);
    }
  };
  given(TEXTS, (value) => typeof value === "string", "a string");
  given(COUNTS, (value) => Number.isInteger(value) && (value as number) >= 0, "a whole number");
  given(NUMBERS, (value) => typeof value === "number", "a number");
  given(SWITCHES, (value) => typeof value === "boolean", "true or false");
  given(["enum"], (value) => isArray(value) && value.length > 0, "an array that is not empty");
  given(["type"], (value) => isType(value, type), "the name of a type");
  for (const [name, kind] of KEYWORDS) {
    const value = member(schema, name);
    if (value !== undefined) checkKeyword(kind, value, `${place}/${name}`, type);
  }
}

function isType(value: Json, type: SchemaType): boolean {
  if (typeof value === "string") return TYPES.has(value);
  return (
    type === "JSONSchemaDraft4" &&
    isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === "string" && TYPES.has(one))
  );
}

function checkKeyword(kind: Kind, value: Json, place: string, type: SchemaType): void {
  const wrong = (what: string) => new MalformedSchema(`${place} must be ${what}.`);
  if (kind === "texts") {
    if (!isArray(value) || !value.every((one) => typeof one === "string"))
      throw wrong("an array of strings");
    if (value.length === 0 || new Set(value).size < value.length)
      throw wrong("an array of different names, one at least");
    return;
  }
  if (kind === "list" || (kind === "either" && isArray(value))) {
    if (!isArray(value) || value.length === 0) throw wrong("an array that is not empty");
    for (const [i, one] of value.entries()) checkKeyword("schema", one, `${place}/${i}`, type);
    return;
  }
  if (kind === "either" && typeof value === "boolean") return;
  if (!isObject(value)) throw wrong("an object");
  if (kind === "schemas") checkAll(value, place, type);
  else if (kind !== "object") checkSchema(value, place, type);
}
