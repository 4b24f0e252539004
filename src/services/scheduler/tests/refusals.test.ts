/** What Scheduler refuses, with AWS's code, status and message. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as s from "@aws-sdk/client-scheduler";
import { EPOCH, testBrume, type TestBrume } from "#test/harness/brume";

let brume: TestBrume;
let scheduler: s.SchedulerClient;
const RoleArn = "arn:aws:iam::000000000000:role/r";
const GOOD: s.CreateScheduleCommandInput = {
  ...{ Name: "good", ScheduleExpression: "rate(1 hour)", FlexibleTimeWindow: { Mode: "OFF" } },
  Target: { Arn: "arn:aws:sqs:us-east-1:000000000000:q", RoleArn },
};

beforeAll(async () => {
  brume = await testBrume();
  scheduler = new s.SchedulerClient(brume.client);
  await scheduler.send(new s.CreateScheduleCommand({ ...GOOD, Name: "there" }));
  await scheduler.send(new s.CreateScheduleGroupCommand({ Name: "there" }));
});
afterAll(() => brume.stop());

const create = (more: Partial<s.CreateScheduleCommandInput>) =>
  new s.CreateScheduleCommand({ ...GOOD, ...more });
const target = (more: Partial<s.Target>) => create({ Target: { ...GOOD.Target!, ...more } });
const universal = (action: string, more: Partial<s.Target> = {}) =>
  target({ Arn: `arn:aws:scheduler:::aws-sdk:${action}`, ...more });
const arn = (resource: string) => `arn:aws:scheduler:us-east-1:000000000000:${resource}`;

type Words = string | RegExp;
type Case = readonly [what: string, command: object, status: number, code: string, words: Words];

const CASES: readonly Case[] = [
  ...(
    [
      ["rate(1 hours)", "Invalid Schedule Expression rate(1 hours)."],
      ["rate(0 minutes)", "Invalid Schedule Expression rate(0 minutes)."],
      ["cron(0 0 * * * *)", "Invalid Schedule Expression cron(0 0 * * * *)."],
      ["at(2026-02-30T00:00:00)", "Invalid Schedule Expression at(2026-02-30T00:00:00)."],
      ["every day", "Invalid Schedule Expression every day."],
    ] as const
  ).map(
    ([ScheduleExpression, words]) =>
      [
        `the expression ${ScheduleExpression}`,
        create({ ScheduleExpression }),
        ...([400, "ValidationException", words] as const),
      ] as const,
  ),
  ...(
    [
      [
        "a time zone that is none",
        create({ ScheduleExpressionTimezone: "Mars/Base" }),
        "Invalid time zone Mars/Base.",
      ],
      [
        "an offset as a time zone",
        create({ ScheduleExpressionTimezone: "+05:00" }),
        "Invalid time zone +05:00.",
      ],
      [
        "a start that is long past",
        create({ StartDate: new Date(EPOCH - 6 * 60_000) }),
        "The StartDate you specify cannot be earlier than 5 minutes ago.",
      ],
      [
        "a change to a start that is long past",
        new s.UpdateScheduleCommand({
          ...{ ...GOOD, Name: "there", StartDate: new Date("2025-01-01") },
        }),
        "The StartDate you specify cannot be earlier than 5 minutes ago.",
      ],
      [
        "a function's input that is no JSON",
        target({ Arn: "arn:aws:lambda:us-east-1:000000000000:function:f", Input: "text" }),
        "Invalid Input for the target: it is no well-formed JSON.",
      ],
      [
        "a state machine's input that is no JSON",
        target({ Arn: "arn:aws:states:us-east-1:000000000000:stateMachine:m", Input: "{" }),
        "Invalid Input for the target: it is no well-formed JSON.",
      ],
      [
        "a flexible window without its length",
        create({ FlexibleTimeWindow: { Mode: "FLEXIBLE" } }),
        "MaximumWindowInMinutes is required when FlexibleTimeWindow Mode is FLEXIBLE.",
      ],
      [
        "a length without a flexible window",
        create({ FlexibleTimeWindow: { Mode: "OFF", MaximumWindowInMinutes: 5 } }),
        "MaximumWindowInMinutes must not be given when FlexibleTimeWindow Mode is OFF.",
      ],
      [
        "a window that is too long",
        create({ FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 1441 } }),
        /less than or equal to 1440/,
      ],
      [
        "an end before the start",
        create({ StartDate: new Date("2026-02-01"), EndDate: new Date("2026-01-01") }),
        "EndDate must be after StartDate.",
      ],
      ["an ARN that is none", target({ Arn: "q" }), "Provided Arn is not in correct format."],
      [
        "a role that is none",
        target({ RoleArn: "arn:aws:iam::000000000000:user/u" }),
        /RoleArn|roleArn/,
      ],
      [
        "a target of another kind",
        target({ Arn: "arn:aws:s3:us-east-1:000000000000:b" }),
        "Provided Arn is not supported as a target: arn:aws:s3:us-east-1:000000000000:b.",
      ],
      [
        "a FIFO queue without a group",
        target({ Arn: "arn:aws:sqs:us-east-1:000000000000:q.fifo" }),
        "MessageGroupId is required for a FIFO queue.",
      ],
      [
        "a stream without a partition key",
        target({ Arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s" }),
        "KinesisParameters is required for a Kinesis target.",
      ],
      [
        "a cluster without a task",
        target({ Arn: "arn:aws:ecs:us-east-1:000000000000:cluster/c" }),
        "EcsParameters is required for an ECS target.",
      ],
      [
        "a bus without a source",
        target({ Arn: "arn:aws:events:us-east-1:000000000000:event-bus/default" }),
        "EventBridgeParameters is required for an EventBridge target.",
      ],
      [
        "a detail that is no JSON",
        target({
          Arn: "arn:aws:events:us-east-1:000000000000:event-bus/default",
          ...{ EventBridgeParameters: { Source: "a", DetailType: "b" }, Input: "text" },
        }),
        /^Invalid EventBridge event detail/,
      ],
      [
        "a dead-letter queue in an order",
        target({ DeadLetterConfig: { Arn: "arn:aws:sqs:us-east-1:000000000000:q.fifo" } }),
        /deadLetterConfig\.arn/,
      ],
      [
        "an operation that reads",
        universal("dynamodb:getItem"),
        "The API action getItem is read-only and not supported as a universal target.",
      ],
      [
        "an operation that reads, in another case",
        universal("dynamodb:GetItem"),
        "The API action GetItem is read-only and not supported as a universal target.",
      ],
      [
        "an operation that is none",
        universal("sqs:sendLetter"),
        "The service sqs has no API action sendLetter.",
      ],
      [
        "an operation's input that is no object",
        universal("sqs:sendMessage", { Input: "[]" }),
        "Invalid RequestJson provided. Reason: it is no JSON object.",
      ],
      [
        "a key that is not there",
        create({
          KmsKeyArn: "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000",
        }),
        /does not exist/,
      ],
      [
        "more retries than there may be",
        target({ RetryPolicy: { MaximumRetryAttempts: 186 } }),
        /less than or equal to 185/,
      ],
      [
        "the default group's end",
        new s.DeleteScheduleGroupCommand({ Name: "default" }),
        "The default schedule group cannot be deleted.",
      ],
      [
        "a change to what is none",
        new s.UpdateScheduleCommand({ ...GOOD, Name: "there", ScheduleExpression: "never" }),
        "Invalid Schedule Expression never.",
      ],
    ] as const
  ).map(
    ([what, command, words]) =>
      [what, command, ...([400, "ValidationException", words] as const)] as const,
  ),
  ...(
    [
      ["no schedule read", new s.GetScheduleCommand({ Name: "none" }), "Schedule none"],
      ["no schedule deleted", new s.DeleteScheduleCommand({ Name: "none" }), "Schedule none"],
      [
        "no schedule changed",
        new s.UpdateScheduleCommand({ ...GOOD, Name: "none" }),
        "Schedule none",
      ],
      ["a schedule in no group", create({ GroupName: "none" }), "Schedule group none"],
      ["no group read", new s.GetScheduleGroupCommand({ Name: "none" }), "Schedule group none"],
      [
        "no group deleted",
        new s.DeleteScheduleGroupCommand({ Name: "none" }),
        "Schedule group none",
      ],
      [
        "schedules of no group",
        new s.ListSchedulesCommand({ GroupName: "none" }),
        "Schedule group none",
      ],
      [
        "tags of no group",
        new s.ListTagsForResourceCommand({ ResourceArn: arn("schedule-group/none") }),
        "Schedule group none",
      ],
    ] as const
  ).map(
    ([what, command, name]) =>
      [
        what,
        command,
        ...([404, "ResourceNotFoundException", `${name} does not exist.`] as const),
      ] as const,
  ),
  [
    "a schedule that is there",
    create({ Name: "there" }),
    ...([409, "ConflictException", "Schedule there already exists."] as const),
  ],
  [
    "a group that is there",
    new s.CreateScheduleGroupCommand({ Name: "there" }),
    ...([409, "ConflictException", "Schedule group there already exists."] as const),
  ],
  [
    "parameters of newer buses",
    target({ EventBridgePutRawEventsParameters: {} }),
    ...([501, "NotImplemented", /EventBridgePutRawEventsParameters/] as const),
  ],
];

test.each(CASES)("%s is refused", async (_what, command, status, code, words) => {
  const error = (await scheduler.send(command as never).then(
    () => ({ name: "nothing", message: "was refused" }),
    (thrown: unknown) => thrown,
  )) as Error & { $metadata?: { httpStatusCode?: number } };
  expect([error.name, error.$metadata?.httpStatusCode]).toEqual([code, status]);
  if (typeof words === "string") expect(error.message).toBe(words);
  else expect(error.message).toMatch(words);
});

test("more groups than there may be", async () => {
  let error: unknown;
  for (let n = 0; n < 500 && error === undefined; n++)
    await scheduler.send(new s.CreateScheduleGroupCommand({ Name: `g${n}` })).catch((thrown) => {
      error = thrown;
    });
  expect(error).toMatchObject({
    name: "ServiceQuotaExceededException",
    $metadata: { httpStatusCode: 402 },
  });
});
