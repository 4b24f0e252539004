/** Multipart uploads: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
import { createHash } from "node:crypto";
import { type Bucket, bucketAt, readBucket, type Tx } from "../buckets.ts";
import { dropSegments, keepSegments, receive, settle, type Source } from "../bodies.ts";
import {
  type Algorithm,
  combinedChecksum,
  combines,
  compositeChecksum,
  isAlgorithm,
} from "../domain/checksums.ts";
import { bareTag } from "../domain/conditions.ts";
import { canonicalId } from "../domain/grants.ts";
import { abortOf } from "../domain/lifecycle.ts";
import { checkKey, checkStorageClass } from "../domain/names.ts";
import { type Asked, freshCipher, seal, shownEncryption, unseal } from "../encryption.ts";
import {
  badChecksum,
  badRequest,
  entityTooSmall,
  headerNotImplemented,
  invalidArgument,
  invalidPart,
  invalidPartOrder,
  invalidRequest,
  malformedXml,
  noSuchUpload,
} from "../errors.ts";
import { createdEvent, notify } from "../events.ts";
import { checkLength, expectationOf, factsOf, shownChecksum, verify } from "../intake.ts";
import { PART_MINIMUM_BYTES, PARTS, UPLOAD_BYTES } from "../limits.ts";
import { requirePayer } from "../permissions.ts";
import { type Checksum, on, type PartRow, type Segment, type UploadRow } from "../tables.ts";
import { place } from "../versions.ts";
import { type CopyRequest, sourceOf, taken } from "./copies.ts";
import {
  checkConditionHeaders,
  checkWrite,
  entityTag,
  expiration,
  type PutRequest,
} from "./objects.ts";

interface UploadAddress {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
  readonly ExpectedBucketOwner?: string;
}

export const CreateMultipartUpload = on("CreateMultipartUpload", async (ctx, given) => {
  const input = given as unknown as PutRequest & {
    ChecksumAlgorithm?: string;
    ChecksumType?: string;
  };
  checkKey(input.Key);
  const bucket = await readBucket(ctx, input);
  requirePayer(ctx, bucket, given);
  const { algorithm, type } = checksumPlan(input);
  const facts = factsOf(ctx, bucket, input);
  const sealing = await seal(ctx, bucket, input.Key, input);
  const row: UploadRow = {
    bucket: bucket.name,
    key: input.Key,
    id: `${ctx.kernel.sequence().toString(36).padStart(11, "0")}.${ctx.chance.mixed(64)}`,
    initiatedAt: ctx.now,
    initiator: ctx.principal.arn,
    storageClass: checkStorageClass(input.StorageClass),
    facts: { ...facts, ...(sealing === undefined ? {} : { encryption: sealing.encryption }) },
    checksumAlgorithm: algorithm,
    checksumType: type,
    checksumAsked: input.ChecksumAlgorithm !== undefined,
  };
  await ctx.update(async (tx) => {
    await bucketAt(tx, input);
    await tx.upload.put(row);
  });
  return {
    Bucket: bucket.name,
    Key: input.Key,
    UploadId: row.id,
    ...aborts(bucket, row),
    ...shownEncryption(sealing?.encryption, true),
    ...(row.checksumAsked ? { ChecksumAlgorithm: algorithm, ChecksumType: type } : {}),
  } as never;
});

function checksumPlan(input: { ChecksumAlgorithm?: string; ChecksumType?: string }): {
  algorithm: Algorithm;
  type: "FULL_OBJECT" | "COMPOSITE";
} {
  const name = input.ChecksumAlgorithm;
  if (name === undefined) {
    if (input.ChecksumType !== undefined)
      throw invalidRequest(
        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
      );
    return { algorithm: "CRC64NVME", type: "FULL_OBJECT" };
  }
  if (!isAlgorithm(name)) {
    if (name.startsWith("XXHASH")) throw headerNotImplemented("x-amz-checksum-algorithm");
    throw invalidRequest(
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
    );
  }
  const type = input.ChecksumType ?? (name === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE");
  if (type !== "FULL_OBJECT" && type !== "COMPOSITE")
    throw invalidRequest("Value for x-amz-checksum-type header is invalid.");
  if ((type === "FULL_OBJECT" && !combines(name)) || (type === "COMPOSITE" && name === "CRC64NVME"))
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${name.toLowerCase()} checksum algorithm.`,
    );
  return { algorithm: name, type };
}

function aborts(bucket: Bucket, row: UploadRow) {
  const abort = abortOf(bucket.settings.lifecycle, row.key, row.initiatedAt);
  return abort === undefined ? {} : { AbortDate: abort.at, AbortRuleId: abort.ruleId };
}

/** @throws Fault NoSuchUpload. */
async function uploadAt(
  tx: Tx,
  input: UploadAddress,
): Promise<{ bucket: Bucket; upload: Readonly<UploadRow> }> {
  const bucket = await bucketAt(tx, input);
  const upload = await tx.upload.find({ bucket: bucket.name, key: input.Key, id: input.UploadId });
  if (upload === undefined) throw noSuchUpload(input.UploadId);
  return { bucket, upload };
}

