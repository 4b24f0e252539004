/** AWS::DynamoDB::Table for CloudFormation, over DynamoDB's own operations. */
import { Fault, notImplemented } from "#aws/fault";
import type { Made, Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { tagList, tagsOf } from "#kernel/resource-tags";

type Tag = { Key: string; Value: string };

/** Properties that CreateTable takes as they are. */
const AS_GIVEN = [
  "AttributeDefinitions",
  "KeySchema",
  "BillingMode",
  "ProvisionedThroughput",
  "GlobalSecondaryIndexes",
  "LocalSecondaryIndexes",
  "TableClass",
  "DeletionProtectionEnabled",
  "OnDemandThroughput",
  "WarmThroughput",
] as const;

/** AWS::DynamoDB::Table's own properties: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
const table: ResourceHandler = {
  properties: [
    ...AS_GIVEN,
    "TableName",
    "StreamSpecification",
    "SSESpecification",
    "TimeToLiveSpecification",
    "Tags",
    "PointInTimeRecoverySpecification",
    "KinesisStreamSpecification",
    "ResourcePolicy",
  ],
  replaces: ["TableName", "KeySchema", "LocalSecondaryIndexes"],

  async make(ctx, desired) {
    const name = (desired["TableName"] as string | undefined) ?? ctx.name({ maxLength: 255 });
    const input: Record<string, unknown> = { TableName: name, ...createParts(desired) };
    const tags = tagList(tagsOf(ctx, desired));
    if (tags.length > 0) input["Tags"] = tags;
    try {
      await ctx.call("dynamodb", "CreateTable", input as never);
    } catch (error) {
      if (!(await madeBefore(ctx, name, error))) throw error;
    }
    await applySettings(ctx, name, desired, {});
    return made(ctx, name);
  },

  async update(ctx, id, desired, previous) {
    for (const change of changesOf(desired, previous))
      await ctx.call("dynamodb", "UpdateTable", { TableName: id, ...change } as never);
    await applySettings(ctx, id, desired, previous);
    await applyTags(ctx, id, desired);
    return made(ctx, id);
  },

  async remove(ctx, id) {
    try {
      await ctx.call("dynamodb", "DeleteTable", { TableName: id });
    } catch (error) {
      if (!(error instanceof Fault && error.code === "ResourceNotFoundException")) throw error;
    }
  },

  async read(ctx, id) {
    try {
      const { Table: shown } = (await ctx.call("dynamodb", "DescribeTable", { TableName: id })) as {
        Table: Record<string, unknown>;
      };
      return {
        TableName: id,
        AttributeDefinitions: shown["AttributeDefinitions"],
        KeySchema: shown["KeySchema"],
      };
    } catch (error) {
      if (error instanceof Fault && error.code === "ResourceNotFoundException") return undefined;
      throw error;
    }
  },
};

/** A retried step finds the table that its first try made. */
async function madeBefore(ctx: ResourceContext, name: string, error: unknown): Promise<boolean> {
  if (!(error instanceof Fault) || error.code !== "ResourceInUseException") return false;
  const arn = `arn:${ctx.partition}:dynamodb:${ctx.region}:${ctx.account}:table/${name}`;
  const { Tags } = (await ctx.call("dynamodb", "ListTagsOfResource", { ResourceArn: arn })) as {
    Tags?: Tag[];
  };
  const has = (key: string, value: string) =>
    Tags?.some((tag) => tag.Key === key && tag.Value === value);
  return Boolean(
    has("aws:cloudformation:stack-id", ctx.stackId) &&
      has("aws:cloudformation:logical-id", ctx.logicalId),
  );
}

function createParts(desired: Properties): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of AS_GIVEN)
    if (desired[name] !== undefined) input[name] = typed(desired[name], name);
  const stream = desired["StreamSpecification"] as { StreamViewType: string } | undefined;
  if (stream !== undefined)
    input["StreamSpecification"] = { StreamEnabled: true, StreamViewType: stream.StreamViewType };
  const encryption = encryptionOf(desired);
  if (encryption !== undefined) input["SSESpecification"] = encryption;
  const policy = (desired["ResourcePolicy"] as { PolicyDocument?: unknown } | undefined)
    ?.PolicyDocument;
  if (policy !== undefined) input["ResourcePolicy"] = JSON.stringify(policy);
  return input;
}

