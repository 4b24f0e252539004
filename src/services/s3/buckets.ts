/** Finding buckets, and what every operation of one checks. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { accessDenied, noSuchBucket } from "./errors.ts";
import type { BucketSettings } from "./domain/settings.ts";
import type { BucketRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;
export type Bucket = Readonly<BucketRow>;

/** The members that say which bucket, and whose it should be. */
export interface Addressed {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/**
 * The bucket an operation is for. Differs from AWS: it is found from every region, where AWS
 * redirects to the bucket's own.
 * @throws Fault NoSuchBucket; AccessDenied when the owner is not the expected one.
 */
export async function bucketAt(tx: Tx, input: Addressed): Promise<Bucket> {
  const row = await tx.bucket.find({ name: bareName(input.Bucket) });
  if (row === undefined) throw noSuchBucket(bareName(input.Bucket));
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== row.owner)
    throw accessDenied();
  return row;
}

/** A bucket's name where its ARN may stand too. */
export function bareName(name: string): string {
  return name.startsWith("arn:") ? name.slice(name.lastIndexOf(":") + 1) : name;
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

/** Reads a bucket in a transaction of its own, before bytes are taken in. */
export async function readBucket(ctx: Ctx, input: Addressed): Promise<Bucket> {
  return ctx.view((tx) => bucketAt(tx, input));
}

/** Changes a bucket's settings. */
export function changeSettings(
  ctx: Ctx,
  input: Addressed,
  change: (settings: BucketSettings, bucket: Bucket, tx: Tx) => void | Promise<void>,
): Promise<Record<string, never>> {
  return ctx.update(async (tx) => {
    const bucket = await bucketAt(tx, input);
    const settings = { ...bucket.settings };
    await change(settings, bucket, tx);
    await tx.bucket.put({ ...bucket, settings });
    return {};
  });
}

/** The transaction over rows of the bucket's owner and region: due rows and the outbox. */
export function atHome(tx: Tx, bucket: Bucket): Tx {
  return tx.at(bucket.owner, bucket.location);
}
