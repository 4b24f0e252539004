/** Quotas and defaults of Pipes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-source.html */

export const PAGE = 100;
/** Of an account in a region. */
export const PIPES_MOST = 1_000;
/** Larger batches of queues need a window in which they are gathered. */
export const BATCH_WITHOUT_WINDOW = 10;
/** Of a FIFO queue. */
export const FIFO_BATCH = 10;
export const FILTERS = 5;
export const TAGS = 50;
/** Batches of a queue that are worked on at once; AWS begins with five and adds as it needs. */
export const QUEUE_CONCURRENCY = 5;

/** Batch sizes of sources that are given none. */
export const SOURCE_BATCH: Readonly<Record<string, number>> = {
  sqs: 10,
  dynamodb: 100,
  kinesis: 100,
};

/**
 * What a target takes at once; those that are not here take one event after the other.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 */
export const TARGET_BATCH: Readonly<Record<string, number>> = {
  logs: 10_000,
  events: 10,
  firehose: 500,
  kinesis: 500,
  lambda: 10_000,
  states: 10_000,
  sns: 10,
  sqs: 10,
};

/** A log record's bytes, of which execution data is cut. */
export const RECORD_BYTES = 256 * 1024;
