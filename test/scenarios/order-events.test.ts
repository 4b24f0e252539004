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
  expect(ran.status).toBe(0);
  // What each step showed stands between its own time and the next title.
  const shown = ran.stdout.split(/ \.\.\. \d+ ms\n/).map((step) => step.split("\n").slice(0, -1));
  const steps = shown.map((lines) => lines.map((line) => line.trim()).sort());
  const eve = '{"id":"o-9","customer":"eve","total":900}';
  const owed = ['"ann owes 250"', '"bob owes 20"'];
  expect(steps.slice(3, 11)).toEqual([
    ["office@example.com"],
    ["ann's for 250, bob's for 20"],
    ['{"id":"o-1","customer":"ann","total":250}'],
    owed,
    Array(2).fill("office@example.com: Order placed"),
    owed,
    [eve],
    [eve],
  ]);
  expect(steps[11]).toContain('"unpaid invoices?"');
}, 120_000);
