/** Streams of DynamoDB as sources, and Kinesis through the same reader. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import * as p from "@aws-sdk/client-pipes";
import { type TestBrume, testBrume } from "#test/harness/brume";
import type { Ctx } from "../pipes.ts";
import { streamOf } from "../shards.ts";
import { arnOf, Scene, STREAM_ACTIONS } from "./harness.ts";

let brume: TestBrume;
let scene: Scene;
beforeEach(async () => {
  brume = await testBrume();
  scene = new Scene(brume);
});
afterEach(() => brume.stop());

/** The queue's messages once the clock has gone on. */
async function after(ms: number, name: string, count: number) {
  await brume.advance(ms);
  return scene.bodies(name, count);
}

const ID = '{"id": <$.dynamodb.NewImage.pk.S>}';

test("records that pass the filter, from the first on", async () => {
  const Source = await scene.table("orders");
  await scene.queues("out");
  await scene.put("orders", "small", { total: { N: "5" } });
  await scene.put("orders", "large", { total: { N: "50" } });
  await scene.pipe({
    ...{ Name: "p", Source, Target: arnOf("out"), RoleArn: await scene.role(...STREAM_ACTIONS) },
    SourceParameters: {
      DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON", BatchSize: 10 },
      FilterCriteria: {
        Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"total":{"N":["50","60"]}}}}' }],
      },
    },
  });
  await scene.put("orders", "later", { total: { N: "60" } });
  const records = (await scene.bodies("out", 2)) as { dynamodb: Record<string, unknown> }[];
  expect(records[0]).toMatchObject({
    ...{ eventName: "INSERT", eventSource: "aws:dynamodb", awsRegion: "us-east-1" },
    eventSourceARN: Source,
    dynamodb: { Keys: { pk: { S: "large" } }, ApproximateCreationDateTime: 1767225600 },
  });
  expect(records[1]!.dynamodb).toMatchObject({ Keys: { pk: { S: "later" } } });
});

test("the latest are those from the start on; a stopped pipe goes on where it was", async () => {
  const Source = await scene.table("orders");
  await scene.queues("out");
  await scene.put("orders", "before");
  await scene.pipe({
    ...{ Name: "p", Source, Target: arnOf("out"), RoleArn: await scene.role(...STREAM_ACTIONS) },
    SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "LATEST" } },
    TargetParameters: { InputTemplate: ID },
  });
  // Longer than an iterator lives, with nothing to read.
  await brume.advance(30 * 60_000);
  await scene.put("orders", "one");
  expect(await scene.bodies("out", 1)).toEqual([{ id: "one" }]);
  await scene.pipes.send(new p.StopPipeCommand({ Name: "p" }));
  await brume.kernel.settle();
  await scene.put("orders", "two");
  await brume.advance(60 * 60_000);
  expect(await scene.bodies("out", 0)).toEqual([]);
  await scene.pipes.send(new p.StartPipeCommand({ Name: "p" }));
  await brume.kernel.settle();
  expect(await scene.bodies("out", 1)).toEqual([{ id: "two" }]);
  // A new pipe of the same name knows nothing of the old one.
  await scene.pipes.send(new p.DeletePipeCommand({ Name: "p" }));
  await brume.kernel.settle();
  await scene.pipe({
    ...{ Name: "p", Source, Target: arnOf("out"), RoleArn: "arn:aws:iam::000000000000:role/pipe" },
    SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON" } },
    TargetParameters: { InputTemplate: ID },
  });
  expect(await scene.bodies("out", 3)).toEqual([{ id: "before" }, { id: "one" }, { id: "two" }]);
});

