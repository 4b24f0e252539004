/** Drift: what was changed or removed behind a stack's back is found, and what was not is not. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as cfn from "@aws-sdk/client-cloudformation";
import { DeleteParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: cfn.CloudFormationClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new cfn.CloudFormationClient(brume.client);
});
afterAll(() => brume.stop());

const StackName = "drifting";
const trust = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};
const resource = (Type: string, Properties: object) => ({ Type, Properties });
const TemplateBody = JSON.stringify({
  Resources: {
    Dead: resource("AWS::SQS::Queue", {}),
    Queue: resource("AWS::SQS::Queue", {
      DelaySeconds: "5",
      RedrivePolicy: {
        deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] },
        maxReceiveCount: 3,
      },
    }),
    Parameter: resource("AWS::SSM::Parameter", { Name: "/p", Type: "String", Value: "v" }),
    Group: resource("AWS::Logs::LogGroup", { RetentionInDays: 7 }),
    Table: resource("AWS::DynamoDB::Table", {
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "b", AttributeType: "S" },
        { AttributeName: "a", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "a", KeyType: "HASH" },
        { AttributeName: "b", KeyType: "RANGE" },
      ],
    }),
    Topic: resource("AWS::SNS::Topic", { DisplayName: "Told" }),
    Bucket: resource("AWS::S3::Bucket", { VersioningConfiguration: { Status: "Enabled" } }),
    Role: resource("AWS::IAM::Role", { AssumeRolePolicyDocument: trust, MaxSessionDuration: 7200 }),
    Secret: resource("AWS::SecretsManager::Secret", { Description: "hushed" }),
    Wait: { Type: "AWS::CloudFormation::WaitConditionHandle" },
  },
});

async function detect() {
  const { StackDriftDetectionId } = await client.send(
    new cfn.DetectStackDriftCommand({ StackName }),
  );
  const status = await client.send(
    new cfn.DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
  );
  const { StackResourceDrifts } = await client.send(
    new cfn.DescribeStackResourceDriftsCommand({ StackName }),
  );
  const drifted = StackResourceDrifts!.filter((d) => d.StackResourceDriftStatus !== "IN_SYNC");
  return { status, drifted, looked: StackResourceDrifts!.length };
}

test("drift is found, resource by resource", async () => {
  await client.send(
    new cfn.CreateStackCommand({ StackName, TemplateBody, Capabilities: ["CAPABILITY_IAM"] }),
  );
  const { Stacks } = await client.send(new cfn.DescribeStacksCommand({ StackName }));
  expect(Stacks![0]!.StackStatus).toBe("CREATE_COMPLETE");
  const before = await detect();
  expect(before.drifted).toEqual([]);
  expect([before.status.StackDriftStatus, before.looked]).toEqual(["IN_SYNC", 9]);

  const queue = await client.send(
    new cfn.DescribeStackResourceCommand({ StackName, LogicalResourceId: "Queue" }),
  );
  const QueueUrl = queue.StackResourceDetail!.PhysicalResourceId!;
  await new SQSClient(brume.client).send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: "9" } }),
  );
  await new SSMClient(brume.client).send(new DeleteParameterCommand({ Name: "/p" }));
  const after = await detect();
  expect(after.status.DriftedStackResourceCount).toBe(2);
  const byId = new Map(after.drifted.map((d) => [d.LogicalResourceId, d]));
  expect(byId.get("Parameter")!.StackResourceDriftStatus).toBe("DELETED");
  expect(byId.get("Queue")!.PropertyDifferences).toEqual([
    {
      PropertyPath: "/DelaySeconds",
      ExpectedValue: "5",
      ActualValue: "9",
      DifferenceType: "NOT_EQUAL",
    },
  ]);
  const shown = await client.send(new cfn.DescribeStacksCommand({ StackName }));
  expect(shown.Stacks![0]!.DriftInformation?.StackDriftStatus).toBe("DRIFTED");
  const one = { StackName, LogicalResourceId: "Wait" };
  expect(client.send(new cfn.DetectStackResourceDriftCommand(one))).rejects.toThrow(
    "does not support drift detection",
  );
});
