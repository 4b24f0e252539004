/** DynamoDB through the port, with AWS's own clients. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as aws from "@aws-sdk/client-dynamodb";
import { DynamoDBStreams } from "@aws-sdk/client-dynamodb-streams";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let db: aws.DynamoDB;
let documents: DynamoDBDocument;
let streams: DynamoDBStreams;

beforeAll(async () => {
  brume = await testBrume();
  db = new aws.DynamoDB(brume.client);
  documents = DynamoDBDocument.from(db);
  streams = new DynamoDBStreams(brume.client);
});
afterAll(() => brume.stop());

const S = (name: string): aws.AttributeDefinition => ({ AttributeName: name, AttributeType: "S" });
const N = (name: string): aws.AttributeDefinition => ({ AttributeName: name, AttributeType: "N" });
const keys = (hash: string, range?: string): aws.KeySchemaElement[] => [
  { AttributeName: hash, KeyType: "HASH" },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" as const }]),
];

let made = 0;
/** A table of `pk` (and `sk`) with whatever else is asked for; its name. */
async function table(change: Partial<aws.CreateTableCommandInput> = {}): Promise<string> {
  const TableName = `table-${++made}`;
  await db.createTable({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [S("pk")],
    KeySchema: keys("pk"),
    ...change,
  });
  return TableName;
}
const composite = (change: Partial<aws.CreateTableCommandInput> = {}) =>
  table({ AttributeDefinitions: [S("pk"), N("sk")], KeySchema: keys("pk", "sk"), ...change });

