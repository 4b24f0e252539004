/** `x-amazon-apigateway-documentation`, as documents bring it. */
import type { DocumentationPart } from "#aws/generated/types/apigateway";
import { badRequest } from "../errors.ts";

type Json = Record<string, unknown>;

export type ReadPart = Required<Pick<DocumentationPart, "location" | "properties">>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The documentation parts of an OpenAPI document; properties as JSON texts. */
export function documentationIn(document: unknown): ReadPart[] {
  if (!isObject(document))
    throw badRequest("Unable to build importer with provided input. Is it empty?");
  const section = document["x-amazon-apigateway-documentation"];
  const parts = isObject(section) ? section["documentationParts"] : document["documentationParts"];
  if (!Array.isArray(parts)) return [];
  return parts.filter(isObject).map((part) => {
    if (!isObject(part["location"])) throw badRequest("Invalid documentation part location");
    const properties = part["properties"];
    return {
      location: part["location"] as unknown as ReadPart["location"],
      properties: typeof properties === "string" ? properties : JSON.stringify(properties ?? {}),
    };
  });
}