function encryptionOf(desired: Properties): object | undefined {
  const given = desired["SSESpecification"] as Record<string, unknown> | undefined;
  if (given === undefined) return undefined;
  const { SSEEnabled, SSEType, KMSMasterKeyId } = given;
  return {
    Enabled: bool(SSEEnabled),
    ...(SSEType === undefined ? {} : { SSEType }),
    ...(KMSMasterKeyId === undefined ? {} : { KMSMasterKeyId }),
  };
}

const bool = (value: unknown): boolean => value === true || value === "true";

/** Templates may give numbers and truth values as text. */
function typed(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((element) => typed(element));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, typed(inner, key)]),
    );
  if (typeof value !== "string") return value;
  if (name.endsWith("Enabled") && /^(true|false)$/.test(value)) return value === "true";
  if (/Units$|UnitsPerSecond$|RequestUnits$|InDays$/.test(name) && /^\d+$/.test(value))
    return Number(value);
  return value;
}

/** The calls that bring a table from `previous` to `desired`; an index may come or go in each. */
function changesOf(desired: Properties, previous: Properties): Record<string, unknown>[] {
  const changes: Record<string, unknown>[] = [];
  const differs = (name: string) =>
    JSON.stringify(desired[name]) !== JSON.stringify(previous[name]);
  const billing: Record<string, unknown> = {};
  for (const name of [
    "BillingMode",
    "ProvisionedThroughput",
    "OnDemandThroughput",
    "WarmThroughput",
  ])
    if (differs(name) && desired[name] !== undefined) billing[name] = typed(desired[name]);
  if (differs("BillingMode") && desired["BillingMode"] === undefined)
    billing["BillingMode"] = "PROVISIONED";
  if (billing["BillingMode"] === "PROVISIONED" && desired["ProvisionedThroughput"] !== undefined)
    billing["ProvisionedThroughput"] = typed(desired["ProvisionedThroughput"]);
  if (Object.keys(billing).length > 0) changes.push(billing);
  if (differs("TableClass")) changes.push({ TableClass: desired["TableClass"] ?? "STANDARD" });
  if (differs("DeletionProtectionEnabled"))
    changes.push({ DeletionProtectionEnabled: bool(desired["DeletionProtectionEnabled"]) });
  if (differs("SSESpecification"))
    changes.push({ SSESpecification: encryptionOf(desired) ?? { Enabled: false } });
  if (differs("StreamSpecification")) changes.push(...streamChanges(desired, previous));
  if (differs("GlobalSecondaryIndexes")) changes.push(...indexChanges(desired, previous));
  return changes;
}

function streamChanges(desired: Properties, previous: Properties): Record<string, unknown>[] {
  const changes: Record<string, unknown>[] = [];
  const next = desired["StreamSpecification"] as { StreamViewType: string } | undefined;
  if (previous["StreamSpecification"] !== undefined)
    changes.push({ StreamSpecification: { StreamEnabled: false } });
  if (next !== undefined)
    changes.push({
      StreamSpecification: { StreamEnabled: true, StreamViewType: next.StreamViewType },
    });
  return changes;
}

type IndexProperties = Record<string, unknown> & { IndexName: string };

function indexChanges(desired: Properties, previous: Properties): Record<string, unknown>[] {
  const list = (from: Properties) =>
    (typed(from["GlobalSecondaryIndexes"]) ?? []) as IndexProperties[];
  const before = new Map(list(previous).map((index) => [index.IndexName, index]));
  const after = new Map(list(desired).map((index) => [index.IndexName, index]));
  const changes: Record<string, unknown>[] = [];
  const same = (a: IndexProperties, b: IndexProperties, name: string) =>
    JSON.stringify(a[name]) === JSON.stringify(b[name]);
  const one = (update: object) => ({ GlobalSecondaryIndexUpdates: [update] });
  const remake = (name: string) => {
    const [old, now] = [before.get(name), after.get(name)];
    return (
      old !== undefined &&
      now !== undefined &&
      !(same(old, now, "KeySchema") && same(old, now, "Projection"))
    );
  };
  for (const name of before.keys())
    if (!after.has(name) || remake(name)) changes.push(one({ Delete: { IndexName: name } }));
  for (const [name, index] of after) {
    const old = before.get(name);
    if (old === undefined || remake(name))
      changes.push({
        ...one({ Create: index }),
        AttributeDefinitions: desired["AttributeDefinitions"],
      });
    else if (
      !same(old, index, "ProvisionedThroughput") &&
      index["ProvisionedThroughput"] !== undefined
    )
      changes.push(
        one({ Update: { IndexName: name, ProvisionedThroughput: index["ProvisionedThroughput"] } }),
      );
  }
  return changes;
}

