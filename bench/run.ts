/**
 * `npm run bench`: every benchmark one after another, each with its floor in the same run, and the
 * results with the machine's description into bench/results.md.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";

const BENCHES = [
  "http1",
  "sqs",
  "queues",
  "dynamodb",
  "s3",
  "lambda",
  "apigateway",
  "sns",
  "events",
  "postgres",
  "start",
] as const;

const seconds = process.argv[2] ?? "3";
const only = process.argv.slice(3);
const parts: string[] = [];
for (const name of BENCHES.filter((b) => only.length === 0 || only.includes(b))) {
  console.log(`\n## ${name}`);
  const ran = spawnSync(process.execPath, [join(import.meta.dir, `${name}.ts`), seconds], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(ran.stdout);
  parts.push(`## ${name}\n\n\`\`\`\n${ran.stdout.trim()}\n\`\`\`\n`);
  if (ran.status !== 0) process.exitCode = 1;
}
if (only.length === 0)
  writeFileSync(join(import.meta.dir, "results.md"), `${head()}\n${parts.join("\n")}`);

function head(): string {
  const model = cpus()[0]?.model ?? "unknown";
  const bun = Bun.version;
  const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], {
    encoding: "utf8",
  }).stdout.trim();
  const system = /PRETTY_NAME="(.*)"/.exec(safeRead("/etc/os-release"))?.[1] ?? process.platform;
  return `# Results

Made by \`npm run bench\`, ${seconds} s a row, at commit ${commit}. Ratios compare with the floor that the same run measured.

| machine | |
|---|---|
| processors | ${cpus().length} x ${model} |
| memory | ${Math.round(totalmem() / 2 ** 30)} GiB |
| system | ${system}, kernel ${release()} |
| runtime | Bun ${bun} |
`;
}

function safeRead(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
