/**
 * A load generator over raw sockets: keep-alive connections, one request in flight on each, bytes
 * made before the clock starts. Run in a process of its own so that it does not share the server's.
 */
import { connect, type Socket } from "node:net";

export interface Load {
  readonly port: number;
  readonly host?: string;
  readonly connections: number;
  /** How long to measure, after a tenth of it as warm-up. */
  readonly seconds: number;
  /** The bytes of request `i` (0, 1, 2, ... over all connections), or the same ones each time. */
  readonly request: Uint8Array | ((i: number) => Uint8Array);
}

export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Answers whose status was not 2xx. */
  readonly refused: number;
}

const SAMPLES = 1 << 20;

/** Drives a server as fast as it answers. @throws Error when a connection fails or is ended. */
export async function load({
  port,
  host,
  connections,
  seconds,
  request,
}: Load): Promise<LoadResult> {
  const next = typeof request === "function" ? request : () => request;
  const latencies = new Float64Array(SAMPLES);
  let sent = 0;
  let done = 0;
  let refused = 0;
  let measuring = false;
  let stopped = false;
  const sockets: Socket[] = [];
  const failed = Promise.withResolvers<never>();
  for (let c = 0; c < connections; c++) {
    const socket = connect(port, host ?? "127.0.0.1");
    sockets.push(socket);
    socket.setNoDelay(true);
    socket.on("error", failed.reject);
    socket.on("close", () => stopped || failed.reject(new Error("the server ended a connection")));
    let started = 0;
    let rest: Buffer | undefined;
    const fire = (): void => {
      started = performance.now();
      socket.write(next(sent++));
    };
    socket.on("data", (chunk: Buffer) => {
      const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
      const end = endOfResponse(bytes);
      if (end < 0) {
        rest = bytes;
        return;
      }
      rest = undefined;
      if (measuring) {
        latencies[done % SAMPLES] = performance.now() - started;
        done++;
        if (bytes[9] !== 50) refused++;
      }
      if (!stopped) fire();
    });
    socket.on("connect", fire);
  }
  const wait = (s: number) =>
    Promise.race([new Promise((r) => setTimeout(r, s * 1000)), failed.promise]);
  await wait(seconds / 10);
  measuring = true;
  const from = performance.now();
  await wait(seconds);
  measuring = false;
  const took = (performance.now() - from) / 1000;
  stopped = true;
  for (const socket of sockets) socket.destroy();
  const sorted = latencies.subarray(0, Math.min(done, SAMPLES)).sort();
  const at = (q: number) => sorted[Math.floor(sorted.length * q)] ?? 0;
  return {
    requests: done,
    requestsPerSecond: Math.round(done / took),
    refused,
    p50Milliseconds: at(0.5),
    p99Milliseconds: at(0.99),
  };
}

/** Where a response ends, by its Content-Length or last chunk; -1 when more must come. */
function endOfResponse(bytes: Buffer): number {
  const body = bytes.indexOf("\r\n\r\n", 0, "latin1") + 4;
  if (body < 4) return -1;
  const head = bytes.toString("latin1", 0, body);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined)
    return bytes.length >= body + Number(length) ? body + Number(length) : -1;
  if (/\r\ntransfer-encoding: *chunked/i.test(head))
    return bytes.subarray(-5).toString("latin1") === "0\r\n\r\n" ? bytes.length : -1;
  return body;
}

/** A request's bytes. */
export function requestBytes(
  method: string,
  target: string,
  headers: readonly (readonly [string, string])[],
  body: string | Uint8Array = "",
): Buffer {
  const bytes = Buffer.from(body as string);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.concat([
    Buffer.from(
      `${method} ${target} HTTP/1.1\r\n${lines}Content-Length: ${bytes.length}\r\n\r\n`,
      "latin1",
    ),
    bytes,
  ]);
}

export interface LoadCommand extends Omit<Load, "request"> {
  /** Latin-1 text of the request's bytes. */
  readonly request: string;
}

/** Runs `load` in a child process with the same bytes for every request. */
export async function loadFromOutside(command: LoadCommand): Promise<LoadResult> {
  const child = Bun.spawn([process.execPath, import.meta.path, JSON.stringify(command)], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const text = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error("the load generator failed");
  return JSON.parse(text) as LoadResult;
}

if (import.meta.main) {
  const command = JSON.parse(process.argv[2] ?? "{}") as LoadCommand;
  const result = await load({ ...command, request: Buffer.from(command.request, "latin1") });
  process.stdout.write(JSON.stringify(result));
}