interface Expiry {
  Enabled?: unknown;
  AttributeName?: string;
}

/** What CreateTable does not take. */
async function applySettings(
  ctx: ResourceContext,
  name: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  await applyExpiry(
    ctx,
    name,
    desired["TimeToLiveSpecification"] as Expiry | undefined,
    previous["TimeToLiveSpecification"] as Expiry | undefined,
  );
  await applyReplication(
    ctx,
    name,
    desired["KinesisStreamSpecification"] as Replication | undefined,
    previous["KinesisStreamSpecification"] as Replication | undefined,
  );
  const point = desired["PointInTimeRecoverySpecification"] as Record<string, unknown> | undefined;
  if (JSON.stringify(point) !== JSON.stringify(previous["PointInTimeRecoverySpecification"]))
    await ctx.call("dynamodb", "UpdateContinuousBackups", {
      TableName: name,
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: bool(point?.["PointInTimeRecoveryEnabled"]),
        ...(point?.["RecoveryPeriodInDays"] === undefined
          ? {}
          : { RecoveryPeriodInDays: Number(point["RecoveryPeriodInDays"]) }),
      },
    });
}

type Replication = { StreamArn: string; ApproximateCreationDateTimePrecision?: "MILLISECOND" };

/** The table's changes told to a Kinesis stream, or to another, or to none. */
async function applyReplication(
  ctx: ResourceContext,
  TableName: string,
  next: Replication | undefined,
  current: Replication | undefined,
): Promise<void> {
  if (JSON.stringify(next) === JSON.stringify(current)) return;
  if (current !== undefined)
    await ctx.call("dynamodb", "DisableKinesisStreamingDestination", {
      TableName,
      StreamArn: current.StreamArn,
    });
  if (next === undefined) return;
  const { StreamArn, ApproximateCreationDateTimePrecision = "MILLISECOND" } = next;
  const { KinesisDataStreamDestinations: all = [] } = await ctx.call(
    "dynamodb",
    "DescribeKinesisStreamingDestination",
    { TableName },
  );
  // A step that is tried again has done it before.
  if (all.some((one) => one.StreamArn === StreamArn && one.DestinationStatus === "ACTIVE")) return;
  await ctx.call("dynamodb", "EnableKinesisStreamingDestination", {
    ...{ TableName, StreamArn },
    EnableKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision },
  });
}

async function applyExpiry(
  ctx: ResourceContext,
  name: string,
  next: Expiry | undefined,
  current: Expiry | undefined,
): Promise<void> {
  const on = (spec: Expiry | undefined) => (bool(spec?.Enabled) ? spec?.AttributeName : undefined);
  const [from, to] = [on(current), on(next)];
  if (from === to) return;
  const set = (Enabled: boolean, AttributeName: string) =>
    ctx.call("dynamodb", "UpdateTimeToLive", {
      TableName: name,
      TimeToLiveSpecification: { Enabled, AttributeName },
    });
  if (from !== undefined) await set(false, from);
  if (to !== undefined) await set(true, to);
}

async function applyTags(ctx: ResourceContext, name: string, desired: Properties): Promise<void> {
  const tags = tagsOf(ctx, desired);
  const arn = `arn:${ctx.partition}:dynamodb:${ctx.region}:${ctx.account}:table/${name}`;
  const { Tags } = (await ctx.call("dynamodb", "ListTagsOfResource", { ResourceArn: arn })) as {
    Tags?: Tag[];
  };
  const gone = (Tags ?? []).map((tag) => tag.Key).filter((key) => !Object.hasOwn(tags, key));
  if (gone.length > 0)
    await ctx.call("dynamodb", "UntagResource", { ResourceArn: arn, TagKeys: gone });
  const list = tagList(tags);
  if (list.length > 0) await ctx.call("dynamodb", "TagResource", { ResourceArn: arn, Tags: list });
}

async function made(ctx: ResourceContext, name: string): Promise<Made> {
  const { Table: shown } = (await ctx.call("dynamodb", "DescribeTable", { TableName: name })) as {
    Table: Record<string, unknown>;
  };
  return {
    id: name,
    attributes: {
      Arn: shown["TableArn"],
      TableId: shown["TableId"],
      ...(shown["LatestStreamArn"] === undefined ? {} : { StreamArn: shown["LatestStreamArn"] }),
    },
  };
}

