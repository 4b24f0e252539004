/** Items as they come from callers: checked, put into normal form and measured. */
import { normalNumber, numberBytes, NumberFault } from "#languages/dynamodb-expression/decimal";
import {
  type AttributeValue,
  attribute,
  base64Bytes,
  type Item,
  typeOf,
} from "#languages/dynamodb-expression/value";
import { invalid, invalidParameters } from "../errors.ts";
import { NESTING_LEVELS } from "../limits.ts";

/** Attribute values as the protocol gives them: binaries are bytes. */
type Given = Record<string, unknown>;
const SETS = {
  SS: "An string set  may not be empty",
  NS: "An number set  may not be empty",
  BS: "Binary sets should not be empty",
};

/**
 * Checks all values of an item or key, and puts numbers and binaries into the form in which we keep
 * them, in place: what comes from the wire is nobody else's.
 * @returns The item's size in bytes, as DynamoDB counts it.
 * @throws Fault ValidationException in AWS's words.
 */
export function admitItem(item: object, depth = 1): number {
  let bytes = 0;
  if (item === null) throw invalid(EMPTY);
  for (const name of Object.keys(item))
    bytes += textBytes(name) + admitValue((item as Record<string, Given>)[name]!, depth);
  return bytes;
}

const EMPTY =
  "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";

/** @see admitItem */
export function admitValue(given: object, depth = 1): number {
  const value = given as Given;
  let type: string | undefined;
  for (const name in value) {
    if (value[name] === undefined || value[name] === null) {
      delete value[name];
    } else if (type !== undefined) {
      throw invalid(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
      );
    } else type = name;
  }
  switch (type) {
    case "S":
      return textBytes(value["S"] as string);
    case "N":
      return admitNumber(value);
    case "B":
      return admitBinary(value);
    case "BOOL":
      return 1;
    case "NULL":
      if (value["NULL"] !== true)
        throw invalidParameters("Null attribute value types must have the value of true");
      return 1;
    case "SS":
    case "NS":
    case "BS":
      return admitSet(value, type);
    case "M":
      if (depth >= NESTING_LEVELS) throw tooDeep();
      return (
        3 + admitItem(value["M"] as object, depth + 1) + Object.keys(value["M"] as object).length
      );
    case "L": {
      if (depth >= NESTING_LEVELS) throw tooDeep();
      let bytes = 3;
      for (const element of value["L"] as object[]) bytes += 1 + admitValue(element, depth + 1);
      return bytes;
    }
    default:
      throw invalid(EMPTY);
  }
}

function tooDeep() {
  return invalid(
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
  );
}

/** UTF-8 bytes; counting is slower than looking for what is not ASCII. */
function textBytes(text: string): number {
  if (text.length > 64) return Buffer.byteLength(text);
  for (let i = 0; i < text.length; i++)
    if (text.charCodeAt(i) > 127) return Buffer.byteLength(text);
  return text.length;
}

function admitNumber(value: Given): number {
  try {
    const normal = normalNumber(value["N"] as string);
    value["N"] = normal;
    return numberBytes(normal);
  } catch (error) {
    throw numberFault(error);
  }
}

function numberFault(error: unknown): unknown {
  return error instanceof NumberFault ? invalid(error.message) : error;
}

function base64(binary: unknown): string {
  return typeof binary === "string" ? binary : Buffer.from(binary as Uint8Array).toString("base64");
}

function admitBinary(value: Given): number {
  const text = base64(value["B"]);
  value["B"] = text;
  return base64Bytes(text);
}

function admitSet(value: Given, type: "SS" | "NS" | "BS"): number {
  const members = value[type] as unknown[];
  if (members.length === 0) throw invalidParameters(SETS[type]);
  if (members.includes(null))
    throw invalidParameters("A set may not have a null value as a member");
  if (type === "NS") return admitNumbers(value, members as string[]);
  const texts = type === "BS" ? members.map(base64) : (members as string[]);
  if (type === "BS") value["BS"] = texts;
  if (texts.some((text) => text === ""))
    throw invalidParameters(
      type === "SS"
        ? "An string set may not have a empty string as a member"
        : "Binary sets may not contain null or empty values",
    );
  if (new Set(texts).size !== texts.length)
    throw invalidParameters(
      `Input collection [${texts.join(", ")}]${type === "BS" ? "of type BS " : " "}contains duplicates.`,
    );
  return texts.reduce(
    (sum, text) => sum + (type === "BS" ? base64Bytes(text) : textBytes(text)),
    0,
  );
}

function admitNumbers(value: Given, members: readonly string[]): number {
  let bytes = 0;
  try {
    const numbers = members.map(normalNumber);
    if (new Set(numbers).size !== numbers.length)
      throw invalid("Input collection contains duplicates");
    for (const number of numbers) bytes += numberBytes(number);
    value["NS"] = numbers;
  } catch (error) {
    throw numberFault(error);
  }
  return bytes;
}

/** The size of an item that is in our form. */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const name of Object.keys(item))
    bytes += textBytes(name) + valueBytes(attribute(item, name)!);
  return bytes;
}

export function valueBytes(value: AttributeValue): number {
  const type = typeOf(value);
  switch (type) {
    case "S":
      return textBytes(value.S!);
    case "N":
      return numberBytes(value.N!);
    case "B":
      return base64Bytes(value.B!);
    case "SS":
      return value.SS!.reduce((sum, text) => sum + textBytes(text), 0);
    case "NS":
      return value.NS!.reduce((sum, text) => sum + numberBytes(text), 0);
    case "BS":
      return value.BS!.reduce((sum, text) => sum + base64Bytes(text), 0);
    case "M":
      return 3 + Object.keys(value.M!).length + itemBytes(value.M!);
    case "L":
      return value.L!.reduce((sum, element) => sum + 1 + valueBytes(element), 3);
    default:
      return 1;
  }
}

/** How deep an item nests; its attributes are level 1. */
export function checkDepth(item: Item, depth = 1): void {
  for (const name of Object.keys(item)) checkValueDepth(attribute(item, name)!, depth);
}

function checkValueDepth(value: AttributeValue, depth: number): void {
  if (value.M === undefined && value.L === undefined) return;
  if (depth >= NESTING_LEVELS) throw tooDeep();
  if (value.M !== undefined) checkDepth(value.M, depth + 1);
  else for (const element of value.L!) checkValueDepth(element, depth + 1);
}

const BINARY = /"BS?":["[]/;

/** An item as the protocol takes it, from the text in which we keep it. */
export function itemFromText(text: string): Item {
  return JSON.parse(text) as Item;
}

/** Whether a stored item may hold binaries, which leave us as bytes. */
export function mayHoldBinary(text: string): boolean {
  return BINARY.test(text);
}

/** An item as the protocol takes it: binaries become bytes. */
export function shownItem(item: Item): Item {
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(item))
    Object.defineProperty(out, name, {
      value: shownValue(attribute(item, name)!),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  return out as Item;
}

function shownValue(value: AttributeValue): unknown {
  if (value.B !== undefined) return { B: Buffer.from(value.B, "base64") };
  if (value.BS !== undefined) return { BS: value.BS.map((text) => Buffer.from(text, "base64")) };
  if (value.M !== undefined) return { M: shownItem(value.M) };
  return value.L === undefined ? value : { L: value.L.map(shownValue) };
}
