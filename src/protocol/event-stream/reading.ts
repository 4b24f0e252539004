/** Event streams that come in: messages as the `{ [event]: value }` that a handler iterates over. */
import { Fault } from "#aws/fault";
import type { Member, OperationModel, ServiceModel } from "#aws/model";
import type { Value } from "../codec.ts";
import { type EventFormat, type EventStream, readHeader } from "./events.ts";
import { malformed, type Message, readMessages } from "./frames.ts";

/** A whole body as pieces, where it was not streamed. */
export async function* piecesOf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  if (body.length > 0) yield body;
}

/**
 * The input whose member `stream` is read from `body`: at once where the other members stand in
 * headers and path, after the first message where that holds them.
 * @param others The input's other members, as far as they are known.
 */
export function eventStreamInput(
  model: ServiceModel,
  operation: OperationModel,
  stream: EventStream,
  body: AsyncIterable<Uint8Array>,
  format: EventFormat,
  others: Value,
): Value | Promise<Value> {
  const messages = readMessages(body);
  if (format.initial) return withInitial(model, operation, stream, messages, format);
  others[stream.member] = events(model, stream, messages, format);
  return others;
}

async function withInitial(
  model: ServiceModel,
  operation: OperationModel,
  stream: EventStream,
  messages: AsyncGenerator<Message>,
  format: EventFormat,
): Promise<Value> {
  const first = await messages.next();
  if (first.done || first.value.headers.get(":event-type") !== "initial-request")
    throw malformed("It must begin with an initial-request.");
  const { payload } = first.value;
  const input = format.read({ shape: operation.input! }, payload) as Value;
  input[stream.member] = events(model, stream, messages, format);
  return input;
}

async function* events(
  model: ServiceModel,
  stream: EventStream,
  messages: AsyncGenerator<Message>,
  format: EventFormat,
): AsyncGenerator<Value> {
  for await (const message of messages) {
    const type = message.headers.get(":message-type");
    if (type === "error")
      throw new Fault(
        String(message.headers.get(":error-code") ?? "InternalError"),
        String(message.headers.get(":error-message") ?? "The client ended the stream."),
        400,
      );
    const kind = message.headers.get(type === "exception" ? ":exception-type" : ":event-type");
    if ((type !== "event" && type !== "exception") || typeof kind !== "string")
      throw malformed("A message does not say what it is.");
    // A later model's event is left out, as the clients do with ours.
    if (!Object.hasOwn(stream.events.members, kind)) continue;
    const event: Value = Object.create(null);
    event[kind] = eventOf(model, stream.events.members[kind]!, message, format);
    yield event;
  }
}

function eventOf(
  model: ServiceModel,
  member: Member,
  message: Message,
  format: EventFormat,
): unknown {
  const shape = model.shapes[member.shape]!;
  if (shape.type !== "structure") return Object.create(null);
  const members = Object.entries(shape.members);
  const payload = members.find(([, inner]) => inner.eventPayload);
  const own =
    payload === undefined && message.payload.length > 0
      ? (format.read(member, message.payload) as Value)
      : (Object.create(null) as Value);
  if (payload !== undefined) own[payload[0]] = payloadOf(model, payload[1], message, format);
  for (const [name, inner] of members) {
    const header = inner.eventHeader ? message.headers.get(name) : undefined;
    if (header !== undefined) own[name] = readHeader(header);
  }
  return own;
}

function payloadOf(
  model: ServiceModel,
  member: Member,
  { payload }: Message,
  format: EventFormat,
): unknown {
  const { type } = model.shapes[member.shape]!;
  if (type === "blob") return payload;
  if (type === "string") return Buffer.from(payload).toString("utf8");
  return payload.length === 0 ? undefined : format.read(member, payload);
}
