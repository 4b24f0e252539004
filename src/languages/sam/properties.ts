/**
 * The properties that a type of SAM resource or event may have, declared, and their check.
 * Each type declares its properties in AWS's order, in which they are checked.
 */
import { InvalidResource } from "./errors.ts";
import { isObject, type Json } from "./scope.ts";

/** What a value must be; `words` completes "Property 'X' should be a ...". */
export interface Check {
  readonly holds: (value: unknown) => boolean;
  readonly words?: string;
}

export interface Property {
  readonly required: boolean;
  readonly check: Check;
  /** Whether a map of one key, as intrinsic functions are, passes whatever the check. */
  readonly intrinsics: boolean;
}

export type Properties = Readonly<Record<string, Property>>;

export const ANY: Check = { holds: () => true };
export const STRING: Check = { holds: (value) => typeof value === "string", words: "string" };
export const MAP: Check = { holds: isObject, words: "map" };
export const LIST: Check = { holds: (value) => Array.isArray(value) };
export const BOOLEAN: Check = { holds: (value) => typeof value === "boolean" };
/** Python takes booleans for integers. */
export const INTEGER: Check = {
  holds: (value) => Number.isInteger(value) || typeof value === "boolean",
};

export const oneOf = (...checks: Check[]): Check => ({
  holds: (value) => checks.some((check) => check.holds(value)),
});
export const listOf = (item: Check): Check => ({
  holds: (value) => Array.isArray(value) && value.every((one) => item.holds(one)),
});
/** A map whose keys are strings, as all of ours are. */
export const mapOf = (item: Check): Check => ({
  holds: (value) => isObject(value) && Object.values(value).every((one) => item.holds(one)),
});
export const oneOfTexts = (...texts: string[]): Check => ({
  holds: (value) => typeof value === "string" && texts.includes(value),
  words: enumeration(texts),
});

function enumeration(texts: readonly string[]): string {
  const quoted = texts.map((text) => `'${text}'`);
  if (quoted.length === 1) return `the string ${quoted[0]}`;
  if (quoted.length === 2) return `one of the strings: ${quoted.join(" or ")}`;
  return `one of the strings: ${quoted.slice(0, -1).join(", ")}, or ${quoted.at(-1)}`;
}

/** A checked property that may be given by an intrinsic function. */
export const property = (check: Check, required = false): Property => ({
  required,
  check,
  intrinsics: true,
});
/** A checked property that the transform must know the value of. */
export const known = (check: Check, required = false): Property => ({
  required,
  check,
  intrinsics: false,
});
/** A property that goes to CloudFormation as it is. */
export const passed = (required = false): Property => ({
  required,
  check: ANY,
  intrinsics: false,
});

/** Whether a value has the form of an intrinsic function, of whatever name. */
export const singleKey = (value: unknown): value is Json =>
  isObject(value) && Object.keys(value).length === 1;

/**
 * Refuses properties that the type does not have.
 * @throws InvalidResource
 */
export function checkNames(id: string, type: string, given: Json, declared: Properties): void {
  for (const name of Object.keys(given))
    if (!Object.hasOwn(declared, name))
      throw new InvalidResource(id, `property ${name} not defined for resource of type ${type}`);
}

/**
 * Checks given values against the declaration.
 * @throws InvalidResource
 */
export function checkValues(id: string, given: Json, declared: Properties): void {
  for (const [name, { required, check, intrinsics }] of Object.entries(declared)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (intrinsics && singleKey(value)) continue;
    if (value === undefined || value === null) {
      if (required) throw new InvalidResource(id, `Missing required property '${name}'.`);
    } else if (!check.holds(value))
      throw new InvalidResource(
        id,
        check.words === undefined
          ? `Type of property '${name}' is invalid.`
          : `Property '${name}' should be a ${check.words}.`,
      );
  }
}

export type Expected = "map" | "list" | "string" | "integer" | "boolean";

const EXPECTED: Readonly<Record<Expected, Check>> = {
  map: MAP,
  list: LIST,
  string: STRING,
  integer: INTEGER,
  boolean: BOOLEAN,
};

/**
 * Demands a type of a value inside a property, by its path.
 * @throws InvalidResource
 */
export function demand(id: string, path: string, value: unknown, expected: Expected): void {
  if (!EXPECTED[expected].holds(value))
    throw new InvalidResource(id, `Property '${path}' should be a ${expected}.`);
}

/** @throws InvalidResource where a value is missing. */
export function demandGiven(id: string, path: string, value: unknown): void {
  if (value === undefined || value === null)
    throw new InvalidResource(id, `Property '${path}' is required.`);
}

/** Whether a value is of a type. */
export const isA = (value: unknown, expected: Expected): boolean => EXPECTED[expected].holds(value);
