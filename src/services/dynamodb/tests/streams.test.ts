/** Time to live, and streams of changes: through the port, with AWS's own clients. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as aws from "@aws-sdk/client-dynamodb";
import { DynamoDBStreams } from "@aws-sdk/client-dynamodb-streams";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { tablesOf } from "./made.ts";

let brume: TestBrume;
let db: aws.DynamoDB;
let streams: DynamoDBStreams;

beforeAll(async () => {
  brume = await testBrume();
  db = new aws.DynamoDB(brume.client);
  streams = new DynamoDBStreams(brume.client);
});
afterAll(() => brume.stop());

const { table } = tablesOf(() => db);

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
