/** What authorisation needs to know of S3: actions, ARNs, policies, and ACLs as if they were policies. */
import { type Awaitable, then } from "#base/awaitable";
import type { Authorization } from "#kernel/service";
import { type Bucket, bareName, bucketArn, type Ctx, type Tx } from "./buckets.ts";
import { ALL_USERS, AUTHENTICATED_USERS, canonicalId } from "./domain/grants.ts";
import { tagsOfHeader } from "./domain/names.ts";
import { isPublicPolicy } from "./domain/policies.ts";
import type { Grant, tables } from "./tables.ts";
import { headOf, versionOf } from "./versions.ts";

/** IAM's actions where they differ from the operation's name. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  ListBuckets: ["ListAllMyBuckets"],
  HeadBucket: ["ListBucket"],
  ListObjects: ["ListBucket"],
  ListObjectsV2: ["ListBucket"],
  ListObjectVersions: ["ListBucketVersions"],
  ListMultipartUploads: ["ListBucketMultipartUploads"],
  ListParts: ["ListMultipartUploadParts"],
  CreateMultipartUpload: ["PutObject"],
  UploadPart: ["PutObject"],
  UploadPartCopy: ["PutObject"],
  CompleteMultipartUpload: ["PutObject"],
  CopyObject: ["PutObject"],
  HeadObject: ["GetObject"],
  DeleteObjects: ["DeleteObject"],
  GetBucketCors: ["GetBucketCORS"],
  PutBucketCors: ["PutBucketCORS"],
  DeleteBucketCors: ["PutBucketCORS"],
  GetBucketEncryption: ["GetEncryptionConfiguration"],
  PutBucketEncryption: ["PutEncryptionConfiguration"],
  DeleteBucketEncryption: ["PutEncryptionConfiguration"],
  GetBucketLifecycleConfiguration: ["GetLifecycleConfiguration"],
  PutBucketLifecycleConfiguration: ["PutLifecycleConfiguration"],
  DeleteBucketLifecycle: ["PutLifecycleConfiguration"],
  GetBucketNotificationConfiguration: ["GetBucketNotification"],
  PutBucketNotificationConfiguration: ["PutBucketNotification"],
  GetPublicAccessBlock: ["GetBucketPublicAccessBlock"],
  PutPublicAccessBlock: ["PutBucketPublicAccessBlock"],
  DeletePublicAccessBlock: ["PutBucketPublicAccessBlock"],
  GetBucketReplication: ["GetReplicationConfiguration"],
  DeleteBucketReplication: ["PutReplicationConfiguration"],
  GetBucketAccelerateConfiguration: ["GetAccelerateConfiguration"],
  PutBucketAccelerateConfiguration: ["PutAccelerateConfiguration"],
  DeleteBucketTagging: ["PutBucketTagging"],
  GetObjectLockConfiguration: ["GetBucketObjectLockConfiguration"],
  PutObjectLockConfiguration: ["PutBucketObjectLockConfiguration"],
  DeleteBucketOwnershipControls: ["PutBucketOwnershipControls"],
};

/** Those that are other actions when a version is named. */
const VERSIONED: Readonly<Record<string, string>> = {
  GetObject: "GetObjectVersion",
  HeadObject: "GetObjectVersion",
  DeleteObject: "DeleteObjectVersion",
  GetObjectAcl: "GetObjectVersionAcl",
  PutObjectAcl: "PutObjectVersionAcl",
  GetObjectTagging: "GetObjectVersionTagging",
  PutObjectTagging: "PutObjectVersionTagging",
  DeleteObjectTagging: "DeleteObjectVersionTagging",
  GetObjectAttributes: "GetObjectVersionAttributes",
};

type Input = Readonly<Record<string, unknown>>;

function actionsOf(operation: string, input: Input): string[] {
  const versioned = input["VersionId"] === undefined ? undefined : VERSIONED[operation];
  const actions = versioned === undefined ? [...(ACTIONS[operation] ?? [operation])] : [versioned];
  if (operation === "GetObjectAttributes")
    actions.push(versioned === undefined ? "GetObject" : "GetObjectVersion");
  if (
    operation === "PutObject" ||
    operation === "CopyObject" ||
    operation === "CreateMultipartUpload"
  ) {
    if (input["Tagging"] !== undefined) actions.push("PutObjectTagging");
    if (input["ACL"] !== undefined || Object.keys(input).some((name) => name.startsWith("Grant")))
      actions.push("PutObjectAcl");
    if (input["ObjectLockMode"] !== undefined) actions.push("PutObjectRetention");
    if (input["ObjectLockLegalHoldStatus"] !== undefined) actions.push("PutObjectLegalHold");
  }
  return actions.map((action) => `s3:${action}`);
}

