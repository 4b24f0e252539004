/** Whether two values are the same, and between our form of values and the clients'. */
import type { Member, ServiceModel, StructureShape } from "#aws/model";

interface Leeway {
  /** Members that a client adds on its own are let pass. */
  readonly extras?: string;
  /** Members that are undefined in what was read are let pass: the client does not know them. */
  readonly unknown?: boolean;
}

/** Our form as the client takes it: times are Dates. */
export function forClient(model: ServiceModel, member: Member, value: unknown): unknown {
  const shape = model.shapes[member.shape]!;
  if (value === undefined || value === null) return value;
  switch (shape.type) {
    case "timestamp":
      return new Date(value as number);
    case "list":
      return (value as unknown[]).map((item) => forClient(model, shape.member, item));
    case "map":
      return mapped(value, (_key, inner) => forClient(model, shape.value, inner));
    case "structure":
      if ((shape as { document?: boolean }).document) return value;
      if (shape.eventStream) return only(forMembers(model, shape, value));
      return forMembers(model, shape, value);
    default:
      return value;
  }
}

const forMembers = (model: ServiceModel, shape: StructureShape, value: unknown) =>
  mapped(value, (key, inner) => {
    const target = shape.members[key];
    return target === undefined ? inner : forClient(model, target, inner);
  });

/** A stream of one event. */
async function* only(event: unknown): AsyncGenerator<unknown> {
  yield event;
}

/** What the client read in our form; streams are read to their end. */
export async function fromClient(
  model: ServiceModel,
  member: Member,
  value: unknown,
): Promise<unknown> {
  const shape = model.shapes[member.shape]!;
  if (value === undefined || value === null) return undefined;
  switch (shape.type) {
    case "timestamp":
      return value instanceof Date ? value.getTime() : value;
    case "blob":
      return value instanceof Uint8Array
        ? value
        : (value as { transformToByteArray(): Promise<Uint8Array> }).transformToByteArray();
    case "string":
      return value instanceof Date ? value.toUTCString() : String(value);
    case "list":
      return Promise.all((value as unknown[]).map((item) => fromClient(model, shape.member, item)));
    case "map":
      return settled(value, (_key, inner) => fromClient(model, shape.value, inner));
    case "structure": {
      if ((shape as { document?: boolean }).document) return value;
      const inside = (held: unknown) =>
        settled(held, (key, inner) => {
          const target = shape.members[key];
          return target === undefined ? inner : fromClient(model, target, inner);
        });
      if (!shape.eventStream) return inside(value);
      for await (const event of value as AsyncIterable<unknown>) return inside(event);
      return undefined;
    }
    default:
      return value;
  }
}

function mapped(value: unknown, change: (key: string, inner: unknown) => unknown): unknown {
  return Object.fromEntries(
    Object.entries(value as object).map(([key, inner]) => [key, change(key, inner)]),
  );
}

async function settled(
  value: unknown,
  change: (key: string, inner: unknown) => unknown,
): Promise<unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value as object)) out[key] = await change(key, inner);
  return out;
}

/** Undefined when both are the same; else the place and both values there. */
export function difference(
  model: ServiceModel,
  member: Member,
  wanted: unknown,
  found: unknown,
  leeway: Leeway,
  path = "",
): string | undefined {
  if (wanted === undefined || wanted === null)
    return found === undefined || found === null ? undefined : told(path, wanted, found);
  if (found === undefined || found === null)
    return leeway.unknown || empty(wanted) ? undefined : told(path, wanted, found);
  if (wanted instanceof Uint8Array)
    return found instanceof Uint8Array && Buffer.compare(wanted, found) === 0
      ? undefined
      : told(path, wanted, found);
  // The clients' models call a few numbers strings, and the other way about.
  if (typeof wanted !== "object")
    return String(wanted) === String(found) ? undefined : told(path, wanted, found);
  if (typeof found !== "object") return told(path, wanted, found);
  const shape = model.shapes[member.shape];
  const inner = (key: string): Member => {
    if (shape?.type === "structure") return shape.members[key] ?? { shape: "" };
    if (shape?.type === "list") return shape.member;
    return shape?.type === "map" ? shape.value : { shape: "" };
  };
  const before = wanted as Record<string, unknown>;
  const after = found as Record<string, unknown>;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of keys) {
    if (before[key] === undefined && (path === "" || empty(after[key]))) {
      if (leeway.extras !== undefined && ADDED.has(key)) continue;
      const { location, idempotencyToken } = inner(key);
      if (location === "statusCode" || (idempotencyToken && leeway.extras !== undefined)) continue;
      if (empty(after[key])) continue;
    }
    const next = path === "" ? key : `${path}.${key}`;
    const one = difference(model, inner(key), before[key], after[key], leeway, next);
    if (one !== undefined) return one;
  }
  return undefined;
}

/** What the clients fill in themselves. */
const ADDED = new Set(
  (
    "ContentLength ContentType ContentMD5 ChecksumAlgorithm ChecksumCRC32 accepts " +
    "DestinationRegion PresignedUrl"
  ).split(" "),
);

/** Lists, maps and structures without content are written as nothing by several protocols. */
function empty(value: unknown): boolean {
  if (value instanceof Uint8Array) return value.length === 0;
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((inner) => inner === undefined || empty(inner))
  );
}

function told(path: string, wanted: unknown, found: unknown): string {
  const show = (value: unknown) => (JSON.stringify(value) ?? "undefined").slice(0, 120);
  return `${path}: ${show(wanted)} came as ${show(found)}`;
}
