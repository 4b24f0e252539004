/**
 * JSON Schema draft 4 of an OpenAPI 3 document, as `ExportSchema` gives it: the event itself on
 * top, what it refers to under "definitions", names in alphabetical order.
 */
import {
  DRAFT4,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  objectOf,
} from "./document.ts";

const REFERENCE = "#/components/schemas/";

/** OpenAPI's keywords that draft 4 does not have. */
const OPENAPI_ONLY = new Set([
  "nullable",
  "discriminator",
  "readOnly",
  "writeOnly",
  "xml",
  "externalDocs",
  "example",
  "deprecated",
]);

/** @param document OpenAPI 3, as it was taken. */
export function draft4Of(document: JsonObject): JsonObject {
  const schemas = member(member(document, "components"), "schemas");
  const components = isObject(schemas) ? Object.entries(schemas) : [];
  const [root, schema] = components.find(([name]) => name === "AWSEvent") ??
    components[0] ?? ["", {}];
  const definitions = components.filter(([name]) => name !== root || isReferred(document, root));
  const title = member(member(document, "info"), "title");
  return {
    $schema: DRAFT4,
    ...(title === undefined ? {} : { title }),
    ...(definitions.length === 0
      ? {}
      : { definitions: sorted(definitions.map(([name, one]) => [name, converted(one)])) }),
    ...(converted(schema) as JsonObject),
  };
}

function isReferred(document: JsonObject, name: string): boolean {
  return JSON.stringify(document).includes(`"${REFERENCE}${name}"`);
}

/** A schema in draft 4's words. Names of properties are no keywords. */
function converted(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const reference = member(schema, "$ref");
  if (typeof reference === "string")
    return { $ref: reference.replace(REFERENCE, "#/definitions/") };
  const nullable = member(schema, "nullable") === true;
  const kept = Object.entries(schema).filter(([name]) => !OPENAPI_ONLY.has(name));
  return sorted(
    kept.map(([name, value]) => {
      if (name === "type" && nullable && typeof value === "string") return [name, [value, "null"]];
      if (name === "enum" && nullable && isArray(value) && !value.includes(null))
        return [name, [...value, null]];
      return [name, convertedKeyword(name, value)];
    }),
  );
}

function convertedKeyword(name: string, value: Json): Json {
  if (name === "properties" && isObject(value))
    return sorted(Object.entries(value).map(([key, one]) => [key, converted(one)]));
  if (["items", "not", "additionalProperties"].includes(name)) return converted(value);
  if (["allOf", "anyOf", "oneOf"].includes(name) && isArray(value)) return value.map(converted);
  return value;
}

const sorted = (entries: readonly (readonly [string, Json])[]): JsonObject =>
  objectOf([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
