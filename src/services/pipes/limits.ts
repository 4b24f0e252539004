/** Quotas and defaults of Pipes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-source.html */

export const PAGE = 100;
export const BATCH_SIZE = 10;
/** Larger batches need a window in which they are gathered. */
export const BATCH_WITHOUT_WINDOW = 10;
export const FILTERS = 5;
export const TAGS = 50;
