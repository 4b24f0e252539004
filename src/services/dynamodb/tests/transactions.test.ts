/** Batches and transactions: through the port, with AWS's own clients. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as aws from "@aws-sdk/client-dynamodb";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { refusal, tablesOf } from "./made.ts";

let brume: TestBrume;
let db: aws.DynamoDB;

beforeAll(async () => {
  brume = await testBrume();
  db = new aws.DynamoDB(brume.client);
});
afterAll(() => brume.stop());

const { table } = tablesOf(() => db);

test("batches", async () => {
  const TableName = await table();
  await db.batchWriteItem({
    RequestItems: {
      [TableName]: ["a", "b"].map((pk) => ({
        PutRequest: { Item: { pk: { S: pk }, v: { S: pk } } },
      })),
    },
  });
  const got = await db.batchGetItem({
    RequestItems: {
      [TableName]: { Keys: [{ pk: { S: "a" } }, { pk: { S: "z" } }], ProjectionExpression: "v" },
    },
  });
  expect(got).toMatchObject({
    Responses: { [TableName]: [{ v: { S: "a" } }] },
    UnprocessedKeys: {},
  });
  const twice = db.batchGetItem({
    RequestItems: { [TableName]: { Keys: [{ pk: { S: "a" } }, { pk: { S: "a" } }] } },
  });
  expect((await refusal(twice)).message).toBe("Provided list of item keys contains duplicates");
  expect((await refusal(db.batchGetItem({ RequestItems: {} }))).message).toBe(
    "The requestItems parameter is required for BatchGetItem",
  );
  const many = Array.from({ length: 26 }, (_, i) => ({
    PutRequest: { Item: { pk: { S: `${i}` } } },
  }));
  expect(
    (await refusal(db.batchWriteItem({ RequestItems: { [TableName]: many } }))).message,
  ).toMatch(
    /^1 validation error detected: Value '\{.+=\[.+\]\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/,
  );
});

test("what a batch cannot give at once is left for another", async () => {
  const TableName = await table();
  const ids = Array.from({ length: 50 }, (_, i) => `${i}`);
  for (const pk of ids)
    await db.putItem({ TableName, Item: { pk: { S: pk }, v: { S: "x".repeat(390_000) } } });
  const first = await db.batchGetItem({
    RequestItems: { [TableName]: { Keys: ids.map((pk) => ({ pk: { S: pk } })) } },
  });
  const rest = first.UnprocessedKeys![TableName]!.Keys!;
  expect(first.Responses![TableName]!.length + rest.length).toBe(50);
  expect(rest.length).toBeGreaterThan(0);
});

test("all or nothing, with reasons", async () => {
  const TableName = await table();
  await db.putItem({ TableName, Item: { pk: { S: "there" }, v: { N: "1" } } });
  const error = (await refusal(
    db.transactWriteItems({
      TransactItems: [
        { Put: { TableName, Item: { pk: { S: "new" } } } },
        {
          ConditionCheck: {
            TableName,
            Key: { pk: { S: "there" } },
            ConditionExpression: "v > :n",
            ExpressionAttributeValues: { ":n": { N: "5" } },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
      ],
    }),
  )) as aws.TransactionCanceledException;
  expect(error).toBeInstanceOf(aws.TransactionCanceledException);
  expect(error.message).toBe(
    "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]",
  );
  expect(error.CancellationReasons).toEqual([
    { Code: "None" },
    {
      Code: "ConditionalCheckFailed",
      Message: "The conditional request failed",
      Item: { pk: { S: "there" }, v: { N: "1" } },
    },
  ]);
  expect((await db.scan({ TableName })).Count).toBe(1);
  const failing = db.transactWriteItems({
    TransactItems: [
      { Put: { TableName, Item: { pk: { S: "new" } } } },
      { Update: { TableName, Key: { pk: { S: "there" } }, UpdateExpression: "SET x = y" } },
    ],
  });
  expect(
    ((await refusal(failing)) as aws.TransactionCanceledException).CancellationReasons?.[1],
  ).toEqual({
    Code: "ValidationError",
    Message: "The provided expression refers to an attribute that does not exist in the item",
  });
  expect((await db.scan({ TableName })).Count).toBe(1);
  const twice = [
    { Put: { TableName, Item: { pk: { S: "a" } } } },
    { Delete: { TableName, Key: { pk: { S: "a" } } } },
  ];
  expect((await refusal(db.transactWriteItems({ TransactItems: twice }))).message).toBe(
    "Transaction request cannot include multiple operations on one item",
  );
  const got = await db.transactGetItems({
    TransactItems: [
      { Get: { TableName, Key: { pk: { S: "there" } } } },
      { Get: { TableName, Key: { pk: { S: "no" } } } },
    ],
  });
  expect(got.Responses).toEqual([{ Item: { pk: { S: "there" }, v: { N: "1" } } }, {}]);
});

test("a token is good for ten minutes", async () => {
  const TableName = await table();
  const add = (n: string, ClientRequestToken = "once") =>
    db.transactWriteItems({
      ClientRequestToken,
      ReturnConsumedCapacity: "TOTAL",
      TransactItems: [
        {
          Update: {
            TableName,
            Key: { pk: { S: "a" } },
            UpdateExpression: "ADD n :n",
            ExpressionAttributeValues: { ":n": { N: n } },
          },
        },
      ],
    });
  const count = async () =>
    (await db.getItem({ TableName, Key: { pk: { S: "a" } } })).Item?.["n"]?.N;
  expect((await add("1")).ConsumedCapacity).toEqual([
    { TableName, CapacityUnits: 2, WriteCapacityUnits: 2 },
  ]);
  expect((await add("1")).ConsumedCapacity).toEqual([
    { TableName, CapacityUnits: 2, ReadCapacityUnits: 2 },
  ]);
  expect(await count()).toBe("1");
  expect((await refusal(add("2"))).name).toBe("IdempotentParameterMismatchException");
  await brume.advance(600_001);
  await add("1");
  expect(await count()).toBe("2");
});
