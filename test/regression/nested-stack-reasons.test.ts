/** Why a nested stack or a dynamic reference failed was not told, or told as a handler's words. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: CloudFormationClient;
const queue = (Properties: object) => ({ Type: "AWS::SQS::Queue", Properties });
const CHILDREN = {
  child: {
    Parameters: { Delay: { Type: "Number" } },
    Resources: { Inner: queue({ DelaySeconds: { Ref: "Delay" } }) },
  },
  unresolved: { Resources: { Inner: queue({ DelaySeconds: { Ref: "Nothing" } }) } },
};

beforeAll(async () => {
  brume = await testBrume();
  client = new CloudFormationClient(brume.client);
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "templates" }));
  for (const [Key, child] of Object.entries(CHILDREN))
    await s3.send(new PutObjectCommand({ Bucket: "templates", Key, Body: JSON.stringify(child) }));
});
afterAll(() => brume.stop());

const nested = (key: string, Parameters: object = {}) => ({
  Type: "AWS::CloudFormation::Stack",
  Properties: { TemplateURL: `${brume.url}/templates/${key}`, Parameters },
});
const template = (StackName: string, It: object) => ({
  StackName,
  TemplateBody: JSON.stringify({ Resources: { It } }),
});
async function reason(StackName: string): Promise<string> {
  await brume.kernel.settle();
  await client.send(new DescribeStacksCommand({ StackName }));
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents!.find((event) =>
    /^(CREATE|UPDATE)_FAILED$/.test(event.ResourceStatus!),
  );
  return failed!.ResourceStatusReason!.replace(/arn:\S+/, "<arn>");
}

test("a nested stack that fails says why", async () => {
  await client.send(new CreateStackCommand(template("a", nested("child", { Delay: "99999" }))));
  expect(await reason("a")).toBe(
    "Embedded stack <arn> was not successfully created: The following resource(s) failed to create: [Inner]. ",
  );
  await client.send(new CreateStackCommand(template("b", nested("child", { Delay: "1" }))));
  await brume.kernel.settle();
  await client.send(new UpdateStackCommand(template("b", nested("child", { Delay: "99999" }))));
  expect(await reason("b")).toBe(
    "Embedded stack <arn> was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to update: [Inner]. ",
  );
});

test("a nested stack that is refused is refused in CloudFormation's own words", async () => {
  await client.send(new CreateStackCommand(template("c", nested("unresolved"))));
  expect(await reason("c")).toBe(
    "Template format error: Unresolved resource dependencies [Nothing] in the Resources block of the template",
  );
  await client.send(new CreateStackCommand(template("d", nested("child"))));
  expect(await reason("d")).toBe("Parameters: [Delay] must have values");
});

test("a dynamic reference to nothing names it", async () => {
  const named = (QueueName: string) => queue({ QueueName });
  await client.send(new CreateStackCommand(template("e", named("{{resolve:ssm:/none}}"))));
  expect(await reason("e")).toBe("Parameters: [ssm:/none] cannot be found.");
  await client.send(
    new CreateStackCommand(template("f", named("{{resolve:secretsmanager:none:SecretString:x}}"))),
  );
  expect(await reason("f")).toBe("Secrets Manager can't find the specified secret.");
});
