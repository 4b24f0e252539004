/** Quotas and defaults of Firehose: https://docs.aws.amazon.com/firehose/latest/dev/limits.html */

export const MIB = 1_048_576;
export const STREAMS = 5_000;
export const TAGS = 50;
export const LIST_PAGE = 10;
export const BATCH_BYTES = 4 * MIB;
/** Hints: https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html */
export const BUFFER_MIB = 5;
export const BUFFER_SECONDS = 300;
/** With dynamic partitioning. */
export const PARTITIONED_LEAST_MIB = 64;
export const PARTITIONED_MIB = 128;
export const ACTIVE_PARTITIONS = 500;
/** Records that may be aggregated in one. */
export const AGGREGATED_RECORDS = 500;
export const PREFIX_LENGTH = 512;
/** What a function is given at once, and how long it is waited for. */
export const FUNCTION_MIB = 1;
export const FUNCTION_SECONDS = 60;
export const FUNCTION_RETRIES = 3;
/** https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html */
export const ENDPOINT_RECORDS = 10_000;
export const ENDPOINT_TIMEOUT_MS = 180_000;
export const ENDPOINT_ANSWER_BYTES = MIB;
export const ENDPOINT_RETRY_SECONDS = 300;
export const ENDPOINT_LAST_WAIT_MS = 120_000;
/** How long undelivered records are kept. */
export const RETENTION_MS = 86_400_000;
/** Before the first retry; doubled each time up to the last. Not documented for S3 and functions. */
export const FIRST_WAIT_MS = 1_000;
export const LAST_WAIT_MS = 60_000;
/** Batches of one stream that are with its function or endpoint at once: a bound of Brume's. */
export const AT_ONCE = 8;
/** Records that are read from a shard at once. */
export const SHARD_RECORDS = 1_000;
