/**
 * S3 on a durable store against a bare handler and a bare file response on Brume's own HTTP layer;
 * each server and the load generator in processes of their own. `bun bench/s3.ts [seconds]`.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Deadlines, serveHttp1 } from "#protocol/http1/http1";

const BIG = 1 << 20;
const HEAD =
  "Host: 127.0.0.1:4566\r\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\nX-Amz-Date: 20260101T000000Z\r\n" +
  "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, " +
  `SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${"0".repeat(64)}\r\n`;

type Row = "put-1k" | "get-1k" | "get-1m";
const CONNECTIONS: Readonly<Record<Row, number>> = { "put-1k": 32, "get-1k": 32, "get-1m": 16 };

/** Prints its port and serves until it is killed. */
async function serveBrume(folder: string): Promise<void> {
  const { testBrume } = await import("#test/harness/brume");
  const brume = await testBrume({ data: folder, running: true });
  const put = (path: string, body?: Uint8Array) =>
    fetch(`${brume.url}/${path}`, {
      method: "PUT",
      ...(body === undefined ? {} : { body: body as never }),
    });
  await put("bench");
  for (let i = 0; i < 8; i++) await put(`bench/big${i}`, new Uint8Array(BIG).fill(i));
  for (let i = 0; i < 1000; i++) await put(`bench/small${i}`, new Uint8Array(1024).fill(i));
  process.on("SIGTERM", () => process.exit(0));
  console.log(brume.port);
}

function serveBare(folder: string): void {
  const file = join(folder, "bare");
  writeFileSync(file, new Uint8Array(BIG).fill(1));
  const small = new Uint8Array(1024).fill(1);
  const deadlines = new Deadlines();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    serveHttp1(
      socket,
      async (request) => {
        if (request.method === "PUT") {
          const body = request.body.buffered ?? (await request.body.bytes(1e6));
          return {
            status: 200,
            headers: [["etag", `"${body.length}${"0".repeat(28)}"`]],
            body: undefined,
          };
        }
        const big = request.path.includes("big");
        return {
          status: 200,
          headers: [["content-type", "binary/octet-stream"]],
          body: big ? { file, start: 0, end: BIG } : small,
        };
      },
      { deadlines },
    );
  });
  server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
}

function requestOf(row: Row, i: number): Buffer {
  if (row === "get-1m") return Buffer.from(`GET /bench/big${i & 7} HTTP/1.1\r\n${HEAD}\r\n`);
  if (row === "get-1k") return Buffer.from(`GET /bench/small${i % 1000} HTTP/1.1\r\n${HEAD}\r\n`);
  const body = Buffer.alloc(1024, i & 255);
  return Buffer.concat([
    Buffer.from(`PUT /bench/k${i} HTTP/1.1\r\n${HEAD}Content-Length: 1024\r\n\r\n`),
    body,
  ]);
}

/** Requests per second; answers are counted by their length, not kept. */
function load(port: number, row: Row, seconds: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let done = 0;
    const from = performance.now() + seconds * 100;
    const until = from + seconds * 1000;
    let open = CONNECTIONS[row];
    for (let c = open; c > 0; c--) {
      const socket = connect(port, "127.0.0.1");
      let head = "";
      let left = 0;
      const fire = () => {
        if (performance.now() < until) return void socket.write(requestOf(row, sent++));
        socket.destroy();
        if (--open === 0) resolve(done / seconds);
      };
      socket
        .on("error", reject)
        .on("connect", fire)
        .on("data", (piece: Buffer) => {
          let at = 0;
          if (left === 0) {
            const end = piece.indexOf("\r\n\r\n");
            head += piece.toString("latin1", 0, end < 0 ? undefined : end + 4);
            if (end < 0) return;
            at = end + 4;
            if (!head.startsWith("HTTP/1.1 2")) return reject(new Error(head));
            left = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
            head = "";
          }
          left -= piece.length - at;
          if (left > 0) return;
          const now = performance.now();
          if (now >= from && now < until) done++;
          fire();
        });
    }
  });
}

async function measure(kind: string, row: Row, seconds: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bench-s3-"));
  const server = Bun.spawn([process.execPath, import.meta.path, kind, folder], {
    stdout: "pipe",
    stderr: "inherit",
  });
  try {
    const port = new TextDecoder().decode((await server.stdout.getReader().read()).value).trim();
    const client = Bun.spawn(
      [process.execPath, import.meta.path, "load", port, row, String(seconds)],
      {
        stdout: "pipe",
        stderr: "inherit",
      },
    );
    return Number(await new Response(client.stdout).text());
  } finally {
    server.kill();
    await server.exited;
    rmSync(folder, { recursive: true, force: true });
  }
}

const [command, ...given] = process.argv.slice(2);
if (command === "brume") await serveBrume(given[0]!);
else if (command === "bare") serveBare(given[0]!);
else if (command === "load")
  console.log(await load(Number(given[0]), given[1] as Row, Number(given[2])));
else
  for (const row of ["put-1k", "get-1k", "get-1m"] as Row[]) {
    const best = { brume: 0, bare: 0 };
    for (let round = 0; round < 2; round++)
      for (const kind of ["bare", "brume"] as const)
        best[kind] = Math.max(best[kind], await measure(kind, row, Number(command ?? 2)));
    const ratio = (best.brume / best.bare).toFixed(2);
    console.log(
      `${row}: ${Math.round(best.brume)}/s, bare ${Math.round(best.bare)}/s, ratio ${ratio}`,
    );
  }
