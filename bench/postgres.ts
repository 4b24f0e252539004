/** SendMessage on PostgreSQL, by one Brume process and by two on one database, beside SQLite's floor. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingPostgres, startPostgres } from "../test/harness/postgres.ts";
import { startProcess } from "../test/harness/process.ts";
import { caller } from "./deliveries.ts";
import { loadFromOutside } from "./load.ts";
import { jsonRequest } from "./sqs.ts";

const CONNECTIONS = 32;

/** @param seconds How long each is measured. */
export async function postgres(seconds: number): Promise<void> {
  if (missingPostgres !== undefined) {
    console.log(`not measured: ${missingPostgres}`);
    return;
  }
  const server = await startPostgres();
  for (const processes of [1, 2]) {
    const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
    const store = server.fresh();
    const brumes = [];
    for (let i = 0; i < processes; i++)
      brumes.push(
        await startProcess([
          ...["--data", join(folder, `${i}`), "--blobs", join(folder, "blobs")],
          ...["--store", store, "--tls", "off"],
        ]),
      );
    await caller(brumes[0]!.url, "sqs", "AmazonSQS")("CreateQueue", { QueueName: "bench" });
    const results = await Promise.all(
      brumes.map(({ url }) =>
        loadFromOutside({
          port: Number(new URL(url).port),
          connections: CONNECTIONS / processes,
          seconds,
          request: jsonRequest("sqs", "AmazonSQS.SendMessage", {
            QueueUrl: `${url}/000000000000/bench`,
            MessageBody: "x".repeat(100),
          }),
        }),
      ),
    );
    const rate = results.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
    const p50 = Math.max(...results.map(({ p50Milliseconds }) => p50Milliseconds));
    const refused = results.reduce((sum, one) => sum + one.refused, 0);
    console.log(
      `SendMessage on PostgreSQL, ${processes} process${processes > 1 ? "es" : ""}: ${rate}/s, p50 ${p50.toFixed(2)} ms, refused ${refused}`,
    );
    for (const brume of brumes) await brume.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  server.stop();
}

if (import.meta.main) {
  await postgres(Number(process.argv[2] ?? 3));
  process.exit(0);
}
