/** Receives: attempts tried again, limits of what is in flight, tenants that are treated fairly. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { tables } from "../tables.ts";

let brume: TestBrume;
let sqs: SQSClient;

beforeAll(async () => {
  brume = await testBrume();
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const FIFO = { FifoQueue: "true", ContentBasedDeduplication: "true" };

async function queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
}

async function send(QueueUrl: string, MessageGroupId: string | undefined, ...bodies: string[]) {
  for (let at = 0; at < bodies.length; at += 10)
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: bodies
          .slice(at, at + 10)
          .map((MessageBody, i) => ({ Id: String(i), MessageBody, MessageGroupId })),
      }),
    );
}

const receive = async (
  QueueUrl: string,
  options: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...options })))
    .Messages ?? [];

const bodies = (messages: readonly Message[]): string[] => messages.map(({ Body }) => Body!);

test("the same attempt gives the same messages and handles, and hides them anew", async () => {
  const url = await queue("a.fifo", FIFO);
  await send(url, "g", "one", "two");
  await send(url, "h", "three");
  const attempt = { ReceiveRequestAttemptId: "try-1", MaxNumberOfMessages: 2 };
  const first = await receive(url, attempt);
  expect(bodies(first)).toEqual(["one", "two"]);
  await brume.advance(20_000);
  const again = await receive(url, { ...attempt, AttributeNames: ["All"] });
  expect(again.map(({ ReceiptHandle }) => ReceiptHandle)).toEqual(
    first.map(({ ReceiptHandle }) => ReceiptHandle),
  );
  expect(again[0]!.Attributes!["ApproximateReceiveCount"]).toBe("1");
  // Hidden for thirty seconds from the second attempt on.
  await brume.advance(20_000);
  expect(bodies(await receive(url, { VisibilityTimeout: 100 }))).toEqual(["three"]);
  await sqs.send(
    new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first[0]!.ReceiptHandle }),
  );
  // One of them is gone: the attempt gives what there is now.
  expect(await receive(url, attempt)).toEqual([]);
});

test("an attempt is another once its messages were shown, or hidden otherwise", async () => {
  const url = await queue("b.fifo", FIFO);
  await send(url, "g", "one");
  const attempt = { ReceiveRequestAttemptId: "try" };
  const [first] = await receive(url, attempt);
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: url,
      ReceiptHandle: first!.ReceiptHandle,
      VisibilityTimeout: 60,
    }),
  );
  expect(await receive(url, attempt)).toEqual([]);
  await brume.advance(60_000);
  const [second] = await receive(url, { ...attempt, AttributeNames: ["All"] });
  expect(second!.Attributes!["ApproximateReceiveCount"]).toBe("2");
  expect(second!.ReceiptHandle).not.toBe(first!.ReceiptHandle);
});

test("a FIFO message's handle is worth nothing once another received it", async () => {
  const url = await queue("stale.fifo", FIFO);
  await send(url, "g", "one");
  const [first] = await receive(url, { VisibilityTimeout: 10 });
  await brume.advance(10_000);
  const [second] = await receive(url);
  const stale = { QueueUrl: url, ReceiptHandle: first!.ReceiptHandle };
  const told = (work: Promise<unknown>) => work.catch((error: Error) => error.message);
  const words = `Value ${first!.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason:`;
  expect(await told(sqs.send(new DeleteMessageCommand(stale)))).toBe(
    `${words} The receipt handle has expired.`,
  );
  expect(
    await told(sqs.send(new ChangeMessageVisibilityCommand({ ...stale, VisibilityTimeout: 0 }))),
  ).toBe(`${words} Message does not exist or is not available for visibility timeout change.`);
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second!.ReceiptHandle }));
  await brume.advance(60_000);
  expect(await receive(url)).toEqual([]);
});

test("a standard queue's message that shows again can be hidden, and deleted, by its handle", async () => {
  const url = await queue("again");
  await send(url, undefined, "one");
  const [first] = await receive(url, { VisibilityTimeout: 10 });
  await brume.advance(10_000);
  const handle = { QueueUrl: url, ReceiptHandle: first!.ReceiptHandle };
  await sqs.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 10 }));
  expect(await receive(url)).toEqual([]);
  await brume.advance(10_000);
  await sqs.send(new DeleteMessageCommand(handle));
  expect(await receive(url)).toEqual([]);
});

test("an attempt is forgotten after five minutes", async () => {
  const url = await queue("c.fifo", FIFO);
  await send(url, "g", "one");
  const attempt = { ReceiveRequestAttemptId: "try", VisibilityTimeout: 600 };
  expect(await receive(url, attempt)).toHaveLength(1);
  await brume.advance(299_000);
  expect(await receive(url, attempt)).toHaveLength(1);
  await brume.advance(2_000);
  expect(await receive(url, attempt)).toEqual([]);
});

/** Puts messages into a queue as if they had been received: hidden for an hour. */
async function putInFlight(name: string, count: number, groupId?: string): Promise<void> {
  await brume.kernel.store.update(async (tx) => {
    const held = tx.bind(tables, "000000000000", "us-east-1");
    const { id } = (await held.queue.find({ name }))!;
    const now = brume.kernel.clock.now();
    for (let sequence = 1; sequence <= count; sequence++)
      await held.message.put({
        queue: id,
        sequence,
        id: String(sequence),
        body: "x",
        bodyMd5: "9dd4e461268c8034f5c8564e155c67a6",
        senderId: "",
        sentAt: now,
        visibleAt: now + 3_600_000,
        receiveCount: 1,
        ...(groupId === undefined ? {} : { groupId }),
      });
  });
}

