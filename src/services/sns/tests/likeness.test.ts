/** Asking twice for what is there already. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import * as c from "@aws-sdk/client-cloudformation";
import * as s from "@aws-sdk/client-sns";
import { type TestBrume, testBrume } from "#test/harness/brume";

const Endpoint = "arn:aws:sqs:us-east-1:000000000000:q";
let brume: TestBrume;
let sns: s.SNSClient;
beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const topic = async (more: Omit<s.CreateTopicCommandInput, "Name"> = {}, Name = "t") =>
  (await sns.send(new s.CreateTopicCommand({ Name, ...more }))).TopicArn!;

test("a subscription is the same for fewer attributes, defaults and other white space", async () => {
  const TopicArn = await topic();
  const subscribe = async (Attributes: Record<string, string>) =>
    (await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes })))
      .SubscriptionArn!;
  const RawMessageDelivery = "true";
  const arn = await subscribe({ RawMessageDelivery, FilterPolicy: '{"a":["b"]}' });
  const alike: readonly Record<string, string>[] = [
    {},
    { RawMessageDelivery },
    { RawMessageDelivery: "True", FilterPolicy: '{ "a": ["b"] }' },
    { FilterPolicyScope: "MessageAttributes", RedrivePolicy: "{}" },
  ];
  for (const same of alike) expect(await subscribe(same)).toBe(arn);
  const other = "Subscription already exists with different attributes";
  await expect(subscribe({ RawMessageDelivery: "false" })).rejects.toThrow(other);
  await expect(subscribe({ FilterPolicy: '{"a":["c"]}' })).rejects.toThrow(other);
  await expect(subscribe({ FilterPolicyScope: "MessageBody" })).rejects.toThrow(other);
});

test("a topic is the same with its tags in another order, or fewer; one that is not FIFO does not say so", async () => {
  const a = { Key: "a", Value: "1" };
  const b = { Key: "b", Value: "2" };
  const arn = await topic({ Attributes: { FifoTopic: "false" }, Tags: [a, b] });
  for (const Tags of [[b, a], [a], []]) expect(await topic({ Tags })).toBe(arn);
  await expect(topic({ Tags: [a, { ...b, Value: "3" }] })).rejects.toThrow(
    "Topic already exists with different tags",
  );
  const { Attributes } = await sns.send(new s.GetTopicAttributesCommand({ TopicArn: arn }));
  expect(Attributes!["FifoTopic"]).toBeUndefined();
});

test("a stack does not take a topic that is there already", async () => {
  const TopicArn = await topic();
  const stacks = new c.CloudFormationClient(brume.client);
  const create = async (StackName: string, TopicName: string) => {
    const Resources = { T: { Type: "AWS::SNS::Topic", Properties: { TopicName } } };
    const TemplateBody = JSON.stringify({ Resources });
    await stacks.send(new c.CreateStackCommand({ StackName, TemplateBody }));
    await brume.advance(60_000);
    const events = await stacks.send(new c.DescribeStackEventsCommand({ StackName }));
    return events.StackEvents!.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED")
      ?.ResourceStatusReason;
  };
  const reason = await create("taken", "t");
  expect(reason).toContain(
    `Resource of type 'AWS::SNS::Topic' with identifier '${TopicArn}' already exists.`,
  );
  expect(reason).toContain("HandlerErrorCode: AlreadyExists");
  expect(await create("free", "free")).toBeUndefined();
  const { Topics } = await sns.send(new s.ListTopicsCommand({}));
  expect(Topics).toHaveLength(2);
});
