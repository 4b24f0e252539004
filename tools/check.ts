/**
 * `npm test`: type check, lint, then every test; ends with the one line
 * `N passed, N failed, N skipped`. Type check and lint count as a test each.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bunExecutable } from "../bin/runtime.mjs";

interface Tally {
  passed: number;
  failed: number;
  skipped: string[];
}

const root = join(import.meta.dir, "..");
const bin = (name: string): string => join(root, "node_modules", ".bin", name);
const tally: Tally = { passed: 0, failed: 0, skipped: [] };

step("Type check", process.execPath, [bin("tsc"), "--noEmit"]);
step("Lint", process.execPath, [
  bin("biome"),
  "check",
  "--error-on-warnings",
  "src",
  "test",
  "tools",
  "bench",
  "compat",
  "examples",
]);
await tests();
for (const reason of tally.skipped) console.log(`skipped: ${reason}`);
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`);
process.exit(tally.failed > 0 ? 1 : 0);

function step(title: string, _runtime: string, [file, ...args]: string[]): void {
  const began = performance.now();
  const ran = spawnSync("node", [file!, ...args], { cwd: root, stdio: "inherit" });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${title}: ${ran.status === 0 ? "ok" : "FAILED"} (${seconds} s)`);
  if (ran.status === 0) tally.passed++;
  else tally.failed++;
}

/** Others' clients start an interpreter for every call, so they run beside the rest, in two halves. */
async function tests(): Promise<void> {
  const clients = readdirSync(join(root, "compat"))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `./compat/${name}`);
  const half = (rest: number) => clients.filter((_, index) => index % 2 === rest);
  const [, ...said] = await Promise.all([
    run(["./src", "./test", "./tools"], "inherit"),
    run(half(0), "pipe"),
    run(half(1), "pipe"),
  ]);
  process.stdout.write(said.join(""));
}

/** Runs the tests of some folders and counts them; what they printed, where it was kept. */
async function run(folders: readonly string[], output: "inherit" | "pipe"): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "brume-check-"));
  const report = join(folder, "report.xml");
  const reporter = ["--reporter=junit", `--reporter-outfile=${report}`];
  const child = spawn(bunExecutable(), ["test", "--timeout", "60000", ...reporter, ...folders], {
    cwd: root,
    stdio: ["ignore", output, output],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (piece: Buffer) => (said += piece.toString()));
  const status = await new Promise((resolve) => child.once("close", resolve));
  const before = tally.failed;
  try {
    count(readFileSync(report, "utf8"));
  } catch (error) {
    console.error(`The tests of ${folders.join(" ")} left no report: ${(error as Error).message}`);
    tally.failed++;
  }
  // A file that does not load fails the run without failing a test.
  if (status !== 0 && tally.failed === before) tally.failed++;
  rmSync(folder, { recursive: true, force: true });
  return said;
}

function count(xml: string): void {
  for (const [, attributes = "", close, body = ""] of xml.matchAll(
    /<testcase\b([^>]*?)(\/>|>([\s\S]*?)<\/testcase>)/g,
  )) {
    const name = /\bname="([^"]*)"/.exec(attributes)?.[1] ?? "?";
    const inner = close === "/>" ? "" : body;
    if (inner.includes("<skipped")) tally.skipped.push(name);
    else if (inner.includes("<failure") || inner.includes("<error")) tally.failed++;
    else tally.passed++;
  }
}