/** What a replica says that a table says itself. */
const OF_REPLICA = [
  "DeletionProtectionEnabled",
  "TableClass",
  "PointInTimeRecoverySpecification",
  "ResourcePolicy",
];
const REPLICA_PROPERTIES = [
  ...OF_REPLICA,
  "Region",
  "Tags",
  "GlobalSecondaryIndexes",
  "ReadProvisionedThroughputSettings",
  "ReadOnDemandThroughputSettings",
  "SSESpecification",
];

/**
 * A global table with one replica, in the stack's own region, as a table.
 * @throws Fault NotImplemented for more replicas, or what of a replica is not supported.
 */
function asTable(ctx: ResourceContext, desired: Properties): Properties {
  const replicas = (desired["Replicas"] ?? []) as Properties[];
  const [replica] = replicas;
  if (replica === undefined || replicas.length > 1 || replica["Region"] !== ctx.region)
    throw notImplemented("AWS::DynamoDB::GlobalTable with replicas in other regions");
  for (const name of Object.keys(replica))
    if (!REPLICA_PROPERTIES.includes(name))
      throw notImplemented(`AWS::DynamoDB::GlobalTable with Replicas.${name}`);
  const out: Record<string, unknown> = { ...desired };
  for (const name of [
    "Replicas",
    "WriteProvisionedThroughputSettings",
    "WriteOnDemandThroughputSettings",
  ])
    delete out[name];
  for (const name of [...OF_REPLICA, "Tags"])
    if (replica[name] !== undefined) out[name] = replica[name];
  const encryption = replica["SSESpecification"] as Properties | undefined;
  if (desired["SSESpecification"] !== undefined)
    out["SSESpecification"] = { ...(desired["SSESpecification"] as object), ...encryption };
  const provisioned = desired["BillingMode"] !== "PAY_PER_REQUEST";
  Object.assign(out, throughputOf(desired, replica, provisioned));
  const own = (replica["GlobalSecondaryIndexes"] ?? []) as Properties[];
  const indexes = desired["GlobalSecondaryIndexes"] as Properties[] | undefined;
  if (indexes !== undefined)
    out["GlobalSecondaryIndexes"] = indexes.map((index) => {
      const read = own.find((other) => other["IndexName"] === index["IndexName"]) ?? {};
      const {
        WriteProvisionedThroughputSettings: _,
        WriteOnDemandThroughputSettings: __,
        ...rest
      } = index;
      return { ...rest, ...throughputOf(index, read, provisioned) };
    });
  return out;
}

/** The throughput that a global table's settings begin with. */
function throughputOf(write: Properties, read: Properties, provisioned: boolean): Properties {
  const least = (settings: unknown, kind: "Read" | "Write"): number => {
    const given = (settings ?? {}) as Record<string, unknown>;
    const scaling = (given[`${kind}CapacityAutoScalingSettings`] ?? {}) as Record<string, unknown>;
    return Number(
      given[`${kind}CapacityUnits`] ?? scaling["SeedCapacity"] ?? scaling["MinCapacity"] ?? 1,
    );
  };
  if (provisioned)
    return {
      ProvisionedThroughput: {
        ReadCapacityUnits: least(read["ReadProvisionedThroughputSettings"], "Read"),
        WriteCapacityUnits: least(write["WriteProvisionedThroughputSettings"], "Write"),
      },
    };
  const most = {
    ...(read["ReadOnDemandThroughputSettings"] as object | undefined),
    ...(write["WriteOnDemandThroughputSettings"] as object | undefined),
  };
  return Object.keys(most).length === 0 ? {} : { OnDemandThroughput: most };
}

/** AWS::DynamoDB::GlobalTable: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html */
const globalTable: ResourceHandler = {
  properties: [
    "TableName",
    "AttributeDefinitions",
    "KeySchema",
    "BillingMode",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
    "Replicas",
    "StreamSpecification",
    "SSESpecification",
    "TimeToLiveSpecification",
    "WarmThroughput",
    "WriteProvisionedThroughputSettings",
    "WriteOnDemandThroughputSettings",
  ],
  replaces: ["TableName", "KeySchema", "LocalSecondaryIndexes"],
  make: async (ctx, desired) => table.make(ctx, asTable(ctx, desired)),
  update: async (ctx, id, desired, previous) =>
    table.update!(ctx, id, asTable(ctx, desired), asTable(ctx, previous)),
  remove: (ctx, id, previous) => table.remove(ctx, id, previous),
  read: (ctx, id, previous) => table.read!(ctx, id, previous),
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": globalTable,
};
