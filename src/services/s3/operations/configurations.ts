/** A bucket's configurations, each put, shown and taken back. */
import type { CORSRule, RoutingRule, WebsiteConfiguration } from "#aws/generated/types/s3";
import { Fault, notImplemented } from "#aws/fault";
import { bucketAt, changeSettings, readBucket } from "../buckets.ts";
import { checkRules, dayAfter } from "../domain/lifecycle.ts";
import { tagsOf } from "../domain/names.ts";
import {
  invalidArgument,
  invalidBucketState,
  invalidLoggingTarget,
  invalidRequest,
  malformedXml,
  noCors,
  noLifecycle,
  noReplication,
  noTags,
  noWebsite,
} from "../errors.ts";
import { BUCKET_TAGS, CORS_RULES, ROUTING_RULES } from "../limits.ts";
import { on } from "../tables.ts";
import { due } from "../versions.ts";

export const PutBucketVersioning = on("PutBucketVersioning", (ctx, input) =>
  ctx.update(async (tx) => {
    const bucket = await bucketAt(tx, input);
    const status = input.VersioningConfiguration?.Status;
    if (input.VersioningConfiguration?.MFADelete === "Enabled")
      throw notImplemented("s3:PutBucketVersioning with MFADelete");
    if (status !== "Enabled" && status !== "Suspended")
      throw new Fault(
        "IllegalVersioningConfigurationException",
        "The Versioning element must be specified",
        400,
      );
    if (status === "Suspended" && bucket.settings.objectLock !== undefined)
      throw invalidBucketState(
        "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
      );
    await tx.bucket.put({ ...bucket, versioning: status });
    return {};
  }),
);

export const GetBucketVersioning = on("GetBucketVersioning", async (ctx, input) => {
  const { versioning } = await readBucket(ctx, input);
  return versioning === undefined ? {} : { Status: versioning };
});

export const PutBucketTagging = on("PutBucketTagging", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    settings.tags = tagsOf(input.Tagging?.TagSet ?? [], BUCKET_TAGS);
  }),
);

export const GetBucketTagging = on("GetBucketTagging", async (ctx, input) => {
  const { name, settings } = await readBucket(ctx, input);
  if (settings.tags === undefined || settings.tags.length === 0) throw noTags(name);
  return { TagSet: settings.tags.map(([Key, Value]) => ({ Key, Value })) };
});

export const DeleteBucketTagging = on("DeleteBucketTagging", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    delete settings.tags;
  }),
);

const CORS_METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD"];

export const PutBucketCors = on("PutBucketCors", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    const rules = (input.CORSConfiguration?.CORSRules ?? []) as CORSRule[];
    if (rules.length === 0 || rules.length > CORS_RULES) throw malformedXml();
    for (const rule of rules) checkCorsRule(rule);
    settings.cors = rules;
  }),
);

function checkCorsRule(rule: CORSRule): void {
  if (!rule.AllowedMethods?.length || !rule.AllowedOrigins?.length) throw malformedXml();
  for (const method of rule.AllowedMethods)
    if (!CORS_METHODS.includes(method))
      throw invalidRequest(
        `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
      );
  for (const origin of rule.AllowedOrigins)
    if (origin.split("*").length > 2)
      throw invalidRequest(`AllowedOrigin "${origin}" can not have more than one wildcard.`);
  for (const header of rule.AllowedHeaders ?? [])
    if (header.split("*").length > 2)
      throw invalidRequest(`AllowedHeader "${header}" can not have more than one wildcard.`);
  for (const header of rule.ExposeHeaders ?? [])
    if (header.includes("*"))
      throw invalidRequest(
        `ExposeHeader "${header}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
      );
}

export const GetBucketCors = on("GetBucketCors", async (ctx, input) => {
  const { name, settings } = await readBucket(ctx, input);
  if (settings.cors === undefined) throw noCors(name);
  return { CORSRules: settings.cors };
});

export const DeleteBucketCors = on("DeleteBucketCors", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    delete settings.cors;
  }),
);

export const PutBucketWebsite = on("PutBucketWebsite", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    const website = input.WebsiteConfiguration as WebsiteConfiguration;
    checkWebsite(website);
    settings.website = website;
  }),
);

