/** Items put, read, updated and deleted: through the port, with AWS's own clients. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as aws from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { refusal, tablesOf } from "./made.ts";

let brume: TestBrume;
let db: aws.DynamoDB;
let documents: DynamoDBDocument;

beforeAll(async () => {
  brume = await testBrume();
  db = new aws.DynamoDB(brume.client);
  documents = DynamoDBDocument.from(db);
});
afterAll(() => brume.stop());

const { table } = tablesOf(() => db);

test("every type comes back as it went in", async () => {
  const TableName = await table();
  const Item: Record<string, aws.AttributeValue> = {
    pk: { S: "all" },
    n: { N: "12345678901234567890123456789012345678" },
    b: { B: new Uint8Array([0, 255]) },
    t: { BOOL: true },
    u: { NULL: true },
    ss: { SS: ["b", "a"] },
    ns: { NS: ["1.5", "-2"] },
    bs: { BS: [new Uint8Array([1])] },
    l: { L: [{ S: "" }, { M: { deep: { B: new Uint8Array([9]) } } }] },
    m: { M: { __proto__x: { N: "0" } } },
  };
  await db.putItem({ TableName, Item });
  expect((await db.getItem({ TableName, Key: { pk: { S: "all" } } })).Item).toEqual(Item);
  expect((await db.scan({ TableName })).Items).toEqual([Item]);
  expect((await db.getItem({ TableName, Key: { pk: { S: "no" } } })).Item).toBeUndefined();
});

test("document clients work", async () => {
  const TableName = await table();
  await documents.put({
    TableName,
    Item: { pk: "d", list: [1, { a: null }], set: new Set(["x"]) },
  });
  expect((await documents.get({ TableName, Key: { pk: "d" } })).Item).toEqual({
    pk: "d",
    list: [1, { a: null }],
    set: new Set(["x"]),
  });
  const { Attributes } = await documents.update({
    TableName,
    Key: { pk: "d" },
    UpdateExpression: "SET #l[0] = #l[0] + :one",
    ExpressionAttributeNames: { "#l": "list" },
    ExpressionAttributeValues: { ":one": 1 },
    ReturnValues: "UPDATED_NEW",
  });
  expect(Attributes).toEqual({ list: [2] });
});

test("return values and capacity", async () => {
  const TableName = await table();
  const Key = { pk: { S: "a" } };
  expect(
    await db.putItem({
      TableName,
      Item: { ...Key, v: { N: "1" } },
      ReturnValues: "ALL_OLD",
      ReturnConsumedCapacity: "TOTAL",
    }),
  ).toMatchObject({ ConsumedCapacity: { TableName, CapacityUnits: 1 } });
  expect(
    (await db.putItem({ TableName, Item: { ...Key, v: { N: "2" } }, ReturnValues: "ALL_OLD" }))
      .Attributes,
  ).toEqual({ ...Key, v: { N: "1" } });
  expect(
    (
      await db.updateItem({
        TableName,
        Key,
        UpdateExpression: "ADD v :n",
        ExpressionAttributeValues: { ":n": { N: "5" } },
        ReturnValues: "UPDATED_OLD",
      })
    ).Attributes,
  ).toEqual({ v: { N: "2" } });
  expect(
    (
      await db.updateItem({
        TableName,
        Key,
        AttributeUpdates: { v: { Action: "ADD", Value: { N: "1" } }, w: { Value: { S: "x" } } },
        ReturnValues: "ALL_NEW",
      })
    ).Attributes,
  ).toEqual({ ...Key, v: { N: "8" }, w: { S: "x" } });
  const big = await db.putItem({
    TableName,
    Item: { ...Key, v: { S: "x".repeat(3_000) } },
    ReturnConsumedCapacity: "INDEXES",
  });
  expect(big.ConsumedCapacity).toEqual({
    TableName,
    CapacityUnits: 3,
    Table: { CapacityUnits: 3 },
  });
  expect(
    (await db.getItem({ TableName, Key, ConsistentRead: true, ReturnConsumedCapacity: "TOTAL" }))
      .ConsumedCapacity?.CapacityUnits,
  ).toBe(1);
  expect(
    (await db.deleteItem({ TableName, Key, ReturnValues: "ALL_OLD" })).Attributes?.["pk"],
  ).toEqual({ S: "a" });
});

test("a failed condition shows the item when asked", async () => {
  const TableName = await table();
  const Item = { pk: { S: "a" }, v: { B: new Uint8Array([1]) } };
  await db.putItem({ TableName, Item });
  const put = { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" };
  const plain = (await refusal(db.putItem(put))) as aws.ConditionalCheckFailedException;
  expect(plain).toBeInstanceOf(aws.ConditionalCheckFailedException);
  expect([plain.message, plain.Item]).toEqual(["The conditional request failed", undefined]);
  const shown = (await refusal(
    db.putItem({ ...put, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
  )) as aws.ConditionalCheckFailedException;
  expect(shown.Item).toEqual(Item as never);
  await db.deleteItem({
    TableName,
    Key: { pk: { S: "a" } },
    Expected: { v: { Exists: true, Value: { B: new Uint8Array([1]) } } },
  });
});

// Each with AWS's words, and in AWS's order where a request has more than one fault.
test.each<[string, (TableName: string) => Promise<unknown>, string]>([
  [
    "no table",
    () => db.getItem({ TableName: "nope", Key: { pk: { S: "a" } } }),
    "Requested resource not found",
  ],
  [
    "an empty name",
    () => db.putItem({ TableName: "", Item: {} }),
    "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    "an odd name",
    () => db.putItem({ TableName: "bad table!@#", Item: {} }),
    "1 validation error detected: Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  ],
  [
    "no name",
    () => db.getItem({ Key: {} } as never),
    "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
  ],
  [
    "two odd enumerations",
    (TableName) =>
      db.putItem({
        TableName,
        Item: {},
        ReturnValues: "X" as never,
        ReturnConsumedCapacity: "Y" as never,
      }),
    "2 validation errors detected: Value 'Y' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
  ],
  [
    "a mix of old and new",
    (TableName) =>
      db.putItem({
        TableName,
        Item: { pk: { S: "a" } },
        Expected: { pk: { Exists: false } },
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}",
  ],
  [
    "values without expressions",
    (TableName) =>
      db.putItem({
        TableName,
        Item: { pk: { S: "a" } },
        ExpressionAttributeValues: { ":v": { S: "x" } },
      }),
    "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
  ],
  [
    "values without a condition or an update",
    (TableName) =>
      db.updateItem({
        TableName,
        Key: { pk: { S: "a" } },
        ExpressionAttributeValues: { ":v": { S: "x" } },
      }),
    "ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null",
  ],
  [
    "values with a projection alone",
    (TableName) =>
      db.scan({
        TableName,
        ProjectionExpression: "a",
        ExpressionAttributeValues: { ":v": { S: "x" } },
      }),
    "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null",
  ],
  [
    "values without a key condition",
    (TableName) => db.query({ TableName, ExpressionAttributeValues: { ":v": { S: "x" } } }),
    "ExpressionAttributeValues can only be specified when using expressions: FilterExpression and KeyConditionExpression are null",
  ],
  [
    "a null that is false",
    (TableName) => db.putItem({ TableName, Item: { pk: { S: "a" }, n: { NULL: false as never } } }),
    "One or more parameter values were invalid: Null attribute value types must have the value of true",
  ],
  [
    "a key without its colon",
    (TableName) =>
      db.putItem({
        TableName,
        Item: { pk: { S: "a" } },
        ConditionExpression: "a = :v",
        ExpressionAttributeValues: { v: { S: "x" } },
      }),
    'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"',
  ],
  [
    "a wrong value",
    (TableName) =>
      db.putItem({
        TableName,
        Item: { pk: { S: "a" } },
        ConditionExpression: "a = :v",
        ExpressionAttributeValues: { ":v": { N: "x" } },
      }),
    "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :v",
  ],
  [
    "unused names",
    (TableName) =>
      db.updateItem({
        TableName,
        Key: { pk: { S: "a" } },
        UpdateExpression: "REMOVE a",
        ExpressionAttributeNames: { "#u": "u" },
      }),
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#u}",
  ],
  [
    "a changed key",
    (TableName) =>
      db.updateItem({
        TableName,
        Key: { pk: { S: "a" } },
        UpdateExpression: "SET pk = :v",
        ExpressionAttributeValues: { ":v": { S: "x" } },
      }),
    "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key",
  ],
  [
    "a missing key",
    (TableName) => db.putItem({ TableName, Item: { a: { S: "a" } } }),
    "One or more parameter values were invalid: Missing the key pk in the item",
  ],
  [
    "an empty key",
    (TableName) => db.putItem({ TableName, Item: { pk: { S: "" } } }),
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
  ],
  [
    "too large an item",
    (TableName) =>
      db.putItem({ TableName, Item: { pk: { S: "a" }, v: { S: "x".repeat(409_600) } } }),
    "Item size has exceeded the maximum allowed size",
  ],
  [
    "a sum out of range",
    (TableName) =>
      db.updateItem({
        TableName,
        Key: { pk: { S: "a" } },
        UpdateExpression: "SET n = :a + :a",
        ExpressionAttributeValues: { ":a": { N: "9.9e125" } },
      }),
    "Number overflow. Attempting to store a number with magnitude larger than supported range",
  ],
  [
    "an odd return",
    (TableName) => db.putItem({ TableName, Item: { pk: { S: "a" } }, ReturnValues: "ALL_NEW" }),
    "Return values set to invalid value",
  ],
])("%s is refused", async (_, call, words) => {
  expect((await refusal(call(await table()))).message).toBe(words);
});
