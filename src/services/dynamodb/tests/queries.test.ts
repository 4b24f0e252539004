/** Queries, scans and their pages: through the port, with AWS's own clients. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as aws from "@aws-sdk/client-dynamodb";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { keys, N, refusal, S, tablesOf } from "./made.ts";

let brume: TestBrume;
let db: aws.DynamoDB;

beforeAll(async () => {
  brume = await testBrume();
  db = new aws.DynamoDB(brume.client);
});
afterAll(() => brume.stop());

const { composite, table } = tablesOf(() => db);

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
  expect(sks((await query(condition, { ScanIndexForward: false }, values as never)).Items)).toEqual(
    expected.toReversed(),
  );
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
