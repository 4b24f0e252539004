/** Pages of lists: a token says after which item the next page begins. */
import { validationError } from "./errors.ts";

export function pageOf<T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
  keyOf: (item: T) => string,
): { page: readonly T[]; next: string | undefined } {
  let from = 0;
  if (token !== undefined) {
    const after = Buffer.from(token, "base64url").toString();
    from = items.findIndex((item) => keyOf(item) === after) + 1;
    if (from === 0) throw validationError("NextToken is not valid.");
  }
  const page = items.slice(from, from + size);
  const more = from + size < items.length;
  return { page, next: more ? Buffer.from(keyOf(page.at(-1)!)).toString("base64url") : undefined };
}
