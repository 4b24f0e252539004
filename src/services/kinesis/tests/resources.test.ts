/** AWS::Kinesis::* by stacks. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as cloudformation from "@aws-sdk/client-cloudformation";
import * as kinesis from "@aws-sdk/client-kinesis";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let stacks: cloudformation.CloudFormation;
let client: kinesis.Kinesis;
beforeAll(async () => {
  brume = await testBrume({ running: true });
  stacks = new cloudformation.CloudFormation(brume.client);
  client = new kinesis.Kinesis(brume.client);
});
afterAll(() => brume.stop());

const template = (properties: object) =>
  JSON.stringify({
    Resources: {
      Stream: { Type: "AWS::Kinesis::Stream", Properties: properties },
      Consumer: {
        Type: "AWS::Kinesis::StreamConsumer",
        Properties: { ConsumerName: "reader", StreamARN: { "Fn::GetAtt": ["Stream", "Arn"] } },
      },
      Policy: {
        Type: "AWS::Kinesis::ResourcePolicy",
        Properties: {
          ResourceArn: { "Fn::GetAtt": ["Stream", "Arn"] },
          ResourcePolicy: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "111111111111" },
                Action: "kinesis:PutRecord",
                Resource: { "Fn::GetAtt": ["Stream", "Arn"] },
              },
            ],
          },
        },
      },
    },
    Outputs: {
      Name: { Value: { Ref: "Stream" } },
      Consumer: { Value: { "Fn::GetAtt": ["Consumer", "ConsumerARN"] } },
    },
  });

test("a stream, its consumer and its policy are made, changed and removed", async () => {
  const StackName = "streams";
  await stacks.createStack({
    StackName,
    TemplateBody: template({
      ShardCount: 1,
      RetentionPeriodHours: "48",
      DesiredShardLevelMetrics: ["IncomingBytes"],
      Tags: [{ Key: "a", Value: "1" }],
    }),
  });
  const waits = { client: stacks, maxWaitTime: 60, minDelay: 0.1, maxDelay: 0.5 };
  await cloudformation.waitUntilStackCreateComplete(waits, { StackName });
  const { Stacks } = await stacks.describeStacks({ StackName });
  const outputs = Object.fromEntries(
    Stacks![0]!.Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const StreamName = outputs["Name"]!;
  expect(StreamName).toStartWith("streams-Stream-");
  expect(outputs["Consumer"]).toContain(`stream/${StreamName}/consumer/reader:`);
  const summary = async () =>
    (await client.describeStreamSummary({ StreamName })).StreamDescriptionSummary!;
  const { StreamARN, ...made } = await summary();
  expect(made).toMatchObject({
    ...{ OpenShardCount: 1, RetentionPeriodHours: 48, ConsumerCount: 1 },
    EnhancedMonitoring: [{ ShardLevelMetrics: ["IncomingBytes"] }],
  });
  expect((await client.getResourcePolicy({ ResourceARN: StreamARN })).Policy).toContain(
    "111111111111",
  );
  await stacks.updateStack({
    StackName,
    TemplateBody: template({
      ShardCount: 5,
      StreamEncryption: { EncryptionType: "KMS", KeyId: "alias/aws/kinesis" },
      Tags: [{ Key: "b", Value: "2" }],
    }),
  });
  await cloudformation.waitUntilStackUpdateComplete(waits, { StackName });
  expect(await summary()).toMatchObject({
    ...{ OpenShardCount: 5, RetentionPeriodHours: 24, EncryptionType: "KMS" },
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
  });
  const { Tags } = await client.listTagsForStream({ StreamName });
  expect(Tags!.map(({ Key }) => Key).filter((key) => !key!.startsWith("aws:"))).toEqual(["b"]);
  await stacks.deleteStack({ StackName });
  await cloudformation.waitUntilStackDeleteComplete(waits, { StackName });
  expect((await client.listStreams({})).StreamNames).toEqual([]);
}, 60_000);
