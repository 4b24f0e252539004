/** Filters of log groups: lines are counted as metrics and sent to functions, as a template says. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { gunzipSync } from "node:zlib";
import * as cfn from "@aws-sdk/client-cloudformation";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume({ running: true });
});
afterAll(() => brume.stop());

const statement = {
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
};
const resource = (Type: string, Properties: object) => ({ Type, Properties });
const group = { Ref: "Group" };
const template = {
  Resources: {
    Role: resource("AWS::IAM::Role", {
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [statement] },
    }),
    Code: resource("AWS::Lambda::Function", {
      FunctionName: "follower",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { ZipFile: `exports.handler = async (e) => console.log("GOT " + e.awslogs.data);` },
    }),
    Group: resource("AWS::Logs::LogGroup", { LogGroupName: "app" }),
    Metric: resource("AWS::Logs::MetricFilter", {
      LogGroupName: group,
      FilterPattern: '{ $.level = "error" }',
      MetricTransformations: [
        { MetricName: "Cost", MetricNamespace: "App", MetricValue: "$.cost", DefaultValue: 0 },
      ],
    }),
    Subscription: resource("AWS::Logs::SubscriptionFilter", {
      LogGroupName: group,
      FilterName: "to-follower",
      FilterPattern: "error",
      DestinationArn: { "Fn::GetAtt": ["Code", "Arn"] },
    }),
  },
};

test("lines that match are counted and sent", async () => {
  const client = new cfn.CloudFormationClient(brume.client);
  const StackName = "filters";
  await client.send(
    new cfn.CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(template),
      Capabilities: ["CAPABILITY_IAM"],
    }),
  );
  const { Stacks } = await client.send(new cfn.DescribeStacksCommand({ StackName }));
  expect(Stacks![0]!.StackStatus).toBe("CREATE_COMPLETE");
  const log = new logs.CloudWatchLogsClient(brume.client);
  const place = { logGroupName: "app", logStreamName: "s" };
  await log.send(new logs.CreateLogStreamCommand(place));
  const timestamp = brume.kernel.clock.now();
  const messages = ['{"level":"error","cost":7}', '{"level":"info","cost":9}'];
  const logEvents = messages.map((message) => ({ timestamp, message }));
  await log.send(new logs.PutLogEventsCommand({ ...place, logEvents }));
  await brume.kernel.settle();
  await brume.advance(120_000);
  await brume.kernel.settle();
  const { events } = await log.send(
    new logs.FilterLogEventsCommand({ logGroupName: "/aws/lambda/follower", filterPattern: "GOT" }),
  );
  const [, data = ""] = /GOT (\S+)/.exec(events![0]!.message!) ?? [];
  const sent = JSON.parse(gunzipSync(Buffer.from(data, "base64")).toString());
  expect(sent).toMatchObject({
    messageType: "DATA_MESSAGE",
    logGroup: "app",
    logStream: "s",
    subscriptionFilters: ["to-follower"],
    logEvents: [{ timestamp, message: messages[0] }],
  });
  const metrics = new CloudWatchClient(brume.client);
  const { Datapoints } = await metrics.send(
    new GetMetricStatisticsCommand({
      Namespace: "App",
      MetricName: "Cost",
      StartTime: new Date(timestamp - 600_000),
      EndTime: new Date(timestamp + 600_000),
      Period: 3600,
      Statistics: ["Sum", "SampleCount"],
    }),
  );
  const total = (name: "Sum" | "SampleCount") =>
    Datapoints!.reduce((sum, point) => sum + point[name]!, 0);
  expect([total("Sum"), total("SampleCount")]).toEqual([7, 2]);
  const shown = await log.send(new logs.DescribeMetricFiltersCommand({ logGroupName: "app" }));
  expect(shown.metricFilters![0]!.metricTransformations![0]!.metricValue).toBe("$.cost");
  await client.send(new cfn.DeleteStackCommand({ StackName }));
  await brume.kernel.settle();
}, 30_000);
