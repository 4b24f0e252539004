/** AWS::SSM::Parameter for CloudFormation. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, tagList, tagsOf } from "#kernel/resource-tags";

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

async function tag(
  ctx: ResourceContext,
  ResourceId: string,
  desired: Properties,
  previous: Properties = {},
): Promise<void> {
  const of = { ResourceType: "Parameter" as const, ResourceId };
  const tags = tagsOf(ctx, desired);
  const [Tags, TagKeys] = [tagList(tags), goneTags(tags, previous)];
  if (TagKeys.length > 0) await ctx.call("ssm", "RemoveTagsFromResource", { ...of, TagKeys });
  if (Tags.length > 0) await ctx.call("ssm", "AddTagsToResource", { ...of, Tags });
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
  async update(ctx, id, desired, previous) {
    await put(ctx, id, desired, true);
    await tag(ctx, id, desired, previous);
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
