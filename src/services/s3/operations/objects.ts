/** Writing and deleting objects. */
import { Fault, notImplemented } from "#aws/fault";
import { type Bucket, bucketAt, type Ctx, readBucket, type Tx } from "../buckets.ts";
import { receive, settle, storedOf } from "../bodies.ts";
import { bareTag, matches } from "../domain/conditions.ts";
import { expirationHeader } from "../domain/lifecycle.ts";
import { checkKey, checkStorageClass, checkVersionId } from "../domain/names.ts";
import {
  type Asked,
  freshCipher,
  inlineEncryption,
  seal,
  type Sealing,
  shownEncryption,
} from "../encryption.ts";
import {
  headerNotImplemented,
  invalidRequest,
  malformedXml,
  noSuchKey,
  preconditionFailed,
} from "../errors.ts";
import { createdEvent, notify } from "../events.ts";
import {
  checkLength,
  type Described,
  expectationOf,
  factsOf,
  shownChecksum,
  verify,
} from "../intake.ts";
import { DELETE_KEYS, UPLOAD_BYTES } from "../limits.ts";
import { denialOf, maySkipGovernance, requirePayer } from "../permissions.ts";
import type { Source } from "../bodies.ts";
import { type Checksum, type Encryption, on } from "../tables.ts";
import { headOf, place, remove, removeVersion, type Row } from "../versions.ts";

export interface PutRequest extends Described, Asked {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body?: unknown;
  readonly StorageClass?: string;
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly ExpectedBucketOwner?: string;
  readonly RequestPayer?: string;
}

export const PutObject = on("PutObject", async (ctx, input) => {
  if (input.WriteOffsetBytes !== undefined)
    throw notImplemented("s3:PutObject with WriteOffsetBytes");
  const { row, bucket } = await put(ctx, input as PutRequest, "s3:ObjectCreated:Put");
  return putResult(bucket, row);
});

