/** PutEvents of ten entries against 1, 100 and 1,000 rules of which one matches, to a queue; durable. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBrume } from "../src/brume.ts";
import { readSettings } from "../src/settings.ts";
import { caller, delivered } from "./deliveries.ts";
import { startFloor } from "./floor.ts";
import { type LoadCommand, loadFromOutside, type LoadResult } from "./load.ts";
import { report } from "./report.ts";
import { messageRows } from "./rows.ts";
import { jsonRequest } from "./sqs.ts";

const CONNECTIONS = 32;
const ENTRIES = 10;
const KEPT = 0.8;

/** @param seconds How long each side is measured. */
export async function events(seconds: number): Promise<void> {
  const detail = { kind: "order.placed", id: 7, total: 12.5, items: ["a", "b"] };
  const entry = { Source: "shop", DetailType: "order", Detail: JSON.stringify(detail) };
  const request = jsonRequest("events", "AWSEvents.PutEvents", {
    Entries: Array.from({ length: ENTRIES }, () => entry),
  });
  const id = "11710aed-b79e-4468-a20b-bb3c0c3b4860";
  const answer = JSON.stringify({
    FailedEntryCount: 0,
    Entries: Array.from({ length: ENTRIES }, () => ({ EventId: id })),
  });
  const floor = await startFloor(answer);
  const load = { connections: CONNECTIONS, seconds, request };
  const bare = await loadFromOutside({ port: floor.port, ...load });
  await floor.stop();
  await rowsAlone(answer, load, bare);
  let first: number | undefined;
  for (const rules of [1, 100, 1_000]) {
    const { ours, perSecond } = await against(rules, seconds, request);
    report(`PutEvents of ${ENTRIES}, ${rules} rules`, ours, bare);
    console.log(`  ${perSecond} deliveries/s until the last had arrived`);
    first ??= ours.requestsPerSecond;
    const ratio = ours.requestsPerSecond / first;
    if (rules === 1_000)
      console.log(
        `  ${(ratio * 100).toFixed(0)}% of the rate with one rule (>= ${KEPT * 100}%: ${ratio >= KEPT ? "met" : "MISSED"})`,
      );
  }
}

/** The same requests to a bare handler that also keeps a message's row for each entry. */
async function rowsAlone(
  answer: string,
  load: Omit<LoadCommand, "port">,
  bare: LoadResult,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
  const rows = await messageRows(folder);
  const storing = await startFloor(answer, () => rows.put(ENTRIES));
  const stored = await loadFromOutside({ port: storing.port, ...load });
  report(`The bare handler that also keeps ${ENTRIES} rows`, stored, bare);
  await storing.stop();
  await rows.close();
  rmSync(folder, { recursive: true, force: true });
}

async function against(rules: number, seconds: number, request: string) {
  const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
  const settings = readSettings(["--port", "0", "--data", folder, "--tls", "off"], {});
  const brume = await startBrume(settings);
  await caller(brume.url, "sqs", "AmazonSQS")("CreateQueue", { QueueName: "bench" });
  const bus = caller(brume.url, "events", "AWSEvents");
  for (let i = 0; i < rules; i++) {
    const Name = `rule-${i}`;
    const kind = i === 0 ? "order.placed" : `order.other-${i}`;
    const EventPattern = JSON.stringify({ source: ["shop"], detail: { kind: [kind] } });
    await bus("PutRule", { Name, EventPattern });
    const Arn = "arn:aws:sqs:us-east-1:000000000000:bench";
    await bus("PutTargets", { Rule: Name, Targets: [{ Id: "q", Arn }] });
  }
  const { load: ours, perSecond } = await delivered(brume.url, ["bench"], () =>
    loadFromOutside({ port: brume.port, connections: CONNECTIONS, seconds, request }),
  );
  await brume.stop();
  rmSync(folder, { recursive: true, force: true });
  return { ours, perSecond };
}

if (import.meta.main) {
  await events(Number(process.argv[2] ?? 3));
  process.exit(0);
}