function checkPartNumber(number: number): void {
  if (!Number.isInteger(number) || number < 1 || number > PARTS)
    throw invalidArgument(
      "Part number must be an integer between 1 and 10000, inclusive",
      "partNumber",
      number,
    );
}

export const UploadPart = on("UploadPart", async (ctx, input) => {
  checkPartNumber(input.PartNumber);
  const { upload } = await ctx.view((tx) => uploadAt(tx, input));
  const source = input.Body as Source;
  checkLength(ctx, source);
  const algorithm = upload.checksumAlgorithm as Algorithm;
  const expected = expectationOf(ctx, input, algorithm);
  const mismatch = expected.asked && expected.algorithm !== algorithm;
  if (mismatch && upload.checksumAsked)
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${expected.algorithm.toLowerCase()}`,
    );
  const key = await unseal(ctx, upload.bucket, upload.key, upload.facts, input as Asked);
  const cipher =
    key === undefined ? undefined : freshCipher(ctx, { key, encryption: upload.facts.encryption! });
  const received = await receive(ctx, source, {
    checksums: mismatch ? [algorithm, expected.algorithm] : [algorithm],
    limitBytes: UPLOAD_BYTES,
    neverInline: true,
    ...(expected.sha256 === undefined ? {} : { sha256: true }),
    ...(cipher === undefined ? {} : { cipher }),
  });
  return settle(ctx, received, async () => {
    const checksum = verify(expected, received, source);
    const part: PartRow = {
      upload: upload.id,
      number: input.PartNumber,
      modifiedAt: ctx.now,
      sizeBytes: received.sizeBytes,
      etag: entityTag(
        received.md5,
        upload.facts.encryption === undefined ? undefined : { encryption: upload.facts.encryption },
      ),
      checksum: received.checksums.get(algorithm)!,
      segments: [received.segment!],
    };
    await ctx.update((tx) => putPart(tx, input, part));
    return {
      ETag: `"${part.etag}"`,
      ...shownEncryption(upload.facts.encryption),
      [`Checksum${checksum.algorithm}`]: checksum.value,
    } as never;
  });
});

async function putPart(tx: Tx, input: UploadAddress, part: PartRow): Promise<void> {
  await uploadAt(tx, input);
  const old = await tx.part.find({ upload: part.upload, number: part.number });
  await keepSegments(tx, part.segments);
  await tx.part.put(part);
  await dropSegments(tx, old?.segments);
}

export const UploadPartCopy = on("UploadPartCopy", async (ctx, given) => {
  const input = given as unknown as CopyRequest &
    UploadAddress & { PartNumber: number; CopySourceRange?: string };
  checkPartNumber(input.PartNumber);
  const { upload } = await ctx.view((tx) => uploadAt(tx, input));
  const source = await sourceOf(ctx, input);
  const { start, end } = copyRange(input.CopySourceRange, source.row.sizeBytes);
  const algorithm = upload.checksumAlgorithm as Algorithm;
  const key = await unseal(ctx, upload.bucket, upload.key, upload.facts, input);
  const cipher =
    key === undefined ? undefined : freshCipher(ctx, { key, encryption: upload.facts.encryption! });
  const received = await taken(
    ctx,
    source,
    {
      checksums: [algorithm],
      limitBytes: UPLOAD_BYTES,
      neverInline: true,
      ...(cipher === undefined ? {} : { cipher }),
    },
    start,
    end,
  );
  return settle(ctx, received, async () => {
    const part: PartRow = {
      upload: upload.id,
      number: input.PartNumber,
      modifiedAt: ctx.now,
      sizeBytes: received.sizeBytes,
      etag: entityTag(
        received.md5,
        upload.facts.encryption === undefined ? undefined : { encryption: upload.facts.encryption },
      ),
      checksum: received.checksums.get(algorithm)!,
      segments: [received.segment!],
    };
    await ctx.update((tx) => putPart(tx, input, part));
    return {
      CopyPartResult: {
        ETag: `"${part.etag}"`,
        LastModified: part.modifiedAt,
        ...(upload.checksumAsked ? { [`Checksum${algorithm}`]: part.checksum } : {}),
      },
      ...(source.bucket.versioning === undefined
        ? {}
        : { CopySourceVersionId: source.row.versionId }),
      ...shownEncryption(upload.facts.encryption),
    } as never;
  });
});

function copyRange(header: string | undefined, size: number): { start: number; end: number } {
  if (header === undefined) {
    if (size > UPLOAD_BYTES)
      throw invalidRequest(
        "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
      );
    return { start: 0, end: size };
  }
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  if (match === null || Number(match[1]) > Number(match[2]))
    throw invalidArgument(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
      "x-amz-copy-source-range",
      header,
    );
  const end = Number(match[2]) + 1;
  if (end > size)
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      "x-amz-copy-source-range",
      header,
    );
  return { start: Number(match[1]), end };
}

export const CompleteMultipartUpload = on("CompleteMultipartUpload", async (ctx, input) => {
  checkConditionHeaders(input);
  const listed = (input.MultipartUpload?.Parts ?? []) as readonly Completed[];
  if (listed.length === 0) throw malformedXml();
  return ctx.update(async (tx) => {
    const { bucket, upload } = await uploadAt(tx, input);
    const parts = await partsFor(tx, upload, listed);
    await checkWrite(tx, bucket, input.Key, input);
    const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
    if (input.MpuObjectSize !== undefined && Number(input.MpuObjectSize) !== sizeBytes)
      throw invalidRequest(
        `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${sizeBytes}`,
      );
    const checksum = wholeChecksum(upload, parts);
    checkWhole(input as unknown as Record<string, string | undefined>, checksum);
    const row = await place(ctx, tx, bucket, {
      key: upload.key,
      modifiedAt: ctx.now,
      sizeBytes,
      etag: completedTag(parts),
      storageClass: upload.storageClass,
      facts: {
        ...upload.facts,
        checksum,
        parts: parts.map(({ number, sizeBytes: size, checksum: value }) => ({
          number,
          sizeBytes: size,
          checksum: value,
        })),
      },
      segments: parts.flatMap((part): Segment[] => part.segments),
    });
    for (const part of await tx.part.list({ where: { upload: upload.id } }))
      await dropSegments(tx, part.segments);
    await tx.part.removeAll({ upload: upload.id });
    await tx.upload.remove({ bucket: upload.bucket, key: upload.key, id: upload.id });
    await notify(ctx, tx, bucket, createdEvent("s3:ObjectCreated:CompleteMultipartUpload", row));
    return {
      Location: `${ctx.origin}/${bucket.name}/${encodeURIComponent(row.key)}`,
      Bucket: bucket.name,
      Key: row.key,
      ETag: `"${row.etag}"`,
      ...shownChecksum(checksum),
      ...(bucket.versioning === undefined ? {} : { VersionId: row.versionId }),
      ...shownEncryption(row.facts.encryption),
      ...expiration(bucket, row),
    } as never;
  });
});

interface Completed {
  readonly PartNumber?: number;
  readonly ETag?: string;
}

/** The uploaded parts that the list names. @throws Fault InvalidPart, InvalidPartOrder, EntityTooSmall. */
async function partsFor(
  tx: Tx,
  upload: Readonly<UploadRow>,
  listed: readonly Completed[],
): Promise<Readonly<PartRow>[]> {
  const parts: Readonly<PartRow>[] = [];
  let before = 0;
  for (const { PartNumber: number, ETag } of listed) {
    if (number === undefined || ETag === undefined) throw malformedXml();
    if (number <= before) throw invalidPartOrder(upload.id);
    before = number;
  }
  const algorithm = upload.checksumAlgorithm as Algorithm;
  for (const one of listed) {
    const number = one.PartNumber!;
    const part = await tx.part.find({ upload: upload.id, number });
    const tag = bareTag(one.ETag!);
    if (part === undefined || part.etag !== tag) throw invalidPart(upload.id, number, tag);
    const claimed = (one as unknown as Record<string, string | undefined>)[`Checksum${algorithm}`];
    if (upload.checksumAsked && upload.checksumType === "COMPOSITE" && claimed === undefined)
      throw invalidRequest(
        `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    if (claimed !== undefined && claimed !== part.checksum)
      throw invalidPart(upload.id, number, tag);
    parts.push(part);
  }
  for (const part of parts.slice(0, -1))
    if (part.sizeBytes < PART_MINIMUM_BYTES)
      throw entityTooSmall(part.sizeBytes, PART_MINIMUM_BYTES, {
        PartNumber: part.number,
        ETag: part.etag,
      });
  return parts;
}

