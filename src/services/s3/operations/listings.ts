/** Listings: objects, versions, uploads. Common prefixes are leapt over by the index, not read. */
import { bucketAt, type Bucket, type Tx } from "../buckets.ts";
import { canonicalId } from "../domain/grants.ts";
import { AFTER_ALL, checkVersionId, successor, urlEncoded } from "../domain/names.ts";
import { invalidArgument } from "../errors.ts";
import { requirePayer } from "../permissions.ts";
import { type ListedRow, on, type UploadRow } from "../tables.ts";
import { pageSize } from "./multipart.ts";

interface Span {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly most: number;
}

interface Page<R> {
  readonly rows: R[];
  readonly prefixes: string[];
  readonly truncated: boolean;
  /** Row or prefix that came last. */
  readonly last: R | string | undefined;
}

/** Rows of the first look after a leap, when most would belong to what is leapt over next; looks grow. */
const FIRST_LOOK = 4;
const LAST_LOOK = 256;

/**
 * Gathers a page. `next` reads up to `limit` rows from where the listing stands; `leap` tells it to
 * go on at a key.
 */
async function gather<R extends { readonly key: string }>(
  span: Span,
  next: (from: string | undefined, after: R | undefined, limit: number) => Promise<readonly R[]>,
  skipped: string | undefined,
): Promise<Page<R>> {
  const rows: R[] = [];
  const prefixes: string[] = [];
  let last: R | string | undefined;
  let from: string | undefined;
  let after: R | undefined;
  // A prefix that an earlier page ended with is not shown again.
  let within = skipped;
  const { prefix, delimiter, most } = span;
  if (most === 0) return { rows, prefixes, truncated: false, last };
  for (let look = FIRST_LOOK; ; look = Math.min(4 * look, LAST_LOOK)) {
    const room = most - rows.length - prefixes.length;
    const limit = delimiter === undefined ? room + 1 : Math.min(room + 1, look);
    const batch = await next(from, after, limit);
    for (const row of batch) {
      after = row;
      from = undefined;
      if (within !== undefined && row.key.startsWith(within)) continue;
      const cut = delimiter === undefined ? -1 : row.key.indexOf(delimiter, prefix.length);
      if (rows.length + prefixes.length >= most) return { rows, prefixes, truncated: true, last };
      if (cut < 0) {
        rows.push(row);
        last = row;
        continue;
      }
      within = row.key.slice(0, cut + delimiter!.length);
      prefixes.push(within);
      last = within;
    }
    if (batch.length < limit) return { rows, prefixes, truncated: false, last };
    if (within !== undefined && after!.key.startsWith(within)) {
      from = successor(within);
      if (from === undefined) return { rows, prefixes, truncated: false, last };
      after = undefined;
      look = 1;
    }
  }
}

/** The range of keys with a prefix. */
function bounds(prefix: string): { from: string; to: string } {
  return { from: prefix, to: successor(prefix) ?? AFTER_ALL };
}

async function objectsPage(
  tx: Tx,
  bucket: string,
  span: Span,
  after: string | undefined,
  skipped: string | undefined,
): Promise<Page<ListedRow>> {
  const { from, to } = bounds(span.prefix);
  const begin = after === undefined || utf8Less(after, from) ? from : `${after}\u0000`;
  return gather<ListedRow>(
    span,
    async (leap, row, limit) =>
      tx.object.query<ListedRow>("page", {
        bucket,
        to,
        limit,
        from: leap ?? (row === undefined ? begin : `${row.key}\u0000`),
      }),
    skipped,
  );
}

function utf8Less(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}

