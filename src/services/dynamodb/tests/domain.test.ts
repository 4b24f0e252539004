import { describe, expect, test } from "bun:test";
import type { Item } from "#languages/dynamodb-expression/value";
import { checkTable, type GivenTable } from "../domain/definitions.ts";
import { admitItem, itemBytes, shownItem } from "../domain/items.ts";
import {
  afterPrefix,
  checkIndexKey,
  checkItemKey,
  checkKey,
  hashKey,
  justAfter,
  type KeySchema,
  segmentStart,
  sortableKey,
} from "../domain/keys.ts";
import {
  checkAttributeUpdates,
  expectedCondition,
  filterCondition,
  legacyKeyConditions,
} from "../domain/replaced.ts";

const nested = (depth: number): object => (depth === 0 ? { S: "x" } : { L: [nested(depth - 1)] });

describe("items", () => {
  test.each([
    [
      { a: {} },
      "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
    ],
    [
      { a: null },
      "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
    ],
    [
      { a: { S: "x", N: "1" } },
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    ],
    [{ a: { N: "abc" } }, "The parameter cannot be converted to a numeric value: abc"],
    [
      { a: { SS: [] } },
      "One or more parameter values were invalid: An string set  may not be empty",
    ],
    [
      { a: { NS: [] } },
      "One or more parameter values were invalid: An number set  may not be empty",
    ],
    [
      { a: { SS: ["a", "a"] } },
      "One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
    ],
    [{ a: { NS: ["1", "1.0"] } }, "Input collection contains duplicates"],
    [
      { a: { SS: [""] } },
      "One or more parameter values were invalid: An string set may not have a empty string as a member",
    ],
    [{ a: { SS: [null] } }, "A set may not have a null value as a member"],
    [
      { a: nested(32) },
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
    ],
  ])("%j is refused", (item, words) => {
    expect(() => admitItem(item as object)).toThrow(words);
  });

  test.each([
    [{ a: { S: "xyz" } }, 4],
    [{ ä: { S: "€" } }, 5],
    [{ n: { N: "0123" } }, 4],
    [{ b: { B: new Uint8Array(10) } }, 11],
    [{ t: { BOOL: false }, u: { NULL: true } }, 4],
    [{ l: { L: [{ S: "a" }, { S: "b" }] } }, 1 + 3 + 4],
    [{ m: { M: { k: { S: "v" } } } }, 1 + 3 + 1 + 2],
    [{ s: { SS: ["ab", "c"] } }, 4],
    [{ a: nested(31) }, 1 + 31 * 4 + 1],
  ])("%j has its size", (item, bytes) => {
    const copy = structuredClone(item) as object;
    expect(admitItem(copy)).toBe(bytes);
    expect(itemBytes(copy as Item)).toBe(bytes);
  });

  test("what is admitted is in normal form, and twice changes nothing", () => {
    const item = {
      n: { N: "1.50" },
      b: { B: new Uint8Array([1, 2]) },
      u: { NULL: true },
    } as never;
    admitItem(item);
    admitItem(item);
    expect(item).toEqual({ n: { N: "1.5" }, b: { B: "AQI=" }, u: { NULL: true } } as never);
    expect(shownItem(item)["b"]).toEqual({ B: Buffer.from([1, 2]) } as never);
  });
});

