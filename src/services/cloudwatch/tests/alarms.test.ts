/** Alarms: evaluation under the clock, actions, events, history, refusals, CloudFormation. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

const MINUTE = 60_000;
let brume: TestBrume;
let cloudwatch: CloudWatchClient;
let sqs: SQSClient;
let TopicArn: string;
const urls = new Map<string, string>();
beforeAll(async () => {
  brume = await testBrume();
  cloudwatch = new CloudWatchClient(brume.client);
  sqs = new SQSClient(brume.client);
  for (const QueueName of ["told", "events"])
    urls.set(QueueName, (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl!);
  const sns = new SNSClient(brume.client);
  TopicArn = (await sns.send(new CreateTopicCommand({ Name: "alarms" }))).TopicArn!;
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:000000000000:told",
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
  const events = new EventBridgeClient(brume.client);
  const EventPattern = JSON.stringify({ source: ["aws.cloudwatch"] });
  await events.send(new PutRuleCommand({ Name: "alarms", EventPattern }));
  await events.send(
    new PutTargetsCommand({
      Rule: "alarms",
      Targets: [{ Id: "1", Arn: "arn:aws:sqs:us-east-1:000000000000:events" }],
    }),
  );
});
afterAll(() => brume.stop());

const alarm = (
  AlarmName: string,
  further: Partial<PutMetricAlarmCommandInput> = {},
): PutMetricAlarmCommandInput => ({
  AlarmName,
  ...{ Namespace: "Shop", MetricName: AlarmName, Statistic: "Sum", Period: 60 },
  ...{ EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: "GreaterThanThreshold" },
  ...further,
});
const put = (name: string, further: Partial<PutMetricAlarmCommandInput> = {}) =>
  cloudwatch.send(new PutMetricAlarmCommand(alarm(name, further)));
const measure = (MetricName: string, Value: number) =>
  cloudwatch.send(
    new PutMetricDataCommand({ Namespace: "Shop", MetricData: [{ MetricName, Value }] }),
  );
async function described(name: string) {
  const answer = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return answer.MetricAlarms?.[0];
}
async function received(queue: string): Promise<Record<string, unknown>[]> {
  const QueueUrl = urls.get(queue)!;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body }) => JSON.parse(Body!) as Record<string, unknown>);
}
const history = async (AlarmName: string) =>
  (
    await cloudwatch.send(
      new DescribeAlarmHistoryCommand({ AlarmName, ScanBy: "TimestampAscending" }),
    )
  ).AlarmHistoryItems!;

test("data beyond the threshold is an alarm; topic, bus and history are told", async () => {
  await put("sales", { AlarmActions: [TopicArn], OKActions: [TopicArn], AlarmDescription: "Many" });
  expect(await described("sales")).toMatchObject({
    AlarmArn: "arn:aws:cloudwatch:us-east-1:000000000000:alarm:sales",
    StateValue: "INSUFFICIENT_DATA",
    StateReason: "Unchecked: Initial alarm creation",
    ActionsEnabled: true,
    Dimensions: [],
  });
  await measure("sales", 4);
  await measure("sales", 3);
  await brume.advance(MINUTE);
  const reason =
    "Threshold Crossed: 1 datapoint [7.0 (01/01/26 00:00:00)] was greater than the threshold (5.0).";
  const row = await described("sales");
  expect(row).toMatchObject({ StateValue: "ALARM", StateReason: reason });
  expect(JSON.parse(row!.StateReasonData!)).toEqual({
    ...{ version: "1.0", statistic: "Sum", period: 60, threshold: 5, recentDatapoints: [7] },
    queryDate: "2026-01-01T00:01:00.000+0000",
    startDate: "2026-01-01T00:00:00.000+0000",
    evaluatedDatapoints: [{ timestamp: "2026-01-01T00:00:00.000+0000", sampleCount: 2, value: 7 }],
  });
  expect(await received("told")).toEqual([
    {
      AlarmName: "sales",
      AlarmDescription: "Many",
      AWSAccountId: "000000000000",
      AlarmConfigurationUpdatedTimestamp: "2026-01-01T00:00:00.000+0000",
      NewStateValue: "ALARM",
      NewStateReason: reason,
      StateChangeTime: "2026-01-01T00:01:00.000+0000",
      Region: "US East (N. Virginia)",
      AlarmArn: "arn:aws:cloudwatch:us-east-1:000000000000:alarm:sales",
      OldStateValue: "INSUFFICIENT_DATA",
      OKActions: [TopicArn],
      AlarmActions: [TopicArn],
      InsufficientDataActions: [],
      Trigger: {
        ...{ MetricName: "sales", Namespace: "Shop", Dimensions: [], Period: 60, Unit: null },
        ...{ StatisticType: "Statistic", Statistic: "SUM", EvaluationPeriods: 1, Threshold: 5 },
        ComparisonOperator: "GreaterThanThreshold",
        ...{ TreatMissingData: "", EvaluateLowSampleCountPercentile: "" },
      },
    },
  ]);
  const events = await received("events");
  const changes = events.filter((one) => one["detail-type"] !== "CloudWatch Alarm State Change");
  expect(changes).toMatchObject([
    {
      "detail-type": "CloudWatch Alarm Configuration Change",
      detail: {
        ...{ alarmName: "sales", operation: "create", state: { value: "INSUFFICIENT_DATA" } },
        configuration: {
          ...{ evaluationPeriods: 1, threshold: 5, actionsEnabled: true, description: "Many" },
          ...{ alarmActions: [TopicArn], metrics: [{ returnData: true }] },
        },
      },
    },
  ]);
  expect(events.filter((one) => !changes.includes(one))).toEqual([
    expect.objectContaining({
      source: "aws.cloudwatch",
      "detail-type": "CloudWatch Alarm State Change",
      resources: ["arn:aws:cloudwatch:us-east-1:000000000000:alarm:sales"],
      detail: {
        alarmName: "sales",
        state: expect.objectContaining({ value: "ALARM", reason }),
        previousState: {
          value: "INSUFFICIENT_DATA",
          reason: "Unchecked: Initial alarm creation",
          timestamp: "2026-01-01T00:00:00.000+0000",
        },
        configuration: {
          description: "Many",
          metrics: [
            {
              id: expect.any(String),
              metricStat: {
                metric: { namespace: "Shop", name: "sales", dimensions: {} },
                ...{ period: 60, stat: "Sum" },
              },
              returnData: true,
            },
          ],
        },
      },
    }),
  ]);
  await brume.advance(3 * MINUTE);
  expect((await described("sales"))?.StateValue).toBe("INSUFFICIENT_DATA");
  expect((await history("sales")).map((one) => [one.HistoryItemType, one.HistorySummary])).toEqual([
    ["ConfigurationUpdate", 'Alarm "sales" created'],
    ["StateUpdate", "Alarm updated from INSUFFICIENT_DATA to ALARM"],
    ["Action", `Successfully executed action ${TopicArn}`],
    ["StateUpdate", "Alarm updated from ALARM to INSUFFICIENT_DATA"],
  ]);
  await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["sales"] }));
  await received("events");
});

test("two of three, and what is missing taken for a breach", async () => {
  await put("twice", { EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  await put("silent", { TreatMissingData: "breaching" });
  for (const value of [9, 1, 9]) {
    await measure("twice", value);
    await brume.advance(MINUTE);
  }
  expect((await described("twice"))?.StateValue).toBe("ALARM");
  expect(await described("silent")).toMatchObject({
    StateValue: "ALARM",
    StateReason:
      "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].",
  });
  await received("events");
});

test("an alarm watches an expression, and what Brume counts itself", async () => {
  const metric = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: "Shop", MetricName }, Period: 60, Stat: "Sum" },
    ReturnData: false,
  });
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName: "rate", EvaluationPeriods: 1, Threshold: 0.5 },
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      Metrics: [
        metric("failed", "Failed"),
        metric("all", "All"),
        { Id: "rate", Expression: "failed / all" },
      ],
    }),
  );
  await put("sent", {
    ...{ Namespace: "AWS/SQS", MetricName: "NumberOfMessagesSent", Threshold: 0 },
    Dimensions: [{ Name: "QueueName", Value: "events" }],
  });
  await measure("Failed", 1);
  await measure("All", 2);
  await sqs.send(new SendMessageCommand({ QueueUrl: urls.get("events")!, MessageBody: "{}" }));
  await brume.advance(MINUTE);
  expect((await described("rate"))?.StateValue).toBe("ALARM");
  expect((await described("sent"))?.StateValue).toBe("ALARM");
});

test("a state that is set lasts until the next evaluation; actions can be turned off", async () => {
  await put("set", { AlarmActions: [TopicArn], TreatMissingData: "notBreaching" });
  await brume.advance(MINUTE);
  await received("told");
  const set = (StateValue: "ALARM" | "OK") =>
    cloudwatch.send(
      new SetAlarmStateCommand({
        ...{ AlarmName: "set", StateValue, StateReason: "by hand" },
        StateReasonData: '{"by":"hand"}',
      }),
    );
  await cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ["set", "nothing"] }));
  await set("ALARM");
  expect(await described("set")).toMatchObject({
    ...{ StateValue: "ALARM", StateReason: "by hand", ActionsEnabled: false },
    StateReasonData: '{"by":"hand"}',
  });
  await brume.advance(1_000);
  expect(await received("told")).toEqual([]);
  await brume.advance(MINUTE);
  expect((await described("set"))?.StateValue).toBe("OK");
  await cloudwatch.send(new EnableAlarmActionsCommand({ AlarmNames: ["set"] }));
  await set("ALARM");
  await brume.advance(1_000);
  expect(await received("told")).toMatchObject([{ AlarmName: "set", NewStateReason: "by hand" }]);
});

test("a function is called as CloudWatch, if its policy lets it; what fails is recorded", async () => {
  const FunctionArn = "arn:aws:lambda:us-east-1:000000000000:function:alarmed";
  const absent = FunctionArn.replace(/alarmed$/, "absent");
  const code = `exports.handler = async (event) => console.log("GOT " + JSON.stringify(event));`;
  const assume = { Effect: "Allow", Action: "sts:AssumeRole" };
  const Statement = [{ ...assume, Principal: { Service: "lambda.amazonaws.com" } }];
  const resource = (Type: string, Properties: object) => ({ Type, Properties });
  const Resources = {
    Role: resource("AWS::IAM::Role", {
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement },
    }),
    Code: resource("AWS::Lambda::Function", {
      ...{ FunctionName: "alarmed", Runtime: "nodejs22.x", Handler: "index.handler" },
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { ZipFile: code },
    }),
    Permission: resource("AWS::Lambda::Permission", {
      ...{ FunctionName: { Ref: "Code" }, Action: "lambda:InvokeFunction" },
      Principal: "lambda.alarms.cloudwatch.amazonaws.com",
    }),
    Calls: resource("AWS::CloudWatch::Alarm", {
      ...alarm("calls", { AlarmDescription: "Calls" }),
      AlarmActions: [{ "Fn::GetAtt": ["Code", "Arn"] }, absent],
    }),
  };
  await new CloudFormationClient(brume.client).send(
    new CreateStackCommand({
      StackName: "calls",
      TemplateBody: JSON.stringify({ Resources }),
      Capabilities: ["CAPABILITY_IAM"],
    }),
  );
  await brume.advance(1_000);
  await cloudwatch.send(
    new SetAlarmStateCommand({ AlarmName: "calls", StateValue: "ALARM", StateReason: "by hand" }),
  );
  await brume.kernel.settle();
  await brume.advance(10 * MINUTE);
  await brume.kernel.settle();
  const { events } = await new CloudWatchLogsClient(brume.client).send(
    new FilterLogEventsCommand({ logGroupName: "/aws/lambda/alarmed", filterPattern: "GOT" }),
  );
  const [, event = ""] = /GOT (\{.*\})/.exec(events![0]!.message!) ?? [];
  expect(JSON.parse(event)).toMatchObject({
    source: "aws.cloudwatch",
    alarmArn: "arn:aws:cloudwatch:us-east-1:000000000000:alarm:calls",
    ...{ accountId: "000000000000", region: "us-east-1" },
    alarmData: {
      alarmName: "calls",
      state: { value: "ALARM", reason: "by hand" },
      previousState: { value: "INSUFFICIENT_DATA" },
      configuration: { description: "Calls", metrics: [{ returnData: true }] },
    },
  });
  const actions = (await history("calls")).filter((one) => one.HistoryItemType === "Action");
  const [done, failed] = ["Successfully", "Failed"].map((word) =>
    actions.find((one) => one.HistorySummary!.startsWith(word)),
  );
  expect(JSON.parse(done!.HistoryData!)).toMatchObject({
    ...{ error: null, actionState: "Succeeded", notificationResource: FunctionArn },
  });
  expect(failed!.HistorySummary).toStartWith(
    `Failed to execute action ${absent}. Received error: "Function not found: ${absent}`,
  );
});

test("alarms are found by name, prefix, state, action and metric, page by page", async () => {
  await put("found-1", { AlarmActions: [TopicArn] });
  await put("found-2", { MetricName: "found-1", Unit: "Count" });
  await put("found-3", { ActionsEnabled: false });
  const names = async (input: object) =>
    (await cloudwatch.send(new DescribeAlarmsCommand(input))).MetricAlarms?.map(
      (one) => one.AlarmName,
    );
  expect(await names({ AlarmNamePrefix: "found-" })).toEqual(["found-1", "found-2", "found-3"]);
  expect(await names({ AlarmNamePrefix: "found-", ActionPrefix: "arn:aws:sns" })).toEqual([
    "found-1",
  ]);
  expect(await names({ AlarmNamePrefix: "found-", StateValue: "OK" })).toEqual([]);
  expect(await names({ AlarmTypes: ["CompositeAlarm"] })).toEqual([]);
  const first = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNamePrefix: "found-", MaxRecords: 2 }),
  );
  expect(first.MetricAlarms).toHaveLength(2);
  const { NextToken } = first;
  expect(await names({ AlarmNamePrefix: "found-", NextToken })).toEqual(["found-3"]);
  const ofMetric = async (further: object) =>
    (
      await cloudwatch.send(
        new DescribeAlarmsForMetricCommand({
          ...{ Namespace: "Shop", MetricName: "found-1", ...further },
        }),
      )
    ).MetricAlarms?.map((one) => one.AlarmName);
  expect(await ofMetric({})).toEqual(["found-1", "found-2"]);
  expect(await ofMetric({ Unit: "Count" })).toEqual(["found-2"]);
  expect(await ofMetric({ Statistic: "Average" })).toEqual([]);
});

test("an alarm that is put again keeps its state and its tags", async () => {
  const ResourceARN = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:tagged";
  const tags = async () =>
    (await cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;
  await put("tagged", { Tags: [{ Key: "team", Value: "shop" }] });
  await cloudwatch.send(
    new SetAlarmStateCommand({ AlarmName: "tagged", StateValue: "ALARM", StateReason: "" }),
  );
  await put("tagged", { Threshold: 9 });
  expect(await described("tagged")).toMatchObject({ StateValue: "ALARM", Threshold: 9 });
  await cloudwatch.send(
    new TagResourceCommand({ ResourceARN, Tags: [{ Key: "tier", Value: "1" }] }),
  );
  await cloudwatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["team"] }));
  expect(await tags()).toEqual([{ Key: "tier", Value: "1" }]);
  await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["tagged"] }));
  await expect(tags()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

const METRIC = { Namespace: undefined, MetricName: undefined, Statistic: undefined };
test.each<[string, Partial<PutMetricAlarmCommandInput>, string]>([
  ["no threshold", { Threshold: undefined }, "Threshold must not be null"],
  ["no metric", { MetricName: undefined }, "MetricName must not be null"],
  [
    "more points than periods",
    { DatapointsToAlarm: 2 },
    "DatapointsToAlarm must be less than or equal to EvaluationPeriods.",
  ],
  [
    "more than a day",
    { EvaluationPeriods: 1_441 },
    "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
  ],
  ["a period of its own", { Period: 45 }, "Period must be 10, 20, 30 or a multiple of 60"],
  ["no ARN", { AlarmActions: ["topic"] }, "Invalid arn syntax: topic"],
  [
    "two answers",
    {
      ...{ ...METRIC, Period: undefined },
      Metrics: [
        { Id: "a", Expression: "TIME_SERIES(1)" },
        { Id: "b", Expression: "TIME_SERIES(1)" },
      ],
    },
    "Exactly one element of the metrics list should return data.",
  ],
])("%s is refused", async (_, further, message) => {
  await expect(put("refused", further)).rejects.toMatchObject({
    name: "ValidationException",
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

test("what is not there is named", async () => {
  const missing = { name: "ResourceNotFound", $metadata: { httpStatusCode: 404 } };
  await expect(
    cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["found-1", "nothing"] })),
  ).rejects.toMatchObject(missing);
  expect(await described("found-1")).toBeDefined();
  const nothing = { AlarmName: "nothing", StateValue: "OK" as const, StateReason: "" };
  await expect(cloudwatch.send(new SetAlarmStateCommand(nothing))).rejects.toMatchObject(missing);
  await expect(
    cloudwatch.send(new SetAlarmStateCommand({ ...nothing, StateReasonData: "{" })),
  ).rejects.toMatchObject({ name: "InvalidFormatFault" });
  await expect(
    put("refused", { AlarmActions: ["arn:aws:automate:us-east-1:ec2:stop"] }),
  ).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
});

test("a stack has its alarm", async () => {
  const cloudformation = new CloudFormationClient(brume.client);
  const TemplateBody = JSON.stringify({
    Resources: {
      Alarm: {
        Type: "AWS::CloudWatch::Alarm",
        Properties: {
          ...{ Namespace: "Shop", MetricName: "stacked", Statistic: "Sum", Period: "60" },
          ...{ EvaluationPeriods: "1", Threshold: "2.5" },
          ComparisonOperator: "LessThanThreshold",
        },
      },
      Both: {
        Type: "AWS::CloudWatch::CompositeAlarm",
        Properties: { AlarmName: "both", AlarmRule: { "Fn::Sub": "NOT OK(${Alarm})" } },
      },
    },
    Outputs: {
      Name: { Value: { Ref: "Alarm" } },
      Arn: { Value: { "Fn::GetAtt": ["Alarm", "Arn"] } },
    },
  });
  const StackName = "alarms";
  await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody }));
  await brume.advance(1_000);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
  expect(Stacks?.[0]?.StackStatus).toBe("CREATE_COMPLETE");
  const outputs = new Map(Stacks?.[0]?.Outputs?.map((one) => [one.OutputKey, one.OutputValue]));
  const name = outputs.get("Name")!;
  expect(outputs.get("Arn")).toBe(`arn:aws:cloudwatch:us-east-1:000000000000:alarm:${name}`);
  expect(await described(name)).toMatchObject({ Period: 60, Threshold: 2.5, EvaluationPeriods: 1 });
  const both = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: ["both"], AlarmTypes: ["CompositeAlarm"] }),
  );
  expect(both.CompositeAlarms?.[0]).toMatchObject({ AlarmRule: `NOT OK(${name})` });
  await cloudformation.send(new DeleteStackCommand({ StackName }));
  await brume.advance(1_000);
  expect(await described(name)).toBeUndefined();
});
