/** Runs of schedules: when clocks change, attempt by attempt, with keys, to any operation. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, DisableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import * as s from "@aws-sdk/client-scheduler";
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { zipSync } from "fflate";
import { AdjustableClock } from "#kernel/clock";
import { testBrume, type TestBrume } from "#test/harness/brume";

const RoleArn = "arn:aws:iam::000000000000:role/run";
const HOUR = 3_600_000;
let brume: TestBrume;
let scheduler: s.SchedulerClient;
let sqs: SQSClient;

/** A Brume whose clock stands at `start`. */
async function begin(start: string, iam: "audit" | "enforce" = "audit"): Promise<void> {
  await brume?.stop();
  brume = await testBrume({ clock: new AdjustableClock(Date.parse(start)), iam });
  scheduler = new s.SchedulerClient(brume.client);
  sqs = new SQSClient(brume.client);
}
beforeEach(() => begin("2026-01-01T00:00:00Z"));
afterEach(() => brume.stop());

const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

type Given = Omit<Partial<s.CreateScheduleCommandInput>, "Target">;

const schedule = (more: Given & { Target: Partial<s.Target> & { Arn: string } }) =>
  scheduler.send(
    new s.CreateScheduleCommand({
      ...{ Name: "s", ScheduleExpression: "rate(1 hour)", FlexibleTimeWindow: { Mode: "OFF" } },
      ...more,
      Target: { ...{ RoleArn }, ...more.Target },
    }),
  );

/** A queue's messages, which are deleted. */
async function received(name: string) {
  await brume.kernel.settle();
  const QueueUrl = `${brume.url}/000000000000/${name}`;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] },
    }),
  );
  const Entries = Messages.map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle }));
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  return Messages.map(({ Body, MessageAttributes = {} }) => ({
    body: Body!,
    why: Object.fromEntries(
      Object.entries(MessageAttributes).map(([key, { StringValue }]) => [key, StringValue]),
    ),
  }));
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time */
const CHANGES: readonly [start: string, expression: string, zone: string, runs: string[]][] = [
  // The hour from two to three is skipped on March 8th in New York.
  ["2026-03-08T00:00:00Z", "cron(30 2 * * ? *)", "America/New_York", ["2026-03-09T06:30:00Z"]],
  ["2026-03-08T00:00:00Z", "cron(30 3 * * ? *)", "America/New_York", ["2026-03-08T07:30:00Z"]],
  // The hour from one to two comes twice on November 1st there, and counts once.
  [
    "2026-11-01T00:00:00Z",
    "cron(30 1 * * ? *)",
    "America/New_York",
    ["2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"],
  ],
  ["2026-03-29T00:00:00Z", "at(2026-03-29T02:30:00)", "Europe/Berlin", []],
  ["2026-03-29T00:00:00Z", "at(2026-03-29T03:30:00)", "Europe/Berlin", ["2026-03-29T01:30:00Z"]],
  ["2026-10-25T00:00:00Z", "at(2026-10-25T02:30:00)", "Europe/Berlin", ["2026-10-25T00:30:00Z"]],
  // Lord Howe's clocks move by half an hour.
  ["2026-10-03T12:00:00Z", "cron(15 2 * * ? *)", "Australia/Lord_Howe", ["2026-10-04T15:15:00Z"]],
];

test.each(CHANGES)("from %s on, %s in %s", async (start, expression, zone, runs) => {
  await begin(start);
  await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
  await schedule({
    ...{ ScheduleExpression: expression, ScheduleExpressionTimezone: zone },
    Target: { Arn: queueArn("q"), Input: "<aws.scheduler.scheduled-time>" },
  });
  await brume.advance((expression.startsWith("at") ? 3 : 31) * HOUR);
  expect((await received("q")).map(({ body }) => body).sort()).toEqual(runs);
});

