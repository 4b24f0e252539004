/** Macros on Lambda, and text of S3's that AWS::Include puts in. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: CloudFormationClient;
let s3: S3Client;
beforeAll(async () => {
  brume = await testBrume({ running: true });
  client = new CloudFormationClient(brume.client);
  s3 = new S3Client({ ...brume.client, forcePathStyle: true });
});
afterAll(() => brume.stop());

const Capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"] as const;

async function create(StackName: string, template: object): Promise<string> {
  await client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(template),
      Capabilities: [...Capabilities],
    }),
  );
  await brume.kernel.settle();
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return Stacks![0]!.StackStatus!;
}

async function processed(StackName: string) {
  const { TemplateBody } = await client.send(
    new GetTemplateCommand({ StackName, TemplateStage: "Processed" }),
  );
  return JSON.parse(TemplateBody!);
}

const ZipFile = `
exports.handler = async ({ requestId, fragment, params, templateParameterValues, transformId, accountId }) => {
  if (params.Fail) return { requestId, status: "failure", errorMessage: params.Fail };
  if (params.Odd) return { requestId: "another", status: "success", fragment };
  if (fragment.Resources) fragment.Resources.Added = { Type: "AWS::SQS::Queue", Properties: { QueueName: templateParameterValues.Name } };
  else fragment.DelaySeconds = Number(params.Delay);
  return { requestId, status: "SUCCESS", fragment };
};`;

const statement = {
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
};

test("a macro rewrites a template, or a part of one", async () => {
  const trust = { Version: "2012-10-17", Statement: [statement] };
  const macro = {
    Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
    Code: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Role: { "Fn::GetAtt": ["Role", "Arn"] },
        Code: { ZipFile },
      },
    },
    Macro: {
      Type: "AWS::CloudFormation::Macro",
      Properties: { Name: "Adder", FunctionName: { "Fn::GetAtt": ["Code", "Arn"] } },
    },
  };
  expect(await create("macro", { Resources: macro })).toBe("CREATE_COMPLETE");
  const using = (transform: object, Transform?: string) => ({
    ...(Transform === undefined ? {} : { Transform }),
    Parameters: { Name: { Type: "String", Default: "added-one" } },
    Resources: { Queue: { Type: "AWS::SQS::Queue", Properties: { ...transform } } },
  });
  const part = (Parameters: object) => ({ "Fn::Transform": { Name: "Adder", Parameters } });
  expect(await create("using", using(part({ Delay: 7 }), "Adder"))).toBe("CREATE_COMPLETE");
  const { Resources } = await processed("using");
  expect(Resources.Queue.Properties).toEqual({ DelaySeconds: 7 });
  expect(Resources.Added.Properties).toEqual({ QueueName: "added-one" });
  expect(create("fails", using(part({ Fail: "not today" })))).rejects.toThrow(
    "Transform 000000000000::Adder failed with: not today",
  );
  expect(create("odd", using(part({ Odd: 1 })))).rejects.toThrow(
    "Received malformed response from transform 000000000000::Adder",
  );
  expect(create("unknown", using({}, "Subtractor"))).rejects.toThrow(
    "No transform named Subtractor found.",
  );
  const TemplateBody = JSON.stringify(using(part({}), "Adder"));
  const summary = await client.send(new ValidateTemplateCommand({ TemplateBody }));
  expect(summary.DeclaredTransforms).toEqual(["Adder"]);
  expect(summary.Capabilities).toEqual(["CAPABILITY_AUTO_EXPAND"]);
}, 30_000);

test("text of S3's is put in where it is asked for", async () => {
  await s3.send(new CreateBucketCommand({ Bucket: "snippets" }));
  const put = (Key: string, Body: string) =>
    s3.send(new PutObjectCommand({ Bucket: "snippets", Key, Body }));
  await put("part.yaml", "DelaySeconds: 5\n");
  await put("whole.json", '{"Outputs":{"Told":{"Value":"yes"}}}');
  await put("bad.txt", "- a\n- b\n");
  const include = (Location: unknown) => ({ Name: "AWS::Include", Parameters: { Location } });
  const template = (Location: unknown) => ({
    Transform: include("s3://snippets/whole.json"),
    Parameters: { From: { Type: "String", Default: "s3://snippets/part.yaml" } },
    Resources: {
      Queue: {
        Type: "AWS::SQS::Queue",
        Properties: { VisibilityTimeout: 3, "Fn::Transform": include(Location) },
      },
    },
  });
  expect(await create("included", template({ Ref: "From" }))).toBe("CREATE_COMPLETE");
  const { Resources, Outputs } = await processed("included");
  expect(Resources.Queue.Properties).toEqual({ VisibilityTimeout: 3, DelaySeconds: 5 });
  expect(Outputs).toEqual({ Told: { Value: "yes" } });
  expect(create("bad", template("s3://snippets/bad.txt"))).rejects.toThrow(
    "Transform AWS::Include failed with: The specified S3 object's content should be valid Yaml/JSON",
  );
  expect(create("none", template("s3://snippets/none"))).rejects.toThrow(
    "Transform AWS::Include failed with: The specified key does not exist",
  );
});
