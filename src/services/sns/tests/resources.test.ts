/** AWS::SNS::* of a stack: made, changed, removed. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as c from "@aws-sdk/client-cloudformation";
import * as s from "@aws-sdk/client-sns";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sns: s.SNSClient;
let stacks: c.CloudFormationClient;
beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
  stacks = new c.CloudFormationClient(brume.client);
});
afterAll(() => brume.stop());

const ROLE = "arn:aws:iam::000000000000:role/feedback";
const TOPIC = "arn:aws:sns:us-east-1:000000000000:stacked.fifo";
const protection = (Deny: object) => ({
  ...{ Name: "p", Version: "2021-06-01" },
  Statement: [
    {
      ...{ DataDirection: "Inbound", Principal: ["*"], Operation: Deny },
      DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"],
    },
  ],
});
const policy = (Sid: string) => ({
  Version: "2012-10-17",
  Statement: [{ Sid, Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: TOPIC }],
});

const template = (topic: object, more: object = {}) =>
  JSON.stringify({
    Resources: {
      Queue: {
        Type: "AWS::SQS::Queue",
        Properties: { QueueName: "stacked.fifo", FifoQueue: true },
      },
      Topic: {
        Type: "AWS::SNS::Topic",
        Properties: { TopicName: "stacked.fifo", FifoTopic: true, ...topic },
      },
      ...more,
    },
  });

async function settled(): Promise<string> {
  await brume.advance(60_000);
  const { Stacks } = await stacks.send(new c.DescribeStacksCommand({ StackName: "topics" }));
  return `${Stacks![0]!.StackStatus} ${Stacks![0]!.StackStatusReason ?? ""}`.trim();
}
const attributes = async () =>
  (await sns.send(new s.GetTopicAttributesCommand({ TopicArn: TOPIC }))).Attributes!;

test("a topic with all its properties, its subscription and its policy", async () => {
  const TemplateBody = template(
    {
      ...{ ContentBasedDeduplication: true, DisplayName: "Shown", SignatureVersion: "2" },
      ...{ FifoThroughputScope: "MessageGroup", MaximumMessageSize: 1_024 },
      ArchivePolicy: { MessageRetentionPeriod: "7" },
      DataProtectionPolicy: protection({ Deny: {} }),
      DeliveryStatusLogging: [
        {
          ...{ Protocol: "http/s", SuccessFeedbackRoleArn: ROLE, FailureFeedbackRoleArn: ROLE },
          SuccessFeedbackSampleRate: "50",
        },
        { Protocol: "sqs", FailureFeedbackRoleArn: ROLE },
      ],
      Tags: [{ Key: "team", Value: "a" }],
    },
    {
      Subscription: {
        Type: "AWS::SNS::Subscription",
        Properties: {
          ...{ Protocol: "sqs", TopicArn: { Ref: "Topic" }, Region: "us-east-1" },
          Endpoint: { "Fn::GetAtt": ["Queue", "Arn"] },
          ...{ FilterPolicyScope: "MessageBody", FilterPolicy: { a: { b: ["c"] } } },
          ReplayPolicy: { PointType: "Timestamp", StartingPoint: "2026-01-01T00:00:00.000Z" },
        },
      },
      Inline: {
        Type: "AWS::SNS::TopicInlinePolicy",
        Properties: { TopicArn: { Ref: "Topic" }, PolicyDocument: policy("one") },
      },
    },
  );
  await stacks.send(new c.CreateStackCommand({ StackName: "topics", TemplateBody }));
  expect(await settled()).toBe("CREATE_COMPLETE");
  expect(await attributes()).toMatchObject({
    ...{ DisplayName: "Shown", SignatureVersion: "2", FifoThroughputScope: "MessageGroup" },
    ...{ MaximumMessageSize: "1024", ArchivePolicy: '{"MessageRetentionPeriod":"7"}' },
    ...{ HTTPSuccessFeedbackRoleArn: ROLE, HTTPSuccessFeedbackSampleRate: "50" },
    ...{ HTTPFailureFeedbackRoleArn: ROLE, SQSFailureFeedbackRoleArn: ROLE },
    Policy: JSON.stringify(policy("one")),
  });
  const held = new s.GetDataProtectionPolicyCommand({ ResourceArn: TOPIC });
  expect(JSON.parse((await sns.send(held)).DataProtectionPolicy!)).toEqual(
    protection({ Deny: {} }),
  );
  const publish = (Message: string) =>
    sns.send(new s.PublishCommand({ TopicArn: TOPIC, Message, MessageGroupId: "g" })).then(
      () => "done",
      (error: Error) => error.message,
    );
  expect(await publish("ada@example.com")).toContain("data protection policy prohibits");
  expect(await publish("x".repeat(1_025))).toBe("Invalid parameter: Message too long");
  const listed = await sns.send(new s.ListSubscriptionsByTopicCommand({ TopicArn: TOPIC }));
  const { SubscriptionArn } = listed.Subscriptions![0]!;
  const shown = await sns.send(new s.GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(shown.Attributes).toMatchObject({ ReplayStatus: "Completed", Protocol: "sqs" });
});

test("what the template names no more is as it was; another policy takes the place of one", async () => {
  const TemplateBody = template(
    { DisplayName: "Other" },
    {
      Subscription: {
        Type: "AWS::SNS::Subscription",
        Properties: {
          ...{ Protocol: "sqs", TopicArn: { Ref: "Topic" } },
          Endpoint: { "Fn::GetAtt": ["Queue", "Arn"] },
          FilterPolicy: { a: ["b"] },
        },
      },
      Inline: {
        Type: "AWS::SNS::TopicInlinePolicy",
        Properties: { TopicArn: { Ref: "Topic" }, PolicyDocument: policy("two") },
      },
    },
  );
  await stacks.send(new c.UpdateStackCommand({ StackName: "topics", TemplateBody }));
  expect(await settled()).toBe("UPDATE_COMPLETE");
  const now = await attributes();
  expect(now).toMatchObject({
    ...{ DisplayName: "Other", SignatureVersion: "1", ContentBasedDeduplication: "false" },
    Policy: JSON.stringify(policy("two")),
  });
  expect(Object.keys(now).filter((name) => /Feedback|Archive/.test(name))).toEqual([]);
  const held = new s.GetDataProtectionPolicyCommand({ ResourceArn: TOPIC });
  expect((await sns.send(held)).DataProtectionPolicy ?? "").toBe("");
  const listed = await sns.send(new s.ListSubscriptionsByTopicCommand({ TopicArn: TOPIC }));
  const { SubscriptionArn } = listed.Subscriptions![0]!;
  const shown = await sns.send(new s.GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(shown.Attributes).toMatchObject({
    ...{ FilterPolicy: '{"a":["b"]}', FilterPolicyScope: "MessageAttributes" },
  });
  expect(shown.Attributes!["ReplayStatus"]).toBeUndefined();
});

test("a stack with an archived topic goes as a whole", async () => {
  const TemplateBody = template({ ArchivePolicy: { MessageRetentionPeriod: "1" } });
  await stacks.send(new c.UpdateStackCommand({ StackName: "topics", TemplateBody }));
  expect(await settled()).toBe("UPDATE_COMPLETE");
  await stacks.send(new c.DeleteStackCommand({ StackName: "topics" }));
  await brume.advance(60_000);
  const { Topics } = await sns.send(new s.ListTopicsCommand({}));
  expect(Topics ?? []).toEqual([]);
});
