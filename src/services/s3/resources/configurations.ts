/** A bucket's properties in CloudFormation's words, and the operations that put and clear each. */
import type { ResourceContext } from "#kernel/resource";
import { canned } from "./canned.ts";

type Loose = Readonly<Record<string, unknown>>;

interface Configuration {
  readonly property: string;
  put(ctx: ResourceContext, Bucket: string, wanted: unknown): Promise<unknown>;
  clear(ctx: ResourceContext, Bucket: string): Promise<unknown>;
}

const list = (value: unknown): Loose[] =>
  (value === undefined ? [] : Array.isArray(value) ? value : [value]) as Loose[];
const flag = (value: unknown): boolean | undefined =>
  value === undefined ? undefined : String(value) === "true";
const number = (value: unknown): number | undefined =>
  value === undefined ? undefined : Number(value);
const time = (value: unknown): number | undefined =>
  value === undefined ? undefined : Date.parse(String(value));

/** Without members that are undefined. */
function defined(value: Loose): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));
}

/** In the order in which they are applied: ownership before ACLs, public access before policies. */
export const bucketConfigurations: readonly Configuration[] = [
  {
    property: "OwnershipControls",
    put: (ctx, Bucket, wanted) =>
      ctx.call("s3", "PutBucketOwnershipControls", { Bucket, OwnershipControls: wanted as never }),
    clear: (ctx, Bucket) => ctx.call("s3", "DeleteBucketOwnershipControls", { Bucket }),
  },
  {
    property: "PublicAccessBlockConfiguration",
    put: (ctx, Bucket, wanted) => {
      const given = wanted as Loose;
      const names = [
        "BlockPublicAcls",
        "BlockPublicPolicy",
        "IgnorePublicAcls",
        "RestrictPublicBuckets",
      ];
      const configuration = Object.fromEntries(
        names.map((name) => [name, flag(given[name]) ?? false]),
      );
      return ctx.call("s3", "PutPublicAccessBlock", {
        Bucket,
        PublicAccessBlockConfiguration: configuration,
      });
    },
    clear: (ctx, Bucket) => ctx.call("s3", "DeletePublicAccessBlock", { Bucket }),
  },
  {
    property: "AccessControl",
    put: (ctx, Bucket, wanted) =>
      ctx.call("s3", "PutBucketAcl", { Bucket, ACL: canned(String(wanted)) as never }),
    clear: (ctx, Bucket) => ctx.call("s3", "PutBucketAcl", { Bucket, ACL: "private" as never }),
  },
  {
    property: "VersioningConfiguration",
    put: (ctx, Bucket, wanted) =>
      ctx.call("s3", "PutBucketVersioning", {
        Bucket,
        VersioningConfiguration: { Status: (wanted as Loose)["Status"] as never },
      }),
    clear: (ctx, Bucket) =>
      ctx.call("s3", "PutBucketVersioning", {
        Bucket,
        VersioningConfiguration: { Status: "Suspended" },
      }),
  },
  {
    property: "ObjectLockConfiguration",
    put: (ctx, Bucket, wanted) => {
      const rule = (wanted as Loose)["Rule"] as { DefaultRetention?: Loose } | undefined;
      const preset = rule?.DefaultRetention;
      const Rule =
        preset === undefined
          ? undefined
          : {
              DefaultRetention: defined({
                Mode: preset["Mode"],
                Days: number(preset["Days"]),
                Years: number(preset["Years"]),
              }),
            };
      return ctx.call("s3", "PutObjectLockConfiguration", {
        Bucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: "Enabled",
          ...(Rule === undefined ? {} : { Rule }),
        } as never,
      });
    },
    clear: (ctx, Bucket) =>
      ctx.call("s3", "PutObjectLockConfiguration", {
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
      }),
  },
  {
    property: "LoggingConfiguration",
    put: (ctx, Bucket, wanted) => {
      const given = wanted as Loose;
      // Without a target a bucket's log goes into the bucket itself.
      const LoggingEnabled = defined({
        TargetBucket: given["DestinationBucketName"] ?? Bucket,
        TargetPrefix: given["LogFilePrefix"] ?? "",
        TargetObjectKeyFormat: given["TargetObjectKeyFormat"],
      });
      return ctx.call("s3", "PutBucketLogging", {
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: LoggingEnabled as never },
      });
    },
    clear: (ctx, Bucket) => ctx.call("s3", "PutBucketLogging", { Bucket, BucketLoggingStatus: {} }),
  },
  {
    property: "BucketEncryption",
    put: (ctx, Bucket, wanted) => {
      const Rules = list((wanted as Loose)["ServerSideEncryptionConfiguration"]).map((rule) =>
        defined({
          ApplyServerSideEncryptionByDefault: rule["ServerSideEncryptionByDefault"],
          BucketKeyEnabled: flag(rule["BucketKeyEnabled"]),
        }),
      );
      return ctx.call("s3", "PutBucketEncryption", {
        Bucket,
        ServerSideEncryptionConfiguration: { Rules: Rules as never },
      });
    },
    clear: (ctx, Bucket) => ctx.call("s3", "DeleteBucketEncryption", { Bucket }),
  },
  {
    property: "CorsConfiguration",
    put: (ctx, Bucket, wanted) => {
      const CORSRules = list((wanted as Loose)["CorsRules"]).map((rule) =>
        defined({
          ID: rule["Id"],
          AllowedHeaders: rule["AllowedHeaders"],
          AllowedMethods: rule["AllowedMethods"],
          AllowedOrigins: rule["AllowedOrigins"],
          ExposeHeaders: rule["ExposedHeaders"],
          MaxAgeSeconds: number(rule["MaxAge"]),
        }),
      );
      return ctx.call("s3", "PutBucketCors", {
        Bucket,
        CORSConfiguration: { CORSRules: CORSRules as never },
      });
    },
    clear: (ctx, Bucket) => ctx.call("s3", "DeleteBucketCors", { Bucket }),
  },
  {
    property: "LifecycleConfiguration",
    put: (ctx, Bucket, wanted) => {
      const given = wanted as Loose;
      return ctx.call("s3", "PutBucketLifecycleConfiguration", {
        Bucket,
        LifecycleConfiguration: { Rules: list(given["Rules"]).map(lifecycleRule) as never },
        ...(given["TransitionDefaultMinimumObjectSize"] === undefined
          ? {}
          : {
              TransitionDefaultMinimumObjectSize: given[
                "TransitionDefaultMinimumObjectSize"
              ] as never,
            }),
      });
    },
    clear: (ctx, Bucket) => ctx.call("s3", "DeleteBucketLifecycle", { Bucket }),
  },
  {
    property: "WebsiteConfiguration",
    put: (ctx, Bucket, wanted) => {
      const given = wanted as Loose;
      const rules =
        given["RoutingRules"] === undefined
          ? undefined
          : list(given["RoutingRules"]).map((rule) =>
              defined({
                Condition: rule["RoutingRuleCondition"],
                Redirect: redirectOf(rule["RedirectRule"] as Loose),
              }),
            );
      return ctx.call("s3", "PutBucketWebsite", {
        Bucket,
        WebsiteConfiguration: defined({
          IndexDocument:
            given["IndexDocument"] === undefined ? undefined : { Suffix: given["IndexDocument"] },
          ErrorDocument:
            given["ErrorDocument"] === undefined ? undefined : { Key: given["ErrorDocument"] },
          RedirectAllRequestsTo: given["RedirectAllRequestsTo"],
          RoutingRules: rules,
        }) as never,
      });
    },
    clear: (ctx, Bucket) => ctx.call("s3", "DeleteBucketWebsite", { Bucket }),
  },
  {
    property: "AccelerateConfiguration",
    put: (ctx, Bucket, wanted) =>
      ctx.call("s3", "PutBucketAccelerateConfiguration", {
        Bucket,
        AccelerateConfiguration: { Status: (wanted as Loose)["AccelerationStatus"] as never },
      }),
    clear: (ctx, Bucket) =>
      ctx.call("s3", "PutBucketAccelerateConfiguration", {
        Bucket,
        AccelerateConfiguration: { Status: "Suspended" },
      }),
  },
  {
    property: "Tags",
    put: (ctx, Bucket, wanted) =>
      ctx.call("s3", "PutBucketTagging", {
        Bucket,
        Tagging: { TagSet: wanted as { Key: string; Value: string }[] },
      }),
    clear: (ctx, Bucket) => ctx.call("s3", "DeleteBucketTagging", { Bucket }),
  },
  {
    property: "NotificationConfiguration",
    put: (ctx, Bucket, wanted) =>
      ctx.call("s3", "PutBucketNotificationConfiguration", {
        Bucket,
        NotificationConfiguration: notificationOf(wanted as Loose) as never,
      }),
    clear: (ctx, Bucket) =>
      ctx.call("s3", "PutBucketNotificationConfiguration", {
        Bucket,
        NotificationConfiguration: {},
      }),
  },
];

