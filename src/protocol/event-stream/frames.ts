/**
 * The messages of `application/vnd.amazon.eventstream`: a prelude, typed headers, a payload and two
 * checksums. https://smithy.io/2.0/aws/amazon-eventstream.html
 */
import { crc32 } from "node:zlib";
import { Fault } from "#aws/fault";

/** `long` and `timestamp` are told from `integer` by their own wrappers, as the wire tells them. */
export type HeaderValue =
  | boolean
  | string
  | Uint8Array
  | { readonly kind: "byte" | "short" | "integer" | "long" | "timestamp"; readonly value: number };

export interface Message {
  readonly headers: ReadonlyMap<string, HeaderValue>;
  /** The headers' own bytes, which a signature may be over. */
  readonly head: Uint8Array;
  readonly payload: Uint8Array;
}

/** AWS's bounds: 16 MiB a payload, 128 KiB of headers. */
const MOST_BYTES = 16 * 1024 * 1024 + 128 * 1024 + 16;
const MOST_HEADER_BYTES = 128 * 1024;
const PRELUDE_BYTES = 12;
const FRAME_BYTES = 16;

const WHOLE = { byte: [2, 1], short: [3, 2], integer: [4, 4], long: [5, 8], timestamp: [8, 8] };
const KINDS = Object.entries(WHOLE) as [keyof typeof WHOLE, [number, number]][];

/** The headers of a message as bytes. */
export function encodeHeaders(headers: Iterable<readonly [string, HeaderValue]>): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, value] of headers) {
    const written = Buffer.from(name);
    parts.push(Uint8Array.of(written.length), written, encodeValue(value));
  }
  return Buffer.concat(parts);
}

function encodeValue(value: HeaderValue): Uint8Array {
  if (typeof value === "boolean") return Uint8Array.of(value ? 0 : 1);
  if (typeof value === "string" || value instanceof Uint8Array) {
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    const head = Buffer.from([typeof value === "string" ? 7 : 6, 0, 0]);
    head.writeUInt16BE(bytes.length, 1);
    return Buffer.concat([head, bytes]);
  }
  const [type, size] = WHOLE[value.kind] as [number, number];
  const out = Buffer.alloc(1 + size);
  out[0] = type;
  if (size === 8) out.writeBigInt64BE(BigInt(Math.trunc(value.value)), 1);
  else out.writeIntBE(value.value, 1, size);
  return out;
}

/** One message. */
export function encodeMessage(
  headers: Iterable<readonly [string, HeaderValue]>,
  payload: Uint8Array,
): Uint8Array {
  const head = encodeHeaders(headers);
  const total = FRAME_BYTES + head.length + payload.length;
  const out = Buffer.alloc(total);
  out.writeUInt32BE(total, 0);
  out.writeUInt32BE(head.length, 4);
  out.writeUInt32BE(crc32(out.subarray(0, 8)), 8);
  out.set(head, PRELUDE_BYTES);
  out.set(payload, PRELUDE_BYTES + head.length);
  out.writeUInt32BE(crc32(out.subarray(0, total - 4)), total - 4);
  return out;
}

/** The messages in a body, in whatever pieces it comes. @throws Fault for what is no message. */
export async function* readMessages(body: AsyncIterable<Uint8Array>): AsyncGenerator<Message> {
  let held: Buffer = Buffer.alloc(0);
  for await (const piece of body) {
    held = held.length === 0 ? Buffer.from(piece) : Buffer.concat([held, piece]);
    let at = 0;
    for (;;) {
      const size = sizeAt(held, at);
      if (size === undefined || held.length - at < size) break;
      yield decodeMessage(held.subarray(at, at + size));
      at += size;
    }
    held = held.subarray(at);
  }
  if (held.length > 0) throw malformed("The stream ended within a message.");
}

/** The whole size of the message at `at`, once its prelude is there. */
function sizeAt(bytes: Buffer, at: number): number | undefined {
  if (bytes.length - at < PRELUDE_BYTES) return undefined;
  const size = bytes.readUInt32BE(at);
  const head = bytes.readUInt32BE(at + 4);
  if (bytes.readUInt32BE(at + 8) !== crc32(bytes.subarray(at, at + 8)))
    throw malformed("The prelude checksum does not match.");
  if (size < FRAME_BYTES || size > MOST_BYTES || head > MOST_HEADER_BYTES)
    throw malformed("The message is larger than a message may be.");
  if (head > size - FRAME_BYTES) throw malformed("The headers are longer than the message.");
  return size;
}

/** @throws Fault */
export function decodeMessage(bytes: Uint8Array): Message {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (sizeAt(buffer, 0) !== buffer.length) throw malformed("The message is not whole.");
  if (buffer.readUInt32BE(buffer.length - 4) !== crc32(buffer.subarray(0, -4)))
    throw malformed("The message checksum does not match.");
  const end = PRELUDE_BYTES + buffer.readUInt32BE(4);
  const head = buffer.subarray(PRELUDE_BYTES, end);
  return { headers: decodeHeaders(head), head, payload: buffer.subarray(end, -4) };
}

function decodeHeaders(head: Buffer): Map<string, HeaderValue> {
  const out = new Map<string, HeaderValue>();
  try {
    for (let at = 0; at < head.length; ) {
      const length = head.readUInt8(at);
      const name = head.toString("utf8", at + 1, at + 1 + length);
      const [value, end] = decodeValue(head, at + 1 + length);
      if (length === 0 || end > head.length || out.has(name))
        throw malformed("A header is malformed.");
      out.set(name, value);
      at = end;
    }
  } catch (error) {
    // Reading past the end is the one thing a buffer throws for.
    throw error instanceof Fault ? error : malformed("A header is malformed.");
  }
  return out;
}

function decodeValue(head: Buffer, at: number): readonly [HeaderValue, number] {
  const type = head.readUInt8(at);
  const from = at + 1;
  if (type <= 1) return [type === 0, from];
  if (type === 6 || type === 7) {
    const end = from + 2 + head.readUInt16BE(from);
    const bytes = head.subarray(from + 2, end);
    return [type === 7 ? bytes.toString("utf8") : bytes, end];
  }
  if (type === 9) return [head.subarray(from, from + 16), from + 16];
  const [kind, [, size]] = KINDS.find(([, [known]]) => known === type) ?? ["byte", [0, 0]];
  if (size === 0) throw malformed("A header is of an unknown type.");
  const value = size === 8 ? Number(head.readBigInt64BE(from)) : head.readIntBE(from, size);
  return [{ kind, value }, from + size];
}

/** A frame that cannot be read. */
export function malformed(words: string): Fault {
  return new Fault("SerializationException", `The event stream cannot be read: ${words}`, 400);
}
