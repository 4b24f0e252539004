/**
 * The forms of values inside properties, for the types whose properties AWS checks to the bottom
 * and of which it tells all that is wrong at once.
 */
import { InvalidResource } from "./errors.ts";
import type { Given } from "./resource.ts";
import { isObject, type Json } from "./scope.ts";

/** Tells what is wrong with a value at a path; what is missing is told by the map it is missing in. */
type Form = (path: string, value: unknown) => string[];

const says = (path: string, words: string): string[] => [`Property '${path}' ${words}`];

/** Intrinsic functions are maps, and an empty list passes for an empty map. */
const mayBeFunction = (value: unknown): boolean =>
  isObject(value) || (Array.isArray(value) && value.length === 0);

/** A text, or an intrinsic function as in what follows. Numbers are taken for texts. */
export const text: Form = (path, value) =>
  mayBeFunction(value) || !Array.isArray(value) ? [] : says(path, "value is not a valid dict.");

export const whole: Form = (path, value) =>
  mayBeFunction(value) || isWhole(value) ? [] : says(path, "value must be dictionary or integer.");

const isWhole = (value: unknown): boolean =>
  typeof value === "number" ||
  typeof value === "boolean" ||
  value instanceof Number ||
  (typeof value === "string" && /^\s*[-+]?\d+\s*$/.test(value));

const TRUTHS = /^(true|false|on|off|yes|no|t|f|y|n|0|1)$/i;

/** No function here: whether it holds is wanted now. */
export const truth: Form = (path, value) =>
  ["string", "number", "boolean"].includes(typeof value) && TRUTHS.test(String(value))
    ? []
    : says(path, "value could not be parsed to a boolean.");

export const oneOfWords =
  (...words: string[]): Form =>
  (path, value) =>
    mayBeFunction(value) || (typeof value === "string" && words.includes(value))
      ? []
      : says(path, "value is not a valid dict.");

export const listOf =
  (item: Form): Form =>
  (path, value) =>
    Array.isArray(value)
      ? value.flatMap((one, at) =>
          one === null ? says(`${path}.${at}`, NO_NULL) : item(`${path}.${at}`, one),
        )
      : says(path, "value is not a valid list.");

const NO_NULL = "none is not an allowed value.";

/** A map of these members and no others. */
export const mapOf =
  (members: Readonly<Record<string, Form>>, required: readonly string[] = []): Form =>
  (path, value) => {
    if (!isObject(value)) return says(path, "value is not a valid dict.");
    const inside = Object.entries(members).flatMap(([name, form]) => {
      const at = `${path}.${name}`;
      const one = value[name];
      if (one !== undefined && one !== null) return form(at, one);
      if (!required.includes(name)) return [];
      return says(at, one === null ? NO_NULL : "is required.");
    });
    const others = Object.keys(value).filter((name) => !Object.hasOwn(members, name));
    return [
      ...inside,
      ...others.flatMap((name) => says(`${path}.${name}`, "is an invalid property.")),
    ];
  };

/** @throws InvalidResource with all that is wrong, in the order of the forms. */
export function checkForms(
  { id, properties }: Pick<Given, "id"> & { readonly properties: Json },
  forms: Readonly<Record<string, Form>>,
): void {
  const wrong = Object.entries(forms).flatMap(([name, form]) => {
    const value = properties[name];
    return value === undefined || value === null ? [] : form(name, value);
  });
  if (wrong.length > 0) throw new InvalidResource(id, wrong.join(" "));
}
