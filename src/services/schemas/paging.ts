/** Pages of lists: a token is the name after which the next page begins. */
import { keyIn, pageOf as pageOfKeys, tokenOf } from "#kernel/pages";
import { badRequest } from "./errors.ts";
import { LONGEST_PAGE, PAGE } from "./limits.ts";

/** Entries a page has. @throws Fault BadRequest. */
export function pageSize(limit: number | undefined): number {
  if (limit !== undefined && (limit < 0 || limit > LONGEST_PAGE))
    throw badRequest(`Limit must be between 0 and ${LONGEST_PAGE}.`);
  return limit || PAGE;
}

/** A page of what is in the order of its names. */
export function pageOf<Row>(
  all: readonly Row[],
  name: (row: Row) => string,
  input: { readonly Limit?: number; readonly NextToken?: string },
): { readonly rows: readonly Row[]; readonly next: { readonly NextToken?: string } } {
  const page = pageOfKeys(all, name, keyIn(input.NextToken), pageSize(input.Limit));
  return {
    rows: page.rows,
    next: page.next === undefined ? {} : { NextToken: tokenOf(page.next) },
  };
}