function wholeChecksum(upload: Readonly<UploadRow>, parts: readonly Readonly<PartRow>[]): Checksum {
  const algorithm = upload.checksumAlgorithm as Algorithm;
  const value =
    upload.checksumType === "COMPOSITE"
      ? compositeChecksum(
          algorithm,
          parts.map((part) => part.checksum),
        )
      : combinedChecksum(algorithm, parts);
  return { algorithm, value, type: upload.checksumType };
}

/** A checksum of the whole in the request must be the one computed. */
function checkWhole(input: Readonly<Record<string, string | undefined>>, checksum: Checksum): void {
  const claimed = input[`Checksum${checksum.algorithm}`];
  const type = input["ChecksumType"];
  if (type !== undefined && type !== checksum.type)
    throw invalidRequest(
      `The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  if (claimed !== undefined && claimed.replace(/-\d+$/, "") !== checksum.value.replace(/-\d+$/, ""))
    throw badChecksum(checksum.algorithm);
}

/** The digest of the parts' digests, with their number. */
function completedTag(parts: readonly Readonly<PartRow>[]): string {
  const hash = createHash("md5");
  for (const part of parts) hash.update(Buffer.from(part.etag, "hex"));
  return `${hash.digest("hex")}-${parts.length}`;
}

export const AbortMultipartUpload = on("AbortMultipartUpload", (ctx, input) =>
  ctx.update(async (tx) => {
    const { upload } = await uploadAt(tx, input);
    const asked = input.IfMatchInitiatedTime;
    if (asked !== undefined && Math.floor(asked / 1000) !== Math.floor(upload.initiatedAt / 1000))
      throw badRequest("The initiated time of the upload does not match");
    await abort(tx, upload);
    return {};
  }),
);

/** Forgets an upload and its parts. */
export async function abort(tx: Tx, upload: Readonly<UploadRow>): Promise<void> {
  for (const part of await tx.part.list({ where: { upload: upload.id } }))
    await dropSegments(tx, part.segments);
  await tx.part.removeAll({ upload: upload.id });
  await tx.upload.remove({ bucket: upload.bucket, key: upload.key, id: upload.id });
}

export const ListParts = on("ListParts", (ctx, input) =>
  ctx.view(async (tx) => {
    const { bucket, upload } = await uploadAt(tx, input);
    const most = pageSize(input.MaxParts, "max-parts");
    const marker = Number(input.PartNumberMarker ?? 0);
    if (!Number.isInteger(marker) || marker < 0)
      throw invalidArgument(
        "Argument part-number-marker must be an integer between 0 and 2147483647",
        "part-number-marker",
        input.PartNumberMarker,
      );
    const rows = await tx.part.list({
      where: { upload: upload.id },
      range: { column: "number", after: marker },
      limit: most + 1,
    });
    const page = rows.slice(0, most);
    const who = { ID: canonicalId(bucket.owner) };
    return {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      MaxParts: most,
      IsTruncated: rows.length > most,
      Parts: page.map((part) => ({
        PartNumber: part.number,
        LastModified: part.modifiedAt,
        ETag: `"${part.etag}"`,
        Size: part.sizeBytes,
        ...(upload.checksumAsked ? { [`Checksum${upload.checksumAlgorithm}`]: part.checksum } : {}),
      })),
      Initiator: { ID: upload.initiator },
      Owner: who,
      StorageClass: upload.storageClass,
      ...aborts(bucket, upload),
      ...(upload.checksumAsked
        ? { ChecksumAlgorithm: upload.checksumAlgorithm, ChecksumType: upload.checksumType }
        : {}),
    } as never;
  }),
);

/** A page's size, at most a thousand. @throws Fault InvalidArgument. */
export function pageSize(asked: number | undefined, name: string): number {
  if (asked === undefined) return 1_000;
  if (!Number.isInteger(asked) || asked < 0 || asked > 2_147_483_647)
    throw invalidArgument(
      asked < 0
        ? `Argument ${name} must be an integer between 0 and 2147483647`
        : `Provided ${name} not an integer or within integer range`,
      name,
      asked,
    );
  return Math.min(asked, 1_000);
}
