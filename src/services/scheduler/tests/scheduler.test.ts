/** Scheduler through the port, with the AWS SDK and the clock under control. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  SchedulerClient,
  TagResourceCommand,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { EPOCH, testBrume, type TestBrume } from "#test/harness/brume";

const HOUR = 3_600_000;
let brume: TestBrume;
let scheduler: SchedulerClient;
let sqs: SQSClient;
let role: string;

beforeAll(async () => {
  brume = await testBrume();
  scheduler = new SchedulerClient(brume.client);
  sqs = new SQSClient(brume.client);
  const { Role } = await new IAMClient(brume.client).send(
    new CreateRoleCommand({
      RoleName: "run",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "scheduler.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    }),
  );
  role = Role!.Arn!;
});
afterAll(() => brume.stop());

async function queue(name: string) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return { url: QueueUrl!, arn: `arn:aws:sqs:us-east-1:000000000000:${name}` };
}

async function received(url: string): Promise<string[]> {
  await brume.kernel.settle();
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
  );
  return Messages.map((message) => message.Body!).sort();
}

/** A schedule that sends its scheduled time to a queue of its name. */
async function schedule(name: string, given: Partial<CreateScheduleCommandInput>): Promise<string> {
  const { url, arn } = await queue(name);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: name,
      ScheduleExpression: "rate(1 hour)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: arn, RoleArn: role, Input: "<aws.scheduler.scheduled-time>" },
      ...given,
    }),
  );
  return url;
}

test("once, at a rate, by cron in a time zone; with an end, and gone when done", async () => {
  const once = await schedule("once", {
    ScheduleExpression: "at(2026-01-01T02:30:00)",
    ActionAfterCompletion: "DELETE",
  });
  const ended = await schedule("ended", { EndDate: new Date(EPOCH + 2 * HOUR) });
  const daily = await schedule("daily", {
    ScheduleExpression: "cron(0 9 * * ? *)",
    ScheduleExpressionTimezone: "Europe/Paris",
  });
  const flexible = await schedule("flexible", {
    ScheduleExpression: "at(2026-01-01T01:00:00)",
    FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 30 },
  });
  await brume.advance(HOUR / 2);
  expect(await received(flexible)).toEqual([]);
  await brume.advance(48 * HOUR);
  expect(await received(once)).toEqual(["2026-01-01T02:30:00Z"]);
  expect(await received(ended)).toEqual([
    ...["2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z"],
  ]);
  expect(await received(daily)).toEqual(["2026-01-01T08:00:00Z", "2026-01-02T08:00:00Z"]);
  expect(await received(flexible)).toEqual(["2026-01-01T01:00:00Z"]);
  const gone = await scheduler.send(new GetScheduleCommand({ Name: "once" })).catch((e) => e);
  expect([gone.name, gone.message]).toEqual([
    "ResourceNotFoundException",
    "Schedule once does not exist.",
  ]);
});

