/** Event source mappings of Kinesis streams: shards, starts, filters, failures. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Kinesis } from "@aws-sdk/client-kinesis";
import * as lambda from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { zipOf } from "../inline-code.ts";
import { turns } from "../shard-follower.ts";

let brume: TestBrume;
let client: lambda.Lambda;
let kinesis: Kinesis;
beforeAll(async () => {
  brume = await testBrume({ running: true });
  client = new lambda.Lambda(brume.client);
  kinesis = new Kinesis(brume.client);
});
afterAll(() => brume.stop());

const arn = (name: string) => `arn:aws:kinesis:us-east-1:000000000000:stream/${name}`;
const Role = "arn:aws:iam::000000000000:role/r";

const make = (FunctionName: string, code: string) =>
  client.createFunction({
    ...{ FunctionName, Role, Runtime: "nodejs20.x", Handler: "index.handler" },
    Code: { ZipFile: zipOf({ "index.js": code }) },
  });

/** Says what came in: each record's data. */
const SAYS = `exports.handler = async ({ Records }) => {
  const texts = Records.map((r) => Buffer.from(r.kinesis.data, "base64").toString());
  console.log("SEEN " + JSON.stringify({ texts, event: Records[0] }));
  if (texts.includes("bad")) throw new Error("bad");
};`;

interface Seen {
  readonly texts: string[];
  readonly event: Record<string, unknown>;
}

/** What a function has printed, once it has printed so many lines. */
async function printed(name: string, lines: number): Promise<Seen[]> {
  const logs = new CloudWatchLogs(brume.client);
  const logGroupName = `/aws/lambda/${name}`;
  for (let tries = 0; tries < 200; tries++) {
    const { events = [] } = await logs
      .filterLogEvents({ logGroupName, filterPattern: "SEEN" })
      .catch(() => ({ events: [] }));
    if (events.length >= lines)
      return events.map(({ message }) => JSON.parse(message!.split("SEEN ")[1]!) as Seen);
    await brume.advance(1_000);
    await brume.kernel.settle();
  }
  throw new Error(`${name} has not printed ${lines} lines`);
}

const put = (StreamName: string, texts: readonly string[], ExplicitHashKey = "0") =>
  kinesis.putRecords({
    StreamName,
    Records: texts.map((text) => ({
      ...{ Data: new Uint8Array(Buffer.from(text)), PartitionKey: "k", ExplicitHashKey },
    })),
  });

const textsOf = (seen: readonly Seen[]) => seen.flatMap(({ texts }) => texts);

test("a mapping follows a stream through a split, parents before their children", async () => {
  const StreamName = "followed";
  await kinesis.createStream({ StreamName, ShardCount: 1 });
  await put(StreamName, ["a", "b"]);
  const half = "170141183460469231731687303715884105728";
  await kinesis.splitShard({ StreamName, ShardToSplit: "0", NewStartingHashKey: half });
  await put(StreamName, ["low"]);
  await put(StreamName, ["high"], half);
  await make("follow", SAYS);
  await client.createEventSourceMapping({
    ...{ FunctionName: "follow", EventSourceArn: arn(StreamName) },
    StartingPosition: "TRIM_HORIZON",
  });
  const seen = await printed("follow", 3);
  expect(seen[0]!.texts).toEqual(["a", "b"]);
  expect(textsOf(seen.slice(1)).sort()).toEqual(["high", "low"]);
  expect(seen[0]!.event).toMatchObject({
    eventSource: "aws:kinesis",
    eventName: "aws:kinesis:record",
    eventSourceARN: arn(StreamName),
    invokeIdentityArn: Role,
    kinesis: { kinesisSchemaVersion: "1.0", partitionKey: "k", data: "YQ==" },
  });
  const { kinesis: first, eventID } = seen[0]!.event as {
    kinesis: { sequenceNumber: string };
    eventID: string;
  };
  expect(eventID).toBe(`shardId-000000000000:${first.sequenceNumber}`);
  await put(StreamName, ["later"]);
  expect((await printed("follow", 4))[3]!.texts).toEqual(["later"]);
}, 60_000);

test("LATEST starts with what comes, also when nothing came for long; children from their first", async () => {
  const StreamName = "late";
  await kinesis.createStream({ StreamName, ShardCount: 1 });
  await put(StreamName, ["before"]);
  await make("late", SAYS);
  const made = await client.createEventSourceMapping({
    ...{ FunctionName: "late", EventSourceArn: arn(StreamName), StartingPosition: "LATEST" },
  });
  expect([made.BatchSize, made.StartingPosition]).toEqual([100, "LATEST"]);
  await brume.advance(20 * 60_000);
  await put(StreamName, ["after"]);
  expect(textsOf(await printed("late", 1))).toEqual(["after"]);
  await kinesis.updateShardCount({
    ...{ StreamName, TargetShardCount: 2, ScalingType: "UNIFORM_SCALING" },
  });
  await put(StreamName, ["child"]);
  expect(textsOf(await printed("late", 2))).toEqual(["after", "child"]);
}, 60_000);

