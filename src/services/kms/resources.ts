/** AWS::KMS::* for CloudFormation. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, type Tags, tagsOf } from "#kernel/resource-tags";

const listed = (tags: Tags) =>
  Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));

const made = (ctx: ResourceContext, id: string) => ({
  id,
  attributes: { Arn: `arn:${ctx.partition}:kms:${ctx.region}:${ctx.account}:key/${id}`, KeyId: id },
});

async function adjust(ctx: ResourceContext, KeyId: string, desired: Properties): Promise<void> {
  if (String(desired["EnableKeyRotation"]) === "true")
    await ctx.call("kms", "EnableKeyRotation", {
      KeyId,
      ...(desired["RotationPeriodInDays"] === undefined
        ? {}
        : { RotationPeriodInDays: Number(desired["RotationPeriodInDays"]) }),
    });
  if (String(desired["Enabled"]) === "false") await ctx.call("kms", "DisableKey", { KeyId });
}

const key: ResourceHandler = {
  properties: [
    "Description",
    "Enabled",
    "EnableKeyRotation",
    "RotationPeriodInDays",
    "KeyPolicy",
    "KeySpec",
    "KeyUsage",
    "MultiRegion",
    "PendingWindowInDays",
    "Tags",
  ],
  replaces: ["KeySpec", "KeyUsage", "MultiRegion"],
  async make(ctx, desired) {
    const { KeyMetadata } = await ctx.call("kms", "CreateKey", {
      Description: (desired["Description"] as string | undefined) ?? "",
      ...(desired["KeyPolicy"] === undefined
        ? {}
        : { Policy: JSON.stringify(desired["KeyPolicy"]) }),
      ...(desired["KeySpec"] === undefined
        ? {}
        : { KeySpec: desired["KeySpec"] as "SYMMETRIC_DEFAULT" }),
      ...(desired["KeyUsage"] === undefined
        ? {}
        : { KeyUsage: desired["KeyUsage"] as "ENCRYPT_DECRYPT" }),
      ...(desired["MultiRegion"] === undefined
        ? {}
        : { MultiRegion: String(desired["MultiRegion"]) === "true" }),
      Tags: listed(tagsOf(ctx, desired)),
    });
    await adjust(ctx, KeyMetadata!.KeyId, desired);
    return made(ctx, KeyMetadata!.KeyId);
  },
  async update(ctx, id, desired, previous) {
    await ctx.call("kms", "EnableKey", { KeyId: id });
    await ctx.call("kms", "UpdateKeyDescription", {
      KeyId: id,
      Description: (desired["Description"] as string | undefined) ?? "",
    });
    if (desired["KeyPolicy"] !== undefined)
      await ctx.call("kms", "PutKeyPolicy", {
        KeyId: id,
        Policy: JSON.stringify(desired["KeyPolicy"]),
      });
    if (
      String(previous["EnableKeyRotation"]) === "true" &&
      String(desired["EnableKeyRotation"]) !== "true"
    )
      await ctx.call("kms", "DisableKeyRotation", { KeyId: id });
    await adjust(ctx, id, desired);
    const tags = tagsOf(ctx, desired);
    const TagKeys = goneTags(tags, previous);
    if (TagKeys.length > 0) await ctx.call("kms", "UntagResource", { KeyId: id, TagKeys });
    await ctx.call("kms", "TagResource", { KeyId: id, Tags: listed(tags) });
    return made(ctx, id);
  },
  async remove(ctx, id, previous) {
    await ctx
      .call("kms", "ScheduleKeyDeletion", {
        KeyId: id,
        ...(previous["PendingWindowInDays"] === undefined
          ? {}
          : { PendingWindowInDays: Number(previous["PendingWindowInDays"]) }),
      })
      .catch((error) => {
        if (error.code !== "NotFoundException" && error.code !== "KMSInvalidStateException")
          throw error;
      });
  },
};

const alias: ResourceHandler = {
  properties: ["AliasName", "TargetKeyId"],
  replaces: ["AliasName"],
  async make(ctx, desired) {
    const AliasName = desired["AliasName"] as string;
    await ctx.call("kms", "CreateAlias", {
      AliasName,
      TargetKeyId: desired["TargetKeyId"] as string,
    });
    return { id: AliasName };
  },
  async update(ctx, id, desired) {
    await ctx.call("kms", "UpdateAlias", {
      AliasName: id,
      TargetKeyId: desired["TargetKeyId"] as string,
    });
    return { id };
  },
  async remove(ctx, id) {
    await ctx.call("kms", "DeleteAlias", { AliasName: id }).catch((error) => {
      if (error.code !== "NotFoundException") throw error;
    });
  },
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::KMS::Key": key,
  "AWS::KMS::Alias": alias,
};
