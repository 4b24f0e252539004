/** AWS::Events::* for CloudFormation. */
import type { Target } from "#aws/generated/types/events";
import { Fault } from "#aws/fault";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, ownTags, tagList } from "#kernel/resource-tags";

async function ignoreMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Fault) || error.code !== "ResourceNotFoundException") throw error;
  });
}

/** Properties with the names of the operation's members, as they are. */
function picked(desired: Properties, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) => (desired[name] === undefined ? [] : [[name, desired[name]]])),
  );
}

/** What takes properties away that a resource has had. */
const emptied = (empty: Properties, previous: Properties): Properties =>
  Object.fromEntries(Object.entries(empty).filter(([name]) => previous[name] !== undefined));

/** Gives a resource the tags of the template, and takes those away that it has no longer. */
async function retag(
  ctx: ResourceContext,
  ResourceARN: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  const tags = ownTags(ctx, desired);
  const TagKeys = goneTags(tags, previous);
  if (TagKeys.length > 0) await ctx.call("events", "UntagResource", { ResourceARN, TagKeys });
  const Tags = tagList(tags);
  if (Tags.length > 0) await ctx.call("events", "TagResource", { ResourceARN, Tags });
}

const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

const BUS = ["Description", "KmsKeyIdentifier", "DeadLetterConfig"] as const;
const BUS_EMPTY = { Description: "", KmsKeyIdentifier: "", DeadLetterConfig: {} };

const eventBus: ResourceHandler = {
  properties: [...BUS, "Name", "EventSourceName", "Policy", "Tags"],
  replaces: ["Name", "EventSourceName"],
  async make(ctx, desired) {
    const Name = String(desired["Name"]);
    const { EventBusArn } = await ctx.call("events", "CreateEventBus", {
      Name,
      Tags: tagList(ownTags(ctx, desired)),
      ...picked(desired, [...BUS, "EventSourceName"]),
    });
    if (desired["Policy"] !== undefined)
      await ctx.call("events", "PutPermission", {
        EventBusName: Name,
        Policy: asText(desired["Policy"]),
      });
    return { id: Name, attributes: { Arn: EventBusArn, Name } };
  },
  async update(ctx, id, desired, previous) {
    const { Arn } = await ctx.call("events", "UpdateEventBus", {
      Name: id,
      ...emptied(BUS_EMPTY, previous),
      ...picked(desired, BUS),
    });
    if (desired["Policy"] !== undefined)
      await ctx.call("events", "PutPermission", {
        EventBusName: id,
        Policy: asText(desired["Policy"]),
      });
    else if (previous["Policy"] !== undefined)
      await ctx.call("events", "RemovePermission", {
        EventBusName: id,
        RemoveAllPermissions: true,
      });
    await retag(ctx, Arn!, desired, previous);
    return { id, attributes: { Arn, Name: id } };
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("events", "DeleteEventBus", { Name: id })),
};

const eventBusPolicy: ResourceHandler = {
  properties: ["EventBusName", "StatementId", "Statement", "Action", "Principal", "Condition"],
  replaces: ["EventBusName", "StatementId"],
  async make(ctx, desired) {
    await permit(ctx, desired);
    return { id: `${desired["EventBusName"] ?? "default"}|${desired["StatementId"]}` };
  },
  async update(ctx, id, desired) {
    await permit(ctx, desired);
    return { id };
  },
  remove(ctx, id) {
    const [EventBusName = "default", StatementId = ""] = id.split("|");
    return ignoreMissing(ctx.call("events", "RemovePermission", { EventBusName, StatementId }));
  },
};

async function permit(ctx: ResourceContext, desired: Properties): Promise<void> {
  const EventBusName = String(desired["EventBusName"] ?? "default");
  const statement = desired["Statement"] as Record<string, unknown> | undefined;
  if (statement === undefined) {
    await ctx.call("events", "PutPermission", {
      EventBusName,
      ...picked(desired, ["StatementId", "Action", "Principal", "Condition"]),
    });
    return;
  }
  const { Policy } = await ctx.call("events", "DescribeEventBus", { Name: EventBusName });
  const policy = (Policy === undefined ? { Statement: [] } : JSON.parse(Policy)) as {
    Statement: Record<string, unknown>[];
  };
  const Sid = desired["StatementId"];
  const others = [policy.Statement].flat().filter((one) => one["Sid"] !== Sid);
  await ctx.call("events", "PutPermission", {
    EventBusName,
    Policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [...others, { ...statement, Sid }],
    }),
  });
}

