/** Other services that put records: each event is in S3 once the buffer's interval has passed. */
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import type * as f from "@aws-sdk/client-firehose";
import { CreatePipeCommand, PipesClient } from "@aws-sdk/client-pipes";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { arnOf, Firehoses } from "./harness.ts";

let brume: TestBrume;
let h: Firehoses;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce" });
  h = new Firehoses(brume);
});
afterAll(() => brume.stop());
beforeEach(async () => {
  await brume.kernel.reset();
  await h.bucket();
});

const Arn = arnOf("flow");

test("SNS: what is published to a topic", async () => {
  await h.stream();
  const sns = new SNSClient(h.client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "news" }));
  const bare = new SubscribeCommand({ TopicArn, Protocol: "firehose", Endpoint: Arn });
  await expect(sns.send(bare)).rejects.toThrow(
    "Invalid parameter: Attributes Reason: SubscriptionRoleArn is required",
  );
  const SubscriptionRoleArn = await h.role("firehose:PutRecord", "firehose:PutRecordBatch");
  await sns.send(
    new SubscribeCommand({
      ...{ TopicArn, Protocol: "firehose", Endpoint: Arn },
      Attributes: { SubscriptionRoleArn, RawMessageDelivery: "true" },
    }),
  );
  await sns.send(new PublishCommand({ TopicArn, Message: "hello" }));
  await sns.send(new PublishCommand({ TopicArn, Message: "world" }));
  await brume.advance(60_000);
  expect((await h.all()).split("\n").sort()).toEqual(["", "hello", "world"]);
});

test("EventBridge: what a rule lets pass", async () => {
  await h.stream();
  const events = new EventBridgeClient(h.client);
  const RoleArn = await h.role("firehose:PutRecord");
  await events.send(new PutRuleCommand({ Name: "r", EventPattern: '{"source":["shop"]}' }));
  await events.send(new PutTargetsCommand({ Rule: "r", Targets: [{ Id: "1", Arn, RoleArn }] }));
  const entry = { Source: "shop", DetailType: "order", Detail: '{"id":7}' };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  await brume.advance(60_000);
  expect(JSON.parse(await h.all())).toMatchObject({ source: "shop", detail: { id: 7 } });
});

test("Scheduler: the input of a schedule", async () => {
  await h.stream();
  const RoleArn = await h.role("firehose:PutRecord");
  await new SchedulerClient(h.client).send(
    new CreateScheduleCommand({
      ...{ Name: "s", ScheduleExpression: "rate(1 hour)", FlexibleTimeWindow: { Mode: "OFF" } },
      Target: { Arn, RoleArn, Input: '{"tick":1}' },
    }),
  );
  await brume.advance(3_600_000 + 60_000);
  expect((await h.all()).trim().split("\n")).toContain('{"tick":1}');
});

test("Pipes: the messages of a queue", async () => {
  await h.stream();
  const sqs = new SQSClient(h.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "in" }));
  const RoleArn = await h.role("sqs:*", "firehose:PutRecord", "firehose:PutRecordBatch");
  await new PipesClient(h.client).send(
    new CreatePipeCommand({
      ...{ Name: "p", RoleArn, Source: "arn:aws:sqs:us-east-1:000000000000:in", Target: Arn },
      TargetParameters: { InputTemplate: '{"said":<$.body>}' },
    }),
  );
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hi" }));
  await brume.advance(61_000);
  expect(JSON.parse(await h.all())).toEqual({ said: "hi" });
});

const LOGS = { logGroupName: "app", logStreamName: "one" };
async function logged(...messages: string[]): Promise<void> {
  const logs = new CloudWatchLogsClient(h.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "app" }));
  await logs.send(new CreateLogStreamCommand(LOGS));
  const roleArn = await h.role("firehose:PutRecord", "firehose:PutRecordBatch");
  await logs.send(
    new PutSubscriptionFilterCommand({
      ...{ logGroupName: "app", filterName: "all", filterPattern: "ERROR" },
      ...{ destinationArn: Arn, roleArn },
    }),
  );
  const timestamp = brume.kernel.clock.now();
  const logEvents = messages.map((message) => ({ message, timestamp }));
  await logs.send(new PutLogEventsCommand({ ...LOGS, logEvents }));
}

test("Logs: the lines that a subscription filter lets pass, compressed", async () => {
  await h.stream();
  await logged("ERROR one", "fine", "ERROR two");
  await brume.advance(60_000);
  const [key] = await h.keys();
  const text = gunzipSync(await h.bytes(key!)).toString();
  const [control, file] = text
    .replace("}{", "}\n{")
    .split("\n")
    .map((one) => JSON.parse(one));
  expect(control.messageType).toBe("CONTROL_MESSAGE");
  expect(file).toMatchObject({
    ...{ messageType: "DATA_MESSAGE", logGroup: "app", logStream: "one" },
    logEvents: [{ message: "ERROR one" }, { message: "ERROR two" }],
  });
});

test("Logs: decompressed, their messages alone", async () => {
  const parameter = (ParameterName: f.ProcessorParameterName, ParameterValue: string) => [
    { ParameterName, ParameterValue },
  ];
  await h.stream({
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [
        { Type: "Decompression", Parameters: parameter("CompressionFormat", "GZIP") },
        { Type: "CloudWatchLogProcessing", Parameters: parameter("DataMessageExtraction", "true") },
      ],
    },
  });
  await logged("ERROR one", "ERROR two");
  await brume.advance(60_000);
  expect(await h.all()).toBe("ERROR one\nERROR two\n");
});

test("Logs: a stream that is not there, or may not be written to, is refused", async () => {
  await expect(logged("ERROR")).rejects.toThrow(
    "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.",
  );
});
