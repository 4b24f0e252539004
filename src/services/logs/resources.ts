/** AWS::Logs::* for CloudFormation. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, tagsOf } from "#kernel/resource-tags";

const made = (ctx: ResourceContext, name: string) => ({
  id: name,
  attributes: { Arn: `arn:${ctx.partition}:logs:${ctx.region}:${ctx.account}:log-group:${name}:*` },
});

async function retain(ctx: ResourceContext, logGroupName: string, days: unknown): Promise<void> {
  if (days === undefined) await ctx.call("logs", "DeleteRetentionPolicy", { logGroupName });
  else
    await ctx.call("logs", "PutRetentionPolicy", { logGroupName, retentionInDays: Number(days) });
}

const logGroup: ResourceHandler = {
  properties: ["LogGroupName", "RetentionInDays", "Tags", "LogGroupClass", "KmsKeyId"],
  replaces: ["LogGroupName", "LogGroupClass", "KmsKeyId"],
  async make(ctx, desired) {
    const logGroupName =
      (desired["LogGroupName"] as string | undefined) ?? ctx.name({ maxLength: 512 });
    await ctx.call("logs", "CreateLogGroup", {
      logGroupName,
      tags: tagsOf(ctx, desired),
      ...(desired["LogGroupClass"] === undefined
        ? {}
        : { logGroupClass: desired["LogGroupClass"] as "STANDARD" }),
      ...(desired["KmsKeyId"] === undefined ? {} : { kmsKeyId: desired["KmsKeyId"] as string }),
    });
    if (desired["RetentionInDays"] !== undefined)
      await retain(ctx, logGroupName, desired["RetentionInDays"]);
    return made(ctx, logGroupName);
  },
  async update(ctx, id, desired, previous) {
    if (desired["RetentionInDays"] !== previous["RetentionInDays"])
      await retain(ctx, id, desired["RetentionInDays"]);
    const tags = tagsOf(ctx, desired);
    const gone = goneTags(tags, previous);
    if (gone.length > 0) await ctx.call("logs", "UntagLogGroup", { logGroupName: id, tags: gone });
    if (Object.keys(tags).length > 0)
      await ctx.call("logs", "TagLogGroup", { logGroupName: id, tags });
    return made(ctx, id);
  },
  async remove(ctx, id) {
    await ctx.call("logs", "DeleteLogGroup", { logGroupName: id }).catch((error) => {
      if (error.code !== "ResourceNotFoundException") throw error;
    });
  },
  async read(ctx, id) {
    const found = await ctx.call("logs", "DescribeLogGroups", { logGroupNamePrefix: id });
    const group = found.logGroups?.find(({ logGroupName }) => logGroupName === id);
    if (group === undefined) return undefined;
    return {
      LogGroupName: id,
      RetentionInDays: group.retentionInDays,
      LogGroupClass: group.logGroupClass,
      KmsKeyId: group.kmsKeyId,
    };
  },
};

const logStream: ResourceHandler = {
  properties: ["LogGroupName", "LogStreamName"],
  async make(ctx, desired) {
    const logStreamName =
      (desired["LogStreamName"] as string | undefined) ?? ctx.name({ maxLength: 512 });
    await ctx.call("logs", "CreateLogStream", {
      logGroupName: desired["LogGroupName"] as string,
      logStreamName,
    });
    return { id: logStreamName };
  },
  async remove(ctx, id, previous) {
    await ctx
      .call("logs", "DeleteLogStream", {
        logGroupName: previous["LogGroupName"] as string,
        logStreamName: id,
      })
      .catch((error) => {
        if (error.code !== "ResourceNotFoundException") throw error;
      });
  },
};

const metricFilter: ResourceHandler = {
  properties: ["FilterName", "FilterPattern", "LogGroupName", "MetricTransformations"],
  replaces: ["FilterName", "LogGroupName"],
  make: (ctx, desired) => putMetric(ctx, String(desired["FilterName"] ?? ctx.name()), desired),
  update: (ctx, id, desired) => putMetric(ctx, id, desired),
  remove: (ctx, filterName, previous) =>
    unlessMissing(
      ctx.call("logs", "DeleteMetricFilter", {
        logGroupName: String(previous["LogGroupName"]),
        filterName,
      }),
    ),
};

async function putMetric(ctx: ResourceContext, filterName: string, desired: Properties) {
  const given = desired["MetricTransformations"] as Readonly<Record<string, unknown>>[];
  await ctx.call("logs", "PutMetricFilter", {
    logGroupName: String(desired["LogGroupName"]),
    filterName,
    filterPattern: String(desired["FilterPattern"]),
    metricTransformations: given.map((one) => ({
      metricName: String(one["MetricName"]),
      metricNamespace: String(one["MetricNamespace"]),
      metricValue: String(one["MetricValue"]),
      ...(one["DefaultValue"] === undefined ? {} : { defaultValue: Number(one["DefaultValue"]) }),
      ...(one["Unit"] === undefined ? {} : { unit: one["Unit"] as "None" }),
      ...(one["Dimensions"] === undefined
        ? {}
        : {
            dimensions: Object.fromEntries(
              (one["Dimensions"] as { Key: string; Value: string }[]).map((d) => [d.Key, d.Value]),
            ),
          }),
    })),
  });
  return { id: filterName };
}

const subscriptionFilter: ResourceHandler = {
  properties: [
    "DestinationArn",
    "Distribution",
    "FilterName",
    "FilterPattern",
    "LogGroupName",
    "RoleArn",
  ],
  replaces: ["FilterName", "LogGroupName"],
  make: (ctx, desired) =>
    putSubscription(ctx, String(desired["FilterName"] ?? ctx.name()), desired),
  update: (ctx, id, desired) => putSubscription(ctx, id, desired),
  remove: (ctx, filterName, previous) =>
    unlessMissing(
      ctx.call("logs", "DeleteSubscriptionFilter", {
        logGroupName: String(previous["LogGroupName"]),
        filterName,
      }),
    ),
};

async function putSubscription(ctx: ResourceContext, filterName: string, desired: Properties) {
  const { DestinationArn, Distribution, FilterPattern, LogGroupName, RoleArn } = desired;
  await ctx.call("logs", "PutSubscriptionFilter", {
    logGroupName: String(LogGroupName),
    filterName,
    filterPattern: String(FilterPattern),
    destinationArn: String(DestinationArn),
    ...(RoleArn === undefined ? {} : { roleArn: String(RoleArn) }),
    ...(Distribution === undefined ? {} : { distribution: Distribution as "ByLogStream" }),
  });
  return { id: filterName };
}

async function unlessMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    if (error.code !== "ResourceNotFoundException") throw error;
  });
}

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::Logs::LogGroup": logGroup,
  "AWS::Logs::LogStream": logStream,
  "AWS::Logs::MetricFilter": metricFilter,
  "AWS::Logs::SubscriptionFilter": subscriptionFilter,
};
