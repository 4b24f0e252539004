/** AWS::Pipes::* for CloudFormation. */
import { Fault } from "#aws/fault";
import type { CreatePipeRequest, UpdatePipeRequest } from "#aws/generated/types/pipes";
import { loadModel } from "#aws/models";
import { arnParts } from "#aws/target-call";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, tagsOf } from "#kernel/resource-tags";
import { inputFromJson } from "#protocol/user-input";

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

/** An operation's input, with the numbers and times that templates write as text. */
function inputOf(operation: "CreatePipe" | "UpdatePipe", desired: Properties) {
  const model = loadModel("pipes");
  const timed = JSON.parse(JSON.stringify(desired), (name, value: unknown) =>
    name === "StartingPositionTimestamp" && /^\d+(\.\d+)?$/.test(String(value))
      ? Number(value)
      : value,
  ) as unknown;
  return inputFromJson(model, model.operations[operation]!, timed);
}

type Parts = Readonly<Record<string, unknown>>;

/**
 * What an update says of what a template says no longer: an update leaves alone what it is not given.
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UpdatePipe.html
 */
function withDefaults(desired: Properties, previous: Properties): Properties {
  const gone = (name: string) => previous[name] !== undefined && desired[name] === undefined;
  const out: Record<string, unknown> = { ...desired };
  for (const name of ["Description", "Enrichment", "KmsKeyIdentifier"])
    if (gone(name)) out[name] = "";
  if (gone("LogConfiguration")) out["LogConfiguration"] = { Level: "OFF" };
  if (gone("DesiredState")) out["DesiredState"] = "RUNNING";
  for (const name of ["SourceParameters", "EnrichmentParameters", "TargetParameters"]) {
    const before = (previous[name] ?? {}) as Parts;
    const now = (desired[name] ?? {}) as Parts;
    const cleared = Object.keys(before).filter((part) => now[part] === undefined);
    // Parameters of a target of another kind go with it.
    const moved = name === "TargetParameters" && kindOf(desired) !== kindOf(previous);
    const parts = moved ? cleared.filter((part) => part === "InputTemplate") : cleared;
    if (parts.length > 0)
      out[name] = { ...Object.fromEntries(parts.map((part) => [part, emptyOf(part)])), ...now };
  }
  return out;
}

const kindOf = ({ Target }: Properties): string => arnParts(String(Target)).service;

function emptyOf(part: string): unknown {
  if (part === "InputTemplate") return "";
  return part === "FilterCriteria" ? { Filters: [] } : {};
}

/** Gives a pipe the tags of the template, and takes those away that it has no longer. */
async function retag(
  ctx: ResourceContext,
  resourceArn: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  const tags = tagsOf(ctx, desired);
  const tagKeys = goneTags(tags, previous);
  if (tagKeys.length > 0) await ctx.call("pipes", "UntagResource", { resourceArn, tagKeys });
  await ctx.call("pipes", "TagResource", { resourceArn, tags });
}

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
    const { Tags: _tags, ...given } = desired;
    const input = { ...inputOf("CreatePipe", given), Name, Tags: tagsOf(ctx, desired) };
    await ctx.call("pipes", "CreatePipe", input as unknown as CreatePipeRequest);
    return made(ctx, Name);
  },
  async update(ctx, id, desired, previous) {
    const input = { ...inputOf("UpdatePipe", withDefaults(desired, previous)), Name: id };
    await ctx.call("pipes", "UpdatePipe", input as unknown as UpdatePipeRequest);
    const { attributes } = await made(ctx, id);
    await retag(ctx, String(attributes.Arn), desired, previous);
    return { id, attributes };
  },
  async remove(ctx, id) {
    await ctx.call("pipes", "DeletePipe", { Name: id }).catch((error: unknown) => {
      if (!(error instanceof Fault) || error.code !== "NotFoundException") throw error;
    });
  },
};

export const resources: Readonly<Record<string, ResourceHandler>> = { "AWS::Pipes::Pipe": pipe };