test("positions outlive the process", async () => {
  await brume.stop();
  const data = mkdtempSync(join(tmpdir(), "brume-pipes-"));
  brume = await testBrume({ data });
  scene = new Scene(brume);
  const Source = await scene.table("orders");
  await scene.queues("out");
  await scene.pipe({
    ...{ Name: "p", Source, Target: arnOf("out"), RoleArn: await scene.role(...STREAM_ACTIONS) },
    SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON" } },
    TargetParameters: { InputTemplate: ID },
  });
  await scene.put("orders", "one");
  expect(await scene.bodies("out", 1)).toEqual([{ id: "one" }]);
  await brume.kernel.settle();
  await brume.stop();
  brume = await testBrume({ data });
  scene = new Scene(brume);
  // Later than what the first process numbered.
  await brume.advance(60_000);
  await scene.put("orders", "two");
  expect(await scene.bodies("out", 1)).toEqual([{ id: "two" }]);
});

test("what fails is tried as often as said, then told of in AWS's shape", async () => {
  const Source = await scene.table("orders");
  await scene.queues("dead");
  await scene.pipe({
    ...{ Name: "p", Source, Target: arnOf("nowhere") },
    RoleArn: await scene.role(...STREAM_ACTIONS),
    SourceParameters: {
      DynamoDBStreamParameters: {
        ...{ StartingPosition: "TRIM_HORIZON", MaximumRetryAttempts: 2 },
        DeadLetterConfig: { Arn: arnOf("dead") },
      },
    },
  });
  await scene.put("orders", "lost");
  await brume.advance(500);
  expect(await scene.bodies("dead", 0)).toEqual([]);
  const [letter] = (await after(10_000, "dead", 1)) as Record<string, Record<string, unknown>>[];
  expect(letter).toEqual({
    context: {
      partnerResourceArn: "arn:aws:pipes:us-east-1:000000000000:pipe/p",
      condition: "RetryAttemptsExhausted",
    },
    version: "1.0" as never,
    timestamp: expect.stringMatching(/^2026-01-01T00:00:\d\d\.\d{3}Z$/) as never,
    DDBStreamBatchInfo: {
      shardId: expect.stringMatching(/^shardId-/),
      startSequenceNumber: expect.stringMatching(/^\d+$/),
      endSequenceNumber: expect.stringMatching(/^\d+$/),
      approximateArrivalOfFirstRecord: "2026-01-01T00:00:00.000Z",
      approximateArrivalOfLastRecord: "2026-01-01T00:00:00.000Z",
      batchSize: 1,
      streamArn: Source,
    },
  });
  // What comes after it is not held up any more.
  await scene.queues("nowhere");
  await scene.put("orders", "found");
  expect(await scene.bodies("nowhere", 1)).toMatchObject([
    { dynamodb: { Keys: { pk: { S: "found" } } } },
  ]);
});

test("records grow too old", async () => {
  const Source = await scene.table("orders");
  await scene.queues("dead");
  await scene.pipe({
    ...{ Name: "p", Source, Target: arnOf("nowhere") },
    RoleArn: await scene.role(...STREAM_ACTIONS),
    SourceParameters: {
      DynamoDBStreamParameters: {
        ...{ StartingPosition: "TRIM_HORIZON", MaximumRecordAgeInSeconds: 60 },
        DeadLetterConfig: { Arn: arnOf("dead") },
      },
    },
  });
  await scene.put("orders", "lost");
  await brume.advance(50_000);
  expect(await scene.bodies("dead", 0)).toEqual([]);
  expect(await after(120_000, "dead", 1)).toMatchObject([
    { context: { condition: "RecordAgeExceeded" } },
  ]);
});