const RULE = ["ScheduleExpression", "State", "Description", "RoleArn", "EventBusName"] as const;

const rule: ResourceHandler = {
  properties: [...RULE, "Name", "EventPattern", "Targets", "Tags"],
  replaces: ["Name", "EventBusName"],
  async make(ctx, desired) {
    const Name = String(desired["Name"] ?? ctx.name({ maxLength: 64 }));
    return putRule(ctx, Name, desired, []);
  },
  async update(ctx, id, desired, previous) {
    const name = id.slice(id.lastIndexOf("|") + 1);
    const made = await putRule(ctx, name, desired, targetsOf(previous));
    await retag(ctx, made.attributes.Arn!, desired, previous);
    return made;
  },
  async remove(ctx, id, previous) {
    const place = {
      Rule: id.slice(id.lastIndexOf("|") + 1),
      ...picked(previous, ["EventBusName"]),
    };
    const Ids = targetsOf(previous).map((target) => target.Id);
    if (Ids.length > 0) await ignoreMissing(ctx.call("events", "RemoveTargets", { ...place, Ids }));
    const { Rule: Name, ...bus } = place;
    await ignoreMissing(ctx.call("events", "DeleteRule", { Name, ...bus }));
  },
};

const targetsOf = (desired: Properties): Target[] =>
  (desired["Targets"] as Target[] | undefined) ?? [];

async function putRule(
  ctx: ResourceContext,
  Name: string,
  desired: Properties,
  before: readonly Target[],
) {
  const bus = picked(desired, ["EventBusName"]);
  const { RuleArn } = await ctx.call("events", "PutRule", {
    Name,
    ...picked(desired, RULE),
    ...(desired["EventPattern"] === undefined
      ? {}
      : { EventPattern: asText(desired["EventPattern"]) }),
    Tags: tagList(ownTags(ctx, desired)),
  });
  const targets = targetsOf(desired);
  const gone = before.filter((old) => !targets.some((target) => target.Id === old.Id));
  if (gone.length > 0)
    await ctx.call("events", "RemoveTargets", { Rule: Name, ...bus, Ids: gone.map((t) => t.Id) });
  if (targets.length > 0)
    await ctx.call("events", "PutTargets", { Rule: Name, ...bus, Targets: targets });
  const name = desired["EventBusName"];
  const id = name === undefined || name === "default" ? Name : `${name}|${Name}`;
  return { id, attributes: { Arn: RuleArn } };
}

const ARCHIVE = ["Description", "RetentionDays", "KmsKeyIdentifier"] as const;

const ARCHIVE_EMPTY = {
  Description: "",
  RetentionDays: 0,
  KmsKeyIdentifier: "",
  EventPattern: "",
};

const archive: ResourceHandler = {
  properties: [...ARCHIVE, "ArchiveName", "SourceArn", "EventPattern"],
  replaces: ["ArchiveName", "SourceArn"],
  async make(ctx, desired) {
    const ArchiveName = String(desired["ArchiveName"] ?? ctx.name({ maxLength: 48 }));
    const { ArchiveArn } = await ctx.call("events", "CreateArchive", {
      ArchiveName,
      EventSourceArn: String(desired["SourceArn"]),
      ...archiveSettings(desired),
    });
    return { id: ArchiveName, attributes: { Arn: ArchiveArn, ArchiveName } };
  },
  async update(ctx, id, desired, previous) {
    const { ArchiveArn } = await ctx.call("events", "UpdateArchive", {
      ArchiveName: id,
      ...emptied(ARCHIVE_EMPTY, previous),
      ...archiveSettings(desired),
    });
    return { id, attributes: { Arn: ArchiveArn, ArchiveName: id } };
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("events", "DeleteArchive", { ArchiveName: id })),
};

const archiveSettings = (desired: Properties) => ({
  ...picked(desired, ARCHIVE),
  ...(desired["EventPattern"] === undefined
    ? {}
    : { EventPattern: asText(desired["EventPattern"]) }),
});

