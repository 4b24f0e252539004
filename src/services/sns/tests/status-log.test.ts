/** Delivery status logs of every protocol, and metrics. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import * as s from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

const PHONE = "+15550100";
const ROLE = "arn:aws:iam::000000000000:role/feedback";
let brume: TestBrume;
let sns: s.SNSClient;
let sqs: SQSClient;
beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(async () => {
  await brume.kernel.reset();
  const iam = new IAMClient(brume.client);
  const Version = "2012-10-17";
  const trust = {
    ...{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sts:AssumeRole" },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version, Statement: [trust] });
  await iam.send(new CreateRoleCommand({ RoleName: "feedback", AssumeRolePolicyDocument }));
  const allow = { Effect: "Allow", Action: "logs:*", Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version, Statement: [allow] });
  await iam.send(
    new PutRolePolicyCommand({ RoleName: "feedback", PolicyName: "p", PolicyDocument }),
  );
});

async function topic(protocol: string, rate = "100"): Promise<string> {
  const Attributes = {
    [`${protocol}SuccessFeedbackRoleArn`]: ROLE,
    [`${protocol}FailureFeedbackRoleArn`]: ROLE,
    [`${protocol}SuccessFeedbackSampleRate`]: rate,
  };
  return (await sns.send(new s.CreateTopicCommand({ Name: "news", Attributes }))).TopicArn!;
}
const subscribe = (TopicArn: string, Protocol: string, Endpoint: string, more: object = {}) =>
  sns.send(new s.SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes: { ...more } }));
const publish = async (input: object) => {
  const { MessageId } = await sns.send(new s.PublishCommand({ Message: "hello", ...input }));
  await brume.advance(0);
  return MessageId;
};
async function lines(place: string): Promise<Record<string, unknown>[]> {
  const logs = new CloudWatchLogsClient(brume.client);
  const logGroupName = `sns/us-east-1/000000000000/${place}`;
  const answer = await logs
    .send(new FilterLogEventsCommand({ logGroupName }))
    .catch(() => ({ events: [] }));
  return (answer.events ?? []).map(({ message }) => JSON.parse(message!));
}

const MD5 = "5d41402abc4b2a76b9719d911017c592";

test("queues: a success as SQS answers it, a failure once the queue is gone", async () => {
  const TopicArn = await topic("SQS");
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
  const destination = "arn:aws:sqs:us-east-1:000000000000:q";
  await subscribe(TopicArn, "sqs", destination);
  const messageId = await publish({ TopicArn });
  const [line] = await lines("news");
  expect(line).toMatchObject({
    notification: { messageMD5Sum: MD5, messageId, topicArn: TopicArn },
    delivery: { destination, attempts: 1, statusCode: 200, dwellTimeMs: 0 },
    status: "SUCCESS",
  });
  const { providerResponse } = line!["delivery"] as Record<string, string>;
  expect(Object.keys(JSON.parse(providerResponse!))).toEqual(["sqsRequestId"]);
  const { timestamp } = line!["notification"] as Record<string, string>;
  expect(timestamp).toBe("2026-01-01 00:00:00.000");
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await publish({ TopicArn });
  const [failed] = await lines("news/Failure");
  expect(failed).toMatchObject({
    notification: { messageMD5Sum: MD5 },
    delivery: { destination, attempts: 1, statusCode: 400 },
    status: "FAILURE",
  });
  const said = JSON.parse((failed!["delivery"] as Record<string, string>)["providerResponse"]!);
  expect(said).toMatchObject({ sqsRequestId: "Unrecoverable" });
  expect(said.ErrorMessage).toContain("does not exist");
});

test("a rate of none logs no success, but every failure", async () => {
  const TopicArn = await topic("SQS", "0");
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
  await subscribe(TopicArn, "sqs", "arn:aws:sqs:us-east-1:000000000000:q");
  await publish({ TopicArn });
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await publish({ TopicArn });
  expect([await lines("news"), (await lines("news/Failure")).length]).toEqual([[], 1]);
});

const GONE: readonly [protocol: string, name: string, endpoint: string, more: object][] = [
  ["lambda", "Lambda", "arn:aws:lambda:us-east-1:000000000000:function:none", {}],
  [
    ...(["firehose", "Firehose"] as const),
    "arn:aws:firehose:us-east-1:000000000000:deliverystream/none",
    { SubscriptionRoleArn: ROLE },
  ],
  [
    ...(["firehose", "Firehose"] as const),
    "arn:aws:firehose:us-east-1:000000000000:deliverystream/roleless",
    { SubscriptionRoleArn: "arn:aws:iam::000000000000:role/none" },
  ],
];
test.each(GONE)("%s: a failure", async (protocol, name, destination, more) => {
  const TopicArn = await topic(name);
  await subscribe(TopicArn, protocol, destination, more);
  await publish({ TopicArn });
  const [failed] = await lines("news/Failure");
  expect(failed).toMatchObject({ delivery: { destination, attempts: 1 }, status: "FAILURE" });
  const said = JSON.parse((failed!["delivery"] as Record<string, string>)["providerResponse"]!);
  expect(said[`${protocol}RequestId`]).toBe("Unrecoverable");
});

test("phones: as the topic and the platform application ask", async () => {
  const TopicArn = await topic("Application");
  const { PlatformApplicationArn } = await sns.send(
    new s.CreatePlatformApplicationCommand({
      ...{ Name: "shop", Platform: "GCM" },
      Attributes: {
        ...{ PlatformCredential: "x", SuccessFeedbackRoleArn: ROLE, FailureFeedbackRoleArn: ROLE },
        SuccessFeedbackSampleRate: "100",
      },
    }),
  );
  const { EndpointArn } = await sns.send(
    new s.CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: "device" }),
  );
  await subscribe(TopicArn, "application", EndpointArn!);
  await publish({ TopicArn });
  await publish({ TargetArn: EndpointArn });
  expect(await lines("news")).toMatchObject([{ delivery: { destination: EndpointArn } }]);
  expect(await lines("app/GCM/shop")).toMatchObject([
    { delivery: { token: "device", statusCode: 200 }, status: "SUCCESS" },
    { delivery: { token: "device", statusCode: 200 }, status: "SUCCESS" },
  ]);
  const Attributes = { Enabled: "false" };
  await sns.send(new s.SetEndpointAttributesCommand({ EndpointArn, Attributes }));
  await publish({ TopicArn });
  expect(await lines("app/GCM/shop/Failure")).toMatchObject([
    { delivery: { providerResponse: "Endpoint is disabled" }, status: "FAILURE" },
  ]);
});

test("text messages: as the account asks", async () => {
  const attributes = { DeliveryStatusIAMRole: ROLE, DeliveryStatusSuccessSamplingRate: "100" };
  await sns.send(new s.SetSMSAttributesCommand({ attributes }));
  await publish({ PhoneNumber: PHONE });
  expect(await lines("DirectPublishToPhoneNumber")).toMatchObject([
    {
      delivery: {
        ...{ destination: PHONE, priceInUSD: 0.00645, smsType: "Promotional" },
        ...{ providerResponse: "Message has been accepted by phone carrier" },
        numberOfMessageParts: 1,
      },
      status: "SUCCESS",
    },
  ]);
  const MessageAttributes = {
    "AWS.SNS.SMS.MaxPrice": { DataType: "Number", StringValue: "0.001" },
  };
  await publish({ PhoneNumber: PHONE, MessageAttributes });
  expect(await lines("DirectPublishToPhoneNumber/Failure")).toMatchObject([
    { delivery: { providerResponse: "This delivery would exceed max price" }, status: "FAILURE" },
  ]);
});

test("metrics count what was published, delivered, filtered out and why, failed, redriven", async () => {
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name: "news" }));
  const urls = new Map<string, string>();
  for (const QueueName of ["q", "gone", "dead"])
    urls.set(QueueName, (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl!);
  const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const FilterPolicy = '{"kind":["a"]}';
  await subscribe(TopicArn!, "sqs", arn("q"), { FilterPolicy });
  for (const name of ["gone", "lost"])
    await subscribe(TopicArn!, "sqs", arn(name), {
      FilterPolicyScope: "MessageBody",
      FilterPolicy: '{"n":[1]}',
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: arn(name === "gone" ? "dead" : "nowhere"),
      }),
    });
  await sqs.send(new DeleteQueueCommand({ QueueUrl: urls.get("gone")! }));
  const text = (StringValue: string, DataType = "String") => ({
    MessageAttributes: { kind: { DataType, StringValue } },
  });
  await publish({ TopicArn, Message: '{"n":1}', ...text("a") });
  await publish({ TopicArn, Message: '{"n":2}', ...text("b") });
  await publish({ TopicArn, Message: "no JSON" });
  await publish({ TopicArn, Message: '{"n":2}', ...text("[", "String.Array") });
  await brume.advance(120_000);
  const cloudwatch = new CloudWatchClient(brume.client);
  const sum = async (MetricName: string) => {
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        ...{ Namespace: "AWS/SNS", MetricName, Period: 86_400, Statistics: ["Sum"] },
        Dimensions: [{ Name: "TopicName", Value: "news" }],
        StartTime: new Date(brume.kernel.clock.now() - 3_600_000),
        EndTime: new Date(brume.kernel.clock.now() + 60_000),
      }),
    );
    return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
  };
  const all: Record<string, number> = {};
  const out = "NumberOfNotificationsFilteredOut";
  for (const name of [
    ...["NumberOfMessagesPublished", "PublishSize", "NumberOfNotificationsDelivered"],
    ...[out, `${out}-MessageAttributes`, `${out}-NoMessageAttributes`],
    ...[`${out}-InvalidAttributes`, `${out}-MessageBody`, `${out}-InvalidMessageBody`],
    ...["NumberOfNotificationsFailed", "NumberOfNotificationsRedrivenToDlq"],
    "NumberOfNotificationsFailedToRedriveToDlq",
  ])
    all[name] = await sum(name);
  expect(all).toEqual({
    NumberOfMessagesPublished: 4,
    PublishSize: 28,
    NumberOfNotificationsDelivered: 1,
    [out]: 9,
    [`${out}-MessageAttributes`]: 1,
    [`${out}-NoMessageAttributes`]: 1,
    [`${out}-InvalidAttributes`]: 1,
    [`${out}-MessageBody`]: 4,
    [`${out}-InvalidMessageBody`]: 2,
    NumberOfNotificationsFailed: 2,
    NumberOfNotificationsRedrivenToDlq: 1,
    NumberOfNotificationsFailedToRedriveToDlq: 1,
  });
});
