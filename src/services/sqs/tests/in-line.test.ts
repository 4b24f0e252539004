/** Messages in the order, number and time in which AWS gives them: FIFO groups, delays, dead letters. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { type ReceiveMessageCommandInput, SQS } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sqs: SQS;
beforeAll(async () => {
  brume = await testBrume();
  sqs = new SQS(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const FIFO = { FifoQueue: "true", ContentBasedDeduplication: "true" };
const arn = (name: string, account = "000000000000") => `arn:aws:sqs:us-east-1:${account}:${name}`;
const redrive = (to: string, maxReceiveCount: number) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(to), maxReceiveCount }),
});

async function queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  return (await sqs.createQueue({ QueueName, Attributes })).QueueUrl!;
}

const send = (QueueUrl: string, MessageBody: string, MessageGroupId?: string) =>
  sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId });

async function receive(QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}) {
  const asked = { QueueUrl, MaxNumberOfMessages: 10, AttributeNames: ["All" as const], ...more };
  return (await sqs.receiveMessage(asked)).Messages ?? [];
}
const bodies = async (url: string, more: Partial<ReceiveMessageCommandInput> = {}) =>
  (await receive(url, more)).map(({ Body }) => Body!);

test("a hidden message blocks those of its group that come after it, and none before", async () => {
  const url = await queue("q.fifo", FIFO);
  for (const body of ["foo", "bar", "baz"]) await send(url, body, "g");
  const hide = (message: { ReceiptHandle?: string }, VisibilityTimeout: number) =>
    sqs.changeMessageVisibility({
      ...{ QueueUrl: url, ReceiptHandle: message.ReceiptHandle!, VisibilityTimeout },
    });
  const [, , baz] = await receive(url, { VisibilityTimeout: 2 });
  await hide(baz!, 60);
  await brume.advance(3_000);
  const [foo] = await receive(url, { VisibilityTimeout: 30 });
  expect(foo!.Body).toBe("foo");
  expect(await bodies(url)).toEqual([]);
  await hide(foo!, 0);
  expect(await bodies(url, { VisibilityTimeout: 1 })).toEqual(["foo"]);
  await brume.advance(60_000);
  expect(await bodies(url)).toEqual(["foo", "bar", "baz"]);
});

test("a receive gives as many of one group as there are, and then those of the next", async () => {
  const url = await queue("q.fifo", FIFO);
  for (const [group, body] of ["1a", "2a", "1b", "1c", "2b"].map((body) => [body[0], body]))
    await send(url, body!, group);
  expect(await bodies(url, { MaxNumberOfMessages: 2 })).toEqual(["1a", "1b"]);
  expect(await bodies(url)).toEqual(["2a", "2b"]);
});

test("a FIFO queue's delay holds for messages it has, and for those that ask for none", async () => {
  const url = await queue("q.fifo", { ...FIFO, DelaySeconds: "60" });
  await sqs.sendMessage({
    ...{ QueueUrl: url, MessageBody: "one", MessageGroupId: "g", DelaySeconds: 0 },
  });
  expect(await bodies(url)).toEqual([]);
  await sqs.setQueueAttributes({ QueueUrl: url, Attributes: { DelaySeconds: "0" } });
  await send(url, "two", "g");
  expect(await bodies(url)).toEqual(["one", "two"]);
});

test("a queue that is its own dead-letter queue goes on answering", async () => {
  const url = await queue("q", { VisibilityTimeout: "0" });
  await sqs.setQueueAttributes({ QueueUrl: url, Attributes: redrive("q", 1) });
  await send(url, "m");
  for (const count of ["1", "2", "3"])
    expect((await receive(url))[0]!.Attributes!.ApproximateReceiveCount).toBe(count);
});

test("who is received too often counts anew in its dead-letter queue", async () => {
  const [last, middle] = [await queue("last"), await queue("middle", redrive("last", 2))];
  const first = await queue("first", { VisibilityTimeout: "0", ...redrive("middle", 3) });
  await send(first, "m");
  for (let i = 0; i < 4; i++) await receive(first);
  for (const count of ["4", "5"]) {
    const [message] = await receive(middle, { VisibilityTimeout: 0 });
    expect(message!.Attributes!.ApproximateReceiveCount).toBe(count);
  }
  expect(await receive(middle)).toEqual([]);
  expect(await bodies(last)).toEqual(["m"]);
});

test("no message comes twice in one answer, though it is hidden for no time", async () => {
  await queue("dead");
  const url = await queue("q", { VisibilityTimeout: "0", ...redrive("dead", 3) });
  await send(url, "one");
  for (let i = 0; i < 3; i++) await receive(url);
  await send(url, "two");
  const found = await receive(url);
  expect(found.map(({ Body, Attributes }) => [Body, Attributes!.ApproximateReceiveCount])).toEqual([
    ["two", "1"],
  ]);
});

test("a dead letter is of its queue's account, whoever received it", async () => {
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" }],
  });
  const dead = await queue("dead");
  const url = await queue("q", { Policy, VisibilityTimeout: "0", ...redrive("dead", 1) });
  await send(url, "m");
  const credentials = { accessKeyId: "111111111111", secretAccessKey: "test" };
  const other = new SQS({ ...brume.client, credentials });
  for (let i = 0; i < 2; i++) await other.receiveMessage({ QueueUrl: url });
  expect((await receive(dead))[0]!.Attributes!.DeadLetterQueueSourceArn).toBe(arn("q"));
});

test("a FIFO dead letter has its message's id for deduplication", async () => {
  const dead = await queue("dead.fifo", FIFO);
  const url = await queue("q.fifo", {
    ...FIFO,
    VisibilityTimeout: "0",
    ...redrive("dead.fifo", 1),
  });
  const { MessageId } = await send(url, "m", "g");
  for (let i = 0; i < 2; i++) await receive(url);
  expect((await receive(dead))[0]!.Attributes!.MessageDeduplicationId).toBe(MessageId!);
});

test("the handle of a message that was moved is not that of the one it became", async () => {
  const dead = await queue("dead");
  const url = await queue("q", { VisibilityTimeout: "0", ...redrive("dead", 1) });
  await send(url, "m");
  const [message] = await receive(url);
  await receive(url);
  await sqs.startMessageMoveTask({ SourceArn: arn("dead") });
  await brume.advance(1_000);
  expect(await receive(dead)).toEqual([]);
  await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle! });
  expect(await bodies(url)).toEqual(["m"]);
});

test("of two that wait, the second gets what the first did not delete, when it shows", async () => {
  const url = await queue("q");
  const poll = () => receive(url, { WaitTimeSeconds: 20, VisibilityTimeout: 2 });
  const polls = [poll(), poll()];
  while (brume.kernel.signals.waiting(brume.kernel.signals.topics()[0] ?? "") < 2)
    await brume.advance(1);
  await send(url, "m");
  const [first] = await Promise.race(polls);
  await brume.advance(2_100);
  const ids = (await Promise.all(polls)).map((found) => found.map(({ MessageId }) => MessageId));
  expect(ids).toEqual([[first!.MessageId], [first!.MessageId]]);
});

test("twelve hours are reckoned from when a message was received, not from when it was awaited", async () => {
  const url = await queue("q");
  const poll = receive(url, { WaitTimeSeconds: 20 });
  while (brume.kernel.signals.topics().length === 0) await brume.advance(1);
  await brume.advance(10_000);
  await send(url, "m");
  const [message] = await poll;
  await sqs.changeMessageVisibility({
    ...{ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle!, VisibilityTimeout: 43_200 },
  });
});

test("attributes by the beginning of their names", async () => {
  const url = await queue("q", { VisibilityTimeout: "0" });
  const value = { DataType: "String", StringValue: "v" };
  const MessageAttributes = { General: value, Hello: value, "Help.Me": value };
  await sqs.sendMessage({ QueueUrl: url, MessageBody: "m", MessageAttributes });
  const named = async (...MessageAttributeNames: string[]) =>
    Object.keys((await receive(url, { MessageAttributeNames }))[0]!.MessageAttributes ?? {});
  expect(await named("Hel.*")).toEqual(["Hello", "Help.Me"]);
  for (const all of ["*", ".*", "All"])
    expect(await named(all)).toEqual(Object.keys(MessageAttributes));
});

test("a batch's answer leaves out a list that is empty", async () => {
  const url = await queue("q");
  const batch = async (...Entries: { Id: string; MessageBody: string }[]) => {
    const answer = await fetch(brume.url, {
      method: "POST",
      headers: { "x-amz-target": "AmazonSQS.SendMessageBatch" },
      body: JSON.stringify({ QueueUrl: url, Entries }),
    });
    return Object.keys((await answer.json()) as object);
  };
  const good = { Id: "a", MessageBody: "m" };
  const bad = { Id: "b", MessageBody: "\u0002" };
  expect(await batch(good)).toEqual(["Successful"]);
  expect(await batch(bad)).toEqual(["Failed"]);
  expect(await batch(good, bad)).toEqual(["Successful", "Failed"]);
});

test("a queue made again with what it has, however that is said", async () => {
  const url = await queue("q.fifo", { FifoQueue: "true" });
  for (const more of [
    ...[{ ContentBasedDeduplication: "false" }, { DeduplicationScope: "queue" }],
    ...[{ FifoThroughputLimit: "perQueue" }, { SqsManagedSseEnabled: "true" }],
    { VisibilityTimeout: "030" },
  ] as Record<string, string>[])
    expect(await queue("q.fifo", { FifoQueue: "true", ...more })).toBe(url);
  await queue("dead");
  const first = await queue("q", redrive("dead", 1));
  const spaced = JSON.stringify(JSON.parse(redrive("dead", 1).RedrivePolicy), undefined, 2);
  expect(await queue("q", { RedrivePolicy: spaced })).toBe(first);
  const other = queue("q.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
  await expect(other).rejects.toThrow("different value for attribute ContentBasedDeduplication");
});

test("what SQS does not take: tags, numbers, characters, system attributes, allowed sources", async () => {
  const url = await queue("q");
  const why = (work: Promise<unknown>) =>
    work.then(
      () => "taken",
      (error: Error) => error.message,
    );
  const tag = (key: string, value = "v") =>
    why(sqs.tagQueue({ QueueUrl: url, Tags: { [key]: value } }));
  expect(await tag("aws:x")).toContain("reserved");
  expect(await tag("")).toContain("between 1 and 128");
  expect(await tag("k".repeat(129))).toContain("between 1 and 128");
  expect(await tag("k", "v".repeat(257))).toContain("between 0 and 256");
  expect(await tag("k".repeat(128), "v".repeat(256))).toBe("taken");
  const attribute = (DataType: string, StringValue: string) =>
    why(
      sqs.sendMessage({
        ...{ QueueUrl: url, MessageBody: "m" },
        MessageAttributes: { a: { DataType, StringValue } },
      }),
    );
  for (const number of ["1e200", "1e-200", "1".repeat(39), ".", "1e"])
    expect(await attribute("Number", number)).toContain("Can't cast");
  for (const number of ["0", "-1.5e3", ".5", "1".repeat(38), "1e126"])
    expect(await attribute("Number", number)).toBe("taken");
  expect(await attribute("String", "\u0002")).toStartWith("Invalid characters found");
  for (const system of [{ Foo: "String" }, { AWSTraceHeader: "Number" }]) {
    const [[name, DataType]] = Object.entries(system) as [[string, string]];
    const MessageSystemAttributes = { [name]: { DataType, StringValue: "1" } };
    const sent = sqs.sendMessage({ QueueUrl: url, MessageBody: "m", MessageSystemAttributes });
    expect(await why(sent)).toContain(`'${name}' is invalid`);
  }
  const allow = (sourceQueueArns: string[]) => {
    const RedriveAllowPolicy = JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns });
    return why(sqs.setQueueAttributes({ QueueUrl: url, Attributes: { RedriveAllowPolicy } }));
  };
  for (const wrong of [[], ["x"], Array(11).fill(arn("q"))])
    expect(await allow(wrong)).toContain("unsupported format");
  expect(await allow(Array(10).fill(arn("q")))).toBe("taken");
});
