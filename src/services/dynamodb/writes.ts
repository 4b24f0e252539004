/** Writing items: the row, its index entries, its expiry and its stream record, in one transaction. */
import { attribute, equalMaps, type Item } from "#languages/dynamodb-expression/value";
import {
  addIndexUsage,
  indexWriteUnits,
  noUsage,
  type Usage,
  writeUnits,
} from "./domain/capacity.ts";
import { itemFromText } from "./domain/items.ts";
import { indexPlaceOf, keyOf, type Place } from "./domain/keys.ts";
import { STREAM_RETENTION_MS, TTL_HORIZON_SECONDS } from "./limits.ts";
import type { Ctx, Opened } from "./opened.ts";
import { bytesOf, replicate, type Told } from "./replication.ts";
import type { IndexDefinition, TableRow } from "./tables.ts";

/** An item as it was read for a write. */
export interface Stored {
  readonly item: Item;
  readonly bytes: number;
}

/** Reads an item by its place. */
export async function readItem(opened: Opened, place: Place): Promise<Stored | undefined> {
  const row = await opened.tx.item.find({
    tableId: opened.row.id,
    hash: place.hash,
    sort: place.sort,
  });
  return row === undefined ? undefined : { item: itemFromText(row.item), bytes: row.sizeBytes };
}

/** Whether a write must know what was there: for indexes, expiry and streams. */
export function needsOld(row: Readonly<TableRow>): boolean {
  const { indexes, expiry } = row.definition;
  return indexes.length > 0 || expiry !== undefined || tells(row);
}

/** Whether changes are told to a stream, of either kind. */
function tells({ definition }: Readonly<TableRow>): boolean {
  const { stream, destinations = [] } = definition;
  return stream !== undefined || destinations.some(({ active }) => active);
}

interface Change {
  readonly place: Place;
  readonly before: Stored | undefined;
  readonly after: Item | undefined;
  /** Size of `after`. */
  readonly bytes: number;
  /** The write was made by the time to live, not by a caller. */
  readonly byService?: boolean;
}

/**
 * Puts an item in place of `before`, or removes it.
 * @returns The units used.
 */
