/**
 * Rows of DynamoDB. An item is one row, keyed by its table and the sortable bytes of its key; an
 * index is rows that lead from the index's key to the item's.
 */
import { operations } from "#kernel/service";
import { table } from "#store/contract";
import type { KeySchema } from "./domain/keys.ts";

export interface Throughput {
  ReadCapacityUnits: number;
  WriteCapacityUnits: number;
}

export interface IndexDefinition {
  name: string;
  kind: "global" | "local";
  /** Names the index in its entries; no other index ever had it. */
  id: number;
  key: KeySchema;
  projection: { type: "ALL" | "KEYS_ONLY" | "INCLUDE"; attributes?: string[] };
  throughput?: Throughput;
  onDemand?: Record<string, number>;
}

export interface TableDefinition {
  attributes: { AttributeName: string; AttributeType: string }[];
  key: KeySchema;
  /** In the order of their names, in which AWS checks them. */
  indexes: IndexDefinition[];
  billingMode: "PROVISIONED" | "PAY_PER_REQUEST";
  /** Epoch milliseconds since when it has been on demand. */
  onDemandSince?: number;
  throughput: Throughput;
  throughputChange?: { increasedAt?: number; decreasedAt?: number; decreases: number };
  onDemand?: Record<string, number>;
  warm?: Record<string, number>;
  tableClass?: string;
  tableClassChangedAt?: number;
  deletionProtection: boolean;
  encryption?: { type: "KMS"; keyArn: string };
  stream?: { label: string; viewType: string };
  /** Kinesis streams that are or were told of changes. */
  destinations?: Destination[];
  /** The attribute that holds when items expire, in epoch seconds. */
  expiry?: string;
  pointInTime?: { enabledAt: number; days: number };
}

export interface Destination {
  streamArn: string;
  active: boolean;
  precision: "MILLISECOND" | "MICROSECOND";
}

export interface TableRow {
  name: string;
  /** Names the table in its items; no other table ever had it. */
  id: number;
  uuid: string;
  /** Epoch milliseconds. */
  createdAt: number;
  definition: TableDefinition;
  tags: Record<string, string>;
  policy?: { text: string; revision: string };
}

export interface ItemRow {
  tableId: number;
  hash: Uint8Array;
  sort: Uint8Array;
  /** JSON. */
  item: string;
  sizeBytes: number;
}

export interface EntryRow {
  indexId: number;
  hash: Uint8Array;
  sort: Uint8Array;
  itemHash: Uint8Array;
  itemSort: Uint8Array;
}

/** When an item of a table with a time to live expires. */
export interface ExpiryRow {
  tableId: number;
  /** Epoch milliseconds. */
  at: number;
  hash: Uint8Array;
  sort: Uint8Array;
}

/** A transaction that was made with a token. */
export interface TokenRow {
  token: string;
  /** Of the request. */
  digest: string;
  /** What was answered, as JSON, and what a repetition answers. */
  answer: string;
  /** Epoch milliseconds. */
  until: number;
}

export interface StreamRow {
  /** The table's name. */
  tableName: string;
  /** ISO 8601 time of its making, which ends its ARN. */
  label: string;
  id: number;
  viewType: string;
  keySchema: { AttributeName: string; KeyType: string }[];
  /** Epoch milliseconds. */
  createdAt: number;
  /** Epoch milliseconds; a stream that was switched off can be read for a day. */
  closedAt?: number;
}

export interface RecordRow {
  streamId: number;
  sequence: number;
  /** Epoch milliseconds. */
  at: number;
  record: string;
}

const ENTRY_JOIN =
  'select i.item, i.size_bytes as "sizeBytes", e.hash, e.sort, e.item_hash, e.item_sort from dynamodb_entry e ' +
  "join dynamodb_item i on i.table_id = :tableId and i.hash = e.item_hash and i.sort = e.item_sort " +
  "where e.index_id = :indexId ";

