/** Lifecycle rules at midnight: what expires, moves to another storage class, is aborted. */
import type { LifecycleRule } from "#aws/generated/types/s3";
import type { Bucket, Ctx, Tx } from "./buckets.ts";
import {
  abortOf,
  dayAfter,
  expiryOf,
  markerExpired,
  noncurrentExpired,
  noncurrentTransitionOf,
  transitionOf,
} from "./domain/lifecycle.ts";
import { AFTER_ALL } from "./domain/names.ts";
import { createdEvent, notify } from "./events.ts";
import { abort } from "./operations/multipart.ts";
import type { ListedRow, UploadRow } from "./tables.ts";
import { due, locked, remove, removeVersion, rewrite, versionOf } from "./versions.ts";

/** Keys looked at in one transaction: others come between. */
const LOOK = 500;
const DELETED = "s3:LifecycleExpiration:Delete";

/** Applies a bucket's rules to all it holds, and comes again at the next midnight. */
export async function lifecycle(ctx: Ctx, name: string): Promise<void> {
  for (let from: string | undefined = ""; from !== undefined; ) {
    const at: string = from;
    from = await ctx.update((tx) => sweep(ctx, tx, name, at));
  }
  await ctx.update(async (tx) => {
    const bucket = await tx.bucket.find({ name });
    if (bucket?.settings.lifecycle === undefined) return;
    await abortUploads(ctx, tx, bucket, bucket.settings.lifecycle);
    await due(tx, bucket, "lifecycle", name, dayAfter(ctx.now + 1, 0));
  });
}

/** One page of keys; the key to go on at, or undefined at the end. */
async function sweep(ctx: Ctx, tx: Tx, name: string, from: string): Promise<string | undefined> {
  const bucket = await tx.bucket.find({ name });
  const rules = bucket?.settings.lifecycle;
  if (bucket === undefined || rules === undefined) return undefined;
  const rows = await tx.object.query<ListedRow>("scan", {
    bucket: name,
    from,
    to: AFTER_ALL,
    limit: LOOK,
  });
  for (const row of rows) {
    if (bucket.versioning !== undefined) await judgeOlder(ctx, tx, bucket, rules, row);
    await judge(ctx, tx, bucket, rules, row);
  }
  return rows.length < LOOK ? undefined : `${rows.at(-1)!.key}\u0000`;
}

async function judge(
  ctx: Ctx,
  tx: Tx,
  bucket: Bucket,
  rules: readonly LifecycleRule[],
  row: ListedRow,
): Promise<void> {
  if (row.marker) {
    const [older] = await tx.version.query("newest", { bucket: bucket.name, key: row.key });
    if (older === undefined && markerExpired(rules, row, ctx.now))
      await removeVersion(ctx, tx, bucket, row.key, row.versionId, false, DELETED);
    return;
  }
  const expiry = expiryOf(rules, row);
  if (expiry !== undefined && expiry.at <= ctx.now) {
    if (bucket.versioning === undefined && locked(row.facts, ctx.now, false)) return;
    await remove(ctx, tx, bucket, row.key, DELETED);
    return;
  }
  const target = transitionOf(rules, row, ctx.now, varies(bucket));
  if (target !== undefined) await move(ctx, tx, bucket, row, target);
}

/** Older versions, from the newest: each stopped being current when the next one came. */
async function judgeOlder(
  ctx: Ctx,
  tx: Tx,
  bucket: Bucket,
  rules: readonly LifecycleRule[],
  newest: ListedRow,
): Promise<void> {
  const concerned = rules.some(
    (r) =>
      r.NoncurrentVersionExpiration !== undefined || r.NoncurrentVersionTransitions !== undefined,
  );
  if (!concerned) return;
  let since = newest.modifiedAt;
  let nth = 0;
  for (const row of await tx.version.query<ListedRow>("ofKey", {
    bucket: bucket.name,
    key: newest.key,
  })) {
    if (noncurrentExpired(rules, row, since, nth, ctx.now)) {
      if (!locked(row.facts, ctx.now, false))
        await removeVersion(ctx, tx, bucket, row.key, row.versionId, false, DELETED);
    } else if (!row.marker) {
      const target = noncurrentTransitionOf(rules, row, since, nth, ctx.now, varies(bucket));
      if (target !== undefined) await move(ctx, tx, bucket, row, target);
    }
    since = row.modifiedAt;
    nth++;
  }
}

const varies = (bucket: Bucket) => bucket.settings.transitionMinimum === "varies_by_storage_class";

async function move(
  ctx: Ctx,
  tx: Tx,
  bucket: Bucket,
  listed: ListedRow,
  storageClass: string,
): Promise<void> {
  const row = await versionOf(tx, bucket.name, listed.key, listed.versionId);
  if (row === undefined) return;
  await rewrite(tx, row, { storageClass });
  await notify(ctx, tx, bucket, createdEvent("s3:LifecycleTransition", row));
}

async function abortUploads(
  ctx: Ctx,
  tx: Tx,
  bucket: Bucket,
  rules: readonly LifecycleRule[],
): Promise<void> {
  if (!rules.some((rule) => rule.AbortIncompleteMultipartUpload !== undefined)) return;
  const uploads: readonly Readonly<UploadRow>[] = await tx.upload.list({
    where: { bucket: bucket.name },
  });
  for (const upload of uploads) {
    const aborted = abortOf(rules, upload.key, upload.initiatedAt);
    if (aborted !== undefined && aborted.at <= ctx.now) await abort(tx, upload);
  }
}
