/** Stacks worked on as a service role, where policies are enforced. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { IAM } from "@aws-sdk/client-iam";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let stacks: CloudFormation;
let iam: IAM;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  stacks = new CloudFormation(brume.client);
  iam = new IAM(brume.client);
});
afterAll(() => brume.stop());

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const trusting = (service: string) =>
  document({ Action: "sts:AssumeRole", Principal: { Service: service } });

async function role(RoleName: string, service: string): Promise<string> {
  const AssumeRolePolicyDocument = trusting(service);
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument });
  const PolicyDocument = document({ Action: "sqs:*", Resource: "*" });
  await iam.putRolePolicy({ RoleName, PolicyName: "p", PolicyDocument });
  return Role!.Arn!;
}

const template = (QueueName: string) =>
  JSON.stringify({ Resources: { Q: { Type: "AWS::SQS::Queue", Properties: { QueueName } } } });

const why = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: Error) => `${error.name}: ${error.message}`,
  );

test("a role that does not trust CloudFormation, or is not there, is refused", async () => {
  const none = "arn:aws:iam::000000000000:role/none";
  for (const RoleARN of [await role("other", "ec2.amazonaws.com"), none]) {
    const given = { StackName: "s", TemplateBody: template("q"), RoleARN };
    const words = `ValidationError: Role ${RoleARN} is invalid or cannot be assumed`;
    expect(await why(stacks.createStack(given))).toBe(words);
    expect(
      await why(stacks.createChangeSet({ ...given, ChangeSetName: "c", ChangeSetType: "CREATE" })),
    ).toBe(words);
  }
});

test("a stack's own role is asked for each time, until it trusts no more", async () => {
  const RoleARN = await role("own", "cloudformation.amazonaws.com");
  const StackName = "own";
  const status = async () => (await stacks.describeStacks({ StackName })).Stacks![0]!.StackStatus!;
  await stacks.createStack({ StackName, TemplateBody: template("own-1"), RoleARN });
  await brume.kernel.settle();
  expect(await status()).toBe("CREATE_COMPLETE");
  const PolicyDocument = trusting("ec2.amazonaws.com");
  await iam.updateAssumeRolePolicy({ RoleName: "own", PolicyDocument });
  const words = `ValidationError: Role ${RoleARN} is invalid or cannot be assumed`;
  const TemplateBody = template("own-2");
  expect(await why(stacks.updateStack({ StackName, TemplateBody }))).toBe(words);
  expect(await why(stacks.deleteStack({ StackName }))).toBe(words);
  expect(await status()).toBe("CREATE_COMPLETE");
  const again = await role("again", "cloudformation.amazonaws.com");
  await stacks.deleteStack({ StackName, RoleARN: again });
  await brume.kernel.settle();
  expect(await why(stacks.describeStacks({ StackName }))).toContain("does not exist");
});