test("each attempt has its number", async () => {
  const lambda = new LambdaClient(brume.client);
  const code = "export const handler = async (event) => { console.log(JSON.stringify(event)); };";
  const ZipFile = zipSync({ "index.mjs": new TextEncoder().encode(code) });
  const FunctionName = "f";
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName, Role: RoleArn, Runtime: "nodejs22.x", Handler: "index.handler" },
      Code: { ZipFile },
    }),
  );
  await lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
  );
  await schedule({
    ScheduleExpression: "at(2026-01-01T01:00:00)",
    Target: {
      Arn: "arn:aws:scheduler:::aws-sdk:lambda:invoke",
      Input: JSON.stringify({
        ...{ FunctionName, InvocationType: "RequestResponse" },
        Payload:
          '{"attempt": <aws.scheduler.attempt-number>, "of": "<aws.scheduler.execution-id>"}',
      }),
    },
  });
  await brume.advance(HOUR + 1_000);
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  await brume.advance(60_000);
  const { events = [] } = await new CloudWatchLogsClient(brume.client).send(
    new FilterLogEventsCommand({ logGroupName: "/aws/lambda/f", filterPattern: "attempt" }),
  );
  const said = events.map(({ message }) => JSON.parse(message!.split("\t").at(-1)!));
  // After waits of 100, 200, 400 and 800 ms.
  expect(said).toEqual([{ attempt: 5, of: expect.stringMatching(/^[\w-]+$/) }]);
  await brume.advance(60_000);
  const { Datapoints = [] } = await new CloudWatchClient(brume.client).send(
    new GetMetricStatisticsCommand({
      ...{ Namespace: "AWS/Scheduler", MetricName: "InvocationAttemptCount", Period: 7200 },
      Dimensions: [{ Name: "ScheduleGroup", Value: "default" }],
      ...{ Statistics: ["Sum"], StartTime: new Date("2026-01-01T00:00:00Z") },
      EndTime: new Date("2026-01-01T02:00:00Z"),
    }),
  );
  expect(Datapoints.reduce((sum, { Sum }) => sum + Sum!, 0)).toBe(5);
}, 30_000);

test("attempts end by their number or by the run's age, and the dead letter says which", async () => {
  for (const QueueName of ["dead-count", "dead-age", "dead-final"])
    await sqs.send(new CreateQueueCommand({ QueueName }));
  const lambda = new LambdaClient(brume.client);
  const ZipFile = zipSync({ "index.mjs": new TextEncoder().encode("export const handler = 1;") });
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: "f", Role: RoleArn, Runtime: "nodejs22.x", Handler: "index.handler" },
      Code: { ZipFile },
    }),
  );
  await lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName: "f", ReservedConcurrentExecutions: 0 }),
  );
  const never = {
    Arn: "arn:aws:scheduler:::aws-sdk:lambda:invoke",
    Input: '{"FunctionName":"f","InvocationType":"RequestResponse"}',
  };
  const once = { ScheduleExpression: "at(2026-01-01T01:00:00)" };
  const dead = (name: string) => ({ DeadLetterConfig: { Arn: queueArn(name) } });
  await schedule({
    ...{ ...once, Name: "count" },
    Target: { ...never, ...dead("dead-count"), RetryPolicy: { MaximumRetryAttempts: 3 } },
  });
  await schedule({
    ...{ ...once, Name: "age" },
    Target: { ...never, ...dead("dead-age"), RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
  });
  await schedule({
    ...{ ...once, Name: "final" },
    Target: { Arn: queueArn("none"), Input: "x", ...dead("dead-final") },
  });
  await brume.advance(2 * HOUR);
  const [count] = await received("dead-count");
  expect(count!.body).toBe(never.Input);
  expect(count!.why).toMatchObject({
    ERROR_CODE: "TooManyRequestsException",
    EXECUTION_ID: expect.any(String),
    EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    IS_PAYLOAD_TRUNCATED: "false",
    RETRY_ATTEMPTS: "3",
    SCHEDULED_TIME: "2026-01-01T01:00:00Z",
    SCHEDULE_ARN: "arn:aws:scheduler:us-east-1:000000000000:schedule/default/count",
    TARGET_ARN: never.Arn,
  });
  expect((await received("dead-age"))[0]!.why["EXHAUSTED_RETRY_CONDITION"]).toBe(
    "MaximumEventAgeInSeconds",
  );
  const [final] = await received("dead-final");
  expect(final!.why).toMatchObject({ RETRY_ATTEMPTS: "0", ERROR_CODE: "QueueDoesNotExist" });
  expect(final!.why["EXHAUSTED_RETRY_CONDITION"]).toBeUndefined();
}, 30_000);