const CONNECTION = ["Description", "AuthParameters", "KmsKeyIdentifier"] as const;
type Authorization = "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";

const connection: ResourceHandler = {
  properties: [...CONNECTION, "Name", "AuthorizationType"],
  replaces: ["Name"],
  async make(ctx, desired) {
    const Name = String(desired["Name"] ?? ctx.name({ maxLength: 64 }));
    const { ConnectionArn } = await ctx.call("events", "CreateConnection", {
      Name,
      AuthorizationType: desired["AuthorizationType"] as Authorization,
      AuthParameters: desired["AuthParameters"] as object,
      ...picked(desired, ["Description", "KmsKeyIdentifier"]),
    });
    return connectionMade(ctx, Name, ConnectionArn);
  },
  async update(ctx, id, desired) {
    const { ConnectionArn } = await ctx.call("events", "UpdateConnection", {
      Name: id,
      ...picked(desired, [...CONNECTION, "AuthorizationType"]),
    });
    return connectionMade(ctx, id, ConnectionArn);
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("events", "DeleteConnection", { Name: id })),
};

async function connectionMade(ctx: ResourceContext, id: string, Arn: string | undefined) {
  const { SecretArn } = await ctx.call("events", "DescribeConnection", { Name: id });
  return { id, attributes: { ...arns(Arn), SecretArn } };
}

const DESTINATION = [
  "ConnectionArn",
  "Description",
  "HttpMethod",
  "InvocationEndpoint",
  "InvocationRateLimitPerSecond",
] as const;

const destinationSettings = (desired: Properties) => ({
  ...picked(desired, DESTINATION),
  ...(desired["InvocationRateLimitPerSecond"] === undefined
    ? {}
    : { InvocationRateLimitPerSecond: Number(desired["InvocationRateLimitPerSecond"]) }),
});

/** An ARN, and the one for policies, which is the same without the unique id at its end. */
const arns = (Arn: string | undefined) => ({
  Arn,
  ArnForPolicy: Arn?.slice(0, Arn.lastIndexOf("/")),
});

const apiDestination: ResourceHandler = {
  properties: [...DESTINATION, "Name"],
  replaces: ["Name"],
  async make(ctx, desired) {
    const Name = String(desired["Name"] ?? ctx.name({ maxLength: 64 }));
    const { ApiDestinationArn } = await ctx.call("events", "CreateApiDestination", {
      Name,
      ...destinationSettings(desired),
    } as never);
    return { id: Name, attributes: arns(ApiDestinationArn) };
  },
  async update(ctx, id, desired) {
    const { ApiDestinationArn } = await ctx.call("events", "UpdateApiDestination", {
      Name: id,
      ...destinationSettings(desired),
    });
    return { id, attributes: arns(ApiDestinationArn) };
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("events", "DeleteApiDestination", { Name: id })),
};

const ENDPOINT = [
  "Description",
  "RoutingConfig",
  "ReplicationConfig",
  "EventBuses",
  "RoleArn",
] as const;

const endpoint: ResourceHandler = {
  properties: [...ENDPOINT, "Name"],
  replaces: ["Name"],
  async make(ctx, desired) {
    const Name = String(desired["Name"] ?? ctx.name({ maxLength: 64 }));
    const input = { Name, ...picked(desired, ENDPOINT) };
    await ctx.call("events", "CreateEndpoint", input as never);
    return endpointMade(ctx, Name);
  },
  async update(ctx, id, desired) {
    await ctx.call("events", "UpdateEndpoint", { Name: id, ...picked(desired, ENDPOINT) });
    return endpointMade(ctx, id);
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("events", "DeleteEndpoint", { Name: id })),
};

async function endpointMade(ctx: ResourceContext, id: string) {
  const found = await ctx.call("events", "DescribeEndpoint", { Name: id });
  const { Arn, EndpointId, EndpointUrl, State } = found;
  return { id, attributes: { Arn, EndpointId, EndpointUrl, State } };
}

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::Events::ApiDestination": apiDestination,
  "AWS::Events::Archive": archive,
  "AWS::Events::Connection": connection,
  "AWS::Events::Endpoint": endpoint,
  "AWS::Events::EventBus": eventBus,
  "AWS::Events::EventBusPolicy": eventBusPolicy,
  "AWS::Events::Rule": rule,
};
