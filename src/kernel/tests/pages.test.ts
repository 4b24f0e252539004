/** Pages read from a table are what a list cut in pieces is, and no more is read than they hold. */
import { expect, test } from "bun:test";
import { type Page, pageOf, type Reading, readPage } from "#kernel/pages";
import { type BoundTable, table } from "#store/contract";
import { SqliteStore } from "../../store/sqlite/store.ts";

interface Thing {
  shelf: string;
  name: string;
  even: boolean;
}

const tables = {
  thing: table<Thing>()("thing", {
    columns: { shelf: "text", name: "text", even: "boolean" },
    key: ["shelf", "name"],
  }),
};
const THINGS = 500;
const things: Thing[] = ["a", "b"].flatMap((shelf) =>
  Array.from({ length: THINGS }, (_, i) => ({
    ...{ shelf, name: `${i % 2 ? "x" : "y"}${String(i).padStart(4, "0")}`, even: i % 2 === 0 },
  })),
);

/** Runs over a store that holds the things; `read` tells how many rows were read. */
async function withThings(
  run: (table: BoundTable<Thing>, read: () => number) => Promise<void>,
): Promise<void> {
  const store = new SqliteStore(":memory:");
  await store.prepare("test", tables, []);
  await store.update(async (tx) => {
    for (const row of things) await tx.bind(tables, "1", "r").thing.put(row);
  });
  let rows = 0;
  await store.view(async (tx) => {
    const { thing } = tx.bind(tables, "1", "r");
    const counted = Object.create(thing, {
      list: {
        value: async (options: never) => {
          const found = await thing.list(options);
          rows += found.length;
          return found;
        },
      },
    }) as BoundTable<Thing>;
    await run(counted, () => rows);
  });
  await store.close();
}

const CASES: readonly Omit<Reading<Thing>, "after" | "limit" | "column">[] = [
  {},
  { prefix: "x" },
  { prefix: "y01" },
  { prefix: "none" },
  { descending: true },
  { descending: true, prefix: "x" },
  { keep: ({ name }) => name.endsWith("7") },
  { keep: ({ name }) => name.endsWith("7"), descending: true, prefix: "x" },
  { keep: () => false },
];

test("pages together hold what a list does, in order, whatever is asked and left out", async () => {
  await withThings(async (from) => {
    for (const asked of CASES)
      for (const limit of [1, 7, 50, 499, 500, 1000]) {
        const { prefix = "", descending, keep = () => true } = asked;
        const wanted = things
          .filter((row) => row.shelf === "b" && row.name.startsWith(prefix) && keep(row))
          .map(({ name }) => name)
          .sort();
        const found: string[] = [];
        let page: Page<Thing> | undefined;
        do {
          page = await readPage(from, {
            ...{ ...asked, column: "name", where: { shelf: "b" }, after: page?.next, limit },
          });
          found.push(...page.rows.map(({ name }) => name));
          if (page.next !== undefined) expect(page.rows).toHaveLength(limit);
        } while (page.next !== undefined);
        expect(found).toEqual(descending ? wanted.toReversed() : wanted);
      }
  });
});

test("no more is read than a page holds, and one more that tells of the next", async () => {
  await withThings(async (from, read) => {
    const page = { column: "name" as const, where: { shelf: "a" }, after: "x0101", limit: 10 };
    await readPage(from, page);
    expect(read()).toBe(11);
    await readPage(from, { ...page, prefix: "y" });
    expect(read()).toBe(22);
    await readPage(from, { ...page, keep: ({ even }) => !even });
    expect(read()).toBe(33);
  });
});

test("a page begins behind its key also when that has gone", () => {
  const all = ["a", "c", "d", "e"];
  expect(pageOf(all, String, "b", 2)).toEqual({ rows: ["c", "d"], next: "d" });
  expect(pageOf(all, String, "d", 2)).toEqual({ rows: ["e"], next: undefined });
  expect(pageOf(all, String, undefined, 4)).toEqual({ rows: all, next: undefined });
});
