/** Quotas: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */

/** Of a request's body. */
export const BODY_BYTES = 10 * 1024 * 1024;
/** Requests in a second, and at once, that one setting may allow. */
export const RATE = 10_000;
export const BURST = 5_000;
