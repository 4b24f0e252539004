/** Filters that look into payloads, and templates that cannot be filled. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateStreamCommand, KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { kinesisEvent, messageEvent } from "../events.ts";
import { filtersOf, passes } from "../filters.ts";
import { arnOf, Scene } from "./harness.ts";

let brume: TestBrume;
let scene: Scene;
let RoleArn: string;
beforeEach(async () => {
  brume = await testBrume();
  scene = new Scene(brume);
  RoleArn = await scene.role("*");
  await scene.queues("in", "out");
});
afterEach(() => brume.stop());

const send = (body: string) =>
  scene.sqs.send(new SendMessageCommand({ QueueUrl: scene.urlOf("in"), MessageBody: body }));
const filters = (...patterns: object[]) => ({
  FilterCriteria: { Filters: patterns.map((one) => ({ Pattern: JSON.stringify(one) })) },
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html */
const FORMATS: [body: string, pattern: object, passes: boolean][] = [
  ["hello", { body: ["hello"] }, true],
  ["other", { body: ["hello"] }, false],
  ['"hello"', { body: ["hello"] }, false],
  ['{"y":1}', { body: [{ exists: true }] }, false],
  ["hello", { body: [{ exists: true }] }, true],
  ["hello", { body: { x: [{ exists: false }] } }, false],
  ['{"y":1}', { body: { x: [{ exists: false }] } }, true],
  ["hello", { messageId: ["m"] }, true],
  ['{"y":1}', { messageId: ["m"] }, true],
];

test.each(FORMATS)("%s against %j", (Body, pattern, expected) => {
  const settings = { Source: arnOf("in"), Target: arnOf("out"), RoleArn };
  const message = messageEvent({ MessageId: "m", Body }, arnOf("in"));
  const filter = (one: object) => filtersOf({ ...settings, SourceParameters: filters(one) });
  expect(passes(filter(pattern), message)).toBe(expected);
  if (!("body" in pattern)) return;
  const from = {
    streamArn: "arn:aws:kinesis:us-east-1:1:stream/s",
    shardId: "s",
    roleArn: RoleArn,
  };
  const record = { SequenceNumber: "1", PartitionKey: "k", Data: Buffer.from(Body) };
  expect(passes(filter({ data: pattern.body }), kinesisEvent(record, from))).toBe(expected);
});

test("what is of another format than the pattern is dropped", async () => {
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target: arnOf("out"), RoleArn },
    SourceParameters: filters({ body: ["hello"] }, { body: { x: [{ exists: false }] } }),
    TargetParameters: { InputTemplate: '{"got": <$.body>}' },
  });
  for (const body of ["hello", "plain", '{"y":1}', '{"x":1}']) await send(body);
  const got = await scene.bodies("out", 2);
  expect(got).toHaveLength(2);
  expect(got).toContainEqual({ got: "hello" });
  expect(got).toContainEqual({ got: { y: 1 } });
  expect(await scene.bodies("in", 0)).toEqual([]);
});

/** More than a path may select: it can be told only once the event is there. */
const MANY = JSON.stringify(Array.from({ length: 150_000 }, () => 1));

test("a path that cannot be read in an event is a failed execution, logged, and the pipe goes on", async () => {
  const logs = new CloudWatchLogsClient(brume.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/pipes" }));
  const LogGroupArn = "arn:aws:logs:us-east-1:000000000000:log-group:/pipes";
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target: arnOf("out"), RoleArn },
    TargetParameters: { InputTemplate: '{"all": <$.body[*]>}' },
    LogConfiguration: { Level: "ERROR", CloudwatchLogsLogDestination: { LogGroupArn } },
  });
  await send(MANY);
  await brume.advance(1_000);
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: "/pipes" }));
  expect(events.map(({ message }) => JSON.parse(message!).messageType)).toEqual([
    ...["TargetTransformationFailed", "TargetStageFailed", "ExecutionFailed"],
  ]);
  await send("[1]");
  expect(await scene.bodies("out", 1)).toEqual([{ all: [1] }]);
});

