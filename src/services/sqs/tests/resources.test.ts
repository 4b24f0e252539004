/** Queues and their policies by CloudFormation: given, changed, and taken away. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { SQS } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

test.each([
  ["AWS::SQS::QueueInlinePolicy", "Queue", (url: string) => url],
  ["AWS::SQS::QueuePolicy", "Queues", (url: string) => [url]],
])("%s", async (Type, property, named) => {
  const sqs = new SQS(brume.client);
  const cloudformation = new CloudFormation(brume.client);
  const { QueueUrl } = await sqs.createQueue({ QueueName: property });
  const document = (Action: string) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action, Resource: "*" }],
  });
  const template = (Action: string) =>
    JSON.stringify({
      Resources: {
        P: {
          Type,
          Properties: { [property]: named(QueueUrl!), PolicyDocument: document(Action) },
        },
      },
    });
  const policy = async () => {
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["Policy"] });
    return Attributes?.Policy === undefined ? undefined : JSON.parse(Attributes.Policy);
  };
  const StackName = property;
  await cloudformation.createStack({ StackName, TemplateBody: template("sqs:SendMessage") });
  await brume.kernel.settle();
  expect(await policy()).toEqual(document("sqs:SendMessage"));
  await cloudformation.updateStack({ StackName, TemplateBody: template("sqs:ReceiveMessage") });
  await brume.kernel.settle();
  expect(await policy()).toEqual(document("sqs:ReceiveMessage"));
  await cloudformation.deleteStack({ StackName });
  await brume.kernel.settle();
  expect(await policy()).toBeUndefined();
});

test("what a template no longer says is as AWS has it by default", async () => {
  const sqs = new SQS(brume.client);
  const cloudformation = new CloudFormation(brume.client);
  const template = (QueueName: string, Properties: object) => ({
    StackName: QueueName.replace(".", "-"),
    TemplateBody: JSON.stringify({
      Resources: { Q: { Type: "AWS::SQS::Queue", Properties: { QueueName, ...Properties } } },
    }),
  });
  const shown = async (QueueName: string) => {
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName });
    const asked = { QueueUrl, AttributeNames: ["All" as const] };
    const { CreatedTimestamp, LastModifiedTimestamp, QueueArn, ...rest } = (
      await sqs.getQueueAttributes(asked)
    ).Attributes!;
    return rest;
  };
  const through = async (name: string, first: object, then: object) => {
    const { StackName } = template(name, {});
    await cloudformation.createStack(template(name, first));
    await brume.kernel.settle();
    await cloudformation.updateStack(template(name, then));
    await brume.kernel.settle();
    const { Stacks } = await cloudformation.describeStacks({ StackName });
    expect(Stacks![0]!.StackStatus).toBe("UPDATE_COMPLETE");
    return shown(name);
  };
  const numbers = {
    ...{ DelaySeconds: 5, VisibilityTimeout: 60, MessageRetentionPeriod: 120 },
    ...{ MaximumMessageSize: 2048, ReceiveMessageWaitTimeSeconds: 3 },
  };
  const key = { KmsMasterKeyId: "alias/aws/sqs", KmsDataKeyReusePeriodSeconds: 600 };
  await sqs.createQueue({ QueueName: "plain" });
  expect(await through("once", { ...numbers, ...key }, {})).toEqual(await shown("plain"));
  const high = { FifoThroughputLimit: "perMessageGroupId", DeduplicationScope: "messageGroup" };
  const fifo = { FifoQueue: true };
  const Attributes = { FifoQueue: "true" };
  await sqs.createQueue({ QueueName: "plain.fifo", Attributes });
  const first = { ...fifo, ...high, ContentBasedDeduplication: true };
  expect(await through("once.fifo", first, fifo)).toEqual(await shown("plain.fifo"));
  const sealed = await through("key", { SqsManagedSseEnabled: true }, key);
  expect([sealed.KmsMasterKeyId, sealed.SqsManagedSseEnabled]).toEqual(["alias/aws/sqs", "false"]);
});
