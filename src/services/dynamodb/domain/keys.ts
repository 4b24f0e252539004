/** Keys as bytes whose order is DynamoDB's. */
import { sortableNumber } from "#languages/dynamodb-expression/decimal";
import {
  type AttributeValue,
  attribute,
  base64Bytes,
  type Item,
  typeOf,
} from "#languages/dynamodb-expression/value";
import { invalid, invalidParameters } from "../errors.ts";
import { HASH_KEY_BYTES, RANGE_KEY_BYTES } from "../limits.ts";

export type KeyType = "S" | "N" | "B";

export interface KeyPart {
  readonly name: string;
  readonly type: KeyType;
}

export interface KeySchema {
  readonly hash: KeyPart;
  readonly range?: KeyPart;
}

/** Where an item or an index entry stands. */
export interface Place {
  readonly hash: Uint8Array;
  /** Empty where the key has no range part. */
  readonly sort: Uint8Array;
}

const NOTHING = new Uint8Array(0);
/** Sorts after every key. */
export const AFTER_ALL: Uint8Array = new Uint8Array(2_100).fill(0xff);
export const BEFORE_ALL: Uint8Array = NOTHING;

export function sortableKey(value: AttributeValue): Uint8Array {
  if (value.S !== undefined) return Buffer.from(value.S);
  if (value.N !== undefined) return sortableNumber(value.N);
  return Buffer.from(value.B ?? "", "base64");
}

/**
 * A hash key's bytes behind four bytes that spread keys evenly: items lie in the order of these, as
 * DynamoDB's lie in the order of a hash, and a segment of a parallel scan is a range of them.
 */
export function hashKey(value: AttributeValue): Uint8Array {
  const key = sortableKey(value);
  const bytes = new Uint8Array(4 + key.length);
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key[i]!, 0x01000193);
  // FNV spreads its low bits better than its high ones, which come first here.
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  bytes[0] = hash >>> 24;
  bytes[1] = hash >>> 16;
  bytes[2] = hash >>> 8;
  bytes[3] = hash;
  bytes.set(key, 4);
  return bytes;
}

/** Where in the order of hash keys a segment of a parallel scan begins; past the last, after all. */
export function segmentStart(segment: number, total: number): Uint8Array {
  if (segment >= total) return AFTER_ALL;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Math.floor((segment / total) * 0x1_0000_0000));
  return bytes;
}

/** The place of an item whose key attributes are known to be right. */
export function placeOf(schema: KeySchema, item: Item): Place {
  const { hash, range } = schema;
  return {
    hash: hashKey(attribute(item, hash.name)!),
    sort: range === undefined ? NOTHING : sortableKey(attribute(item, range.name)!),
  };
}

/** The place of an item in an index; undefined when it lacks a key attribute of it. */
export function indexPlaceOf(schema: KeySchema, item: Item): Place | undefined {
  const { hash, range } = schema;
  if (attribute(item, hash.name) === undefined) return undefined;
  if (range !== undefined && attribute(item, range.name) === undefined) return undefined;
  return placeOf(schema, item);
}

/** The key attributes of an item. */
export function keyOf(schema: KeySchema, item: Item): Item {
  const { hash, range } = schema;
  const key: Item = Object.create(null);
  key[hash.name] = attribute(item, hash.name)!;
  if (range !== undefined) key[range.name] = attribute(item, range.name)!;
  return key;
}

/** The first bytes after all that begin with `prefix`. */
export function afterPrefix(prefix: Uint8Array): Uint8Array {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end--;
  if (end === 0) return AFTER_ALL;
  // A copy: a Buffer's slice would share the prefix's memory.
  const bytes = new Uint8Array(prefix.subarray(0, end));
  bytes[end - 1] = bytes[end - 1]! + 1;
  return bytes;
}

/** The first bytes after exactly these. */
export function justAfter(key: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(key.length + 1);
  bytes.set(key);
  return bytes;
}

const MISMATCH = "The provided key element does not match the schema";

/**
 * Checks that a `Key` has exactly the key attributes, of the right types.
 * @throws Fault ValidationException in AWS's words.
 */
