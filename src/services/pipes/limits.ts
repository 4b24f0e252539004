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

/**
 * Bytes of a batch: "the payload limit of 6 MB", and what a state machine and a function that is not
 * waited for take.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const BATCH_BYTES = { most: 6_291_456, machine: 262_144, detached: 1_048_576 };

/** Bytes of one request to a target, and what each entry takes beside its text at the most. */
export const REQUEST_BYTES: Readonly<Record<string, { all: number; each: number }>> = {
  logs: { all: 1_048_576, each: 26 },
  events: { all: 1_048_576, each: 512 },
  firehose: { all: 4 * 1_048_576, each: 0 },
  kinesis: { all: 10 * 1_048_576, each: 256 },
  sns: { all: 262_144, each: 0 },
  sqs: { all: 1_048_576, each: 0 },
};

/** Seconds of MaximumRecordAgeInSeconds; -1 is forever. */
export const RECORD_AGE = { least: 60, most: 604_800 };

/** A log record's bytes, of which execution data is cut. */
export const RECORD_BYTES = 256 * 1024;