function checkWebsite(website: WebsiteConfiguration): void {
  const {
    RedirectAllRequestsTo: all,
    IndexDocument: index,
    ErrorDocument: error,
    RoutingRules: rules,
  } = website;
  if (all !== undefined) {
    if (index !== undefined || error !== undefined || rules !== undefined)
      throw invalidArgument(
        "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
        "RedirectAllRequestsTo",
      );
    if (!all.HostName) throw malformedXml();
    return;
  }
  if (index === undefined)
    throw invalidArgument(
      "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
      "IndexDocument",
      "null",
    );
  if (!index.Suffix || index.Suffix.includes("/"))
    throw invalidArgument(
      "The IndexDocument Suffix is not well formed",
      "IndexDocument",
      index.Suffix,
    );
  if (error !== undefined && !error.Key)
    throw invalidArgument("The ErrorDocument Key is not well formed", "ErrorDocument", error.Key);
  if ((rules ?? []).length > ROUTING_RULES)
    throw invalidRequest(
      `${rules!.length} routing rules provided, the number of routing rules in a website configuration is limited to ${ROUTING_RULES}.`,
    );
  for (const rule of rules ?? []) checkRoutingRule(rule);
}

function checkRoutingRule(rule: RoutingRule): void {
  const { Redirect: to, Condition: when } = rule;
  if (to === undefined || Object.values(to).every((value) => value === undefined))
    throw malformedXml();
  if (to.ReplaceKeyPrefixWith !== undefined && to.ReplaceKeyWith !== undefined)
    throw invalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
  if (
    when !== undefined &&
    when.KeyPrefixEquals === undefined &&
    when.HttpErrorCodeReturnedEquals === undefined
  )
    throw invalidRequest(
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
    );
  if (to.HttpRedirectCode !== undefined && !/^3(?!00)\d\d$/.test(to.HttpRedirectCode))
    throw invalidRequest(
      `The provided HTTP redirect code (${to.HttpRedirectCode}) is not valid. Valid codes are 3XX except 300.`,
    );
  if (
    when?.HttpErrorCodeReturnedEquals !== undefined &&
    !/^[45]\d\d$/.test(when.HttpErrorCodeReturnedEquals)
  )
    throw invalidRequest(
      `The provided HTTP error code (${when.HttpErrorCodeReturnedEquals}) is not valid. Valid codes are 4XX or 5XX.`,
    );
  if (to.Protocol !== undefined && to.Protocol !== "http" && to.Protocol !== "https")
    throw invalidRequest(
      "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
    );
}

export const GetBucketWebsite = on("GetBucketWebsite", async (ctx, input) => {
  const { name, settings } = await readBucket(ctx, input);
  if (settings.website === undefined) throw noWebsite(name);
  return settings.website;
});

export const DeleteBucketWebsite = on("DeleteBucketWebsite", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    delete settings.website;
  }),
);

