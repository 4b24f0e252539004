/** What every dialect of the store must do: one suite, run over each. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Bound, type Store, table, type Transaction } from "../contract.ts";

interface Row {
  name: string;
  order: number;
  text?: string;
  json?: unknown;
  flag?: boolean;
  bytes?: Uint8Array;
}

const tables = {
  thing: table<Row>()("contract_thing", {
    columns: {
      name: "text",
      order: "integer",
      text: "text",
      json: "json",
      flag: "boolean",
      bytes: "blob",
    },
    key: ["name", "order"],
    indexes: { byText: ["text"] },
    queries: {
      above:
        'select * from contract_thing where account = :account and "order" > :least order by "order"',
      clear: "update contract_thing set text = null where account = :account and name = :name",
    },
  }),
  cached: table<{ name: string; value: number }>()("contract_cached", {
    columns: { name: "text", value: "integer" },
    key: ["name"],
    cached: true,
  }),
};

/** @param open Makes a store with nothing in it; called before each test. */
export function storeContract(title: string, open: () => Promise<Store>): void {
  describe(title, () => {
    let store: Store;
    const own = (tx: Transaction): Bound<typeof tables> => tx.bind(tables, "1", "here");
    beforeEach(async () => {
      store = await open();
      await store.prepare("contract", tables, []);
    });
    afterEach(() => store.close());

    test("a row comes back as it was put", async () => {
      const row: Row = {
        name: "a",
        order: 1,
        text: "ä'\"",
        json: { deep: [1, null, "x"] },
        flag: true,
        bytes: new Uint8Array([0, 255]),
      };
      await store.update((tx) => own(tx).thing.put(row));
      expect(await store.view((tx) => own(tx).thing.find({ name: "a", order: 1 }))).toEqual(row);
      expect(await store.view((tx) => own(tx).thing.find({ name: "a", order: 2 }))).toBeUndefined();
    });

    test("an absent value is absent, not null", async () => {
      await store.update((tx) => own(tx).thing.put({ name: "a", order: 1 }));
      expect(
        Object.keys((await store.view((tx) => own(tx).thing.find({ name: "a", order: 1 })))!),
      ).toEqual(["name", "order"]);
    });

    test("accounts and regions do not see each other", async () => {
      await store.update(async (tx) => {
        await own(tx).thing.put({ name: "a", order: 1 });
        await tx.bind(tables, "2", "here").thing.put({ name: "a", order: 1, text: "other" });
      });
      expect(
        (await store.view((tx) => own(tx).thing.find({ name: "a", order: 1 })))?.text,
      ).toBeUndefined();
      expect(await store.view((tx) => tx.bind(tables, "1", "there").thing.count())).toBe(0);
    });

    test("add takes a key once, remove says whether there was one", async () => {
      await store.update(async (tx) => {
        expect(await own(tx).thing.add({ name: "a", order: 1 })).toBe(true);
        expect(await own(tx).thing.add({ name: "a", order: 1 })).toBe(false);
        expect(await own(tx).thing.remove({ name: "a", order: 1 })).toBe(true);
        expect(await own(tx).thing.remove({ name: "a", order: 1 })).toBe(false);
      });
    });

    test("lists by key, range, order and limit", async () => {
      await store.update(async (tx) => {
        for (let order = 0; order < 10; order++)
          await own(tx).thing.put({ name: order % 2 ? "odd" : "even", order, text: "t" });
      });
      const list = (options: object) =>
        store.view(async (tx) => (await own(tx).thing.list(options)).map((row) => row.order));
      expect(await list({ where: { name: "odd" } })).toEqual([1, 3, 5, 7, 9]);
      expect(
        await list({ where: { name: "odd" }, range: { column: "order", from: 3, to: 9 } }),
      ).toEqual([3, 5, 7]);
      expect(
        await list({ where: { name: "even" }, range: { column: "order", after: 4 }, limit: 1 }),
      ).toEqual([6]);
      expect(await list({ order: ["order"], descending: true, limit: 2 })).toEqual([9, 8]);
      expect(await store.view((tx) => own(tx).thing.count({ name: "even" }))).toBe(5);
      expect(await store.update((tx) => own(tx).thing.removeAll({ name: "even" }))).toBe(5);
    });

    test("named queries read and write", async () => {
      await store.update(async (tx) => {
        for (const order of [1, 2, 3]) await own(tx).thing.put({ name: "a", order, text: "t" });
      });
      const rows = await store.view((tx) => own(tx).thing.query("above", { least: 1 }));
      expect(rows.map((row) => row.order)).toEqual([2, 3]);
      expect(await store.update((tx) => own(tx).thing.run("clear", { name: "a" }))).toBe(3);
    });

    test("a closure that fails leaves nothing, and spoils no other", async () => {
      const good = [1, 2, 3].map((order) =>
        store.update((tx) => own(tx).thing.put({ name: "good", order })),
      );
      const bad = store.update(async (tx) => {
        await own(tx).thing.put({ name: "bad", order: 1 });
        throw new Error("no");
      });
      await expect(bad).rejects.toThrow("no");
      await Promise.all(good);
      expect(
        await store.view(async (tx) => (await own(tx).thing.list()).map((row) => row.name)),
      ).toEqual(["good", "good", "good"]);
    });

    test("hooks run after the commit, and not for what failed", async () => {
      const ran: string[] = [];
      await store.update((tx) => tx.afterCommit(() => ran.push("good")));
      await store
        .update(async (tx) => {
          tx.afterCommit(() => ran.push("bad"));
          await own(tx).thing.put({ name: "a", order: 1 });
          throw new Error("no");
        })
        .catch(() => undefined);
      expect(ran).toEqual(["good"]);
    });

    test("updates that arrive together share a commit and see each other in order", async () => {
      const before = store.usage().commits;
      await Promise.all(
        Array.from({ length: 50 }, () =>
          store.update(async (tx) => {
            const row = await own(tx).cached.find({ name: "n" });
            await own(tx).cached.put({ name: "n", value: (row?.value ?? 0) + 1 });
          }),
        ),
      );
      expect((await store.view((tx) => own(tx).cached.find({ name: "n" })))?.value).toBe(50);
      expect(store.usage().commits - before).toBeLessThan(50);
    });

    test("a cached row is never older than its last commit, nor is a list", async () => {
      const value = () =>
        store.view(async (tx) => {
          const { cached } = own(tx);
          const listed = (await cached.list({ where: { name: "n" } }))[0]?.value;
          const found = (await cached.find({ name: "n" }))?.value;
          expect(listed).toBe(found as never);
          return found;
        });
      await store.update((tx) => own(tx).cached.put({ name: "n", value: 1 }));
      expect(await value()).toBe(1);
      await store
        .update(async (tx) => {
          await own(tx).cached.put({ name: "n", value: 2 });
          expect((await own(tx).cached.list())[0]?.value).toBe(2);
          throw new Error("no");
        })
        .catch(() => undefined);
      expect(await value()).toBe(1);
      await store.update((tx) => own(tx).cached.remove({ name: "n" }));
      expect(await value()).toBeUndefined();
    });

    test("reset empties every table", async () => {
      await store.update((tx) => own(tx).thing.put({ name: "a", order: 1 }));
      await store.reset();
      expect(await store.view((tx) => own(tx).thing.count())).toBe(0);
    });
  });
}
