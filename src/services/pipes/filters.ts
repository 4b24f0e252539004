/**
 * Which events of its source a pipe is for: those that one of its patterns lets through.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html
 */
import { compileEventPattern, type EventPattern } from "#languages/event-pattern/pattern";
import { isLookedInto, lookedInto, type PipeEvent } from "./events.ts";
import type { Settings } from "./tables.ts";

/** What a message's body or a record's data is, and what a pattern takes it for. */
type Format = "json" | "text";

export interface Filter {
  readonly pattern: EventPattern;
  /** Undefined for a pattern that asks nothing of the payload. */
  readonly format: Format | undefined;
}

/** @throws InvalidEventPattern. */
export function filtersOf({ SourceParameters }: Settings): readonly Filter[] {
  const filters = SourceParameters?.FilterCriteria?.Filters ?? [];
  return filters.map(({ Pattern = "" }) => ({
    pattern: compileEventPattern(Pattern),
    format: formatIn(JSON.parse(Pattern) as Record<string, unknown>),
  }));
}

/** A list of values is for plain text, an object for JSON. */
function formatIn(pattern: Readonly<Record<string, unknown>>): Format | undefined {
  const asked = pattern["body"] ?? pattern["data"];
  if (asked === undefined) return undefined;
  return Array.isArray(asked) ? "text" : "json";
}

/**
 * Whether an event goes on. Where a pattern is for JSON and the payload plain text, or the other way
 * round, "EventBridge drops the message".
 */
export function passes(filters: readonly Filter[], { value }: PipeEvent): boolean {
  if (filters.length === 0) return true;
  const seen = lookedInto(value, "text");
  const format: Format | undefined = isLookedInto(seen) ? formatOf(seen) : undefined;
  return filters.some(
    (filter) =>
      (filter.format === undefined || format === undefined || filter.format === format) &&
      filter.pattern.matches(seen),
  );
}

const formatOf = ({ body, data = body }: { readonly body?: unknown; readonly data?: unknown }) =>
  typeof data === "object" ? "json" : "text";
