/** Pages of indexes that hold whole items, or fetch them, ended at no size and cost NaN units. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let db: DynamoDB;
const TableName = "pages";

beforeAll(async () => {
  brume = await testBrume();
  db = new DynamoDB(brume.client);
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: "HASH" as const },
    { AttributeName: range, KeyType: "RANGE" as const },
  ];
  await db.createTable({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["pk", "sk", "g", "l"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    KeySchema: key("pk", "sk"),
    GlobalSecondaryIndexes: [
      { IndexName: "all", KeySchema: key("g", "sk"), Projection: { ProjectionType: "ALL" } },
    ],
    LocalSecondaryIndexes: [
      { IndexName: "keys", KeySchema: key("pk", "l"), Projection: { ProjectionType: "KEYS_ONLY" } },
    ],
  });
  for (let i = 0; i < 8; i++)
    await db.putItem({
      TableName,
      Item: {
        pk: { S: "p" },
        sk: { S: `${i}` },
        g: { S: "g" },
        l: { S: `${i}` },
        x: { S: "x".repeat(300_000) },
      },
    });
});
afterAll(() => brume.stop());

test("a page of an index that holds whole items ends at a megabyte", async () => {
  const page = await db.query({
    TableName,
    IndexName: "all",
    KeyConditionExpression: "g = :g",
    ExpressionAttributeValues: { ":g": { S: "g" } },
    ReturnConsumedCapacity: "INDEXES",
  });
  expect(page.Count).toBe(4);
  expect(page.LastEvaluatedKey).toBeDefined();
  expect(page.ConsumedCapacity).toEqual({
    TableName,
    CapacityUnits: 146.5,
    Table: { CapacityUnits: 0 },
    GlobalSecondaryIndexes: { all: { CapacityUnits: 146.5 } },
  });
});

test("what a local index fetches from its table is counted there", async () => {
  const page = await db.query({
    TableName,
    IndexName: "keys",
    KeyConditionExpression: "pk = :p",
    ExpressionAttributeValues: { ":p": { S: "p" } },
    Select: "ALL_ATTRIBUTES",
    Limit: 2,
    ReturnConsumedCapacity: "INDEXES",
  });
  expect(page.ConsumedCapacity).toEqual({
    TableName,
    CapacityUnits: 74.5,
    Table: { CapacityUnits: 74 },
    LocalSecondaryIndexes: { keys: { CapacityUnits: 0.5 } },
  });
});