export function checkKey(schema: KeySchema, key: Item): void {
  const parts = schema.range === undefined ? 1 : 2;
  const given = Object.keys(key).length;
  const hash = attribute(key, schema.hash.name);
  const range = schema.range === undefined ? undefined : attribute(key, schema.range.name);
  if (given !== parts || hash === undefined || (parts === 2 && range === undefined))
    throw invalid(MISMATCH);
  checkKeyPart(schema.hash, hash, true, MISMATCH);
  if (schema.range !== undefined) checkKeyPart(schema.range, range!, false, MISMATCH);
}

/**
 * Checks an item's key attributes.
 * @throws Fault ValidationException in AWS's words.
 */
export function checkItemKey(schema: KeySchema, item: Item, mismatch?: string): void {
  checkItemPart(schema.hash, item, true, mismatch);
  if (schema.range !== undefined) checkItemPart(schema.range, item, false, mismatch);
}

function checkItemPart(
  part: KeyPart,
  item: Item,
  isHash: boolean,
  mismatch: string | undefined,
): void {
  const value = attribute(item, part.name);
  if (value === undefined) {
    if (mismatch !== undefined) throw invalid(mismatch);
    throw invalidParameters(`Missing the key ${part.name} in the item`);
  }
  checkKeyPart(
    part,
    value,
    isHash,
    mismatch ??
      `One or more parameter values were invalid: Type mismatch for key ${part.name} expected: ${part.type} actual: ${typeOf(value)}`,
  );
}

function checkKeyPart(
  part: KeyPart,
  value: AttributeValue,
  isHash: boolean,
  mismatch: string,
): void {
  if (value[part.type] === undefined) throw invalid(mismatch);
  if (part.type === "N") return;
  const text = value[part.type]!;
  if (text === "")
    throw invalid(
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an " +
        `empty ${part.type === "S" ? "string" : "binary"} value. Key: ${part.name}`,
    );
  // No character is more than three bytes for each of its UTF-16 units.
  const most = isHash ? HASH_KEY_BYTES : RANGE_KEY_BYTES;
  if (text.length * 3 <= most) return;
  const bytes = part.type === "S" ? Buffer.byteLength(text) : base64Bytes(text);
  if (bytes > most)
    throw invalidParameters(
      isHash
        ? `Size of hashkey has exceeded the maximum size limit of${HASH_KEY_BYTES} bytes`
        : `Aggregated size of all range keys has exceeded the size limit of ${RANGE_KEY_BYTES} bytes`,
    );
}

/**
 * Checks an item's attributes that are key attributes of an index.
 * @param update The item is the result of an update, which has words of its own.
 * @throws Fault ValidationException in AWS's words.
 */
export function checkIndexKey(index: string, schema: KeySchema, item: Item, update: boolean): void {
  checkIndexPart(index, schema.hash, item, update, true);
  if (schema.range !== undefined) checkIndexPart(index, schema.range, item, update, false);
}

function checkIndexPart(
  index: string,
  part: KeyPart,
  item: Item,
  update: boolean,
  isHash: boolean,
): void {
  const value = attribute(item, part.name);
  if (value === undefined) return;
  if (value[part.type] === undefined)
    throw invalidParameters(
      `Type mismatch for Index Key ${part.name} Expected: ${part.type} Actual: ${typeOf(value)} IndexName: ${index}`,
    );
  if (part.type === "N") return;
  const text = value[part.type]!;
  if (text === "") {
    const empty = `The AttributeValue for a key attribute cannot contain an empty ${part.type === "S" ? "string" : "binary"} value.`;
    throw invalid(
      update
        ? "One or more parameter values are not valid. The update expression attempted to update a secondary " +
            `index key to a value that is not supported. ${empty}`
        : "One or more parameter values are not valid. A value specified for a secondary index key is not " +
            `supported. ${empty} IndexName: ${index}, IndexKey: ${part.name}`,
    );
  }
  const most = isHash ? HASH_KEY_BYTES : RANGE_KEY_BYTES;
  if (text.length * 3 <= most) return;
  const bytes = part.type === "S" ? Buffer.byteLength(text) : base64Bytes(text);
  if (bytes > most)
    throw invalidParameters(
      isHash
        ? `Size of hashkey has exceeded the maximum size limit of${HASH_KEY_BYTES} bytes`
        : `Aggregated size of all range keys has exceeded the size limit of ${RANGE_KEY_BYTES} bytes`,
    );
}
