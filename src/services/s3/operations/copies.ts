/** Copying objects, and parts out of objects. */
import { type Bucket, bucketArn, bucketAt, type Ctx, readBucket } from "../buckets.ts";
import {
  contentOf,
  Intake,
  piecesOf,
  type Received,
  receive,
  receiveStream,
  settle,
  storedOf,
} from "../bodies.ts";
import { type Algorithm, isAlgorithm } from "../domain/checksums.ts";
import { unchanged } from "../domain/conditions.ts";
import { checkKey, checkStorageClass, copySource } from "../domain/names.ts";
import {
  type Asked,
  freshCipher,
  inlineEncryption,
  seal,
  shownEncryption,
  unseal,
} from "../encryption.ts";
import {
  copyToItself,
  invalidArgument,
  invalidObjectState,
  invalidRequest,
  notModified,
  operationAborted,
  preconditionFailed,
} from "../errors.ts";
import { createdEvent, notify } from "../events.ts";
import { type Described, factsOf, lockOf, objectGrants, shownChecksum } from "../intake.ts";
import { ARCHIVED, UPLOAD_BYTES } from "../limits.ts";
import { Fault } from "#aws/fault";
import { unlessHidden } from "../permissions.ts";
import { type ObjectFacts, on } from "../tables.ts";
import { objectAt, place, type Row, versionOf } from "../versions.ts";
import { checkConditionHeaders, checkWrite, entityTag, expiration } from "./objects.ts";

