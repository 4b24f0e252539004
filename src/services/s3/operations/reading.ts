/** Reading objects and what is said about them. */
import type { ResponseBody } from "#protocol/http";
import { type Bucket, bucketAt, type Ctx } from "../buckets.ts";
import { contentOf, Replaced } from "../bodies.ts";
import { type Conditions, rangeOf, type Range, unchanged } from "../domain/conditions.ts";
import { asMap } from "../domain/names.ts";
import { type Asked, shownEncryption, unseal } from "../encryption.ts";
import {
  invalidArgument,
  invalidObjectState,
  invalidPartNumber,
  invalidRequest,
  markerNotAllowed,
  notModified,
} from "../errors.ts";
import { shownChecksum } from "../intake.ts";
import { ARCHIVED, PAGE } from "../limits.ts";
import { requirePayer, unlessHidden } from "../permissions.ts";
import { on } from "../tables.ts";
import { objectAt, type Row } from "../versions.ts";
import { expiration } from "./objects.ts";

interface Read extends Conditions, Asked {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
  readonly Range?: string;
  readonly PartNumber?: number;
  readonly ChecksumMode?: string;
  readonly RequestPayer?: string;
  readonly ExpectedBucketOwner?: string;
  readonly ResponseCacheControl?: string;
  readonly ResponseContentDisposition?: string;
  readonly ResponseContentEncoding?: string;
  readonly ResponseContentLanguage?: string;
  readonly ResponseContentType?: string;
  readonly ResponseExpires?: number;
}

/** An object replaced this often between its row and its bytes is more than chance. */
const ATTEMPTS = 10;

export const GetObject = on("GetObject", async (ctx, input) => {
  for (let attempt = 1; ; attempt++) {
    const read = await readObject(ctx, input as Read, "GET");
    try {
      return { Body: read.content(), ...read.members } as never;
    } catch (error) {
      if (!(error instanceof Replaced) || attempt === ATTEMPTS) throw error;
    }
  }
});

export const HeadObject = on("HeadObject", async (ctx, input) => {
  const { members } = await readObject(ctx, input as Read, "HEAD");
  return members as never;
});

/** What GetObject and HeadObject answer, and the bytes for the one that wants them. */
export async function readObject(ctx: Ctx, input: Read, method: "GET" | "HEAD") {
  checkOverrides(ctx, input);
  const { bucket, row } = await look(ctx, input);
  requirePayer(ctx, bucket, input);
  if (row.marker)
    throw markerNotAllowed(method, [
      ["x-amz-delete-marker", "true"],
      ["x-amz-version-id", row.versionId],
      ["last-modified", new Date(row.modifiedAt).toUTCString()],
    ]);
  const sealed = row.facts.encryption;
  const needsKey =
    sealed !== undefined ||
    input.SSECustomerAlgorithm !== undefined ||
    input.SSECustomerKey !== undefined;
  const key = needsKey ? await unseal(ctx, bucket.name, row.key, row.facts, input) : undefined;
  if (unchanged(row, input)) throw notModified(validators(bucket, row));
  if (
    method === "GET" &&
    ARCHIVED.includes(row.storageClass) &&
    !(row.facts.restoredUntil! > ctx.now)
  )
    throw invalidObjectState(row.storageClass);
  const part = input.PartNumber === undefined ? undefined : partRange(row, input);
  const range = part?.range ?? rangeOf(input.Range, row.sizeBytes);
  const { start, end } = range ?? { start: 0, end: row.sizeBytes };
  const whole = range === undefined || (start === 0 && end === row.sizeBytes);
  return {
    bucket,
    row,
    content: (): ResponseBody => contentOf(ctx, row, start, end, key),
    members: {
      ...shown(ctx, bucket, row),
      ...overrides(input),
      ContentLength: end - start,
      ...(range === undefined
        ? {}
        : { ContentRange: `bytes ${start}-${end - 1}/${row.sizeBytes}` }),
      ...(part === undefined ? {} : { PartsCount: part.count }),
      ...(input.ChecksumMode === "ENABLED" ? checksumOf(row, whole, input.PartNumber) : {}),
    },
  };
}

