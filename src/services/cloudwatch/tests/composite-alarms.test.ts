/** Composite alarms: rules over other alarms. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let cloudwatch: CloudWatchClient;
let sqs: SQSClient;
let QueueUrl: string;
const TopicArn = "arn:aws:sns:us-east-1:000000000000:alarms";
beforeAll(async () => {
  brume = await testBrume();
  cloudwatch = new CloudWatchClient(brume.client);
  sqs = new SQSClient(brume.client);
  QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "told" }))).QueueUrl!;
  const sns = new SNSClient(brume.client);
  await sns.send(new CreateTopicCommand({ Name: "alarms" }));
  await sns.send(
    new SubscribeCommand({
      ...{ TopicArn, Protocol: "sqs", Endpoint: "arn:aws:sqs:us-east-1:000000000000:told" },
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
});
afterAll(() => brume.stop());

async function received(): Promise<Record<string, unknown>[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body }) => JSON.parse(Body!) as Record<string, unknown>);
}

test("a composite alarm follows its rule, and keeps its children", async () => {
  for (const AlarmName of ["child-1", "child-2"])
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        ...{ AlarmName, Namespace: "Shop", MetricName: AlarmName, Statistic: "Sum", Period: 60 },
        ...{ EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: "GreaterThanThreshold" },
        TreatMissingData: "ignore",
      }),
    );
  const compose = (AlarmName: string, AlarmRule: string) =>
    cloudwatch.send(
      new PutCompositeAlarmCommand({ AlarmName, AlarmRule, AlarmActions: [TopicArn] }),
    );
  await compose("parent", "ALARM(child-1) OR ALARM(child-2)");
  await compose("grandparent", "ALARM(parent)");
  const shown = async (name: string) => {
    const AlarmTypes = ["CompositeAlarm" as const];
    const asked = { AlarmNames: [name], AlarmTypes };
    return (await cloudwatch.send(new DescribeAlarmsCommand(asked))).CompositeAlarms?.[0];
  };
  const arn = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:";
  expect(await shown("parent")).toMatchObject({
    ...{ AlarmRule: "ALARM(child-1) OR ALARM(child-2)", StateValue: "OK" },
    StateReason: `${arn}parent was created and its alarm rule evaluates to OK`,
  });
  await cloudwatch.send(
    new SetAlarmStateCommand({ AlarmName: "child-2", StateValue: "ALARM", StateReason: "hand" }),
  );
  expect((await shown("parent"))?.StateReason).toBe(
    `${arn}child-2 transitioned to ALARM at Thursday 01 January, 2026 00:00:00 UTC`,
  );
  expect((await shown("grandparent"))?.StateValue).toBe("ALARM");
  await brume.advance(1_000);
  const told = await received();
  expect(told.map((one) => one["AlarmName"]).sort()).toEqual(["grandparent", "parent"]);
  expect(told.find((one) => one["AlarmName"] === "parent")).toMatchObject({
    AlarmRule: "ALARM(child-1) OR ALARM(child-2)",
    TriggeringChildren: [{ Arn: `${arn}child-2`, State: { Value: "ALARM" } }],
  });
  const { AlarmHistoryItems } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({ AlarmTypes: ["CompositeAlarm"], AlarmName: "parent" }),
  );
  expect(AlarmHistoryItems?.[0]?.AlarmType).toBe("CompositeAlarm");
  // Two that contradict each other come to rest.
  await compose("parent", "NOT ALARM(grandparent)");
  expect((await shown("parent"))?.StateValue).toMatch(/^(OK|ALARM)$/);
  await expect(compose("parent", "ALARM(nobody)")).rejects.toMatchObject({
    message: "Could not save the composite alarm as alarms [nobody] in the alarm rule do not exist",
  });
  await expect(compose("parent", "()")).rejects.toMatchObject({
    message: "Error in AlarmRule [Unsupported token ')' at char 1]",
  });
  await expect(compose("child-1", "TRUE")).rejects.toMatchObject({ name: "ValidationException" });
  await expect(
    cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["parent"] })),
  ).rejects.toMatchObject({
    message: "Cannot delete parent as there are composite alarm(s) depending on it.",
  });
  await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["parent", "grandparent"] }));
  expect(await shown("parent")).toBeUndefined();
});