test("any operation of any service, as the schedule's role", async () => {
  await brume.stop();
  brume = await testBrume({ iam: "enforce", running: true });
  scheduler = new s.SchedulerClient(brume.client);
  sqs = new SQSClient(brume.client);
  await sqs.send(new CreateQueueCommand({ QueueName: "dead" }));
  const iam = new IAMClient(brume.client);
  const statement = (more: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
  const Principal = { Service: "scheduler.amazonaws.com" };
  await iam.send(
    new CreateRoleCommand({
      RoleName: "run",
      AssumeRolePolicyDocument: statement({ Principal, Action: "sts:AssumeRole" }),
    }),
  );
  const Action = ["ssm:PutParameter", "sqs:SendMessage", "s3:PutObject"];
  const PolicyDocument = statement({ Action, Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "run", PolicyName: "p", PolicyDocument }));
  const at = new Date(brume.kernel.clock.now() + 60_000).toISOString().slice(0, 19);
  const run = (Name: string, action: string, Input: object) =>
    schedule({
      ...{ Name, ScheduleExpression: `at(${at})`, ActionAfterCompletion: "DELETE" },
      Target: {
        ...{ Arn: `arn:aws:scheduler:::aws-sdk:${action}`, Input: JSON.stringify(Input) },
        DeadLetterConfig: { Arn: queueArn("dead") },
      },
    });
  await run("allowed", "ssm:putParameter", { name: "/a", value: "1", type: "String" });
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await run("object", "s3:putObject", {
    Bucket: "bucket",
    Key: "k",
    Body: "text of it",
    Metadata: { a: "1" },
  });
  await run("denied", "sns:createTopic", { Name: "t" });
  await run("wrong", "ssm:putParameter", { Name: ["/b"], Value: {}, Type: "String" });
  await run("absent", "rekognition:deleteCollection", { CollectionId: "c" });
  await brume.advance(120_000);
  const { Parameter } = await new SSMClient(brume.client).send(
    new GetParameterCommand({ Name: "/a" }),
  );
  expect(Parameter!.Value).toBe("1");
  const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "k" }));
  expect([await Body!.transformToString(), Metadata]).toEqual(["text of it", { a: "1" }]);
  const letters = await received("dead");
  const codes = Object.fromEntries(
    letters.map(({ why }) => [why["SCHEDULE_ARN"]!.split("/").at(-1), why["ERROR_CODE"]]),
  );
  expect(codes).toEqual({
    denied: "AuthorizationError",
    wrong: "SerializationException",
    absent: "NotImplemented",
  });
  const sns = new SNSClient(brume.client);
  expect((await sns.send(new ListTopicsCommand({}))).Topics ?? []).toEqual([]);
  await sns.send(new CreateTopicCommand({ Name: "other" }));
  // All of them are completed, and gone.
  expect((await scheduler.send(new s.ListSchedulesCommand({}))).Schedules).toEqual([]);
});

test("a key that is disabled stops the schedule, and hides it", async () => {
  const kms = new KMSClient(brume.client);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  for (const QueueName of ["q", "dead"]) await sqs.send(new CreateQueueCommand({ QueueName }));
  const Target = {
    ...{ Arn: queueArn("q"), Input: "run", DeadLetterConfig: { Arn: queueArn("dead") } },
  };
  await schedule({ KmsKeyArn: KeyMetadata!.Arn, Target });
  await brume.advance(HOUR);
  // At once, and after the hour.
  expect(await received("q")).toHaveLength(2);
  const get = () => scheduler.send(new s.GetScheduleCommand({ Name: "s" }));
  expect((await get()).KmsKeyArn).toBe(KeyMetadata!.Arn!);
  await kms.send(new DisableKeyCommand({ KeyId: KeyMetadata!.KeyId }));
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const words = `ValidationException: ${KeyMetadata!.Arn} is disabled.`;
  expect(await refused(get())).toBe(words);
  expect(await refused(schedule({ Name: "t", KmsKeyArn: KeyMetadata!.Arn, Target }))).toBe(words);
  await brume.advance(HOUR);
  expect(await received("q")).toHaveLength(0);
  expect((await received("dead"))[0]!.why).toMatchObject({ ERROR_CODE: "DisabledException" });
});

test("what a deleted group had scheduled does not run", async () => {
  await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
  await scheduler.send(new s.CreateScheduleGroupCommand({ Name: "g" }));
  const ScheduleExpression = "cron(0 * * * ? *)";
  await schedule({
    GroupName: "g",
    ScheduleExpression,
    Target: { Arn: queueArn("q"), Input: "x" },
  });
  await scheduler.send(new s.DeleteScheduleGroupCommand({ Name: "g" }));
  await brume.advance(3 * HOUR);
  expect(await received("q")).toEqual([]);
  // A group of the same name begins empty.
  await scheduler.send(new s.CreateScheduleGroupCommand({ Name: "g" }));
  const { Schedules } = await scheduler.send(new s.ListSchedulesCommand({ GroupName: "g" }));
  expect(Schedules).toEqual([]);
});