function emptyToUndefined(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function encoder(type: string | undefined): (text: string) => string {
  if (type === undefined) return (text) => text;
  if (type !== "url")
    throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", type);
  return urlEncoded;
}

function contents(
  bucket: Bucket,
  row: ListedRow,
  encode: (text: string) => string,
  owner: boolean,
) {
  const { checksum } = row.facts;
  return {
    Key: encode(row.key),
    LastModified: row.modifiedAt,
    ETag: `"${row.etag}"`,
    ...(checksum === undefined
      ? {}
      : { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: row.sizeBytes,
    StorageClass: row.storageClass,
    ...(owner ? { Owner: { ID: canonicalId(row.facts.owner ?? bucket.owner) } } : {}),
  };
}

/** The prefix of a marker that ended a page: what it covers was shown. */
function coveredBy(marker: string | undefined, span: Span): string | undefined {
  if (marker === undefined || span.delimiter === undefined || !marker.startsWith(span.prefix))
    return undefined;
  const cut = marker.indexOf(span.delimiter, span.prefix.length);
  return cut < 0 ? undefined : marker.slice(0, cut + span.delimiter.length);
}

export const ListObjects = on("ListObjects", (ctx, input) =>
  ctx.view(async (tx) => {
    const bucket = await bucketAt(tx, input);
    requirePayer(ctx, bucket, input);
    const encode = encoder(input.EncodingType);
    const span = {
      prefix: input.Prefix ?? "",
      delimiter: emptyToUndefined(input.Delimiter),
      most: pageSize(input.MaxKeys, "maxKeys"),
    };
    const marker = emptyToUndefined(input.Marker);
    const page = await objectsPage(tx, bucket.name, span, marker, coveredBy(marker, span));
    const last = typeof page.last === "string" ? page.last : page.last?.key;
    return {
      Name: bucket.name,
      Prefix: encode(span.prefix),
      Marker: encode(marker ?? ""),
      MaxKeys: span.most,
      IsTruncated: page.truncated,
      ...(span.delimiter === undefined ? {} : { Delimiter: encode(span.delimiter) }),
      ...(page.truncated && span.delimiter !== undefined && last !== undefined
        ? { NextMarker: encode(last) }
        : {}),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      Contents: page.rows.map((row) => contents(bucket, row, encode, true)),
      CommonPrefixes: page.prefixes.map((p) => ({ Prefix: encode(p) })),
    } as never;
  }),
);

export const ListObjectsV2 = on("ListObjectsV2", (ctx, input) =>
  ctx.view(async (tx) => {
    const bucket = await bucketAt(tx, input);
    requirePayer(ctx, bucket, input);
    const encode = encoder(input.EncodingType);
    const span = {
      prefix: input.Prefix ?? "",
      delimiter: emptyToUndefined(input.Delimiter),
      most: pageSize(input.MaxKeys, "maxKeys"),
    };
    const token =
      input.ContinuationToken === undefined ? undefined : readToken(input.ContinuationToken);
    const startAfter = emptyToUndefined(input.StartAfter);
    const page = await objectsPage(
      tx,
      bucket.name,
      span,
      token?.at ?? startAfter,
      token === undefined ? coveredBy(startAfter, span) : token.prefix ? token.at : undefined,
    );
    return {
      Name: bucket.name,
      Prefix: encode(span.prefix),
      MaxKeys: span.most,
      IsTruncated: page.truncated,
      KeyCount: page.rows.length + page.prefixes.length,
      ...(span.delimiter === undefined ? {} : { Delimiter: encode(span.delimiter) }),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      ...(input.ContinuationToken === undefined
        ? {}
        : { ContinuationToken: input.ContinuationToken }),
      ...(page.truncated && page.last !== undefined
        ? { NextContinuationToken: writeToken(page.last) }
        : {}),
      ...(startAfter === undefined ? {} : { StartAfter: encode(startAfter) }),
      Contents: page.rows.map((row) => contents(bucket, row, encode, input.FetchOwner === true)),
      CommonPrefixes: page.prefixes.map((p) => ({ Prefix: encode(p) })),
    } as never;
  }),
);

function writeToken(last: ListedRow | string): string {
  const prefix = typeof last === "string";
  return Buffer.from(`${prefix ? "p" : "k"}${prefix ? last : last.key}`).toString("base64");
}

function readToken(text: string): { at: string; prefix: boolean } {
  const decoded = Buffer.from(text, "base64").toString();
  if (!/^[pk]./s.test(decoded) || Buffer.from(decoded).toString("base64") !== text)
    throw invalidArgument("The continuation token provided is incorrect", "continuation-token");
  return { at: decoded.slice(1), prefix: decoded.startsWith("p") };
}

export const ListObjectVersions = on("ListObjectVersions", (ctx, input) =>
  ctx.view(async (tx) => {
    const bucket = await bucketAt(tx, input);
    const encode = encoder(input.EncodingType);
    const span = {
      prefix: input.Prefix ?? "",
      delimiter: emptyToUndefined(input.Delimiter),
      most: pageSize(input.MaxKeys, "maxKeys"),
    };
    const keyMarker = emptyToUndefined(input.KeyMarker);
    const idMarker = emptyToUndefined(input.VersionIdMarker);
    if (idMarker !== undefined && keyMarker === undefined)
      throw invalidArgument(
        "A version-id marker cannot be specified without a key marker.",
        "version-id-marker",
        idMarker,
      );
    checkVersionId(idMarker, "version-id-marker");
    const page = await versionsPage(tx, bucket.name, span, keyMarker, idMarker);
    const { last } = page;
    return {
      Name: bucket.name,
      Prefix: encode(span.prefix),
      KeyMarker: encode(keyMarker ?? ""),
      VersionIdMarker: idMarker ?? "",
      MaxKeys: span.most,
      IsTruncated: page.truncated,
      ...(span.delimiter === undefined ? {} : { Delimiter: encode(span.delimiter) }),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      ...(page.truncated && last !== undefined
        ? typeof last === "string"
          ? { NextKeyMarker: encode(last) }
          : { NextKeyMarker: encode(last.key), NextVersionIdMarker: last.versionId }
        : {}),
      Versions: page.rows
        .filter((row) => !row.marker)
        .map((row) => ({
          ...contents(bucket, row, encode, true),
          VersionId: row.versionId,
          IsLatest: row.latest,
        })),
      DeleteMarkers: page.rows
        .filter((row) => row.marker)
        .map((row) => ({
          Key: encode(row.key),
          VersionId: row.versionId,
          IsLatest: row.latest,
          LastModified: row.modifiedAt,
          Owner: { ID: canonicalId(row.facts.owner ?? bucket.owner) },
        })),
      CommonPrefixes: page.prefixes.map((p) => ({ Prefix: encode(p) })),
    } as never;
  }),
);

type VersionRow = ListedRow & { latest: boolean };

/** Merges newest versions and older ones: by key, and within a key from new to old. */
async function versionsPage(
  tx: Tx,
  bucket: string,
  span: Span,
  keyMarker: string | undefined,
  idMarker: string | undefined,
): Promise<Page<VersionRow>> {
  const { from, to } = bounds(span.prefix);
  const marked =
    idMarker === undefined ? undefined : await rankOf(tx, bucket, keyMarker!, idMarker);
  // Who deletes page by page comes back with a marker that is gone: what is left of its key follows.
  const unmarked = idMarker === undefined ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
  const begin: { key: string; rank: number } | undefined =
    keyMarker === undefined || utf8Less(keyMarker, from)
      ? undefined
      : { key: keyMarker, rank: marked ?? unmarked };
  const next = async (
    leap: string | undefined,
    row: VersionRow | undefined,
    limit: number,
  ): Promise<VersionRow[]> => {
    const at = leap !== undefined ? undefined : (row ?? begin);
    const start = leap ?? at?.key ?? from;
    const newest = await tx.object.query<ListedRow>("scan", { bucket, from: start, to, limit });
    const older = await tx.version.query<ListedRow>("page", {
      bucket,
      from: start,
      to,
      limit,
      key: at?.key ?? "",
      rank: at?.rank ?? Number.MIN_SAFE_INTEGER,
    });
    const merged = [
      ...newest
        .filter((one) => at === undefined || one.key !== at.key || one.rank > at.rank)
        .map((one) => ({ ...one, latest: true })),
      ...older.map((one) => ({ ...one, latest: false })),
    ];
    // The newest row of the marker's own key was read and left out; one more is then missing.
    if (merged.length < limit && newest.length === limit) {
      const more = await tx.object.query<ListedRow>("scan", {
        bucket,
        from: `${newest.at(-1)!.key}\u0000`,
        to,
        limit: 1,
      });
      merged.push(...more.map((one) => ({ ...one, latest: true })));
    }
    const order = new Map<string, Buffer>();
    const bytes = (key: string) => {
      let known = order.get(key);
      if (known === undefined) {
        known = Buffer.from(key);
        order.set(key, known);
      }
      return known;
    };
    merged.sort((a, b) =>
      a.key === b.key ? a.rank - b.rank : Buffer.compare(bytes(a.key), bytes(b.key)),
    );
    return merged.slice(0, limit);
  };
  return gather(span, next, idMarker === undefined ? coveredBy(keyMarker, span) : undefined);
}

async function rankOf(
  tx: Tx,
  bucket: string,
  key: string,
  versionId: string,
): Promise<number | undefined> {
  const current = await tx.object.find({ bucket, key });
  if (current?.versionId === versionId) return current.rank;
  const [older] = await tx.version.query("byId", { bucket, key, versionId });
  return older?.rank;
}

export const ListMultipartUploads = on("ListMultipartUploads", (ctx, input) =>
  ctx.view(async (tx) => {
    const bucket = await bucketAt(tx, input);
    const encode = encoder(input.EncodingType);
    const span = {
      prefix: input.Prefix ?? "",
      delimiter: emptyToUndefined(input.Delimiter),
      most: pageSize(input.MaxUploads, "max-uploads"),
    };
    const keyMarker = emptyToUndefined(input.KeyMarker);
    const idMarker = keyMarker === undefined ? undefined : emptyToUndefined(input.UploadIdMarker);
    const { from, to } = bounds(span.prefix);
    const page = await gather<Readonly<UploadRow>>(
      span,
      async (leap, row, limit) =>
        tx.upload.query("page", {
          bucket: bucket.name,
          to,
          limit,
          from: leap ?? from,
          key: leap !== undefined ? "" : (row?.key ?? keyMarker ?? ""),
          // Without an id, all uploads of the marker's key are behind it.
          id:
            leap !== undefined
              ? ""
              : (row?.id ?? idMarker ?? (keyMarker === undefined ? "" : AFTER_ALL)),
        }),
      idMarker === undefined ? coveredBy(keyMarker, span) : undefined,
    );
    const { last } = page;
    return {
      Bucket: bucket.name,
      KeyMarker: encode(keyMarker ?? ""),
      UploadIdMarker: idMarker ?? "",
      Prefix: encode(span.prefix),
      ...(span.delimiter === undefined ? {} : { Delimiter: encode(span.delimiter) }),
      MaxUploads: span.most,
      IsTruncated: page.truncated,
      ...(page.truncated && last !== undefined
        ? typeof last === "string"
          ? { NextKeyMarker: encode(last) }
          : { NextKeyMarker: encode(last.key), NextUploadIdMarker: last.id }
        : {}),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      Uploads: page.rows.map((row) => ({
        UploadId: row.id,
        Key: encode(row.key),
        Initiated: row.initiatedAt,
        StorageClass: row.storageClass,
        Owner: { ID: canonicalId(bucket.owner) },
        Initiator: { ID: row.initiator },
        ...(row.checksumAsked
          ? { ChecksumAlgorithm: row.checksumAlgorithm, ChecksumType: row.checksumType }
          : {}),
      })),
      CommonPrefixes: page.prefixes.map((p) => ({ Prefix: encode(p) })),
    } as never;
  }),
);