/** What a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<aws.DynamoDBServiceException> {
  try {
    await call;
  } catch (error) {
    return error as aws.DynamoDBServiceException;
  }
  throw new Error("The call was not refused.");
}

describe("tables", () => {
  test("a table is made, described, listed and deleted", async () => {
    const { TableDescription: shown } = await db.createTable({
      TableName: "made-here",
      AttributeDefinitions: [S("pk"), S("g")],
      KeySchema: keys("pk"),
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
      GlobalSecondaryIndexes: [
        {
          IndexName: "byG",
          KeySchema: keys("g"),
          Projection: { ProjectionType: "KEYS_ONLY" },
          ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
        },
      ],
      Tags: [{ Key: "__proto__", Value: "x" }],
    });
    expect(shown).toMatchObject({
      TableStatus: "CREATING",
      TableArn: "arn:aws:dynamodb:us-east-1:000000000000:table/made-here",
    });
    const { Table } = await db.describeTable({ TableName: "made-here" });
    expect(Table).toMatchObject({
      TableStatus: "ACTIVE",
      ItemCount: 0,
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
      GlobalSecondaryIndexes: [{ IndexName: "byG", IndexStatus: "ACTIVE" }],
      CreationDateTime: new Date(EPOCH),
    });
    expect(Table!.BillingModeSummary).toBeUndefined();
    expect(await db.listTagsOfResource({ ResourceArn: Table!.TableArn! })).toMatchObject({
      Tags: [{ Key: "__proto__", Value: "x" }],
    });
    expect(
      (
        await refusal(
          db.createTable({
            TableName: "made-here",
            AttributeDefinitions: [S("pk")],
            KeySchema: keys("pk"),
            BillingMode: "PAY_PER_REQUEST",
          }),
        )
      ).name,
    ).toBe("ResourceInUseException");
    expect((await db.listTables({})).TableNames).toContain("made-here");
    expect((await db.deleteTable({ TableName: "made-here" })).TableDescription?.TableStatus).toBe(
      "DELETING",
    );
    const gone = await refusal(db.describeTable({ TableName: "made-here" }));
    expect(gone).toBeInstanceOf(aws.ResourceNotFoundException);
    expect(gone.message).toBe("Requested resource not found: Table: made-here not found");
  });

  test("a protected table stays", async () => {
    const TableName = await table({ DeletionProtectionEnabled: true });
    expect((await refusal(db.deleteTable({ TableName }))).message).toBe(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
    await db.updateTable({ TableName, DeletionProtectionEnabled: false });
    await db.deleteTable({ TableName });
  });

  test("an index made later holds the items that are there", async () => {
    const TableName = await table();
    for (let i = 0; i < 5; i++)
      await db.putItem({
        TableName,
        Item: { pk: { S: `${i}` }, g: i < 3 ? { S: "x" } : { N: "1" } },
      });
    await db.updateTable({
      TableName,
      AttributeDefinitions: [S("g")],
      GlobalSecondaryIndexUpdates: [
        {
          Create: {
            IndexName: "later",
            KeySchema: keys("g"),
            Projection: { ProjectionType: "ALL" },
          },
        },
      ],
    });
    const byG = () =>
      db.query({
        TableName,
        IndexName: "later",
        KeyConditionExpression: "g = :g",
        ExpressionAttributeValues: { ":g": { S: "x" } },
      });
    expect((await byG()).Count).toBe(3);
    await db.updateTable({
      TableName,
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "later" } }],
    });
    expect((await refusal(byG())).message).toBe(
      "The table does not have the specified index: later",
    );
    expect((await db.describeTable({ TableName })).Table?.AttributeDefinitions).toEqual([S("pk")]);
  });

  test("accounts and regions are apart", async () => {
    const TableName = await table();
    const elsewhere = new aws.DynamoDB({ ...brume.client, region: "eu-west-1" });
    expect(await refusal(elsewhere.getItem({ TableName, Key: { pk: { S: "a" } } }))).toBeInstanceOf(
      aws.ResourceNotFoundException,
    );
    const other = new aws.DynamoDB({
      ...brume.client,
      credentials: { accessKeyId: "111111111111", secretAccessKey: "x" },
    });
    expect((await other.listTables({})).TableNames).toEqual([]);
  });

  test("what is not there says so", async () => {
    const error = await refusal(db.listBackups({}));
    expect(error.$metadata.httpStatusCode).toBe(501);
    expect(error.message).toContain("dynamodb:ListBackups");
  });
});

describe("items", () => {
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
      (TableName) =>
        db.putItem({ TableName, Item: { pk: { S: "a" }, n: { NULL: false as never } } }),
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
});

describe("queries", () => {
  let TableName: string;
  beforeAll(async () => {
    TableName = await composite({
      AttributeDefinitions: [S("pk"), N("sk"), S("g"), S("l")],
      GlobalSecondaryIndexes: [
        { IndexName: "all", KeySchema: keys("g", "sk"), Projection: { ProjectionType: "ALL" } },
        {
          IndexName: "some",
          KeySchema: keys("g"),
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["v"] },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "local",
          KeySchema: keys("pk", "l"),
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
    });
    for (let i = -5; i < 5; i++)
      await db.putItem({
        TableName,
        Item: {
          pk: { S: "a" },
          sk: { N: `${i * 1.5}` },
          g: { S: i % 2 === 0 ? "even" : "odd" },
          l: { S: `l${9 - i}` },
          v: { N: `${i}` },
          w: { S: "w" },
        },
      });
  });
  const sks = (items: Record<string, aws.AttributeValue>[] | undefined) =>
    items?.map((item) => item["sk"]?.N);
  const query = (
    KeyConditionExpression: string,
    change: Partial<aws.QueryCommandInput> = {},
    values: Record<string, aws.AttributeValue> = {},
  ) =>
    db.query({
      TableName,
      KeyConditionExpression,
      ExpressionAttributeValues: { ":a": { S: "a" }, ...values },
      ...change,
    });

  test.each([
    ["pk = :a AND sk < :n", { ":n": { N: "-5" } }, ["-7.5", "-6"]],
    ["pk = :a AND sk >= :n", { ":n": { N: "4.5" } }, ["4.5", "6"]],
    [
      "pk = :a AND sk BETWEEN :n AND :m",
      { ":n": { N: "-1.5" }, ":m": { N: "1.50" } },
      ["-1.5", "0", "1.5"],
    ],
    ["pk = :a AND :n = sk", { ":n": { N: "0.0" } }, ["0"]],
  ])("%s", async (condition, values, expected) => {
    expect(sks((await query(condition, {}, values as never)).Items)).toEqual(expected);
    expect(
      sks((await query(condition, { ScanIndexForward: false }, values as never)).Items),
    ).toEqual(expected.toReversed());
  });

  test("pages of every size give all, both ways, from tables and indexes", async () => {
    const whole = await query("pk = :a");
    for (const forward of [true, false])
      for (const Limit of [1, 3, 10]) {
        const pages = aws.paginateQuery(
          { client: db, pageSize: Limit },
          {
            TableName,
            KeyConditionExpression: "pk = :a",
            ExpressionAttributeValues: { ":a": { S: "a" } },
            ScanIndexForward: forward,
          },
        );
        const found: (string | undefined)[] = [];
        for await (const page of pages) found.push(...(sks(page.Items) ?? []));
        expect(found).toEqual(forward ? sks(whole.Items)! : sks(whole.Items)!.toReversed());
      }
    for (const IndexName of ["all", "some"]) {
      const found: string[] = [];
      for await (const page of aws.paginateQuery(
        { client: db, pageSize: 2 },
        {
          TableName,
          IndexName,
          KeyConditionExpression: "g = :g",
          ExpressionAttributeValues: { ":g": { S: "odd" } },
          ScanIndexForward: false,
        },
      ))
        found.push(...(page.Items ?? []).map((item) => item["v"]!.N!));
      expect(found.toSorted()).toEqual(["-1", "-3", "-5", "1", "3"]);
    }
  });

  test("scans, segments and index scans give everything once", async () => {
    const big = await table();
    for (let i = 0; i < 4; i++)
      await db.batchWriteItem({
        RequestItems: {
          [big]: Array.from({ length: 25 }, (_, j) => ({
            PutRequest: { Item: { pk: { S: `item-${i}-${j}` } } },
          })),
        },
      });
    const found: string[] = [];
    for (let Segment = 0; Segment < 3; Segment++)
      for await (const page of aws.paginateScan(
        { client: db, pageSize: 7 },
        { TableName: big, Segment, TotalSegments: 3 },
      ))
        found.push(...(page.Items ?? []).map((item) => item["pk"]!.S!));
    expect(new Set(found).size).toBe(100);
    expect(found).toHaveLength(100);
    const indexed: string[] = [];
    for await (const page of aws.paginateScan(
      { client: db, pageSize: 3 },
      { TableName, IndexName: "some" },
    ))
      indexed.push(...(page.Items ?? []).map((item) => item["sk"]!.N!));
    expect(indexed).toHaveLength(10);
  });

  test("a page ends at a megabyte", async () => {
    const large = await composite();
    for (let i = 0; i < 8; i++)
      await db.putItem({
        TableName: large,
        Item: { pk: { S: "a" }, sk: { N: `${i}` }, v: { S: "x".repeat(300_000) } },
      });
    const page = await db.query({
      TableName: large,
      KeyConditionExpression: "pk = :a",
      ExpressionAttributeValues: { ":a": { S: "a" } },
    });
    expect(page.Count).toBe(4);
    expect(page.LastEvaluatedKey).toEqual({ pk: { S: "a" }, sk: { N: "3" } });
  });

  test("indexes give what they hold", async () => {
    const values = { ":g": { S: "odd" } };
    const some = await db.query({
      TableName,
      IndexName: "some",
      KeyConditionExpression: "g = :g",
      ExpressionAttributeValues: values,
      Limit: 1,
    });
    expect(Object.keys(some.Items![0]!).toSorted()).toEqual(["g", "pk", "sk", "v"]);
    const local = await query("pk = :a", {
      IndexName: "local",
      Limit: 1,
      Select: "ALL_ATTRIBUTES",
    });
    expect(local.Items![0]!["w"]).toEqual({ S: "w" });
    expect(
      await query(
        "pk = :a",
        { IndexName: "local", Select: "COUNT", FilterExpression: "begins_with(g, :e)" },
        { ":e": { S: "ev" } },
      ),
    ).toMatchObject({ Count: 0, ScannedCount: 10 });
  });

  test("old parameters", async () => {
    const found = await db.query({
      TableName,
      KeyConditions: {
        pk: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "a" }] },
        sk: { ComparisonOperator: "GT", AttributeValueList: [{ N: "0" }] },
      },
      QueryFilter: { v: { ComparisonOperator: "NE", AttributeValueList: [{ N: "2" }] } },
      AttributesToGet: ["sk"],
    });
    expect(found.Items).toEqual([{ sk: { N: "1.5" } }, { sk: { N: "4.5" } }, { sk: { N: "6" } }]);
    const scanned = await db.scan({
      TableName,
      ConditionalOperator: "OR",
      ScanFilter: {
        v: { ComparisonOperator: "EQ", AttributeValueList: [{ N: "2" }] },
        g: { ComparisonOperator: "NULL" },
      },
    });
    expect(scanned.Count).toBe(1);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      "no hash key",
      () => query("sk = :n", {}, { ":n": { N: "1" } }),
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a}",
    ],
    [
      "another attribute",
      () => query("another = :a"),
      "Query condition missed key schema element: pk",
    ],
    [
      "a wrong type",
      () => query("pk = :n", { ExpressionAttributeValues: { ":n": { N: "1" } } }),
      "One or more parameter values were invalid: Condition parameter type does not match schema type",
    ],
    [
      "a filter on keys",
      () => query("pk = :a", { FilterExpression: "sk > :n" }, { ":n": { N: "1" } }),
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
    ],
    [
      "no limit",
      () => query("pk = :a", { Limit: 0 }),
      "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      "consistent global reads",
      () => query("g = :a", { IndexName: "all", ConsistentRead: true }),
      "Consistent reads are not supported on global secondary indexes",
    ],
    [
      "what an index lacks",
      () => query("g = :a", { IndexName: "some", ProjectionExpression: "w" }),
      "One or more parameter values were invalid: Global secondary index some does not project [w]",
    ],
    [
      "all of an index",
      () => query("g = :a", { IndexName: "some", Select: "ALL_ATTRIBUTES" }),
      "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index some because its projection type is not ALL",
    ],
    [
      "another start",
      () => query("pk = :a", { ExclusiveStartKey: { pk: { S: "b" }, sk: { N: "1" } } }),
      "The provided starting key is outside query boundaries based on provided conditions",
    ],
    [
      "half a start",
      () => query("pk = :a", { ExclusiveStartKey: { pk: { S: "a" } } }),
      "The provided starting key is invalid: The provided key element does not match the schema",
    ],
    [
      "no keys",
      () => db.query({ TableName }),
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    ],
    [
      "no segments",
      () => db.scan({ TableName, Segment: 0 }),
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    ],
    [
      "a segment too many",
      () => db.scan({ TableName, Segment: 5, TotalSegments: 5 }),
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5",
    ],
  ])("%s is refused", async (_, call, words) => {
    expect((await refusal(call())).message).toBe(words);
  });
});

describe("batches and transactions", () => {
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
});

describe("statements", () => {
  test("one, a batch, a transaction", async () => {
    const TableName = await composite();
    const run = (Statement: string, Parameters?: aws.AttributeValue[]) =>
      db.executeStatement({ Statement, ...(Parameters ? { Parameters } : {}) });
    await run(`INSERT INTO "${TableName}" VALUE {'pk': 'a', 'sk': ?, 'v': ?}`, [
      { N: "1" },
      { B: new Uint8Array([7]) },
    ]);
    expect((await refusal(run(`INSERT INTO "${TableName}" VALUE {'pk': 'a', 'sk': 1}`))).name).toBe(
      "DuplicateItemException",
    );
    await run(`INSERT INTO "${TableName}" VALUE {'pk': 'a', 'sk': 2}`);
    expect(
      (await run(`SELECT sk FROM "${TableName}" WHERE pk = 'a' ORDER BY sk DESC`)).Items,
    ).toEqual([{ sk: { N: "2" } }, { sk: { N: "1" } }]);
    expect(
      (
        await run(
          `UPDATE "${TableName}" SET n = 5 WHERE pk = 'a' AND sk = 1 RETURNING MODIFIED NEW *`,
        )
      ).Items,
    ).toEqual([{ n: { N: "5" } }]);
    const found: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page: aws.ExecuteStatementCommandOutput = await db.executeStatement({
        Statement: `SELECT * FROM "${TableName}"`,
        Limit: 1,
        ...(NextToken === undefined ? {} : { NextToken }),
      });
      found.push(...(page.Items ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(found).toHaveLength(2);
    const batch = await db.batchExecuteStatement({
      Statements: [
        { Statement: `SELECT n FROM "${TableName}" WHERE pk = 'a' AND sk = 1` },
        { Statement: "SLECT" },
      ],
    });
    expect(batch.Responses).toEqual([
      { TableName, Item: { n: { N: "5" } } },
      {
        Error: {
          Code: "ValidationError",
          Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
        },
      },
    ]);
    const cancelled = db.executeTransaction({
      TransactStatements: [
        { Statement: `DELETE FROM "${TableName}" WHERE pk = 'a' AND sk = 2` },
        { Statement: `EXISTS(SELECT * FROM "${TableName}" WHERE pk = 'a' AND sk = 1 AND n = 6)` },
      ],
    });
    expect(await refusal(cancelled)).toBeInstanceOf(aws.TransactionCanceledException);
    expect((await run(`SELECT * FROM "${TableName}" WHERE pk = 'a'`)).Items).toHaveLength(2);
  });
});

describe("time to live and streams", () => {
  test("items expire under the clock, and the stream tells", async () => {
    const TableName = await table({
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    const now = brume.kernel.clock.now();
    const at = (seconds: number) => ({ N: `${Math.floor(now / 1_000) + seconds}` });
    await db.putItem({ TableName, Item: { pk: { S: "early" }, ends: at(60) } });
    await db.updateTimeToLive({
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: "ends" },
    });
    await db.putItem({ TableName, Item: { pk: { S: "late" }, ends: at(3_600) } });
    await db.putItem({ TableName, Item: { pk: { S: "never" }, ends: { S: "soon" } } });
    await db.updateItem({
      TableName,
      Key: { pk: { S: "never" } },
      UpdateExpression: "SET v = :v",
      ExpressionAttributeValues: { ":v": { N: "1" } },
    });
    expect((await db.describeTimeToLive({ TableName })).TimeToLiveDescription).toEqual({
      TimeToLiveStatus: "ENABLED",
      AttributeName: "ends",
    });
    await brume.advance(120_000);
    const left = async () =>
      (await db.scan({ TableName })).Items?.map((item) => item["pk"]?.S).toSorted();
    expect(await left()).toEqual(["late", "never"]);
    await brume.advance(3_600_000);
    expect(await left()).toEqual(["never"]);

    const { LatestStreamArn: StreamArn } = (await db.describeTable({ TableName })).Table!;
    expect((await streams.listStreams({ TableName })).Streams?.[0]?.StreamArn).toBe(StreamArn!);
    const { StreamDescription } = await streams.describeStream({ StreamArn: StreamArn! });
    const { ShardIterator } = await streams.getShardIterator({
      StreamArn: StreamArn!,
      ShardId: StreamDescription!.Shards![0]!.ShardId!,
      ShardIteratorType: "TRIM_HORIZON",
    });
    const { Records, NextShardIterator } = await streams.getRecords({
      ShardIterator: ShardIterator!,
    });
    expect(
      Records?.map((record) => `${record.eventName} ${record.dynamodb?.Keys?.["pk"]?.S}`),
    ).toEqual([
      "INSERT early",
      "INSERT late",
      "INSERT never",
      "MODIFY never",
      "REMOVE early",
      "REMOVE late",
    ]);
    expect(Records?.[3]?.dynamodb).toMatchObject({
      OldImage: { pk: { S: "never" } },
      NewImage: { v: { N: "1" } },
    });
    expect(Records?.[4]?.userIdentity).toEqual({
      Type: "Service",
      PrincipalId: "dynamodb.amazonaws.com",
    });
    expect((await streams.getRecords({ ShardIterator: NextShardIterator! })).Records).toEqual([]);

    await brume.advance(26 * 3_600_000);
    const again = await streams.getShardIterator({
      StreamArn: StreamArn!,
      ShardId: StreamDescription!.Shards![0]!.ShardId!,
      ShardIteratorType: "TRIM_HORIZON",
    });
    expect((await streams.getRecords({ ShardIterator: again.ShardIterator! })).Records).toEqual([]);
  });
});

test("settings beside a table", async () => {
  const TableName = await table();
  const ResourceArn = (await db.describeTable({ TableName })).Table!.TableArn!;
  await db.tagResource({
    ResourceArn,
    Tags: [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ],
  });
  await db.untagResource({ ResourceArn, TagKeys: ["a"] });
  expect((await db.listTagsOfResource({ ResourceArn })).Tags).toEqual([{ Key: "b", Value: "2" }]);
  expect((await refusal(db.getResourcePolicy({ ResourceArn }))).name).toBe(
    "PolicyNotFoundException",
  );
  expect(
    (await refusal(db.putResourcePolicy({ ResourceArn, Policy: '{"Statement":[]}' }))).name,
  ).toBe("ValidationException");
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "dynamodb:GetItem", Resource: ResourceArn },
    ],
  });
  const { RevisionId } = await db.putResourcePolicy({ ResourceArn, Policy });
  expect(await db.getResourcePolicy({ ResourceArn })).toMatchObject({ Policy, RevisionId });
  await db.deleteResourcePolicy({ ResourceArn });
  await db.updateContinuousBackups({
    TableName,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  expect(
    (await db.describeContinuousBackups({ TableName })).ContinuousBackupsDescription,
  ).toMatchObject({
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: "ENABLED",
      RecoveryPeriodInDays: 35,
    },
  });
  expect((await db.describeLimits({})).TableMaxReadCapacityUnits).toBe(40_000);
  expect((await db.describeEndpoints({})).Endpoints?.[0]?.CachePeriodInMinutes).toBe(1_440);
});
