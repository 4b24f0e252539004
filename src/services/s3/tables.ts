/** Rows of S3. The newest version of a key stands in one table, the older ones in another. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";
import type { BucketSettings } from "./domain/settings.ts";

export interface BucketRow {
  name: string;
  /** The account that owns it: twelve digits. */
  owner: string;
  /** Its region. */
  location: string;
  /** Epoch milliseconds, as all times here. */
  createdAt: number;
  versioning?: "Enabled" | "Suspended";
  settings: BucketSettings;
}

/** A run of an object's bytes in a file of its own. */
export interface Segment {
  blob: string;
  sizeBytes: number;
  /** Base64 of the counter's first value, where the bytes are encrypted. */
  iv?: string;
}

export interface Checksum {
  algorithm: string;
  value: string;
  type: "FULL_OBJECT" | "COMPOSITE";
}

export interface Encryption {
  algorithm: "aws:kms" | "aws:kms:dsse" | "SSE-C";
  keyId?: string;
  bucketKey?: boolean;
  /** Base64 of the data key as KMS wrapped it. */
  wrapped?: string;
  /** JSON text, as the caller gave it. */
  context?: string;
  /** SSE-C: base64 MD5 of the customer's key, and a salted digest that recognises it. */
  keyMd5?: string;
  salt?: string;
  proof?: string;
  /** Of a body that stands in its row. */
  iv?: string;
}

export interface Grant {
  permission: string;
  /** A canonical user's id, or a group's URI. */
  id?: string;
  uri?: string;
}

export interface PartFact {
  number: number;
  sizeBytes: number;
  checksum?: string;
}

/** What an object carries beside its bytes. */
export interface ObjectFacts {
  owner: string;
  contentType?: string;
  cacheControl?: string;
  contentDisposition?: string;
  contentEncoding?: string;
  contentLanguage?: string;
  expires?: number;
  metadata?: [string, string][];
  tags?: [string, string][];
  grants?: Grant[];
  checksum?: Checksum;
  parts?: PartFact[];
  encryption?: Encryption;
  redirect?: string;
  lockMode?: string;
  lockUntil?: number;
  legalHold?: boolean;
  /** Epoch milliseconds until which an archived object is readable; 0 while it is on its way. */
  restoredUntil?: number;
  restoreDays?: number;
}

export interface ObjectRow {
  bucket: string;
  key: string;
  /** Falls with every write: of a key's versions the newest has the lowest. */
  rank: number;
  /** "null" for what was written without versioning. */
  versionId: string;
  modifiedAt: number;
  sizeBytes: number;
  /** Without quotes. */
  etag: string;
  storageClass: string;
  marker: boolean;
  facts: ObjectFacts;
  segments?: Segment[];
  body?: Uint8Array;
}

/** A listed row has no bytes and no segments. */
export type ListedRow = Omit<ObjectRow, "segments" | "body">;

/** A line of a bucket's access log that has yet to be delivered. */
export interface AccessLineRow {
  bucket: string;
  /** Rises with every line. */
  sequence: number;
  line: string;
}

export interface UploadRow {
  bucket: string;
  key: string;
  /** Begins with a rising number, so that the order of ids is that of initiation. */
  id: string;
  initiatedAt: number;
  initiator: string;
  storageClass: string;
  facts: ObjectFacts;
  checksumAlgorithm: string;
  checksumType: "FULL_OBJECT" | "COMPOSITE";
  /** Whether the caller chose the algorithm. */
  checksumAsked: boolean;
}

export interface PartRow {
  upload: string;
  number: number;
  modifiedAt: number;
  sizeBytes: number;
  etag: string;
  checksum: string;
  segments: Segment[];
}

const OBJECT_COLUMNS = {
  bucket: "text",
  key: "text",
  rank: "integer",
  versionId: "text",
  modifiedAt: "integer",
  sizeBytes: "integer",
  etag: "text",
  storageClass: "text",
  marker: "boolean",
  facts: "json",
  segments: "json",
  body: "blob",
} as const;

const LISTED =
  "bucket, key, rank, version_id, modified_at, size_bytes, etag, storage_class, marker, facts";
const HEAD = `${LISTED}, segments`;

export const tables = {
  bucket: table<BucketRow>()("s3_bucket", {
    scope: "global",
    columns: {
      name: "text",
      owner: "text",
      location: "text",
      createdAt: "integer",
      versioning: "text",
      settings: "json",
    },
    key: ["name"],
    indexes: { owner: ["owner", "name"] },
    // Every call reads its bucket.
    cached: true,
  }),
  accessLine: table<AccessLineRow>()("s3_access_line", {
    scope: "global",
    columns: { bucket: "text", sequence: "integer", line: "text" },
    key: ["bucket", "sequence"],
  }),
  object: table<ObjectRow>()("s3_object", {
    scope: "global",
    columns: OBJECT_COLUMNS,
    key: ["bucket", "key"],
    queries: {
      head: `select ${HEAD} from s3_object where bucket = :bucket and key = :key`,
      held: "select segments from s3_object where bucket = :bucket and key = :key",
      any: "select 1 as one from s3_object where bucket = :bucket limit 1",
      page:
        `select ${LISTED} from s3_object where bucket = :bucket and key >= :from and key < :to ` +
        "and marker = 0 order by key limit :limit",
      scan:
        `select ${LISTED} from s3_object where bucket = :bucket and key >= :from and key < :to ` +
        "order by key limit :limit",
    },
  }),
  version: table<ObjectRow>()("s3_version", {
    scope: "global",
    columns: OBJECT_COLUMNS,
    key: ["bucket", "key", "rank"],
    indexes: { id: ["bucket", "key", "versionId"] },
    queries: {
      byId: "select * from s3_version where bucket = :bucket and key = :key and version_id = :versionId",
      newest:
        "select * from s3_version where bucket = :bucket and key = :key order by rank limit 1",
      any: "select 1 as one from s3_version where bucket = :bucket limit 1",
      page:
        `select ${LISTED} from s3_version where bucket = :bucket and (key > :key or (key = :key and rank > :rank)) ` +
        "and key >= :from and key < :to order by key, rank limit :limit",
      ofKey: `select ${LISTED} from s3_version where bucket = :bucket and key = :key order by rank`,
    },
  }),
  upload: table<UploadRow>()("s3_upload", {
    scope: "global",
    columns: {
      bucket: "text",
      key: "text",
      id: "text",
      initiatedAt: "integer",
      initiator: "text",
      storageClass: "text",
      facts: "json",
      checksumAlgorithm: "text",
      checksumType: "text",
      checksumAsked: "boolean",
    },
    key: ["bucket", "key", "id"],
    queries: {
      page:
        "select * from s3_upload where bucket = :bucket and (key > :key or (key = :key and id > :id)) " +
        "and key >= :from and key < :to order by key, id limit :limit",
    },
  }),
  part: table<PartRow>()("s3_part", {
    scope: "global",
    columns: {
      upload: "text",
      number: "integer",
      modifiedAt: "integer",
      sizeBytes: "integer",
      etag: "text",
      checksum: "text",
      segments: "json",
    },
    key: ["upload", "number"],
  }),
};

export const on = operations<"s3", typeof tables>();
