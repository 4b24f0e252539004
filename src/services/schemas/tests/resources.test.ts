/** AWS::EventSchemas::* through CloudFormation. */
import { expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import {
  DescribeDiscovererCommand,
  DescribeSchemaCommand,
  GetResourcePolicyCommand,
  ListDiscoverersCommand,
  ListRegistriesCommand,
  ListTagsForResourceCommand,
  SchemasClient,
} from "@aws-sdk/client-schemas";
import { testBrume } from "#test/harness/brume";

const template = (content: object, crossAccount: boolean, tags: object[]) =>
  JSON.stringify({
    Resources: {
      Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "orders" } },
      Discoverer: {
        Type: "AWS::EventSchemas::Discoverer",
        Properties: {
          SourceArn: { "Fn::GetAtt": ["Bus", "Arn"] },
          CrossAccount: crossAccount,
          Tags: tags,
        },
      },
      Registry: {
        Type: "AWS::EventSchemas::Registry",
        Properties: { RegistryName: "orders", Description: "d" },
      },
      Policy: {
        Type: "AWS::EventSchemas::RegistryPolicy",
        Properties: {
          RegistryName: { "Fn::GetAtt": ["Registry", "RegistryName"] },
          Policy: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { AWS: "*" }, Action: "schemas:*", Resource: "*" },
            ],
          },
        },
      },
      Schema: {
        Type: "AWS::EventSchemas::Schema",
        Properties: {
          RegistryName: { "Fn::GetAtt": ["Registry", "RegistryName"] },
          SchemaName: "Order",
          Type: "JSONSchemaDraft4",
          Content: JSON.stringify(content),
        },
      },
    },
    Outputs: {
      Discoverer: { Value: { "Fn::GetAtt": ["Discoverer", "DiscovererId"] } },
      DiscovererArn: { Value: { Ref: "Discoverer" } },
      Schema: { Value: { Ref: "Schema" } },
      Version: { Value: { "Fn::GetAtt": ["Schema", "SchemaVersion"] } },
    },
  });

test("a registry with its policy, a schema and a discoverer: made, changed, removed", async () => {
  const brume = await testBrume();
  try {
    const stacks = new CloudFormationClient(brume.client);
    const schemas = new SchemasClient(brume.client);
    const outputs = async (status: string) => {
      await brume.kernel.settle();
      const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: "s" }));
      const [stack] = Stacks!;
      expect([stack!.StackStatus, stack!.StackStatusReason]).toEqual([status as never, undefined]);
      return Object.fromEntries(stack!.Outputs!.map((one) => [one.OutputKey, one.OutputValue]));
    };
    const body = template({ type: "object" }, true, [{ Key: "a", Value: "1" }]);
    await stacks.send(new CreateStackCommand({ StackName: "s", TemplateBody: body }));
    const made = await outputs("CREATE_COMPLETE");
    expect(made).toEqual({
      Discoverer: "events-event-bus-orders",
      DiscovererArn: "arn:aws:schemas:us-east-1:000000000000:discoverer/events-event-bus-orders",
      Schema: "arn:aws:schemas:us-east-1:000000000000:schema/orders/Order",
      Version: "1",
    });
    const policy = new GetResourcePolicyCommand({ RegistryName: "orders" });
    expect(String((await schemas.send(policy)).Policy)).toContain("schemas:*");
    const changed = template({ type: "array" }, false, [{ Key: "b", Value: "2" }]);
    await stacks.send(new UpdateStackCommand({ StackName: "s", TemplateBody: changed }));
    expect((await outputs("UPDATE_COMPLETE"))["Version"]).toBe("2");
    const place = { RegistryName: "orders", SchemaName: "Order" };
    expect((await schemas.send(new DescribeSchemaCommand(place))).Content).toBe('{"type":"array"}');
    const DiscovererId = made["Discoverer"];
    const found = await schemas.send(new DescribeDiscovererCommand({ DiscovererId }));
    expect(found.CrossAccount).toBe(false);
    const ResourceArn = made["DiscovererArn"];
    const { Tags } = await schemas.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual({ b: "2" });
    await stacks.send(new DeleteStackCommand({ StackName: "s" }));
    await brume.kernel.settle();
    const { Registries } = await schemas.send(new ListRegistriesCommand({ Scope: "LOCAL" }));
    expect(Registries!.map(({ RegistryName }) => RegistryName)).toEqual(["discovered-schemas"]);
    expect((await schemas.send(new ListDiscoverersCommand({}))).Discoverers).toEqual([]);
  } finally {
    await brume.stop();
  }
});