function resourcesOf(ctx: Ctx, operation: string, input: Input): string[] {
  const bucket = input["Bucket"];
  if (typeof bucket !== "string") return ["*"];
  const arn = bucketArn(bareName(bucket));
  if (typeof input["Key"] === "string") return [`${arn}/${input["Key"]}`];
  if (operation === "DeleteObjects") {
    // What is refused is refused key by key, by the operation; here it is only recorded.
    if (ctx.kernel.options.iam === "enforce") return [];
    const { Objects = [] } = (input["Delete"] ?? {}) as { Objects?: { Key?: string }[] };
    return Objects.map(({ Key = "" }) => `${arn}/${Key}`);
  }
  return [arn];
}

const CONDITIONS: readonly (readonly [member: string, key: string])[] = [
  ["Prefix", "s3:prefix"],
  ["Delimiter", "s3:delimiter"],
  ["MaxKeys", "s3:max-keys"],
  ["ACL", "s3:x-amz-acl"],
  ["ServerSideEncryption", "s3:x-amz-server-side-encryption"],
  ["SSEKMSKeyId", "s3:x-amz-server-side-encryption-aws-kms-key-id"],
  ["SSECustomerAlgorithm", "s3:x-amz-server-side-encryption-customer-algorithm"],
  ["CopySource", "s3:x-amz-copy-source"],
  ["MetadataDirective", "s3:x-amz-metadata-directive"],
  ["StorageClass", "s3:x-amz-storage-class"],
  ["VersionId", "s3:versionid"],
  ["IfNoneMatch", "s3:if-none-match"],
  ["IfMatch", "s3:if-match"],
  ["ObjectLockMode", "s3:object-lock-mode"],
  ["ObjectOwnership", "s3:x-amz-object-ownership"],
  ["GrantRead", "s3:x-amz-grant-read"],
  ["GrantWrite", "s3:x-amz-grant-write"],
  ["GrantFullControl", "s3:x-amz-grant-full-control"],
  ["GrantReadACP", "s3:x-amz-grant-read-acp"],
  ["GrantWriteACP", "s3:x-amz-grant-write-acp"],
  ["WebsiteRedirectLocation", "s3:x-amz-website-redirect-location"],
];

async function conditionsOf(
  ctx: Ctx,
  operation: string,
  input: Input,
): Promise<Record<string, string | string[]>> {
  const out: Record<string, string | string[]> = Object.create(null);
  await ofWhatIsThere(ctx, operation, input, out);
  for (const [member, key] of CONDITIONS)
    if (input[member] !== undefined) out[key] = String(input[member]);
  const headers = ctx.http?.headers;
  if (headers !== undefined) {
    const hash = headers.get("x-amz-content-sha256");
    if (hash !== undefined) out["s3:x-amz-content-sha256"] = hash;
    out["s3:authType"] = headers.has("authorization") ? "REST-HEADER" : "REST-QUERY-STRING";
    out["s3:signatureversion"] = "AWS4-HMAC-SHA256";
  }
  if (typeof input["Tagging"] === "string") {
    const tags = tagsOfHeader(input["Tagging"]) ?? [];
    for (const [key, value] of tags) out[`s3:RequestObjectTag/${key}`] = value;
    out["s3:RequestObjectTagKeys"] = tags.map(([key]) => key);
  }
  return out;
}

/** Those of the bucket, and of the object that an operation finds there. */
async function ofWhatIsThere(
  ctx: Ctx,
  operation: string,
  input: Input,
  out: Record<string, string | string[]>,
): Promise<void> {
  const { Bucket: bucket, Key: key, VersionId: id } = input;
  if (typeof bucket !== "string") return;
  const makes = /^(PutObject|CopyObject|CreateMultipartUpload|UploadPart.*|Complete.*)$/;
  const [owner, tags] = await ctx.view(async (tx) => {
    const found = await tx.bucket.find({ name: bareName(bucket) });
    if (found === undefined || typeof key !== "string" || makes.test(operation))
      return [found?.owner, undefined] as const;
    const version = typeof id === "string" ? id : undefined;
    return [found.owner, (await versionOf(tx, found.name, key, version))?.facts.tags] as const;
  });
  if (owner !== undefined) {
    out["s3:ResourceAccount"] = owner;
  }
  for (const [name, value] of tags ?? []) out[`s3:ExistingObjectTag/${name}`] = value;
}

