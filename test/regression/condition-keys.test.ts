/** Condition keys of policies that were not there: tags, namespaces, labels of objects, sources of copies. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { IAM } from "@aws-sdk/client-iam";
import { KMS } from "@aws-sdk/client-kms";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SSM } from "@aws-sdk/client-ssm";
import { type TestBrume, testBrume } from "#test/harness/brume";

type Options = TestBrume["client"];
let brume: TestBrume;
const GROUP = "/held";
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  const s3 = new S3({ ...brume.client, forcePathStyle: true });
  await s3.createBucket({ Bucket: "held" });
  for (const Key of ["mine", "other"])
    await s3.putObject({ Bucket: "held", Key, Body: "x", Tagging: `env=${Key}` });
  await new SSM(brume.client).putParameter({ Name: "/held", Value: "x", Type: "String", Tags });
  await new SecretsManager(brume.client).createSecret({ Name: "held", SecretString: "x", Tags });
  await new CloudWatchLogs(brume.client).createLogGroup({ logGroupName: GROUP, tags });
});
afterAll(() => brume.stop());

const tags = { env: "dev" };
const Tags = [{ Key: "env", Value: "dev" }];

let made = 0;
/** What a user of these statements is answered: "done", or a code. */
async function outcome(statements: object[], ask: (options: Options) => Promise<unknown>) {
  const UserName = `user-${++made}`;
  const iam = new IAM(brume.client);
  await iam.createUser({ UserName });
  await iam.putUserPolicy({
    UserName,
    PolicyName: "p",
    PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  });
  const { AccessKey } = await iam.createAccessKey({ UserName });
  const credentials = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
  return ask({ ...brume.client, credentials }).then(
    () => "done",
    (error: Error) => error.name,
  );
}

const allow = (Action: string, Condition?: object, Resource = "*") => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const equals = (key: string, value: string) => ({ StringEquals: { [key]: value } });
const s3 = (options: Options) => new S3({ ...options, forcePathStyle: true });

test.each<[string, string, string, (options: Options) => Promise<unknown>]>([
  [
    "ssm:PutParameter",
    "aws:RequestTag/env",
    "dev",
    (o) => new SSM(o).putParameter({ Name: `/new-${++made}`, Value: "x", Type: "String", Tags }),
  ],
  [
    "ssm:GetParameter",
    "aws:ResourceTag/env",
    "dev",
    (o) => new SSM(o).getParameter({ Name: "/held" }),
  ],
  [
    "secretsmanager:CreateSecret",
    "aws:RequestTag/env",
    "dev",
    (o) => new SecretsManager(o).createSecret({ Name: `new-${++made}`, Tags }),
  ],
  [
    "secretsmanager:DescribeSecret",
    "aws:ResourceTag/env",
    "dev",
    (o) => new SecretsManager(o).describeSecret({ SecretId: "held" }),
  ],
  [
    "kms:CreateKey",
    "aws:RequestTag/env",
    "dev",
    (o) => new KMS(o).createKey({ Tags: [{ TagKey: "env", TagValue: "dev" }] }),
  ],
  [
    "logs:CreateLogGroup",
    "aws:RequestTag/env",
    "dev",
    (o) => new CloudWatchLogs(o).createLogGroup({ logGroupName: `/new-${++made}`, tags }),
  ],
  [
    "logs:FilterLogEvents",
    "aws:ResourceTag/env",
    "dev",
    (o) => new CloudWatchLogs(o).filterLogEvents({ logGroupName: GROUP }),
  ],
  [
    "cloudwatch:PutMetricData",
    "cloudwatch:namespace",
    "Mine",
    (o) =>
      new CloudWatch(o).putMetricData({
        Namespace: "Mine",
        MetricData: [{ MetricName: "m", Value: 1 }],
      }),
  ],
  [
    "s3:GetObject",
    "s3:ExistingObjectTag/env",
    "mine",
    (o) => s3(o).getObject({ Bucket: "held", Key: "mine" }),
  ],
  [
    "s3:GetObject",
    "aws:ResourceAccount",
    "000000000000",
    (o) => s3(o).getObject({ Bucket: "held", Key: "mine" }),
  ],
])("%s by %s", async (action, key, value, ask) => {
  expect(await outcome([allow(action, equals(key, value))], ask)).toBe("done");
  expect(await outcome([allow(action, equals(key, "else"))], ask)).toMatch(/^AccessDenied/);
});

test("a copy asks for its source too", async () => {
  const statements = [
    allow("s3:PutObject"),
    allow("s3:GetObject", undefined, "arn:aws:s3:::held/mine"),
  ];
  const copy = (key: string) => (options: Options) =>
    s3(options).copyObject({ Bucket: "held", Key: "copy", CopySource: `held/${key}` });
  expect(await outcome(statements, copy("mine"))).toBe("done");
  expect(await outcome(statements, copy("other"))).toBe("AccessDenied");
});

test("a log group is named by policies with what stands behind it", async () => {
  const statements = [
    allow("logs:*", undefined, `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}:*`),
  ];
  const filter = (logGroupName: string) => (options: Options) =>
    new CloudWatchLogs(options).filterLogEvents({ logGroupName });
  expect(await outcome(statements, filter(GROUP))).toBe("done");
  expect(await outcome(statements, filter("/else"))).toBe("AccessDeniedException");
});
