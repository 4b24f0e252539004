/** AWS::Kinesis::* for CloudFormation. */
import { Fault } from "#aws/fault";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, tagsOf } from "#kernel/resource-tags";

type Given = Readonly<Record<string, unknown>>;
type Named = { readonly StreamName: string };

const number = (value: unknown): number | undefined =>
  value === undefined ? undefined : Number(value);

/** What is gone already is fine. */
async function unlessMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Fault) || error.code !== "ResourceNotFoundException") throw error;
  });
}

const modeOf = (desired: Properties): "PROVISIONED" | "ON_DEMAND" => {
  const details = desired["StreamModeDetails"] as Given | undefined;
  const stated = details?.["StreamMode"] as "PROVISIONED" | undefined;
  return stated ?? (desired["ShardCount"] === undefined ? "ON_DEMAND" : "PROVISIONED");
};

const metricsOf = (desired: Properties) =>
  (desired["DesiredShardLevelMetrics"] as "ALL"[] | undefined) ?? [];

const keyOf = (desired: Properties): string | undefined =>
  (desired["StreamEncryption"] as Given | undefined)?.["KeyId"] as string | undefined;

async function setRetention(ctx: ResourceContext, stream: Named, from: number, to: number) {
  const input = { ...stream, RetentionPeriodHours: to };
  if (to > from) await ctx.call("kinesis", "IncreaseStreamRetentionPeriod", input);
  if (to < from) await ctx.call("kinesis", "DecreaseStreamRetentionPeriod", input);
}

async function setEncryption(ctx: ResourceContext, stream: Named, from?: string, to?: string) {
  if (from === to) return;
  const operation = to === undefined ? "StopStreamEncryption" : "StartStreamEncryption";
  await ctx.call("kinesis", operation, {
    ...stream,
    EncryptionType: "KMS",
    KeyId: (to ?? from)!,
  });
}

async function setMetrics(
  ctx: ResourceContext,
  stream: Named,
  from: readonly "ALL"[],
  to: readonly "ALL"[],
) {
  const gone = from.filter((name) => !to.includes(name));
  if (gone.length > 0)
    await ctx.call("kinesis", "DisableEnhancedMonitoring", { ...stream, ShardLevelMetrics: gone });
  const added = to.filter((name) => !from.includes(name));
  if (added.length > 0)
    await ctx.call("kinesis", "EnableEnhancedMonitoring", { ...stream, ShardLevelMetrics: added });
}

async function described(ctx: ResourceContext, StreamName: string) {
  const { StreamDescriptionSummary: found } = await ctx.call("kinesis", "DescribeStreamSummary", {
    StreamName,
  });
  return found!;
}

async function made(ctx: ResourceContext, StreamName: string) {
  const { StreamARN: Arn, WarmThroughput } = await described(ctx, StreamName);
  const attributes = { Arn, ...(WarmThroughput ? { WarmThroughputObject: WarmThroughput } : {}) };
  return { id: StreamName, attributes };
}

/** Scales by steps: one call at most doubles or halves the open shards. */
async function scale(ctx: ResourceContext, stream: Named, target: number): Promise<void> {
  for (;;) {
    const { OpenShardCount: open } = await described(ctx, stream.StreamName);
    if (open === target) return;
    const next = Math.min(open * 2, Math.max(Math.ceil(open / 2), target));
    await ctx.call("kinesis", "UpdateShardCount", {
      ...stream,
      TargetShardCount: next,
      ScalingType: "UNIFORM_SCALING",
    });
  }
}