export async function write(ctx: Ctx, opened: Opened, change: Change): Promise<Usage> {
  const { tx, row } = opened;
  const { place, before, after, bytes } = change;
  const key = { tableId: row.id, hash: place.hash, sort: place.sort };
  if (after !== undefined)
    await tx.item.put({ ...key, item: JSON.stringify(after), sizeBytes: bytes });
  else if (before !== undefined) await tx.item.remove(key);
  const usage = noUsage();
  usage.table = writeUnits(Math.max(bytes, before?.bytes ?? 0));
  if (!needsOld(row)) return usage;
  const { definition } = row;
  for (const index of definition.indexes) {
    await moveEntry(opened, index, place, before?.item, after);
    const units = indexWriteUnits(index, definition, before?.item, after);
    if (units > 0) addIndexUsage(usage, index, units);
  }
  if (definition.expiry !== undefined) await moveExpiry(ctx, opened, change, definition.expiry);
  if (tells(row)) await tell(ctx, opened, change);
  return usage;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

async function moveEntry(
  opened: Opened,
  index: IndexDefinition,
  place: Place,
  before: Item | undefined,
  after: Item | undefined,
): Promise<void> {
  const old = before === undefined ? undefined : indexPlaceOf(index.key, before);
  const now = after === undefined ? undefined : indexPlaceOf(index.key, after);
  if (
    old !== undefined &&
    now !== undefined &&
    sameBytes(old.hash, now.hash) &&
    sameBytes(old.sort, now.sort)
  )
    return;
  const item = { itemHash: place.hash, itemSort: place.sort };
  if (old !== undefined) await opened.tx.entry.remove({ indexId: index.id, ...old, ...item });
  if (now !== undefined) await opened.tx.entry.put({ indexId: index.id, ...now, ...item });
}

/** When an item expires, in epoch milliseconds; undefined when it never does. */
export function expiresAt(item: Item | undefined, name: string, now: number): number | undefined {
  const text = item === undefined ? undefined : attribute(item, name)?.N;
  if (text === undefined) return undefined;
  const seconds = Math.floor(Number(text));
  if (!(seconds > now / 1_000 - TTL_HORIZON_SECONDS) || seconds > 8_640_000_000_000)
    return undefined;
  return seconds * 1_000;
}

async function moveExpiry(ctx: Ctx, opened: Opened, change: Change, name: string): Promise<void> {
  const { place } = change;
  const old = expiresAt(change.before?.item, name, ctx.now);
  const at = expiresAt(change.after, name, ctx.now);
  if (old === at) return;
  const key = { tableId: opened.row.id, hash: place.hash, sort: place.sort };
  if (old !== undefined) await opened.tx.expiry.remove({ ...key, at: old });
  if (at !== undefined) await expectExpiry(ctx, opened, place, at);
}

/** Notes that an item expires, and has the clock wake the table for the first that does. */
export async function expectExpiry(
  ctx: Ctx,
  opened: Opened,
  place: Place,
  at: number,
): Promise<void> {
  const { tx, row } = opened;
  const [next] = await tx.expiry.query<{ at?: number | null }>("next", { tableId: row.id });
  await tx.expiry.put({ tableId: row.id, at, hash: place.hash, sort: place.sort });
  if (next?.at === undefined || next.at === null || at < next.at)
    await tx.due.set("expire", row.name, Math.max(at, ctx.now + 1_000));
}

async function tell(ctx: Ctx, opened: Opened, change: Change): Promise<void> {
  const { row } = opened;
  const before = change.before?.item;
  const { after } = change;
  if (before === undefined && after === undefined) return;
  if (before !== undefined && after !== undefined && equalMaps(before, after)) return;
  const told: Told = {
    name: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
    keys: keyOf(row.definition.key, (after ?? before)!),
    before,
    after,
    byService: change.byService ?? false,
  };
  if (row.definition.stream !== undefined) await record(ctx, opened, told);
  await replicate(ctx, opened, told);
}

async function record(ctx: Ctx, opened: Opened, told: Told): Promise<void> {
  const { row, tx } = opened;
  const { name, keys, before, after, byService } = told;
  const { label, viewType } = row.definition.stream!;
  const stream = await tx.stream.find({ tableName: row.name, label });
  if (stream === undefined) return;
  const held = await tx.record.query("first", { streamId: stream.id });
  const sequence = await tx.placeIn(`dynamodb:${stream.id}`);
  const news = viewType === "NEW_IMAGE" || viewType === "NEW_AND_OLD_IMAGES" ? after : undefined;
  const olds = viewType === "OLD_IMAGE" || viewType === "NEW_AND_OLD_IMAGES" ? before : undefined;
  const bytes = bytesOf([keys, news, olds]);
  await tx.record.put({
    streamId: stream.id,
    sequence,
    at: ctx.now,
    record: JSON.stringify({
      eventID: ctx.chance.uuid().replaceAll("-", ""),
      eventName: name,
      keys,
      news,
      olds,
      bytes,
      byService,
    }),
  });
  if (held.length === 0)
    await tx.due.set("trimStream", `${row.name}/${label}`, ctx.now + STREAM_RETENTION_MS);
  // Whoever follows the stream waits for its ARN.
  const arn = ctx.arn("dynamodb", `table/${row.name}/stream/${label}`);
  tx.afterCommit(() => ctx.signals.wake(arn));
}

/** Rows of index entries for items that are already there. */
export async function fillIndex(opened: Opened, index: IndexDefinition): Promise<void> {
  await eachItem(opened, async (place, item) => {
    const at = indexPlaceOf(index.key, item);
    const types = [index.key.hash, ...(index.key.range === undefined ? [] : [index.key.range])];
    // An attribute of another type keeps an older item out of the index.
    const fits = types.every(({ name, type }) => {
      const text = attribute(item, name)?.[type];
      return text !== undefined && text !== "";
    });
    if (at !== undefined && fits)
      await opened.tx.entry.put({
        indexId: index.id,
        ...at,
        itemHash: place.hash,
        itemSort: place.sort,
      });
  });
}

const CHUNK = 500;

/** Every item of a table, in the order of its rows. */
export async function eachItem(
  opened: Opened,
  visit: (place: Place, item: Item) => Promise<void>,
): Promise<void> {
  let after: Place = { hash: new Uint8Array(0), sort: new Uint8Array(0) };
  for (;;) {
    const rows = await opened.tx.item.query("scan", {
      tableId: opened.row.id,
      hash: after.hash,
      sort: after.sort,
      end: new Uint8Array(2_100).fill(0xff),
      limit: CHUNK,
    });
    for (const row of rows) await visit({ hash: row.hash, sort: row.sort }, itemFromText(row.item));
    const last = rows[rows.length - 1];
    if (rows.length < CHUNK || last === undefined) return;
    after = { hash: last.hash, sort: last.sort };
  }
}
