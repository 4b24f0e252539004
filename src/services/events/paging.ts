/** Pages of lists: a token is the name after which the next page begins. */
import { keyIn, pageOf as pageOfKeys, tokenOf } from "#kernel/pages";
import { PAGE } from "./limits.ts";

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly token?: string;
}

/** @param limit As the caller asked, at most `PAGE`. */
export function pageOf<Row>(
  all: readonly Row[],
  nameOf: (row: Row) => string,
  token: string | undefined,
  limit = PAGE,
): Page<Row> {
  const { rows, next } = pageOfKeys(all, nameOf, keyIn(token), Math.min(limit, PAGE));
  return { rows, ...(next === undefined ? {} : { token: tokenOf(next) }) };
}
