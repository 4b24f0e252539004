/** How SQLite carries out the queries of `tables.ts`. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { kernelTables } from "#kernel/outbox";
import type { AnyTable } from "#store/contract";
import { createStatements, positional } from "#store/sql";
import { services } from "../../src/services/index.ts";

/** Those that may sort, with the reason. */
const SORTS: Readonly<Record<string, string>> = {
  "sqs_message.noisy": "Sorts groups, of which few are noisy.",
  "kinesis_record.since": "Asked once by a reader that begins at a time.",
};

test("a query for the first rows finds them in order, and does not sort all for a few", async () => {
  const database = new Database(":memory:");
  const tables = Object.values<AnyTable>(kernelTables);
  for (const { load } of services)
    tables.push(...Object.values<AnyTable>((await load()).service.tables));
  for (const table of tables)
    for (const statement of createStatements(table)) database.exec(statement);
  const sorting = tables.flatMap(({ name: table, queries }) =>
    Object.entries(queries)
      .filter(([, sql]) => sql.includes(" limit ") && sorts(database, sql))
      .map(([name]) => `${table}.${name}`),
  );
  expect(sorting.sort()).toEqual(Object.keys(SORTS).sort());
});

function sorts(database: Database, sql: string): boolean {
  const { sql: text, parameters } = positional(sql, (index) => `+?${index}`);
  const steps = database.query(`explain query plan ${text}`).all(...parameters.map(() => 1));
  return JSON.stringify(steps).includes("TEMP B-TREE FOR ORDER BY");
}
