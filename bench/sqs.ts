/** SendMessage on a durable store against a bare handler on our own HTTP/1.1, in one run. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBrume } from "../src/brume.ts";
import { readSettings } from "../src/settings.ts";
import { startFloor } from "./floor.ts";
import { loadFromOutside, requestBytes } from "./load.ts";
import { report } from "./report.ts";
import { messageRows } from "./rows.ts";

const CONNECTIONS = 32;

export function jsonRequest(service: string, target: string, input: object): string {
  return requestBytes(
    "POST",
    "/",
    [
      ["Host", "127.0.0.1:4566"],
      [
        "User-Agent",
        `aws-sdk-js/3.1173.0 ua/2.1 os/linux lang/js md/nodejs#26 api/${service}#3.1173.0`,
      ],
      ["Content-Type", "application/x-amz-json-1.0"],
      ["X-Amz-Target", target],
      ["X-Amz-Date", "20260101T000000Z"],
      [
        "Authorization",
        `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
      ],
      ["Connection", "keep-alive"],
    ],
    JSON.stringify(input),
  ).toString("latin1");
}

const BODY = "x".repeat(100);

/** @param seconds How long each side is measured. */
export async function sqs(seconds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
  const brume = await startBrume(
    readSettings(["--port", "0", "--data", folder, "--tls", "off"], {}),
  );
  await fetch(brume.url, {
    method: "POST",
    headers: { "X-Amz-Target": "AmazonSQS.CreateQueue" },
    body: '{"QueueName":"bench"}',
  });
  const request = jsonRequest("sqs", "AmazonSQS.SendMessage", {
    QueueUrl: `${brume.url}/000000000000/bench`,
    MessageBody: BODY,
  });
  const answer = JSON.stringify({
    MD5OfMessageBody: "d41d8cd98f00b204e9800998ecf8427e",
    MessageId: "219f8380-5770-4cc2-8c3e-5c715e145f5e",
  });
  const floor = await startFloor(answer);
  const bare = await loadFromOutside({
    port: floor.port,
    connections: CONNECTIONS,
    seconds,
    request,
  });
  const rows = await messageRows(folder);
  const storing = await startFloor(answer, () => rows.put(1));
  const stored = await loadFromOutside({
    port: storing.port,
    connections: CONNECTIONS,
    seconds,
    request,
  });
  await storing.stop();
  await rows.close();
  report("The bare handler that also keeps the message's row", stored, bare);
  const ours = await loadFromOutside({
    port: brume.port,
    connections: CONNECTIONS,
    seconds,
    request,
  });
  report("SQS SendMessage, durable", ours, bare, 0.6);
  await floor.stop();
  await brume.stop();
  rmSync(folder, { recursive: true, force: true });
}

if (import.meta.main) {
  await sqs(Number(process.argv[2] ?? 3));
  process.exit(0);
}
