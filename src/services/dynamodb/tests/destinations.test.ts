/** Kinesis streams that are told of a table's changes. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as cloudformation from "@aws-sdk/client-cloudformation";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let dynamodb: DynamoDB;
let kinesis: Kinesis;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  dynamodb = new DynamoDB(brume.client);
  kinesis = new Kinesis(brume.client);
});
afterAll(() => brume.stop());

const arn = (name: string) => `arn:aws:kinesis:us-east-1:000000000000:stream/${name}`;

async function told(StreamName: string): Promise<Record<string, unknown>[]> {
  await brume.advance(1_000);
  await brume.kernel.settle();
  const { ShardIterator } = await kinesis.getShardIterator({
    ...{ StreamName, ShardId: "0", ShardIteratorType: "TRIM_HORIZON" },
  });
  const { Records } = await kinesis.getRecords({ ShardIterator });
  return Records!.map(({ Data }) => JSON.parse(Buffer.from(Data!).toString()));
}

test("what is written comes as JSON, until the destination is disabled", async () => {
  const TableName = "told";
  const StreamArn = arn("changes");
  await kinesis.createStream({ StreamName: "changes", ShardCount: 1 });
  await dynamodb.createTable({
    TableName,
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  const named = { TableName, StreamArn };
  const nowhere = { TableName, StreamArn: arn("nowhere") };
  await expect(dynamodb.enableKinesisStreamingDestination(nowhere)).rejects.toThrow(
    "User does not have a permission to use kinesis stream",
  );
  const enabled = await dynamodb.enableKinesisStreamingDestination(named);
  expect(enabled.DestinationStatus).toBe("ENABLING");
  await expect(dynamodb.enableKinesisStreamingDestination(named)).rejects.toThrow(
    "Table is not in a valid state to enable Kinesis Streaming Destination: EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.",
  );
  const described = await dynamodb.describeKinesisStreamingDestination({ TableName });
  expect(described.KinesisDataStreamDestinations).toEqual([
    {
      ...{ StreamArn, DestinationStatus: "ACTIVE" },
      ApproximateCreationDateTimePrecision: "MILLISECOND",
    },
  ]);
  const put = (n: string) =>
    dynamodb.putItem({
      TableName,
      Item: { id: { S: "a" }, n: { N: n }, b: { B: new Uint8Array([1, 2]) } },
    });
  await put("1");
  await put("1");
  await dynamodb.updateKinesisStreamingDestination({
    ...named,
    UpdateKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: "MICROSECOND" },
  });
  await dynamodb.deleteItem({ TableName, Key: { id: { S: "a" } } });
  const records = await told("changes");
  const image = { id: { S: "a" }, n: { N: "1" }, b: { B: "AQI=" } };
  expect(
    records.sort((a, b) => (String(a["eventName"]) < String(b["eventName"]) ? -1 : 1)),
  ).toMatchObject([
    {
      ...{ awsRegion: "us-east-1", eventName: "INSERT", tableName: TableName },
      ...{ recordFormat: "application/json", eventSource: "aws:dynamodb", userIdentity: null },
      dynamodb: {
        Keys: { id: { S: "a" } },
        NewImage: image,
        ApproximateCreationDateTimePrecision: "MILLISECOND",
      },
    },
    {
      eventName: "REMOVE",
      dynamodb: { OldImage: image, ApproximateCreationDateTimePrecision: "MICROSECOND" },
    },
  ]);
  await dynamodb.disableKinesisStreamingDestination(named);
  await put("2");
  expect(await told("changes")).toHaveLength(2);
  await expect(dynamodb.disableKinesisStreamingDestination(named)).rejects.toThrow(
    "must be ACTIVE to perform DISABLE operation.",
  );
}, 30_000);

test("a stack's table tells the stack's stream", async () => {
  const stacks = new cloudformation.CloudFormation(brume.client);
  const StackName = "told";
  const TemplateBody = JSON.stringify({
    Resources: {
      Changes: { Type: "AWS::Kinesis::Stream", Properties: { Name: "of-stack", ShardCount: 1 } },
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          TableName: "of-stack",
          BillingMode: "PAY_PER_REQUEST",
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          KinesisStreamSpecification: { StreamArn: { "Fn::GetAtt": ["Changes", "Arn"] } },
        },
      },
    },
  });
  await stacks.createStack({ StackName, TemplateBody });
  const waits = { client: stacks, maxWaitTime: 60, minDelay: 0.1, maxDelay: 0.5 };
  await cloudformation.waitUntilStackCreateComplete(waits, { StackName });
  await dynamodb.putItem({ TableName: "of-stack", Item: { id: { S: "x" } } });
  expect(await told("of-stack")).toMatchObject([{ eventName: "INSERT" }]);
}, 60_000);
