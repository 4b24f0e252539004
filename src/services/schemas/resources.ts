/** AWS::EventSchemas::* for CloudFormation. */
import { Fault } from "#aws/fault";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, ownTags } from "#kernel/resource-tags";

async function ignoreMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Fault) || error.code !== "NotFoundException") throw error;
  });
}

/** Gives a resource the tags of the template, and takes those away that it has no longer. */
async function retag(
  ctx: ResourceContext,
  ResourceArn: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  const tags = ownTags(ctx, desired);
  const TagKeys = goneTags(tags, previous);
  if (TagKeys.length > 0) await ctx.call("schemas", "UntagResource", { ResourceArn, TagKeys });
  if (Object.keys(tags).length > 0)
    await ctx.call("schemas", "TagResource", { ResourceArn, Tags: tags });
}

const textOf = (value: unknown): string => String(value);

const described = (desired: Properties) =>
  desired["Description"] === undefined ? {} : { Description: textOf(desired["Description"]) };

/** The last part of an ARN. */
const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

const registry: ResourceHandler = {
  properties: ["Description", "RegistryName", "Tags"],
  async make(ctx, desired) {
    const RegistryName = textOf(desired["RegistryName"] ?? ctx.name({ maxLength: 64 }));
    const { RegistryArn } = await ctx.call("schemas", "CreateRegistry", {
      RegistryName,
      Tags: ownTags(ctx, desired),
      ...described(desired),
    });
    return { id: RegistryArn!, attributes: { RegistryArn, RegistryName } };
  },
  async update(ctx, id, desired, previous) {
    const RegistryName = nameIn(id);
    const Description = textOf(desired["Description"] ?? "");
    await ctx.call("schemas", "UpdateRegistry", { RegistryName, Description });
    await retag(ctx, id, desired, previous);
    return { id, attributes: { RegistryArn: id, RegistryName } };
  },
  remove: (ctx, id) =>
    ignoreMissing(ctx.call("schemas", "DeleteRegistry", { RegistryName: nameIn(id) })),
};

const policyText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

async function putPolicy(ctx: ResourceContext, desired: Properties) {
  const RegistryName = textOf(desired["RegistryName"]);
  const revision = desired["RevisionId"];
  await ctx.call("schemas", "PutResourcePolicy", {
    RegistryName,
    Policy: policyText(desired["Policy"]),
    ...(revision === undefined ? {} : { RevisionId: textOf(revision) }),
  });
  return { id: RegistryName, attributes: { Id: RegistryName } };
}

const registryPolicy: ResourceHandler = {
  properties: ["Policy", "RegistryName", "RevisionId"],
  replaces: ["RegistryName"],
  make: putPolicy,
  update: (ctx, _id, desired) => putPolicy(ctx, desired),
  remove: (ctx, id) =>
    ignoreMissing(ctx.call("schemas", "DeleteResourcePolicy", { RegistryName: id })),
};

type Type = "OpenApi3" | "JSONSchemaDraft4";

interface Written {
  readonly SchemaArn?: string;
  readonly SchemaName?: string;
  readonly SchemaVersion?: string;
  readonly LastModified?: number;
  readonly VersionCreatedDate?: number;
}

const timeOf = (milliseconds = 0): string => new Date(milliseconds).toISOString();

const schemaMade = (made: Written) => ({
  id: made.SchemaArn!,
  attributes: {
    SchemaArn: made.SchemaArn,
    SchemaName: made.SchemaName,
    SchemaVersion: made.SchemaVersion,
    LastModified: timeOf(made.LastModified),
    VersionCreatedDate: timeOf(made.VersionCreatedDate),
  },
});

/** The registry's name and the schema's, of arn:...:schema/registry/schema. */
function placeIn(arn: string) {
  const [, RegistryName = "", SchemaName = ""] = arn.split("/");
  return { RegistryName, SchemaName };
}

const schema: ResourceHandler = {
  properties: ["Type", "Description", "Content", "RegistryName", "SchemaName", "Tags"],
  async make(ctx, desired) {
    const made = await ctx.call("schemas", "CreateSchema", {
      RegistryName: textOf(desired["RegistryName"]),
      SchemaName: textOf(desired["SchemaName"] ?? ctx.name({ maxLength: 128 })),
      Type: textOf(desired["Type"]) as Type,
      Content: textOf(desired["Content"]),
      Tags: ownTags(ctx, desired),
      ...described(desired),
    });
    return schemaMade(made);
  },
  async update(ctx, id, desired, previous) {
    const made = await ctx.call("schemas", "UpdateSchema", {
      ...placeIn(id),
      Type: textOf(desired["Type"]) as Type,
      Content: textOf(desired["Content"]),
      Description: textOf(desired["Description"] ?? ""),
    });
    await retag(ctx, id, desired, previous);
    return schemaMade(made);
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("schemas", "DeleteSchema", placeIn(id))),
};

interface Discovering {
  readonly DiscovererArn?: string;
  readonly DiscovererId?: string;
  readonly CrossAccount?: boolean;
  readonly State?: string;
}

const discovererMade = (made: Discovering) => ({
  id: made.DiscovererArn!,
  attributes: {
    DiscovererArn: made.DiscovererArn,
    DiscovererId: made.DiscovererId,
    CrossAccount: made.CrossAccount,
    State: made.State,
  },
});

/** As AWS has it where nothing is said. */
const crossAccount = (desired: Properties): boolean =>
  textOf(desired["CrossAccount"] ?? true) === "true";

const discoverer: ResourceHandler = {
  properties: ["CrossAccount", "Description", "SourceArn", "Tags"],
  async make(ctx, desired) {
    const made = await ctx.call("schemas", "CreateDiscoverer", {
      SourceArn: textOf(desired["SourceArn"]),
      CrossAccount: crossAccount(desired),
      Tags: ownTags(ctx, desired),
      ...described(desired),
    });
    return discovererMade(made);
  },
  async update(ctx, id, desired, previous) {
    const made = await ctx.call("schemas", "UpdateDiscoverer", {
      DiscovererId: nameIn(id),
      CrossAccount: crossAccount(desired),
      Description: textOf(desired["Description"] ?? ""),
    });
    await retag(ctx, id, desired, previous);
    return discovererMade(made);
  },
  remove: (ctx, id) =>
    ignoreMissing(ctx.call("schemas", "DeleteDiscoverer", { DiscovererId: nameIn(id) })),
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::EventSchemas::Discoverer": discoverer,
  "AWS::EventSchemas::Registry": registry,
  "AWS::EventSchemas::RegistryPolicy": registryPolicy,
  "AWS::EventSchemas::Schema": schema,
};
