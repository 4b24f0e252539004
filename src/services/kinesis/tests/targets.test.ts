/** Other services that put records on streams: each once, as its targets' parameters say. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { gunzipSync } from "node:zlib";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Pipes } from "@aws-sdk/client-pipes";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { SQS } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let kinesis: Kinesis;
let RoleArn: string;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  kinesis = new Kinesis(brume.client);
  RoleArn = await writer();
});
afterAll(() => brume.stop());

const arn = (name: string) => `arn:aws:kinesis:us-east-1:000000000000:stream/${name}`;

/** A role that the services may take on, and that may write to streams. */
async function writer(): Promise<string> {
  const iam = new IAM(brume.client);
  const statement = (more: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
  const Service = ["events", "scheduler", "pipes", "logs"].map((name) => `${name}.amazonaws.com`);
  const { Role } = await iam.createRole({
    RoleName: "writer",
    AssumeRolePolicyDocument: statement({ Principal: { Service }, Action: "sts:AssumeRole" }),
  });
  const Action = ["kinesis:PutRecord", "kinesis:PutRecords", "sqs:*"];
  await iam.putRolePolicy({
    ...{ RoleName: "writer", PolicyName: "p" },
    PolicyDocument: statement({ Action, Resource: "*" }),
  });
  return Role!.Arn!;
}

/** A stream's records, once there are so many. */
async function records(StreamName: string, count: number) {
  for (let tries = 0; tries < 100; tries++) {
    const { ShardIterator } = await kinesis.getShardIterator({
      ...{ StreamName, ShardId: "0", ShardIteratorType: "TRIM_HORIZON" },
    });
    const { Records = [] } = await kinesis.getRecords({ ShardIterator });
    if (Records.length >= count)
      return Records.map(({ Data, PartitionKey }) => ({ data: Buffer.from(Data!), PartitionKey }));
    await brume.advance(1_000);
    await brume.kernel.settle();
  }
  throw new Error(`${StreamName} has no ${count} records`);
}

test("a rule's events come with the key that its path picks", async () => {
  const events = new EventBridge(brume.client);
  await kinesis.createStream({ StreamName: "events", ShardCount: 1 });
  await events.putRule({ Name: "r", EventPattern: '{"source":["shop"]}' });
  const target = { Arn: arn("events"), RoleArn };
  await events.putTargets({
    Rule: "r",
    Targets: [
      { Id: "keyed", ...target, KinesisParameters: { PartitionKeyPath: "$.detail.customer" } },
      { Id: "plain", ...target, InputPath: "$.detail" },
    ],
  });
  const { Entries } = await events.putEvents({
    Entries: [{ Source: "shop", DetailType: "order", Detail: '{"customer":"c-7"}' }],
  });
  const found = await records("events", 2);
  const by = (key: string) =>
    found.find(({ PartitionKey }) => PartitionKey === key)!.data.toString();
  expect(JSON.parse(by("c-7"))).toMatchObject({ source: "shop", detail: { customer: "c-7" } });
  expect(JSON.parse(by(Entries![0]!.EventId!))).toEqual({ customer: "c-7" });
});

test("a schedule puts its input under its key", async () => {
  await kinesis.createStream({ StreamName: "schedules", ShardCount: 1 });
  await new Scheduler(brume.client).createSchedule({
    Name: "s",
    ScheduleExpression: "rate(1 minute)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      ...{ Arn: arn("schedules"), RoleArn, Input: "hello" },
      KinesisParameters: { PartitionKey: "tick" },
    },
  });
  await brume.advance(61_000);
  const [first] = await records("schedules", 1);
  expect([first!.PartitionKey, first!.data.toString()]).toEqual(["tick", "hello"]);
});

test("a pipe puts its events under the key that its parameters say", async () => {
  const sqs = new SQS(brume.client);
  await kinesis.createStream({ StreamName: "pipes", ShardCount: 1 });
  const { QueueUrl } = await sqs.createQueue({ QueueName: "in" });
  await new Pipes(brume.client).createPipe({
    ...{ Name: "p", RoleArn, Source: "arn:aws:sqs:us-east-1:000000000000:in" },
    Target: arn("pipes"),
    TargetParameters: {
      InputTemplate: '{"it": <$.body.id>}',
      KinesisStreamParameters: { PartitionKey: "$.body.id" },
    },
  });
  await sqs.sendMessage({ QueueUrl, MessageBody: '{"id":"k-1"}' });
  const [first] = await records("pipes", 1);
  expect([first!.PartitionKey, JSON.parse(first!.data.toString())]).toEqual(["k-1", { it: "k-1" }]);
});

test("a log group's lines come compressed, after a message of control", async () => {
  const logs = new CloudWatchLogs(brume.client);
  await kinesis.createStream({ StreamName: "logs", ShardCount: 1 });
  await logs.createLogGroup({ logGroupName: "g" });
  await logs.createLogStream({ logGroupName: "g", logStreamName: "s" });
  const filter = {
    ...{ logGroupName: "g", filterName: "f", filterPattern: "ERROR" },
    destinationArn: arn("logs"),
  };
  await expect(logs.putSubscriptionFilter(filter)).rejects.toThrow(
    "destinationArn for vendor kinesis cannot be used without roleArn",
  );
  const nowhere = { ...filter, destinationArn: arn("nowhere"), roleArn: RoleArn };
  await expect(logs.putSubscriptionFilter(nowhere)).rejects.toThrow(
    "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.",
  );
  await logs.putSubscriptionFilter({ ...filter, roleArn: RoleArn });
  const { subscriptionFilters } = await logs.describeSubscriptionFilters({ logGroupName: "g" });
  expect(subscriptionFilters![0]).toMatchObject({ destinationArn: arn("logs"), roleArn: RoleArn });
  const timestamp = brume.kernel.clock.now();
  await logs.putLogEvents({
    ...{ logGroupName: "g", logStreamName: "s" },
    logEvents: ["ERROR one", "fine"].map((message) => ({ timestamp, message })),
  });
  const found = await records("logs", 2);
  const [control, data] = found.map((record) => JSON.parse(gunzipSync(record.data).toString()));
  expect(control).toMatchObject({ messageType: "CONTROL_MESSAGE", owner: "CloudwatchLogs" });
  expect(data).toMatchObject({
    ...{ messageType: "DATA_MESSAGE", logGroup: "g", logStream: "s", subscriptionFilters: ["f"] },
    logEvents: [{ message: "ERROR one", timestamp }],
  });
  expect([data.logEvents.length, found[1]!.PartitionKey]).toEqual([1, "s"]);
});
