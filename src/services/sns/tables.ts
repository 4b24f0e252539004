/** Rows of SNS. */
import { operations } from "#kernel/service";
import { type Migration, table } from "#store/contract";
import type { Sending } from "./publications.ts";

export interface TopicRow {
  name: string;
  /** Attributes as set, in AWS's names. */
  attributes: Record<string, string>;
  tags: Record<string, string>;
  /** Epoch milliseconds. */
  createdAt: number;
  /** The data protection policy's text. */
  protection?: string;
  /** Epoch milliseconds at which it began to be archived. */
  archivedSince?: number;
}

export interface SubscriptionRow {
  /** The last part of its ARN. */
  id: string;
  topic: string;
  protocol: string;
  endpoint: string;
  owner: string;
  /** The ARN of who subscribed it. */
  principal?: string;
  attributes: Record<string, string>;
  /** What its endpoint's owner confirms it with. */
  token?: string;
  /** Until then. */
  pending?: boolean;
  /** Only its owner may end it: confirmed so. */
  authenticated?: boolean;
  replay?: Replay;
}

/** A subscription that ended: until its token expires, who asks for it has it back. */
export interface EndedRow {
  token: string;
  topic: string;
  subscription: SubscriptionRow;
}

/** A subscription's replay of its topic's archive. Its messages come before all newer ones. */
export interface Replay {
  readonly status: "Pending" | "In progress" | "Completed";
  /** Epoch milliseconds, as the next. */
  readonly from: number;
  readonly until?: number;
  /** The last place of the archive that was done with. */
  readonly after: number;
  /** Places up to this were published before it began: those are replayed, later ones are new. */
  readonly began: number;
}

/** A message of a FIFO topic that waits for its turn. */
export interface LineRow {
  line: string;
  /** Rises. */
  place: number;
  subscription: string;
  sending: Sending;
}

/** A message in a topic's archive. */
export interface ArchiveRow {
  topic: string;
  /** Rises; its sequence number. */
  place: number;
  /** Epoch milliseconds. */
  at: number;
  /** An ArchivedMessage in JSON, or sealed under the topic's KMS key. */
  message: string;
  sealed: boolean;
}

/** A text message as the day's report shows it. */
export interface UsageRow {
  /** "2026-01-01". */
  day: string;
  /** Rises. */
  place: number;
  /** Epoch milliseconds. */
  at: number;
  messageId: string;
  phone: string;
  type: string;
  status: string;
  /** US dollars a part. */
  price: number;
  parts: number;
}

/** An account's settings of text messages, and what it has spent in the month. */
export interface SmsRow {
  id: string;
  attributes: Record<string, string>;
  /** "2026-01". */
  month: string;
  /** US dollars. */
  spent: number;
  /** Messages go to verified numbers only. */
  sandboxed?: boolean;
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
  /** Epoch milliseconds of the last attempt at its verification. */
  at?: number;
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
    columns: {
      name: "text",
      attributes: "json",
      tags: "json",
      createdAt: "integer",
      protection: "text",
      archivedSince: "integer",
    },
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
      principal: "text",
      attributes: "json",
      token: "text",
      pending: "boolean",
      authenticated: "boolean",
      replay: "json",
    },
    key: ["id"],
    indexes: { byTopic: ["topic", "id"] },
    queries: {
      elsewhere:
        "select * from sns_subscription where owner = :account and region = :region and account <> :account",
    },
    // Every Publish reads its topic's.
    cached: true,
  }),
  ended: table<EndedRow>()("sns_ended", {
    columns: { token: "text", topic: "text", subscription: "json" },
    key: ["token"],
    indexes: { byTopic: ["topic"] },
  }),
  line: table<LineRow>()("sns_line", {
    columns: { line: "text", place: "integer", subscription: "text", sending: "json" },
    key: ["line", "place"],
    indexes: { bySubscription: ["subscription"] },
  }),
  archive: table<ArchiveRow>()("sns_archive", {
    columns: {
      topic: "text",
      place: "integer",
      at: "integer",
      message: "text",
      sealed: "boolean",
    },
    key: ["topic", "place"],
    queries: {
      forget:
        "delete from sns_archive where account = :account and region = :region and topic = :topic and at < :until",
      sizes:
        "select account, region, topic, count(*) as messages, sum(length(message)) as bytes from sns_archive group by account, region, topic",
    },
  }),
  usage: table<UsageRow>()("sns_usage", {
    columns: {
      ...{ day: "text", place: "integer", at: "integer", messageId: "text", phone: "text" },
      ...{ type: "text", status: "text", price: "real", parts: "integer" },
    },
    key: ["day", "place"],
  }),
  key: table<KeyRow>()("sns_key", {
    scope: "global",
    columns: { id: "text", certificate: "text", privateKey: "text" },
    key: ["id"],
    cached: true,
  }),
  sms: table<SmsRow>()("sns_sms", {
    columns: {
      id: "text",
      attributes: "json",
      month: "text",
      spent: "real",
      sandboxed: "boolean",
    },
    key: ["id"],
  }),
  optedOut: table<OptedOutRow>()("sns_opted_out", {
    columns: { phone: "text", at: "integer" },
    key: ["phone"],
  }),
  sandboxPhone: table<SandboxPhoneRow>()("sns_sandbox_phone", {
    columns: { phone: "text", status: "text", code: "text", at: "integer" },
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
    indexes: { ending: ["topic", "until"] },
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
  {
    version: 3,
    sql: [
      "alter table sns_topic add column protection text",
      "alter table sns_topic add column archived_since bigint",
      "alter table sns_subscription add column replay text",
      "alter table sns_subscription add column principal text",
      "alter table sns_sms add column sandboxed smallint",
      "alter table sns_sandbox_phone add column at bigint",
    ],
  },
];

export const on = operations<"sns", typeof tables>();
