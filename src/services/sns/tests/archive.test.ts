/** Archives of FIFO topics, and replays of them. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import * as s from "@aws-sdk/client-sns";
import * as q from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

const ENDPOINT = "arn:aws:sqs:us-east-1:000000000000:q.fifo";
const DAY_MS = 86_400_000;
let brume: TestBrume;
let sns: s.SNSClient;
let sqs: q.SQSClient;
beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
  sqs = new q.SQSClient(brume.client);
});
afterAll(() => brume.stop());
/** When the test began: a reset leaves the clock where it stands. */
let began: number;
beforeEach(async () => {
  await brume.kernel.reset();
  began = brume.kernel.clock.now();
});

const at = (time: number): string => new Date(time).toISOString();
const now = (): number => brume.kernel.clock.now();

async function topic(more: Record<string, string> = {}, days = 3): Promise<string> {
  const Attributes = {
    ...{ FifoTopic: "true", ContentBasedDeduplication: "true", ...more },
    ArchivePolicy: JSON.stringify({ MessageRetentionPeriod: String(days) }),
  };
  return (await sns.send(new s.CreateTopicCommand({ Name: "t.fifo", Attributes }))).TopicArn!;
}
async function subscribed(TopicArn: string, Attributes: Record<string, string> = {}) {
  const queue = { QueueName: "q.fifo", Attributes: { FifoQueue: "true" } };
  await sqs.send(new q.CreateQueueCommand(queue));
  const { SubscriptionArn } = await sns.send(
    new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: ENDPOINT, Attributes }),
  );
  return SubscriptionArn!;
}
/** Bodies in the queue, taken out of it. */
async function received(): Promise<Record<string, unknown>[]> {
  await brume.advance(0);
  const QueueUrl = `${brume.url}/000000000000/q.fifo`;
  const out: Record<string, unknown>[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new q.ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return out;
    for (const { Body, ReceiptHandle } of Messages) {
      out.push(JSON.parse(Body!));
      await sqs.send(new q.DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
const publish = (TopicArn: string, Message: string, MessageGroupId = "g") =>
  sns.send(new s.PublishCommand({ TopicArn, Message, MessageGroupId }));
const replay = (SubscriptionArn: string, from: number, until?: number) =>
  sns.send(
    new s.SetSubscriptionAttributesCommand({
      ...{ SubscriptionArn, AttributeName: "ReplayPolicy" },
      AttributeValue: JSON.stringify({
        ...{ PointType: "Timestamp", StartingPoint: at(from) },
        ...(until === undefined ? {} : { EndingPoint: at(until) }),
      }),
    }),
  );
const status = async (SubscriptionArn: string) => {
  const command = new s.GetSubscriptionAttributesCommand({ SubscriptionArn });
  return (await sns.send(command)).Attributes!["ReplayStatus"];
};
const refused = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: s.SNSServiceException) => `${error.name}: ${error.message}`,
  );

test("messages are replayed in order and marked; new ones come after them", async () => {
  const TopicArn = await topic();
  const arn = await subscribed(TopicArn);
  for (let i = 0; i < 30; i++) await publish(TopicArn, `old ${i}`);
  expect((await received()).map((m) => m["Replayed"])).toEqual(new Array(30).fill(undefined));
  await brume.advance(1_000);
  await replay(arn, began);
  expect(await status(arn)).toMatch(/Pending|In progress|Completed/);
  await publish(TopicArn, "new");
  const got = await received();
  expect(got.map((m) => m["Message"])).toEqual([
    ...Array.from({ length: 30 }, (_, i) => `old ${i}`),
    "new",
  ]);
  expect(got.slice(0, 30).every((m) => m["Replayed"] === true)).toBe(true);
  expect(got[30]!["Replayed"]).toBeUndefined();
  expect(got[0]).toMatchObject({ Timestamp: at(began), SequenceNumber: expect.any(String) });
  expect(await status(arn)).toBe("Completed");
  await publish(TopicArn, "newer");
  expect((await received()).map((m) => m["Message"])).toEqual(["newer"]);
  await brume.advance(2 * 3_600_000);
  const cloudwatch = new CloudWatchClient(brume.client);
  const most = async (MetricName: string, Statistic: "Sum" | "Maximum") => {
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        ...{ Namespace: "AWS/SNS", MetricName, Period: 86_400, Statistics: [Statistic] },
        Dimensions: [{ Name: "TopicName", Value: "t.fifo" }],
        ...{ StartTime: new Date(began - 86_400_000), EndTime: new Date(now()) },
      }),
    );
    return Datapoints.map((point) => point[Statistic]);
  };
  expect(await most("NumberOfMessagesArchiveProcessing", "Sum")).toEqual([32]);
  expect(await most("ApproximateNumberOfMessagesArchived", "Maximum")).toEqual([32]);
  expect(await most("NumberOfReplayedNotificationsDelivered", "Sum")).toEqual([30]);
});