test("a universal target: any operation, in its own members", async () => {
  const now = new Date(brume.kernel.clock.now() + HOUR).toISOString().slice(0, 19);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: "universal",
      ScheduleExpression: `at(${now})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: "arn:aws:scheduler:::aws-sdk:dynamodb:createTable",
        RoleArn: role,
        Input: JSON.stringify({
          TableName: "made",
          AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
          BillingMode: "PAY_PER_REQUEST",
        }),
      },
    }),
  );
  await brume.advance(2 * HOUR);
  const { Table } = await new DynamoDBClient(brume.client).send(
    new DescribeTableCommand({ TableName: "made" }),
  );
  expect(Table!.TableName).toBe("made");
});

test("a target that fails for good goes to the dead-letter queue", async () => {
  const dead = await queue("dead");
  await schedule("lost", {
    Target: {
      Arn: "arn:aws:sqs:us-east-1:000000000000:nowhere",
      RoleArn: role,
      Input: "hello",
      DeadLetterConfig: { Arn: dead.arn },
    },
  });
  await brume.advance(HOUR);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: dead.url, MessageAttributeNames: ["All"] }),
  );
  expect(Messages.map((message) => message.Body)).toEqual(["hello"]);
  expect(Messages[0]!.MessageAttributes!["SCHEDULE_ARN"]!.StringValue).toBe(
    "arn:aws:scheduler:us-east-1:000000000000:schedule/default/lost",
  );
  await scheduler.send(new DeleteScheduleCommand({ Name: "lost" }));
});

test("groups, tags, lists, updates", async () => {
  const { ScheduleGroupArn } = await scheduler.send(
    new CreateScheduleGroupCommand({ Name: "g", Tags: [{ Key: "a", Value: "1" }] }),
  );
  await scheduler.send(
    new TagResourceCommand({ ResourceArn: ScheduleGroupArn!, Tags: [{ Key: "b", Value: "2" }] }),
  );
  const { Tags } = await scheduler.send(
    new ListTagsForResourceCommand({ ResourceArn: ScheduleGroupArn! }),
  );
  expect(Tags).toEqual([
    { Key: "a", Value: "1" },
    { Key: "b", Value: "2" },
  ]);
  const ScheduleExpression = "cron(0 * * * ? *)";
  const url = await schedule("ingroup", { GroupName: "g", ScheduleExpression });
  const listed = await scheduler.send(new ListSchedulesCommand({ GroupName: "g" }));
  expect(listed.Schedules!.map((s) => [s.Name, s.GroupName, s.State])).toEqual([
    ["ingroup", "g", "ENABLED"],
  ]);
  await scheduler.send(
    new UpdateScheduleCommand({
      Name: "ingroup",
      GroupName: "g",
      State: "DISABLED",
      ScheduleExpression: "rate(1 hour)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: "arn:aws:sqs:us-east-1:000000000000:ingroup", RoleArn: role, Input: "x" },
    }),
  );
  await brume.advance(3 * HOUR);
  expect(await received(url)).toEqual([]);
  await scheduler.send(new DeleteScheduleGroupCommand({ Name: "g" }));
  const { ScheduleGroups } = await scheduler.send(new ListScheduleGroupsCommand({}));
  expect(ScheduleGroups!.map((group) => group.Name)).toEqual(["default"]);
});

test("refusals in AWS's words", async () => {
  const cases: [Partial<CreateScheduleCommandInput>, string][] = [
    [{ ScheduleExpression: "rate(1 hours)" }, "Invalid Schedule Expression rate(1 hours)."],
    [{ Target: { Arn: "nothing", RoleArn: role } }, "Provided Arn is not in correct format."],
    [
      { FlexibleTimeWindow: { Mode: "FLEXIBLE" } },
      "MaximumWindowInMinutes is required when FlexibleTimeWindow Mode is FLEXIBLE.",
    ],
  ];
  for (const [given, words] of cases) {
    const error = await schedule("bad", given).catch((e: Error) => e);
    expect([(error as Error).name, (error as Error).message]).toEqual([
      "ValidationException",
      words,
    ]);
  }
  const missing = await schedule("bad", { GroupName: "none" }).catch((e: Error) => e);
  expect((missing as Error).message).toBe("Schedule group none does not exist.");
});

test("AWS::Scheduler::Schedule", async () => {
  const stacks = new CloudFormationClient(brume.client);
  await stacks.send(
    new CreateStackCommand({
      StackName: "s",
      TemplateBody: JSON.stringify({
        Resources: {
          Group: { Type: "AWS::Scheduler::ScheduleGroup" },
          Queue: { Type: "AWS::SQS::Queue" },
          Schedule: {
            Type: "AWS::Scheduler::Schedule",
            Properties: {
              GroupName: { Ref: "Group" },
              ScheduleExpression: "cron(0/5 * * * ? *)",
              FlexibleTimeWindow: { Mode: "OFF" },
              Target: { Arn: { "Fn::GetAtt": ["Queue", "Arn"] }, RoleArn: role, Input: "hi" },
            },
          },
        },
        Outputs: { Queue: { Value: { Ref: "Queue" } } },
      }),
    }),
  );
  await brume.kernel.settle();
  const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: "s" }));
  expect([Stacks![0]!.StackStatus, Stacks![0]!.StackStatusReason]).toEqual([
    "CREATE_COMPLETE",
    undefined,
  ]);
  await brume.advance(5 * 60_000);
  expect(await received(Stacks![0]!.Outputs![0]!.OutputValue!)).toEqual(["hi"]);
});
