/** Putting events. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
import { notImplemented } from "#aws/fault";
import type { PutEventsRequestEntry } from "#aws/generated/types/events";
import { isoSeconds } from "#base/iso-time";
import { type BusPlace, busPlace, type Ctx } from "../buses.ts";
import { validation } from "../errors.ts";
import { type BusEvent, withText } from "../event.ts";
import { ENTRIES_BYTES } from "../limits.ts";
import { arrive } from "../publish.ts";
import { on } from "../tables.ts";

interface Result {
  EventId?: string;
  ErrorCode?: string;
  ErrorMessage?: string;
}

export const PutEvents = on("PutEvents", (ctx, input) => {
  const { Entries: entries } = input;
  const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (bytes > ENTRIES_BYTES)
    throw validation("Total size of the entries in the request is over the limit.");
  if (input.EndpointId !== undefined)
    throw notImplemented("events: PutEvents through a global endpoint (EndpointId)");
  const now = isoSeconds(ctx.now);
  const drafts = entries.map((entry) => draftOf(ctx, entry, now));
  return ctx.update(async (tx) => {
    const good = drafts.filter((draft) => "event" in draft);
    for (const [, some] of Map.groupBy(good, ({ place }) => Object.values(place).join("/")))
      await arrive(
        ctx,
        tx,
        some[0]!.place,
        some.map(({ event }) => event),
      );
    const results = drafts.map((draft) => ("event" in draft ? { EventId: draft.event.id } : draft));
    const failed = results.filter((result) => result.ErrorCode !== undefined).length;
    tx.afterCommit(() => count(ctx, entries.length, failed, bytes));
    return { FailedEntryCount: failed, Entries: results };
  });
});

function count(ctx: Ctx, entries: number, failed: number, bytes: number): void {
  ctx.countAll("AWS/Events", {}, [
    ["PutEventsApproximateCallCount", 1, "Count"],
    ["PutEventsApproximateSuccessCount", 1, "Count"],
    ["PutEventsEntriesCount", entries, "Count"],
    ["PutEventsFailedEntriesCount", failed, "Count"],
    ["PutEventsRequestSize", bytes, "Bytes"],
  ]);
}

/** Size as AWS reckons it: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
function sizeOf(entry: PutEventsRequestEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  const time = entry.Time === undefined ? 0 : 14;
  return texts.reduce<number>((sum, text) => sum + Buffer.byteLength(text ?? ""), time);
}

interface Draft {
  readonly place: BusPlace;
  readonly event: BusEvent;
}

/** @param now The time of an entry that says none. */
function draftOf(ctx: Ctx, entry: PutEventsRequestEntry, now: string): Draft | Result {
  const refused = (ErrorCode: string, ErrorMessage: string): Result => ({
    ErrorCode,
    ErrorMessage,
  });
  const { Source: source, DetailType: type, Detail: detail } = entry;
  if (!source)
    return refused(
      "InvalidArgument",
      "Parameter Source is not valid. Reason: Source is a required argument.",
    );
  if (!type)
    return refused(
      "InvalidArgument",
      "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
    );
  if (!detail)
    return refused(
      "InvalidArgument",
      "Parameter Detail is not valid. Reason: Detail is a required argument.",
    );
  // AWS's services put events of theirs; nobody else does.
  if (source.startsWith("aws.") && ctx.principal.kind !== "service")
    return refused("NotAuthorizedForSourceException", `Not authorized for the source.`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(detail);
  } catch {
    return refused("MalformedDetail", "Detail is malformed.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    return refused("MalformedDetail", "Detail is malformed.");
  const place = busPlace(ctx, entry.EventBusName);
  const event: BusEvent = {
    version: "0",
    id: ctx.chance.uuid(),
    "detail-type": type,
    source,
    account: ctx.account,
    time: entry.Time === undefined ? now : isoSeconds(entry.Time),
    region: ctx.region,
    resources: [...(entry.Resources ?? [])],
    detail: parsed as Record<string, unknown>,
  };
  return { place, event: withText(event, detail, entry.TraceHeader) };
}
