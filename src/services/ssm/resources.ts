/** AWS::SSM::Parameter for CloudFormation. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";

const put = (ctx: ResourceContext, Name: string, desired: Properties, Overwrite: boolean) =>
  ctx.call("ssm", "PutParameter", {
    Name,
    Overwrite,
    Type: desired["Type"] as "String",
    Value: String(desired["Value"]),
    ...(desired["Description"] === undefined
      ? {}
      : { Description: desired["Description"] as string }),
    ...(desired["AllowedPattern"] === undefined
      ? {}
      : { AllowedPattern: desired["AllowedPattern"] as string }),
    ...(desired["Tier"] === undefined ? {} : { Tier: desired["Tier"] as "Standard" }),
    ...(desired["DataType"] === undefined ? {} : { DataType: desired["DataType"] as string }),
    ...(desired["Policies"] === undefined ? {} : { Policies: desired["Policies"] as string }),
  });

const made = (id: string, desired: Properties) => ({
  id,
  attributes: { Type: desired["Type"], Value: desired["Value"] },
});

async function tag(ctx: ResourceContext, id: string, desired: Properties): Promise<void> {
  const all = { ...ctx.tags, ...(desired["Tags"] as Record<string, string> | undefined) };
  const Tags = Object.entries(all).map(([Key, Value]) => ({ Key, Value: String(Value) }));
  if (Tags.length > 0)
    await ctx.call("ssm", "AddTagsToResource", { ResourceType: "Parameter", ResourceId: id, Tags });
}

const parameter: ResourceHandler = {
  properties: [
    "Name",
    "Type",
    "Value",
    "Description",
    "AllowedPattern",
    "Tier",
    "DataType",
    "Policies",
    "Tags",
  ],
  async make(ctx, desired) {
    const id = (desired["Name"] as string | undefined) ?? `CFN-${ctx.name({ maxLength: 512 })}`;
    await put(ctx, id, desired, false);
    await tag(ctx, id, desired);
    return made(id, desired);
  },
  async update(ctx, id, desired) {
    await put(ctx, id, desired, true);
    await tag(ctx, id, desired);
    return made(id, desired);
  },
  async remove(ctx, id) {
    await ctx.call("ssm", "DeleteParameters", { Names: [id] });
  },
  async read(ctx, id) {
    const { Parameters } = await ctx.call("ssm", "GetParameters", { Names: [id] });
    const found = Parameters?.[0];
    if (found === undefined) return undefined;
    return { Name: id, Type: found.Type, Value: found.Value, DataType: found.DataType };
  },
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::SSM::Parameter": parameter,
};
