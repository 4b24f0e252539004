/** Pages of lists: a token is the name after which the next page begins. */
import { badRequest } from "./errors.ts";
import { LONGEST_PAGE, PAGE } from "./limits.ts";

/** Entries a page has. @throws Fault BadRequest. */
export function pageSize(limit: number | undefined): number {
  if (limit !== undefined && (limit < 0 || limit > LONGEST_PAGE))
    throw badRequest(`Limit must be between 0 and ${LONGEST_PAGE}.`);
  return limit || PAGE;
}

export const tokenOf = (name: string): string => Buffer.from(name).toString("base64url");

/** The name in a token; "" comes before every name. */
export const nameOf = (token: string | undefined): string =>
  token === undefined ? "" : Buffer.from(token, "base64url").toString();

/** A page of what is in the order of its names. */
export function pageOf<Row>(
  all: readonly Row[],
  name: (row: Row) => string,
  input: { readonly Limit?: number; readonly NextToken?: string },
): { readonly rows: readonly Row[]; readonly next: { readonly NextToken?: string } } {
  const size = pageSize(input.Limit);
  const after = nameOf(input.NextToken);
  const left = after === "" ? all : all.filter((row) => name(row) > after);
  const rows = left.slice(0, size);
  const last = rows.at(-1);
  return {
    rows,
    next: last === undefined || left.length <= size ? {} : { NextToken: tokenOf(name(last)) },
  };
}
