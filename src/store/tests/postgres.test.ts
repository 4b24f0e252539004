import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingPostgres, type Postgres, startPostgres } from "#test/harness/postgres";
import { NewerData, table, type Transaction } from "../contract.ts";
import { PostgresStore } from "../postgres/store.ts";
import { storeContract } from "./contract.ts";

const things = {
  thing: table<{ id: string; value?: string; bytes?: Uint8Array }>()("s_thing", {
    columns: { id: "text", value: "text", bytes: "blob" },
    key: ["id"],
  }),
};
const own = (tx: Transaction) => tx.bind(things, "1", "r").thing;

describe.skipIf(missingPostgres !== undefined)(missingPostgres ?? "a server", () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  storeContract("PostgreSQL", () => PostgresStore.open(server.fresh()));

  test("what a newer Brume wrote is refused", async () => {
    const url = server.fresh();
    const store = await PostgresStore.open(url);
    await store.prepare("s", things, [{ version: 3, sql: [] }]);
    await expect(store.prepare("s", things, [])).rejects.toThrow(NewerData);
    await store.close();
  });

  test("migrations run once, forward only", async () => {
    const url = server.fresh();
    const first = await PostgresStore.open(url);
    await first.prepare("s", things, []);
    await first.update((tx) => own(tx).put({ id: "a" }));
    await first.close();
    const sql = ["update s_thing set value = coalesce(value, '') || 'x'"];
    for (let i = 0; i < 2; i++) {
      const store = await PostgresStore.open(url);
      await store.prepare("s", things, [{ version: 2, sql }]);
      expect((await store.view((tx) => own(tx).find({ id: "a" })))?.value).toBe("x");
      await store.close();
    }
  });

  test("every text comes back, in the order of its bytes", async () => {
    const store = await PostgresStore.open(server.fresh());
    await store.prepare("s", things, []);
    const ids = ["", "\u0000", "\u0000a", "\u0001", "\u0001\u0000", "\u0002", "A", "a", "ä", "z"];
    await store.update(async (tx) => {
      for (const id of [...ids].reverse()) await own(tx).put({ id, value: id });
    });
    const rows = await store.view((tx) => own(tx).list());
    expect(rows.map((row) => row.id)).toEqual([
      "",
      "\u0000",
      "\u0000a",
      "\u0001",
      "\u0001\u0000",
      "\u0002",
      "A",
      "a",
      "z",
      "ä",
    ]);
    expect(rows.every((row) => row.id === row.value)).toBe(true);
    await store.close();
  });

  test("a copy restores what was there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "brume-copy-"));
    const store = await PostgresStore.open(server.fresh());
    await store.prepare("s", things, []);
    const bytes = new Uint8Array([0, 255, 7]);
    await store.update((tx) => own(tx).put({ id: "kept", bytes }));
    await store.copyTo(join(folder, "copy"));
    await store.update(async (tx) => {
      await own(tx).remove({ id: "kept" });
      await own(tx).put({ id: "gone" });
    });
    await store.restoreFrom(join(folder, "copy"));
    const rows = await store.view((tx) => own(tx).list());
    expect(rows).toMatchObject([{ id: "kept" }]);
    expect(new Uint8Array(rows[0]!.bytes!)).toEqual(bytes);
    await store.close();
    rmSync(folder, { recursive: true });
  });

  test("two processes that count the same thing count right", async () => {
    const url = server.fresh();
    const stores = await Promise.all([PostgresStore.open(url), PostgresStore.open(url)]);
    for (const store of stores) await store.prepare("s", things, []);
    const add = (store: PostgresStore) =>
      store.update(async (tx) => {
        const value = Number((await own(tx).find({ id: "n" }))?.value ?? 0) + 1;
        await own(tx).put({ id: "n", value: String(value) });
      });
    await Promise.all(Array.from({ length: 200 }, (_, i) => add(stores[i % 2]!)));
    expect((await stores[0]!.view((tx) => own(tx).find({ id: "n" })))?.value).toBe("200");
    // They opened at once: which is which is not said, but each has its number and one leads.
    expect(stores.map(({ peers }) => peers.slot).sort()).toEqual([0, 1]);
    expect(stores.filter(({ peers }) => peers.leading)).toHaveLength(1);
    expect(await stores[0]!.peers.alive(stores[1]!.peers.slot)).toBe(true);
    for (const store of stores) await store.close();
  });
});