async function look(ctx: Ctx, input: Read): Promise<{ bucket: Bucket; row: Row }> {
  return unlessHidden(ctx, input.Bucket, () =>
    ctx.view(async (tx) => {
      const bucket = await bucketAt(tx, input);
      return { bucket, row: await objectAt(tx, bucket.name, input.Key, input.VersionId) };
    }),
  );
}

function checkOverrides(ctx: Ctx, input: Read): void {
  if (ctx.principal.kind !== "anonymous") return;
  if (
    input.ResponseCacheControl !== undefined ||
    input.ResponseContentDisposition !== undefined ||
    input.ResponseContentEncoding !== undefined ||
    input.ResponseContentLanguage !== undefined ||
    input.ResponseContentType !== undefined ||
    input.ResponseExpires !== undefined
  )
    throw invalidRequest(
      "Request specific response headers cannot be used for anonymous GET requests.",
    );
}

function overrides(input: Read): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  if (input.ResponseCacheControl !== undefined) out["CacheControl"] = input.ResponseCacheControl;
  if (input.ResponseContentDisposition !== undefined)
    out["ContentDisposition"] = input.ResponseContentDisposition;
  if (input.ResponseContentEncoding !== undefined)
    out["ContentEncoding"] = input.ResponseContentEncoding;
  if (input.ResponseContentLanguage !== undefined)
    out["ContentLanguage"] = input.ResponseContentLanguage;
  if (input.ResponseContentType !== undefined) out["ContentType"] = input.ResponseContentType;
  if (input.ResponseExpires !== undefined) out["Expires"] = input.ResponseExpires;
  return out;
}

/** Headers that a 304 carries. */
function validators(bucket: Bucket, row: Row): [string, string][] {
  return [
    ["etag", `"${row.etag}"`],
    ["last-modified", new Date(row.modifiedAt).toUTCString()],
    ...(bucket.versioning === undefined
      ? []
      : [["x-amz-version-id", row.versionId] as [string, string]]),
  ];
}

/** The members that describe an object, without its length. */
function shown(ctx: Ctx, bucket: Bucket, row: Row): Record<string, unknown> {
  const { facts } = row;
  const out: Record<string, unknown> = {
    AcceptRanges: "bytes",
    LastModified: row.modifiedAt,
    ETag: `"${row.etag}"`,
    ContentType: facts.contentType ?? "binary/octet-stream",
    ...shownEncryption(facts.encryption),
  };
  if (facts.metadata !== undefined) out["Metadata"] = asMap(facts.metadata);
  if (bucket.versioning !== undefined) out["VersionId"] = row.versionId;
  if (row.storageClass !== "STANDARD") out["StorageClass"] = row.storageClass;
  if (facts.cacheControl !== undefined) out["CacheControl"] = facts.cacheControl;
  if (facts.contentDisposition !== undefined) out["ContentDisposition"] = facts.contentDisposition;
  if (facts.contentEncoding !== undefined) out["ContentEncoding"] = facts.contentEncoding;
  if (facts.contentLanguage !== undefined) out["ContentLanguage"] = facts.contentLanguage;
  if (facts.expires !== undefined) out["Expires"] = facts.expires;
  if (facts.redirect !== undefined) out["WebsiteRedirectLocation"] = facts.redirect;
  if (facts.tags !== undefined && facts.tags.length > 0) out["TagCount"] = facts.tags.length;
  if (facts.lockMode !== undefined) {
    out["ObjectLockMode"] = facts.lockMode;
    out["ObjectLockRetainUntilDate"] = facts.lockUntil;
  }
  if (facts.legalHold !== undefined)
    out["ObjectLockLegalHoldStatus"] = facts.legalHold ? "ON" : "OFF";
  if (
    facts.restoredUntil !== undefined &&
    (facts.restoredUntil === 0 || facts.restoredUntil > ctx.now)
  )
    out["Restore"] =
      facts.restoredUntil === 0
        ? 'ongoing-request="true"'
        : `ongoing-request="false", expiry-date="${new Date(facts.restoredUntil).toUTCString()}"`;
  if (bucket.settings.lifecycle !== undefined) Object.assign(out, expiration(bucket, row));
  return out;
}

