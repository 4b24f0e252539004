/** When a schedule begins and ends, what it shows, and what is asked twice. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import * as s from "@aws-sdk/client-scheduler";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { EPOCH, testBrume, type TestBrume } from "#test/harness/brume";

const HOUR = 3_600_000;
const RoleArn = "arn:aws:iam::000000000000:role/run";
const Arn = "arn:aws:sqs:us-east-1:000000000000:q";
let brume: TestBrume;
let scheduler: s.SchedulerClient;
let sqs: SQSClient;

async function begin(iam: "audit" | "enforce" = "audit"): Promise<void> {
  // Signatures are judged by the time that a client has.
  brume = await testBrume({ iam, running: iam === "enforce" });
  scheduler = new s.SchedulerClient(brume.client);
  sqs = new SQSClient(brume.client);
  await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
}
beforeEach(() => begin());
afterEach(() => brume.stop());

const given = (more: Partial<s.CreateScheduleCommandInput>): s.CreateScheduleCommandInput => ({
  ...{ Name: "s", ScheduleExpression: "rate(1 hour)", FlexibleTimeWindow: { Mode: "OFF" } },
  Target: { Arn, RoleArn, Input: "<aws.scheduler.scheduled-time>" },
  ...more,
});
const create = (more: Partial<s.CreateScheduleCommandInput>) =>
  scheduler.send(new s.CreateScheduleCommand(given(more)));
const update = (more: Partial<s.CreateScheduleCommandInput>) =>
  scheduler.send(new s.UpdateScheduleCommand(given(more)));
const refused = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: Error) => `${error.name}: ${error.message}`,
  );

/** The times of the runs so far, as hours and minutes. */
async function runs(): Promise<string[]> {
  await brume.kernel.settle();
  const QueueUrl = `${brume.url}/000000000000/q`;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body }) => Body!.slice(11, 16)).sort();
}

test("a rate without a start begins at once, whatever is changed later", async () => {
  await create({});
  expect(await runs()).toEqual(["00:00"]);
  await brume.advance(HOUR);
  expect(await runs()).toEqual(["01:00"]);
  await brume.advance(HOUR / 2);
  await update({ Description: "changed" });
  expect(await runs()).toEqual([]);
  await brume.advance(HOUR);
  expect(await runs()).toEqual(["02:00"]);
});

test("a rate that is made disabled, or with a start, waits for it", async () => {
  await create({ Name: "off", State: "DISABLED" });
  await create({ StartDate: new Date(EPOCH + HOUR / 2) });
  expect(await runs()).toEqual([]);
  await brume.advance(HOUR);
  expect(await runs()).toEqual(["00:30"]);
  await update({ Name: "off" });
  expect(await runs()).toEqual([]);
});

test("a schedule for once ignores start and end", async () => {
  const ScheduleExpression = "at(2026-01-01T01:00:00)";
  await create({ ScheduleExpression, StartDate: new Date(EPOCH + 3 * HOUR) });
  await create({ ...{ Name: "ended", ScheduleExpression }, EndDate: new Date(EPOCH + HOUR / 2) });
  const [StartDate, EndDate] = [new Date(EPOCH + 3 * HOUR), new Date(EPOCH + 2 * HOUR)];
  await create({ ...{ Name: "turned", ScheduleExpression }, StartDate, EndDate });
  await create({ ...{ Name: "past", ScheduleExpression }, StartDate: new Date("2020-01-01") });
  await brume.advance(6 * HOUR);
  expect(await runs()).toEqual(["01:00", "01:00", "01:00", "01:00"]);
});

test("a schedule shows the retry policy that holds", async () => {
  const shown = async () =>
    (await scheduler.send(new s.GetScheduleCommand({ Name: "s" }))).Target!.RetryPolicy;
  await create({});
  expect(await shown()).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
  await update({ Target: { Arn, RoleArn, RetryPolicy: { MaximumRetryAttempts: 0 } } });
  expect(await shown()).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 0 });
});

