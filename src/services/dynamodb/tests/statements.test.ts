/** PartiQL: through the port, with AWS's own clients. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as aws from "@aws-sdk/client-dynamodb";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { refusal, tablesOf } from "./made.ts";

let brume: TestBrume;
let db: aws.DynamoDB;

beforeAll(async () => {
  brume = await testBrume();
  db = new aws.DynamoDB(brume.client);
});
afterAll(() => brume.stop());

const { composite } = tablesOf(() => db);

test("one, a batch, a transaction", async () => {
  const TableName = await composite();
  const run = (Statement: string, Parameters?: aws.AttributeValue[]) =>
    db.executeStatement({ Statement, ...(Parameters ? { Parameters } : {}) });
  await run(`INSERT INTO "${TableName}" VALUE {'pk': 'a', 'sk': ?, 'v': ?}`, [
    { N: "1" },
    { B: new Uint8Array([7]) },
  ]);
  expect((await refusal(run(`INSERT INTO "${TableName}" VALUE {'pk': 'a', 'sk': 1}`))).name).toBe(
    "DuplicateItemException",
  );
  await run(`INSERT INTO "${TableName}" VALUE {'pk': 'a', 'sk': 2}`);
  expect(
    (await run(`SELECT sk FROM "${TableName}" WHERE pk = 'a' ORDER BY sk DESC`)).Items,
  ).toEqual([{ sk: { N: "2" } }, { sk: { N: "1" } }]);
  expect(
    (
      await run(
        `UPDATE "${TableName}" SET n = 5 WHERE pk = 'a' AND sk = 1 RETURNING MODIFIED NEW *`,
      )
    ).Items,
  ).toEqual([{ n: { N: "5" } }]);
  const found: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const page: aws.ExecuteStatementCommandOutput = await db.executeStatement({
      Statement: `SELECT * FROM "${TableName}"`,
      Limit: 1,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    found.push(...(page.Items ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(found).toHaveLength(2);
  const batch = await db.batchExecuteStatement({
    Statements: [
      { Statement: `SELECT n FROM "${TableName}" WHERE pk = 'a' AND sk = 1` },
      { Statement: "SLECT" },
    ],
  });
  expect(batch.Responses).toEqual([
    { TableName, Item: { n: { N: "5" } } },
    {
      Error: {
        Code: "ValidationError",
        Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
      },
    },
  ]);
  const cancelled = db.executeTransaction({
    TransactStatements: [
      { Statement: `DELETE FROM "${TableName}" WHERE pk = 'a' AND sk = 2` },
      { Statement: `EXISTS(SELECT * FROM "${TableName}" WHERE pk = 'a' AND sk = 1 AND n = 6)` },
    ],
  });
  expect(await refusal(cancelled)).toBeInstanceOf(aws.TransactionCanceledException);
  expect((await run(`SELECT * FROM "${TableName}" WHERE pk = 'a'`)).Items).toHaveLength(2);
});
