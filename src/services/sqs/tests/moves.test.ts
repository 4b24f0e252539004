/** Moving messages out of dead-letter queues, and what SQS counts. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

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

test("metrics of a queue, counted and standing", async () => {
  const QueueUrl = await queue("counted");
  for (const MessageBody of ["a", "bb", "ccc"])
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const [first] = (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages!;
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first!.ReceiptHandle }));
  await brume.advance(120_000);
  const cloudwatch = new CloudWatchClient(brume.client);
  const sum = async (MetricName: string, statistic: "Sum" | "Maximum") => {
    const { Datapoints } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/SQS",
        MetricName,
        Dimensions: [{ Name: "QueueName", Value: "counted" }],
        StartTime: new Date(EPOCH - 3_600_000),
        EndTime: new Date(brume.kernel.clock.now() + 3_600_000),
        Period: 86_400,
        Statistics: [statistic],
      }),
    );
    return Datapoints!.reduce((total, point) => total + (point[statistic] ?? 0), 0);
  };
  expect({
    sent: await sum("NumberOfMessagesSent", "Sum"),
    size: await sum("SentMessageSize", "Sum"),
    received: await sum("NumberOfMessagesReceived", "Sum"),
    deleted: await sum("NumberOfMessagesDeleted", "Sum"),
    visible: await sum("ApproximateNumberOfMessagesVisible", "Maximum"),
  }).toEqual({ sent: 3, size: 6, received: 1, deleted: 1, visible: 2 });
});