function checksumOf(
  row: Row,
  whole: boolean,
  partNumber: number | undefined,
): Record<string, string> {
  const { checksum, parts } = row.facts;
  if (checksum === undefined) return {};
  const part = partNumber === undefined ? undefined : parts?.find((p) => p.number === partNumber);
  if (part?.checksum !== undefined)
    return { [`Checksum${checksum.algorithm}`]: part.checksum, ChecksumType: checksum.type };
  return whole ? shownChecksum(checksum) : {};
}

/** The bytes of a part, and how many parts there are. */
function partRange(row: Row, input: Read): { range: Range | undefined; count: number | undefined } {
  const number = input.PartNumber!;
  if (input.Range !== undefined)
    throw invalidRequest("Cannot specify both Range header and partNumber query parameter");
  const { parts } = row.facts;
  if (number < 1 || number > 10_000)
    throw invalidArgument(
      "Part number must be an integer between 1 and 10000, inclusive",
      "partNumber",
      number,
    );
  if (parts === undefined) {
    if (number > 1) throw invalidPartNumber(number, 1);
    return {
      range: row.sizeBytes === 0 ? undefined : { start: 0, end: row.sizeBytes },
      count: undefined,
    };
  }
  // Parts are counted as they stand in the object, whatever numbers they were uploaded under.
  let start = 0;
  for (const part of parts) {
    if (part.number === number)
      return { range: { start, end: start + part.sizeBytes }, count: parts.length };
    start += part.sizeBytes;
  }
  throw invalidPartNumber(number, parts.length);
}

export const GetObjectAttributes = on("GetObjectAttributes", async (ctx, input) => {
  const { bucket, row } = await look(ctx, input as Read);
  requirePayer(ctx, bucket, input as Read);
  const version = bucket.versioning === undefined ? {} : { VersionId: row.versionId };
  if (row.marker)
    throw markerNotAllowed("GET", [
      ["x-amz-delete-marker", "true"],
      ["x-amz-version-id", row.versionId],
    ]);
  await unsealForFacts(ctx, bucket, row, input as Read);
  const wanted = new Set(input.ObjectAttributes as readonly string[]);
  const { checksum, parts } = row.facts;
  return {
    LastModified: row.modifiedAt,
    ...version,
    ...(wanted.has("ETag") ? { ETag: row.etag } : {}),
    ...(wanted.has("Checksum") && checksum !== undefined
      ? { Checksum: shownChecksum(checksum) }
      : {}),
    ...(wanted.has("ObjectParts") && parts !== undefined
      ? { ObjectParts: partsPage(row, input.MaxParts, Number(input.PartNumberMarker ?? 0)) }
      : {}),
    ...(wanted.has("StorageClass") ? { StorageClass: row.storageClass } : {}),
    ...(wanted.has("ObjectSize") ? { ObjectSize: row.sizeBytes } : {}),
  } as never;
});

/** Facts of an object under a customer's key are shown only to who has the key. */
async function unsealForFacts(ctx: Ctx, bucket: Bucket, row: Row, input: Read): Promise<void> {
  if (row.facts.encryption?.algorithm === "SSE-C")
    await unseal(ctx, bucket.name, row.key, row.facts, input);
}

function partsPage(row: Row, maxParts: number | undefined, marker: number) {
  const { checksum, parts = [] } = row.facts;
  const most = Math.min(maxParts ?? PAGE, PAGE);
  // Only parts with checksums of their own are listed: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
  const listed = checksum?.type === "COMPOSITE" ? parts.filter((p) => p.number > marker) : [];
  const page = listed.slice(0, most);
  return {
    TotalPartsCount: parts.length,
    ...(checksum?.type === "COMPOSITE"
      ? {
          PartNumberMarker: String(marker),
          MaxParts: most,
          IsTruncated: listed.length > page.length,
          NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
          Parts: page.map((p) => ({
            PartNumber: p.number,
            Size: p.sizeBytes,
            ...(p.checksum === undefined ? {} : { [`Checksum${checksum.algorithm}`]: p.checksum }),
          })),
        }
      : {}),
  };
}
