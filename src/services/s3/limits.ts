/** Quotas of S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */

export const KEY_BYTES = 1_024;
export const METADATA_BYTES = 2_048;
/** Of a single PutObject, a part, and CopyObject. */
export const UPLOAD_BYTES = 5 * 1024 ** 3;
export const PART_MINIMUM_BYTES = 5 * 1024 ** 2;
export const PARTS = 10_000;
export const PAGE = 1_000;
export const BUCKET_PAGE = 10_000;
export const BUCKETS = 10_000;
export const OBJECT_TAGS = 10;
export const BUCKET_TAGS = 50;
export const POLICY_BYTES = 20_480;
export const GRANTS = 100;
export const CORS_RULES = 100;
export const LIFECYCLE_RULES = 1_000;
export const NOTIFICATIONS = 100;
export const ROUTING_RULES = 50;
export const DELETE_KEYS = 1_000;
export const CONFIGURATION_BYTES = 65_536;

/** Bodies up to this stand in their row: one fsync instead of three. */
export const INLINE_BYTES = 32_768;
/** A form's fields without its file: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html */
export const FORM_FIELD_BYTES = 20_480;

export const STORAGE_CLASSES: readonly string[] = [
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER",
  "DEEP_ARCHIVE",
  "GLACIER_IR",
];
/** Classes whose objects must be restored before they are read. */
export const ARCHIVED: readonly string[] = ["GLACIER", "DEEP_ARCHIVE"];

/** Lines of a bucket's access log that wait for delivery; what comes beyond them is not logged. */
export const ACCESS_LOG_LINES = 100_000;
/** How long lines gather. AWS delivers within hours. */
export const ACCESS_LOG_MS = 5 * 60_000;
