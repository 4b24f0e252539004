/** The CDK puts a resource about itself into every template. */
import { expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { testBrume } from "#test/harness/brume";

test("AWS::CDK::Metadata is taken", async () => {
  const brume = await testBrume();
  try {
    const client = new CloudFormationClient(brume.client);
    const Type = "AWS::CDK::Metadata";
    const TemplateBody = JSON.stringify({
      Resources: { CDKMetadata: { Type, Properties: { Analytics: "v2:deflate64:abc" } } },
    });
    await client.send(new CreateStackCommand({ StackName: "cdk", TemplateBody }));
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: "cdk" }));
    expect(Stacks![0]!.StackStatus).toBe("CREATE_COMPLETE");
  } finally {
    await brume.stop();
  }
});
