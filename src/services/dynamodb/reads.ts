/** Pages of items, from a table or an index. */
import { meets } from "#languages/dynamodb-expression/evaluate";
import { project } from "#languages/dynamodb-expression/projection";
import type { Condition, Path } from "#languages/dynamodb-expression/syntax";
import { attribute, type Item } from "#languages/dynamodb-expression/value";
import { addIndexUsage, noUsage, projected, readUnits, type Usage } from "./domain/capacity.ts";
import { itemBytes, itemFromText } from "./domain/items.ts";
import { AFTER_ALL, BEFORE_ALL, indexPlaceOf, type Place, placeOf } from "./domain/keys.ts";
import { PAGE_BYTES } from "./limits.ts";
import type { Opened } from "./opened.ts";
import type { IndexDefinition } from "./tables.ts";

/** What of a table or index is read, and what of that is given. */
export interface Reading {
  readonly index: IndexDefinition | undefined;
  /** The hash key whose items are read, between two sort keys; without it all are, in the order of hashes. */
  readonly hash: Uint8Array | undefined;
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly forward: boolean;
  /** An item after which reading goes on. */
  readonly after: Item | undefined;
  /** Items to look at, at most. */
  readonly limit: number | undefined;
  readonly filter: Condition | undefined;
  /** Parts of items to give; all where nothing is said. */
  readonly paths: readonly Path[] | undefined;
  /** Give whole items although the index does not hold them: local indexes fetch them. */
  readonly fetch: boolean;
  readonly consistent: boolean;
}

export interface Page {
  readonly items: Item[];
  readonly scanned: number;
  /** The key of the last item looked at, where there may be more. */
  readonly last: Item | undefined;
  readonly usage: Usage;
}

interface Found {
  readonly item: string;
  readonly sizeBytes: number;
  readonly hash: Uint8Array;
  readonly sort: Uint8Array;
  readonly itemHash?: Uint8Array;
  readonly itemSort?: Uint8Array;
}

const CHUNK = 200;

/** Reads one page: until the limit, a megabyte, or the end. */
export async function readPage(opened: Opened, reading: Reading): Promise<Page> {
  const { definition } = opened.row;
  const { index, limit } = reading;
  const items: Item[] = [];
  let cursor = startOf(opened, reading);
  let scanned = 0;
  let bytes = 0;
  let fetchedUnits = 0;
  let last: Item | undefined;
  outer: for (;;) {
    const chunk = Math.min(CHUNK, limit === undefined ? CHUNK : limit - scanned);
    const rows = await readChunk(opened, reading, cursor, chunk);
    for (const row of rows) {
      const whole = itemFromText(row.item);
      const held = index === undefined ? whole : projected(index, definition, whole)!;
      bytes += held === whole ? Number(row.sizeBytes) : itemBytes(held);
      scanned++;
      const visible = reading.fetch ? whole : held;
      if (reading.filter === undefined || meets(reading.filter, visible))
        items.push(reading.paths === undefined ? visible : project(visible, reading.paths));
      if (reading.fetch && held !== whole)
        fetchedUnits += readUnits(Number(row.sizeBytes), reading.consistent);
      if (bytes >= PAGE_BYTES || scanned === limit) {
        last = positionOf(opened, index, whole);
        break outer;
      }
    }
    const end = rows[rows.length - 1];
    if (rows.length < chunk || end === undefined) break;
    cursor = end;
  }
  return { items, scanned, last, usage: usageOf(index, bytes, fetchedUnits, reading.consistent) };
}

function usageOf(
  index: IndexDefinition | undefined,
  bytes: number,
  fetchedUnits: number,
  consistent: boolean,
): Usage {
  const usage = noUsage();
  const units = readUnits(bytes, consistent);
  if (index === undefined) usage.table = units;
  else {
    addIndexUsage(usage, index, units);
    usage.table = fetchedUnits;
  }
  return usage;
}

/** The key attributes of the table and the index: where reading goes on. */
function positionOf(opened: Opened, index: IndexDefinition | undefined, item: Item): Item {
  const key: Item = Object.create(null);
  for (const schema of [index?.key, opened.row.definition.key]) {
    if (schema === undefined) continue;
    key[schema.hash.name] = attribute(item, schema.hash.name)!;
    if (schema.range !== undefined) key[schema.range.name] = attribute(item, schema.range.name)!;
  }
  return key;
}

type Cursor = Pick<Found, "hash" | "sort" | "itemHash" | "itemSort"> | undefined;

function startOf(opened: Opened, reading: Reading): Cursor {
  const { after, index } = reading;
  if (after === undefined) return undefined;
  const place = placeOf(opened.row.definition.key, after);
  if (index === undefined) return place;
  return { ...indexPlaceOf(index.key, after)!, itemHash: place.hash, itemSort: place.sort };
}

function readChunk(
  opened: Opened,
  reading: Reading,
  cursor: Cursor,
  limit: number,
): Promise<Found[]> | Found[] {
  return reading.index === undefined
    ? readItems(opened, reading, cursor, limit)
    : readEntries(opened, reading, reading.index, cursor, limit);
}

function readItems(
  opened: Opened,
  reading: Reading,
  cursor: Cursor,
  limit: number,
): Promise<Found[]> | Found[] {
  const { tx, row } = opened;
  const tableId = row.id;
  if (reading.hash === undefined) {
    // Hashes have four bytes and more, so that the segment's own start is before all of them.
    const from: Place = cursor ?? { hash: reading.from, sort: BEFORE_ALL };
    return tx.item.query<Found>("scan", {
      tableId,
      hash: from.hash,
      sort: from.sort,
      end: reading.to,
      limit,
    }) as Found[];
  }
  let { from, to } = reading;
  if (cursor !== undefined) {
    if (!reading.forward) to = least(to, cursor.sort);
    else from = greatest(from, after(cursor.sort));
  }
  const query = reading.forward ? "forward" : "backward";
  return tx.item.query<Found>(query, { tableId, hash: reading.hash, from, to, limit }) as Found[];
}

function after(sort: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(sort.length + 1);
  bytes.set(sort);
  return bytes;
}

const least = (a: Uint8Array, b: Uint8Array) => (Buffer.compare(a, b) < 0 ? a : b);
const greatest = (a: Uint8Array, b: Uint8Array) => (Buffer.compare(a, b) > 0 ? a : b);

function readEntries(
  opened: Opened,
  reading: Reading,
  index: IndexDefinition,
  cursor: Cursor,
  limit: number,
): Promise<Found[]> | Found[] {
  const { tx, row } = opened;
  const common = { tableId: row.id, indexId: index.id, limit };
  const edge = reading.hash === undefined || reading.forward ? BEFORE_ALL : AFTER_ALL;
  const start = {
    afterSort: cursor?.sort ?? edge,
    afterItemHash: cursor?.itemHash ?? edge,
    afterItemSort: cursor?.itemSort ?? edge,
  };
  if (reading.hash === undefined)
    return tx.entry.query<Found>("scan", {
      ...common,
      ...start,
      afterHash: cursor?.hash ?? reading.from,
      end: reading.to,
    }) as Found[];
  return tx.entry.query<Found>(reading.forward ? "forward" : "backward", {
    ...common,
    ...start,
    hash: reading.hash,
    from: reading.from,
    to: reading.to,
  }) as Found[];
}
