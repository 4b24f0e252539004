/** AWS::KinesisFirehose::DeliveryStream in templates. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import * as c from "@aws-sdk/client-cloudformation";
import * as f from "@aws-sdk/client-firehose";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { arnOf, Firehoses } from "./harness.ts";

let brume: TestBrume;
let h: Firehoses;
let cfn: c.CloudFormationClient;
beforeAll(async () => {
  brume = await testBrume();
  h = new Firehoses(brume);
  cfn = new c.CloudFormationClient(h.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const template = (destination: object, more: object = {}) =>
  JSON.stringify({
    Resources: {
      Lake: { Type: "AWS::S3::Bucket", Properties: { BucketName: "lake" } },
      Flow: {
        Type: "AWS::KinesisFirehose::DeliveryStream",
        Properties: {
          DeliveryStreamName: "flow",
          ExtendedS3DestinationConfiguration: {
            RoleARN: "arn:aws:iam::000000000000:role/r",
            BucketARN: { "Fn::GetAtt": ["Lake", "Arn"] },
            BufferingHints: { IntervalInSeconds: "60", SizeInMBs: "1" },
            ...destination,
          },
          ...more,
        },
      },
    },
    Outputs: {
      Name: { Value: { Ref: "Flow" } },
      Arn: { Value: { "Fn::GetAtt": ["Flow", "Arn"] } },
    },
  });

async function settled(): Promise<c.Stack> {
  await brume.advance(1_000);
  const { Stacks } = await cfn.send(new c.DescribeStacksCommand({ StackName: "s" }));
  return Stacks![0]!;
}

test("a stack makes a stream that delivers, changes it, and removes it", async () => {
  const first = { StackName: "s", TemplateBody: template({ Prefix: "a/" }) };
  await cfn.send(new c.CreateStackCommand({ ...first, Tags: [{ Key: "team", Value: "x" }] }));
  const made = await settled();
  expect(made.StackStatus).toBe("CREATE_COMPLETE");
  const outputs = Object.fromEntries(made.Outputs!.map((o) => [o.OutputKey, o.OutputValue]));
  expect(outputs).toEqual({ Name: "flow", Arn: arnOf("flow") });
  await h.put("one");
  await brume.advance(60_000);
  expect(await h.all("a/")).toBe("one");
  const TemplateBody = template(
    { CompressionFormat: "GZIP" },
    {
      DeliveryStreamEncryptionConfigurationInput: { KeyType: "AWS_OWNED_CMK" },
      Tags: [{ Key: "own", Value: "y" }],
    },
  );
  await cfn.send(new c.UpdateStackCommand({ StackName: "s", TemplateBody }));
  expect((await settled()).StackStatus).toBe("UPDATE_COMPLETE");
  const found = await h.described();
  expect(found.VersionId).toBe("2");
  expect(found.DeliveryStreamEncryptionConfiguration!.Status).toBe("ENABLED");
  expect(found.Destinations![0]!.ExtendedS3DestinationDescription).toMatchObject({
    ...{ Prefix: "", CompressionFormat: "GZIP" },
    BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
  });
  const { Tags } = await h.firehose.send(
    new f.ListTagsForDeliveryStreamCommand({ DeliveryStreamName: "flow" }),
  );
  expect(Tags).toContainEqual({ Key: "own", Value: "y" });
  await cfn.send(
    new c.UpdateStackCommand({
      StackName: "s",
      TemplateBody: JSON.stringify({ Resources: { Other: { Type: "AWS::SQS::Queue" } } }),
    }),
  );
  await settled();
  const { DeliveryStreamNames } = await h.firehose.send(new f.ListDeliveryStreamsCommand({}));
  expect(DeliveryStreamNames).toEqual([]);
});

test("a property that is not obeyed fails the stack and is named", async () => {
  const TemplateBody = template({}, { SplunkDestinationConfiguration: {} });
  await cfn.send(new c.CreateStackCommand({ StackName: "s", TemplateBody }));
  await settled();
  const { StackEvents } = await cfn.send(new c.DescribeStackEventsCommand({ StackName: "s" }));
  expect(StackEvents!.map((one) => one.ResourceStatusReason ?? "").join("\n")).toContain(
    "SplunkDestinationConfiguration",
  );
});
