/** What queues get: of standard and FIFO topics, raw and wrapped, and as dead letters. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import * as s from "@aws-sdk/client-sns";
import * as q from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sns: s.SNSClient;
let sqs: q.SQSClient;
beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
  sqs = new q.SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
async function queue(QueueName: string): Promise<string> {
  const Attributes: Record<string, string> = QueueName.endsWith(".fifo")
    ? { FifoQueue: "true" }
    : {};
  return (await sqs.send(new q.CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
}
async function topic(Name: string): Promise<string> {
  const Attributes: Record<string, string> = Name.endsWith(".fifo") ? { FifoTopic: "true" } : {};
  return (await sns.send(new s.CreateTopicCommand({ Name, Attributes }))).TopicArn!;
}
const subscribe = (TopicArn: string, name: string, Attributes: Record<string, string> = {}) =>
  sns.send(
    new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: arnOf(name), Attributes }),
  );
async function received(QueueUrl: string): Promise<q.Message[]> {
  await brume.advance(0);
  const { Messages = [] } = await sqs.send(
    new q.ReceiveMessageCommand({
      ...{ QueueUrl, MaxNumberOfMessages: 10 },
      ...{ MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] },
    }),
  );
  return Messages;
}

test("a dead letter is as its queue would have got it, with all its ten attributes", async () => {
  const TopicArn = await topic("t");
  const dead = await queue("dead");
  await subscribe(TopicArn, "gone", {
    ...{ RawMessageDelivery: "true" },
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("dead") }),
  });
  const MessageAttributes = Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [`a${i}`, { DataType: "String", StringValue: "x" }]),
  );
  await sns.send(new s.PublishCommand({ TopicArn, Message: "lost", MessageAttributes }));
  const [letter] = await received(dead);
  expect(letter!.Body).toBe("lost");
  expect(Object.keys(letter!.MessageAttributes!).sort()).toEqual(Object.keys(MessageAttributes));
});

test("a standard queue is told no group of a FIFO topic, but that of a standard one", async () => {
  const standard = await queue("standard");
  const fifo = await queue("q.fifo");
  const ordered = await topic("t.fifo");
  const loose = await topic("t");
  await subscribe(ordered, "standard");
  await subscribe(ordered, "q.fifo");
  await subscribe(loose, "standard");
  const publish = (TopicArn: string, more: object) =>
    sns.send(new s.PublishCommand({ TopicArn, Message: "m", MessageGroupId: "g", ...more }));
  await publish(ordered, { MessageDeduplicationId: "d" });
  const [alone] = await received(standard);
  expect(alone!.Attributes!.MessageGroupId).toBeUndefined();
  const [inOrder] = await received(fifo);
  expect(inOrder!.Attributes).toMatchObject({ MessageGroupId: "g", MessageDeduplicationId: "d" });
  await publish(loose, {});
  const [grouped] = await received(standard);
  expect(grouped!.Attributes!.MessageGroupId).toBe("g");
  // Only standard topics sign.
  for (const message of [alone, inOrder]) {
    const members = Object.keys(JSON.parse(message!.Body!));
    expect(members).toContain("SequenceNumber");
    expect(members.filter((name) => /Sign/.test(name))).toEqual([]);
  }
  expect(JSON.parse(grouped!.Body!)).toMatchObject({ SignatureVersion: "1" });
});
