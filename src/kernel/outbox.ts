/** Rows that the kernel itself keeps: deadlines, deliveries to other services, blob references. */
import { type Migration, table } from "#store/contract";
import type { Delivery } from "./service.ts";

export interface DueRow {
  account: string;
  region: string;
  service: string;
  kind: string;
  id: string;
  /** Epoch milliseconds. */
  at: number;
  attempts: number;
}

export type StoredDelivery = Delivery & {
  account: string;
  region: string;
  origin: string;
  trace: string;
  onFailure?: { readonly name: string; readonly id: string };
};

export interface OutboxRow {
  id: string;
  /** The service that sends. */
  service: string;
  delivery: StoredDelivery;
  attempts: number;
  /** Epoch milliseconds of the next attempt. */
  at: number;
  /** The number of the process that delivers it, where several share the database. */
  owner: number;
}

export interface OrderRow {
  topic: string;
  /** The last that was taken. */
  place: number;
}

export interface BlobRow {
  id: string;
  uses: number;
}

/** The row as stored: the delivery in JSON, with bytes as base64. */
type StoredOutboxRow = Omit<OutboxRow, "delivery"> & { delivery: string };

/** The row as it is stored. */
export function storedRow(row: OutboxRow): StoredOutboxRow {
  const delivery = JSON.stringify(row.delivery, (_key, value) =>
    value instanceof Uint8Array ? { [BYTES]: Buffer.from(value).toString("base64") } : value,
  );
  return { ...row, delivery };
}

/** The delivery read back from its row. */
export function outboxRow(row: Readonly<StoredOutboxRow>): OutboxRow {
  const delivery = JSON.parse(row.delivery, (_key, value) =>
    typeof value === "object" && value !== null && typeof value[BYTES] === "string"
      ? new Uint8Array(Buffer.from(value[BYTES], "base64"))
      : value,
  ) as StoredDelivery;
  return { ...row, delivery };
}

/** Marks bytes in a stored delivery. */
const BYTES = "brume:bytes";

export const kernelTables = {
  due: table<DueRow>()("brume_due", {
    // Global, as deadlines pass in one order whosesoever they are.
    scope: "global",
    columns: {
      account: "text",
      region: "text",
      service: "text",
      kind: "text",
      id: "text",
      at: "integer",
      attempts: "integer",
    },
    key: ["account", "region", "service", "kind", "id"],
    indexes: { passing: ["at"] },
    queries: {
      passed: "select * from brume_due where at <= :now order by at limit 100",
      next: "select min(at) as next from brume_due",
    },
  }),
  outbox: table<StoredOutboxRow>()("brume_outbox", {
    scope: "global",
    columns: {
      id: "text",
      service: "text",
      delivery: "text",
      attempts: "integer",
      at: "integer",
      owner: "integer",
    },
    key: ["id"],
    queries: {
      owners: "select distinct owner from brume_outbox where owner <> :own",
      adopt: "update brume_outbox set owner = :own where owner = :gone",
    },
  }),
  /** Written by whoever takes places in an order, so that two processes cannot at once. */
  order: table<OrderRow>()("brume_order", {
    scope: "global",
    columns: { topic: "text", place: "integer" },
    key: ["topic"],
  }),
  blob: table<BlobRow>()("brume_blob", {
    scope: "global",
    columns: { id: "text", uses: "integer" },
    key: ["id"],
  }),
};

export const kernelMigrations: readonly Migration[] = [
  {
    version: 2,
    sql: ["alter table brume_outbox add column owner integer not null default 0"],
  },
];
