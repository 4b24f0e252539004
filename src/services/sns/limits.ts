/** Quotas of SNS: https://docs.aws.amazon.com/general/latest/gr/sns.html */

export const MESSAGE_BYTES = 262_144;
export const SUBJECT_LENGTH = 100;
export const BATCH_ENTRIES = 10;
export const PAGE = 100;
export const DEDUPLICATION_MS = 300_000;
