/** Reading a shard: from where, how much, and what comes after it. */
import { isOpen, type Shard, shardId } from "./domain.ts";
import { opened } from "./encryption.ts";
import { invalid } from "./errors.ts";
import { isOf, readSequence } from "./sequences.ts";
import { shownChildren } from "./shown.ts";
import { type Ctx, horizonOf, type Stream, type StreamPlace, type Tx } from "./streams.ts";
import type { RecordRow } from "./tables.ts";

export interface Start {
  readonly type: string;
  readonly sequenceNumber: string | undefined;
  /** Epoch milliseconds. */
  readonly timestamp: number | undefined;
}

interface At {
  readonly sequence: number;
  readonly at: number;
}

/**
 * The place after which reading starts.
 * @param operation As AWS's words name it.
 * @throws Fault InvalidArgument.
 */
export async function placeOf(
  ctx: Ctx,
  tx: Tx,
  row: Stream,
  place: StreamPlace,
  shard: Shard,
  start: Start,
  operation: string,
): Promise<number> {
  checkStart(ctx, start);
  const where = { streamId: row.id, shard: shard.index };
  if (start.type === "TRIM_HORIZON") return 0;
  if (start.type === "LATEST" || start.type === "AT_TIMESTAMP") {
    const [since] =
      start.type === "LATEST"
        ? []
        : await tx.record.query<At>("since", { ...where, at: start.timestamp! });
    if (since !== undefined) return since.sequence - 1;
    const [last] = await tx.record.query<At>("last", where);
    return last?.sequence ?? 0;
  }
  const text = start.sequenceNumber!;
  const found = readSequence(text);
  const id = shardId(shard.index);
  const used =
    `StartingSequenceNumber ${text} used in ${operation} on shard ${id} in stream ${row.name} under ` +
    `account ${place.account} is invalid`;
  if (found === undefined) throw invalid(`${used}.`);
  if (found.shard !== shard.index)
    throw invalid(
      `Invalid StartingSequenceNumber. It encodes ${shardId(found.shard)}, while it was used in a call to a shard with ${id}`,
    );
  if (!isOf(found, shard)) throw invalid(`${used} because it did not come from this stream.`);
  return start.type === "AT_SEQUENCE_NUMBER" ? found.place - 1 : found.place;
}

function checkStart(ctx: Ctx, { type, sequenceNumber, timestamp }: Start): void {
  const numbered = type === "AT_SEQUENCE_NUMBER" || type === "AFTER_SEQUENCE_NUMBER";
  if (numbered !== (sequenceNumber !== undefined))
    throw invalid(
      "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or " +
        `(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ${type} and ` +
        `${numbered ? "no" : "also a"} StartingSequenceNumber.`,
    );
  if ((type === "AT_TIMESTAMP") !== (timestamp !== undefined))
    // No words of AWS's were found.
    throw invalid(
      `Must specify timestamp with AT_TIMESTAMP only. Request specified ${type} and ` +
        `${timestamp === undefined ? "no" : "also a"} timestamp.`,
    );
  const now = Math.max(ctx.now, ctx.clock.now());
  if (timestamp !== undefined && timestamp > now)
    throw invalid(
      "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. " +
        `timestampInMillis: ${timestamp}, currentTimestampInMillis: ${now}`,
    );
}

export interface Page {
  readonly rows: readonly RecordRow[];
  /** Records after this one are next. */
  readonly after: number;
  /** The shard is closed, and its last record is among these or before them. */
  readonly ended: boolean;
  /** How old the next record is, or 0 where there is none. */
  readonly behindMs: number;
  readonly children: ReturnType<typeof shownChildren> | undefined;
}

export interface Most {
  readonly records: number;
  readonly bytes: number;
}

interface Found extends Page {
  readonly keys: ReadonlyMap<number, Uint8Array>;
}

/** The records of a shard after a place, as sealed as they are. */
export async function found(
  ctx: Ctx,
  tx: Tx,
  row: Stream,
  shard: Shard,
  after: number,
  most: Most,
): Promise<Found> {
  const horizon = horizonOf(ctx, row);
  const where = { streamId: row.id, shard: shard.index, sequence: after, horizon };
  const sizes = await tx.record.query<Size>("sizes", { ...where, limit: most.records + 1 });
  const taken = fitting(sizes, most);
  const next = sizes[taken];
  const last = sizes[taken - 1]?.sequence ?? after;
  const all = taken === 0 ? [] : await tx.record.query("through", { ...where, last });
  const keys = new Map<number, Uint8Array>();
  for (const { dataKey } of all)
    if (dataKey !== undefined && !keys.has(dataKey)) {
      const held = await tx.dataKey.find({ streamId: row.id, id: dataKey });
      if (held !== undefined) keys.set(dataKey, held.wrapped);
    }
  const ended = !isOpen(shard) && next === undefined;
  return {
    rows: all,
    after: last,
    ended,
    behindMs: next === undefined ? 0 : Math.max(0, Math.max(ctx.now, ctx.clock.now()) - next.at),
    children: ended ? shownChildren(row.shards, shard) : undefined,
    keys,
  };
}

interface Size extends At {
  readonly bytes: number;
}

/** How many of the next records a page takes: one at least. */
function fitting(sizes: readonly Size[], most: Most): number {
  let bytes = 0;
  for (const [index, size] of sizes.entries()) {
    bytes += size.bytes;
    if (index >= most.records || (bytes > most.bytes && index > 0)) return index;
  }
  return sizes.length;
}

/** @throws Fault KMS*. */
export async function unsealed(ctx: Ctx, place: StreamPlace, page: Found): Promise<Page> {
  if (page.keys.size === 0) return page;
  return { ...page, rows: await opened(ctx, place, page.rows, page.keys) };
}
