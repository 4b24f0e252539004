/** The example of one publish and several workflows runs to its end against a Brume process. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type BrumeProcess, ROOT, startProcess } from "../harness/process.ts";

let brume: BrumeProcess;
beforeAll(async () => {
  brume = await startProcess(["--ephemeral", "--tls", "off"]);
}, 30_000);
afterAll(() => brume.kill());

test("npm run example:order-events", () => {
  const script = join(ROOT, "examples", "order-events", "run.ts");
  const ran = spawnSync(process.execPath, [script], {
    encoding: "utf8",
    env: { ...process.env, AWS_ENDPOINT_URL: brume.url },
    timeout: 100_000,
  });
  expect(ran.stderr).toBe("");
  expect(ran.stdout).toContain('"ann owes 250"');
  expect(ran.stdout).toContain('"unpaid invoices?"');
  expect(ran.status).toBe(0);
}, 120_000);