/** Read by the streams' own interface too. */
export const streamTables = {
  stream: table<StreamRow>()("dynamodb_stream", {
    columns: {
      tableName: "text",
      label: "text",
      id: "integer",
      viewType: "text",
      keySchema: "json",
      createdAt: "integer",
      closedAt: "integer",
    },
    key: ["tableName", "label"],
  }),
  record: table<RecordRow>()("dynamodb_record", {
    scope: "global",
    columns: { streamId: "integer", sequence: "integer", at: "integer", record: "text" },
    key: ["streamId", "sequence"],
    queries: {
      after:
        "select * from dynamodb_record where stream_id = :streamId and sequence > :sequence " +
        "order by sequence limit :limit",
      first: "select * from dynamodb_record where stream_id = :streamId order by sequence limit 1",
      last: "select * from dynamodb_record where stream_id = :streamId order by sequence desc limit 1",
      trim: "delete from dynamodb_record where stream_id = :streamId and at <= :horizon",
    },
  }),
};

export const tables = {
  table: table<TableRow>()("dynamodb_table", {
    columns: {
      name: "text",
      id: "integer",
      uuid: "text",
      createdAt: "integer",
      definition: "json",
      tags: "json",
      policy: "json",
    },
    key: ["name"],
    // Every item operation reads its table's definition.
    cached: true,
  }),
  item: table<ItemRow>()("dynamodb_item", {
    scope: "global",
    columns: { tableId: "integer", hash: "blob", sort: "blob", item: "text", sizeBytes: "integer" },
    key: ["tableId", "hash", "sort"],
    queries: {
      forward:
        "select hash, sort, item, size_bytes from dynamodb_item where table_id = :tableId " +
        "and hash = :hash and sort >= :from and sort < :to order by sort limit :limit",
      backward:
        "select hash, sort, item, size_bytes from dynamodb_item where table_id = :tableId " +
        "and hash = :hash and sort >= :from and sort < :to order by sort desc limit :limit",
      scan:
        "select hash, sort, item, size_bytes from dynamodb_item where table_id = :tableId " +
        "and (hash, sort) > (:hash, :sort) and hash < :end order by hash, sort limit :limit",
      totals:
        "select count(*) as n, coalesce(sum(size_bytes), 0) as bytes from dynamodb_item " +
        "where table_id = :tableId",
      collection:
        "select coalesce(sum(size_bytes), 0) as bytes from dynamodb_item " +
        "where table_id = :tableId and hash = :hash",
    },
  }),
  entry: table<EntryRow>()("dynamodb_entry", {
    scope: "global",
    columns: { indexId: "integer", hash: "blob", sort: "blob", itemHash: "blob", itemSort: "blob" },
    key: ["indexId", "hash", "sort", "itemHash", "itemSort"],
    queries: {
      forward:
        `${ENTRY_JOIN} and e.hash = :hash and e.sort >= :from and e.sort < :to ` +
        "and (e.sort, e.item_hash, e.item_sort) > (:afterSort, :afterItemHash, :afterItemSort) " +
        "order by e.sort, e.item_hash, e.item_sort limit :limit",
      backward:
        `${ENTRY_JOIN} and e.hash = :hash and e.sort >= :from and e.sort < :to ` +
        "and (e.sort, e.item_hash, e.item_sort) < (:afterSort, :afterItemHash, :afterItemSort) " +
        "order by e.sort desc, e.item_hash desc, e.item_sort desc limit :limit",
      scan:
        `${ENTRY_JOIN} and (e.hash, e.sort, e.item_hash, e.item_sort) > ` +
        "(:afterHash, :afterSort, :afterItemHash, :afterItemSort) and e.hash < :end " +
        "order by e.hash, e.sort, e.item_hash, e.item_sort limit :limit",
      totals:
        "select count(*) as n, coalesce(sum(i.size_bytes), 0) as bytes from dynamodb_entry e " +
        "join dynamodb_item i on i.table_id = :tableId and i.hash = e.item_hash and i.sort = e.item_sort " +
        "where e.index_id = :indexId",
    },
  }),
  expiry: table<ExpiryRow>()("dynamodb_expiry", {
    scope: "global",
    columns: { tableId: "integer", at: "integer", hash: "blob", sort: "blob" },
    key: ["tableId", "at", "hash", "sort"],
    queries: {
      next: "select min(at) as at from dynamodb_expiry where table_id = :tableId",
      passed:
        "select * from dynamodb_expiry where table_id = :tableId and at <= :now order by at limit :limit",
    },
  }),
  token: table<TokenRow>()("dynamodb_token", {
    columns: { token: "text", digest: "text", answer: "text", until: "integer" },
    key: ["token"],
  }),
  ...streamTables,
};

export const on = operations<"dynamodb", typeof tables>();
