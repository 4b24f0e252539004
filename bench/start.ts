/** Start to the first answered request, and resident memory when idle, against an empty Bun. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, startProcess } from "../test/harness/process.ts";

const ROUNDS = 7;
const EXECUTABLE = join(ROOT, "dist", "brume");

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

function empty(): number {
  const began = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  return performance.now() - began;
}

interface Started {
  readonly milliseconds: number;
  readonly memory: number;
}

/** @param command What starts Brume: the sources, unless it is the executable. */
async function first(command?: readonly string[]): Promise<Started> {
  const data = mkdtempSync(join(tmpdir(), "brume-start-"));
  const began = performance.now();
  const brume = await startProcess(["--data", data], {}, command);
  await fetch(`${brume.url}/_brume/health`);
  const milliseconds = performance.now() - began;
  const status = readFileSync(`/proc/${brume.child.pid}/status`, "utf8");
  const memory = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  await brume.stop();
  rmSync(data, { recursive: true, force: true });
  return { milliseconds, memory };
}

const floor = median(Array.from({ length: ROUNDS }, empty));
const runs = [];
for (let i = 0; i < ROUNDS; i++) runs.push(await first());
const start = median(runs.map((r) => r.milliseconds));
const memory = median(runs.map((r) => r.memory));
const most = 2.5 * floor + 60;
console.log(`bun -e 0: ${floor.toFixed(0)} ms`);
console.log(
  `start to first answer: ${start.toFixed(0)} ms (<= ${most.toFixed(0)} ms: ${start <= most ? "met" : "MISSED"})`,
);
console.log(
  `resident memory when idle: ${memory.toFixed(0)} MB (<= 90 MB: ${memory <= 90 ? "met" : "MISSED"})`,
);
if (existsSync(EXECUTABLE)) {
  const built = [];
  for (let i = 0; i < ROUNDS; i++) built.push(await first([EXECUTABLE]));
  const milliseconds = median(built.map((r) => r.milliseconds));
  const megabytes = median(built.map((r) => r.memory));
  console.log(
    `the executable: ${milliseconds.toFixed(0)} ms to the first answer, ${megabytes.toFixed(0)} MB`,
  );
} else console.log("the executable: not built (npm run build)");
process.exit(0);
