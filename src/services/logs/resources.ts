/** AWS::Logs::* for CloudFormation. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";

const tagsOf = (ctx: ResourceContext, desired: Properties): Record<string, string> => ({
  ...ctx.tags,
  ...Object.fromEntries(
    ((desired["Tags"] as { Key: string; Value: string }[]) ?? []).map((t) => [t.Key, t.Value]),
  ),
});

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
    const old = Object.keys(tagsOf(ctx, previous));
    if (old.length > 0) await ctx.call("logs", "UntagLogGroup", { logGroupName: id, tags: old });
    const tags = tagsOf(ctx, desired);
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

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::Logs::LogGroup": logGroup,
  "AWS::Logs::LogStream": logStream,
};
