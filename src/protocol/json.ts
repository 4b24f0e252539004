/** Between JSON and values, by shape; readers and writers are compiled once per shape. */
import { Fault } from "#aws/fault";
import type { Member, ServiceModel, Shape, TimestampFormat } from "#aws/model";
import { readTimestamp, secondsOf, writeTimestamp } from "./timestamps.ts";

type Convert = (value: unknown) => unknown;

/** Values nested deeper than this are refused: no AWS input is. */
const DEEPEST = 64;

export interface JsonShapes {
  reader(member: Member): Convert;
  writer(member: Member): Convert;
}

export interface JsonOptions {
  readonly timestamps: TimestampFormat;
  /** Wire names of members differ from their own (rest-json). */
  readonly names: boolean;
}

/** Readers and writers of a model's shapes in JSON, each compiled on first use. */
export function jsonShapes(model: ServiceModel, options: JsonOptions): JsonShapes {
  const readers = new Map<string, Convert>();
  const writers = new Map<string, Convert>();
  const compiled = (
    cache: Map<string, Convert>,
    member: Member,
    make: (m: Member) => Convert,
  ): Convert => {
    const key =
      member.timestampFormat === undefined && !member.jsonValue
        ? member.shape
        : `${member.shape}|${member.timestampFormat}|${member.jsonValue}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    // A shape may hold itself: the entry stands before it is made.
    let made: Convert | undefined;
    cache.set(key, (value) => made!(value));
    made = make(member);
    cache.set(key, made);
    return made;
  };
  const reader = (member: Member): Convert =>
    compiled(readers, member, (m) => makeReader(model, m, options, reader));
  const writer = (member: Member): Convert =>
    compiled(writers, member, (m) => makeWriter(model, m, options, writer));
  return { reader, writer };
}

/** What AWS answers to JSON that does not fit the model: SerializationException, 400. */
export function serialization(words: string): Fault {
  return new Fault("SerializationException", words, 400);
}

/** How AWS's JSON parser names what it found. */
function tokenOf(value: unknown): string {
  if (value === true) return "TRUE_VALUE";
  if (value === false) return "FALSE_VALUE";
  if (typeof value === "number") return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
  return typeof value === "string"
    ? "STRING_VALUE"
    : Array.isArray(value)
      ? "START_ARRAY"
      : "START_OBJECT";
}

function mismatch(value: unknown, wanted: string): Fault {
  if (typeof value === "object")
    return serialization("Start of structure or map found where not expected.");
  return serialization(`${tokenOf(value)} can not be converted to ${wanted}`);
}

function makeReader(
  model: ServiceModel,
  member: Member,
  options: JsonOptions,
  reader: (m: Member) => Convert,
): Convert {
  const shape = model.shapes[member.shape]!;
  switch (shape.type) {
    case "structure": {
      if ((shape as { document?: boolean }).document) return (value) => value;
      const fields = new Map<string, readonly [string, Convert]>();
      for (const [name, inner] of Object.entries(shape.members))
        fields.set(options.names ? (inner.name ?? name) : name, [name, lazy(() => reader(inner))]);
      return (value) => {
        if (typeof value !== "object" || value === null || Array.isArray(value)) {
          if (typeof value === "object")
            throw serialization("Unrecognized collection type class " + model.serviceId);
          throw serialization("Expected a structure");
        }
        const out: Record<string, unknown> = Object.create(null);
        for (const key in value) {
          const field = fields.get(key);
          if (field === undefined) continue;
          const held = (value as Record<string, unknown>)[key];
          if (held !== null) out[field[0]] = field[1](held);
        }
        return out;
      };
    }
    case "list": {
      const inner = lazy(() => reader(shape.member));
      return (value) => {
        if (!Array.isArray(value)) {
          if (typeof value === "object")
            throw serialization("Start of structure or map found where not expected.");
          throw serialization("Unexpected field type");
        }
        const out = new Array<unknown>(value.length);
        for (let i = 0; i < value.length; i++) out[i] = value[i] === null ? null : inner(value[i]);
        return out;
      };
    }
    case "map": {
      const inner = lazy(() => reader(shape.value));
      return (value) => {
        if (typeof value !== "object" || value === null || Array.isArray(value))
          throw serialization("Unexpected field type");
        const out: Record<string, unknown> = Object.create(null);
        for (const key of Object.keys(value)) {
          const held = (value as Record<string, unknown>)[key];
          if (held !== null) out[key] = inner(held);
        }
        return out;
      };
    }
    case "string":
      return member.jsonValue
        ? (value) => (typeof value === "string" ? value : JSON.stringify(value))
        : (value) => (typeof value === "string" ? value : readString(value));
    case "boolean":
      return (value) => (typeof value === "boolean" ? value : readBoolean(value));
    case "blob":
      return readBlob;
    case "timestamp": {
      const format = member.timestampFormat ?? shape.timestampFormat ?? options.timestamps;
      return (value) => {
        const read = readTimestamp(value, format);
        if (read === undefined) throw mismatch(value, "Date");
        return read;
      };
    }
    case "document":
      return (value) => value;
    default:
      return numberReader(shape.type);
  }
}

function readString(value: unknown): string {
  throw mismatch(value, "a String");
}

function readBoolean(value: unknown): boolean {
  if (value === "true" || value === "false") return value === "true";
  throw mismatch(value, "a Boolean");
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=?)?$/;

function readBlob(value: unknown): Uint8Array {
  if (typeof value !== "string") throw mismatch(value, "a Blob");
  if (value.length < 4_096 && !BASE64.test(value))
    throw serialization("Invalid base64-encoded value.");
  return new Uint8Array(Buffer.from(value, "base64"));
}

/** As Java's parser makes a whole number of what it reads: cut off, and kept within its bounds. */
export function whole(value: number, type: "integer" | "long"): number {
  const [least, most] = type === "integer" ? [-(2 ** 31), 2 ** 31 - 1] : [-(2 ** 63), 2 ** 63];
  return Math.min(most, Math.max(least, Math.trunc(value)));
}

function numberReader(type: "integer" | "long" | "float" | "double"): Convert {
  const read =
    type === "integer" || type === "long"
      ? (value: number) => whole(value, type)
      : (value: number) => value;
  const fractions = type === "float" || type === "double";
  const title = { integer: "Integer", long: "Long", float: "Float", double: "Double" }[type];
  return (value) => {
    if (typeof value === "number") return read(value);
    if (typeof value === "string") {
      if (fractions && /^(NaN|-?Infinity)$/.test(value)) return Number(value);
      if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) && value.length < 40)
        return read(Number(value));
    }
    throw mismatch(value, `${title === "Integer" ? "an" : "a"} ${title}`);
  };
}

function makeWriter(
  model: ServiceModel,
  member: Member,
  options: JsonOptions,
  writer: (m: Member) => Convert,
): Convert {
  const shape: Shape = model.shapes[member.shape]!;
  switch (shape.type) {
    case "structure": {
      if ((shape as { document?: boolean }).document) return (value) => value;
      const fields = new Map<string, readonly [string, Convert]>();
      for (const [name, inner] of Object.entries(shape.members))
        fields.set(name, [options.names ? (inner.name ?? name) : name, lazy(() => writer(inner))]);
      return (value) => {
        const out: Record<string, unknown> = {};
        for (const key in value as object) {
          const field = fields.get(key);
          const held = (value as Record<string, unknown>)[key];
          if (field !== undefined && held !== undefined && held !== null)
            out[field[0]] = field[1](held);
        }
        return out;
      };
    }
    case "list": {
      const inner = lazy(() => writer(shape.member));
      return (value) =>
        Array.from(value as unknown[], (item) =>
          item === null || item === undefined ? null : inner(item),
        );
    }
    case "map": {
      const inner = lazy(() => writer(shape.value));
      return (value) => {
        const out: Record<string, unknown> = Object.create(null);
        for (const key of Object.keys(value as object)) {
          const held = (value as Record<string, unknown>)[key];
          if (held !== undefined) out[key] = held === null ? null : inner(held);
        }
        return out;
      };
    }
    case "blob":
      return (value) =>
        value instanceof Uint8Array
          ? Buffer.from(value.buffer, value.byteOffset, value.length).toString("base64")
          : Buffer.from(String(value)).toString("base64");
    case "timestamp": {
      const format = member.timestampFormat ?? shape.timestampFormat ?? options.timestamps;
      return (value) =>
        format === "unixTimestamp"
          ? secondsOf(value as number)
          : writeTimestamp(value as number, format);
    }
    case "float":
    case "double":
      return (value) => (Number.isFinite(value) ? value : String(value));
    default:
      return (value) => value;
  }
}

function lazy(make: () => Convert): Convert {
  let made: Convert | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}

/** Parses a JSON body into a plain value. @throws Fault SerializationException. */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(body.buffer, body.byteOffset, body.length);
  const text = bytes.toString("utf8");
  if (tooDeep(text)) throw serialization("The request body is nested too deeply.");
  try {
    return JSON.parse(text);
  } catch {
    throw serialization("Unable to parse the request body as JSON.");
  }
}

/** Whether brackets nest beyond the bound; quick for what is short. */
function tooDeep(text: string): boolean {
  if (text.length < DEEPEST * 2) return false;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 92) i++;
      else if (c === 34) quoted = false;
      // A long run of plain text is skipped by the engine's own search.
      else if ((i & 63) === 0) {
        const quote = text.indexOf('"', i);
        const backslash = text.indexOf("\\", i);
        if (quote > i + 64 && (backslash < 0 || backslash > quote)) i = quote - 1;
      }
    } else if (c === 34) quoted = true;
    else if (c === 123 || c === 91) {
      if (++depth > DEEPEST * 2) return true;
    } else if (c === 125 || c === 93) depth--;
  }
  return false;
}
