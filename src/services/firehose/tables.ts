/** Rows of Firehose. */
import type {
  CreateDeliveryStreamInput,
  DeliveryStreamEncryptionConfiguration,
  ExtendedS3DestinationConfiguration,
  HttpEndpointDestinationConfiguration,
} from "#aws/generated/types/firehose";
import { operations } from "#kernel/service";
import { table } from "#store/contract";

/** Where a stream's records go, with defaults filled in: exactly one of the two. */
export interface Destination {
  readonly s3?: ExtendedS3DestinationConfiguration;
  readonly http?: HttpEndpointDestinationConfiguration;
}

export type Source = Pick<
  CreateDeliveryStreamInput,
  "DirectPutSourceConfiguration" | "KinesisStreamSourceConfiguration"
>;

export interface Encryption {
  readonly status: NonNullable<DeliveryStreamEncryptionConfiguration["Status"]>;
  readonly keyType?: "AWS_OWNED_CMK" | "CUSTOMER_MANAGED_CMK";
  readonly keyArn?: string;
  /** KMS's grant that lets Firehose use the key. */
  readonly grantId?: string;
}

export interface StreamRow {
  name: string;
  /** Another when a stream of the same name is made anew. */
  id: string;
  type: "DirectPut" | "KinesisStreamAsSource";
  status: "CREATING" | "ACTIVE" | "DELETING";
  version: number;
  source: Source;
  destination: Destination;
  encryption: Encryption;
  tags: Record<string, string>;
  /** Epoch milliseconds, as the next. */
  createdAt: number;
  updatedAt: number | undefined;
}

/**
 * What a buffer is for: records that a function is to process, that go to the destination, that are
 * kept beside it as they came; and lines that tell of records that failed, by error output type.
 */
export type Lane = "process" | "deliver" | "backup" | `failed:${string}`;

/** A buffer that fills, or once it is closed, a batch that is on its way. */
export interface BatchRow {
  id: string;
  /** The stream's id and name. */
  stream: string;
  name: string;
  lane: Lane;
  /** The partition keys of its records as JSON; "" without dynamic partitioning. */
  partition: string;
  open: boolean;
  bytes: number;
  records: number;
  /** When its oldest record came. Epoch milliseconds, as the next. */
  oldestAt: number;
  attempts: number;
  failedAt: number | undefined;
  nextAt: number;
}

/** What a record is sealed by: a data key as KMS wrapped it, in base64. */
export interface Sealed {
  readonly key: string;
}

/** Where a record of a Kinesis stream stood. */
export interface KinesisPlace {
  readonly shardId: string;
  readonly partitionKey: string;
  readonly sequenceNumber: string;
  readonly arrivedAt: number;
}

export interface RecordRow {
  batch: string;
  place: number;
  data: Uint8Array;
  sealed: Sealed | undefined;
  /** Epoch milliseconds. */
  arrivedAt: number;
  /** What functions know it by. */
  recordId: string;
  kinesis: KinesisPlace | undefined;
}

/** How far a shard of a source is read. */
export interface ShardRow {
  stream: string;
  shard: string;
  sequence: string | undefined;
  finished: boolean;
}

export const tables = {
  stream: table<StreamRow>()("firehose_stream", {
    columns: {
      name: "text",
      id: "text",
      type: "text",
      status: "text",
      version: "integer",
      source: "json",
      destination: "json",
      encryption: "json",
      tags: "json",
      createdAt: "integer",
      updatedAt: "integer",
    },
    key: ["name"],
    cached: true,
    queries: {
      sources:
        "select * from firehose_stream where type = 'KinesisStreamAsSource' and status = 'ACTIVE'",
    },
  }),
  batch: table<BatchRow>()("firehose_batch", {
    columns: {
      id: "text",
      stream: "text",
      name: "text",
      lane: "text",
      partition: "text",
      open: "boolean",
      bytes: "integer",
      records: "integer",
      oldestAt: "integer",
      attempts: "integer",
      failedAt: "integer",
      nextAt: "integer",
    },
    key: ["id"],
    indexes: { slot: ["stream", "lane", "partition", "open"] },
    queries: {
      partitions:
        "select count(distinct partition) as found from firehose_batch where account = :account and region = :region and stream = :stream and lane = 'deliver'",
    },
  }),
  record: table<RecordRow>()("firehose_record", {
    columns: {
      batch: "text",
      place: "integer",
      data: "blob",
      sealed: "json",
      arrivedAt: "integer",
      recordId: "text",
      kinesis: "json",
    },
    key: ["batch", "place"],
  }),
  shard: table<ShardRow>()("firehose_shard", {
    columns: { stream: "text", shard: "text", sequence: "text", finished: "boolean" },
    key: ["stream", "shard"],
  }),
};

export const on = operations<"firehose", typeof tables>();
