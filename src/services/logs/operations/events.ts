/** Log events: putting, getting, filtering, following. */
import { applyFilters } from "../filters.ts";
import { compileFilter, InvalidPattern, type LogFilter } from "#languages/log-filter/filter";
import { invalidParameter } from "../errors.ts";
import {
  BATCH_BYTES,
  EVENT_OVERHEAD_BYTES,
  FUTURE_MS,
  PAGE_BYTES,
  PAGE_EVENTS,
  PAST_MS,
  SPAN_MS,
} from "../limits.ts";
import { type EventRow, type GroupRow, on } from "../tables.ts";
import { type Ctx, groupOf, nameIn, type Tx } from "./groups.ts";
import { streamOf } from "./streams.ts";

export const PutLogEvents = on("PutLogEvents", (ctx, input) => {
  checkBatch(input.logEvents);
  return ctx.update(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    const stream = await streamOf(tx, group.id, input.logStreamName);
    const rejected = rejectedOf(input.logEvents, group, ctx.now);
    const kept = input.logEvents.slice(rejected.from, rejected.to);
    const lines = [];
    for (const { timestamp, message } of kept) {
      const sequence = ctx.kernel.sequence();
      await tx.event.put({
        group: group.id,
        stream: stream.name,
        time: timestamp,
        sequence,
        ingestedAt: ctx.now,
        message,
      });
      lines.push({ id: String(sequence).padStart(56, "3"), timestamp, message });
    }
    if (group.filters !== undefined) await applyFilters(ctx, tx, group, stream.name, lines);
    if (kept.length > 0) {
      const first = kept[0]!.timestamp;
      const last = kept.at(-1)!.timestamp;
      await tx.stream.put({
        ...stream,
        lastIngestedAt: ctx.now,
        firstEventAt: Math.min(stream.firstEventAt ?? first, first),
        lastEventAt: Math.max(stream.lastEventAt ?? last, last),
      });
      if (group.retentionDays !== undefined)
        await tx.due.set("expire", group.name, nextExpiry(group, ctx.now));
      tx.afterCommit(() => ctx.signals.wake(`logs:${group.id}`));
    }
    return {
      nextSequenceToken: "4" + String(ctx.now).padStart(55, "9"),
      ...(rejected.info === undefined ? {} : { rejectedLogEventsInfo: rejected.info }),
    };
  });
});

export const GetLogEvents = on("GetLogEvents", (ctx, input) =>
  ctx.view(async (tx) => {
    const group = await groupOf(tx, input.logGroupName ?? nameIn(input.logGroupIdentifier ?? ""));
    await streamOf(tx, group.id, input.logStreamName);
    const limit = input.limit ?? PAGE_EVENTS;
    const token = input.nextToken === undefined ? undefined : placeIn(input.nextToken);
    const start = input.startTime ?? 0;
    const end = input.endTime ?? Number.MAX_SAFE_INTEGER;
    const where = { group: group.id, stream: input.logStreamName, limit };
    const forward = token === undefined ? input.startFromHead === true : token.direction === "f";
    const rows = forward
      ? await tx.event.query("streamAfter", {
          ...where,
          end,
          time: token?.time ?? start,
          sequence: token?.sequence ?? -1,
        })
      : (
          await tx.event.query("streamBefore", {
            ...where,
            start,
            time: Math.min(token?.time ?? end, end),
            sequence: token?.sequence ?? -1,
          })
        ).reverse();
    const page = cut(rows, !forward);
    const first = page[0] ?? token ?? { time: start, sequence: 0 };
    const last = page.at(-1) ?? token ?? { time: start, sequence: -1 };
    return {
      events: page.map((e) => ({
        timestamp: e.time,
        message: e.message,
        ingestionTime: e.ingestedAt,
      })),
      nextForwardToken:
        token !== undefined && forward && page.length === 0 ? input.nextToken! : tokenOf("f", last),
      nextBackwardToken:
        token !== undefined && !forward && page.length === 0
          ? input.nextToken!
          : tokenOf("b", first),
    };
  }),
);

export const FilterLogEvents = on("FilterLogEvents", (ctx, input) => {
  if (input.logStreamNames !== undefined && input.logStreamNamePrefix !== undefined)
    throw invalidParameter(
      "logStreamNames and logStreamNamePrefix are mutually exclusive parameters.",
    );
  const matches = filterOf(input.filterPattern);
  return ctx.view(async (tx) => {
    const group = await groupOf(tx, input.logGroupName ?? nameIn(input.logGroupIdentifier ?? ""));
    const names = input.logStreamNames === undefined ? undefined : new Set(input.logStreamNames);
    const wanted = (row: EventRow) =>
      (names === undefined || names.has(row.stream)) &&
      (input.logStreamNamePrefix === undefined ||
        row.stream.startsWith(input.logStreamNamePrefix)) &&
      matches(row.message);
    const found = await scan(tx, group, {
      wanted,
      limit: input.limit ?? PAGE_EVENTS,
      start: input.startTime ?? 0,
      end: input.endTime ?? Number.MAX_SAFE_INTEGER,
      ...(input.nextToken === undefined ? {} : { token: placeIn(input.nextToken) }),
    });
    return {
      events: found.rows.map((row) => ({
        logStreamName: row.stream,
        timestamp: row.time,
        message: row.message,
        ingestionTime: row.ingestedAt,
        eventId: String(row.sequence).padStart(56, "3"),
      })),
      searchedLogStreams: [],
      ...(found.next === undefined ? {} : { nextToken: tokenOf("f", found.next) }),
    };
  });
});

