/** What SQS counts, minute by minute, read back from CloudWatch. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { SQS } from "@aws-sdk/client-sqs";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

const MINUTE_MS = 60_000;
let brume: TestBrume;
let sqs: SQS;
let cloudwatch: CloudWatch;

beforeAll(async () => {
  brume = await testBrume();
  sqs = new SQS(brume.client);
  cloudwatch = new CloudWatch(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const queue = async (QueueName: string, Attributes: Record<string, string> = {}) =>
  (await sqs.createQueue({ QueueName, Attributes })).QueueUrl!;

/** All metrics of a queue in the last minute: counts as sums, what stands as it stood. */
async function minute(name: string): Promise<Record<string, number>> {
  const now = brume.kernel.clock.now();
  const { Metrics = [] } = await cloudwatch.listMetrics({
    Namespace: "AWS/SQS",
    Dimensions: [{ Name: "QueueName", Value: name }],
  });
  const out: Record<string, number> = {};
  for (const { MetricName } of Metrics) {
    const { Datapoints = [] } = await cloudwatch.getMetricStatistics({
      Namespace: "AWS/SQS",
      MetricName,
      Dimensions: [{ Name: "QueueName", Value: name }],
      StartTime: new Date(Math.max(EPOCH, now - MINUTE_MS)),
      EndTime: new Date(now + MINUTE_MS),
      Period: 60,
      Statistics: ["Sum", "Maximum"],
    });
    const standing = MetricName!.startsWith("Approximate");
    if (Datapoints.length === 0) continue;
    out[MetricName!] = standing
      ? Datapoints.at(-1)!.Maximum!
      : Datapoints.reduce((sum, point) => sum + point.Sum!, 0);
  }
  return out;
}

test("a standard queue", async () => {
  const QueueUrl = await queue("counted");
  for (const MessageBody of ["a", "bb", "ccc", "dddd"])
    await sqs.sendMessage({ QueueUrl, MessageBody });
  await sqs.sendMessageBatch({
    QueueUrl,
    Entries: [{ Id: "a", MessageBody: "later", DelaySeconds: 600 }],
  });
  const { Messages } = await sqs.receiveMessage({
    QueueUrl,
    MaxNumberOfMessages: 2,
    VisibilityTimeout: 600,
  });
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: Messages![0]!.ReceiptHandle! });
  const empty = await queue("empty");
  await sqs.receiveMessage({ QueueUrl: empty });
  await brume.advance(MINUTE_MS);
  expect(await minute("counted")).toEqual({
    NumberOfMessagesSent: 5,
    SentMessageSize: 15,
    NumberOfMessagesReceived: 2,
    NumberOfMessagesDeleted: 1,
    ApproximateNumberOfMessagesVisible: 2,
    ApproximateNumberOfMessagesNotVisible: 1,
    ApproximateNumberOfMessagesDelayed: 1,
    ApproximateAgeOfOldestMessage: 60,
  });
  expect(await minute("empty")).toEqual({
    NumberOfEmptyReceives: 1,
    ApproximateNumberOfMessagesVisible: 0,
    ApproximateNumberOfMessagesNotVisible: 0,
    ApproximateNumberOfMessagesDelayed: 0,
    ApproximateAgeOfOldestMessage: 0,
  });
  // What happened in one minute did not happen in the next.
  await brume.advance(2 * MINUTE_MS);
  expect(await minute("counted")).toEqual({
    ApproximateNumberOfMessagesVisible: 2,
    ApproximateNumberOfMessagesNotVisible: 1,
    ApproximateNumberOfMessagesDelayed: 1,
    ApproximateAgeOfOldestMessage: 180,
  });
});

test("the oldest message is none that was received more than three times", async () => {
  const QueueUrl = await queue("poisoned");
  await sqs.sendMessage({ QueueUrl, MessageBody: "poison" });
  for (let i = 0; i < 3; i++) await sqs.receiveMessage({ QueueUrl, VisibilityTimeout: 0 });
  await brume.advance(MINUTE_MS);
  await sqs.sendMessage({ QueueUrl, MessageBody: "next" });
  expect(await minute("poisoned")).toMatchObject({ ApproximateAgeOfOldestMessage: 60 });
  await sqs.receiveMessage({ QueueUrl, VisibilityTimeout: 0 });
  await brume.advance(MINUTE_MS);
  expect(await minute("poisoned")).toMatchObject({
    ApproximateNumberOfMessagesVisible: 2,
    ApproximateAgeOfOldestMessage: 60,
  });
});

test("a queue with tenants tells what its quiet ones wait for", async () => {
  const QueueUrl = await queue("tenants");
  const send = async (MessageGroupId: string, count: number) => {
    for (let i = 0; i < count; i++)
      await sqs.sendMessage({ QueueUrl, MessageBody: "m", MessageGroupId });
  };
  await send("loud", 35);
  for (let i = 0; i < 3; i++)
    await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 });
  await brume.advance(MINUTE_MS);
  await send("quiet", 3);
  await sqs.receiveMessage({ QueueUrl, VisibilityTimeout: 600 });
  await brume.advance(MINUTE_MS);
  expect(await minute("tenants")).toMatchObject({
    ApproximateNumberOfMessagesVisible: 7,
    ApproximateNumberOfMessagesNotVisible: 31,
    ApproximateAgeOfOldestMessage: 120,
    ApproximateNumberOfNoisyGroups: 1,
    ApproximateNumberOfMessagesVisibleInQuietGroups: 2,
    ApproximateNumberOfMessagesNotVisibleInQuietGroups: 1,
    ApproximateNumberOfMessagesDelayedInQuietGroups: 0,
    ApproximateAgeOfOldestMessageInQuietGroups: 60,
  });
});

test("a FIFO queue counts duplicates, and groups with messages in flight", async () => {
  const QueueUrl = await queue("line.fifo", {
    FifoQueue: "true",
    ContentBasedDeduplication: "true",
  });
  for (const MessageGroupId of ["a", "b", "c", "a"])
    await sqs.sendMessage({ QueueUrl, MessageBody: MessageGroupId, MessageGroupId });
  await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 2, VisibilityTimeout: 600 });
  await brume.advance(MINUTE_MS);
  expect(await minute("line.fifo")).toEqual({
    NumberOfMessagesSent: 3,
    NumberOfDeduplicatedSentMessages: 1,
    SentMessageSize: 3,
    NumberOfMessagesReceived: 2,
    ApproximateNumberOfMessagesVisible: 1,
    ApproximateNumberOfMessagesNotVisible: 2,
    ApproximateNumberOfMessagesDelayed: 0,
    ApproximateAgeOfOldestMessage: 60,
    ApproximateNumberOfGroupsWithInflightMessages: 2,
  });
});
