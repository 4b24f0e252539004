/** SQS through the port, with the AWS SDK. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sqs: SQSClient;

beforeAll(async () => {
  brume = await testBrume();
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

async function queue(name = "orders", attributes: Record<string, string> = {}): Promise<string> {
  const made = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return made.QueueUrl!;
}

test("a message is sent, received, hidden, shown again and deleted", async () => {
  const QueueUrl = await queue();
  expect(QueueUrl).toBe(`${brume.url}/000000000000/orders`);
  const sent = await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: "hello",
      MessageAttributes: { kind: { DataType: "String", StringValue: "greeting" } },
    }),
  );
  expect(sent.MD5OfMessageBody).toBe("5d41402abc4b2a76b9719d911017c592");
  const receive = () =>
    sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MessageAttributeNames: ["All"],
        AttributeNames: ["All"],
      }),
    );
  const first = await receive();
  expect(first.Messages?.[0]).toMatchObject({
    Body: "hello",
    MessageAttributes: { kind: { DataType: "String", StringValue: "greeting" } },
    Attributes: { ApproximateReceiveCount: "1", SentTimestamp: String(brume.kernel.clock.now()) },
  });
  expect((await receive()).Messages).toBeUndefined();
  await brume.advance(30_000);
  const second = await receive();
  expect(second.Messages?.[0]?.Attributes?.ApproximateReceiveCount).toBe("2");
  await sqs.send(
    new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second.Messages![0]!.ReceiptHandle! }),
  );
  await brume.advance(60_000);
  expect((await receive()).Messages).toBeUndefined();
});

test("a long poll wakes for a message, and ends when its time is over", async () => {
  const QueueUrl = await queue();
  const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  while (brume.kernel.signals.waiting([...brume.kernel.signals.topics()][0] ?? "") === 0)
    await new Promise(setImmediate);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "woken" }));
  expect((await poll).Messages?.[0]?.Body).toBe("woken");
});

test("a delayed message shows when its delay is over", async () => {
  const QueueUrl = await queue();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "later", DelaySeconds: 10 }));
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
  await brume.advance(10_000);
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body).toBe(
    "later",
  );
});

test("a message received too often goes to the dead-letter queue", async () => {
  const dead = await queue("dead");
  const arn = "arn:aws:sqs:us-east-1:000000000000:dead";
  const QueueUrl = await queue("work", {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 2 }),
    VisibilityTimeout: "1",
  });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "poison" }));
  for (let i = 0; i < 2; i++) {
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1);
    await brume.advance(1_000);
  }
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
  const buried = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: dead, AttributeNames: ["All"] }),
  );
  expect(buried.Messages?.[0]).toMatchObject({
    Body: "poison",
    Attributes: { DeadLetterQueueSourceArn: "arn:aws:sqs:us-east-1:000000000000:work" },
  });
});

test("a FIFO queue keeps order per group and drops duplicates", async () => {
  const QueueUrl = await queue("orders.fifo", {
    FifoQueue: "true",
    ContentBasedDeduplication: "true",
  });
  for (const [body, group] of [
    ["a1", "a"],
    ["b1", "b"],
    ["a2", "a"],
    ["a1", "a"],
  ])
    await sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: body!, MessageGroupId: group! }),
    );
  const first = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }));
  expect(first.Messages?.map((m) => m.Body)).toEqual(["a1"]);
  const second = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(second.Messages?.map((m) => m.Body)).toEqual(["b1"]);
  await sqs.send(
    new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first.Messages![0]!.ReceiptHandle! }),
  );
  const third = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(third.Messages?.map((m) => m.Body)).toEqual(["a2"]);
});

test("batches answer each entry", async () => {
  const QueueUrl = await queue();
  const answer = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: "good", MessageBody: "x" },
        { Id: "late", MessageBody: "y", DelaySeconds: 901 },
      ],
    }),
  );
  expect(answer.Successful?.map((s) => s.Id)).toEqual(["good"]);
  expect(answer.Failed?.[0]).toMatchObject({
    Id: "late",
    Code: "InvalidParameterValue",
    SenderFault: true,
  });
});

test("messages past the retention period are gone", async () => {
  const QueueUrl = await queue("short", { MessageRetentionPeriod: "60" });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "old" }));
  await brume.advance(61_000);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: "0",
    MessageRetentionPeriod: "60",
    VisibilityTimeout: "30",
  });
});

test("faults have AWS's codes and words", async () => {
  await expect(sqs.send(new GetQueueUrlCommand({ QueueName: "none" }))).rejects.toMatchObject({
    name: "QueueDoesNotExist",
    message: "The specified queue does not exist.",
  });
  await expect(queue("bad name")).rejects.toMatchObject({
    name: "InvalidParameterValue",
    message: "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
  });
  const QueueUrl = await queue();
  await expect(queue("orders", { VisibilityTimeout: "31" })).rejects.toMatchObject({
    name: "QueueNameExists",
  });
  await expect(
    sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: "x" })),
  ).rejects.toMatchObject({ name: "ReceiptHandleIsInvalid" });
  await expect(
    sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: "901" } })),
  ).rejects.toMatchObject({
    name: "InvalidAttributeValue",
  });
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await expect(sqs.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
    name: "PurgeQueueInProgress",
    message: "Only one PurgeQueue operation on orders is allowed every 60 seconds.",
  });
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
});

test("the old Query protocol is answered in XML", async () => {
  await queue("legacy");
  const answer = await fetch(`${brume.url}/000000000000/legacy`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "Action=SendMessage&Version=2012-11-05&MessageBody=old%20client",
  });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("<MD5OfMessageBody>");
  const missing = await fetch(`${brume.url}/000000000000/none`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "Action=PurgeQueue&Version=2012-11-05",
  });
  expect(missing.status).toBe(400);
  expect(await missing.text()).toContain("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
});

test("sources of a dead-letter queue are listed in pages", async () => {
  const dead = await queue("dead");
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:dead",
    maxReceiveCount: 2,
  });
  for (const name of ["a", "b", "c"]) await queue(name, { RedrivePolicy });
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sqs.send(
      new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead, MaxResults: 2, NextToken }),
    );
    names.push(page.queueUrls!.map((url) => url.split("/").at(-1)).join());
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(names).toEqual(["a,b", "c"]);
});

test("a changed visibility timeout is obeyed", async () => {
  const QueueUrl = await queue();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "m" }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl,
      ReceiptHandle: Messages![0]!.ReceiptHandle!,
      VisibilityTimeout: 0,
    }),
  );
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1);
});
