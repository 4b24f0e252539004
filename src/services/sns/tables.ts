/** Rows of SNS. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";

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
    },
    key: ["id"],
    indexes: { byTopic: ["topic", "id"] },
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

export const on = operations<"sns", typeof tables>();
