/** `application/vnd.amazon.eventstream`. https://smithy.io/2.0/aws/amazon-eventstream.html */
import { crc32 } from "node:zlib";
import type { Member, OperationModel, ServiceModel } from "#aws/model";
import type { Value } from "./codec.ts";

/** By operation, as every answer asks for it and S3's have fifty members. */
const STREAMS = new WeakMap<OperationModel, { readonly member: string | undefined }>();

/** The output member that is an event stream, if there is one. */
export function eventStreamMember(
  model: ServiceModel,
  operation: OperationModel,
): string | undefined {
  let known = STREAMS.get(operation);
  if (known === undefined) {
    known = { member: findEventStream(model, operation) };
    STREAMS.set(operation, known);
  }
  return known.member;
}

function findEventStream(model: ServiceModel, operation: OperationModel): string | undefined {
  const shape = operation.output === undefined ? undefined : model.shapes[operation.output];
  if (shape?.type !== "structure") return undefined;
  for (const [name, member] of Object.entries(shape.members)) {
    const target = model.shapes[member.shape];
    if (target?.type === "structure" && target.eventStream) return name;
  }
  return undefined;
}

/** One message: headers of strings, and a payload. */
export function encodeMessage(
  headers: readonly (readonly [string, string])[],
  payload: Uint8Array,
): Uint8Array {
  const parts = headers.map(([name, value]) => {
    const n = Buffer.from(name);
    const v = Buffer.from(value);
    const part = Buffer.alloc(1 + n.length + 3 + v.length);
    part[0] = n.length;
    n.copy(part, 1);
    part[1 + n.length] = 7;
    part.writeUInt16BE(v.length, 2 + n.length);
    v.copy(part, 4 + n.length);
    return part;
  });
  const head = Buffer.concat(parts);
  const total = 16 + head.length + payload.length;
  const out = Buffer.alloc(total);
  out.writeUInt32BE(total, 0);
  out.writeUInt32BE(head.length, 4);
  out.writeUInt32BE(crc32(out.subarray(0, 8)), 8);
  head.copy(out, 12);
  out.set(payload, 12 + head.length);
  out.writeUInt32BE(crc32(out.subarray(0, total - 4)), total - 4);
  return out;
}

type Encode = (member: Member, value: unknown) => string;

/** The body of an output whose member `name` yields `{ [event]: value }`. */
export async function* eventStreamBody(
  model: ServiceModel,
  operation: OperationModel,
  name: string,
  output: Value,
  encode: Encode,
  contentType: string,
): AsyncIterable<Uint8Array> {
  const shape = model.shapes[operation.output!]!;
  if (shape.type !== "structure") return;
  const union = model.shapes[shape.members[name]!.shape]!;
  if (union.type !== "structure") return;
  // RPC protocols say the rest of the output in a first event.
  const { [name]: stream, ...rest } = output;
  if (model.protocols[0]!.startsWith("aws-json") || model.protocols[0] === "rpc-cbor")
    yield encodeMessage(
      [
        [":message-type", "event"],
        [":event-type", "initial-response"],
        [":content-type", contentType],
      ],
      Buffer.from(encode({ shape: operation.output! }, rest)),
    );
  for await (const event of stream as AsyncIterable<Record<string, unknown>>)
    for (const [kind, value] of Object.entries(event))
      yield eventMessage(model, kind, union.members[kind]!, value as Value, encode, contentType);
}

function eventMessage(
  model: ServiceModel,
  kind: string,
  member: Member,
  value: Value,
  encode: Encode,
  contentType: string,
): Uint8Array {
  const shape = model.shapes[member.shape]!;
  const headers: [string, string][] = [
    [":message-type", "event"],
    [":event-type", kind],
  ];
  if (shape.type !== "structure") return encodeMessage(headers, new Uint8Array());
  const payload = Object.entries(shape.members).find(([, inner]) => inner.eventPayload);
  for (const [name, inner] of Object.entries(shape.members))
    if (inner.eventHeader && value[name] !== undefined) headers.push([name, String(value[name])]);
  if (payload !== undefined) {
    const [name, inner] = payload;
    const target = model.shapes[inner.shape]!;
    const held = value[name];
    if (target.type === "blob")
      return encodeMessage(
        [...headers, [":content-type", "application/octet-stream"]],
        (held as Uint8Array) ?? new Uint8Array(),
      );
    if (target.type === "string")
      return encodeMessage(
        [...headers, [":content-type", "text/plain"]],
        Buffer.from(String(held ?? "")),
      );
    return encodeMessage(
      [...headers, [":content-type", contentType]],
      Buffer.from(encode(inner, held ?? {})),
    );
  }
  return encodeMessage(
    [...headers, [":content-type", contentType]],
    Buffer.from(encode({ shape: member.shape }, value)),
  );
}
