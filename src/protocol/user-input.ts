/** An operation's input as a user writes it in JSON, for services that call operations in their name. */
import type { Member, OperationModel, ServiceModel, Shape } from "#aws/model";
import { serialization } from "./json.ts";

/** Values nested deeper than this are refused: no AWS input is. */
const DEEPEST = 64;

/**
 * Reads a JSON value by an operation's shapes. Names may begin with either case, times are dates or
 * epoch seconds, and bytes base64 or, where they are none, text.
 * @throws Fault SerializationException for what does not fit the model.
 */
export function inputFromJson(
  model: ServiceModel,
  { input }: OperationModel,
  value: unknown,
): Record<string, unknown> {
  if (input === undefined) return {};
  return read(model, { shape: input }, value, 0) as Record<string, unknown>;
}

function read(model: ServiceModel, member: Member, value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw serialization("The input is nested too deeply.");
  const shape = model.shapes[member.shape]!;
  switch (shape.type) {
    case "structure":
      return structure(model, shape, value, depth);
    case "list":
      if (!Array.isArray(value)) throw serialization("Expected list or null");
      return value.map((one) => (one === null ? null : read(model, shape.member, one, depth + 1)));
    case "map":
      return Object.fromEntries(
        Object.entries(objectIn(value)).map(([key, one]) => [
          key,
          read(model, shape.value, one, depth + 1),
        ]),
      );
    case "document":
      return value;
    default:
      return scalar(shape, member, value);
  }
}

function structure(
  model: ServiceModel,
  shape: Extract<Shape, { type: "structure" }>,
  value: unknown,
  depth: number,
): unknown {
  const out: Record<string, unknown> = Object.create(null);
  for (const [key, held] of Object.entries(objectIn(value))) {
    const name = [key, turned(key)].find((one) => Object.hasOwn(shape.members, one));
    if (name === undefined || held === null) continue;
    out[name] = read(model, shape.members[name]!, held, depth + 1);
  }
  return out;
}

/** A name with its first letter in the other case. */
function turned(name: string): string {
  const first = name.charAt(0);
  const other = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return other + name.slice(1);
}

function objectIn(value: unknown): object {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw serialization("Expected a structure");
  return value;
}

function scalar(shape: Shape, { jsonValue }: Member, value: unknown): unknown {
  if (typeof value === "object" && !(shape.type === "string" && jsonValue))
    throw serialization("Start of structure or map found where not expected.");
  switch (shape.type) {
    case "string":
      return typeof value === "string" ? value : JSON.stringify(value);
    case "boolean":
      if (typeof value === "boolean") return value;
      if (value === "true" || value === "false") return value === "true";
      throw serialization(`${String(value)} can not be converted to a Boolean`);
    case "blob":
      return bytes(String(value));
    case "timestamp": {
      const at = typeof value === "number" ? value * 1_000 : Date.parse(String(value));
      if (!Number.isFinite(at)) throw serialization(`${String(value)} is no time`);
      return at;
    }
    default: {
      const number = typeof value === "boolean" || value === "" ? Number.NaN : Number(value);
      if (!Number.isFinite(number))
        throw serialization(`${String(value)} can not be converted to a number`);
      return number;
    }
  }
}

function bytes(text: string): Uint8Array {
  const decoded = Buffer.from(text, "base64");
  const canonical = text.length % 4 === 0 && decoded.toString("base64") === text;
  return new Uint8Array(canonical ? decoded : Buffer.from(text));
}