test("a batch that fails is halved until the record is alone that fails", async () => {
  const RoleArn = await scene.role(...STREAM_ACTIONS, "lambda:InvokeFunction");
  const Source = await scene.table("orders");
  await scene.queues("dead", "seen");
  const code = `export const handler = async (events) => {
    const ids = events.map((e) => e.dynamodb.NewImage.pk.S);
    console.log(JSON.stringify(ids));
    if (ids.includes("bad")) throw new Error("bad");
  };`;
  const Target = await scene.lambda("target", code, RoleArn);
  for (const id of ["a", "b", "bad", "c"]) await scene.put("orders", id);
  await scene.pipe({
    ...{ Name: "p", Source, Target, RoleArn },
    SourceParameters: {
      DynamoDBStreamParameters: {
        ...{ StartingPosition: "TRIM_HORIZON", MaximumRetryAttempts: 0, BatchSize: 4 },
        OnPartialBatchItemFailure: "AUTOMATIC_BISECT",
        DeadLetterConfig: { Arn: arnOf("dead") },
      },
    },
  });
  const logs = new CloudWatchLogsClient(brume.client);
  for (let turn = 0; turn < 10; turn++) await brume.advance(2_000);
  expect(await scene.bodies("dead", 1)).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 1 } }]);
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: "/aws/lambda/target", filterPattern: "INFO" }),
  );
  const calls = events.map(({ message }) => JSON.parse(message!.split("\t").at(-1)!));
  expect(calls).toEqual([["a", "b", "bad", "c"], ["a", "b"], ["bad", "c"], ["bad"], ["c"]]);
}, 60_000);

test("a window gathers; the log of an execution has its data when asked for", async () => {
  const RoleArn = await scene.role(...STREAM_ACTIONS);
  const Source = await scene.table("orders");
  await scene.queues("out");
  const logs = new CloudWatchLogsClient(brume.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/pipes" }));
  await scene.pipe({
    ...{ Name: "p", Source, Target: arnOf("out"), RoleArn },
    SourceParameters: {
      DynamoDBStreamParameters: {
        ...{ StartingPosition: "TRIM_HORIZON", BatchSize: 10 },
        MaximumBatchingWindowInSeconds: 60,
      },
    },
    LogConfiguration: {
      ...{ Level: "TRACE", IncludeExecutionData: ["ALL"] },
      CloudwatchLogsLogDestination: {
        LogGroupArn: "arn:aws:logs:us-east-1:000000000000:log-group:/pipes",
      },
    },
  });
  for (const id of ["a", "b", "c"]) {
    await scene.put("orders", id);
    await brume.advance(10_000);
  }
  expect(await scene.bodies("out", 0)).toEqual([]);
  expect(await after(60_000, "out", 3)).toHaveLength(3);
  await brume.kernel.settle();
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: "/pipes" }));
  const lines = events.map(({ message }) => JSON.parse(message!));
  expect(lines.map(({ messageType, logLevel }) => `${logLevel} ${messageType}`)).toEqual([
    "INFO ExecutionStarted",
    "INFO TargetStageEntered",
    "TRACE TargetInvocationStarted",
    "TRACE TargetInvocationSucceeded",
    "INFO TargetStageSucceeded",
    "INFO ExecutionSucceeded",
  ]);
  expect(JSON.parse(lines[0].payload)).toHaveLength(3);
  expect(lines[0]).toMatchObject({
    resourceArn: "arn:aws:pipes:us-east-1:000000000000:pipe/p",
    timestamp: expect.any(Number),
    executionId: expect.any(String),
  });
});

test("lanes keep the order of a key", async () => {
  const RoleArn = await scene.role(...STREAM_ACTIONS);
  const Source = await scene.table("orders");
  await scene.queues("out");
  const ids: string[] = [];
  for (let n = 0; n < 5; n++)
    for (const key of ["a", "b", "c"]) {
      await scene.put("orders", key, { n: { N: String(n) } });
      ids.push(key);
    }
  await scene.pipe({
    ...{ Name: "p", Source, Target: arnOf("out"), RoleArn },
    SourceParameters: {
      DynamoDBStreamParameters: {
        ...{ StartingPosition: "TRIM_HORIZON", BatchSize: 1, ParallelizationFactor: 3 },
      },
    },
    TargetParameters: {
      InputTemplate: '{"pk": <$.dynamodb.NewImage.pk.S>, "n": <$.dynamodb.NewImage.n.N>}',
    },
  });
  const seen = (await scene.bodies("out", ids.length)) as { pk: string; n: string }[];
  for (const key of ["a", "b", "c"])
    expect(seen.filter(({ pk }) => pk === key).map(({ n }) => n)).toEqual([..."01234"]);
});

