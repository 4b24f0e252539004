/** A custom resource whose maker is a function of the same stack. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume({ running: true });
});
afterAll(() => brume.stop());

const ZipFile = `
const http = require("http");
exports.handler = (event) => new Promise((resolve, reject) => {
  const body = JSON.stringify({
    Status: "SUCCESS", PhysicalResourceId: "made", StackId: event.StackId, RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId, Data: { Double: String(event.ResourceProperties.N * 2) },
  });
  const url = new URL(event.ResponseURL);
  const request = http.request({ host: url.hostname, port: url.port, path: url.pathname, method: "PUT" }, resolve);
  request.on("error", reject);
  request.end(body);
});`;

test("a function behind a custom resource answers", async () => {
  const client = new CloudFormationClient(brume.client);
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  };
  const template = {
    Resources: {
      Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
      Maker: {
        Type: "AWS::Lambda::Function",
        Properties: {
          Runtime: "nodejs20.x",
          Handler: "index.handler",
          Role: { "Fn::GetAtt": ["Role", "Arn"] },
          Code: { ZipFile },
        },
      },
      Made: {
        Type: "Custom::Double",
        Properties: { ServiceToken: { "Fn::GetAtt": ["Maker", "Arn"] }, N: 21 },
      },
    },
    Outputs: { Answer: { Value: { "Fn::GetAtt": ["Made", "Double"] } } },
  };
  await client.send(
    new CreateStackCommand({
      StackName: "doubling",
      TemplateBody: JSON.stringify(template),
      Capabilities: ["CAPABILITY_IAM"],
    }),
  );
  await brume.kernel.settle();
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: "doubling" }));
  expect([Stacks![0]!.StackStatus, Stacks![0]!.Outputs?.[0]?.OutputValue]).toEqual([
    "CREATE_COMPLETE",
    "42",
  ]);
}, 30_000);
