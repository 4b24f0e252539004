/** Quotas: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
import { totalmem } from "node:os";

export const SYNC_PAYLOAD_BYTES = 6_291_456;
export const ASYNC_PAYLOAD_BYTES = 1_048_576;
export const ZIPPED_BYTES = 52_428_800;
export const UNZIPPED_BYTES = 262_144_000;
/** Of all functions and layers of a region. */
export const STORAGE_BYTES = 80_530_636_800;
export const CONCURRENCY = 1_000;
/** What reserving must leave for functions that reserve nothing. */
export const UNRESERVED_LEAST = 100;
export const LAYERS = 5;
export const ENVIRONMENT_BYTES = 4_096;
export const POLICY_BYTES = 20_480;
export const PAGE = 50;
/** Entries of a package: not a quota of AWS, which has none, but a bound. */
export const ZIP_ENTRIES = 100_000;

/** Environments that run at once, of all functions: no more than half of this machine's memory takes. */
export const ENVIRONMENTS = Math.max(
  8,
  Math.min(128, Math.floor(totalmem() / 2 / (64 * 1024 * 1024))),
);
/** What an invocation waits for one of them before it is throttled. */
export const WAIT_MS = 20_000;
export const IDLE_MS = 10 * 60_000;
/** Credentials given to an environment are good for this, and the environment a little shorter. */
export const CREDENTIALS_SECONDS = 3_600;
/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const ASYNC_RETRIES = 2;
export const ASYNC_AGE_SECONDS = 21_600;
export const RETRY_AFTER_MS: readonly number[] = [60_000, 120_000];
/** Batches of one mapping under way at once, where it sets no maximum. */
export const MAPPING_CONCURRENCY = 5;

export const RUNTIMES: readonly string[] = [
  "nodejs16.x",
  "nodejs18.x",
  "nodejs20.x",
  "nodejs22.x",
  "nodejs24.x",
  "python3.8",
  "python3.9",
  "python3.10",
  "python3.11",
  "python3.12",
  "python3.13",
  "python3.14",
  "provided",
  "provided.al2",
  "provided.al2023",
];