test("AT_TIMESTAMP starts there; filters look into data", async () => {
  const StreamName = "timed";
  await kinesis.createStream({ StreamName, ShardCount: 2 });
  await put(StreamName, ['{"n":9}']);
  await brume.advance(60_000);
  const StartingPositionTimestamp = new Date(brume.kernel.clock.now() - 30_000);
  await put(StreamName, ['{"n":1}', '{"n":7}', "text"]);
  await make("timed", SAYS);
  const create = (more: object) =>
    client.createEventSourceMapping({
      ...{ FunctionName: "timed", EventSourceArn: arn(StreamName) },
      ...{ StartingPosition: "AT_TIMESTAMP", StartingPositionTimestamp },
      ...more,
    });
  await expect(create({ StartingPosition: "LATEST" })).rejects.toThrow("StartingPositionTimestamp");
  await expect(create({ EventSourceArn: arn("none") })).rejects.toThrow(
    `Stream not found: ${arn("none")}`,
  );
  const Pattern = '{"data":{"n":[{"numeric":[">",5]}]},"partitionKey":["k"]}';
  const made = await create({ FilterCriteria: { Filters: [{ Pattern }] } });
  expect(made.StartingPositionTimestamp).toEqual(StartingPositionTimestamp);
  expect(textsOf(await printed("timed", 1))).toEqual(['{"n":7}']);
}, 60_000);

test("an advancing clock waits for a function at work", async () => {
  const StreamName = "slow";
  await kinesis.createStream({ StreamName, ShardCount: 1 });
  await put(StreamName, ["a"]);
  await make(
    "slow",
    `exports.handler = async () => {
      require("crypto").pbkdf2Sync("a", "b", 1_500_000, 64, "sha512");
      console.log("SEEN " + JSON.stringify({ texts: ["slow"] }));
    };`,
  );
  await client.createEventSourceMapping({
    ...{ FunctionName: "slow", EventSourceArn: arn(StreamName), StartingPosition: "TRIM_HORIZON" },
  });
  expect(textsOf(await printed("slow", 1))).toEqual(["slow"]);
}, 60_000);

test("a bad record is cut out, and told of with the batch's facts", async () => {
  const StreamName = "failing";
  const sqs = new SQS(brume.client);
  await kinesis.createStream({ StreamName, ShardCount: 1 });
  await sqs.createQueue({ QueueName: "given-up" });
  await put(StreamName, ["a", "bad", "c"]);
  await make("fail", SAYS);
  await client.createEventSourceMapping({
    ...{ FunctionName: "fail", EventSourceArn: arn(StreamName), StartingPosition: "TRIM_HORIZON" },
    ...{ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0 },
    DestinationConfig: {
      OnFailure: { Destination: "arn:aws:sqs:us-east-1:000000000000:given-up" },
    },
  });
  const seen = await printed("fail", 5);
  expect(seen.map(({ texts }) => texts.join(" "))).toEqual(["a bad c", "a bad", "a", "bad", "c"]);
  const QueueUrl = `${brume.url}/000000000000/given-up`;
  const { Messages } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 1 });
  expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({
    requestContext: { condition: "RetryAttemptsExhausted" },
    KinesisBatchInfo: {
      shardId: "shardId-000000000000",
      batchSize: 1,
      streamArn: arn(StreamName),
    },
  });
}, 60_000);

test("a consumer's mapping is brought records by subscriptions, past their end and the shard's", async () => {
  const StreamName = "fanned";
  await kinesis.createStream({ StreamName, ShardCount: 1 });
  const { Consumer } = await kinesis.registerStreamConsumer({
    ...{ StreamARN: arn(StreamName), ConsumerName: "c" },
  });
  await make("fan", SAYS);
  await put(StreamName, ["a", "b", "c"]);
  const EventSourceArn = Consumer!.ConsumerARN!;
  await client.createEventSourceMapping({
    ...{ FunctionName: "fan", EventSourceArn, StartingPosition: "TRIM_HORIZON", BatchSize: 2 },
  });
  const seen = await printed("fan", 2);
  expect(seen.map(({ texts }) => texts.join(" "))).toEqual(["a b", "c"]);
  expect(seen[0]!.event["eventSourceARN"]).toBe(EventSourceArn);
  await brume.advance(6 * 60_000);
  await put(StreamName, ["later"]);
  expect(textsOf(await printed("fan", 3))).toEqual(["a", "b", "c", "later"]);
  await kinesis.updateShardCount({
    ...{ StreamName, TargetShardCount: 2, ScalingType: "UNIFORM_SCALING" },
  });
  await put(StreamName, ["child"]);
  expect(textsOf(await printed("fan", 4)).at(-1)).toBe("child");
}, 60_000);

const shard = (id: string, ...parents: string[]) => ({ id, parents, open: true });

const SHARDS = [shard("a"), shard("b", "a"), shard("c", "a"), shard("d", "b", "c")];
const done = (id: string) => ({ uuid: "u", shard: id, sequence: "", ended: true });
const under = (id: string) => ({ uuid: "u", shard: id, sequence: "5", ended: false });

const cases: readonly (readonly [
  string,
  typeof SHARDS,
  ReturnType<typeof done>[],
  string[] | undefined,
  string,
])[] = [
  ["the oldest first", SHARDS, [], undefined, "a"],
  ["its children when it is done with", SHARDS, [done("a")], undefined, "b c"],
  [
    "a merged shard waits for both parents",
    SHARDS,
    [done("a"), done("b"), under("c")],
    undefined,
    "c",
  ],
  ["trimmed parents are not waited for", SHARDS.slice(3), [], undefined, "d"],
  ["with LATEST those open then", SHARDS, [], ["d"], "d"],
  ["with LATEST children of those", SHARDS, [done("b"), done("c")], ["b", "c"], "d+"],
  ["with LATEST children whose parents are trimmed", SHARDS.slice(3), [done("b")], ["b"], "d+"],
];

for (const [title, shards, positions, latest, wanted] of cases)
  test(`whose turn it is: ${title}`, () => {
    const iterators = latest && Object.fromEntries(latest.map((id) => [id, "i"]));
    const found = turns(shards, positions, iterators);
    expect(found.map(({ id, isChild }) => id + (isChild ? "+" : "")).join(" ")).toBe(wanted);
  });
