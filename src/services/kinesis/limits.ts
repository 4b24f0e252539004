/** Quotas of Kinesis: https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html */

const KIB = 1_024;
const MIB = KIB * KIB;
const HOUR_MS = 3_600_000;

export const RETENTION_HOURS = { least: 24, most: 8_760 };
/** Unless UpdateMaxRecordSize says otherwise. */
export const RECORD_KIB = 1_024;
/** Of a PutRecords request, partition keys included. */
export const REQUEST_BYTES = 10 * MIB;
/** A request of that size in base64, and the rest of it. */
export const BODY_BYTES = 20 * MIB;
export const GET_RECORDS = { records: 10_000, bytes: 10 * MIB };
/** Of one event of SubscribeToShard. */
export const EVENT = { records: 10_000, bytes: 4 * MIB };

export const ITERATOR_MS = 300_000;
export const TOKEN_MS = 300_000;
/** How long a subscription lasts, and how often it says that it does. */
export const SUBSCRIPTION_MS = 300_000;
export const HEARTBEAT_MS = 5_000;
/** A consumer's next subscription to the same shard takes the place of one that is older. */
export const SUBSCRIPTION_KEPT_MS = 5_000;

/** Regions whose accounts have more shards than others'. */
const LARGE_REGIONS: ReadonlySet<string> = new Set(["us-east-1", "us-west-2", "eu-west-1"]);
export const shardLimit = (region: string): number => (LARGE_REGIONS.has(region) ? 20_000 : 1_000);
export const STREAM_SHARDS = 10_000;
export const ON_DEMAND_STREAMS = 50;
/** Open shards of an on-demand stream at first. */
export const ON_DEMAND_SHARDS = 4;
/** MiB a second of an on-demand stream. */
export const WARM_MIBPS = 10_240;

export const DAY_MS = 24 * HOUR_MS;
/** Changes within a day. */
export const SCALINGS_A_DAY = 10;
export const MODE_CHANGES_A_DAY = 2;
/** Before which a commitment cannot end. */
export const COMMITMENT_MS = DAY_MS;

export const CONSUMERS = 20;
export const TAGS = 50;
export const LIST = { streams: 100, shards: 1_000, described: 100, consumers: 100, tags: 50 };
export const hoursMs = (hours: number): number => hours * HOUR_MS;