/** The bucket's policy with its and the object's ACLs; the public access block decides what counts. */
function policyOf(ctx: Ctx, arn: string): Awaitable<string | undefined> {
  const path = arn.slice("arn:aws:s3:::".length);
  const slash = path.indexOf("/");
  const name = slash < 0 ? path : path.slice(0, slash);
  return ctx.view((tx) =>
    then(tx.bucket.find({ name }), (bucket) => {
      if (bucket === undefined) return undefined;
      const { policy, publicAccessBlock: block, ownership } = bucket.settings;
      const stranger = ctx.principal.account !== bucket.owner && ctx.principal.kind !== "service";
      const shut = block?.RestrictPublicBuckets && stranger && isPublicPolicy(policy);
      const text = shut ? undefined : policy;
      if (ownership === "BucketOwnerEnforced") return text;
      return withAcls(ctx, tx, bucket, slash < 0 ? undefined : path.slice(slash + 1), text);
    }),
  );
}

/** A policy's text with what the ACLs of the bucket, and of an object in it, allow besides. */
async function withAcls(
  ctx: Ctx,
  tx: Tx,
  { name, settings }: Bucket,
  key: string | undefined,
  text: string | undefined,
): Promise<string | undefined> {
  const ignored = settings.publicAccessBlock?.IgnorePublicAcls ?? false;
  const arn = bucketArn(name);
  const statements = aclStatements(ctx, settings.grants, BUCKET_PERMISSIONS, arn, ignored);
  const object = key === undefined ? undefined : await headOf(tx, name, key);
  if (object !== undefined)
    statements.push(
      ...aclStatements(ctx, object.facts.grants, OBJECT_PERMISSIONS, `${arn}/${key}`, ignored),
    );
  if (statements.length === 0) return text;
  const own = text === undefined ? { Version: "2012-10-17", Statement: [] } : JSON.parse(text);
  return JSON.stringify({ ...own, Statement: [...[own.Statement].flat(), ...statements] });
}

/** The account whose policies a bucket stands under. */
function ownerOf(ctx: Ctx, arn: string): Awaitable<string | undefined> {
  const [name = ""] = arn.slice("arn:aws:s3:::".length).split("/", 1);
  return ctx.view((tx) => then(tx.bucket.find({ name }), (bucket) => bucket?.owner));
}

const BUCKET_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  READ: ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
  WRITE: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
  READ_ACP: ["s3:GetBucketAcl"],
  WRITE_ACP: ["s3:PutBucketAcl"],
};
const OBJECT_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  READ: ["s3:GetObject", "s3:GetObjectVersion"],
  READ_ACP: ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"],
  WRITE_ACP: ["s3:PutObjectAcl", "s3:PutObjectVersionAcl"],
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping */
function aclStatements(
  ctx: Ctx,
  grants: readonly Grant[] | undefined,
  permissions: Readonly<Record<string, readonly string[]>>,
  arn: string,
  ignored: boolean,
): object[] {
  const out: object[] = [];
  const own = canonicalId(ctx.principal.account);
  for (const grant of grants ?? []) {
    const account = ctx.principal.account;
    let condition: object | undefined;
    if (grant.id !== undefined) {
      if (grant.id !== own) continue;
      condition = { StringEquals: { "aws:PrincipalAccount": account } };
    } else if (ignored) continue;
    else if (grant.uri === AUTHENTICATED_USERS)
      condition = { StringNotEquals: { "aws:PrincipalAccount": "anonymous" } };
    else if (grant.uri !== ALL_USERS) continue;
    const actions =
      grant.permission === "FULL_CONTROL"
        ? Object.values(permissions).flat()
        : (permissions[grant.permission] ?? []);
    out.push({
      Effect: "Allow",
      Principal: "*",
      Action: actions,
      Resource: permissions === BUCKET_PERMISSIONS ? [arn, `${arn}/*`] : [arn],
      ...(condition === undefined ? {} : { Condition: condition }),
    });
  }
  return out;
}

export const authorization: Authorization<typeof tables> = {
  actions: actionsOf,
  resources: resourcesOf,
  conditions: conditionsOf,
  policyOf,
  ownerOf,
};
