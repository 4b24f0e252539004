/** Rows of CloudWatch Logs. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";

export interface GroupRow {
  name: string;
  /** Unique over time: events are keyed by it. */
  id: string;
  /** Epoch milliseconds, as all times here. */
  createdAt: number;
  retentionDays?: number;
  logClass: string;
  kmsKeyId?: string;
  tags: Record<string, string>;
  /** Read with the group, so that storing lines costs no more for looking at them. */
  filters?: GroupFilters;
}

export interface GroupFilters {
  readonly metrics: readonly MetricFilter[];
  readonly subscriptions: readonly SubscriptionFilter[];
}

export interface MetricFilter {
  readonly name: string;
  readonly pattern: string;
  readonly createdAt: number;
  readonly transformations: readonly {
    readonly name: string;
    readonly namespace: string;
    /** A number, or "$.field" of a line of JSON. */
    readonly value: string;
    /** Counted for lines that do not match. */
    readonly defaultValue?: number;
    readonly unit: string;
    readonly dimensions: Readonly<Record<string, string>>;
  }[];
}

export interface SubscriptionFilter {
  readonly name: string;
  readonly pattern: string;
  /** The ARN of a function, a stream or a delivery stream. */
  readonly destination: string;
  /** As which a stream is written to. */
  readonly role?: string;
  readonly distribution: string;
  readonly createdAt: number;
}

export interface StreamRow {
  group: string;
  name: string;
  createdAt: number;
  firstEventAt?: number;
  lastEventAt?: number;
  lastIngestedAt?: number;
}

export interface EventRow {
  group: string;
  stream: string;
  time: number;
  sequence: number;
  ingestedAt: number;
  message: string;
}

export const tables = {
  group: table<GroupRow>()("logs_group", {
    columns: {
      name: "text",
      id: "text",
      createdAt: "integer",
      retentionDays: "integer",
      logClass: "text",
      kmsKeyId: "text",
      tags: "json",
      filters: "json",
    },
    key: ["name"],
    // Every PutLogEvents reads its group.
    cached: true,
  }),
  stream: table<StreamRow>()("logs_stream", {
    scope: "global",
    columns: {
      group: "text",
      name: "text",
      createdAt: "integer",
      firstEventAt: "integer",
      lastEventAt: "integer",
      lastIngestedAt: "integer",
    },
    key: ["group", "name"],
  }),
  event: table<EventRow>()("logs_event", {
    scope: "global",
    columns: {
      group: "text",
      stream: "text",
      time: "integer",
      sequence: "integer",
      ingestedAt: "integer",
      message: "text",
    },
    key: ["group", "time", "sequence"],
    indexes: { byStream: ["group", "stream", "time", "sequence"] },
    queries: {
      after:
        'select * from logs_event where "group" = :group and (time > :time or (time = :time and sequence > :sequence)) ' +
        "and time <= :end order by time, sequence limit :limit",
      streamAfter:
        'select * from logs_event where "group" = :group and stream = :stream and time < :end ' +
        "and (time > :time or (time = :time and sequence > :sequence)) order by time, sequence limit :limit",
      streamBefore:
        'select * from logs_event where "group" = :group and stream = :stream and time >= :start ' +
        "and (time < :time or (time = :time and sequence < :sequence)) order by time desc, sequence desc limit :limit",
      expire: 'delete from logs_event where "group" = :group and time < :horizon',
      bytes:
        'select coalesce(sum(length(message) + 26), 0) as bytes from logs_event where "group" = :group',
    },
  }),
};

/** Version 2: filters. */
export const migrations = [
  { version: 2, sql: ["alter table logs_group add column filters text"] },
] as const;

export const on = operations<"logs", typeof tables>();
