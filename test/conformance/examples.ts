/** Values made from the models, the same at every run: what an input, output or error can hold. */
import type { Member, NumberShape, ServiceModel, Shape, StringShape } from "#aws/model";

/** Every member, or only those that must be there. */
export type Extent = "all" | "required";

interface Making {
  readonly model: ServiceModel;
  readonly extent: Extent;
  /** Shapes being made: none is put into itself. */
  readonly within: string[];
  /** Counts values, so that no two are alike. */
  count: number;
}

type Place = "body" | "header" | "label" | "query";

const EPOCH = 1_700_000_000_000;

/** A structure of that shape in our form: times as milliseconds, blobs as bytes. */
export function exampleOf(
  model: ServiceModel,
  shape: string,
  extent: Extent,
): Record<string, unknown> {
  const making: Making = { model, extent, within: [], count: 0 };
  return (make(making, { shape }, "body", "") ?? {}) as Record<string, unknown>;
}

function make(making: Making, member: Member, place: Place, name: string): unknown {
  const { model, within } = making;
  const shape = model.shapes[member.shape]!;
  if (shape.type !== "structure" && shape.type !== "list" && shape.type !== "map")
    return scalar(making, member, shape, place, name);
  if (within.includes(member.shape) || within.length > 12) return undefined;
  within.push(member.shape);
  const made = container(making, shape, place);
  within.pop();
  return made;
}

function container(making: Making, shape: Shape, place: Place): unknown {
  if (shape.type === "list") return list(making, shape, place);
  if (shape.type === "map") return map(making, shape, place);
  if (shape.type !== "structure") return undefined;
  if ((shape as { document?: boolean }).document) return { document: [1, "two", true] };
  const { required = [] } = shape;
  const out: Record<string, unknown> = {};
  const names = Object.keys(shape.members);
  const chosen =
    shape.union || shape.eventStream
      ? rotated(names, making.count)
      : making.extent === "all"
        ? names
        : names.filter(
            (name) =>
              required.includes(name) ||
              shape.payload === name ||
              shape.members[name]!.location === "uri",
          );
  for (const name of chosen) {
    const member = shape.members[name]!;
    const value = make(making, member, placeOf(member), name);
    if (value === undefined) continue;
    out[name] = value;
    if (shape.union || shape.eventStream) break;
  }
  return out;
}

const rotated = (names: readonly string[], by: number): string[] => [
  ...names.slice(by % Math.max(1, names.length)),
  ...names.slice(0, by % Math.max(1, names.length)),
];

function placeOf(member: Member): Place {
  switch (member.location) {
    case "uri":
      return "label";
    case "querystring":
      return "query";
    case "header":
    case "headers":
      return "header";
    default:
      return member.eventHeader ? "header" : "body";
  }
}

function list(making: Making, shape: Extract<Shape, { type: "list" }>, place: Place): unknown {
  const wanted = making.within.length < 4 ? 2 : 1;
  const out: unknown[] = [];
  for (let i = 0; i < Math.min(wanted, shape.max ?? wanted); i++) {
    const item = make(making, shape.member, place, "");
    if (item === undefined) return undefined;
    out.push(item);
  }
  return out.length === 0 ? undefined : out;
}

function map(making: Making, shape: Extract<Shape, { type: "map" }>, place: Place): unknown {
  const out: Record<string, unknown> = {};
  for (let i = 0; i < (making.within.length < 4 ? 2 : 1); i++) {
    const key =
      place === "body" ? String(make(making, shape.key, "header", "")) : `k${(making.count += 1)}`;
    const value = make(making, shape.value, place, "");
    if (value === undefined) return undefined;
    out[key] = value;
  }
  return out;
}

function scalar(making: Making, member: Member, shape: Shape, place: Place, name: string): unknown {
  const n = (making.count += 1);
  switch (shape.type) {
    case "string":
      if (member.jsonValue) return JSON.stringify({ value: n });
      return string(shape, n, place, member, name);
    case "boolean":
      return n % 2 === 0;
    case "timestamp": {
      const format = member.timestampFormat ?? shape.timestampFormat;
      const whole = format === "rfc822" || place === "header";
      return EPOCH + n * 1000 + (whole ? 0 : 250);
    }
    case "blob":
      return Uint8Array.from([0, 255, 10, ...Buffer.from(`bytes ${n}`)]);
    case "document":
      return { document: [n, "two", true, { three: null }] };
    case "integer":
    case "long":
    case "float":
    case "double":
      return number(shape, n);
    default:
      return undefined;
  }
}

function number(shape: NumberShape, n: number): number {
  const fraction = shape.type === "float" || shape.type === "double" ? 0.5 : 0;
  const wanted = n + fraction + (shape.type === "long" ? 2 ** 40 : 0);
  return Math.max(shape.min ?? wanted, Math.min(shape.max ?? wanted, wanted));
}

/** Text that needs escaping wherever it may stand. */
const HARD = " a&b<c>\"d'é/+%?#=;:☃";

function string(shape: StringShape, n: number, place: Place, member: Member, name: string): string {
  const known = PARTICULAR[name];
  if (known !== undefined) return known;
  if (shape.enum !== undefined && shape.enum.length > 0) return shape.enum[n % shape.enum.length]!;
  const context = contextual(member, name, n);
  if (context !== undefined) return context;
  const plain = `text-${n}`;
  const hard = place === "header" || n % 3 !== 0 ? plain : `${plain}${HARD}x`;
  const { max = 200, min = 0 } = shape;
  const fitting = hard.length <= max ? hard : plain.slice(0, Math.max(1, max));
  return fitting.padEnd(Math.min(min, 400), "p");
}

/** Members that the clients read or check themselves: S3's keys, checksums and dates. */
const PARTICULAR: Readonly<Record<string, string>> = {
  SSECustomerKey: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
  SSECustomerKeyMD5: "KYvwGXoFFJ42a2u2GDWhwQ==",
  CopySourceSSECustomerKey: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
  CopySourceSSECustomerKeyMD5: "KYvwGXoFFJ42a2u2GDWhwQ==",
  ChecksumAlgorithm: "CRC32",
  Expires: "Tue, 14 Nov 2023 22:13:20 GMT",
  MaxItems: "17",
};

/** What the clients' endpoint rules look into. */
function contextual(member: Member, name: string, n: number): string | undefined {
  if (member.hostLabel || name === "AccountId") return "123456789012";
  const { contextParam } = member;
  if (contextParam === undefined) return undefined;
  if (/arn/i.test(name)) return `arn:aws:kinesis:us-east-1:123456789012:stream/s${n}/consumer/c:1`;
  return contextParam === "Key" || contextParam === "Prefix" ? `folder/a b+ü${n}` : `name-${n}`;
}
