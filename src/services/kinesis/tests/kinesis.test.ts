/** Streams and records, by the SDK through the port. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import * as kinesis from "@aws-sdk/client-kinesis";
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { tables } from "../tables.ts";

let brume: TestBrume;
let client: kinesis.Kinesis;
beforeAll(async () => {
  brume = await testBrume();
  client = new kinesis.Kinesis(brume.client);
});
afterAll(() => brume.stop());

const HOUR = 3_600_000;
const ACCOUNT = "000000000000";
const arn = (name: string) => `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/${name}`;
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const texts = (records: readonly kinesis._Record[] | undefined) =>
  records!.map(({ Data }) => Buffer.from(Data!).toString());

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: kinesis.KinesisServiceException) => thrown,
  );
  return error === undefined
    ? "done"
    : `${error.$metadata.httpStatusCode} ${error.name}: ${error.message}`;
}

async function read(
  StreamName: string,
  start: Partial<kinesis.GetShardIteratorCommandInput> = {},
  ShardId = "shardId-000000000000",
) {
  const { ShardIterator } = await client.getShardIterator({
    ...{ StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" },
    ...start,
  });
  return client.getRecords({ ShardIterator });
}

test("a stream is there at once, described, listed and deleted; waiters do not wait", async () => {
  const StreamName = "made";
  await client.createStream({ StreamName, ShardCount: 2, Tags: { team: "a" } });
  const waits = { client, maxWaitTime: 20 };
  await kinesis.waitUntilStreamExists(waits, { StreamName });
  const { StreamDescription } = await client.describeStream({ StreamName, Limit: 1 });
  expect(StreamDescription).toMatchObject({
    StreamARN: arn("made"),
    StreamStatus: "ACTIVE",
    StreamModeDetails: { StreamMode: "PROVISIONED" },
    RetentionPeriodHours: 24,
    EncryptionType: "NONE",
    HasMoreShards: true,
    Shards: [{ ShardId: "shardId-000000000000" }],
  });
  const { StreamDescriptionSummary } = await client.describeStreamSummary({
    StreamARN: arn("made"),
  });
  expect(StreamDescriptionSummary).toMatchObject({ OpenShardCount: 2, ConsumerCount: 0 });
  expect(await refusal(client.createStream({ StreamName, ShardCount: 1 }))).toBe(
    `400 ResourceInUseException: Stream made under account ${ACCOUNT} already exists.`,
  );
  await client.createStream({
    StreamName: "made2",
    StreamModeDetails: { StreamMode: "ON_DEMAND" },
  });
  const first = await client.listStreams({ Limit: 1 });
  expect([first.StreamNames, first.HasMoreStreams]).toEqual([["made"], true]);
  const second = await client.listStreams({ NextToken: first.NextToken! });
  expect([second.StreamNames, second.HasMoreStreams]).toEqual([["made2"], false]);
  expect(await client.describeLimits({})).toMatchObject({
    ...{ ShardLimit: 20_000, OpenShardCount: 6, OnDemandStreamCount: 1 },
  });
  await client.deleteStream({ StreamName });
  await client.deleteStream({ StreamName: "made2" });
  await kinesis.waitUntilStreamNotExists(waits, { StreamName });
  expect(await refusal(client.describeStream({ StreamName }))).toBe(
    `400 ResourceNotFoundException: Stream made under account ${ACCOUNT} not found.`,
  );
  expect(
    await refusal(client.createStream({ StreamName: "much", ShardCount: 20_001 })),
  ).toStartWith(
    `400 LimitExceededException: This request would exceed the shard limit for the account ${ACCOUNT} in us-east-1. ` +
      "Current shard count for the account: 0. Limit: 20000. Number of additional shards that would have resulted from this request: 20001.",
  );
}, 9_000);

test("records come back in the order of their sequence numbers, from each kind of start", async () => {
  const StreamName = "records";
  await client.createStream({ StreamName, ShardCount: 1 });
  const put = await client.putRecord({ StreamName, Data: bytes("a"), PartitionKey: "k" });
  expect([put.ShardId, put.EncryptionType]).toEqual(["shardId-000000000000", "NONE"]);
  expect(put.SequenceNumber).toMatch(/^\d{56}$/);
  const { ShardIterator: latest } = await client.getShardIterator({
    ...{ StreamName, ShardId: "shardId-000000000000", ShardIteratorType: "LATEST" },
  });
  await brume.advance(10_000);
  const batch = await client.putRecords({
    StreamName,
    Records: ["b", "c"].map((text) => ({ Data: bytes(text), PartitionKey: text })),
  });
  expect(batch.FailedRecordCount).toBe(0);
  const numbers = [put, ...batch.Records!].map((one) => one.SequenceNumber!);
  expect([...numbers].sort()).toEqual(numbers);
  const all = await read(StreamName);
  expect(texts(all.Records)).toEqual(["a", "b", "c"]);
  expect(all.MillisBehindLatest).toBe(0);
  expect(all.Records![1]).toMatchObject({ PartitionKey: "b", SequenceNumber: numbers[1]! });
  expect(all.Records![1]!.ApproximateArrivalTimestamp!.getTime()).toBe(brume.kernel.clock.now());
  expect(texts((await client.getRecords({ ShardIterator: latest })).Records)).toEqual(["b", "c"]);
  const at = (
    ShardIteratorType: kinesis.ShardIteratorType,
    StartingSequenceNumber?: string,
    Timestamp?: Date,
  ) => read(StreamName, { ShardIteratorType, StartingSequenceNumber, Timestamp } as never);
  expect(texts((await at("AT_SEQUENCE_NUMBER", numbers[1])).Records)).toEqual(["b", "c"]);
  expect(texts((await at("AFTER_SEQUENCE_NUMBER", numbers[1])).Records)).toEqual(["c"]);
  const now = brume.kernel.clock.now();
  expect(texts((await at("AT_TIMESTAMP", undefined, new Date(now - 5_000))).Records)).toEqual([
    "b",
    "c",
  ]);
  await brume.advance(1_000);
  expect(texts((await at("AT_TIMESTAMP", undefined, new Date(now + 500))).Records)).toEqual([]);
  // A page says how far behind it is, and where to go on.
  const { ShardIterator } = await client.getShardIterator({
    ...{ StreamName, ShardId: "0", ShardIteratorType: "TRIM_HORIZON" },
  });
  const one = await client.getRecords({ ShardIterator, Limit: 1 });
  expect([texts(one.Records), one.MillisBehindLatest]).toEqual([["a"], 1_000]);
  const rest = await client.getRecords({ ShardIterator: one.NextShardIterator });
  expect(texts(rest.Records)).toEqual(["b", "c"]);
});

test("what is no start, no iterator or too old is refused in AWS's words", async () => {
  const StreamName = "refusals";
  await client.createStream({ StreamName, ShardCount: 2 });
  const { SequenceNumber, ShardId } = await client.putRecord({
    ...{ StreamName, Data: bytes("x"), PartitionKey: "a" },
  });
  const iterator = (given: object) =>
    refusal(client.getShardIterator({ StreamName, ShardId, ...given } as never));
  const either =
    "400 InvalidArgumentException: Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and " +
    "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ";
  expect(await iterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER" })).toBe(
    `${either}AT_SEQUENCE_NUMBER and no StartingSequenceNumber.`,
  );
  expect(
    await iterator({ ShardIteratorType: "LATEST", StartingSequenceNumber: SequenceNumber }),
  ).toBe(`${either}LATEST and also a StartingSequenceNumber.`);
  const start = { ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: SequenceNumber };
  expect(await iterator({ ...start, ShardId: "shardId-000000000001" })).toBe(
    "400 InvalidArgumentException: Invalid StartingSequenceNumber. It encodes shardId-000000000000, while it was " +
      "used in a call to a shard with shardId-000000000001",
  );
  expect(await iterator({ ...start, StartingSequenceNumber: "5" })).toBe(
    "400 InvalidArgumentException: StartingSequenceNumber 5 used in GetShardIterator on shard shardId-000000000000 " +
      `in stream refusals under account ${ACCOUNT} is invalid.`,
  );
  expect(await iterator({ ShardIteratorType: "LATEST", ShardId: "shardId-000000000009" })).toBe(
    `400 ResourceNotFoundException: Shard shardId-000000000009 in stream refusals under account ${ACCOUNT} does not exist`,
  );
  const now = brume.kernel.clock.now();
  const future = { ShardIteratorType: "AT_TIMESTAMP", Timestamp: new Date(now + 1_000) };
  expect(await iterator(future)).toBe(
    "400 InvalidArgumentException: The timestampInMillis parameter cannot be greater than the " +
      `currentTimestampInMillis. timestampInMillis: ${now + 1_000}, currentTimestampInMillis: ${now}`,
  );
  const { ShardIterator } = await client.getShardIterator({
    ...{ StreamName, ShardId, ShardIteratorType: "LATEST" },
  });
  await brume.advance(300_000);
  await client.getRecords({ ShardIterator });
  await brume.advance(1_000);
  expect(await refusal(client.getRecords({ ShardIterator }))).toMatch(
    /^400 ExpiredIteratorException: Iterator expired\. The iterator was created at time \w{3} Jan 01 [\d:]{8} UTC 2026 while right now it is .* tolerated delay of 300000 milliseconds\.$/,
  );
  expect(await refusal(client.getRecords({ ShardIterator: "AAAA" }))).toBe(
    "400 InvalidArgumentException: Invalid ShardIterator.",
  );
  expect(
    await refusal(
      client.putRecord({
        ...{ StreamName, PartitionKey: "a" },
        Data: bytes("x"),
        DryRun: true,
      } as never),
    ),
  ).toBe("400 DryRunOperationException: Request would have succeeded, but DryRun flag is set.");
});

test("hash keys, keys and sizes are judged as AWS does", async () => {
  const StreamName = "sizes";
  await client.createStream({ StreamName, ShardCount: 2 });
  const top = "340282366920938463463374607431768211455";
  const put = (given: object) =>
    client.putRecord({ StreamName, Data: bytes("x"), PartitionKey: "a", ...given });
  expect((await put({ ExplicitHashKey: top })).ShardId).toBe("shardId-000000000001");
  expect((await put({ ExplicitHashKey: "0" })).ShardId).toBe("shardId-000000000000");
  const past = "340282366920938463463374607431768211456";
  expect(await refusal(put({ ExplicitHashKey: past }))).toBe(
    "400 InvalidArgumentException: Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. " +
      `Specified value was ${past}`,
  );
  const mebi = 1_048_576;
  const large = new Uint8Array(mebi + 1);
  const tooLong = `failed to satisfy constraint: Member must have length less than or equal to ${mebi}`;
  await put({ Data: new Uint8Array(mebi - 1) });
  expect(await refusal(put({ Data: new Uint8Array(mebi) }))).toBe(
    "400 InvalidArgumentException: Record size with its partition key exceeds 1048576 bytes at 'data'",
  );
  expect(await refusal(put({ Data: large }))).toBe(
    "400 ValidationException: 1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1048577 " +
      `cap=1048577]' at 'data' ${tooLong}`,
  );
  const records = {
    StreamName,
    Records: [
      { Data: bytes("x"), PartitionKey: "a" },
      { Data: large, PartitionKey: "a" },
    ],
  };
  expect(await refusal(client.putRecords(records))).toContain(
    `at 'records.2.member.data' ${tooLong}`,
  );
  await client.updateMaxRecordSize({ StreamARN: arn(StreamName), MaxRecordSizeInKiB: 2_048 });
  await client.putRecords(records);
  expect(await refusal(put({ PartitionKey: undefined }))).toBe(
    "400 ValidationException: 1 validation error detected: Value null at 'partitionKey' failed to satisfy constraint: Member must not be null",
  );
  const much = Array.from({ length: 6 }, () => ({
    Data: new Uint8Array(2 * mebi - 1),
    PartitionKey: "a",
  }));
  expect(await refusal(client.putRecords({ StreamName, Records: much }))).toBe(
    "400 InvalidArgumentException: Records size exceeds 10 MB limit",
  );
  await client.deleteStream({ StreamName });
});

test("a page ends at 10 MiB", async () => {
  const StreamName = "pages";
  await client.createStream({ StreamName, ShardCount: 1 });
  for (let n = 0; n < 12; n++)
    await client.putRecord({
      StreamName,
      Data: new Uint8Array(1_000_000).fill(n),
      PartitionKey: "a",
    });
  const first = await read(StreamName);
  expect(first.Records).toHaveLength(10);
  const second = await client.getRecords({ ShardIterator: first.NextShardIterator });
  expect(second.Records!.map(({ Data }) => Data![0])).toEqual([10, 11]);
  await client.deleteStream({ StreamName });
});

test("records expire with their retention, which can be longer and shorter", async () => {
  const StreamName = "retained";
  await client.createStream({ StreamName, ShardCount: 1 });
  const put = (text: string) =>
    client.putRecord({ StreamName, Data: bytes(text), PartitionKey: "k" });
  await put("old");
  await brume.advance(20 * HOUR);
  await put("new");
  await brume.advance(5 * HOUR);
  expect(texts((await read(StreamName)).Records)).toEqual(["new"]);
  await client.increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 48 });
  await brume.advance(25 * HOUR);
  expect(texts((await read(StreamName)).Records)).toEqual(["new"]);
  await client.decreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 24 });
  expect(texts((await read(StreamName)).Records)).toEqual([]);
  await brume.advance(1_000);
  const held = await brume.kernel.store.view((tx) =>
    tx.bind(tables, ACCOUNT, "us-east-1").record.count(),
  );
  const others = await Promise.all(
    ["records", "refusals"].map(async (name) => (await read(name)).Records!.length),
  );
  expect([held, ...others]).toEqual([0, 0, 0]);
  const refused = (operation: "increase" | "decrease", RetentionPeriodHours: number) =>
    refusal(client[`${operation}StreamRetentionPeriod`]({ StreamName, RetentionPeriodHours }));
  expect(await refused("increase", 8_761)).toBe(
    "400 InvalidArgumentException: Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.",
  );
  expect(await refused("decrease", 23)).toBe(
    "400 InvalidArgumentException: Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.",
  );
  expect(await refused("decrease", 25)).toBe(
    "400 InvalidArgumentException: Requested retention period (25 hours) for stream retained can not be longer than existing retention period (24 hours). Use IncreaseRetentionPeriod API.",
  );
});

test("an encrypted stream's records are sealed, and out of reach while the key is disabled", async () => {
  const kms = new KMSClient(brume.client);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata!.KeyId!;
  const StreamName = "sealed";
  await client.createStream({ StreamName, ShardCount: 1 });
  const put = (text: string) =>
    client.putRecord({ StreamName, Data: bytes(text), PartitionKey: "k" });
  await put("plain");
  await client.startStreamEncryption({ StreamName, EncryptionType: "KMS", KeyId });
  expect((await put("secret")).EncryptionType).toBe("KMS");
  const rows = await brume.kernel.store.view((tx) =>
    tx.bind(tables, ACCOUNT, "us-east-1").record.list(),
  );
  const kept = rows.map(({ data }) => Buffer.from(data).toString("latin1"));
  expect([
    kept.some((text) => text === "plain"),
    kept.some((text) => text.includes("secret")),
  ]).toEqual([true, false]);
  const all = await read(StreamName);
  expect(texts(all.Records)).toEqual(["plain", "secret"]);
  expect(all.Records!.map(({ EncryptionType }) => EncryptionType)).toEqual([undefined, "KMS"]);
  const { StreamDescription } = await client.describeStream({ StreamName });
  expect([StreamDescription!.EncryptionType, StreamDescription!.KeyId]).toEqual(["KMS", KeyId]);
  await kms.send(new DisableKeyCommand({ KeyId }));
  const disabled = `400 KMSDisabledException: arn:aws:kms:us-east-1:${ACCOUNT}:key/${KeyId} is disabled.`;
  expect(await refusal(put("more"))).toBe(disabled);
  expect(await refusal(read(StreamName))).toBe(disabled);
  await kms.send(new EnableKeyCommand({ KeyId }));
  await client.stopStreamEncryption({ StreamName, EncryptionType: "KMS", KeyId });
  expect((await put("open")).EncryptionType).toBe("NONE");
  expect(texts((await read(StreamName)).Records)).toEqual(["plain", "secret", "open"]);
  const missing = client.startStreamEncryption({
    ...{ StreamName, EncryptionType: "KMS", KeyId: "alias/none" },
  });
  expect(await refusal(missing)).toBe(
    `400 KMSNotFoundException: Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/none is not found.`,
  );
  await client.startStreamEncryption({
    StreamName,
    EncryptionType: "KMS",
    KeyId: "alias/aws/kinesis",
  });
  expect((await put("managed")).EncryptionType).toBe("KMS");
});

test("tags, in both forms; policies", async () => {
  const StreamName = "tagged";
  const ResourceARN = arn(StreamName);
  await client.createStream({ StreamName, ShardCount: 1, Tags: { a: "1" } });
  await client.addTagsToStream({ StreamName, Tags: { b: "2", c: "3" } });
  await client.tagResource({ ResourceARN, Tags: { ["__proto__x"]: "4" } });
  await client.removeTagsFromStream({ StreamName, TagKeys: ["b"] });
  const first = await client.listTagsForStream({ StreamName, Limit: 2 });
  expect([first.Tags!.map(({ Key }) => Key), first.HasMoreTags]).toEqual([
    ["__proto__x", "a"],
    true,
  ]);
  const rest = await client.listTagsForStream({ StreamName, ExclusiveStartTagKey: "a" });
  expect([rest.Tags, rest.HasMoreTags]).toEqual([[{ Key: "c", Value: "3" }], false]);
  await client.untagResource({ ResourceARN, TagKeys: ["a", "c"] });
  expect((await client.listTagsForResource({ ResourceARN })).Tags).toEqual([
    { Key: "__proto__x", Value: "4" },
  ]);
  expect(await refusal(client.addTagsToStream({ StreamName, Tags: { "a;b": "x" } }))).toBe(
    "400 InvalidArgumentException: Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @ :.",
  );
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, "v"]));
  expect(await refusal(client.addTagsToStream({ StreamName, Tags: many }))).toContain(
    "cannot have more than 50 tags associated with it.",
  );
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "kinesis:PutRecord", Resource: ResourceARN },
    ],
  });
  expect(await refusal(client.getResourcePolicy({ ResourceARN }))).toStartWith(
    "400 ResourceNotFoundException",
  );
  await client.putResourcePolicy({ ResourceARN, Policy });
  expect((await client.getResourcePolicy({ ResourceARN })).Policy).toBe(Policy);
  expect(await refusal(client.putResourcePolicy({ ResourceARN, Policy: "{" }))).toStartWith(
    "400 InvalidArgumentException: Invalid resource policy: ",
  );
  await client.deleteResourcePolicy({ ResourceARN });
  expect(await refusal(client.getResourcePolicy({ ResourceARN }))).toStartWith("400");
});

test("CBOR clients put and read too", async () => {
  const cbor = new kinesis.Kinesis({
    ...brume.client,
    protocol: AwsSmithyRpcV2CborProtocol as never,
  });
  const StreamName = "cbor";
  await cbor.createStream({ StreamName, ShardCount: 1 });
  await cbor.putRecord({ StreamName, Data: bytes("a"), PartitionKey: "k" });
  const { ShardIterator } = await cbor.getShardIterator({
    ...{ StreamName, ShardId: "0", ShardIteratorType: "AT_TIMESTAMP", Timestamp: new Date(0) },
  });
  const { Records } = await cbor.getRecords({ ShardIterator });
  expect(texts(Records)).toEqual(["a"]);
  expect(Records![0]!.ApproximateArrivalTimestamp!.getTime()).toBe(brume.kernel.clock.now());
});

test("what is put and read is counted, for shards too where that is on", async () => {
  const StreamName = "counted";
  await client.createStream({ StreamName, ShardCount: 1 });
  const enabled = await client.enableEnhancedMonitoring({ StreamName, ShardLevelMetrics: ["ALL"] });
  expect(enabled.CurrentShardLevelMetrics).toEqual([]);
  expect(enabled.DesiredShardLevelMetrics).toHaveLength(7);
  await client.disableEnhancedMonitoring({ StreamName, ShardLevelMetrics: ["OutgoingRecords"] });
  await client.putRecords({
    StreamName,
    Records: ["ab", "c"].map((text) => ({ Data: bytes(text), PartitionKey: "k" })),
  });
  await read(StreamName);
  await brume.advance(120_000);
  const cloudwatch = new CloudWatchClient(brume.client);
  const sum = async (MetricName: string, shards = false) => {
    const now = brume.kernel.clock.now();
    const { Datapoints } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/Kinesis",
        MetricName,
        Dimensions: [
          { Name: "StreamName", Value: StreamName },
          ...(shards ? [{ Name: "ShardId", Value: "shardId-000000000000" }] : []),
        ],
        StartTime: new Date(now - HOUR),
        EndTime: new Date(now),
        Period: 3_600,
        Statistics: ["Sum"],
      }),
    );
    return Datapoints!.reduce((total, point) => total + point.Sum!, 0);
  };
  expect(await sum("IncomingRecords")).toBe(2);
  expect(await sum("IncomingBytes")).toBe(5);
  expect(await sum("PutRecords.SuccessfulRecords")).toBe(2);
  expect(await sum("GetRecords.Bytes")).toBe(3);
  expect(await sum("IncomingRecords", true)).toBe(2);
  expect(await sum("OutgoingBytes", true)).toBe(3);
  expect(await sum("OutgoingRecords", true)).toBe(0);
});