export const TestMetricFilter = on("TestMetricFilter", (_ctx, input) => {
  const matches = filterOf(input.filterPattern);
  return {
    matches: input.logEventMessages.flatMap((eventMessage, index) =>
      matches(eventMessage) ? [{ eventNumber: index + 1, eventMessage, extractedValues: {} }] : [],
    ),
  };
});

/** When the oldest that may be there is due to go: the next whole hour, so that it costs little. */
export function nextExpiry(group: Readonly<GroupRow>, now: number): number {
  const hour = 3_600_000;
  const at = now + (group.retentionDays ?? 0) * 86_400_000;
  return Math.min(at - (at % hour) + hour, now + 86_400_000);
}

/** @throws Fault InvalidParameterException. */
export function filterOf(pattern: string | undefined): LogFilter {
  try {
    return compileFilter(pattern ?? "");
  } catch (error) {
    if (error instanceof InvalidPattern) throw invalidParameter(error.message);
    throw error;
  }
}

function checkBatch(events: readonly { timestamp: number; message: string }[]): void {
  let bytes = 0;
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!;
    bytes += Buffer.byteLength(event.message) + EVENT_OVERHEAD_BYTES;
    if (i > 0 && event.timestamp < events[i - 1]!.timestamp)
      throw invalidParameter(
        "Log events in a single PutLogEvents request must be in chronological order.",
      );
  }
  if (bytes > BATCH_BYTES)
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${BATCH_BYTES}`);
  if (events.length > 0 && events.at(-1)!.timestamp - events[0]!.timestamp > SPAN_MS)
    throw invalidParameter(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    );
}

/** Which events of a sorted batch are too old, expired or too new, and how AWS says so. */
function rejectedOf(
  events: readonly { timestamp: number }[],
  group: Readonly<GroupRow>,
  now: number,
) {
  const oldest = now - PAST_MS;
  const expired = group.retentionDays === undefined ? 0 : now - group.retentionDays * 86_400_000;
  const from = events.findIndex((e) => e.timestamp >= Math.max(oldest, expired));
  const first = from < 0 ? events.length : from;
  const tooNew = events.findIndex((e) => e.timestamp > now + FUTURE_MS);
  const to = tooNew < 0 ? events.length : tooNew;
  const old = events.filter((e) => e.timestamp < oldest).length;
  if (first === 0 && to === events.length) return { from: 0, to, info: undefined };
  return {
    from: first,
    to,
    info: {
      ...(tooNew < 0 ? {} : { tooNewLogEventStartIndex: tooNew }),
      ...(old > 0 ? { tooOldLogEventEndIndex: old } : {}),
      ...(first > old ? { expiredLogEventEndIndex: first } : {}),
    },
  };
}

interface Place {
  readonly time: number;
  readonly sequence: number;
}

const tokenOf = (direction: "f" | "b", place: Place): string =>
  `${direction}/${String(place.time).padStart(16, "0")}${String(Math.max(0, place.sequence)).padStart(16, "0")}`;

function placeIn(token: string): Place & { direction: string } {
  const found = /^([fb])\/(\d{16})(\d{16})$/.exec(token);
  if (found === null) throw invalidParameter("The specified nextToken is invalid.");
  return { direction: found[1]!, time: Number(found[2]), sequence: Number(found[3]) };
}

/** As many rows as one answer may hold in bytes. */
function cut(rows: readonly EventRow[], fromEnd: boolean): EventRow[] {
  const kept: EventRow[] = [];
  let bytes = 0;
  for (const row of fromEnd ? [...rows].reverse() : rows) {
    bytes += Buffer.byteLength(row.message) + EVENT_OVERHEAD_BYTES;
    if (bytes > PAGE_BYTES && kept.length > 0) break;
    kept.push(row);
  }
  return fromEnd ? kept.reverse() : kept;
}

interface Search {
  readonly wanted: (row: EventRow) => boolean;
  readonly limit: number;
  readonly start: number;
  readonly end: number;
  readonly token?: Place;
}

/** Reads on from a place until the page is full, in steps so that a rare match stays cheap in memory. */
async function scan(
  tx: Tx,
  group: Readonly<GroupRow>,
  search: Search,
): Promise<{ rows: EventRow[]; next?: Place }> {
  const rows: EventRow[] = [];
  let at: Place = search.token ?? { time: search.start, sequence: -1 };
  let bytes = 0;
  for (let looked = 0; looked < 200_000; ) {
    const step = await tx.event.query("after", {
      group: group.id,
      time: at.time,
      sequence: at.sequence,
      end: search.end,
      limit: 1000,
    });
    for (const row of step) {
      if (search.wanted(row)) {
        bytes += Buffer.byteLength(row.message) + EVENT_OVERHEAD_BYTES;
        if (rows.length >= search.limit || (bytes > PAGE_BYTES && rows.length > 0))
          return { rows, next: at };
        rows.push(row);
      }
      at = row;
    }
    looked += step.length;
    if (step.length < 1000) return { rows };
  }
  return { rows, next: at };
}

export type { Ctx };
