/** What jq's values are, and that a filter could not be applied to one. */

/** The filter cannot be applied to the input; the message is jq's. */
export class JqFailed extends Error {}

/** jq's name of a value's type. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
