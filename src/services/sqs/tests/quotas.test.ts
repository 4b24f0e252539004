/** Quotas of FIFO queues, which hold where they were asked for. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sqs: SQSClient;

beforeAll(async () => {
  brume = await testBrume({ settings: ["--sqs-fifo-quotas", "on"] });
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());

async function queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const fifo = { FifoQueue: "true", ContentBasedDeduplication: "true", ...Attributes };
  return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes: fifo }))).QueueUrl!;
}

/** How many of so many calls are let through, and what the others are told. */
async function calls(count: number, call: () => Promise<unknown>) {
  let done = 0;
  const told = new Set<string>();
  for (let i = 0; i < count; i++)
    await call().then(
      () => done++,
      (error) => told.add(`${error.$metadata.httpStatusCode} ${error.name}: ${error.message}`),
    );
  return { done, told: [...told] };
}

const send = (QueueUrl: string, MessageGroupId: string) => () =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageGroupId, MessageBody: "same" }));
const refused = ["400 Throttling: Rate exceeded"];

test("300 calls a second of each action; a batch is one", async () => {
  const url = await queue("plain.fifo");
  expect(await calls(301, send(url, "g"))).toEqual({ done: 300, told: refused });
  const Entries = [{ Id: "a", MessageBody: "x", MessageGroupId: "h" }];
  const batch = () => sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  expect(await calls(1, batch)).toEqual({ done: 0, told: refused });
  const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
  expect(await calls(301, receive)).toEqual({ done: 300, told: refused });
  const remove = () =>
    sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: "a", ReceiptHandle: "x" }] }),
    );
  expect(await calls(301, remove)).toEqual({ done: 300, told: refused });
  await brume.advance(1_000);
  expect(await calls(300, batch)).toEqual({ done: 300, told: [] });
});

test("in high-throughput mode each message group has a quota of its own", async () => {
  const url = await queue("fast.fifo", {
    DeduplicationScope: "messageGroup",
    FifoThroughputLimit: "perMessageGroupId",
  });
  expect(await calls(301, send(url, "g"))).toEqual({ done: 300, told: refused });
  expect(await calls(301, send(url, "h"))).toEqual({ done: 300, told: refused });
});

test("standard queues have none", async () => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "standard" }));
  const one = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  expect(await calls(301, one)).toEqual({ done: 301, told: [] });
});