describe("keys", () => {
  const schema: KeySchema = { hash: { name: "pk", type: "S" }, range: { name: "sk", type: "N" } };
  const right = { pk: { S: "a" }, sk: { N: "1" } };
  const mismatch = "The provided key element does not match the schema";

  test.each([
    [{ pk: { S: "a" } }, mismatch],
    [{ ...right, more: { S: "x" } }, mismatch],
    [{ pk: { N: "1" }, sk: { N: "1" } }, mismatch],
    [
      { pk: { S: "" }, sk: { N: "1" } },
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
    ],
    [
      { pk: { S: "a".repeat(2049) }, sk: { N: "1" } },
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    ],
  ])("%j is refused", (key, words) => {
    expect(() => checkKey(schema, key as Item)).toThrow(words);
  });

  test("items need their key", () => {
    checkKey(schema, right);
    checkItemKey(schema, { ...right, more: { S: "" } });
    expect(() => checkItemKey(schema, { pk: { S: "a" } })).toThrow(
      "One or more parameter values were invalid: Missing the key sk in the item",
    );
    expect(() => checkItemKey(schema, { pk: { N: "1" }, sk: { N: "1" } })).toThrow(
      "Type mismatch for key pk expected: S actual: N",
    );
    expect(() => checkIndexKey("i", schema, { pk: { L: [] } }, false)).toThrow(
      "Type mismatch for Index Key pk Expected: S Actual: L IndexName: i",
    );
    expect(() => checkIndexKey("i", schema, { pk: { S: "" } }, true)).toThrow(
      "The update expression attempted to update a secondary index key to a value that is not supported",
    );
  });

  test("bytes are in DynamoDB's order", () => {
    const texts = ["", "a", "a\u0000", "ab", "b", "é", "\uffff", "😀"];
    const bytes = texts.map((text) => Buffer.from(sortableKey({ S: text })));
    for (let i = 1; i < bytes.length; i++)
      expect(Buffer.compare(bytes[i - 1]!, bytes[i]!)).toBe(-1);
    expect(Buffer.compare(justAfter(bytes[1]!), bytes[2]!)).toBe(0);
    expect(Buffer.from(afterPrefix(Buffer.from([1, 0xff]))).toString("hex")).toBe("02");
  });

  test("segments share hash keys evenly, and each has one", () => {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 4_000; i++) {
      const at = hashKey({ S: `user-${i}` });
      const homes = counts
        .map((_, segment) => segment)
        .filter(
          (segment) =>
            Buffer.compare(at, segmentStart(segment, 4)) > 0 &&
            Buffer.compare(at, segmentStart(segment + 1, 4)) < 0,
        );
      expect(homes).toHaveLength(1);
      counts[homes[0]!]!++;
    }
    for (const count of counts) expect(count).toBeGreaterThan(800);
  });
});

const attributes = (...names: string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: "S" }));
const keys = (...names: string[]) =>
  names.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? "HASH" : "RANGE" }));
const table = (change: GivenTable): GivenTable => ({
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: attributes("a"),
  KeySchema: keys("a"),
  ...change,
});
const index = (change: object = {}) => ({
  IndexName: "index",
  KeySchema: keys("g"),
  Projection: { ProjectionType: "ALL" },
  ...change,
});
const withIndex = (change: object) =>
  table({
    AttributeDefinitions: attributes("a", "g"),
    GlobalSecondaryIndexes: [index(change) as never],
  });

test.each([
  [
    { BillingMode: undefined },
    "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
  ],
  [
    { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
    "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
  ],
  [
    {
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 1_000_000_000_001, WriteCapacityUnits: 1 },
    },
    "Given value 1000000000001 for ReadCapacityUnits is out of bounds",
  ],
  [{ KeySchema: keys("a", "a") }, "Invalid KeySchema: Some index key attribute have no definition"],
  [
    { KeySchema: keys("b") },
    "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [b], AttributeDefinitions: [a]",
  ],
  [
    { AttributeDefinitions: attributes("a", "b"), KeySchema: keys("a", "a") },
    "Both the Hash Key and the Range Key element in the KeySchema have the same name",
  ],
  [
    { KeySchema: [{ AttributeName: "a", KeyType: "RANGE" }] },
    "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
  ],
  [
    { AttributeDefinitions: attributes("a", "b") },
    "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
  ],
  [
    { GlobalSecondaryIndexes: [] },
    "One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty",
  ],
  [
    { LocalSecondaryIndexes: [index() as never] },
    "One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
  ],
] as [GivenTable, string][])("a table of %j is refused", (change, words) => {
  expect(() => checkTable(table(change))).toThrow(words);
});