export const PutBucketLifecycleConfiguration = on(
  "PutBucketLifecycleConfiguration",
  async (ctx, input) => {
    const minimum = input.TransitionDefaultMinimumObjectSize as string | undefined;
    if (
      minimum !== undefined &&
      minimum !== "varies_by_storage_class" &&
      minimum !== "all_storage_classes_128K"
    )
      throw invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${minimum}`);
    const rules = checkRules((input.LifecycleConfiguration?.Rules ?? []) as never, () =>
      ctx.chance.alnum(48),
    );
    await changeSettings(ctx, input, async (settings, bucket, tx) => {
      settings.lifecycle = rules;
      settings.transitionMinimum = minimum ?? "all_storage_classes_128K";
      // Rules are applied at every midnight UTC, when S3's days begin.
      await due(tx, bucket, "lifecycle", bucket.name, dayAfter(ctx.now + 1, 0));
    });
    return { TransitionDefaultMinimumObjectSize: minimum ?? "all_storage_classes_128K" } as never;
  },
);

export const GetBucketLifecycleConfiguration = on(
  "GetBucketLifecycleConfiguration",
  async (ctx, input) => {
    const { name, settings } = await readBucket(ctx, input);
    if (settings.lifecycle === undefined) throw noLifecycle(name);
    return {
      Rules: settings.lifecycle,
      TransitionDefaultMinimumObjectSize: settings.transitionMinimum ?? "all_storage_classes_128K",
    } as never;
  },
);

export const DeleteBucketLifecycle = on("DeleteBucketLifecycle", (ctx, input) =>
  changeSettings(ctx, input, async (settings, bucket, tx) => {
    delete settings.lifecycle;
    delete settings.transitionMinimum;
    await due(tx, bucket, "lifecycle", bucket.name, undefined);
  }),
);

export const PutBucketEncryption = on("PutBucketEncryption", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    const rules = input.ServerSideEncryptionConfiguration?.Rules ?? [];
    const preset = rules[0]?.ApplyServerSideEncryptionByDefault;
    if (rules.length !== 1) throw malformedXml();
    if (preset !== undefined) {
      if (!["AES256", "aws:kms", "aws:kms:dsse"].includes(preset.SSEAlgorithm as string))
        throw malformedXml();
      if (preset.SSEAlgorithm === "AES256" && preset.KMSMasterKeyID !== undefined)
        throw invalidArgument(
          "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
          "ApplyServerSideEncryptionByDefault",
        );
    }
    if (rules[0]?.BlockedEncryptionTypes !== undefined)
      throw notImplemented("s3:PutBucketEncryption with BlockedEncryptionTypes");
    settings.encryption = rules as never;
  }),
);

export const GetBucketEncryption = on("GetBucketEncryption", async (ctx, input) => {
  const { settings } = await readBucket(ctx, input);
  const Rules = settings.encryption ?? [
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false },
  ];
  return { ServerSideEncryptionConfiguration: { Rules } } as never;
});

export const DeleteBucketEncryption = on("DeleteBucketEncryption", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    delete settings.encryption;
  }),
);

export const PutBucketLogging = on("PutBucketLogging", (ctx, input) =>
  changeSettings(ctx, input, async (settings, bucket, tx) => {
    const wanted = input.BucketLoggingStatus?.LoggingEnabled;
    if (wanted === undefined) {
      delete settings.logging;
      return;
    }
    const target = await tx.bucket.find({ name: wanted.TargetBucket });
    if (
      target === undefined ||
      target.owner !== bucket.owner ||
      target.location !== bucket.location
    )
      throw invalidLoggingTarget(wanted.TargetBucket);
    if (wanted.TargetGrants?.length && target.settings.ownership === "BucketOwnerEnforced")
      throw invalidArgument(
        "Target grants are not supported for buckets with the bucket owner enforced setting",
        "TargetGrants",
      );
    settings.logging = wanted;
  }),
);

export const GetBucketLogging = on("GetBucketLogging", async (ctx, input) => {
  const { settings } = await readBucket(ctx, input);
  return settings.logging === undefined ? {} : { LoggingEnabled: settings.logging };
});

export const PutBucketAccelerateConfiguration = on(
  "PutBucketAccelerateConfiguration",
  (ctx, input) =>
    changeSettings(ctx, input, (settings, bucket) => {
      const status = input.AccelerateConfiguration?.Status;
      if (status !== "Enabled" && status !== "Suspended") throw malformedXml();
      if (bucket.name.includes("."))
        throw invalidRequest(
          "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
        );
      settings.accelerate = status;
    }),
);

export const GetBucketAccelerateConfiguration = on(
  "GetBucketAccelerateConfiguration",
  async (ctx, input) => {
    const { settings } = await readBucket(ctx, input);
    return (settings.accelerate === undefined ? {} : { Status: settings.accelerate }) as never;
  },
);

export const PutBucketRequestPayment = on("PutBucketRequestPayment", (ctx, input) =>
  changeSettings(ctx, input, (settings) => {
    const payer = input.RequestPaymentConfiguration?.Payer;
    if (payer !== "Requester" && payer !== "BucketOwner") throw malformedXml();
    settings.payer = payer;
  }),
);

export const GetBucketRequestPayment = on("GetBucketRequestPayment", async (ctx, input) => {
  const { settings } = await readBucket(ctx, input);
  return { Payer: (settings.payer ?? "BucketOwner") as never };
});

export const GetBucketReplication = on("GetBucketReplication", async (ctx, input) => {
  const { name } = await readBucket(ctx, input);
  throw noReplication(name);
});

export const DeleteBucketReplication = on("DeleteBucketReplication", async (ctx, input) => {
  await readBucket(ctx, input);
  return {};
});
