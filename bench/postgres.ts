/** Queues on PostgreSQL, by one Brume process and by two on one database. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingPostgres, type Postgres, startPostgres } from "../test/harness/postgres.ts";
import { type BrumeProcess, startProcess } from "../test/harness/process.ts";
import { caller } from "./deliveries.ts";
import { type LoadCommand, loadFromOutside } from "./load.ts";
import { jsonRequest } from "./sqs.ts";

const CONNECTIONS = 32;
const MODULE = join(import.meta.dir, "cycle.ts");

type Request = LoadCommand["request"];

/** What is asked, by the URL of a queue. */
const LOADS: Readonly<Record<string, (queueUrl: string) => Request>> = {
  SendMessage: (QueueUrl) =>
    jsonRequest("sqs", "AmazonSQS.SendMessage", { QueueUrl, MessageBody: "x".repeat(100) }),
  "Cycles of 1": (queueUrl) => ({ module: MODULE, about: { queueUrl, batch: 1, most: 10 } }),
  "Cycles of 10": (queueUrl) => ({ module: MODULE, about: { queueUrl, batch: 10, most: 10 } }),
};

/** @param seconds How long each is measured. */
export async function postgres(seconds: number): Promise<void> {
  if (missingPostgres !== undefined) {
    console.log(`not measured: ${missingPostgres}`);
    return;
  }
  const server = await startPostgres({ durable: true });
  for (const processes of [1, 2]) {
    const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
    const brumes = await start(server, folder, processes);
    for (const [title, request] of Object.entries(LOADS))
      await measure(`${title} on PostgreSQL, ${processes} x Brume`, brumes, seconds, request);
    for (const brume of brumes) await brume.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  server.stop();
}

async function start(server: Postgres, folder: string, processes: number) {
  const store = server.fresh();
  const brumes: BrumeProcess[] = [];
  for (let i = 0; i < processes; i++)
    brumes.push(
      await startProcess([
        ...["--data", join(folder, `${i}`), "--blobs", join(folder, "blobs")],
        ...["--store", store, "--tls", "off"],
      ]),
    );
  return brumes;
}

async function measure(
  title: string,
  brumes: readonly BrumeProcess[],
  seconds: number,
  request: (queueUrl: string) => Request,
): Promise<void> {
  const QueueName = `bench-${title.replace(/\W/g, "-")}`;
  await caller(brumes[0]!.url, "sqs", "AmazonSQS")("CreateQueue", { QueueName });
  const results = await Promise.all(
    brumes.map(({ url }) =>
      loadFromOutside({
        port: Number(new URL(url).port),
        connections: CONNECTIONS / brumes.length,
        seconds,
        request: request(`${url}/000000000000/${QueueName}`),
      }),
    ),
  );
  const sum = (of: (result: (typeof results)[number]) => number) =>
    results.reduce((all, result) => all + of(result), 0);
  const p50 = Math.max(...results.map(({ p50Milliseconds }) => p50Milliseconds));
  const refused = sum((result) => result.refused);
  console.log(
    `${title}: ${sum((result) => result.requestsPerSecond)} requests/s, p50 ${p50.toFixed(2)} ms` +
      (refused > 0 ? `, ${refused} REFUSED` : ""),
  );
}

if (import.meta.main) {
  await postgres(Number(process.argv[2] ?? 3));
  process.exit(0);
}
