/** What event streams of both directions share: where they stand, and how events are written. */
import type { Member, OperationModel, ServiceModel, Shape, StructureShape } from "#aws/model";
import type { HeaderValue } from "./frames.ts";

export const EVENT_STREAM_TYPE = "application/vnd.amazon.eventstream";

/** How a protocol writes and reads what stands in an event's payload. */
export interface EventFormat {
  /** The content type of structures: "application/json", "application/cbor"... */
  readonly type: string;
  /** RPC protocols say the other members of an input or output in a message of its own. */
  readonly initial: boolean;
  write(member: Member, value: unknown): Uint8Array | string;
  /** @throws Fault for what cannot be read. */
  read(member: Member, payload: Uint8Array): unknown;
}

/** An event stream: the member that it is, and the union of its events. */
export interface EventStream {
  readonly member: string;
  readonly events: StructureShape;
}

type Streams = Readonly<Record<"input" | "output", EventStream | undefined>>;

/** By operation, as every request asks for it and S3's inputs have fifty members. */
const STREAMS = new WeakMap<OperationModel, Streams>();

/** The event stream among an operation's input or output, if there is one. */
export function eventStreamOf(
  model: ServiceModel,
  operation: OperationModel,
  direction: "input" | "output",
): EventStream | undefined {
  let known = STREAMS.get(operation);
  if (known === undefined) {
    known = { input: find(model, operation.input), output: find(model, operation.output) };
    STREAMS.set(operation, known);
  }
  return known[direction];
}

function find(model: ServiceModel, name: string | undefined): EventStream | undefined {
  const shape = name === undefined ? undefined : model.shapes[name];
  if (shape?.type !== "structure") return undefined;
  for (const [member, { shape: target }] of Object.entries(shape.members)) {
    const events = model.shapes[target];
    if (events?.type === "structure" && events.eventStream) return { member, events };
  }
  return undefined;
}

/** A member of an event that stands in its headers. @see readHeader */
export function headerOf(shape: Shape, value: unknown): HeaderValue {
  if (value instanceof Uint8Array || typeof value === "boolean") return value;
  if (shape.type === "integer" || shape.type === "long" || shape.type === "timestamp")
    return { kind: shape.type, value: Number(value) };
  return String(value);
}

/** A header of an event as the member it is: timestamps are epoch milliseconds. */
export function readHeader(value: HeaderValue): unknown {
  return typeof value === "object" && "kind" in value ? value.value : value;
}