test("such a record of a stream is retried and goes to the dead-letter queue", async () => {
  const kinesis = new KinesisClient(brume.client);
  await kinesis.send(new CreateStreamCommand({ StreamName: "s", ShardCount: 1 }));
  await scene.queues("dead");
  await scene.pipe({
    ...{ Name: "p", Source: "arn:aws:kinesis:us-east-1:000000000000:stream/s", RoleArn },
    Target: arnOf("out"),
    TargetParameters: { InputTemplate: '{"all": <$.data[*]>}' },
    SourceParameters: {
      KinesisStreamParameters: {
        ...{ StartingPosition: "TRIM_HORIZON", MaximumRetryAttempts: 1 },
        DeadLetterConfig: { Arn: arnOf("dead") },
      },
    },
  });
  const put = (text: string) =>
    kinesis.send(
      new PutRecordCommand({ StreamName: "s", Data: Buffer.from(text), PartitionKey: "k" }),
    );
  await put(MANY);
  await brume.advance(10_000);
  expect(await scene.bodies("dead", 1)).toMatchObject([
    { context: { condition: "RetryAttemptsExhausted" } },
  ]);
  await put("[1]");
  expect(await scene.bodies("out", 1)).toEqual([{ all: [1] }]);
});

test("the log has the request and the answer of each invocation", async () => {
  const logs = new CloudWatchLogsClient(brume.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/pipes" }));
  const LogGroupArn = "arn:aws:logs:us-east-1:000000000000:log-group:/pipes";
  const code = "export const handler = async (events) => [{ n: events.length }];";
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target: arnOf("out"), RoleArn },
    Enrichment: await scene.lambda("f", code, RoleArn),
    EnrichmentParameters: { InputTemplate: '{"a": <$.body.a>}' },
    TargetParameters: { InputTemplate: '{"n": <$.n>}' },
    LogConfiguration: {
      ...{ Level: "TRACE", IncludeExecutionData: ["ALL"] },
      CloudwatchLogsLogDestination: { LogGroupArn },
    },
  });
  await send('{"a":1}');
  expect(await scene.bodies("out", 1)).toEqual([{ n: 1 }]);
  await brume.kernel.settle();
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: "/pipes" }));
  const records = events.map(({ message }) => JSON.parse(message!) as Record<string, string>);
  const record = (type: string) => records.find(({ messageType }) => messageType === type)!;
  const read = (text: string | undefined) => JSON.parse(text!) as unknown;
  const asked = record("EnrichmentInvocationStarted");
  expect(read(asked["awsRequest"])).toEqual({
    FunctionName: "arn:aws:lambda:us-east-1:000000000000:function:f",
    Payload: '[{"a":1}]',
  });
  expect(read(asked["payload"])).toEqual([{ a: 1 }]);
  expect(read(record("EnrichmentInvocationSucceeded")["awsResponse"])).toMatchObject({
    ...{ StatusCode: 200, Payload: '[{"n":1}]' },
  });
  expect(read(record("TargetInvocationStarted")["awsRequest"])).toEqual({
    QueueUrl: expect.stringMatching(/\/000000000000\/out$/),
    Entries: [{ Id: "0", MessageBody: '{"n":1}' }],
  });
  expect(read(record("TargetInvocationSucceeded")["awsResponse"])).toMatchObject({
    Successful: [{ Id: "0", MessageId: expect.any(String) }],
  });
});

test("where policies are enforced, a pipe reads nothing as a role that does not trust it", async () => {
  await brume.stop();
  brume = await testBrume({ iam: "enforce", running: true });
  scene = new Scene(brume);
  await scene.queues("in", "out");
  const iam = new IAMClient(brume.client);
  const statement = (more: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
  const trust = { Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "ec2", AssumeRolePolicyDocument: statement(trust) }),
  );
  const PolicyDocument = statement({ Action: "*", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "ec2", PolicyName: "p", PolicyDocument }));
  const both = { Source: arnOf("in"), Target: arnOf("out") };
  await scene.pipe({ Name: "p", ...both, RoleArn: Role!.Arn! });
  await send("{}");
  await brume.advance(5_000);
  expect(await scene.bodies("out", 0)).toEqual([]);
  await scene.pipe({ Name: "q", ...both, RoleArn: await scene.role("sqs:*") });
  expect(await scene.bodies("out", 1)).toHaveLength(1);
});
