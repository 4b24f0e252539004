/**
 * Where a resource is no longer as its template has it. Only properties that the template gives are
 * compared, as AWS does; texts and the numbers and truth values they stand for are the same.
 */
import { isObject, type Json, type JsonObject } from "./values.ts";

export interface PropertyDifference {
  /** A JSON pointer, e.g. "/RedrivePolicy/maxReceiveCount". */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
  readonly type: "ADD" | "REMOVE" | "NOT_EQUAL";
}

/** @param actual What is known of the resource now; a property that is not in it is not judged. */
export function differences(expected: JsonObject, actual: JsonObject): PropertyDifference[] {
  const out: PropertyDifference[] = [];
  for (const [name, value] of Object.entries(expected))
    if (Object.hasOwn(actual, name)) compare(`/${escaped(name)}`, value, actual[name], out);
  return out;
}

function compare(path: string, expected: Json, actual: Json, out: PropertyDifference[]): void {
  if (shown(expected) === shown(actual)) return;
  if (actual === undefined || actual === null)
    return void out.push({ path, expected: shown(expected), actual: "null", type: "REMOVE" });
  if (isObject(expected) && isObject(actual)) {
    for (const [name, value] of Object.entries(expected))
      compare(`${path}/${escaped(name)}`, value, actual[name], out);
    for (const [name, value] of Object.entries(actual))
      if (!Object.hasOwn(expected, name) && value !== undefined && value !== null)
        out.push({
          path: `${path}/${escaped(name)}`,
          expected: "null",
          actual: shown(value),
          type: "ADD",
        });
    return;
  }
  if (Array.isArray(expected) && Array.isArray(actual)) return lists(path, expected, actual, out);
  out.push({ path, expected: shown(expected), actual: shown(actual), type: "NOT_EQUAL" });
}

/** Services give lists back in an order of their own. */
function lists(path: string, expected: Json[], actual: Json[], out: PropertyDifference[]): void {
  const left = actual.map(shown);
  expected.forEach((item, index) => {
    const at = left.indexOf(shown(item));
    if (at >= 0) left.splice(at, 1);
    else
      out.push({ path: `${path}/${index}`, expected: shown(item), actual: "null", type: "REMOVE" });
  });
  left.forEach((item, index) => {
    const at = `${path}/${expected.length + index}`;
    out.push({ path: at, expected: "null", actual: item, type: "ADD" });
  });
}

const escaped = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** A value's text: the same for values that mean the same. */
function shown(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item) => quoted(item)).join(",")}]`;
  if (isObject(value)) {
    const members = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${quoted(item)}`).join(",")}}`;
  }
  return String(value);
}

const quoted = (value: Json): string =>
  isObject(value) || Array.isArray(value) ? shown(value) : JSON.stringify(String(value));
