/** Event streams that go out: a handler's events, and what breaks them off, as messages. */
import { Fault } from "#aws/fault";
import type { Member, OperationModel, ServiceModel } from "#aws/model";
import type { Value } from "../codec.ts";
import { errorShape, faultMembers } from "../errors.ts";
import { type EventFormat, type EventStream, headerOf } from "./events.ts";
import { encodeMessage, type HeaderValue } from "./frames.ts";

/**
 * The body of an output whose stream yields `{ [event]: value }`. A fault that the stream throws
 * becomes the exception that its union has for it, or else an error message, and ends the body.
 */
export async function* eventStreamBody(
  model: ServiceModel,
  operation: OperationModel,
  stream: EventStream,
  output: Value,
  format: EventFormat,
): AsyncGenerator<Uint8Array> {
  const { [stream.member]: events, ...rest } = output;
  if (format.initial)
    yield encodeMessage(
      [
        [":message-type", "event"],
        [":event-type", "initial-response"],
        [":content-type", format.type],
      ],
      bytes(format.write({ shape: operation.output! }, rest)),
    );
  try {
    for await (const event of events as AsyncIterable<Value>)
      for (const [kind, value] of Object.entries(event)) {
        const member = stream.events.members[kind];
        if (member === undefined) throw new Error(`${operation.name} has no event ${kind}.`);
        yield eventMessage(model, kind, member, value as Value, format);
      }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    yield faultMessage(model, operation, stream, error, format);
  }
}

function eventMessage(
  model: ServiceModel,
  kind: string,
  member: Member,
  value: Value,
  format: EventFormat,
): Uint8Array {
  const shape = model.shapes[member.shape]!;
  if (shape.type !== "structure") return encodeMessage(typed("event", kind), new Uint8Array());
  const headers = typed(shape.error === undefined ? "event" : "exception", kind);
  const body: Value = Object.create(null);
  for (const [name, inner] of Object.entries(shape.members)) {
    const held = value[name];
    if (inner.eventHeader) {
      if (held !== undefined && held !== null)
        headers.push([name, headerOf(model.shapes[inner.shape]!, held)]);
    } else if (inner.eventPayload) {
      const [type, payload] = payloadOf(model, inner, held, format);
      return encodeMessage([...headers, [":content-type", type]], payload);
    } else if (held !== undefined) body[name] = held;
  }
  const payload = bytes(format.write({ shape: member.shape }, body));
  return encodeMessage([...headers, [":content-type", format.type]], payload);
}

function payloadOf(
  model: ServiceModel,
  member: Member,
  value: unknown,
  format: EventFormat,
): readonly [type: string, payload: Uint8Array] {
  const { type } = model.shapes[member.shape]!;
  if (type === "blob")
    return ["application/octet-stream", (value as Uint8Array | undefined) ?? new Uint8Array()];
  if (type === "string") return ["text/plain", Buffer.from(String(value ?? ""))];
  return [format.type, bytes(format.write(member, value ?? {}))];
}

function faultMessage(
  model: ServiceModel,
  operation: OperationModel,
  stream: EventStream,
  fault: Fault,
  format: EventFormat,
): Uint8Array {
  const known = errorShape(model, operation, fault);
  const kind =
    known && Object.entries(stream.events.members).find(([, { shape }]) => shape === known.name);
  if (known !== undefined && kind !== undefined)
    return eventMessage(model, kind[0], kind[1], faultMembers(known, fault), format);
  return encodeMessage(
    [
      [":message-type", "error"],
      [":error-code", fault.code],
      [":error-message", fault.message],
    ],
    new Uint8Array(),
  );
}

const typed = (type: "event" | "exception", kind: string): [string, HeaderValue][] => [
  [":message-type", type],
  [`:${type}-type`, kind],
];

const bytes = (payload: Uint8Array | string): Uint8Array =>
  typeof payload === "string" ? Buffer.from(payload) : payload;