const stream: ResourceHandler = {
  properties: [
    "Name",
    "ShardCount",
    "RetentionPeriodHours",
    "StreamModeDetails",
    "StreamEncryption",
    "DesiredShardLevelMetrics",
    "MaxRecordSizeInKiB",
    "WarmThroughputMiBps",
    "Tags",
  ],
  async make(ctx, desired) {
    const StreamName = String(desired["Name"] ?? ctx.name({ maxLength: 128 }));
    const mode = modeOf(desired);
    const size = number(desired["MaxRecordSizeInKiB"]);
    const warm = number(desired["WarmThroughputMiBps"]);
    await ctx.call("kinesis", "CreateStream", {
      StreamName,
      StreamModeDetails: { StreamMode: mode },
      Tags: tagsOf(ctx, desired),
      ...(mode === "PROVISIONED" ? { ShardCount: number(desired["ShardCount"]) ?? 1 } : {}),
      ...(size === undefined ? {} : { MaxRecordSizeInKiB: size }),
      ...(warm === undefined ? {} : { WarmThroughputMiBps: warm }),
    });
    const named = { StreamName };
    await setRetention(ctx, named, 24, number(desired["RetentionPeriodHours"]) ?? 24);
    await setEncryption(ctx, named, undefined, keyOf(desired));
    await setMetrics(ctx, named, [], metricsOf(desired));
    return made(ctx, StreamName);
  },
  async update(ctx, id, desired, previous) {
    const named = { StreamName: id };
    const { StreamARN, RetentionPeriodHours } = await described(ctx, id);
    const mode = modeOf(desired);
    if (mode !== modeOf(previous))
      await ctx.call("kinesis", "UpdateStreamMode", {
        StreamARN,
        StreamModeDetails: { StreamMode: mode },
      });
    if (mode === "PROVISIONED") await scale(ctx, named, number(desired["ShardCount"]) ?? 1);
    const hours = number(desired["RetentionPeriodHours"]) ?? 24;
    await setRetention(ctx, named, RetentionPeriodHours, hours);
    await setEncryption(ctx, named, keyOf(previous), keyOf(desired));
    await setMetrics(ctx, named, metricsOf(previous), metricsOf(desired));
    const MaxRecordSizeInKiB = number(desired["MaxRecordSizeInKiB"]) ?? 1_024;
    await ctx.call("kinesis", "UpdateMaxRecordSize", { StreamARN, MaxRecordSizeInKiB });
    const warm = number(desired["WarmThroughputMiBps"]);
    if (warm !== undefined && warm !== number(previous["WarmThroughputMiBps"]))
      await ctx.call("kinesis", "UpdateStreamWarmThroughput", {
        StreamARN,
        WarmThroughputMiBps: warm,
      });
    const Tags = tagsOf(ctx, desired);
    const TagKeys = goneTags(Tags, previous);
    if (TagKeys.length > 0)
      await ctx.call("kinesis", "UntagResource", { ResourceARN: StreamARN, TagKeys });
    await ctx.call("kinesis", "TagResource", { ResourceARN: StreamARN, Tags });
    return made(ctx, id);
  },
  remove: (ctx, id) =>
    unlessMissing(
      ctx.call("kinesis", "DeleteStream", { StreamName: id, EnforceConsumerDeletion: true }),
    ),
};

const consumer: ResourceHandler = {
  properties: ["ConsumerName", "StreamARN", "Tags"],
  async make(ctx, desired) {
    const { Consumer } = await ctx.call("kinesis", "RegisterStreamConsumer", {
      StreamARN: String(desired["StreamARN"]),
      ConsumerName: String(desired["ConsumerName"]),
      Tags: tagsOf(ctx, desired),
    });
    const { ConsumerARN, ConsumerName, ConsumerCreationTimestamp } = Consumer!;
    return {
      id: ConsumerARN,
      attributes: {
        ConsumerARN,
        ConsumerName,
        ConsumerCreationTimestamp: String(Math.floor(ConsumerCreationTimestamp / 1_000)),
        ConsumerStatus: "ACTIVE",
        StreamARN: desired["StreamARN"],
      },
    };
  },
  remove: (ctx, id) =>
    unlessMissing(ctx.call("kinesis", "DeregisterStreamConsumer", { ConsumerARN: id })),
};

async function putPolicy(ctx: ResourceContext, ResourceARN: string, desired: Properties) {
  const Policy = JSON.stringify(desired["ResourcePolicy"]);
  await ctx.call("kinesis", "PutResourcePolicy", { ResourceARN, Policy });
  return { id: ResourceARN };
}

const resourcePolicy: ResourceHandler = {
  properties: ["ResourceArn", "ResourcePolicy"],
  make: (ctx, desired) => putPolicy(ctx, String(desired["ResourceArn"]), desired),
  update: (ctx, id, desired) => putPolicy(ctx, id, desired),
  remove: (ctx, id) =>
    unlessMissing(ctx.call("kinesis", "DeleteResourcePolicy", { ResourceARN: id })),
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::Kinesis::Stream": stream,
  "AWS::Kinesis::StreamConsumer": consumer,
  "AWS::Kinesis::ResourcePolicy": resourcePolicy,
};
