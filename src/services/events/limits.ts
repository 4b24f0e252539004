/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */

/** The size of all entries of one call. */
export const ENTRIES_BYTES = 1_048_576;
export const TARGETS_PER_RULE = 5;
/** AWS begins with 300 and raises it when asked; nobody is there to ask. */
export const RULES_PER_BUS = 2_000;
export const BUSES = 100;
/** Characters of a bus's policy. */
export const POLICY_LENGTH = 10_240;
export const PAGE = 100;
/** A retry policy that says nothing else. */
export const RETRY_ATTEMPTS = 185;
export const RETRY_AGE_SECONDS = 86_400;
