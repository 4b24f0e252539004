/** Rows of SQS. A message is keyed by its place in the queue, and indexed by when it is visible. */
import { type Migration, table } from "#store/contract";
import { operations } from "#kernel/service";
import { NOISY_GROUPS } from "./limits.ts";

export interface QueueRow {
  name: string;
  /** Unique over time: a queue made anew under an old name sees nothing of the old one. */
  id: string;
  /** Attributes as set, in AWS's names. */
  attributes: Record<string, string>;
  tags: Record<string, string>;
  /** Epoch milliseconds. */
  createdAt: number;
  modifiedAt: number;
  /** Epoch milliseconds of the last PurgeQueue. */
  purgedAt?: number;
}

export interface MessageRow {
  /** The queue's id. */
  queue: string;
  /** Rises with every message of this Brume. */
  sequence: number;
  id: string;
  body: string;
  bodyMd5: string;
  attributes?: Record<string, MessageAttribute>;
  attributesMd5?: string;
  systemAttributes?: Record<string, MessageAttribute>;
  senderId: string;
  groupId?: string;
  deduplicationId?: string;
  /** Epoch milliseconds, as all times here. */
  sentAt: number;
  visibleAt: number;
  receiveCount: number;
  /** How often it had been received when it came to this queue, from another as undeliverable. */
  receivedBefore?: number;
  firstReceivedAt?: number;
  /** Of the queue it was moved from as undeliverable. */
  deadLetterSourceArn?: string;
}

export interface MessageAttribute {
  DataType?: string;
  StringValue?: string;
  /** Base64 in the store. */
  BinaryValue?: string;
}

/** A task that moves messages out of a dead-letter queue. */
export interface MoveTaskRow {
  id: string;
  sourceArn: string;
  destinationArn?: string;
  perSecond?: number;
  status: "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  moved: number;
  /** How many there were when it began. */
  toMove: number;
  /** Messages with a higher sequence came after it began. */
  until: number;
  failureReason?: string;
  startedAt: number;
}

export interface DeduplicationRow {
  queue: string;
  /** The deduplication id, behind the group where the scope is the group. */
  key: string;
  messageId: string;
  sequence: number;
  until: number;
}

/** What a FIFO queue's receive with a ReceiveRequestAttemptId gave. */
export interface AttemptRow {
  queue: string;
  id: string;
  receivedAt: number;
  until: number;
  received: { sequence: number; receiveCount: number; visibleAt: number }[];
}

export interface OwnKeyRow {
  id: string;
  /** Base64 of 32 bytes. */
  material: string;
}

/** The parameters for groups that a query leaves out: noisy neighbours, of which there are few. */
const OTHERS = Array.from({ length: NOISY_GROUPS }, (_, i) => `:g${i}`).join(", ");

