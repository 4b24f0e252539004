/** Actions of alarms where policies are enforced: a topic lets CloudWatch in, or it does not. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
});
afterAll(() => brume.stop());

test("a topic's policy decides over an alarm's action", async () => {
  const cloudwatch = new CloudWatchClient(brume.client);
  const sns = new SNSClient(brume.client);
  const topics: string[] = [];
  for (const Name of ["open", "named", "shut"])
    topics.push((await sns.send(new CreateTopicCommand({ Name }))).TopicArn!);
  const [open, named, shut] = topics as [string, string, string];
  const allow = (TopicArn: string, Service: string) => {
    const statement = { Effect: "Allow", Action: "sns:Publish", Resource: TopicArn };
    const Statement = [{ ...statement, Principal: { Service } }];
    const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement });
    return sns.send(
      new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }),
    );
  };
  await allow(named, "cloudwatch.amazonaws.com");
  await allow(shut, "events.amazonaws.com");
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName: "judged", Namespace: "Shop", MetricName: "Sales", Statistic: "Sum" },
      ...{ Period: 60, EvaluationPeriods: 1, Threshold: 5, AlarmActions: topics },
      ComparisonOperator: "GreaterThanThreshold",
    }),
  );
  await cloudwatch.send(
    new SetAlarmStateCommand({ AlarmName: "judged", StateValue: "ALARM", StateReason: "by hand" }),
  );
  await brume.kernel.settle();
  await brume.advance(600_000);
  const { AlarmHistoryItems } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({ AlarmName: "judged", HistoryItemType: "Action" }),
  );
  const summaries = AlarmHistoryItems!.map((one) => one.HistorySummary!).sort();
  expect(summaries).toEqual([
    expect.stringContaining(`Failed to execute action ${shut}. Received error: "User: `),
    `Successfully executed action ${named}`,
    `Successfully executed action ${open}`,
  ]);
});
