/** Pages of lists: a token is the name after which the next page begins. */
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
  const after = token === undefined ? undefined : Buffer.from(token, "base64url").toString();
  const left = after === undefined ? all : all.filter((row) => nameOf(row) > after);
  const rows = left.slice(0, Math.min(limit, PAGE));
  if (left.length <= rows.length) return { rows };
  return { rows, token: Buffer.from(nameOf(rows.at(-1)!)).toString("base64url") };
}
