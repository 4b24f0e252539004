/** Quotas of SNS: https://docs.aws.amazon.com/general/latest/gr/sns.html */

export const MESSAGE_BYTES = 262_144;
/** The most that a topic's MaximumMessageSize can be. */
export const MOST_MESSAGE_BYTES = 1_048_576;
/** Subscriptions of a topic whose messages may be larger than MESSAGE_BYTES. */
export const LARGE_MESSAGE_SUBSCRIPTIONS = 100;
/** The least that a topic's MaximumMessageSize can be. */
export const LEAST_MESSAGE_BYTES = 1_024;
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
/** A FIFO topic has at most as many subscriptions. */
export const FIFO_SUBSCRIPTIONS = 100;
/** Tags of a topic. */
export const MOST_TAGS = 50;
/** Filter policies of a topic's subscriptions. */
export const FILTER_POLICIES = 200;
/** Verified and pending numbers of the sandbox. */
export const SANDBOX_PHONES = 10;
