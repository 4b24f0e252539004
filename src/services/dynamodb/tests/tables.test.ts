/** Tables of DynamoDB: through the port, with AWS's own clients. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as aws from "@aws-sdk/client-dynamodb";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";
import { keys, refusal, S, tablesOf } from "./made.ts";

let brume: TestBrume;
let db: aws.DynamoDB;

beforeAll(async () => {
  brume = await testBrume();
  db = new aws.DynamoDB(brume.client);
});
afterAll(() => brume.stop());

const { table } = tablesOf(() => db);

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
  expect((await refusal(byG())).message).toBe("The table does not have the specified index: later");
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
