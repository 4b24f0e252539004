/**
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html#eb-schema-registry-quotas
 * AWS begins with 10 registries, 10 discoverers, 200 discovered schemas, and raises them when asked;
 * nobody is there to ask.
 */
export const REGISTRIES = 100;
export const DISCOVERERS = 100;
export const DISCOVERED_SCHEMAS = 2_000;
export const VERSIONS = 100;
/** Of a schema, in characters. */
export const CONTENT_LENGTH = 100_000;
/** Entries of a list whose limit is not given, or 0. */
export const PAGE = 10;
export const LONGEST_PAGE = 100;
