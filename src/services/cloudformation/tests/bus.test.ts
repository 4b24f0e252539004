/** What happens to stacks reaches the default bus. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

test("changes of stacks and resources are events in AWS's shape", async () => {
  const sqs = new SQSClient(brume.client);
  const events = new EventBridgeClient(brume.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "seen" }));
  const EventPattern = JSON.stringify({
    source: ["aws.cloudformation"],
    detail: { "status-details": { status: ["CREATE_COMPLETE"] } },
  });
  await events.send(new PutRuleCommand({ Name: "stacks", EventPattern }));
  const Arn = "arn:aws:sqs:us-east-1:000000000000:seen";
  await events.send(new PutTargetsCommand({ Rule: "stacks", Targets: [{ Id: "q", Arn }] }));
  const { StackId } = await new CloudFormationClient(brume.client).send(
    new CreateStackCommand({
      StackName: "made",
      ClientRequestToken: "token-1",
      TemplateBody: '{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"}}}',
    }),
  );
  await brume.advance(60_000);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  const seen = Messages.map(({ Body }) => JSON.parse(Body!));
  expect(seen.map((event) => event["detail-type"]).sort()).toEqual([
    "CloudFormation Resource Status Change",
    "CloudFormation Stack Status Change",
  ]);
  const ofStack = seen.find((event) => event["detail-type"].includes("Stack"));
  expect(ofStack).toMatchObject({ source: "aws.cloudformation", resources: [StackId] });
  expect(ofStack.detail).toEqual({
    "stack-id": StackId,
    "status-details": { status: "CREATE_COMPLETE", "status-reason": "" },
    "client-request-token": "token-1",
  });
  const ofTopic = seen.find((event) => event["detail-type"].includes("Resource"));
  expect(ofTopic.detail).toMatchObject({
    "logical-resource-id": "Topic",
    "resource-type": "AWS::SNS::Topic",
    "status-details": { status: "CREATE_COMPLETE" },
  });
  expect(ofTopic.detail["physical-resource-id"]).toStartWith("arn:aws:sns:");
});