test("a replay from one point to another gives what lies between, and nothing new after it", async () => {
  const TopicArn = await topic();
  const arn = await subscribed(TopicArn);
  for (let i = 0; i < 4; i++) {
    await publish(TopicArn, `${i}`);
    await brume.advance(600_000);
  }
  await received();
  await replay(arn, began + 600_000, began + 1_200_000);
  expect((await received()).map((m) => m["Message"])).toEqual(["1", "2"]);
  await publish(TopicArn, "unheard");
  expect(await received()).toEqual([]);
  await sns.send(
    new s.SetSubscriptionAttributesCommand({
      ...{ SubscriptionArn: arn, AttributeName: "ReplayPolicy", AttributeValue: "{}" },
    }),
  );
  expect(await status(arn)).toBeUndefined();
  await publish(TopicArn, "heard");
  expect((await received()).map((m) => m["Message"])).toEqual(["heard"]);
});

test("a subscription may begin with a replay; filters hold; what is too old is gone", async () => {
  const TopicArn = await topic({}, 2);
  await publish(TopicArn, '{"n":1}');
  await brume.advance(DAY_MS);
  await publish(TopicArn, '{"n":2}');
  await publish(TopicArn, '{"n":3}');
  await brume.advance(DAY_MS + 60_000);
  const { Attributes } = await sns.send(new s.GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes!["BeginningArchiveTime"]).toBe(at(now() - 2 * DAY_MS));
  await subscribed(TopicArn, {
    ...{ FilterPolicyScope: "MessageBody", FilterPolicy: '{"n":[1,3]}' },
    ReplayPolicy: JSON.stringify({ PointType: "Timestamp", StartingPoint: at(began) }),
  });
  expect((await received()).map((m) => m["Message"])).toEqual(['{"n":3}']);
});

test("an archived topic stays until its policy is taken away; what is wrong is refused", async () => {
  const TopicArn = await topic();
  const arn = await subscribed(TopicArn);
  const remove = () => refused(sns.send(new s.DeleteTopicCommand({ TopicArn })));
  expect(await remove()).toBe("InvalidStateException: Cannot delete a topic with an ArchivePolicy");
  const set = (AttributeValue: string, AttributeName = "ArchivePolicy") =>
    refused(sns.send(new s.SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue })));
  expect(await set('{"MessageRetentionPeriod":"366"}')).toContain("between 1 and 365 days");
  expect(await set("x")).toContain("failed to parse JSON.");
  expect(await refused(replay(arn, began + DAY_MS))).toContain("must not be in the future");
  expect(await refused(replay(arn, began, began - 1))).toContain("EndingPoint must be later");
  await publish(TopicArn, "kept");
  expect(await set("{}")).toBe("done");
  expect(await refused(replay(arn, began))).toContain("with an ArchivePolicy");
  expect(await remove()).toBe("done");
  const plain = new s.CreateTopicCommand({
    ...{ Name: "plain", Attributes: { ArchivePolicy: '{"MessageRetentionPeriod":"1"}' } },
  });
  expect(await refused(sns.send(plain))).toContain("can only be set for FIFO topics");
});

test("an archive under a KMS key cannot be read in the store, and waits for its key", async () => {
  const kms = new KMSClient(brume.client);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata!.KeyId!;
  const TopicArn = await topic({ KmsMasterKeyId: KeyId });
  const arn = await subscribed(TopicArn);
  await publish(TopicArn, "very secret words");
  expect(await received()).toHaveLength(1);
  const definition = await brume.kernel.load("sns");
  const rows = await brume.kernel.store.view((tx) =>
    tx.bind(definition.tables, "000000000000", "us-east-1")["archive"]!.list(),
  );
  expect(JSON.stringify(rows)).not.toContain("secret");
  expect(rows).toMatchObject([{ sealed: true }]);
  await kms.send(new DisableKeyCommand({ KeyId }));
  await replay(arn, began);
  expect(await received()).toEqual([]);
  expect(await status(arn)).toBe("Pending");
  expect(await refused(replay(arn, began))).toBe(
    "ReplayLimitExceededException: The request parameter has exceeded the maximum number of concurrent message replays.",
  );
  await kms.send(new EnableKeyCommand({ KeyId }));
  await brume.advance(60_000);
  expect(await received()).toMatchObject([{ Message: "very secret words", Replayed: true }]);
});
