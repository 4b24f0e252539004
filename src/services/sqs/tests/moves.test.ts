/** Moving messages out of dead-letter queues. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sqs: SQSClient;

beforeAll(async () => {
  brume = await testBrume();
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;

async function queue(name: string, deadLetter?: string): Promise<string> {
  const policy = { deadLetterTargetArn: arn(deadLetter ?? ""), maxReceiveCount: 1 };
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: deadLetter === undefined ? {} : { RedrivePolicy: JSON.stringify(policy) },
    }),
  );
  return QueueUrl!;
}

const receive = async (QueueUrl: string) =>
  (
    await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 1,
        MessageSystemAttributeNames: ["All"],
      }),
    )
  ).Messages ?? [];

/** Sends messages to a queue and lets each be received once too often. */
async function bury(QueueUrl: string, bodies: readonly string[]): Promise<void> {
  for (const MessageBody of bodies)
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await receive(QueueUrl);
  await brume.advance(2_000);
  await receive(QueueUrl);
}

const tasks = async () =>
  (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn("dead"), MaxResults: 10 })))
    .Results!;

test("a task moves messages back to where they came from, as new ones", async () => {
  const dead = await queue("dead");
  const one = await queue("one", "dead");
  const two = await queue("two", "dead");
  await bury(one, ["a", "b"]);
  await bury(two, ["c"]);
  const { TaskHandle } = await sqs.send(
    new StartMessageMoveTaskCommand({ SourceArn: arn("dead") }),
  );
  expect(JSON.parse(Buffer.from(TaskHandle!, "base64").toString()).sourceArn).toBe(arn("dead"));
  await brume.advance(1);
  const back = await receive(one);
  expect(back.map((message) => message.Body)).toEqual(["a", "b"]);
  expect(back[0]!.Attributes).toMatchObject({ ApproximateReceiveCount: "1" });
  expect(back[0]!.Attributes!["DeadLetterQueueSourceArn"]).toBeUndefined();
  expect((await receive(two)).map((message) => message.Body)).toEqual(["c"]);
  expect(await receive(dead)).toEqual([]);
  expect(await tasks()).toEqual([
    expect.objectContaining({ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 3 }),
  ]);
});

test("a rate is kept under the clock, and a task can be cancelled", async () => {
  await queue("dead");
  const source = await queue("one", "dead");
  const target = await queue("target");
  await bury(source, ["a", "b", "c", "d", "e"]);
  const { TaskHandle } = await sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: arn("dead"),
      DestinationArn: arn("target"),
      MaxNumberOfMessagesPerSecond: 2,
    }),
  );
  await brume.advance(1);
  expect(await tasks()).toEqual([
    expect.objectContaining({
      Status: "RUNNING",
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 5,
      MaxNumberOfMessagesPerSecond: 2,
    }),
  ]);
  await brume.advance(1_000);
  expect(await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).toMatchObject({
    ApproximateNumberOfMessagesMoved: 4,
  });
  await brume.advance(10_000);
  expect((await tasks()).map((task) => task.Status)).toEqual(["CANCELLED"]);
  expect((await receive(target)).length).toBe(4);
});

test("messages of no known source fail the task; refusals in AWS's words", async () => {
  const dead = await queue("dead");
  await queue("one", "dead");
  await sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: "sent here" }));
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn("dead") }));
  await brume.advance(1);
  expect(await tasks()).toEqual([
    expect.objectContaining({ Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" }),
  ]);
  const refusal = (input: { SourceArn: string; MaxNumberOfMessagesPerSecond?: number }) =>
    sqs.send(new StartMessageMoveTaskCommand(input)).catch((error: Error) => error.message);
  expect(await refusal({ SourceArn: arn("one") })).toBe(
    "Source queue must be configured as a Dead Letter Queue.",
  );
  expect(await refusal({ SourceArn: arn("none") })).toBe(
    "The resource that you specified for the SourceArn parameter doesn't exist.",
  );
  expect(await refusal({ SourceArn: arn("dead"), MaxNumberOfMessagesPerSecond: 501 })).toBe(
    "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a value between 1 and 500.",
  );
});

test("a destination that is deleted fails the task; what was moved stays moved", async () => {
  await queue("dead");
  const source = await queue("one", "dead");
  const target = await queue("target");
  await bury(source, ["a", "b", "c"]);
  const start = {
    SourceArn: arn("dead"),
    DestinationArn: arn("target"),
    MaxNumberOfMessagesPerSecond: 1,
  };
  await sqs.send(new StartMessageMoveTaskCommand(start));
  await brume.advance(1);
  expect(await receive(target)).toHaveLength(1);
  await sqs.send(new DeleteQueueCommand({ QueueUrl: target }));
  await brume.advance(1_000);
  expect(await tasks()).toEqual([
    expect.objectContaining({
      Status: "FAILED",
      FailureReason: "AWS.SimpleQueueService.NonExistentQueue",
      ApproximateNumberOfMessagesMoved: 1,
      ApproximateNumberOfMessagesToMove: 3,
    }),
  ]);
});

test("the newest ten tasks of a source are listed, newest first, one unless told otherwise", async () => {
  await queue("dead");
  await queue("one", "dead");
  const rate = async (MaxNumberOfMessagesPerSecond: number) => {
    const start = { SourceArn: arn("dead"), MaxNumberOfMessagesPerSecond };
    await sqs.send(new StartMessageMoveTaskCommand(start));
    await brume.advance(1);
  };
  for (let i = 1; i <= 12; i++) await rate(i);
  expect((await tasks()).map((task) => task.MaxNumberOfMessagesPerSecond)).toEqual([
    12, 11, 10, 9, 8, 7, 6, 5, 4, 3,
  ]);
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn("dead") }));
  expect(Results!.map((task) => [task.Status, task.MaxNumberOfMessagesPerSecond])).toEqual([
    ["COMPLETED", 12],
  ]);
  expect(Results![0]!.TaskHandle).toBeUndefined();
});

test("a task goes on after a restart, at its rate", async () => {
  const data = mkdtempSync(join(tmpdir(), "brume-moves-"));
  const outer = { brume, sqs };
  const begin = async () => {
    brume = await testBrume({ data });
    sqs = new SQSClient(brume.client);
  };
  try {
    await begin();
    await queue("dead");
    const source = await queue("one", "dead");
    await queue("target");
    await bury(source, ["a", "b", "c", "d"]);
    const start = {
      SourceArn: arn("dead"),
      DestinationArn: arn("target"),
      MaxNumberOfMessagesPerSecond: 1,
    };
    await sqs.send(new StartMessageMoveTaskCommand(start));
    await brume.advance(1_001);
    expect((await tasks())[0]).toMatchObject({ Status: "RUNNING" });
    const [before] = await tasks();
    await brume.stop();
    await begin();
    expect((await tasks())[0]).toMatchObject({
      Status: "RUNNING",
      ApproximateNumberOfMessagesMoved: before!.ApproximateNumberOfMessagesMoved!,
    });
    await brume.advance(60_000);
    expect((await tasks())[0]).toMatchObject({
      Status: "COMPLETED",
      ApproximateNumberOfMessagesMoved: 4,
    });
    expect(await receive(`${brume.url}/000000000000/target`)).toHaveLength(4);
  } finally {
    await brume.stop();
    ({ brume, sqs } = outer);
    rmSync(data, { recursive: true, force: true });
  }
});