test("the same token with the same request is answered again, with another refused", async () => {
  const ClientToken = "token";
  const first = await create({ ClientToken });
  expect((await create({ ClientToken })).ScheduleArn).toBe(first.ScheduleArn!);
  expect(await runs()).toEqual(["00:00"]);
  const words = "ConflictException: The ClientToken token was given with another request.";
  expect(await refused(create({ ClientToken, Description: "other" }))).toBe(words);
  expect(await refused(create({ ClientToken, Name: "other" }))).toBe(words);
  expect(await refused(update({ ClientToken }))).toBe(words);
  expect(await refused(create({ ClientToken: "new" }))).toBe(
    "ConflictException: Schedule s already exists.",
  );
  await update({ ClientToken: "changed", Description: "d" });
  await update({ ClientToken: "changed", Description: "d" });
  expect(await refused(update({ ClientToken: "changed" }))).toContain("ConflictException");
  // A schedule's token goes with it.
  await scheduler.send(new s.DeleteScheduleCommand({ Name: "s" }));
  await create({ ClientToken: "changed" });
});

test("groups' tokens too", async () => {
  const group = (Name: string, ClientToken: string) =>
    scheduler.send(new s.CreateScheduleGroupCommand({ Name, ClientToken }));
  const first = await group("g", "token");
  expect((await group("g", "token")).ScheduleGroupArn).toBe(first.ScheduleGroupArn!);
  expect(await refused(group("h", "token"))).toContain("The ClientToken token was given");
  expect(await refused(group("g", "new"))).toBe(
    "ConflictException: Schedule group g already exists.",
  );
  await create({ GroupName: "g", ClientToken: "inside" });
  await scheduler.send(new s.DeleteScheduleGroupCommand({ Name: "g" }));
  await group("g", "token");
  await create({ GroupName: "g", ClientToken: "inside" });
});

test("where policies are enforced, the role's trust policy must admit Scheduler", async () => {
  await brume.stop();
  await begin("enforce");
  const iam = new IAMClient(brume.client);
  const statement = (more: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
  const role = async (RoleName: string, Service: string, group = "default") => {
    // As the CDK writes it.
    const SourceArn = `arn:aws:scheduler:us-east-1:000000000000:schedule-group/${group}`;
    const Condition = {
      StringEquals: { "aws:SourceAccount": "000000000000", "aws:SourceArn": SourceArn },
    };
    const trust = { Principal: { Service }, Action: "sts:AssumeRole", Condition };
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: statement(trust) }));
    const PolicyDocument = statement({ Action: "sqs:SendMessage", Resource: "*" });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument }));
    return {
      Arn,
      Input: "<aws.scheduler.scheduled-time>",
      RoleArn: RoleArn.replace("run", RoleName),
    };
  };
  const words =
    "ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.";
  expect(await refused(create({ Target: await role("other", "lambda.amazonaws.com") }))).toBe(
    words,
  );
  const away = await role("away", "scheduler.amazonaws.com", "elsewhere");
  expect(await refused(create({ Target: away }))).toBe(words);
  expect(await refused(create({}))).toBe(words);
  const Target = await role("good", "scheduler.amazonaws.com");
  expect(await refused(create({ Target }))).toBe("done");
  expect(await runs()).toHaveLength(1);
  expect(await refused(update({ Target: away }))).toBe(words);
});

test("tags that a template has no longer are taken away from its group", async () => {
  const stacks = new CloudFormationClient(brume.client);
  const template = (Tags: object[]) => ({
    StackName: "s",
    TemplateBody: JSON.stringify({
      Resources: {
        G: { Type: "AWS::Scheduler::ScheduleGroup", Properties: { Name: "g", Tags } },
      },
    }),
  });
  const done = async () => {
    await brume.advance(5_000);
    const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: "s" }));
    return Stacks![0]!.StackStatus;
  };
  const [a, b] = [
    { Key: "a", Value: "1" },
    { Key: "b", Value: "2" },
  ];
  await stacks.send(new CreateStackCommand(template([a, b])));
  expect(await done()).toBe("CREATE_COMPLETE");
  await stacks.send(new UpdateStackCommand(template([{ ...a, Value: "3" }])));
  expect(await done()).toBe("UPDATE_COMPLETE");
  const ResourceArn = "arn:aws:scheduler:us-east-1:000000000000:schedule-group/g";
  const { Tags = [] } = await scheduler.send(new s.ListTagsForResourceCommand({ ResourceArn }));
  expect(Tags.filter(({ Key }) => !Key!.startsWith("aws:"))).toEqual([{ Key: "a", Value: "3" }]);
});
