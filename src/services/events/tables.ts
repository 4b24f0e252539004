/** Rows of EventBridge. */
import type {
  ConnectionAuthResponseParameters,
  RoutingConfig,
  Target,
} from "#aws/generated/types/events";
import { operations } from "#kernel/service";
import { table } from "#store/contract";
import type { StoredEvent } from "./event.ts";

export interface BusRow {
  name: string;
  description?: string;
  kmsKeyIdentifier?: string;
  deadLetterArn?: string;
  /** The partner event source it belongs to. */
  eventSource?: string;
  /** JSON of the resource policy. */
  policy?: string;
  tags: Record<string, string>;
  /** Another with every change of the bus's rules: what is compiled from them is made anew. */
  stamp: string;
  /** Epoch milliseconds, as all times here. */
  createdAt: number;
  modifiedAt: number;
}

export interface RuleRow {
  bus: string;
  name: string;
  state: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  pattern?: string;
  schedule?: string;
  description?: string;
  roleArn?: string;
  managedBy?: string;
  /** The account that put it, where that is not the bus's. */
  createdBy?: string;
  tags: Record<string, string>;
  createdAt: number;
}

export interface TargetRow {
  bus: string;
  rule: string;
  id: string;
  arn: string;
  target: Target;
}

export interface ArchiveRow {
  name: string;
  bus: string;
  description?: string;
  pattern?: string;
  kmsKeyIdentifier?: string;
  /** 0 keeps events for ever. */
  retentionDays: number;
  createdAt: number;
}

export interface ArchivedRow {
  archive: string;
  sequence: number;
  time: number;
  bytes: number;
  event: StoredEvent;
}

export interface ReplayRow {
  name: string;
  archive: string;
  bus: string;
  description?: string;
  rules?: string[];
  state: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  fromTime: number;
  toTime: number;
  /** The last archived event that was replayed. */
  sequence: number;
  lastEventTime?: number;
  startedAt: number;
  endedAt?: number;
}

export interface ConnectionRow {
  name: string;
  /** Unique over time, part of its ARN. */
  id: string;
  description?: string;
  authorization: "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";
  /** What was given, without what is secret: that is in Secrets Manager. */
  shown: ConnectionAuthResponseParameters;
  secretArn: string;
  kmsKeyIdentifier?: string;
  state: "AUTHORIZED" | "DEAUTHORIZED";
  createdAt: number;
  modifiedAt: number;
  authorizedAt?: number;
}

export interface ApiDestinationRow {
  name: string;
  id: string;
  description?: string;
  connectionArn: string;
  endpoint: string;
  method: "POST" | "GET" | "HEAD" | "OPTIONS" | "PUT" | "PATCH" | "DELETE";
  perSecond: number;
  createdAt: number;
  modifiedAt: number;
}

/** A partner's source, kept in the account that it is for. */
export interface PartnerSourceRow {
  name: string;
  /** The partner's account. */
  createdBy: string;
  state: "PENDING" | "ACTIVE";
  createdAt: number;
  /** Until when it may be pending; not in what was stored by earlier versions. */
  expiresAt?: number;
}

export interface EndpointRow {
  name: string;
  id: string;
  description?: string;
  routing: RoutingConfig;
  replication: "ENABLED" | "DISABLED";
  buses: string[];
  roleArn?: string;
  createdAt: number;
  modifiedAt: number;
}

const tagged = { tags: "json", createdAt: "integer" } as const;

export const tables = {
  bus: table<BusRow>()("events_bus", {
    columns: {
      name: "text",
      description: "text",
      kmsKeyIdentifier: "text",
      deadLetterArn: "text",
      eventSource: "text",
      policy: "text",
      stamp: "text",
      modifiedAt: "integer",
      ...tagged,
    },
    key: ["name"],
    // Every event reads its bus.
    cached: true,
  }),
  rule: table<RuleRow>()("events_rule", {
    columns: {
      bus: "text",
      name: "text",
      state: "text",
      pattern: "text",
      schedule: "text",
      description: "text",
      roleArn: "text",
      managedBy: "text",
      createdBy: "text",
      ...tagged,
    },
    key: ["bus", "name"],
  }),
  target: table<TargetRow>()("events_target", {
    columns: { bus: "text", rule: "text", id: "text", arn: "text", target: "json" },
    key: ["bus", "rule", "id"],
    indexes: { byArn: ["arn"] },
  }),
  archive: table<ArchiveRow>()("events_archive", {
    columns: {
      name: "text",
      bus: "text",
      description: "text",
      pattern: "text",
      kmsKeyIdentifier: "text",
      retentionDays: "integer",
      createdAt: "integer",
    },
    key: ["name"],
  }),
  archived: table<ArchivedRow>()("events_archived", {
    columns: {
      archive: "text",
      sequence: "integer",
      time: "integer",
      bytes: "integer",
      event: "json",
    },
    key: ["archive", "sequence"],
    indexes: { byTime: ["archive", "time"] },
    queries: {
      page:
        "select * from events_archived where account = :account and region = :region and archive = :archive " +
        "and sequence > :after and time >= :fromTime and time <= :toTime order by sequence limit :limit",
      totals:
        "select count(*) as count, coalesce(sum(bytes), 0) as bytes, min(time) as oldest from events_archived " +
        "where account = :account and region = :region and archive = :archive",
      forget:
        "delete from events_archived where account = :account and region = :region and archive = :archive and time <= :until",
    },
  }),
  connection: table<ConnectionRow>()("events_connection", {
    columns: {
      name: "text",
      id: "text",
      description: "text",
      authorization: "text",
      shown: "json",
      secretArn: "text",
      kmsKeyIdentifier: "text",
      state: "text",
      createdAt: "integer",
      modifiedAt: "integer",
      authorizedAt: "integer",
    },
    key: ["name"],
  }),
  apiDestination: table<ApiDestinationRow>()("events_api_destination", {
    columns: {
      name: "text",
      id: "text",
      description: "text",
      connectionArn: "text",
      endpoint: "text",
      method: "text",
      perSecond: "integer",
      createdAt: "integer",
      modifiedAt: "integer",
    },
    key: ["name"],
  }),
  partnerSource: table<PartnerSourceRow>()("events_partner_source", {
    scope: "account",
    columns: {
      name: "text",
      createdBy: "text",
      state: "text",
      createdAt: "integer",
      expiresAt: "integer",
    },
    key: ["name"],
    queries: {
      // A partner looks over all accounts.
      made: "select * from events_partner_source where created_by = :account order by name",
    },
  }),
  endpoint: table<EndpointRow>()("events_endpoint", {
    columns: {
      name: "text",
      id: "text",
      description: "text",
      routing: "json",
      replication: "text",
      buses: "json",
      roleArn: "text",
      createdAt: "integer",
      modifiedAt: "integer",
    },
    key: ["name"],
  }),
  replay: table<ReplayRow>()("events_replay", {
    columns: {
      name: "text",
      archive: "text",
      bus: "text",
      description: "text",
      rules: "json",
      state: "text",
      fromTime: "integer",
      toTime: "integer",
      sequence: "integer",
      lastEventTime: "integer",
      startedAt: "integer",
      endedAt: "integer",
    },
    key: ["name"],
  }),
};

export const migrations = [
  {
    version: 2,
    sql: [
      "alter table events_rule add column created_by text",
      "alter table events_partner_source add column expires_at integer",
    ],
  },
] as const;

export const on = operations<"events", typeof tables>();
