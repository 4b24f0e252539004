/** Pages of lists: each says after which key the next one begins. */
import type { Awaitable } from "#base/awaitable";
import type { BoundTable, ListOptions } from "#store/contract";

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The key after which the next page begins; undefined of the last page. */
  readonly next: string | undefined;
}

/** A key as a token that means nothing to a caller, and back. */
export const tokenOf = (key: string): string => Buffer.from(key).toString("base64url");
export const keyIn = (token: string | undefined): string | undefined =>
  token === undefined ? undefined : Buffer.from(token, "base64url").toString();

/**
 * A page of a list in the order of its keys.
 * @param keyOf What the list is ordered by, unique in it.
 * @param after The key after which the page begins; undefined for the first page.
 */
export function pageOf<Row>(
  all: readonly Row[],
  keyOf: (row: Row) => string,
  after: string | undefined,
  limit: number,
): Page<Row> {
  const left = after === undefined ? all : all.filter((row) => keyOf(row) > after);
  return cut(left, keyOf, limit);
}

export interface Reading<Row> {
  /** The column of texts that the page is ordered by, unique among the rows `where` leaves. */
  readonly column: keyof Row & string;
  /** The key after which the page begins; undefined for the first page. */
  readonly after: string | undefined;
  readonly limit: number;
  readonly where?: Partial<Row>;
  /** What the column's texts begin with. */
  readonly prefix?: string | undefined;
  readonly descending?: boolean;
  /** Rows that fail it are left out, and others read in their place. */
  readonly keep?: (row: Row) => Awaitable<boolean>;
}

/** A page of a table's rows; no more of them are read than it takes to fill it. */
export async function readPage<Row>(
  table: BoundTable<Row>,
  { column, after, limit, where, prefix = "", descending = false, keep }: Reading<Row>,
): Promise<Page<Row>> {
  const keyOf = (row: Row) => row[column] as string;
  const rows: Row[] = [];
  let last = after;
  for (;;) {
    const found = await table.list({
      ...(where === undefined ? {} : { where }),
      range: { column, ...spanOf(prefix, last, descending) } as ListOptions<Row>["range"],
      order: [column],
      descending,
      limit: limit + 1,
    } as ListOptions<Row>);
    for (const row of found) if (keep === undefined || (await keep(row))) rows.push(row);
    if (rows.length > limit || found.length <= limit) return cut(rows, keyOf, limit);
    last = keyOf(found.at(-1)!);
  }
}

function spanOf(prefix: string, last: string | undefined, descending: boolean) {
  const end = prefix === "" ? {} : { to: `${prefix}\uffff` };
  if (last === undefined) return { from: prefix, ...end };
  return descending ? { from: prefix, to: last } : { after: last, ...end };
}

function cut<Row>(rows: readonly Row[], keyOf: (row: Row) => string, limit: number): Page<Row> {
  if (rows.length <= limit) return { rows, next: undefined };
  const page = rows.slice(0, limit);
  return { rows: page, next: keyOf(page.at(-1)!) };
}
