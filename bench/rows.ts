/**
 * The store's own part of what a queue does, and nothing else: messages' rows put, taken into flight
 * and removed, each call durable before it is answered. A bare handler with it shows what is left
 * for a service on this machine.
 */
import { join } from "node:path";
import { tables } from "../src/services/sqs/tables.ts";
import { SqliteStore } from "../src/store/sqlite/store.ts";

const QUEUE = "queue12345";
const BODY = "x".repeat(100);
const VISIBILITY_MS = 30_000;

export interface Rows {
  put(count: number): Promise<void>;
  /** Takes so many into flight, the oldest first. */
  take(count: number): Promise<void>;
  /** Removes so many of those taken. */
  remove(count: number): Promise<void>;
  close(): Promise<void>;
}

/** @param folder Where the database is made. */
export async function messageRows(folder: string): Promise<Rows> {
  const store = new SqliteStore(join(folder, "rows.db"));
  await store.prepare("sqs", tables, []);
  const taken: number[] = [];
  let sequence = 0;
  const put = (count: number) =>
    store.update(async (tx) => {
      const { message } = tx.bind(tables, "", "");
      const now = Date.now();
      for (let i = 0; i < count; i++)
        await message.put({
          ...{ queue: QUEUE, sequence: sequence++, sentAt: now, visibleAt: now, receiveCount: 0 },
          id: "219f8380-5770-4cc2-8c3e-5c715e145f5e",
          body: BODY,
          bodyMd5: "d41d8cd98f00b204e9800998ecf8427e",
          senderId: "000000000000",
        });
    });
  const take = async (count: number) => {
    const now = Date.now();
    const times = { queue: QUEUE, now, visibleAt: now + VISIBILITY_MS };
    const found = await store.update(async (tx) => {
      const { message } = tx.bind(tables, "", "");
      const look = { queue: QUEUE, now, horizon: 0, limit: count };
      const rows = await message.query("receivable", look);
      for (const row of rows) await message.run("take", { ...times, sequence: row.sequence });
      return rows;
    });
    taken.push(...found.map((row) => row.sequence));
  };
  const remove = (count: number) =>
    store.update(async (tx) => {
      const { message } = tx.bind(tables, "", "");
      for (const gone of taken.splice(0, count))
        await message.remove({ queue: QUEUE, sequence: gone });
    });
  return { put, take, remove, close: () => store.close() };
}
