/** `sam sync` and `sam deploy --express` say DisableRollback in a DeploymentConfig, which was refused. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from "@aws-sdk/client-cloudformation";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
let client: CloudFormationClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new CloudFormationClient(brume.client);
});
afterAll(() => brume.stop());

const TemplateBody = JSON.stringify({
  Resources: {
    Topic: { Type: "AWS::SNS::Topic" },
    Wrong: { Type: "AWS::SQS::Queue", Properties: { QueueName: "a b" }, DependsOn: "Topic" },
  },
});
const DeploymentConfig = { Mode: "EXPRESS", DisableRollback: true } as const;

async function status(StackName: string): Promise<string | undefined> {
  await brume.kernel.settle();
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return Stacks![0]!.StackStatus;
}

test("a stack made so is left as it failed", async () => {
  await client.send(new CreateStackCommand({ StackName: "a", TemplateBody, DeploymentConfig }));
  expect(await status("a")).toBe("CREATE_FAILED");
});

test("so is one made by a change set; without it, it goes back", async () => {
  const made = async (StackName: string, more: { DeploymentConfig?: typeof DeploymentConfig }) => {
    const set = { StackName, ChangeSetName: "first" };
    const input = { ...set, ChangeSetType: "CREATE" as const, TemplateBody, ...more };
    await client.send(new CreateChangeSetCommand(input));
    await client.send(new ExecuteChangeSetCommand(set));
    return status(StackName);
  };
  expect([await made("b", { DeploymentConfig }), await made("c", {})]).toEqual([
    "CREATE_FAILED",
    "ROLLBACK_COMPLETE",
  ]);
});
