/** Buckets themselves: made, found, listed, removed. */
import { Fault, notImplemented } from "#aws/fault";
import { bareName, bucketArn, bucketAt, type Ctx, type Tx } from "../buckets.ts";
import { askedGrants, canonicalId, isPublic } from "../domain/grants.ts";
import { checkBucketName, tagsOf } from "../domain/names.ts";
import { freshSettings, type BucketSettings } from "../domain/settings.ts";
import {
  aclWithOwnership,
  bucketNotEmpty,
  bucketTaken,
  illegalLocation,
  invalidArgument,
  invalidBucketName,
  invalidLocation,
  ownedByYou,
  tooManyBuckets,
} from "../errors.ts";
import { BUCKET_PAGE, BUCKET_TAGS, BUCKETS } from "../limits.ts";
import { type BucketRow, on } from "../tables.ts";
import { due, holds } from "../versions.ts";
import { abort } from "./multipart.ts";

const HOME = "us-east-1";
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

export const CreateBucket = on("CreateBucket", async (ctx, input) => {
  checkBucketName(input.Bucket);
  if (input.BucketNamespace !== undefined && input.BucketNamespace !== "global")
    throw notImplemented("s3:CreateBucket with BucketNamespace");
  const { CreateBucketConfiguration: asked } = input;
  if (asked?.Location !== undefined || asked?.Bucket !== undefined)
    throw notImplemented("s3:CreateBucket of a directory bucket");
  const location = locationOf(ctx.region, asked?.LocationConstraint);
  const settings = settingsOf(ctx, input as never);
  const row: BucketRow = {
    name: input.Bucket,
    owner: ctx.account,
    location,
    createdAt: ctx.now,
    settings,
    ...(input.ObjectLockEnabledForBucket ? { versioning: "Enabled" as const } : {}),
  };
  await ctx.update(async (tx) => {
    const existing = await tx.bucket.find({ name: row.name });
    if (existing === undefined) {
      if ((await tx.bucket.count({ owner: row.owner })) >= BUCKETS) throw tooManyBuckets();
      return void (await tx.bucket.put(row));
    }
    if (existing.owner !== row.owner) throw bucketTaken(row.name);
    // The oldest region answers a second creation with success, and sets the ACL anew.
    if (ctx.region !== HOME || existing.location !== HOME || location !== HOME)
      throw ownedByYou(row.name);
    const { grants: _, ...kept } = existing.settings;
    const grants = row.settings.grants;
    await tx.bucket.put({
      ...existing,
      settings: grants === undefined ? kept : { ...kept, grants },
    });
  });
  return {
    Location: location === HOME ? `/${row.name}` : `http://${row.name}.s3.amazonaws.com/`,
    BucketArn: bucketArn(row.name),
  };
});

function locationOf(region: string, constraint: string | undefined): string {
  if (constraint === undefined || constraint === "") {
    if (region !== HOME) throw illegalLocation(undefined);
    return HOME;
  }
  const asked = constraint === "EU" ? "eu-west-1" : constraint;
  if (asked === HOME || !REGION.test(asked)) throw invalidLocation(constraint);
  if (region !== HOME && asked !== region) throw illegalLocation(constraint);
  return asked;
}

function settingsOf(
  ctx: Ctx,
  input: Parameters<typeof askedGrants>[0] & {
    ObjectOwnership?: string;
    ObjectLockEnabledForBucket?: boolean;
    CreateBucketConfiguration?: { Tags?: readonly { Key?: string; Value?: string }[] };
  },
): BucketSettings {
  const settings = freshSettings();
  if (input.ObjectOwnership !== undefined) {
    if (
      !["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"].includes(
        input.ObjectOwnership,
      )
    )
      throw invalidArgument(
        `Invalid x-amz-object-ownership header: ${input.ObjectOwnership}`,
        "x-amz-object-ownership",
      );
    settings.ownership = input.ObjectOwnership;
  }
  const grants = askedGrants(input, ctx.account, ctx.account);
  if (grants !== undefined && input.ACL !== "private") {
    if (settings.ownership === "BucketOwnerEnforced") throw aclWithOwnership();
    if (isPublic(grants)) {
      const words =
        "Public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.";
      throw new Fault("AccessDenied", words, 403);
    }
    settings.grants = grants;
  }
  if (input.ObjectLockEnabledForBucket) settings.objectLock = {};
  const tags = input.CreateBucketConfiguration?.Tags;
  if (tags !== undefined && tags.length > 0) settings.tags = tagsOf(tags, BUCKET_TAGS);
  return settings;
}

export const DeleteBucket = on("DeleteBucket", (ctx, input) =>
  ctx.update(async (tx) => {
    const bucket = await bucketAt(tx, input);
    const left = await holds(tx, bucket.name);
    if (left !== "nothing") throw bucketNotEmpty(bucket.name, bucket.versioning !== undefined);
    await abortAll(tx, bucket.name);
    await due(tx, bucket, "lifecycle", bucket.name, undefined);
    await tx.bucket.remove({ name: bucket.name });
    return {};
  }),
);

async function abortAll(tx: Tx, bucket: string): Promise<void> {
  for (const upload of await tx.upload.list({ where: { bucket } })) await abort(tx, upload);
}

export const HeadBucket = on("HeadBucket", (ctx, input) =>
  ctx.view(async (tx) => {
    const name = bareName(input.Bucket);
    if (name.length < 3) throw invalidBucketName(name);
    const bucket = await bucketAt(tx, input);
    return {
      BucketRegion: bucket.location,
      BucketArn: bucketArn(bucket.name),
      AccessPointAlias: false,
    } as never;
  }),
);

export const GetBucketLocation = on("GetBucketLocation", (ctx, input) =>
  ctx.view(async (tx) => {
    const { location } = await bucketAt(tx, input);
    return (location === HOME ? {} : { LocationConstraint: location }) as never;
  }),
);

export const ListBuckets = on("ListBuckets", (ctx, input) =>
  ctx.view(async (tx) => {
    const most = input.MaxBuckets ?? BUCKET_PAGE;
    if (most < 1 || most > BUCKET_PAGE)
      throw invalidArgument(
        `Argument max-buckets must be an integer between 1 and ${BUCKET_PAGE}`,
        "max-buckets",
        most,
      );
    const after =
      input.ContinuationToken === undefined
        ? undefined
        : Buffer.from(input.ContinuationToken, "base64").toString();
    const rows = await tx.bucket.list({
      where: { owner: ctx.account },
      order: ["name"],
      limit: BUCKETS,
      ...(after === undefined ? {} : { range: { column: "name", after } }),
    });
    const wanted = rows.filter(
      (row) =>
        row.name.startsWith(input.Prefix ?? "") &&
        (input.BucketRegion === undefined || row.location === input.BucketRegion),
    );
    const page = wanted.slice(0, most);
    return {
      Owner: { ID: canonicalId(ctx.account) },
      Buckets: page.map((row) => ({
        Name: row.name,
        CreationDate: row.createdAt,
        BucketRegion: row.location,
        BucketArn: bucketArn(row.name),
      })),
      ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
      ...(wanted.length > most
        ? { ContinuationToken: Buffer.from(page.at(-1)!.name).toString("base64") }
        : {}),
    };
  }),
);
