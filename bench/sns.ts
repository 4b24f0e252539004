/** Publish to 1, 10 and 100 queues, durable: deliveries per second, and latency at light load. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBrume } from "../src/brume.ts";
import { readSettings } from "../src/settings.ts";
import { caller, delivered, queried } from "./deliveries.ts";
import { startFloor } from "./floor.ts";
import { loadFromOutside, requestBytes } from "./load.ts";
import { report } from "./report.ts";

const CONNECTIONS = 32;
const LIGHT_MESSAGES = 200;
const LIGHT_P50_MS = 5;
/** What is not raw is signed, once for all subscribers. */
const TOPICS = [1, 2, 10, 100]
  .map((subscribers) => ({ subscribers, raw: false }))
  .concat({ subscribers: 2, raw: true });

/** @param seconds How long each side is measured. */
export async function sns(seconds: number): Promise<void> {
  const answer =
    '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>219f8380-5770-4cc2-8c3e-5c715e145f5e</MessageId></PublishResult></PublishResponse>';
  const floor = await startFloor(answer);
  const load = { connections: CONNECTIONS, seconds };
  const json = requestBytes("POST", "/", [["Host", "127.0.0.1"]], '{"Message":"x"}');
  const bare = await loadFromOutside({
    port: floor.port,
    request: json.toString("latin1"),
    ...load,
  });
  await floor.stop();
  for (const { subscribers, raw } of TOPICS) {
    const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
    const settings = readSettings(["--port", "0", "--data", folder, "--tls", "off"], {});
    const brume = await startBrume(settings);
    const TopicArn = "arn:aws:sns:us-east-1:000000000000:bench";
    await queried(brume.url, "sns", {
      Action: "CreateTopic",
      Name: "bench",
      Version: "2010-03-31",
    });
    const queues = Array.from({ length: subscribers }, (_, i) => `bench-${i}`);
    const sqs = caller(brume.url, "sqs", "AmazonSQS");
    for (const QueueName of queues) {
      await sqs("CreateQueue", { QueueName });
      const Endpoint = `arn:aws:sqs:us-east-1:000000000000:${QueueName}`;
      const asked = { Action: "Subscribe", TopicArn, Protocol: "sqs", Endpoint };
      await queried(brume.url, "sns", { ...asked, ...(raw ? RAW : {}) });
    }
    await light(brume.url, TopicArn, queues);
    const {
      load: ours,
      deliveries,
      perSecond,
    } = await delivered(brume.url, queues, () =>
      loadFromOutside({ port: brume.port, request: publish(TopicArn), ...load }),
    );
    report(`Publish to ${subscribers} queues${raw ? ", raw" : ""}`, ours, bare);
    console.log(`  ${perSecond} deliveries/s until the last of ${deliveries} had arrived`);
    await brume.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const RAW = {
  "Attributes.entry.1.key": "RawMessageDelivery",
  "Attributes.entry.1.value": "true",
};

function publish(TopicArn: string): string {
  const form = new URLSearchParams({ Action: "Publish", TopicArn, Message: "x".repeat(100) });
  return requestBytes(
    "POST",
    "/",
    [
      ["Host", "127.0.0.1:4566"],
      ["Content-Type", "application/x-www-form-urlencoded"],
      [
        "Authorization",
        `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sns/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
      ],
      ["Connection", "keep-alive"],
    ],
    form.toString(),
  ).toString("latin1");
}

/** One message after the other: from Publish until a long poll has it from the last queue. */
async function light(url: string, TopicArn: string, queues: readonly string[]): Promise<void> {
  const sqs = caller(url, "sqs", "AmazonSQS");
  const last = queues.at(-1)!;
  const QueueUrl = `${url}/000000000000/${last}`;
  const taken: number[] = [];
  for (let i = 0; i < LIGHT_MESSAGES; i++) {
    const polled = sqs("ReceiveMessage", { QueueUrl, WaitTimeSeconds: 10 });
    const began = performance.now();
    await queried(url, "sns", { Action: "Publish", TopicArn, Message: "m" });
    const { Messages = [] } = (await polled) as { Messages?: { ReceiptHandle: string }[] };
    taken.push(performance.now() - began);
    for (const { ReceiptHandle } of Messages)
      await sqs("DeleteMessage", { QueueUrl, ReceiptHandle });
  }
  taken.sort((a, b) => a - b);
  const at = (q: number) => taken[Math.floor(taken.length * q)]!;
  const verdict =
    queues.length === 10
      ? ` (p50 <= ${LIGHT_P50_MS} ms: ${at(0.5) <= LIGHT_P50_MS ? "met" : "MISSED"})`
      : "";
  console.log(
    `light load, ${queues.length} queues: p50 ${at(0.5).toFixed(2)} ms, p99 ${at(0.99).toFixed(2)} ms${verdict}`,
  );
}

if (import.meta.main) {
  await sns(Number(process.argv[2] ?? 3));
  process.exit(0);
}