test("Kinesis is read through its operations, in the shape of its records", async () => {
  const arn = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
  const asked: unknown[] = [];
  const answers: Record<string, (input: Record<string, unknown>) => object> = {
    ListShards: ({ NextToken }) =>
      NextToken === undefined
        ? {
            Shards: [{ ShardId: "s-0", SequenceNumberRange: { EndingSequenceNumber: "9" } }],
            NextToken: "more",
          }
        : { Shards: [{ ShardId: "s-1", ParentShardId: "s-0", AdjacentParentShardId: "s-9" }] },
    GetShardIterator: () => ({ ShardIterator: "i" }),
    GetRecords: () => ({
      Records: [
        {
          ...{ SequenceNumber: "42", PartitionKey: "k", ApproximateArrivalTimestamp: 1_500 },
          Data: Buffer.from('{"a":1}'),
        },
      ],
      NextShardIterator: "j",
    }),
  };
  const ctx = {
    account: "000000000000",
    arn: () => "arn:aws:pipes:us-east-1:000000000000:pipe/p",
    facts: {},
    kernel: {
      roleSession: async () => ({ kind: "role" }),
      call: async (_facts: unknown, service: string, operation: string, input: never) => {
        asked.push([service, operation, input]);
        return answers[operation]!(input);
      },
    },
  } as unknown as Ctx;
  const stream = streamOf(ctx, "p", {
    ...{ Source: arn, Target: arnOf("out"), RoleArn: "arn:aws:iam::000000000000:role/r" },
    SourceParameters: { KinesisStreamParameters: { StartingPosition: "TRIM_HORIZON" } },
  })!;
  expect(stream.topic).toBe(`kinesis:${arn}`);
  expect(await stream.shards()).toEqual([
    { id: "s-0", parents: [], open: false },
    { id: "s-1", parents: ["s-0", "s-9"], open: true },
  ]);
  await stream.iterator("s-1", { type: "AT_TIMESTAMP", at: 7 });
  await stream.iterator("s-1", { type: "AFTER_SEQUENCE_NUMBER", sequence: "41" });
  const { events, next } = await stream.read("i", "s-1", 50_000);
  expect(next).toBe("j");
  expect(events).toEqual([
    {
      ...{ ids: ["s-1:42", "42"], sequence: "42", at: 1_500, key: "k" },
      value: {
        kinesisSchemaVersion: "1.0",
        partitionKey: "k",
        sequenceNumber: "42",
        data: "eyJhIjoxfQ==",
        approximateArrivalTimestamp: 1.5,
        eventSource: "aws:kinesis",
        eventVersion: "1.0",
        eventID: "s-1:42",
        eventName: "aws:kinesis:record",
        invokeIdentityArn: "arn:aws:iam::000000000000:role/r",
        awsRegion: "us-east-1",
        eventSourceARN: arn,
      },
    },
  ]);
  expect(asked.slice(2)).toEqual([
    [
      "kinesis",
      "GetShardIterator",
      { StreamARN: arn, ShardId: "s-1", ShardIteratorType: "AT_TIMESTAMP", Timestamp: 7 },
    ],
    [
      "kinesis",
      "GetShardIterator",
      {
        ...{ StreamARN: arn, ShardId: "s-1", ShardIteratorType: "AFTER_SEQUENCE_NUMBER" },
        StartingSequenceNumber: "41",
      },
    ],
    ["kinesis", "GetRecords", { ShardIterator: "i", StreamARN: arn, Limit: 10_000 }],
  ]);
});
