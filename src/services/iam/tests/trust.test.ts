/** Services that act as roles: where policies are enforced, a role's trust policy must admit them. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { SQS } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let iam: IAM;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  iam = new IAM(brume.client);
});
afterAll(() => brume.stop());

const ACCOUNT = "000000000000";
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:q`;

let made = 0;
async function role(trust: object): Promise<string> {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...trust }],
  });
  const RoleName = `role-${made++}`;
  return (await iam.createRole({ RoleName, AssumeRolePolicyDocument })).Role!.Arn!;
}

const service = (name: string) => ({ Principal: { Service: name } });
const asked = (Condition: object) => ({ ...service("sqs.amazonaws.com"), Condition });

test.each([
  ["the service", service("sqs.amazonaws.com"), {}, true],
  ["the service of the region", service("sqs.us-east-1.amazonaws.com"), {}, true],
  ["another service", service("sns.amazonaws.com"), {}, false],
  ["the account", { Principal: { AWS: ACCOUNT } }, {}, false],
  ["a source", asked({ ArnEquals: { "aws:SourceArn": QUEUE } }), { sourceArn: QUEUE }, true],
  ["another source", asked({ ArnEquals: { "aws:SourceArn": QUEUE } }), { sourceArn: "x" }, false],
  ["no source", asked({ ArnEquals: { "aws:SourceArn": QUEUE } }), {}, false],
  ["the account of it", asked({ StringEquals: { "aws:SourceAccount": ACCOUNT } }), {}, true],
  ["an id", asked({ StringEquals: { "sts:ExternalId": "e" } }), { externalId: "e" }, true],
  ["another id", asked({ StringEquals: { "sts:ExternalId": "e" } }), { externalId: "f" }, false],
])("a role that trusts %s", async (_what, trust, more, admitted) => {
  const arn = await role(trust);
  const taken = brume.kernel.roleSession(arn, "sqs", ACCOUNT, more);
  if (admitted) expect((await taken).issuer).toBe(arn);
  else
    await expect(taken).rejects.toThrow(
      `User: sqs.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
});

test("no role is there to be taken on", async () => {
  const taken = brume.kernel.roleSession(`arn:aws:iam::${ACCOUNT}:role/none`, "sqs", ACCOUNT);
  await expect(taken).rejects.toThrow("not authorized to perform: sts:AssumeRole");
});

test("a rule's target is called as a role that trusts EventBridge for that rule, and no other", async () => {
  const events = new EventBridge(brume.client);
  const kinesis = new Kinesis(brume.client);
  const sqs = new SQS(brume.client);
  await kinesis.createStream({ StreamName: "s", ShardCount: 1 });
  const StreamARN = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s`;
  const { QueueUrl } = await sqs.createQueue({ QueueName: "q" });
  const Statement = [
    {
      Effect: "Allow",
      Principal: service("events.amazonaws.com").Principal,
      Action: "sqs:*",
      Resource: "*",
    },
  ];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy } });
  const { RuleArn } = await events.putRule({ Name: "r", EventPattern: '{"source":["a"]}' });
  const records = async () => {
    const { ShardIterator } = await kinesis.getShardIterator({
      ...{ StreamARN, ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" },
    });
    return (await kinesis.getRecords({ ShardIterator })).Records!.length;
  };
  const fire = async (RoleArn: string) => {
    await iam.putRolePolicy({
      RoleName: RoleArn.split("/")[1],
      PolicyName: "p",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "kinesis:PutRecord", Resource: "*" }],
      }),
    });
    const target = { Id: "t", Arn: StreamARN, RoleArn, DeadLetterConfig: { Arn: QUEUE } };
    await events.putTargets({ Rule: "r", Targets: [target] });
    await events.putEvents({ Entries: [{ Source: "a", DetailType: "d", Detail: "{}" }] });
    await brume.kernel.settle();
  };
  const trusting = (name: string, source: string) => ({
    ...service(name),
    Condition: { ArnEquals: { "aws:SourceArn": source } },
  });
  await fire(await role(trusting("events.amazonaws.com", RuleArn!)));
  expect(await records()).toBe(1);
  await fire(await role(trusting("events.amazonaws.com", `${RuleArn}x`)));
  await fire(await role(trusting("lambda.amazonaws.com", RuleArn!)));
  expect(await records()).toBe(1);
  const { Messages = [] } = await sqs.receiveMessage({
    ...{ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] },
  });
  expect(Messages.map((m) => m.MessageAttributes!["ERROR_CODE"]!.StringValue)).toEqual([
    "NO_PERMISSIONS",
    "NO_PERMISSIONS",
  ]);
});