function redirectOf(given: Loose): Record<string, unknown> {
  return defined({
    ...given,
    HttpRedirectCode:
      given["HttpRedirectCode"] === undefined ? undefined : String(given["HttpRedirectCode"]),
  });
}

function lifecycleRule(rule: Loose): Record<string, unknown> {
  const tags = list(rule["TagFilters"]);
  const over = number(rule["ObjectSizeGreaterThan"]);
  const under = number(rule["ObjectSizeLessThan"]);
  const parts = { Prefix: rule["Prefix"], ObjectSizeGreaterThan: over, ObjectSizeLessThan: under };
  const many = tags.length + Object.values(parts).filter((v) => v !== undefined).length > 1;
  const Filter = many
    ? { And: defined({ ...parts, Tags: tags.length > 0 ? tags : undefined }) }
    : defined({ ...parts, Tag: tags[0] });
  const transitions = [...list(rule["Transitions"]), ...list(rule["Transition"])];
  const older = [
    ...list(rule["NoncurrentVersionTransitions"]),
    ...list(rule["NoncurrentVersionTransition"]),
  ];
  const expiration = defined({
    Days: number(rule["ExpirationInDays"]),
    Date: time(rule["ExpirationDate"]),
    ExpiredObjectDeleteMarker: flag(rule["ExpiredObjectDeleteMarker"]),
  });
  const gone = rule["NoncurrentVersionExpiration"] as Loose | undefined;
  const goneDays = number(gone?.["NoncurrentDays"] ?? rule["NoncurrentVersionExpirationInDays"]);
  return defined({
    ID: rule["Id"],
    Status: rule["Status"],
    Filter: Object.keys(Filter).length === 0 ? { Prefix: "" } : Filter,
    Expiration: Object.keys(expiration).length > 0 ? expiration : undefined,
    Transitions:
      transitions.length === 0
        ? undefined
        : transitions.map((t) =>
            defined({
              StorageClass: t["StorageClass"],
              Days: number(t["TransitionInDays"]),
              Date: time(t["TransitionDate"]),
            }),
          ),
    NoncurrentVersionTransitions:
      older.length === 0
        ? undefined
        : older.map((t) =>
            defined({
              StorageClass: t["StorageClass"],
              NoncurrentDays: number(t["TransitionInDays"]),
              NewerNoncurrentVersions: number(t["NewerNoncurrentVersions"]),
            }),
          ),
    NoncurrentVersionExpiration:
      goneDays === undefined
        ? undefined
        : defined({
            NoncurrentDays: goneDays,
            NewerNoncurrentVersions: number(gone?.["NewerNoncurrentVersions"]),
          }),
    AbortIncompleteMultipartUpload:
      rule["AbortIncompleteMultipartUpload"] === undefined
        ? undefined
        : {
            DaysAfterInitiation: number(
              (rule["AbortIncompleteMultipartUpload"] as Loose)["DaysAfterInitiation"],
            ),
          },
  });
}

/** One entry per destination; CloudFormation names one event in each. */
function notificationOf(given: Loose): Record<string, unknown> {
  const entries = (property: string, arn: string, as: string) => {
    const out = list(given[property]).map((one) =>
      defined({
        [as]: one[arn],
        Events: [one["Event"]],
        Filter: filterOf(one["Filter"] as Loose | undefined),
      }),
    );
    return out.length === 0 ? undefined : out;
  };
  const bridge = given["EventBridgeConfiguration"] as Loose | undefined;
  return defined({
    LambdaFunctionConfigurations: entries("LambdaConfigurations", "Function", "LambdaFunctionArn"),
    QueueConfigurations: entries("QueueConfigurations", "Queue", "QueueArn"),
    TopicConfigurations: entries("TopicConfigurations", "Topic", "TopicArn"),
    EventBridgeConfiguration:
      bridge !== undefined && flag(bridge["EventBridgeEnabled"]) !== false ? {} : undefined,
  });
}

function filterOf(filter: Loose | undefined): unknown {
  const rules = (filter?.["S3Key"] as Loose | undefined)?.["Rules"];
  return rules === undefined ? undefined : { Key: { FilterRules: list(rules) } };
}
