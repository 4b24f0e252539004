/** Policies of queues by CloudFormation: given, changed, and taken away with their stack. */
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
