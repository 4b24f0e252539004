/**
 * Rows of Kinesis. A stream's shards stand in its own row, which every operation reads anyway; a
 * record is keyed by its stream, its shard and its place there.
 */
import { operations } from "#kernel/service";
import { table } from "#store/contract";
import type { Shard } from "./domain.ts";

export interface StreamRow {
  name: string;
  /** Unique over time: a stream made anew under an old name sees nothing of the old one. */
  id: number;
  /** Epoch milliseconds. */
  createdAt: number;
  mode: "PROVISIONED" | "ON_DEMAND";
  retentionHours: number;
  /** In the order of their making, which their ids count; those long closed are gone. */
  shards: Shard[];
  /** The number of the next shard. */
  nextShard: number;
  /** As it was named. */
  keyId?: string;
  /** Names of the metrics that are counted for each shard. */
  shardMetrics: string[];
  tags: Record<string, string>;
  policy?: string;
  maxRecordKib: number;
  /** Records go to any shard, whatever their keys. */
  distributes: boolean;
  warmMibps?: number;
  /** Epoch milliseconds of the last day's changes. */
  scaledAt: number[];
  modeChangedAt: number[];
}

export interface RecordRow {
  streamId: number;
  shard: number;
  sequence: number;
  /** Epoch milliseconds. */
  at: number;
  partitionKey?: string;
  data: Uint8Array;
  /** The data key it is sealed under. */
  dataKey?: number;
}

/** A data key of KMS, under which the records of one put are sealed. */
export interface DataKeyRow {
  streamId: number;
  id: number;
  /** As KMS sealed it. */
  wrapped: Uint8Array;
  at: number;
}

export interface ConsumerRow {
  /** The stream's name. */
  stream: string;
  name: string;
  createdAt: number;
  tags: Record<string, string>;
  policy?: string;
}

/** Who reads a shard as a consumer: the last that asked. */
export interface SubscriptionRow {
  consumerArn: string;
  shard: number;
  id: string;
  /** Epoch milliseconds. */
  at: number;
}

/** The account's commitment to a minimum throughput, in a region. */
export interface CommitmentRow {
  kind: "throughput";
  startedAt: number;
  endsAt?: number;
}

export const tables = {
  stream: table<StreamRow>()("kinesis_stream", {
    columns: {
      name: "text",
      id: "integer",
      createdAt: "integer",
      mode: "text",
      retentionHours: "integer",
      shards: "json",
      nextShard: "integer",
      keyId: "text",
      shardMetrics: "json",
      tags: "json",
      policy: "text",
      maxRecordKib: "integer",
      distributes: "boolean",
      warmMibps: "integer",
      scaledAt: "json",
      modeChangedAt: "json",
    },
    key: ["name"],
    // Every operation on records reads its stream.
    cached: true,
  }),
  record: table<RecordRow>()("kinesis_record", {
    scope: "global",
    columns: {
      streamId: "integer",
      shard: "integer",
      sequence: "integer",
      at: "integer",
      partitionKey: "text",
      data: "blob",
      dataKey: "integer",
    },
    key: ["streamId", "shard", "sequence"],
    indexes: { byTime: ["streamId", "at"] },
    queries: {
      // How large the next records are, so that no more are read than a page takes.
      sizes:
        "select sequence, at, length(data) as bytes from kinesis_record where stream_id = :streamId " +
        "and shard = :shard and sequence > :sequence and at > :horizon order by sequence limit :limit",
      through:
        "select * from kinesis_record where stream_id = :streamId and shard = :shard " +
        "and sequence > :sequence and sequence <= :last and at > :horizon order by sequence",
      last:
        "select sequence, at from kinesis_record where stream_id = :streamId and shard = :shard " +
        "order by sequence desc limit 1",
      since:
        "select sequence, at from kinesis_record where stream_id = :streamId and shard = :shard " +
        "and at >= :at order by sequence limit 1",
      oldest: "select min(at) as at from kinesis_record where stream_id = :streamId",
      any: "select 1 as n from kinesis_record where stream_id = :streamId limit 1",
      trim: "delete from kinesis_record where stream_id = :streamId and at <= :horizon",
    },
  }),
  dataKey: table<DataKeyRow>()("kinesis_data_key", {
    scope: "global",
    columns: { streamId: "integer", id: "integer", wrapped: "blob", at: "integer" },
    key: ["streamId", "id"],
    queries: {
      trim: "delete from kinesis_data_key where stream_id = :streamId and at <= :horizon",
    },
  }),
  consumer: table<ConsumerRow>()("kinesis_consumer", {
    columns: {
      stream: "text",
      name: "text",
      createdAt: "integer",
      tags: "json",
      policy: "text",
    },
    key: ["stream", "name"],
  }),
  subscription: table<SubscriptionRow>()("kinesis_subscription", {
    scope: "global",
    columns: { consumerArn: "text", shard: "integer", id: "text", at: "integer" },
    key: ["consumerArn", "shard"],
  }),
  commitment: table<CommitmentRow>()("kinesis_commitment", {
    columns: { kind: "text", startedAt: "integer", endsAt: "integer" },
    key: ["kind"],
  }),
};

export const on = operations<"kinesis", typeof tables>();
