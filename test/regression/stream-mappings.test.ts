/** Event source mappings: DynamoDB's streams, with halving and giving up, and filters of queues too. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as lambda from "@aws-sdk/client-lambda";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { zipOf } from "../../src/services/lambda/inline-code.ts";

let brume: TestBrume;
let client: lambda.LambdaClient;
let sqs: SQSClient;
let dynamo: DynamoDBClient;
beforeAll(async () => {
  brume = await testBrume({ running: true });
  client = new lambda.LambdaClient(brume.client);
  sqs = new SQSClient(brume.client);
  dynamo = new DynamoDBClient(brume.client);
});
afterAll(() => brume.stop());

const make = (FunctionName: string, code: string) =>
  client.send(
    new lambda.CreateFunctionCommand({
      FunctionName,
      Role: "arn:aws:iam::000000000000:role/r",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile: zipOf({ "index.js": code }) },
    }),
  );

/** What a function has printed, once it has printed so many lines. */
async function printed(name: string, lines: number): Promise<unknown[]> {
  const logs = new CloudWatchLogsClient(brume.client);
  for (let tries = 0; tries < 200; tries++) {
    const { events = [] } = await logs
      .send(
        new FilterLogEventsCommand({
          logGroupName: `/aws/lambda/${name}`,
          filterPattern: "SEEN",
        }),
      )
      .catch(() => ({ events: [] }));
    if (events.length >= lines)
      return events.map(({ message }) => JSON.parse(message!.split("SEEN ")[1]!));
    await brume.advance(1_000);
    await brume.kernel.settle();
  }
  throw new Error(`${name} has not printed ${lines} lines`);
}

async function tableWithStream(TableName: string): Promise<string> {
  const { TableDescription } = await dynamo.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  return TableDescription!.LatestStreamArn!;
}

const put = (TableName: string, id: string) =>
  dynamo.send(new PutItemCommand({ TableName, Item: { id: { S: id }, n: { N: "1" } } }));

test("a stream's records come filtered, in order; a bad one is cut out and told of", async () => {
  const EventSourceArn = await tableWithStream("orders");
  await make(
    "follow",
    `exports.handler = async ({ Records }) => {
      const ids = Records.map((r) => r.dynamodb.Keys.id.S);
      console.log("SEEN " + JSON.stringify({ ids, event: Records[0] }));
      if (ids.includes("bad")) throw new Error("bad");
    };`,
  );
  await sqs.send(new CreateQueueCommand({ QueueName: "given-up" }));
  await put("orders", "before");
  const mapping = await client.send(
    new lambda.CreateEventSourceMappingCommand({
      FunctionName: "follow",
      EventSourceArn,
      StartingPosition: "LATEST",
      BatchSize: 4,
      MaximumBatchingWindowInSeconds: 5,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      DestinationConfig: {
        OnFailure: { Destination: "arn:aws:sqs:us-east-1:000000000000:given-up" },
      },
    }),
  );
  expect([mapping.BatchSize, mapping.StartingPosition, mapping.FilterCriteria]).toEqual([
    4,
    "LATEST",
    { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
  ]);
  for (const id of ["a", "bad"]) await put("orders", id);
  await dynamo.send(
    new UpdateItemCommand({
      TableName: "orders",
      Key: { id: { S: "a" } },
      UpdateExpression: "SET n = :n",
      ExpressionAttributeValues: { ":n": { N: "2" } },
    }),
  );
  await put("orders", "c");
  const seen = (await printed("follow", 6)) as { ids: string[]; event: object }[];
  expect(seen.map(({ ids }) => ids.join(" "))).toEqual([
    "a bad c",
    "a bad",
    "a",
    "bad",
    "bad",
    "c",
  ]);
  expect(seen[0]!.event).toMatchObject({
    eventName: "INSERT",
    eventSourceARN: EventSourceArn,
    dynamodb: { NewImage: { id: { S: "a" }, n: { N: "1" } } },
  });
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: `${brume.url}/000000000000/given-up` }),
  );
  expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({
    requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 },
    DDBStreamBatchInfo: { batchSize: 1, streamArn: EventSourceArn },
  });
}, 60_000);

test("items that a function reports are tried again from the first of them", async () => {
  const EventSourceArn = await tableWithStream("reported");
  await make(
    "report",
    `let tries = 0;
    exports.handler = async ({ Records }) => {
      console.log("SEEN " + JSON.stringify(Records.map((r) => r.dynamodb.Keys.id.S)));
      return { batchItemFailures: tries++ < 1 ? [{ itemIdentifier: Records[1].dynamodb.SequenceNumber }] : [] };
    };`,
  );
  for (const id of ["a", "b", "c"]) await put("reported", id);
  await client.send(
    new lambda.CreateEventSourceMappingCommand({
      FunctionName: "report",
      EventSourceArn,
      StartingPosition: "TRIM_HORIZON",
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    }),
  );
  expect(await printed("report", 2)).toEqual([
    ["a", "b", "c"],
    ["b", "c"],
  ]);
}, 60_000);

test("a queue's messages that no filter lets through are removed", async () => {
  await make(
    "pick",
    `exports.handler = async ({ Records }) => console.log("SEEN " + JSON.stringify(Records.map((r) => r.body)));`,
  );
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "picked" }));
  const create = (Pattern: string) =>
    client.send(
      new lambda.CreateEventSourceMappingCommand({
        FunctionName: "pick",
        EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:picked",
        FilterCriteria: { Filters: [{ Pattern }] },
      }),
    );
  expect(create('{"body":')).rejects.toThrow("Invalid filter pattern definition.");
  await create('{"body":{"size":[{"numeric":[">",5]}]}}');
  for (const MessageBody of ['{"size":3}', "text", '{"size":9}'])
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  expect(await printed("pick", 1)).toEqual([['{"size":9}']]);
  await brume.kernel.settle();
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  expect([
    Attributes!["ApproximateNumberOfMessages"],
    Attributes!["ApproximateNumberOfMessagesNotVisible"],
  ]).toEqual(["0", "0"]);
}, 60_000);
