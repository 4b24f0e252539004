/** AWS::S3::* for CloudFormation. */
import { Fault } from "#aws/fault";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { tagList, tagsOf } from "#kernel/resource-tags";
import { bucketConfigurations } from "./resources/configurations.ts";

/** CloudFormation's names of a bucket's properties that are obeyed. */
const PROPERTIES = [
  "AccelerateConfiguration",
  "AccessControl",
  "BucketEncryption",
  "BucketName",
  "CorsConfiguration",
  "LifecycleConfiguration",
  "LoggingConfiguration",
  "NotificationConfiguration",
  "ObjectLockConfiguration",
  "ObjectLockEnabled",
  "OwnershipControls",
  "PublicAccessBlockConfiguration",
  "Tags",
  "VersioningConfiguration",
  "WebsiteConfiguration",
];

const described = (ctx: ResourceContext, name: string) => {
  const port = new URL(ctx.origin);
  const dual = `${name}.s3.dualstack.${ctx.region}.amazonaws.com`;
  return {
    id: name,
    attributes: {
      Arn: `arn:${ctx.partition}:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: dual,
      RegionalDomainName: `${name}.s3.${ctx.region}.amazonaws.com`,
      // Differs from AWS: the address answers here, where a real one would leave the machine.
      WebsiteURL: `${port.protocol}//${name}.s3-website.localhost${port.port === "" ? "" : `:${port.port}`}`,
    },
  };
};

const bucket: ResourceHandler = {
  properties: PROPERTIES,
  replaces: ["BucketName", "ObjectLockEnabled"],
  async make(ctx, desired) {
    const name =
      (desired["BucketName"] as string | undefined) ?? ctx.name({ maxLength: 63, lowerCase: true });
    const ownership = (
      desired["OwnershipControls"] as { Rules?: { ObjectOwnership?: string }[] } | undefined
    )?.Rules?.[0]?.ObjectOwnership;
    await ctx.call("s3", "CreateBucket", {
      Bucket: name,
      ...(ctx.region === "us-east-1"
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: ctx.region as never } }),
      ...(String(desired["ObjectLockEnabled"]) === "true"
        ? { ObjectLockEnabledForBucket: true }
        : {}),
      ...(ownership === undefined ? {} : { ObjectOwnership: ownership as never }),
    });
    try {
      await configure(ctx, name, desired, {});
    } catch (error) {
      await ctx.call("s3", "DeleteBucket", { Bucket: name }).catch(() => undefined);
      throw error;
    }
    return described(ctx, name);
  },
  async update(ctx, id, desired, previous) {
    await configure(ctx, id, desired, previous);
    return described(ctx, id);
  },
  async remove(ctx, id) {
    await ctx.call("s3", "DeleteBucket", { Bucket: id }).catch((error) => {
      if (!(error instanceof Fault) || error.code !== "NoSuchBucket") throw error;
    });
  },
  async read(ctx, id) {
    const Bucket = id;
    const none = (error: unknown) => {
      if (!(error instanceof Fault) || error.status !== 404) throw error;
      return undefined;
    };
    const there = await ctx.call("s3", "HeadBucket", { Bucket }).catch(none);
    if (there === undefined) return undefined;
    const versioning = await ctx.call("s3", "GetBucketVersioning", { Bucket });
    const block = await ctx.call("s3", "GetPublicAccessBlock", { Bucket }).catch(none);
    const owned = await ctx.call("s3", "GetBucketOwnershipControls", { Bucket }).catch(none);
    const encryption = await ctx.call("s3", "GetBucketEncryption", { Bucket });
    const { Rules = [] } = encryption.ServerSideEncryptionConfiguration ?? {};
    return {
      BucketName: id,
      VersioningConfiguration: versioning.Status && { Status: versioning.Status },
      PublicAccessBlockConfiguration: block?.PublicAccessBlockConfiguration,
      OwnershipControls: owned?.OwnershipControls,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: Rules.map((rule) => ({
          ...(rule.BucketKeyEnabled ? { BucketKeyEnabled: true } : {}),
          ServerSideEncryptionByDefault: rule.ApplyServerSideEncryptionByDefault,
        })),
      },
    };
  },
};

/** Brings each configuration to what the template says, those it no longer names back to none. */
async function configure(
  ctx: ResourceContext,
  name: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  for (const one of bucketConfigurations) {
    const wanted = one.property === "Tags" ? listed(ctx, desired) : desired[one.property];
    const had = previous[one.property];
    if (one.property !== "Tags" && JSON.stringify(wanted) === JSON.stringify(had)) continue;
    if (wanted !== undefined) await one.put(ctx, name, wanted);
    else if (had !== undefined) await one.clear(ctx, name);
  }
}

function listed(ctx: ResourceContext, desired: Properties) {
  const list = tagList(tagsOf(ctx, desired));
  return list.length === 0 ? undefined : list;
}

const bucketPolicy: ResourceHandler = {
  properties: ["Bucket", "PolicyDocument"],
  replaces: ["Bucket"],
  async make(ctx, desired) {
    const Bucket = desired["Bucket"] as string;
    await putPolicy(ctx, Bucket, desired);
    return { id: Bucket };
  },
  async update(ctx, id, desired) {
    await putPolicy(ctx, id, desired);
    return { id };
  },
  async remove(ctx, id) {
    await ctx.call("s3", "DeleteBucketPolicy", { Bucket: id }).catch((error) => {
      if (!(error instanceof Fault) || error.code !== "NoSuchBucket") throw error;
    });
  },
};

async function putPolicy(ctx: ResourceContext, Bucket: string, desired: Properties): Promise<void> {
  const document = desired["PolicyDocument"];
  const Policy = typeof document === "string" ? document : JSON.stringify(document);
  await ctx.call("s3", "PutBucketPolicy", { Bucket, Policy: Policy as never });
}

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::S3::Bucket": bucket,
  "AWS::S3::BucketPolicy": bucketPolicy,
};
