/** What a custom resource's makers and its stack's watchers are told; of failures too little was. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: CloudFormationClient;
let sqs: SQSClient;
let QueueUrl: string;
let ServiceToken: string;

beforeAll(async () => {
  brume = await testBrume();
  client = new CloudFormationClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(async () => {
  await fetch(`${brume.url}/_brume/reset`, { method: "POST" });
  const sns = new SNSClient(brume.client);
  ServiceToken = (await sns.send(new CreateTopicCommand({ Name: "custom" }))).TopicArn!;
  QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "asked" }))).QueueUrl!;
  await sns.send(
    new SubscribeCommand({
      TopicArn: ServiceToken,
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:000000000000:asked",
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
});

/** The next request, which is answered so. */
async function answered(body: object) {
  await brume.kernel.settle();
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const { ReceiptHandle, Body } = Messages![0]!;
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: ReceiptHandle! }));
  const request = JSON.parse(Body!);
  await fetch(request.ResponseURL, { method: "PUT", body: JSON.stringify(body) });
  await brume.kernel.settle();
  return request as { RequestType: string; RequestId: string; PhysicalResourceId?: string };
}
async function told() {
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: "s" }));
  return StackEvents!
    .reverse()
    .filter(({ LogicalResourceId }) => LogicalResourceId !== "s")
    .map((e) =>
      [e.LogicalResourceId, e.ResourceStatus, e.ResourceStatusReason]
        .filter((word) => word !== undefined)
        .join(" "),
    );
}
const template = (resources: object) => ({
  StackName: "s",
  TemplateBody: JSON.stringify({ Resources: resources }),
});
const thing = (Size: number) => ({
  Type: "Custom::Thing",
  Properties: { ServiceToken, Size },
});

test("one that failed is told to remove what it may have made", async () => {
  await client.send(new CreateStackCommand(template({ Thing: thing(1) })));
  const made = await answered({ Status: "FAILED", PhysicalResourceId: "half", Reason: "no" });
  expect(await answered({ Status: "SUCCESS", PhysicalResourceId: "half" })).toMatchObject({
    RequestType: "Delete",
    PhysicalResourceId: "half",
  });
  expect(await told()).toEqual([
    "Thing CREATE_IN_PROGRESS",
    `Thing CREATE_FAILED Received response status [FAILED] from custom resource. Message returned: no (RequestId: ${made.RequestId})`,
    "Thing DELETE_IN_PROGRESS",
    "Thing DELETE_COMPLETE",
  ]);
});

test("one that an update adds and that fails is removed with the way back", async () => {
  const Kept = { Type: "AWS::SQS::Queue" };
  const Bad = { ...Kept, Properties: { DelaySeconds: -1 }, DependsOn: "Kept" };
  await client.send(new CreateStackCommand(template({ Kept })));
  await brume.kernel.settle();
  await client.send(new UpdateStackCommand(template({ Kept, Thing: thing(1) })));
  await answered({ Status: "FAILED", PhysicalResourceId: "half", Reason: "no" });
  await answered({ Status: "SUCCESS", PhysicalResourceId: "half" });
  expect((await told()).slice(-3)).toEqual([
    expect.stringContaining("Thing CREATE_FAILED Received response status [FAILED]"),
    "Thing DELETE_IN_PROGRESS",
    "Thing DELETE_COMPLETE",
  ]);
  await client.send(new UpdateStackCommand(template({ Kept, Bad })));
  await brume.kernel.settle();
  expect((await told()).slice(-2)).toEqual([
    expect.stringContaining("Bad CREATE_FAILED"),
    "Bad DELETE_COMPLETE",
  ]);
});

test("an answer with another id replaces what was", async () => {
  await client.send(new CreateStackCommand(template({ Thing: thing(1) })));
  await answered({ Status: "SUCCESS", PhysicalResourceId: "one" });
  await client.send(new UpdateStackCommand(template({ Thing: thing(2) })));
  await answered({ Status: "SUCCESS", PhysicalResourceId: "two" });
  await answered({ Status: "SUCCESS", PhysicalResourceId: "one" });
  expect((await told()).slice(3)).toEqual([
    "Thing UPDATE_IN_PROGRESS",
    "Thing UPDATE_IN_PROGRESS Requested update required the provider to create a new physical resource",
    "Thing UPDATE_COMPLETE",
    "Thing DELETE_IN_PROGRESS",
    "Thing DELETE_COMPLETE",
  ]);
});

test("events of a stack that is not there", async () => {
  const asked = client.send(new DescribeStackEventsCommand({ StackName: "none" }));
  expect(await asked.catch((error: Error) => error)).toMatchObject({
    name: "ValidationError",
    message: "Stack [none] does not exist",
  });
});