test.each([
  [{ Projection: {} }, "One or more parameter values were invalid: Unknown ProjectionType: null"],
  [
    { Projection: { ProjectionType: "ALL", NonKeyAttributes: ["x"] } },
    "One or more parameter values were invalid: ProjectionType is ALL, but NonKeyAttributes is specified",
  ],
  [
    { Projection: { ProjectionType: "INCLUDE" } },
    "One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
  ],
  [
    { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
    "One or more parameter values were invalid: ProvisionedThroughput should not be specified for index: index when BillingMode is PAY_PER_REQUEST",
  ],
  [
    { KeySchema: keys("z") },
    "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [z], AttributeDefinitions: [a, g]",
  ],
])("an index with %j is refused", (change, words) => {
  expect(() => checkTable(withIndex(change))).toThrow(words);
});

test("right tables are taken, index names only once", () => {
  checkTable(table({}));
  checkTable(withIndex({}));
  const twice = table({
    AttributeDefinitions: attributes("a", "g"),
    GlobalSecondaryIndexes: [index(), index()] as never,
  });
  expect(() => checkTable(twice)).toThrow(
    "One or more parameter values were invalid: Duplicate index name: index",
  );
});

describe("legacy parameters", () => {
  const value = { S: "x" };
  test.each([
    [
      { a: { ComparisonOperator: "EQ" } },
      "Invalid number of argument(s) for the EQ ComparisonOperator",
    ],
    [
      { a: { ComparisonOperator: "BETWEEN", AttributeValueList: [{ S: "b" }, { S: "a" }] } },
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    ],
    [
      { a: { ComparisonOperator: "LT", AttributeValueList: [{ BOOL: true }] } },
      "ComparisonOperator LT is not valid for BOOL AttributeValue type",
    ],
    [
      { a: { ComparisonOperator: "IN", AttributeValueList: [value, { N: "1" }] } },
      "AttributeValues inside AttributeValueList must be of same type",
    ],
  ])("%j is no filter", (filter, words) => {
    expect(() => filterCondition(filter as never, undefined)).toThrow(words);
  });
  test.each([
    [
      { a: {} },
      "One or more parameter values were invalid: Value must be provided when Exists is null for Attribute: a",
    ],
    [
      { a: { Exists: true } },
      "One or more parameter values were invalid: Value must be provided when Exists is true for Attribute: a",
    ],
    [
      { a: { Exists: false, Value: value } },
      "One or more parameter values were invalid: Value cannot be used when Exists is false for Attribute: a",
    ],
    [
      { a: { AttributeValueList: [value] } },
      "One or more parameter values were invalid: AttributeValueList can only be used with a ComparisonOperator for Attribute: a",
    ],
    [
      { a: { ComparisonOperator: "EQ", Exists: true, Value: value } },
      "One or more parameter values were invalid: Exists and ComparisonOperator cannot be used together for Attribute: a",
    ],
  ])("%j is no expectation", (expected, words) => {
    expect(() => expectedCondition(expected as never, undefined)).toThrow(words);
  });
  test("ConditionalOperator needs two filters", () => {
    expect(() => filterCondition(undefined, "OR")).toThrow(
      "ConditionalOperator cannot be used without Filter or Expected",
    );
    expect(() => filterCondition({ a: { ComparisonOperator: "NULL" } }, "OR")).toThrow(
      "ConditionalOperator can only be used when Filter or Expected has two or more elements",
    );
  });
  test("key conditions", () => {
    expect(() => legacyKeyConditions({})).toThrow("Conditions can be of length 1 or 2 only");
    expect(() =>
      legacyKeyConditions({ a: { ComparisonOperator: "NE", AttributeValueList: [value] } }),
    ).toThrow("Attempted conditional constraint is not an indexable operation");
  });
  test("attribute updates", () => {
    expect(() => checkAttributeUpdates({ a: { Action: "PUT" } })).toThrow(
      "Only DELETE action is allowed when no attribute value is specified",
    );
    expect(() => checkAttributeUpdates({ a: { Action: "ADD", Value: value } })).toThrow(
      "ADD action is not supported for the type S",
    );
  });
});
