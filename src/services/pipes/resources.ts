/** AWS::Pipes::* for CloudFormation. */
import { Fault } from "#aws/fault";
import type { CreatePipeRequest, UpdatePipeRequest } from "#aws/generated/types/pipes";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";

const PROPERTIES = [
  "Name",
  "Description",
  "DesiredState",
  "Source",
  "SourceParameters",
  "Enrichment",
  "EnrichmentParameters",
  "Target",
  "TargetParameters",
  "RoleArn",
  "Tags",
  "LogConfiguration",
  "KmsKeyIdentifier",
];

/** Numbers and times that templates write as text. */
function inputOf(desired: Properties): Record<string, unknown> {
  return JSON.parse(JSON.stringify(desired), (name, value: unknown) => {
    if (typeof value !== "string") return value;
    if (name === "StartingPositionTimestamp")
      return /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value);
    return /(Size|Seconds|Attempts|Factor|Count)$/.test(name) ? Number(value) : value;
  }) as Record<string, unknown>;
}

const tagsOf = (ctx: ResourceContext, desired: Properties) => ({
  ...ctx.tags,
  ...(desired["Tags"] as Record<string, string> | undefined),
});

async function made(ctx: ResourceContext, Name: string) {
  const { Arn, CurrentState, CreationTime } = await ctx.call("pipes", "DescribePipe", { Name });
  const time = CreationTime === undefined ? "" : new Date(CreationTime).toISOString();
  return { id: Name, attributes: { Arn, CurrentState, CreationTime: time } };
}

const pipe: ResourceHandler = {
  properties: PROPERTIES,
  replaces: ["Name", "Source"],
  async make(ctx, desired) {
    const Name = String(desired["Name"] ?? ctx.name({ maxLength: 64 }));
    const input = { ...inputOf(desired), Name, Tags: tagsOf(ctx, desired) };
    await ctx.call("pipes", "CreatePipe", input as unknown as CreatePipeRequest);
    return made(ctx, Name);
  },
  async update(ctx, id, desired) {
    const { Tags: _tags, Source: _source, ...given } = inputOf(desired);
    const input = { ...given, Name: id } as unknown as UpdatePipeRequest;
    await ctx.call("pipes", "UpdatePipe", input);
    const { attributes } = await made(ctx, id);
    const tags = tagsOf(ctx, desired);
    await ctx.call("pipes", "TagResource", { resourceArn: String(attributes.Arn), tags });
    return { id, attributes };
  },
  async remove(ctx, id) {
    await ctx.call("pipes", "DeletePipe", { Name: id }).catch((error: unknown) => {
      if (!(error instanceof Fault) || error.code !== "NotFoundException") throw error;
    });
  },
};

export const resources: Readonly<Record<string, ResourceHandler>> = { "AWS::Pipes::Pipe": pipe };
