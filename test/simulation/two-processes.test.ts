/** Two Brumes on one PostgreSQL: they wake each other, do once what is due, and lose nothing. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateStreamCommand,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  KinesisClient,
  PutRecordCommand,
} from "@aws-sdk/client-kinesis";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { missingPostgres, type Postgres, startPostgres } from "../harness/postgres.ts";
import { type BrumeProcess, startProcess } from "../harness/process.ts";

const RECORDS = 60;
const GROUPS = 6;
const EACH = 60;

describe.skipIf(missingPostgres !== undefined)(missingPostgres ?? "two processes", () => {
  const folder = mkdtempSync(join(tmpdir(), "brume-two-"));
  let server: Postgres;
  let one: BrumeProcess;
  let two: BrumeProcess;
  beforeAll(async () => {
    server = await startPostgres();
    const store = server.fresh();
    const start = (name: string) =>
      startProcess([
        ...["--data", join(folder, name), "--blobs", join(folder, "blobs")],
        ...["--store", store, "--tls", "off"],
      ]);
    one = await start("one");
    two = await start("two");
  }, 60_000);
  afterAll(async () => {
    await one.kill();
    await two.kill();
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const clientOf = ({ url }: BrumeProcess) => ({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const queuesOf = (brume: BrumeProcess) => new SQSClient(clientOf(brume));

  async function drained(sqs: SQSClient, QueueUrl: string, expected: number): Promise<Message[]> {
    const all: Message[] = [];
    while (all.length < expected) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
      );
      if (Messages.length === 0) break;
      all.push(...Messages);
      await sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl,
          Entries: Messages.map((m, i) => ({ Id: `${i}`, ReceiptHandle: m.ReceiptHandle! })),
        }),
      );
    }
    return all;
  }

  test("who follows a stream passes no record that the other process puts meanwhile", async () => {
    const [first, second] = [one, two].map((brume) => new KinesisClient(clientOf(brume)));
    const StreamName = "followed";
    await first!.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    const put: string[] = [];
    const fill = async (kinesis: KinesisClient, name: string) => {
      for (let i = 0; i < RECORDS; i++) {
        const Data = Buffer.from(`${name}${i}`);
        const record = { StreamName, PartitionKey: "p", Data };
        put.push((await kinesis.send(new PutRecordCommand(record))).SequenceNumber!);
      }
    };
    const filling = Promise.all(
      [first!, second!].flatMap((k, i) => [fill(k, `${i}a`), fill(k, `${i}b`)]),
    );
    let filled = false;
    void filling.then(() => (filled = true));
    const read: string[] = [];
    let { ShardIterator } = await second!.send(
      new GetShardIteratorCommand({
        ...{ StreamName, ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" },
      }),
    );
    for (let ended = false; !ended; ) {
      ended = filled;
      const got: GetRecordsCommandOutput = await second!.send(
        new GetRecordsCommand({ ShardIterator }),
      );
      read.push(...got.Records!.map(({ SequenceNumber }) => SequenceNumber!));
      ShardIterator = got.NextShardIterator;
      ended &&= got.Records!.length === 0;
    }
    await filling;
    expect(read.length).toBe(4 * RECORDS);
    expect([...read].sort()).toEqual([...put].sort());
    expect([...read].sort()).toEqual(read);
  }, 60_000);

  test("a long poll at one wakes for a message sent to the other", async () => {
    const { QueueUrl } = await queuesOf(one).send(new CreateQueueCommand({ QueueName: "polled" }));
    const began = performance.now();
    const polled = queuesOf(two).send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    await queuesOf(one).send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
    expect((await polled).Messages).toMatchObject([{ Body: "hello" }]);
    expect(performance.now() - began).toBeLessThan(10_000);
  }, 30_000);

  test("what falls due is done once, wherever it was asked for and the clock advanced", async () => {
    const sqs = queuesOf(two);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "scheduled" }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
    );
    await new SchedulerClient(clientOf(two)).send(
      new CreateScheduleCommand({
        Name: "once",
        ScheduleExpression: "rate(1 hour)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: {
          Arn: Attributes!.QueueArn,
          RoleArn: "arn:aws:iam::000000000000:role/any",
          Input: "tick",
        },
      }),
    );
    const advance = (brume: BrumeProcess) =>
      fetch(`${brume.url}/_brume/clock/advance`, {
        method: "POST",
        body: JSON.stringify({ milliseconds: 3_660_000 }),
      });
    for (const brume of [one, two]) await advance(brume);
    // At once, and at each hour.
    expect(await drained(sqs, QueueUrl!, 3)).toHaveLength(3);
    const left = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    expect(left.Messages ?? []).toEqual([]);
  }, 60_000);

  test("kill -9 of one under load loses nothing, and order holds", async () => {
    const [first, second] = [queuesOf(one), queuesOf(two)];
    const fifo = { FifoQueue: "true" };
    const { QueueUrl: ordered } = await first.send(
      new CreateQueueCommand({ QueueName: "ordered.fifo", Attributes: fifo }),
    );
    const { QueueUrl: fanned } = await first.send(new CreateQueueCommand({ QueueName: "fanned" }));
    const topics = [one, two].map((brume) => new SNSClient(clientOf(brume)));
    const { TopicArn } = await topics[0]!.send(new CreateTopicCommand({ Name: "news" }));
    await topics[0]!.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: "arn:aws:sqs:us-east-1:000000000000:fanned",
        Attributes: { RawMessageDelivery: "true" },
      }),
    );
    let sent = 0;
    let published = 0;
    const killAt = (GROUPS * EACH) / 2;
    /** At one of the two by turns; at the other when that one is gone. */
    const either = async (turn: number, ask: (index: number) => Promise<unknown>) => {
      try {
        await ask(turn % 2);
      } catch {
        await ask(1);
      }
    };
    const produce = async (group: number) => {
      for (let i = 0; i < EACH; i++) {
        await either(i, (index) =>
          [first, second][index]!.send(
            new SendMessageCommand({
              QueueUrl: ordered,
              MessageBody: `${group}:${i}`,
              MessageGroupId: `${group}`,
              MessageDeduplicationId: `${group}-${i}`,
            }),
          ),
        );
        await either(i, (index) =>
          topics[index]!.send(new PublishCommand({ TopicArn, Message: `${group}:${i}` })),
        );
        published++;
        if (++sent === killAt) await one.kill();
      }
    };
    await Promise.all(Array.from({ length: GROUPS }, (_, group) => produce(group)));
    const messages = await drained(second, ordered!, GROUPS * EACH);
    const byGroup = Array.from({ length: GROUPS }, (_, group) =>
      messages
        .map((m) => m.Body!.split(":"))
        .filter(([own]) => own === `${group}`)
        .map(([, i]) => Number(i)),
    );
    const inOrder = Array.from({ length: EACH }, (_, i) => i);
    expect(byGroup).toEqual(Array.from({ length: GROUPS }, () => inOrder));
    // A publish that was cut off may have been done, and done again.
    const told = new Set((await drained(second, fanned!, published * 2)).map((m) => m.Body));
    expect(told.size).toBe(published);
  }, 120_000);
});
