import { expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NewerData, table } from "../contract.ts";
import { SqliteStore } from "../sqlite/store.ts";
import { storeContract } from "./contract.ts";

storeContract("SQLite in memory", async () => new SqliteStore(":memory:"));

const folder = mkdtempSync(join(tmpdir(), "brume-store-"));
let files = 0;
storeContract("SQLite on file", async () => new SqliteStore(join(folder, `${files++}.db`)));

const things = {
  thing: table<{ id: string; value?: string }>()("s_thing", {
    columns: { id: "text", value: "text" },
    key: ["id"],
  }),
};

test("a file of a newer Brume is refused and left as it was", () => {
  const file = join(folder, "newer.db");
  const database = new Database(file, { create: true });
  database.exec("pragma user_version = 99; create table t (x)");
  database.close();
  const before = readFileSync(file);
  expect(() => new SqliteStore(file)).toThrow(NewerData);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test("migrations run once, forward only", async () => {
  const file = join(folder, "migrated.db");
  const first = new SqliteStore(file);
  await first.prepare("s", things, []);
  await first.update((tx) => tx.bind(things, "1", "r").thing.put({ id: "a" }));
  await first.close();
  const migration = { version: 2, sql: ["update s_thing set value = coalesce(value, '') || 'x'"] };
  for (let i = 0; i < 2; i++) {
    const store = new SqliteStore(file);
    await store.prepare("s", things, [migration]);
    expect(
      (await store.view((tx) => tx.bind(things, "1", "r").thing.find({ id: "a" })))?.value,
    ).toBe("x");
    await store.close();
  }
  const older = new SqliteStore(file);
  await expect(older.prepare("s", things, [])).rejects.toThrow(NewerData);
  await older.close();
});

test("a copy restores what was there, in another store too", async () => {
  const store = new SqliteStore(join(folder, "original.db"));
  await store.prepare("s", things, []);
  await store.update((tx) => tx.bind(things, "1", "r").thing.put({ id: "kept" }));
  const copy = join(folder, "copy.db");
  await store.copyTo(copy);
  await store.update((tx) => tx.bind(things, "1", "r").thing.put({ id: "later" }));
  await store.restoreFrom(copy);
  const ids = (s: SqliteStore) =>
    s.view(async (tx) => (await tx.bind(things, "1", "r").thing.list()).map((row) => row.id));
  expect(await ids(store)).toEqual(["kept"]);
  await store.close();
  const other = new SqliteStore(":memory:");
  await other.prepare("brume", {}, []);
  await other.restoreFrom(copy);
  await other.prepare("s", things, []);
  expect(await ids(other)).toEqual(["kept"]);
  await other.close();
  rmSync(folder, { recursive: true, force: true });
  expect(existsSync(folder)).toBe(false);
});
