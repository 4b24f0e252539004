/** GetItem and PutItem on a durable store against a bare handler on our own HTTP/1.1, in one run. */
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Deadlines, serveHttp1 } from "#protocol/http1/http1";
import { startBrume } from "../src/brume.ts";
import { readSettings } from "../src/settings.ts";
import { type LoadResult, loadFromOutside, requestBytes } from "./load.ts";

const CONNECTIONS = 32;
const ITEM = {
  pk: { S: "user#0001" },
  name: { S: "Ada Lovelace" },
  balance: { N: "1024.50" },
  tags: { SS: ["a", "b"] },
  note: { S: "x".repeat(100) },
};
const PUT = { TableName: "bench", Item: ITEM };
const GET = { TableName: "bench", Key: { pk: ITEM.pk } };

function requestFor(operation: string, input: object): string {
  return requestBytes(
    "POST",
    "/",
    [
      ["Host", "127.0.0.1:4566"],
      [
        "User-Agent",
        "aws-sdk-js/3.1173.0 ua/2.1 os/linux lang/js md/nodejs#26 api/dynamodb#3.1173.0",
      ],
      ["Content-Type", "application/x-amz-json-1.0"],
      ["X-Amz-Target", `DynamoDB_20120810.${operation}`],
      ["X-Amz-Date", "20260101T000000Z"],
      [
        "Authorization",
        `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
      ],
      ["Connection", "keep-alive"],
    ],
    JSON.stringify(input),
  ).toString("latin1");
}

/** A handler that parses the same body and answers as much. */
function bare(): void {
  const deadlines = new Deadlines();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    serveHttp1(
      socket,
      async (request) => {
        const bytes = request.body.buffered ?? (await request.body.bytes(1e6));
        const input = JSON.parse(Buffer.from(bytes).toString()) as { Item?: object };
        return {
          status: 200,
          headers: [["content-type", "application/x-amz-json-1.0"]],
          body: JSON.stringify(input.Item === undefined ? { Item: ITEM } : {}),
        };
      },
      { deadlines },
    );
  });
  server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
}

async function brume(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
  const settings = readSettings(["--port", "0", "--data", folder, "--tls", "off"], {});
  const started = await startBrume(settings);
  const call = (operation: string, input: object) =>
    fetch(started.url, {
      method: "POST",
      headers: {
        "X-Amz-Target": `DynamoDB_20120810.${operation}`,
        "Content-Type": "application/x-amz-json-1.0",
      },
      body: JSON.stringify(input),
    });
  await call("CreateTable", {
    TableName: "bench",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  });
  await call("PutItem", PUT);
  process.on("SIGTERM", () => {
    void started.stop().finally(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(0);
    });
  });
  console.log(started.port);
}

async function run(kind: string, request: string, seconds: number): Promise<LoadResult> {
  const server = Bun.spawn([process.execPath, import.meta.path, kind], {
    stdout: "pipe",
    stderr: "inherit",
  });
  try {
    const { value } = await server.stdout.getReader().read();
    const port = Number(Buffer.from(value ?? new Uint8Array()).toString());
    return await loadFromOutside({ port, connections: CONNECTIONS, seconds, request });
  } finally {
    server.kill();
    await server.exited;
  }
}

if (process.argv[2] === "bare") bare();
else if (process.argv[2] === "brume") await brume();
else {
  const seconds = Number(process.argv[2] ?? 5);
  for (const [operation, input] of [
    ["GetItem", GET],
    ["PutItem", PUT],
  ] as const) {
    const request = requestFor(operation, input);
    const floor = await run("bare", request, seconds);
    const ours = await run("brume", request, seconds);
    const ratio = Math.round((100 * ours.requestsPerSecond) / floor.requestsPerSecond);
    console.log(
      `${operation}: ${ours.requestsPerSecond}/s, ${ratio}% of the bare handler's ${floor.requestsPerSecond}/s; ` +
        `p50 ${ours.p50Milliseconds.toFixed(2)} ms, p99 ${ours.p99Milliseconds.toFixed(2)} ms, refused ${ours.refused}`,
    );
  }
}
