/** Quotas of SQS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html */

export const MESSAGE_BYTES = 1_048_576;
export const BATCH_ENTRIES = 10;
export const ATTRIBUTES_PER_MESSAGE = 10;
export const DEDUPLICATION_MS = 300_000;
/** A deleted queue's name is free again after this. */
export const NAME_KEPT_MS = 60_000;
export const PURGE_EVERY_MS = 60_000;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
export const POLICY_STATEMENTS = 20;
export const PERMISSION_ACTIONS = 7;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html */
export const TAGS = 50;
export const TAG_KEY_LENGTH = 128;
export const TAG_VALUE_LENGTH = 256;
/** Queues that a redrive allow policy names at most. */
export const ALLOWED_SOURCES = 10;
export const LIST_PAGE = 1_000;
/** Calls of one action to a FIFO queue. */
export const FIFO_CALLS_PER_SECOND = 300;
/** Messages of a queue in flight, standard or FIFO. */
export const IN_FLIGHT = 120_000;
/** Messages of a FIFO queue among which one receive looks for more of the first one's group. */
export const FIFO_LOOK = 100;
/** Queues whose room for messages in flight is remembered. */
export const QUEUES_REMEMBERED = 10_000;
/**
 * A group is a noisy neighbour from so many messages in flight on, when they are more than a tenth.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
 */
export const NOISY_IN_FLIGHT = 30;
export const NOISY_SHARE_DIVISOR = 10;
/** More than a tenth each: there cannot be ten of them. */
export const NOISY_GROUPS = 9;
/** A message received more often than this is no longer the oldest that the metric of age tells. */
export const OLDEST_RECEIVED = 3;
/** Data keys that are kept in memory until their reuse period ends. */
export const DATA_KEYS_KEPT = 1_000;

/** Defaults and ranges of the numeric queue attributes. */
export const NUMERIC: Readonly<Record<string, { fallback: number; min: number; max: number }>> = {
  DelaySeconds: { fallback: 0, min: 0, max: 900 },
  MaximumMessageSize: { fallback: MESSAGE_BYTES, min: 1024, max: MESSAGE_BYTES },
  MessageRetentionPeriod: { fallback: 345_600, min: 60, max: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { fallback: 0, min: 0, max: 20 },
  VisibilityTimeout: { fallback: 30, min: 0, max: 43_200 },
  KmsDataKeyReusePeriodSeconds: { fallback: 300, min: 60, max: 86_400 },
};

/** Messages a move task moves in a second, at most and unless said otherwise. */
export const MOVES_PER_SECOND = 500;
export const MOVE_TASKS_SHOWN = 10;
/** Messages past their retention period are removed this often. */
export const EXPIRED_EVERY_MS = 60_000;
