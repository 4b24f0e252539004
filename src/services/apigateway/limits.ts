/** Quotas and defaults: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */

export const RESOURCES_PER_API = 300;
export const STAGES_PER_API = 10;
/** Steady-state requests per second of an account, and the burst above it. */
export const ACCOUNT_RATE_LIMIT = 10_000;
export const ACCOUNT_BURST_LIMIT = 5_000;
/** "the default integration timeout", and the most there is. */
export const INTEGRATION_TIMEOUT_MS = 29_000;
export const PAYLOAD_BYTES = 10 * 1024 * 1024;
/** Seconds for which an authorizer's answer is kept. */
export const AUTHORIZER_TTL_SECONDS = 300;
export const AUTHORIZER_TTL_MOST_SECONDS = 3600;
/** Answers of authorizers and token buckets held in memory: past it, the oldest go. */
export const HELD_MOST = 10_000;
