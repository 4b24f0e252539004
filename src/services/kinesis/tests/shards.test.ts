/** Shards and consumers, by the SDK through the port. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as kinesis from "@aws-sdk/client-kinesis";
import { type TestBrume, testBrume } from "#test/harness/brume";

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
const id = (index: number) => `shardId-${String(index).padStart(12, "0")}`;
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const texts = (records: readonly kinesis._Record[] | undefined) =>
  records!.map(({ Data }) => Buffer.from(Data!).toString());
const put = (StreamName: string, text: string, ExplicitHashKey = "0") =>
  client.putRecord({ StreamName, Data: bytes(text), PartitionKey: "k", ExplicitHashKey });

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: kinesis.KinesisServiceException) => thrown,
  );
  return error === undefined
    ? "done"
    : `${error.$metadata?.httpStatusCode} ${error.name}: ${error.message}`;
}

async function read(StreamName: string, shard: number) {
  const { ShardIterator } = await client.getShardIterator({
    ...{ StreamName, ShardId: id(shard), ShardIteratorType: "TRIM_HORIZON" },
  });
  return client.getRecords({ ShardIterator });
}

const listed = async (given: kinesis.ListShardsCommandInput) =>
  (await client.listShards(given)).Shards!.map(({ ShardId }) => Number(ShardId!.split("-")[1]));

const HALF = "170141183460469231731687303715884105728";

test("a split shard ends with its children; merged ones have theirs; readers follow", async () => {
  const StreamName = "split";
  await client.createStream({ StreamName, ShardCount: 1 });
  await put(StreamName, "before");
  await brume.advance(60_000);
  const splitAt = brume.kernel.clock.now();
  await client.splitShard({ StreamName, ShardToSplit: id(0), NewStartingHashKey: HALF });
  expect((await put(StreamName, "low")).ShardId).toBe(id(1));
  expect((await put(StreamName, "high", HALF)).ShardId).toBe(id(2));
  const parent = await read(StreamName, 0);
  expect([texts(parent.Records), parent.NextShardIterator]).toEqual([["before"], undefined]);
  expect(parent.ChildShards).toEqual([
    {
      ShardId: id(1),
      ParentShards: [id(0)],
      HashKeyRange: {
        StartingHashKey: "0",
        EndingHashKey: "170141183460469231731687303715884105727",
      },
    },
    {
      ShardId: id(2),
      ParentShards: [id(0)],
      HashKeyRange: {
        StartingHashKey: HALF,
        EndingHashKey: "340282366920938463463374607431768211455",
      },
    },
  ]);
  await brume.advance(60_000);
  await client.mergeShards({
    ...{ StreamName, ShardToMerge: id(1), AdjacentShardToMerge: id(2) },
  });
  const { Shards } = await client.listShards({ StreamName });
  expect(Shards!.map((s) => [s.ParentShardId, s.AdjacentParentShardId])).toEqual([
    [undefined, undefined],
    [id(0), undefined],
    [id(0), undefined],
    [id(1), id(2)],
  ]);
  const ends = Shards!.map((s) => s.SequenceNumberRange!.EndingSequenceNumber);
  expect(ends.map((end) => end !== undefined)).toEqual([true, true, true, false]);
  expect((await read(StreamName, 1)).ChildShards![0]).toMatchObject({
    ParentShards: [id(1), id(2)],
  });
  // Filters and pages.
  const Timestamp = new Date(splitAt + 30_000);
  const filtered = (ShardFilter: kinesis.ShardFilter) => listed({ StreamName, ShardFilter });
  expect(await filtered({ Type: "AT_LATEST" })).toEqual([3]);
  expect(await filtered({ Type: "AT_TRIM_HORIZON" })).toEqual([0]);
  expect(await filtered({ Type: "AT_TIMESTAMP", Timestamp })).toEqual([1, 2]);
  expect(await filtered({ Type: "FROM_TIMESTAMP", Timestamp })).toEqual([1, 2, 3]);
  expect(await filtered({ Type: "AFTER_SHARD_ID", ShardId: id(1) })).toEqual([2, 3]);
  const first = await client.listShards({ StreamName, MaxResults: 3 });
  expect(await listed({ NextToken: first.NextToken! })).toEqual([3]);
  expect(await refusal(client.listShards({ StreamName, NextToken: first.NextToken! }))).toBe(
    "400 InvalidArgumentException: NextToken and StreamName cannot be provided together.",
  );
  expect(await refusal(client.listShards({}))).toBe(
    "400 InvalidArgumentException: Either NextToken or StreamName should be provided.",
  );
  await brume.advance(301_000);
  expect(await refusal(client.listShards({ NextToken: first.NextToken! }))).toStartWith(
    "400 ExpiredNextTokenException",
  );
  // Closed shards go when all that they held is trimmed.
  await brume.advance(24 * HOUR);
  expect(await listed({ StreamName })).toEqual([3]);
  await client.deleteStream({ StreamName });
});

test("what cannot be split or merged is refused in AWS's words", async () => {
  const StreamName = "refused";
  await client.createStream({ StreamName, ShardCount: 3 });
  const split = (ShardToSplit: string, NewStartingHashKey: string) =>
    refusal(client.splitShard({ StreamName, ShardToSplit, NewStartingHashKey }));
  const merge = (first: number, second: number) =>
    refusal(
      client.mergeShards({ StreamName, ShardToMerge: id(first), AdjacentShardToMerge: id(second) }),
    );
  expect(await split(id(0), "1")).toBe(
    `400 InvalidArgumentException: NewStartingHashKey 1 used in SplitShard() on shard ${id(0)} in stream refused under ` +
      `account ${ACCOUNT} is not both greater than one plus the shard's StartingHashKey 0 and less than the shard's ` +
      "EndingHashKey 113427455640312821154458202477256070484.",
  );
  expect(await split(id(7), "5")).toBe(
    `400 ResourceNotFoundException: Could not find shard ${id(7)} in stream refused under account ${ACCOUNT}.`,
  );
  expect(await merge(0, 2)).toBe(
    `400 InvalidArgumentException: Shards ${id(0)} and ${id(2)} in stream refused under account ${ACCOUNT} are not an ` +
      "adjacent pair of shards eligible for merging",
  );
  expect(await merge(1, 0)).toContain("are not an adjacent pair of shards eligible for merging");
  expect(await split(id(0), "500")).toBe("done");
  expect(await split(id(0), "700")).toBe(
    `400 InvalidArgumentException: Shard ${id(0)} in stream refused under account ${ACCOUNT} has already been merged or ` +
      "split, and thus is not eligible for merging or splitting.",
  );
});

test("a stream is scaled by its shard count, within what AWS allows", async () => {
  const StreamName = "scaled";
  await client.createStream({ StreamName, ShardCount: 2 });
  const scale = (TargetShardCount: number) =>
    client.updateShardCount({ StreamName, TargetShardCount, ScalingType: "UNIFORM_SCALING" });
  expect(await scale(3)).toMatchObject({ CurrentShardCount: 2, TargetShardCount: 3 });
  const open = { StreamName, ShardFilter: { Type: "AT_LATEST" as const } };
  const { Shards } = await client.listShards(open);
  expect(Shards!.map((s) => s.HashKeyRange!.StartingHashKey)).toEqual(
    [
      "0",
      "113427455640312821154458202477256070485",
      "226854911280625642308916404954512140970",
    ].sort((a, b) => order(Shards!, a) - order(Shards!, b)),
  );
  expect(await refusal(scale(7))).toBe(
    "400 LimitExceededException: UpdateShardCount cannot scale up over double your current open shard count. " +
      "Current open shard count: 3, Target shard count: 7",
  );
  expect(await refusal(scale(1))).toBe(
    "400 LimitExceededException: UpdateShardCount cannot scale down below half your current open shard count. " +
      "Current open shard count: 3, Target shard count: 1",
  );
  for (let n = 0; n < 9; n++) await scale(2 + (n % 2));
  expect(await refusal(scale(2))).toStartWith("400 LimitExceededException");
  await brume.advance(25 * HOUR);
  await scale(4);
  expect(await listed(open)).toHaveLength(4);
});

const order = (shards: readonly kinesis.Shard[], start: string) =>
  shards.findIndex((s) => s.HashKeyRange!.StartingHashKey === start);

test("on demand: four shards, records anywhere, warm throughput for who commits to it", async () => {
  const StreamName = "demand";
  const StreamARN = arn(StreamName);
  await client.createStream({ StreamName, StreamModeDetails: { StreamMode: "ON_DEMAND" } });
  const summary = async () =>
    (await client.describeStreamSummary({ StreamName })).StreamDescriptionSummary!;
  expect(await summary()).toMatchObject({
    ...{ OpenShardCount: 4, RecordDistributionStrategy: "USER_PARTITION_KEY" },
  });
  expect(
    await refusal(client.splitShard({ StreamName, ShardToSplit: "0", NewStartingHashKey: "9" })),
  ).toStartWith("400 InvalidArgumentException");
  await client.updateStreamRecordDistributionStrategy({
    ...{ StreamARN, RecordDistributionStrategy: "AUTO" },
  });
  const Records = Array.from({ length: 100 }, () => ({ Data: bytes("x") }));
  const spread = await client.putRecords({ StreamName, Records });
  expect(new Set(spread.Records!.map(({ ShardId }) => ShardId)).size).toBe(4);
  const warm = () => client.updateStreamWarmThroughput({ StreamARN, WarmThroughputMiBps: 8 });
  expect(await refusal(warm())).toStartWith("400 InvalidArgumentException");
  const commit = (Status: "ENABLED" | "DISABLED") =>
    client.updateAccountSettings({ MinimumThroughputBillingCommitment: { Status } });
  await commit("ENABLED");
  expect((await warm()).WarmThroughput).toEqual({ TargetMiBps: 8, CurrentMiBps: 8 });
  expect(await summary()).toMatchObject({ OpenShardCount: 8 });
  const ending = await commit("DISABLED");
  expect(ending.MinimumThroughputBillingCommitment!.Status).toBe(
    "ENABLED_UNTIL_EARLIEST_ALLOWED_END",
  );
  await brume.advance(24 * HOUR);
  const { MinimumThroughputBillingCommitment: ended } = await client.describeAccountSettings({});
  expect(ended!.Status).toBe("DISABLED");
  const mode = (StreamMode: "PROVISIONED" | "ON_DEMAND") =>
    client.updateStreamMode({ StreamARN, StreamModeDetails: { StreamMode } });
  await mode("PROVISIONED");
  expect((await summary()).StreamModeDetails).toEqual({ StreamMode: "PROVISIONED" });
  await mode("ON_DEMAND");
  expect(await refusal(mode("PROVISIONED"))).toStartWith("400 LimitExceededException");
});

test("consumers come and go, and keep a stream from being deleted", async () => {
  const StreamName = "followed";
  const StreamARN = arn(StreamName);
  await client.createStream({ StreamName, ShardCount: 1 });
  const { Consumer } = await client.registerStreamConsumer({ StreamARN, ConsumerName: "one" });
  const seconds = Math.floor(brume.kernel.clock.now() / 1_000);
  expect(Consumer).toMatchObject({
    ConsumerName: "one",
    ConsumerARN: `${StreamARN}/consumer/one:${seconds}`,
    ConsumerStatus: "CREATING",
  });
  const { ConsumerDescription } = await client.describeStreamConsumer({
    ...{ StreamARN, ConsumerName: "one" },
  });
  expect(ConsumerDescription).toMatchObject({ ConsumerStatus: "ACTIVE", StreamARN });
  await client.registerStreamConsumer({ StreamARN, ConsumerName: "two", Tags: { a: "b" } });
  expect(
    await refusal(client.registerStreamConsumer({ StreamARN, ConsumerName: "two" })),
  ).toStartWith("400 ResourceInUseException");
  const first = await client.listStreamConsumers({ StreamARN, MaxResults: 1 });
  const second = await client.listStreamConsumers({ StreamARN, NextToken: first.NextToken! });
  expect([first, second].map((page) => page.Consumers!.map((one) => one.ConsumerName))).toEqual([
    ["one"],
    ["two"],
  ]);
  const ResourceARN = second.Consumers![0]!.ConsumerARN!;
  expect((await client.listTagsForResource({ ResourceARN })).Tags).toEqual([
    { Key: "a", Value: "b" },
  ]);
  expect(await refusal(client.deleteStream({ StreamName }))).toStartWith(
    "400 ResourceInUseException",
  );
  await client.deregisterStreamConsumer({ ConsumerARN: ResourceARN });
  expect(await refusal(client.describeStreamConsumer({ ConsumerARN: ResourceARN }))).toStartWith(
    "400 ResourceNotFoundException",
  );
  await client.deleteStream({ StreamName, EnforceConsumerDeletion: true });
  expect(
    await refusal(client.describeStreamConsumer({ ConsumerARN: Consumer!.ConsumerARN! })),
  ).toStartWith("400 ResourceNotFoundException");
});

async function subscribed(StreamName: string) {
  const StreamARN = arn(StreamName);
  await client.createStream({ StreamName, ShardCount: 1 });
  const { Consumer } = await client.registerStreamConsumer({ StreamARN, ConsumerName: "c" });
  const ConsumerARN = Consumer!.ConsumerARN!;
  return async (Type: kinesis.ShardIteratorType, SequenceNumber?: string) => {
    const { EventStream } = await client.subscribeToShard({
      ...{ ConsumerARN, ShardId: id(0) },
      StartingPosition: { Type, ...(SequenceNumber === undefined ? {} : { SequenceNumber }) },
    });
    return EventStream![Symbol.asyncIterator]();
  };
}

type Events = AsyncIterator<kinesis.SubscribeToShardEventStream>;
const next = async (events: Events) => (await events.next()).value?.SubscribeToShardEvent;

test("a subscription brings records as they are put, says that it lives, and ends after five minutes", async () => {
  const StreamName = "subscribed";
  const subscribe = await subscribed(StreamName);
  await put(StreamName, "a");
  const events = await subscribe("TRIM_HORIZON");
  expect(texts((await next(events)).Records)).toEqual(["a"]);
  await put(StreamName, "b");
  const second = await next(events);
  expect([texts(second.Records), second.MillisBehindLatest]).toEqual([["b"], 0]);
  await brume.advance(5_000);
  const alive = await next(events);
  expect(alive.Records).toEqual([]);
  await put(StreamName, "c");
  expect(texts((await next(events)).Records)).toEqual(["c"]);
  await brume.advance(300_000);
  let ended = false;
  while (!ended) ended = (await events.next()).done === true;
  // Where it ended, the next goes on.
  const again = await subscribe("AFTER_SEQUENCE_NUMBER", second.ContinuationSequenceNumber);
  expect(texts((await next(again)).Records)).toEqual(["c"]);
  await again.return?.();
});

test("a consumer's later subscription ends the earlier; too early it is refused", async () => {
  const StreamName = "taken";
  const subscribe = await subscribed(StreamName);
  const first = await subscribe("LATEST");
  await next(first);
  expect(await refusal(subscribe("LATEST"))).toStartWith(
    "400 ResourceInUseException: Another active subscription exists for this consumer",
  );
  await brume.advance(5_000);
  const second = await subscribe("LATEST");
  const broken = await refusal(
    (async () => {
      while (!(await first.next()).done);
    })(),
  );
  expect(broken).toContain("ResourceInUseException: Another active subscription exists");
  await next(second);
  await put(StreamName, "x");
  expect(texts((await next(second)).Records)).toEqual(["x"]);
  // The end of the shard is the end of the subscription.
  await client.splitShard({ StreamName, ShardToSplit: id(0), NewStartingHashKey: HALF });
  const end = await next(second);
  expect(end.ChildShards.map((child: kinesis.ChildShard) => child.ShardId)).toEqual([id(1), id(2)]);
  expect((await second.next()).done).toBe(true);
});
