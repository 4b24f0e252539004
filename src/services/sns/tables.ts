/** Rows of SNS. */
import { operations } from "#kernel/service";
import { type Migration, table } from "#store/contract";

export interface TopicRow {
  name: string;
  /** Attributes as set, in AWS's names. */
  attributes: Record<string, string>;
  tags: Record<string, string>;
  /** Epoch milliseconds. */
  createdAt: number;
}

export interface SubscriptionRow {
  /** The last part of its ARN. */
  id: string;
  topic: string;
  protocol: string;
  endpoint: string;
  owner: string;
  attributes: Record<string, string>;
  /** What its endpoint's owner confirms it with. */
  token?: string;
  /** Until then. */
  pending?: boolean;
  /** Only its owner may end it: confirmed so. */
  authenticated?: boolean;
}

/** An account's settings of text messages, and what it has spent in the month. */
export interface SmsRow {
  id: string;
  attributes: Record<string, string>;
  /** "2026-01". */
  month: string;
  /** US dollars. */
  spent: number;
}

export interface OptedOutRow {
  phone: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface SandboxPhoneRow {
  phone: string;
  status: string;
  code: string;
}

export interface ApplicationRow {
  /** "GCM/shop". */
  id: string;
  attributes: Record<string, string>;
}

export interface EndpointRow {
  /** The last part of its ARN. */
  id: string;
  application: string;
  attributes: Record<string, string>;
}

/** What messages are signed with, and the certificate to check that with: one for all. */
export interface KeyRow {
  id: string;
  certificate: string;
  privateKey: string;
}

export interface DeduplicationRow {
  topic: string;
  key: string;
  messageId: string;
  sequence: number;
  /** Epoch milliseconds. */
  until: number;
}

export const tables = {
  topic: table<TopicRow>()("sns_topic", {
    columns: { name: "text", attributes: "json", tags: "json", createdAt: "integer" },
    key: ["name"],
    // Every Publish reads its topic.
    cached: true,
  }),
  subscription: table<SubscriptionRow>()("sns_subscription", {
    columns: {
      id: "text",
      topic: "text",
      protocol: "text",
      endpoint: "text",
      owner: "text",
      attributes: "json",
      token: "text",
      pending: "boolean",
      authenticated: "boolean",
    },
    key: ["id"],
    indexes: { byTopic: ["topic", "id"] },
    // Every Publish reads its topic's.
    cached: true,
  }),
  key: table<KeyRow>()("sns_key", {
    scope: "global",
    columns: { id: "text", certificate: "text", privateKey: "text" },
    key: ["id"],
    cached: true,
  }),
  sms: table<SmsRow>()("sns_sms", {
    columns: { id: "text", attributes: "json", month: "text", spent: "real" },
    key: ["id"],
  }),
  optedOut: table<OptedOutRow>()("sns_opted_out", {
    columns: { phone: "text", at: "integer" },
    key: ["phone"],
  }),
  sandboxPhone: table<SandboxPhoneRow>()("sns_sandbox_phone", {
    columns: { phone: "text", status: "text", code: "text" },
    key: ["phone"],
  }),
  application: table<ApplicationRow>()("sns_application", {
    columns: { id: "text", attributes: "json" },
    key: ["id"],
  }),
  endpoint: table<EndpointRow>()("sns_endpoint", {
    columns: { id: "text", application: "text", attributes: "json" },
    key: ["id"],
    indexes: { byApplication: ["application", "id"] },
  }),
  deduplication: table<DeduplicationRow>()("sns_deduplication", {
    columns: {
      topic: "text",
      key: "text",
      messageId: "text",
      sequence: "integer",
      until: "integer",
    },
    key: ["topic", "key"],
    queries: {
      forget:
        "delete from sns_deduplication where account = :account and region = :region and topic = :topic and until <= :now",
    },
  }),
};

export const migrations: readonly Migration[] = [
  {
    version: 2,
    sql: [
      "alter table sns_subscription add column token text",
      "alter table sns_subscription add column pending smallint",
      "alter table sns_subscription add column authenticated smallint",
    ],
  },
];

export const on = operations<"sns", typeof tables>();