/** On PostgreSQL it takes minutes to put so many rows, one by one. */
const many = test.skipIf(process.env["BRUME_TEST_STORE"] !== undefined);

many(
  "120,000 messages in flight are all that a standard queue has",
  async () => {
    const url = await queue("many");
    await putInFlight("many", 119_999);
    await send(url, undefined, "one", "two");
    expect(await receive(url)).toHaveLength(1);
    expect(
      await sqs
        .send(new ReceiveMessageCommand({ QueueUrl: url }))
        .catch((error) => [error.name, error.$metadata.httpStatusCode, error.message]),
    ).toEqual([
      "OverLimit",
      403,
      "Too many messages have been received without being deleted. Please delete your received messages or let them timeout before receiving more.",
    ]);
    // A long poll says nothing of it, and gives the message when there is room.
    const poll = receive(url, { WaitTimeSeconds: 20 });
    await waiting();
    await brume.advance(20_000);
    expect(await poll).toEqual([]);
    await brume.advance(3_600_000);
    expect(await receive(url)).toHaveLength(10);
  },
  30_000,
);

many(
  "a FIFO queue with 120,000 messages in flight gives nothing, without an error",
  async () => {
    const url = await queue("many.fifo", FIFO);
    await putInFlight("many.fifo", 120_000, "busy");
    await send(url, "other", "one");
    expect(await receive(url)).toEqual([]);
  },
  30_000,
);

async function waiting(): Promise<void> {
  const { signals } = brume.kernel;
  while (signals.waiting([...signals.topics()][0] ?? "") === 0) await new Promise(setImmediate);
}

const numbered = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${name}${i}`);

test("messages of a noisy tenant wait behind those of quiet ones", async () => {
  const url = await queue("tenants");
  await send(url, "loud", ...numbered("loud", 60));
  // Below thirty in flight the order is that of sending.
  for (let i = 0; i < 2; i++) await receive(url, { VisibilityTimeout: 600 });
  await send(url, "quiet", ...numbered("quiet", 3));
  await send(url, undefined, "of no tenant");
  expect(bodies(await receive(url, { VisibilityTimeout: 600 }))).toEqual(
    numbered("loud", 30).slice(20),
  );
  const fair = await receive(url, { VisibilityTimeout: 600, AttributeNames: ["All"] });
  expect(bodies(fair)).toEqual([
    ...numbered("quiet", 3),
    "of no tenant",
    ...numbered("loud", 36).slice(30),
  ]);
  expect(fair.map(({ Attributes }) => Attributes!["MessageGroupId"])).toEqual([
    ...["quiet", "quiet", "quiet", undefined],
    ...Array.from({ length: 6 }, () => "loud"),
  ]);
  // No longer noisy when its messages are done with.
  await brume.advance(600_000);
  expect(bodies(await receive(url))[0]).toBe("loud36");
});

test("a tenant with a tenth of what is in flight, or less, is no noisy one", async () => {
  const url = await queue("crowd");
  await putInFlight("crowd", 400);
  await send(url, "a", ...numbered("a", 50));
  for (let i = 0; i < 4; i++) await receive(url, { VisibilityTimeout: 600 });
  await send(url, "b", "b0");
  expect(bodies(await receive(url))).toEqual(numbered("a", 50).slice(40));
});

test("of many consumers that wait, each message wakes one, and every one is answered", async () => {
  const url = await queue("polled");
  // The SDK opens fifty connections at most.
  const polls = Array.from({ length: 40 }, () => receive(url, { WaitTimeSeconds: 20 }));
  const { signals } = brume.kernel;
  while (signals.waiting([...signals.topics()][0] ?? "") < 40) await new Promise(setImmediate);
  for (const MessageBody of numbered("m", 30))
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  // A poll that was woken may find the messages of two: the others wait until their time is over.
  await brume.advance(20_000);
  const got = (await Promise.all(polls)).flatMap(bodies);
  expect(got.sort()).toEqual(numbered("m", 30).sort());
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: "0",
    ApproximateNumberOfMessagesNotVisible: "30",
  });
});