export interface CopyRequest extends Described, Asked {
  readonly Bucket: string;
  readonly Key: string;
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string;
  readonly CopySourceIfNoneMatch?: string;
  readonly CopySourceIfModifiedSince?: number;
  readonly CopySourceIfUnmodifiedSince?: number;
  readonly CopySourceSSECustomerAlgorithm?: string;
  readonly CopySourceSSECustomerKey?: string;
  readonly CopySourceSSECustomerKeyMD5?: string;
  readonly ExpectedSourceBucketOwner?: string;
  readonly ExpectedBucketOwner?: string;
  readonly MetadataDirective?: string;
  readonly TaggingDirective?: string;
  readonly StorageClass?: string;
  readonly ChecksumAlgorithm?: string;
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

export interface SourceObject {
  readonly bucket: Bucket;
  readonly row: Row;
  /** Opens its bytes where they are encrypted. */
  readonly key: Uint8Array | undefined;
}

/** The object to copy from, once its conditions hold. */
export async function sourceOf(ctx: Ctx, input: CopyRequest): Promise<SourceObject> {
  const source = copySource(input.CopySource);
  await ctx.authorize(
    source.versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion",
    `${bucketArn(source.bucket)}/${source.key}`,
  );
  const look = () =>
    ctx.view(async (tx) => {
      const bucket = await bucketAt(tx, {
        Bucket: source.bucket,
        ...(input.ExpectedSourceBucketOwner === undefined
          ? {}
          : { ExpectedBucketOwner: input.ExpectedSourceBucketOwner }),
      });
      return { bucket, row: await objectAt(tx, source.bucket, source.key, source.versionId) };
    });
  const found = await unlessHidden(ctx, source.bucket, look);
  const { row } = found;
  if (row.marker)
    throw invalidRequest(
      "The source of a copy request may not specifically refer to a delete marker by version id.",
    );
  judgeSource(row, input);
  if (ARCHIVED.includes(row.storageClass) && !(row.facts.restoredUntil! > ctx.now))
    throw invalidObjectState(row.storageClass);
  const key = await unseal(
    ctx,
    source.bucket,
    row.key,
    row.facts,
    {
      ...(input.CopySourceSSECustomerAlgorithm === undefined
        ? {}
        : { SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm }),
      ...(input.CopySourceSSECustomerKey === undefined
        ? {}
        : { SSECustomerKey: input.CopySourceSSECustomerKey }),
      ...(input.CopySourceSSECustomerKeyMD5 === undefined
        ? {}
        : { SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5 }),
    },
    "x-amz-copy-source-server-side",
  );
  return { ...found, key };
}

/** What would be 304 for a read is 412 for a copy. */
function judgeSource(row: Row, input: CopyRequest): void {
  const given = {
    ...(input.CopySourceIfMatch === undefined ? {} : { IfMatch: input.CopySourceIfMatch }),
    ...(input.CopySourceIfNoneMatch === undefined
      ? {}
      : { IfNoneMatch: input.CopySourceIfNoneMatch }),
    ...(input.CopySourceIfModifiedSince === undefined
      ? {}
      : { IfModifiedSince: input.CopySourceIfModifiedSince }),
    ...(input.CopySourceIfUnmodifiedSince === undefined
      ? {}
      : { IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince }),
  };
  try {
    if (unchanged(row, given)) throw notModified([]);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const condition =
      error.code === "NotModified"
        ? input.CopySourceIfNoneMatch === undefined
          ? "If-Modified-Since"
          : "If-None-Match"
        : String(error.details["Condition"]);
    throw preconditionFailed(`x-amz-copy-source-${condition}`);
  }
}

export const CopyObject = on("CopyObject", async (ctx, given) => {
  const input = given as unknown as CopyRequest;
  checkKey(input.Key);
  checkConditionHeaders(input);
  checkDirective(input.MetadataDirective, "x-amz-metadata-directive");
  checkDirective(input.TaggingDirective, "x-amz-tagging-directive");
  const target = await readBucket(ctx, input);
  const source = await sourceOf(ctx, input);
  const { row } = source;
  if (row.sizeBytes > UPLOAD_BYTES)
    throw invalidRequest(
      "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
    );
  checkItself(input, source, target);
  const storageClass = checkStorageClass(input.StorageClass);
  const facts = copiedFacts(ctx, target, input, row);
  const sealing = await seal(ctx, target, input.Key, input);
  const algorithm = checksumFor(input, row);
  const plain = source.key === undefined && sealing === undefined;
  const known =
    plain && row.facts.parts === undefined && algorithm === row.facts.checksum?.algorithm;
  const cipher = freshCipher(ctx, sealing);
  const wanted = {
    checksums: [algorithm],
    limitBytes: UPLOAD_BYTES,
    ...(cipher === undefined ? {} : { cipher }),
  };
  // Plain bytes are shared and not written again; only what is not known about them is computed.
  const received = known
    ? undefined
    : plain
      ? await measured(ctx, source, wanted.checksums)
      : await taken(ctx, source, wanted);
  const fresh = received ?? blank(row);
  return settle(ctx, plain ? blank(row) : fresh, async () => {
    const copied = await ctx.update(async (tx) => {
      const bucket = await bucketAt(tx, input);
      await checkWrite(tx, bucket, input.Key, input);
      const checksum =
        received === undefined
          ? row.facts.checksum
          : { algorithm, value: received.checksums.get(algorithm)!, type: "FULL_OBJECT" as const };
      const encryption =
        fresh.inline === undefined || plain
          ? sealing?.encryption
          : inlineEncryption(sealing, cipher);
      const stored = plain
        ? {
            ...(row.segments === undefined
              ? { body: row.body ?? new Uint8Array(0) }
              : { segments: row.segments }),
          }
        : storedOf(fresh);
      // Shared bytes must still be held by the version they were read of.
      if (plain) {
        const still = await versionOf(tx, row.bucket, row.key, row.versionId);
        if (still?.rank !== row.rank) throw operationAborted();
      }
      const made = await place(ctx, tx, bucket, {
        key: input.Key,
        modifiedAt: ctx.now,
        sizeBytes: row.sizeBytes,
        etag: received === undefined ? row.etag : entityTag(received.md5, sealing),
        storageClass,
        facts: {
          ...facts,
          ...(checksum === undefined ? {} : { checksum }),
          ...(encryption === undefined ? {} : { encryption }),
        },
        ...stored,
      });
      await notify(ctx, tx, bucket, createdEvent("s3:ObjectCreated:Copy", made));
      return { made, bucket };
    });
    return copyResult(copied.bucket, copied.made, source) as never;
  });
});

function copyResult(bucket: Bucket, made: Row, source: SourceObject) {
  return {
    CopyObjectResult: {
      ETag: `"${made.etag}"`,
      LastModified: made.modifiedAt,
      ...shownChecksum(made.facts.checksum),
    },
    ...(source.bucket.versioning === undefined
      ? {}
      : { CopySourceVersionId: source.row.versionId }),
    ...(bucket.versioning === undefined ? {} : { VersionId: made.versionId }),
    ...shownEncryption(made.facts.encryption, true),
    ...expiration(bucket, made),
  };
}

function checkDirective(value: string | undefined, header: string): void {
  if (value !== undefined && value !== "COPY" && value !== "REPLACE")
    throw invalidArgument(
      header === "x-amz-metadata-directive"
        ? "Unknown metadata directive."
        : "Unknown tagging directive.",
      header,
      value,
    );
}

/** @throws Fault InvalidRequest for a copy onto itself that changes nothing. */
function checkItself(input: CopyRequest, source: SourceObject, target: Bucket): void {
  const { row } = source;
  if (row.bucket !== target.name || row.key !== input.Key) return;
  if (copySource(input.CopySource).versionId !== undefined && target.versioning !== undefined)
    return;
  const changes =
    input.MetadataDirective === "REPLACE" ||
    (input.StorageClass !== undefined && input.StorageClass !== row.storageClass) ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.SSECustomerAlgorithm !== undefined ||
    input.CopySourceSSECustomerAlgorithm !== undefined ||
    input.ChecksumAlgorithm !== undefined;
  if (!changes) throw copyToItself();
}

function copiedFacts(ctx: Ctx, target: Bucket, input: CopyRequest, row: Row): ObjectFacts {
  const asked = factsOf(ctx, target, input);
  const keepsTags = input.TaggingDirective !== "REPLACE";
  const tags = keepsTags ? row.facts.tags : asked.tags;
  const withTags = { ...(tags === undefined ? {} : { tags }) };
  if (input.MetadataDirective === "REPLACE") {
    const { tags: _, ...rest } = asked;
    return { ...rest, ...withTags };
  }
  const {
    contentType,
    cacheControl,
    contentDisposition,
    contentEncoding,
    contentLanguage,
    expires,
    metadata,
  } = row.facts;
  const grants = objectGrants(ctx, target, input);
  return {
    owner: asked.owner,
    ...(contentType === undefined ? {} : { contentType }),
    ...(cacheControl === undefined ? {} : { cacheControl }),
    ...(contentDisposition === undefined ? {} : { contentDisposition }),
    ...(contentEncoding === undefined ? {} : { contentEncoding }),
    ...(contentLanguage === undefined ? {} : { contentLanguage }),
    ...(expires === undefined ? {} : { expires }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(grants === undefined ? {} : { grants }),
    ...(asked.redirect === undefined ? {} : { redirect: asked.redirect }),
    ...lockOf(ctx, target, input),
    ...withTags,
  };
}

function checksumFor(input: CopyRequest, row: Row): Algorithm {
  const name = input.ChecksumAlgorithm ?? row.facts.checksum?.algorithm ?? "CRC64NVME";
  if (!isAlgorithm(name))
    throw invalidRequest(
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
    );
  return name;
}

/** Nothing new was written. */
function blank(row: Row): Received {
  return { sizeBytes: row.sizeBytes, md5: "", checksums: new Map() };
}

/** Reads the source for its digests only. */
async function measured(
  ctx: Ctx,
  source: SourceObject,
  checksums: readonly Algorithm[],
): Promise<Received> {
  const intake = new Intake({ checksums, limitBytes: UPLOAD_BYTES });
  for await (const piece of piecesOf(ctx, source.row, 0, source.row.sizeBytes, source.key))
    intake.take(piece);
  return intake.facts();
}

/** Ends the reading of a content that only showed that the bytes are there. */
function letGo(content: ReturnType<typeof contentOf>): void {
  if (typeof content !== "object" || content instanceof Uint8Array) return;
  if ("file" in content) content.release?.();
  else void content[Symbol.asyncIterator]().return?.();
}

/** Writes the source's bytes anew, under the target's key. */
export async function taken(
  ctx: Ctx,
  source: SourceObject,
  wanted: Parameters<typeof receive>[2],
  start = 0,
  end = source.row.sizeBytes,
): Promise<Received> {
  const content = contentOf(ctx, source.row, start, end, source.key);
  if (content instanceof Uint8Array) return receive(ctx, content, wanted);
  try {
    return await receiveStream(ctx, piecesOf(ctx, source.row, start, end, source.key), wanted);
  } finally {
    letGo(content);
  }
}
