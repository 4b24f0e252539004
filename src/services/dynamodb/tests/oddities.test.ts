/** Requests gone wrong at random, by a seed: each gets an answer of AWS's kind, never a 500. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type TestBrume, testBrume } from "#test/harness/brume";

const SEED = 20260101;
const REQUESTS = 1_500;

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

const value = { S: "a" };
const TableName = "odd-table";
const create = {
  TableName,
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  AttributeDefinitions: ["pk", "g"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  GlobalSecondaryIndexes: [
    {
      IndexName: "gsi",
      KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
    },
  ],
};
const RIGHT: readonly (readonly [string, object])[] = [
  ["CreateTable", { ...create, TableName: "other" }],
  [
    "PutItem",
    {
      TableName,
      Item: {
        pk: value,
        n: { N: "1" },
        m: { M: { a: { L: [value, { SS: ["x"] }, { B: "AA==" }] } } },
      },
      ConditionExpression: "attribute_not_exists(#a) OR n < :n",
      ExpressionAttributeNames: { "#a": "a" },
      ExpressionAttributeValues: { ":n": { N: "5" } },
    },
  ],
  ["GetItem", { TableName, Key: { pk: value }, ProjectionExpression: "a.b[0], c" }],
  [
    "UpdateItem",
    {
      TableName,
      Key: { pk: value },
      UpdateExpression: "SET a = :n, b = if_not_exists(b, :n) + :n REMOVE m.a[0]",
      ExpressionAttributeValues: { ":n": { N: "5" } },
    },
  ],
  [
    "UpdateItem",
    {
      TableName,
      Key: { pk: value },
      AttributeUpdates: { x: { Action: "ADD", Value: { N: "1" } } },
      Expected: { q: { Exists: false } },
    },
  ],
  [
    "Query",
    {
      TableName,
      IndexName: "gsi",
      KeyConditionExpression: "g = :g",
      FilterExpression: "contains(m, :g)",
      ExpressionAttributeValues: { ":g": value },
      ExclusiveStartKey: { pk: value, g: value },
    },
  ],
  [
    "Scan",
    {
      TableName,
      Segment: 0,
      TotalSegments: 2,
      ScanFilter: { a: { ComparisonOperator: "IN", AttributeValueList: [value] } },
      ExclusiveStartKey: { pk: value },
    },
  ],
  ["BatchGetItem", { RequestItems: { [TableName]: { Keys: [{ pk: value }] } } }],
  [
    "BatchWriteItem",
    {
      RequestItems: {
        [TableName]: [
          { PutRequest: { Item: { pk: value } } },
          { DeleteRequest: { Key: { pk: { S: "b" } } } },
        ],
      },
    },
  ],
  [
    "TransactWriteItems",
    {
      TransactItems: [
        { Put: { TableName, Item: { pk: value } } },
        {
          ConditionCheck: {
            TableName,
            Key: { pk: { S: "r" } },
            ConditionExpression: "attribute_not_exists(pk)",
          },
        },
      ],
    },
  ],
  ["TransactGetItems", { TransactItems: [{ Get: { TableName, Key: { pk: value } } }] }],
  [
    "ExecuteStatement",
    {
      Statement: `SELECT * FROM "${TableName}" WHERE pk = ? AND v IN [1, 'x']`,
      Parameters: [value],
    },
  ],
  [
    "BatchExecuteStatement",
    {
      Statements: [
        { Statement: `INSERT INTO "${TableName}" VALUE {'pk': ?}`, Parameters: [value] },
      ],
    },
  ],
  [
    "ExecuteTransaction",
    { TransactStatements: [{ Statement: `UPDATE "${TableName}" SET a = 1 WHERE pk = 'x'` }] },
  ],
];
const JUNK = [
  null,
  0,
  -1,
  1e99,
  "",
  "x",
  "((((",
  "#",
  ":",
  true,
  [],
  {},
  [null],
  { N: "NaN" },
  { S: null },
  { L: [null] },
  { SS: [null] },
  { B: "!!" },
  "arn:aws:dynamodb:::table/",
  "__proto__",
  "9".repeat(50),
  { BS: ["AA==", "AA=="] },
  { S: "x", N: "1" },
];

/** A generator of fractions that a seed repeats. */
function fractions(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function spoil(given: unknown, next: () => number): unknown {
  if (next() < 0.08) return JUNK[Math.floor(next() * JUNK.length)];
  if (Array.isArray(given)) return given.map((element) => spoil(element, next));
  if (typeof given === "string" && next() < 0.08)
    return given.slice(0, Math.floor(next() * given.length)) + "[." + given.slice(2);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(
    Object.entries(given)
      .filter(() => next() > 0.04)
      .map(([name, inner]) => [next() < 0.03 ? "__proto__" : name, spoil(inner, next)]),
  );
}

test(`spoilt requests, seed ${SEED}`, async () => {
  const next = fractions(SEED);
  const send = (operation: string, input: unknown) =>
    fetch(brume.url, {
      method: "POST",
      body: JSON.stringify(input),
      headers: {
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        "content-type": "application/x-amz-json-1.0",
      },
    });
  await send("CreateTable", create);
  const answers = new Map<number, number>();
  for (let i = 0; i < REQUESTS; i++) {
    const [operation, input] = RIGHT[Math.floor(next() * RIGHT.length)]!;
    const spoilt = spoil(input, next);
    const { status } = await send(operation, spoilt);
    answers.set(status, (answers.get(status) ?? 0) + 1);
    if (status !== 200 && status !== 400)
      throw new Error(`${status} for ${operation} ${JSON.stringify(spoilt)}`);
  }
  expect(answers.get(200)).toBeGreaterThan(100);
  expect(answers.get(400)).toBeGreaterThan(300);
});