/** Takes an object in and puts it in its place; PutObject and POST forms. */
export async function put(
  ctx: Ctx,
  input: PutRequest,
  event: string,
): Promise<{ row: Row; bucket: Bucket }> {
  checkKey(input.Key);
  const storageClass = checkStorageClass(input.StorageClass);
  const found = await readBucket(ctx, input);
  requirePayer(ctx, found, input);
  checkConditionHeaders(input);
  const facts = factsOf(ctx, found, input);
  const source = input.Body as Source;
  checkLength(ctx, source);
  const expected = expectationOf(ctx, input);
  if (input.ObjectLockMode !== undefined && !expected.asked && expected.md5 === undefined)
    throw invalidRequest(
      "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    );
  const sealing = await seal(ctx, found, input.Key, input);
  const cipher = freshCipher(ctx, sealing);
  const received = await receive(ctx, source, {
    checksums: [expected.algorithm],
    limitBytes: UPLOAD_BYTES,
    ...(expected.sha256 === undefined ? {} : { sha256: true }),
    ...(cipher === undefined ? {} : { cipher }),
  });
  return settle(ctx, received, async () => {
    const checksum = verify(expected, received, source);
    const encryption =
      received.inline === undefined ? sealing?.encryption : inlineEncryption(sealing, cipher);
    return ctx.update(async (tx) => {
      const bucket = await bucketAt(tx, input);
      await checkWrite(tx, bucket, input.Key, input);
      const row = await place(ctx, tx, bucket, {
        key: input.Key,
        modifiedAt: ctx.now,
        sizeBytes: received.sizeBytes,
        etag: entityTag(received.md5, sealing),
        storageClass,
        facts: { ...facts, checksum, ...(encryption === undefined ? {} : { encryption }) },
        ...storedOf(received),
      });
      await notify(ctx, tx, bucket, createdEvent(event, row));
      return { row, bucket };
    });
  });
}

/** With KMS's or the customer's key the tag is no digest of the object's own bytes. */
export function entityTag(
  md5: string,
  sealing: Sealing | { encryption: Encryption } | undefined,
): string {
  if (sealing === undefined) return md5;
  const mask = Buffer.from(sealing.encryption.salt ?? sealing.encryption.wrapped ?? "", "base64");
  const bytes = Buffer.from(md5, "hex");
  for (let at = 0; at < bytes.length; at++)
    bytes[at]! ^= mask[mask.length - 1 - (at % Math.max(mask.length, 1))] ?? 0;
  return bytes.toString("hex");
}

function putResult(bucket: Bucket, row: Row) {
  return {
    ETag: `"${row.etag}"`,
    ...(row.versionId === "null" && bucket.versioning !== "Suspended"
      ? {}
      : { VersionId: row.versionId }),
    ...shownChecksum(row.facts.checksum as Checksum),
    ...shownEncryption(row.facts.encryption, true),
    ...expiration(bucket, row),
  };
}

export function expiration(bucket: Bucket, row: Row): { Expiration?: string } {
  const header = expirationHeader(bucket.settings.lifecycle, row);
  return header === undefined ? {} : { Expiration: header };
}

/** Writes know only "not there" and "still this one". */
export function checkConditionHeaders(input: { IfMatch?: string; IfNoneMatch?: string }): void {
  if (input.IfNoneMatch !== undefined && input.IfNoneMatch !== "*")
    throw headerNotImplemented("If-None-Match");
  if (input.IfMatch === "*") throw headerNotImplemented("If-Match");
}

/** @throws Fault PreconditionFailed, NoSuchKey. */
export async function checkWrite(
  tx: Tx,
  bucket: Bucket,
  key: string,
  input: { IfMatch?: string; IfNoneMatch?: string },
): Promise<void> {
  if (input.IfMatch === undefined && input.IfNoneMatch === undefined) return;
  const current = await headOf(tx, bucket.name, key);
  const exists = current !== undefined && !current.marker;
  if (input.IfNoneMatch !== undefined && exists) throw preconditionFailed("If-None-Match");
  if (input.IfMatch === undefined) return;
  if (!exists) throw noSuchKey(key);
  if (!matches(input.IfMatch, current.etag)) throw preconditionFailed("If-Match");
}

export const DeleteObject = on("DeleteObject", async (ctx, input) => {
  const bypass = await maySkipGovernance(ctx, input);
  const gone = await ctx.update(async (tx) => {
    const bucket = await bucketAt(tx, input);
    checkVersionId(input.VersionId);
    if (
      input.IfMatch !== undefined ||
      input.IfMatchSize !== undefined ||
      input.IfMatchLastModifiedTime !== undefined
    ) {
      const current = await headOf(tx, bucket.name, input.Key);
      if (current === undefined || current.marker) throw noSuchKey(input.Key);
      checkDelete(current, {
        etag: input.IfMatch,
        size: input.IfMatchSize,
        modifiedAt: input.IfMatchLastModifiedTime,
      });
    }
    return input.VersionId === undefined
      ? remove(ctx, tx, bucket, input.Key)
      : removeVersion(ctx, tx, bucket, input.Key, input.VersionId, bypass);
  });
  return {
    ...(gone.marker ? { DeleteMarker: true } : {}),
    ...(gone.versionId === undefined ? {} : { VersionId: gone.versionId }),
  };
});

function checkDelete(row: Row, asked: { etag?: string; size?: number; modifiedAt?: number }): void {
  if (asked.etag !== undefined && asked.etag !== "*" && bareTag(asked.etag) !== row.etag)
    throw preconditionFailed("If-Match");
  if (asked.size !== undefined && asked.size !== row.sizeBytes)
    throw preconditionFailed("x-amz-if-match-size");
  if (
    asked.modifiedAt !== undefined &&
    Math.floor(asked.modifiedAt / 1000) !== Math.floor(row.modifiedAt / 1000)
  )
    throw preconditionFailed("x-amz-if-match-last-modified-time");
}

export const DeleteObjects = on("DeleteObjects", async (ctx, input) => {
  const objects = input.Delete?.Objects ?? [];
  if (objects.length === 0 || objects.length > DELETE_KEYS) throw malformedXml();
  const quiet = input.Delete?.Quiet === true;
  const bypass = await maySkipGovernance(ctx, input);
  const denials = new Map<object, Fault>();
  for (const object of objects) {
    const action = object.VersionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
    const denial = await denialOf(ctx, action, input.Bucket, object.Key ?? "");
    if (denial !== undefined) denials.set(object, denial);
  }
  return ctx.update(async (tx) => {
    const bucket = await bucketAt(tx, input);
    const Deleted: object[] = [];
    const Errors: object[] = [];
    for (const object of objects) {
      const { Key = "", VersionId, ETag, LastModifiedTime, Size } = object;
      const named = { Key, ...(VersionId === undefined ? {} : { VersionId }) };
      try {
        const denial = denials.get(object);
        if (denial !== undefined) throw denial;
        checkKey(Key);
        if (ETag !== undefined || LastModifiedTime !== undefined || Size !== undefined) {
          const current = await headOf(tx, bucket.name, Key);
          if (current === undefined || current.marker) throw noSuchKey(Key);
          checkDelete(current, { etag: ETag, size: Size, modifiedAt: LastModifiedTime });
        }
        const gone =
          VersionId === undefined
            ? await remove(ctx, tx, bucket, Key)
            : await removeVersion(ctx, tx, bucket, Key, VersionId, bypass);
        if (quiet) continue;
        Deleted.push({
          ...named,
          ...(gone.marker ? { DeleteMarker: true, DeleteMarkerVersionId: gone.versionId } : {}),
        });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        Errors.push({ ...named, Code: error.code, Message: error.message });
      }
    }
    return { ...(Deleted.length > 0 ? { Deleted } : {}), ...(Errors.length > 0 ? { Errors } : {}) };
  });
});
