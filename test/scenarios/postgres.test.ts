/** Services' own tests once more, with their state in PostgreSQL. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { missingPostgres, type Postgres, startPostgres } from "../harness/postgres.ts";
import { ROOT } from "../harness/process.ts";

/** Those with the most SQL of their own, and those whose work is done later. */
const SERVICES = ["sqs", "sns", "events", "scheduler", "dynamodb", "logs", "kms", "cloudformation"];

describe.skipIf(missingPostgres !== undefined)(missingPostgres ?? "on PostgreSQL", () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  test(`the tests of ${SERVICES.join(", ")} hold`, async () => {
    const store = server.fresh().split("?")[0]!;
    const folders = SERVICES.map((id) => join(ROOT, "src", "services", id));
    const child = spawn(process.execPath, ["test", "--timeout", "60000", ...folders], {
      cwd: ROOT,
      env: { ...process.env, BRUME_TEST_STORE: store },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
    const status = await new Promise((resolve) => child.once("exit", resolve));
    const failed = said.split("\n").filter((line) => /^\(fail\)|^error:/.test(line));
    expect({ status, failed }).toEqual({ status: 0, failed: [] });
  }, 600_000);
});
