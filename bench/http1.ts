/** Our HTTP/1.1 against node:http, both on Bun: the same small JSON echo, load from outside. */
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { Deadlines, serveHttp1 } from "#protocol/http1/http1";
import { type LoadResult, loadFromOutside, requestBytes } from "./load.ts";

const BODY = JSON.stringify({
  QueueUrl: "http://127.0.0.1:4566/000000000000/orders",
  MessageBody: "x".repeat(100),
});
const REQUEST = requestBytes(
  "POST",
  "/",
  [
    ["Host", "127.0.0.1:4566"],
    ["User-Agent", "aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js md/nodejs#26 api/sqs#3.1169.0"],
    ["Content-Type", "application/x-amz-json-1.0"],
    ["X-Amz-Target", "AmazonSQS.SendMessage"],
    ["X-Amz-Date", "20260101T000000Z"],
    ["X-Amz-Content-Sha256", "0".repeat(64)],
    [
      "Authorization",
      `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
    ],
    ["Connection", "keep-alive"],
  ],
  BODY,
).toString("latin1");

function answer(target: string | undefined, body: string): string {
  const input = JSON.parse(body) as { MessageBody: string };
  return JSON.stringify({
    target,
    length: input.MessageBody.length,
    MD5OfMessageBody: "0".repeat(32),
  });
}

/** Starts a server of that kind and prints its port; a process of its own, so heaps stay apart. */
function serve(kind: string): void {
  const server = kind === "ours" ? ours() : nodes();
  server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
}

function ours() {
  const deadlines = new Deadlines();
  return createServer({ allowHalfOpen: true }, (socket) => {
    serveHttp1(
      socket,
      async (request) => ({
        status: 200,
        headers: [["content-type", "application/json"]],
        body: answer(
          request.headers.get("x-amz-target"),
          Buffer.from(request.body.buffered ?? (await request.body.bytes(1e6))).toString(),
        ),
      }),
      { deadlines },
    );
  });
}

function nodes() {
  return createHttpServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const text = answer(
        request.headers["x-amz-target"] as string,
        Buffer.concat(pieces).toString(),
      );
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
      });
      response.end(text);
    });
  });
}

async function measure(kind: string, seconds: number): Promise<LoadResult> {
  const child = Bun.spawn([process.execPath, import.meta.path, kind], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const reader = child.stdout.getReader();
  const port = Number(new TextDecoder().decode((await reader.read()).value));
  try {
    return await loadFromOutside({ port, connections: 32, seconds, request: REQUEST });
  } finally {
    child.kill();
    await child.exited;
  }
}

if (process.argv[2] === "ours" || process.argv[2] === "node") serve(process.argv[2]);
else {
  const best = new Map<string, LoadResult>();
  for (let round = 0; round < 3; round++)
    for (const kind of ["node", "ours"]) {
      const result = await measure(kind, Number(process.argv[2] ?? 2));
      console.log(kind, JSON.stringify(result));
      if (result.requestsPerSecond > (best.get(kind)?.requestsPerSecond ?? 0))
        best.set(kind, result);
    }
  const ratio = best.get("ours")!.requestsPerSecond / best.get("node")!.requestsPerSecond;
  console.log(`ours is ${ratio.toFixed(2)} times node:http`);
}