export const tables = {
  queue: table<QueueRow>()("sqs_queue", {
    columns: {
      name: "text",
      id: "text",
      attributes: "json",
      tags: "json",
      createdAt: "integer",
      modifiedAt: "integer",
      purgedAt: "integer",
    },
    key: ["name"],
    // Every message operation reads its queue.
    cached: true,
    queries: { everywhere: "select * from sqs_queue" },
  }),
  message: table<MessageRow>()("sqs_message", {
    scope: "global",
    // What a receive looks at stands before the body, which may take many pages.
    columns: {
      queue: "text",
      sequence: "integer",
      groupId: "text",
      sentAt: "integer",
      visibleAt: "integer",
      receiveCount: "integer",
      firstReceivedAt: "integer",
      id: "text",
      body: "text",
      bodyMd5: "text",
      attributes: "json",
      attributesMd5: "text",
      systemAttributes: "json",
      senderId: "text",
      deduplicationId: "text",
      deadLetterSourceArn: "text",
      receivedBefore: "integer",
    },
    key: ["queue", "sequence"],
    // With all that counting asks for: a queue of a million is counted without reading its messages.
    indexes: {
      standing: ["queue", "visibleAt", "sequence", "receiveCount", "sentAt", "groupId"],
    },
    queries: {
      receivable:
        "select * from sqs_message where queue = :queue and visible_at <= :now and sent_at > :horizon " +
        "order by visible_at, sequence limit :limit",
      // A message that is hidden blocks those of its group that come after it. The plus keeps the
      // queue's order from being sorted out of an index of other columns.
      line:
        "with hidden as materialized (select group_id, min(sequence) as first from sqs_message " +
        "where queue = :queue and visible_at > :now group by group_id) " +
        "select m.sequence, m.group_id from sqs_message m left join hidden on hidden.group_id = m.group_id " +
        "where m.queue = :queue and +m.visible_at <= :now and +m.sent_at > :horizon " +
        "and (hidden.first is null or hidden.first > m.sequence) order by m.sequence limit :limit",
      // Groups of a standard queue with more than their share of what is in flight.
      noisy:
        "select group_id from sqs_message where queue = :queue and visible_at > :now and receive_count > 0 " +
        "and group_id is not null group by group_id having count(*) >= :least and count(*) * :divisor > " +
        "(select count(*) from sqs_message where queue = :queue and visible_at > :now and receive_count > 0) " +
        "order by count(*) desc limit :limit",
      quiet:
        "select * from sqs_message where queue = :queue and visible_at <= :now and sent_at > :horizon " +
        `and (group_id is null or group_id not in (${OTHERS})) order by visible_at, sequence limit :limit`,
      // Looked at without receiving them.
      all:
        "select * from sqs_message where queue = :queue and sent_at > :horizon and (visible_at <= :now " +
        "or (:invisible = 1 and receive_count > 0) or (:delayed = 1 and receive_count = 0)) " +
        "order by sequence limit :limit",
      nextVisible:
        "select min(visible_at) as at from sqs_message where queue = :queue and visible_at > :after",
      delay:
        "update sqs_message set visible_at = sent_at + :delay where queue = :queue and receive_count = 0",
      counts:
        "select count(*) filter (where visible_at <= :now) as visible, " +
        "count(*) filter (where visible_at > :now and receive_count > 0) as in_flight, " +
        "count(*) filter (where visible_at > :now and receive_count = 0) as delayed, " +
        "count(group_id) as grouped, count(distinct group_id) filter (where visible_at > :now and " +
        "receive_count > 0) as groups, min(sent_at) filter (where receive_count <= :received) as oldest " +
        "from sqs_message where queue = :queue and sent_at > :horizon",
      quietCounts:
        "select count(*) filter (where visible_at <= :now) as visible, " +
        "count(*) filter (where visible_at > :now and receive_count > 0) as in_flight, " +
        "count(*) filter (where visible_at > :now and receive_count = 0) as delayed, " +
        "min(sent_at) filter (where receive_count <= :received) as oldest from sqs_message " +
        `where queue = :queue and sent_at > :horizon and (group_id is null or group_id not in (${OTHERS}))`,
      take:
        "update sqs_message set visible_at = :visibleAt, receive_count = receive_count + 1, " +
        "first_received_at = coalesce(first_received_at, :now) where queue = :queue and sequence = :sequence",
      show: "update sqs_message set visible_at = :visibleAt where queue = :queue and sequence = :sequence",
      held: "select count(*) as n from sqs_message where queue = :queue",
      movable:
        "select * from sqs_message where queue = :queue and visible_at <= :now and sequence <= :until " +
        "order by sequence limit :limit",
      expire: "delete from sqs_message where queue = :queue and sent_at <= :horizon",
      oldest: "select min(sent_at) as at from sqs_message where queue = :queue",
      inFlight:
        "select count(*) as n from sqs_message where queue = :queue and visible_at > :now and receive_count > 0",
    },
  }),
  moveTask: table<MoveTaskRow>()("sqs_move_task", {
    columns: {
      id: "text",
      sourceArn: "text",
      destinationArn: "text",
      perSecond: "integer",
      status: "text",
      moved: "integer",
      toMove: "integer",
      until: "integer",
      failureReason: "text",
      startedAt: "integer",
    },
    key: ["id"],
    indexes: { bySource: ["sourceArn"] },
  }),
  /** Names of queues that were deleted less than a minute ago. */
  deleted: table<{ name: string }>()("sqs_deleted", { columns: { name: "text" }, key: ["name"] }),
  /** SQS's own key, of an account and region, for SSE-SQS. */
  ownKey: table<OwnKeyRow>()("sqs_own_key", {
    columns: { id: "text", material: "text" },
    key: ["id"],
    cached: true,
  }),
  attempt: table<AttemptRow>()("sqs_attempt", {
    scope: "global",
    columns: {
      queue: "text",
      id: "text",
      receivedAt: "integer",
      until: "integer",
      received: "json",
    },
    key: ["queue", "id"],
    indexes: { ending: ["queue", "until"] },
    queries: { forget: "delete from sqs_attempt where queue = :queue and until <= :now" },
  }),
  deduplication: table<DeduplicationRow>()("sqs_deduplication", {
    scope: "global",
    columns: {
      queue: "text",
      key: "text",
      messageId: "text",
      sequence: "integer",
      until: "integer",
    },
    key: ["queue", "key"],
    indexes: { ending: ["queue", "until"] },
    queries: { forget: "delete from sqs_deduplication where queue = :queue and until <= :now" },
  }),
};

export const migrations: readonly Migration[] = [
  { version: 2, sql: ["drop index if exists sqs_message_visible"] },
  { version: 3, sql: ["alter table sqs_message add column received_before integer"] },
];

export const on = operations<"sqs", typeof tables>();
