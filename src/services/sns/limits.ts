/** Quotas of SNS: https://docs.aws.amazon.com/general/latest/gr/sns.html */

export const MESSAGE_BYTES = 262_144;
export const SMS_BYTES = 1_600;
export const SUBJECT_LENGTH = 100;
export const BATCH_ENTRIES = 10;
export const PAGE = 100;
export const DEDUPLICATION_MS = 300_000;
/** Confirmation tokens are valid for two days. */
export const CONFIRMATION_MS = 2 * 86_400_000;
/** A web server has this long to answer. */
export const WEB_TIMEOUT_MS = 15_000;
/** Of an answer, of which nothing but the status counts. */
export const WEB_ANSWER_BYTES = 65_536;
