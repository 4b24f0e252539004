/** AWS::DynamoDB::Table through its handler, over the service's own operations. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import type { Properties, ResourceContext } from "#kernel/resource";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { resources } from "../resources.ts";

const handler = resources["AWS::DynamoDB::Table"]!;
let brume: TestBrume;
let db: DynamoDB;
let ctx: ResourceContext;

beforeAll(async () => {
  brume = await testBrume();
  db = new DynamoDB(brume.client);
  const facts = brume.kernel.factsFor({
    account: "000000000000",
    region: "us-east-1",
    via: "call",
    operation: "test",
  });
  ctx = {
    account: "000000000000",
    region: "us-east-1",
    partition: "aws",
    stackId: "stack-id",
    stackName: "stack",
    logicalId: "Orders",
    tags: {
      team: "a",
      "aws:cloudformation:stack-id": "stack-id",
      "aws:cloudformation:logical-id": "Orders",
    },
    now: 0,
    signal: new AbortController().signal,
    origin: "",
    token: "token",
    name: () => "stack-Orders-X",
    call: (service, operation, input) =>
      brume.kernel.call(facts, service, operation, input as never) as never,
  };
});
afterAll(() => brume.stop());

const desired: Properties = {
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  ProvisionedThroughput: { ReadCapacityUnits: "1", WriteCapacityUnits: 2 },
  StreamSpecification: { StreamViewType: "NEW_IMAGE" },
  TimeToLiveSpecification: { AttributeName: "ends", Enabled: "true" },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
};

test("a table is made, changed and removed", async () => {
  const made = await handler.make(ctx, desired);
  expect(made).toMatchObject({
    id: "stack-Orders-X",
    attributes: {
      Arn: "arn:aws:dynamodb:us-east-1:000000000000:table/stack-Orders-X",
      StreamArn: expect.stringContaining("/stream/"),
    },
  });
  // A step that is tried again finds what its first try made.
  expect(await handler.make(ctx, { ...desired, TimeToLiveSpecification: undefined })).toEqual(made);
  expect(
    (await db.describeTimeToLive({ TableName: made.id })).TimeToLiveDescription?.AttributeName,
  ).toBe("ends");

  const next: Properties = {
    ...desired,
    BillingMode: "PAY_PER_REQUEST",
    ProvisionedThroughput: undefined,
    StreamSpecification: undefined,
    TimeToLiveSpecification: undefined,
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "g", AttributeType: "S" },
      { AttributeName: "h", AttributeType: "S" },
    ],
    GlobalSecondaryIndexes: ["g", "h"].map((name) => ({
      IndexName: `by-${name}`,
      KeySchema: [{ AttributeName: name, KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
    })),
    DeletionProtectionEnabled: false,
  };
  await handler.update!({ ...ctx, tags: { team: "b" } }, made.id, next, desired);
  const { Table } = await db.describeTable({ TableName: made.id });
  expect(Table).toMatchObject({ BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" } });
  expect(Table!.GlobalSecondaryIndexes?.map((index) => index.IndexName)).toEqual(["by-g", "by-h"]);
  expect(Table!.LatestStreamArn).toBeUndefined();
  expect(
    (await db.describeTimeToLive({ TableName: made.id })).TimeToLiveDescription?.TimeToLiveStatus,
  ).toBe("DISABLED");
  expect((await db.listTagsOfResource({ ResourceArn: Table!.TableArn! })).Tags).toEqual([
    { Key: "team", Value: "b" },
  ]);

  await handler.remove(ctx, made.id, next);
  await handler.remove(ctx, made.id, next);
  expect(await handler.read!(ctx, made.id, next)).toBeUndefined();
});

test("a global table of one region is a table", async () => {
  const global = resources["AWS::DynamoDB::GlobalTable"]!;
  const wanted: Properties = {
    TableName: "global",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    WriteProvisionedThroughputSettings: {
      WriteCapacityAutoScalingSettings: { MinCapacity: 3, MaxCapacity: 9 },
    },
    Replicas: [
      {
        Region: "us-east-1",
        ReadProvisionedThroughputSettings: { ReadCapacityUnits: 2 },
        Tags: [{ Key: "x", Value: "y" }],
        DeletionProtectionEnabled: "false",
      },
    ],
  };
  const made = await global.make(ctx, wanted);
  const { Table } = await db.describeTable({ TableName: made.id });
  expect(Table!.ProvisionedThroughput).toMatchObject({
    ReadCapacityUnits: 2,
    WriteCapacityUnits: 3,
  });
  expect((await db.listTagsOfResource({ ResourceArn: Table!.TableArn! })).Tags).toContainEqual({
    Key: "x",
    Value: "y",
  });
  const two = { ...wanted, Replicas: [{ Region: "us-east-1" }, { Region: "eu-west-1" }] };
  expect(global.update!(ctx, made.id, two, wanted)).rejects.toThrow("replicas in other regions");
  await global.remove(ctx, made.id, wanted);
});
