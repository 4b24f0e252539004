/**
 * DynamoDB's attribute values as they stand in our code: AWS's own shape, numbers in normal form
 * and binaries in base64, so that an item is JSON as it is.
 */
import { compareNumbers } from "./decimal.ts";

export interface AttributeValue {
  S?: string;
  N?: string;
  /** Base64. */
  B?: string;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  M?: Record<string, AttributeValue>;
  L?: AttributeValue[];
  NULL?: boolean;
  BOOL?: boolean;
}

export type Item = Record<string, AttributeValue>;

export type TypeName = "S" | "N" | "B" | "SS" | "NS" | "BS" | "M" | "L" | "NULL" | "BOOL";

/** The one type a value has. */
export function typeOf(value: AttributeValue): TypeName {
  for (const name in value) return name as TypeName;
  return "NULL";
}

/** An attribute of an item or map; what every object has beside them is not one. */
export function attribute(map: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Sets an attribute, whatever its name. */
export function setAttribute(map: Item, name: string, value: AttributeValue): void {
  if (name === "__proto__")
    Object.defineProperty(map, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  else map[name] = value;
}

/** Whether two values are equal: sets whatever their order, numbers by value. */
export function equal(a: AttributeValue, b: AttributeValue): boolean {
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  switch (type) {
    case "S":
    case "N":
    case "B":
    case "BOOL":
      return a[type] === b[type];
    case "NULL":
      return true;
    case "L": {
      const left = a.L!;
      const right = b.L!;
      return left.length === right.length && left.every((value, i) => equal(value, right[i]!));
    }
    case "M":
      return equalMaps(a.M!, b.M!);
    default: {
      const left = a[type]!;
      const right = new Set(b[type]!);
      return left.length === right.size && left.every((value) => right.has(value));
    }
  }
}

/** Whether two maps, or whole items, hold the same. */
export function equalMaps(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const other = attribute(b, name);
    return other !== undefined && equal(attribute(a, name)!, other);
  });
}

/** Order of two strings, numbers or binaries; undefined for values that have none. */
export function compare(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.S !== undefined && b.S !== undefined) return compareText(a.S, b.S);
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  if (a.B !== undefined && b.B !== undefined)
    return Buffer.compare(Buffer.from(a.B, "base64"), Buffer.from(b.B, "base64"));
  return undefined;
}

/** Strings are ordered by their UTF-8 bytes, which for surrogates is not JavaScript's order. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!/[\ud800-\uffff]/.test(a) && !/[\ud800-\uffff]/.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Bytes in a base64 text. */
export function base64Bytes(text: string): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

/** What `size()` gives; undefined for types that have none. */
export function sizeOf(value: AttributeValue): number | undefined {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B !== undefined) return base64Bytes(value.B);
  const many = value.SS ?? value.NS ?? value.BS ?? value.L;
  if (many !== undefined) return many.length;
  return value.M === undefined ? undefined : Object.keys(value.M).length;
}

/** A copy that shares nothing that a change could touch. */
export function copyValue(value: AttributeValue): AttributeValue {
  if (value.M !== undefined) return { M: copyItem(value.M) };
  if (value.L !== undefined) return { L: value.L.map(copyValue) };
  const many = value.SS ?? value.NS ?? value.BS;
  return many === undefined ? value : ({ [typeOf(value)]: [...many] } as AttributeValue);
}

/** A copy whose attributes can be replaced without changing the original. */
export function copyItem(item: Item): Item {
  const copy: Item = {};
  for (const name of Object.keys(item)) setAttribute(copy, name, copyValue(attribute(item, name)!));
  return copy;
}
