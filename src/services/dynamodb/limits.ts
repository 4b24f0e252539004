/** Quotas of DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */

export const ITEM_BYTES = 409_600;
export const HASH_KEY_BYTES = 2_048;
export const RANGE_KEY_BYTES = 1_024;
export const NESTING_LEVELS = 32;
export const PAGE_BYTES = 1_048_576;
export const BATCH_GET_KEYS = 100;
export const BATCH_GET_BYTES = 16 * 1_048_576;
export const BATCH_WRITE_REQUESTS = 25;
export const TRANSACTION_BYTES = 4 * 1_048_576;
export const TOKEN_MS = 600_000;
export const LOCAL_INDEXES = 5;
export const GLOBAL_INDEXES = 20;
export const LIST_PAGE = 100;
export const TABLES_PER_REGION = 2_500;
export const PROJECTED_ATTRIBUTES = 100;
export const TAGS_PER_TABLE = 50;
export const STREAM_RETENTION_MS = 86_400_000;
export const CAPACITY_UNITS_MOST = 1_000_000_000_000;
export const BODY_BYTES = 17 * 1_048_576;
/** Expired items this much older are left alone: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html */
export const TTL_HORIZON_SECONDS = 5 * 365 * 86_400;
/** Kinesis streams that a table tells of its changes. */
export const DESTINATIONS = 2;
