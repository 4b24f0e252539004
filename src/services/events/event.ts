/**
 * Events as rules see them, with what goes beside them: the text of the detail, for numbers may have
 * more digits than ours and names an order, and the trace.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/aws-events.html
 */

/** A symbol, so that it goes wherever the event goes and is no part of its JSON. */
const BESIDE = Symbol("beside an event");

interface Beside {
  /** JSON without blanks. */
  readonly detail: string;
  /** As X-Ray has it: `Root=...;Parent=...;Sampled=1`. */
  readonly trace?: string;
}

export interface BusEvent {
  version: "0";
  id: string;
  "detail-type": string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
  "replay-name"?: string;
  [BESIDE]?: Beside;
}

/** An event as it is stored. */
export type StoredEvent = Omit<BusEvent, "detail" | typeof BESIDE> & {
  /** Its JSON; an object in what was stored by earlier versions. */
  detail: string | Record<string, unknown>;
  trace?: string;
};

/** @param detail The JSON that `event.detail` was read from. */
export function withText(event: BusEvent, detail: string, trace?: string): BusEvent {
  const plain = JSON.stringify(event.detail);
  const text = plain === detail ? detail : detail.replace(TEXT_OR_BLANKS, "$1");
  event[BESIDE] = { detail: text, ...(trace === undefined ? {} : { trace }) };
  return event;
}

const TEXT_OR_BLANKS = /("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g;

export const traceOf = (event: BusEvent): string | undefined => event[BESIDE]?.trace;

export const detailText = (event: BusEvent): string =>
  event[BESIDE]?.detail ?? JSON.stringify(event.detail);

/** The event in JSON. */
export function textOf(event: BusEvent): string {
  const { detail: _detail, ...envelope } = event;
  return `${JSON.stringify(envelope).slice(0, -1)},"detail":${detailText(event)}}`;
}

export function stored(event: BusEvent): StoredEvent {
  const trace = traceOf(event);
  return { ...event, detail: detailText(event), ...(trace === undefined ? {} : { trace }) };
}

export function restored({ detail, trace, ...envelope }: StoredEvent): BusEvent {
  if (typeof detail !== "string") return { ...envelope, detail };
  const parsed = JSON.parse(detail) as Record<string, unknown>;
  return withText({ ...envelope, detail: parsed }, detail, trace);
}
