/** RPC v2 CBOR. https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
import { encode, Token, Type } from "cborg";
import type { Fault } from "#aws/fault";
import type { Member, OperationModel, ServiceModel } from "#aws/model";
import { Epoch, MalformedCbor, readCbor } from "./cbor.ts";
import type { Codec, Value } from "./codec.ts";
import { errorShape, queryError, faultMembers } from "./errors.ts";
import { EVENT_STREAM_TYPE, type EventFormat, eventStreamOf } from "./event-stream/events.ts";
import { eventStreamInput, piecesOf } from "./event-stream/reading.ts";
import { eventStreamBody } from "./event-stream/writing.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import { serialization, whole } from "./json.ts";
import { readTimestamp } from "./timestamps.ts";

/** The codec of a service by RPC v2 CBOR. */
export function rpcCbor(model: ServiceModel): Codec {
  const format: EventFormat = {
    type: "application/cbor",
    initial: true,
    write: (member, value) => encoded(write(model, member, value)),
    read: (member, payload) => read(model, member, decoded(payload), 0),
  };
  return {
    protocol: "rpc-cbor",
    parse(operation: OperationModel, request: HttpRequest, body: Uint8Array | undefined) {
      const stream = eventStreamOf(model, operation, "input");
      if (stream !== undefined) {
        const pieces = body === undefined ? request.body.stream() : piecesOf(body);
        return eventStreamInput(model, operation, stream, pieces, format, Object.create(null));
      }
      if (operation.input === undefined || body === undefined || body.length === 0)
        return Object.create(null);
      return read(model, { shape: operation.input }, decoded(body), 0) as Value;
    },
    serialize(operation: OperationModel, output: Value, requestId: string): HttpResponse {
      const stream = eventStreamOf(model, operation, "output");
      if (stream !== undefined && output[stream.member] !== undefined)
        return {
          status: 200,
          headers: [
            ["smithy-protocol", "rpc-v2-cbor"],
            ["content-type", EVENT_STREAM_TYPE],
            ["x-amzn-requestid", requestId],
          ],
          body: eventStreamBody(model, operation, stream, output, format),
        };
      const value =
        operation.output === undefined ? {} : write(model, { shape: operation.output }, output);
      return answer(200, value, requestId);
    },
    serializeFault(
      operation: OperationModel | undefined,
      fault: Fault,
      requestId: string,
    ): HttpResponse {
      const shape = errorShape(model, operation, fault);
      const members =
        shape === undefined
          ? { message: fault.message }
          : (write(model, { shape: shape.name }, faultMembers(shape, fault)) as object);
      const response = answer(
        fault.status,
        { __type: fault.code, message: fault.message, ...members },
        requestId,
      );
      const extra: [string, string][] = model.queryCompatible ? [queryError(shape, fault)] : [];
      return { ...response, headers: [...response.headers, ...extra] };
    },
  };
}

function answer(status: number, value: unknown, requestId: string): HttpResponse {
  return {
    status,
    headers: [
      ["smithy-protocol", "rpc-v2-cbor"],
      ["content-type", "application/cbor"],
      ["x-amzn-requestid", requestId],
    ],
    body: encoded(value),
  };
}

const encoded = (value: unknown): Uint8Array =>
  encode(value, { typeEncoders: { Object: encodeEpoch }, float64: true } as never);

/** @throws Fault SerializationException. */
function decoded(body: Uint8Array): unknown {
  try {
    return readCbor(body);
  } catch (error) {
    if (!(error instanceof MalformedCbor)) throw error;
    throw serialization("Unable to parse the request body as CBOR.");
  }
}

/** Times as tagged numbers; null leaves any other object to the library. */
function encodeEpoch(value: unknown): Token[] | null {
  return value instanceof Epoch
    ? [new Token(Type.tag, 1), new Token(Type.float, value.seconds)]
    : null;
}

function read(model: ServiceModel, member: Member, value: unknown, depth: number): unknown {
  if (depth > 64) throw serialization("The request body is nested too deeply.");
  const shape = model.shapes[member.shape]!;
  switch (shape.type) {
    case "structure": {
      const out: Value = Object.create(null);
      if (!(value instanceof Map)) throw serialization("Expected a structure");
      for (const [key, inner] of Object.entries(shape.members)) {
        const held: unknown = value.get(key);
        if (held !== null && held !== undefined) out[key] = read(model, inner, held, depth + 1);
      }
      return out;
    }
    case "list":
      if (!Array.isArray(value)) throw serialization("Expected a list");
      return value.map((item) =>
        item === null ? null : read(model, shape.member, item, depth + 1),
      );
    case "map": {
      if (!(value instanceof Map)) throw serialization("Expected a map");
      const out: Value = Object.create(null);
      for (const [key, inner] of value as Map<unknown, unknown>) {
        if (typeof key !== "string") throw serialization("Expected a string for a key");
        if (inner !== null && inner !== undefined)
          out[key] = read(model, shape.value, inner, depth + 1);
      }
      return out;
    }
    case "timestamp":
      return readMoment(value instanceof Epoch ? value.seconds : value);
    case "blob":
      if (!(value instanceof Uint8Array)) throw serialization("Expected a blob");
      return value;
    case "string":
      if (typeof value !== "string") throw serialization("Expected a string");
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw serialization("Expected a boolean");
      return value;
    case "document":
      return documentOf(value, depth);
    case "integer":
    case "long":
      if (typeof value !== "bigint" && !Number.isInteger(value))
        throw serialization("Expected a whole number");
      return whole(Number(value), shape.type);
    default:
      if (typeof value !== "number" && typeof value !== "bigint")
        throw serialization("Expected a number");
      return Number(value);
  }
}

/** A value of any form; maps become objects. */
function documentOf(value: unknown, depth: number): unknown {
  if (depth > 64) throw serialization("The request body is nested too deeply.");
  if (Array.isArray(value)) return value.map((item) => documentOf(item, depth + 1));
  if (!(value instanceof Map)) return value;
  const out: Value = Object.create(null);
  for (const [key, inner] of value as Map<unknown, unknown>)
    out[String(key)] = documentOf(inner, depth + 1);
  return out;
}

function readMoment(seconds: unknown): number {
  const read = typeof seconds === "number" ? readTimestamp(seconds, "unixTimestamp") : undefined;
  if (read === undefined) throw serialization("Expected a timestamp");
  return read;
}

function write(model: ServiceModel, member: Member, value: unknown): unknown {
  const shape = model.shapes[member.shape]!;
  switch (shape.type) {
    case "structure": {
      const out: Value = Object.create(null);
      for (const [key, inner] of Object.entries(shape.members)) {
        const held = (value as Value)[key];
        if (held !== undefined && held !== null) out[key] = write(model, inner, held);
      }
      return { ...out };
    }
    case "list":
      return Array.from(value as unknown[], (item) =>
        item === null ? null : write(model, shape.member, item),
      );
    case "map":
      return Object.fromEntries(
        Object.entries(value as Value).map(([key, inner]) => [
          key,
          write(model, shape.value, inner),
        ]),
      );
    case "timestamp":
      return new Epoch((value as number) / 1000);
    default:
      return value;
  }
}
