/** Quotas of CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */

export const BATCH_BYTES = 1_048_576;
export const EVENT_OVERHEAD_BYTES = 26;
export const FUTURE_MS = 2 * 3_600_000;
export const PAST_MS = 14 * 86_400_000;
export const SPAN_MS = 24 * 3_600_000;
export const PAGE_EVENTS = 10_000;
export const PAGE_BYTES = 1_048_576;
/** Of a group. */
export const METRIC_FILTERS = 100;
export const SUBSCRIPTION_FILTERS = 2;
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];
