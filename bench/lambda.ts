/** Warm and cold invocations of an empty Node.js handler, on a durable store, through the port. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBrume } from "../src/brume.ts";
import { zipOf } from "../src/services/lambda/inline-code.ts";
import { readSettings } from "../src/settings.ts";
import { loadFromOutside, requestBytes } from "./load.ts";

const CLIENTS = 10;
const SECONDS = 4;
const COLD_STARTS = 10;
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
const brume = await startBrume(readSettings(["--port", "0", "--data", folder, "--tls", "off"], {}));

async function call(path: string, body: object): Promise<unknown> {
  const response = await fetch(brume.url + path, {
    method: "POST",
    headers: { authorization: AUTHORIZATION, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function create(FunctionName: string): Promise<void> {
  const ZipFile = Buffer.from(zipOf({ "index.js": "exports.handler = async () => ({})" }));
  await call("/2015-03-31/functions", {
    FunctionName,
    Role: "arn:aws:iam::000000000000:role/bench",
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Code: { ZipFile: ZipFile.toString("base64") },
  });
  await brume.kernel.settle();
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

try {
  const starts: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < COLD_STARTS; i++) {
    await create(`cold${i}`);
    starts.push(await timed(() => call(`/2015-03-31/functions/cold${i}/invocations`, {})));
    bare.push(await timed(() => execFileSync("node", ["-e", "0"])));
  }
  await create("warm");
  const result = await loadFromOutside({
    port: brume.port,
    connections: CLIENTS,
    seconds: SECONDS,
    request: requestBytes(
      "POST",
      "/2015-03-31/functions/warm/invocations",
      [
        ["Host", `127.0.0.1:${brume.port}`],
        ["Authorization", AUTHORIZATION],
        ["Content-Type", "application/json"],
      ],
      "{}",
    ).toString("latin1"),
  });
  const cold = median(starts);
  const interpreter = median(bare);
  console.log(
    JSON.stringify({
      bench: "lambda",
      clients: CLIENTS,
      warmPerSecond: Math.round(result.requestsPerSecond),
      p50Milliseconds: result.p50Milliseconds,
      p99Milliseconds: result.p99Milliseconds,
      refused: result.refused,
      coldMilliseconds: Math.round(cold),
      interpreterMilliseconds: Math.round(interpreter),
      overInterpreterMilliseconds: Math.round(cold - interpreter),
    }),
  );
} finally {
  await brume.stop();
  rmSync(folder, { recursive: true, force: true });
}
