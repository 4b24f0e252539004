/** Tags of templates: the tables of DynamoDB had those of their stack alone, and others kept what was gone. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SSM } from "@aws-sdk/client-ssm";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

const listed = (tags: object) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

function template(tags: Record<string, string>): string {
  const keys = {
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  };
  const Tags = listed(tags);
  const replica = { Region: "us-east-1", Tags };
  const Resources = {
    Table: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "table", ...keys, Tags } },
    Global: {
      Type: "AWS::DynamoDB::GlobalTable",
      Properties: { TableName: "global", ...keys, Replicas: [replica] },
    },
    Secret: {
      Type: "AWS::SecretsManager::Secret",
      Properties: { Name: "secret", SecretString: "s", Tags },
    },
    Parameter: {
      Type: "AWS::SSM::Parameter",
      Properties: { Name: "parameter", Type: "String", Value: "v", Tags: tags },
    },
  };
  return JSON.stringify({ Resources });
}

test("the template's tags are there, and go with it", async () => {
  const stacks = new CloudFormation(brume.client);
  const dynamodb = new DynamoDB(brume.client);
  const secrets = new SecretsManager(brume.client);
  const ssm = new SSM(brume.client);
  const tableTags = async (name: string) => {
    const ResourceArn = `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`;
    return (await dynamodb.listTagsOfResource({ ResourceArn })).Tags!;
  };
  const held = async () => {
    const all = [
      await tableTags("table"),
      await tableTags("global"),
      (await secrets.describeSecret({ SecretId: "secret" })).Tags!,
      (await ssm.listTagsForResource({ ResourceType: "Parameter", ResourceId: "parameter" }))
        .TagList!,
    ];
    return all.map((tags) =>
      Object.fromEntries(
        tags.map(({ Key, Value }) => [Key, Value]).filter(([key]) => !key!.startsWith("aws:")),
      ),
    );
  };
  const stack = { StackName: "s", Tags: listed({ of: "stack" }) };
  await stacks.createStack({ ...stack, TemplateBody: template({ a: "1", b: "2" }) });
  await brume.kernel.settle();
  expect(await held()).toEqual(Array(4).fill({ of: "stack", a: "1", b: "2" }));
  await stacks.updateStack({ ...stack, TemplateBody: template({ b: "3" }) });
  await brume.kernel.settle();
  expect(await held()).toEqual(Array(4).fill({ of: "stack", b: "3" }));
});
