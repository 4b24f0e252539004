/** Batches: cut to what their receivers take, reported on, enriched, refused in part. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateStreamCommand, KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { cut } from "../cut.ts";
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

const send = (name: string, body: string) =>
  scene.sqs.send(new SendMessageCommand({ QueueUrl: scene.urlOf(name), MessageBody: body }));

/** Messages in a queue, those that are with a pipe too. */
async function left(name: string): Promise<number> {
  await brume.kernel.settle();
  const { Attributes = {} } = await scene.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: scene.urlOf(name), AttributeNames: ["All"] }),
  );
  const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
  return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
}

/** What functions printed, in JSON. */
async function printed(name: string, count: number): Promise<unknown[]> {
  const logs = new CloudWatchLogsClient(brume.client);
  const found: unknown[] = [];
  for (let turn = 0; turn < 100 && found.length < count; turn++) {
    await brume.advance(100);
    const { events = [] } = await logs
      .send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` }))
      .catch(() => ({ events: [] }));
    const lines = events.flatMap(({ message }) => /\t(\[.*\])\s*$/.exec(message!)?.[1] ?? []);
    found.splice(0, found.length, ...lines.map((line) => JSON.parse(line) as unknown));
  }
  return found;
}

const SIZES =
  "export const handler = async (events) => console.log(JSON.stringify([events.length]));";
const FAILING = (id: string) =>
  `export const handler = async (events) => { console.log(JSON.stringify(["asked"])); return { batchItemFailures: [{ itemIdentifier: ${id} }] }; };`;

test("lists are cut by count and by bytes", () => {
  const most = { count: 3, bytes: 10 };
  expect(cut([1, 2, 3, 4], most, (n) => n)).toEqual([[1, 2, 3], [4]]);
  expect(cut([5, 5, 5], most, (n) => n)).toEqual([[5, 5], [5]]);
  expect(cut([1, 50, 1], most, (n) => n)).toEqual([[1], [50], [1]]);
  expect(cut([], most, (n) => n)).toEqual([]);
});

test.each([
  ["that is no event's", '"no-such-id"'],
  ["that is empty", '""'],
  ["that is null", "null"],
])("a report with an id %s fails the whole batch: nothing is deleted", async (_what, id) => {
  const Target = await scene.lambda("f", FAILING(id), RoleArn);
  await send("in", "a");
  await scene.pipe({ Name: "p", Source: arnOf("in"), Target, RoleArn });
  expect(await printed("f", 1)).toEqual([["asked"]]);
  expect(await left("in")).toBe(1);
});

test("a stream tries a batch again whose report names no record of it", async () => {
  const kinesis = new KinesisClient(brume.client);
  await kinesis.send(new CreateStreamCommand({ StreamName: "s", ShardCount: 1 }));
  const Records = ["a", "b"].map((text) => ({ Data: Buffer.from(text), PartitionKey: "k" }));
  await kinesis.send(new PutRecordsCommand({ StreamName: "s", Records }));
  await scene.queues("dead");
  await scene.pipe({
    ...{ Name: "p", Source: "arn:aws:kinesis:us-east-1:000000000000:stream/s", RoleArn },
    Target: await scene.lambda("f", FAILING('"bogus"'), RoleArn),
    SourceParameters: {
      KinesisStreamParameters: {
        ...{ StartingPosition: "TRIM_HORIZON", MaximumRetryAttempts: 1 },
        DeadLetterConfig: { Arn: arnOf("dead") },
      },
    },
  });
  expect(await printed("f", 2)).toHaveLength(2);
  await brume.advance(10_000);
  expect(await scene.bodies("dead", 1)).toMatchObject([
    { context: { condition: "RetryAttemptsExhausted" }, KinesisBatchInfo: { batchSize: 2 } },
  ]);
});

test("a function is given at most 6 MB, of a queue and of a stream", async () => {
  const Target = await scene.lambda("f", SIZES, RoleArn);
  for (let n = 0; n < 10; n++) await send("in", "x".repeat(900_000));
  await scene.pipe({ Name: "p", Source: arnOf("in"), Target, RoleArn });
  const sizes = (await printed("f", 2)) as [number][];
  expect(sizes.reduce((sum, [size]) => sum + size, 0)).toBe(10);
  expect(Math.max(...sizes.flat())).toBe(6);
  expect(await left("in")).toBe(0);
  const kinesis = new KinesisClient(brume.client);
  await kinesis.send(new CreateStreamCommand({ StreamName: "s", ShardCount: 1 }));
  const Records = Array.from({ length: 9 }, () => ({
    ...{ Data: Buffer.alloc(900_000), PartitionKey: "k" },
  }));
  await kinesis.send(new PutRecordsCommand({ StreamName: "s", Records }));
  await scene.pipe({
    ...{ Name: "q", Source: "arn:aws:kinesis:us-east-1:000000000000:stream/s", RoleArn },
    Target: await scene.lambda("g", SIZES, RoleArn),
    SourceParameters: { KinesisStreamParameters: { StartingPosition: "TRIM_HORIZON" } },
  });
  expect(await printed("g", 2)).toEqual([[5], [4]]);
}, 30_000);

test("of a FIFO queue, what follows a part that failed is not brought to the target", async () => {
  const code =
    'export const handler = async (events) => { console.log(JSON.stringify([events.length])); throw new Error("no"); };';
  const input = { QueueName: "in.fifo", Attributes: { FifoQueue: "true" } };
  await scene.sqs.send(new CreateQueueCommand(input));
  for (let n = 0; n < 8; n++)
    await scene.sqs.send(
      new SendMessageCommand({
        ...{ QueueUrl: scene.urlOf("in.fifo"), MessageBody: "x".repeat(900_000) },
        ...{ MessageGroupId: "g", MessageDeduplicationId: String(n) },
      }),
    );
  const Target = await scene.lambda("f", code, RoleArn);
  await scene.pipe({ Name: "p", Source: arnOf("in.fifo"), Target, RoleArn });
  await printed("f", 1);
  await brume.advance(1_000);
  expect(await printed("f", 1)).toEqual([[6]]);
  expect(await left("in.fifo")).toBe(8);
}, 30_000);

test("a window ends once 6 MB are gathered", async () => {
  const Target = await scene.lambda("f", SIZES, RoleArn);
  for (let n = 0; n < 8; n++) await send("in", "x".repeat(900_000));
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target, RoleArn },
    SourceParameters: {
      SqsQueueParameters: { BatchSize: 100, MaximumBatchingWindowInSeconds: 300 },
    },
  });
  // The window would be open for far longer.
  expect(((await printed("f", 2)) as [number][]).map(([size]) => size).sort()).toEqual([2, 6]);
  expect(await left("in")).toBe(0);
}, 30_000);

test("a queue as the target is given at most 1 MiB at once", async () => {
  for (let n = 0; n < 10; n++) await send("in", "x".repeat(240_000));
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target: arnOf("out"), RoleArn },
    TargetParameters: { InputTemplate: "<$.body>" },
  });
  for (let turn = 0; turn < 50 && (await left("in")) > 0; turn++) await brume.advance(100);
  expect([await left("in"), await left("out")]).toEqual([0, 10]);
});

test("an enrichment's answer that the target does not take at once is not brought to it", async () => {
  const code = "export const handler = async () => Array.from({ length: 11 }, (_, i) => ({ i }));";
  const logs = new CloudWatchLogsClient(brume.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/pipes" }));
  const LogGroupArn = "arn:aws:logs:us-east-1:000000000000:log-group:/pipes";
  await send("in", "a");
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target: arnOf("out"), RoleArn },
    Enrichment: await scene.lambda("f", code, RoleArn),
    LogConfiguration: { Level: "ERROR", CloudwatchLogsLogDestination: { LogGroupArn } },
  });
  let said: string[] = [];
  for (let turn = 0; turn < 100 && said.length === 0; turn++) {
    await brume.advance(100);
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: "/pipes" }));
    said = events.map(({ message }) => message!);
  }
  expect(JSON.parse(said[0]!).error.message).toBe(
    "The enrichment returned 11 events; the target takes at most 10 at once.",
  );
  expect([await left("in"), await left("out")]).toEqual([1, 0]);
});

test("log events that CloudWatch Logs rejects have failed", async () => {
  const logs = new CloudWatchLogsClient(brume.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "lg" }));
  const now = brume.kernel.clock.now();
  const hour = 3_600_000;
  await send("in", JSON.stringify({ m: "good", t: now }));
  await send("in", JSON.stringify({ m: "new", t: now + 3 * hour }));
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), RoleArn },
    Target: "arn:aws:logs:us-east-1:000000000000:log-group:lg",
    TargetParameters: {
      InputTemplate: "<$.body.m>",
      CloudWatchLogsParameters: { LogStreamName: "st", Timestamp: "$.body.t" },
    },
  });
  await brume.advance(1_000);
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: "lg" }));
  expect(events.map(({ message }) => message)).toEqual(["good"]);
  expect(await left("in")).toBe(1);
  await send("in", JSON.stringify({ m: "old", t: now - 1_000 * hour }));
  expect(await left("in")).toBe(2);
});
