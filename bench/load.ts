/**
 * A load generator over raw sockets: keep-alive connections, one request in flight on each, bytes
 * made before the clock starts. Run in a process of its own so that it does not share the server's.
 */
import { connect, type Socket } from "node:net";

export interface Load {
  readonly port: number;
  readonly host?: string;
  readonly connections: number;
  /** How long to measure, after as long a warm-up: the first seconds are the compiler's. */
  readonly seconds: number;
  /** The bytes of every request, or what makes a connection's next one of the answer to its last. */
  readonly request: Uint8Array | Speaker;
}

/** @param answer The body of the connection's last answer; undefined for its first request. */
export type Speaker = (connection: number, answer: string | undefined) => Uint8Array;

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
  const speaker = typeof request === "function" ? request : undefined;
  const latencies = new Float64Array(SAMPLES);
  let done = 0;
  let refused = 0;
  let measuring = false;
  let stopped = false;
  const sockets: Socket[] = [];
  const failed = Promise.withResolvers<never>();
  const open = (c: number): void => {
    const socket = connect(port, host ?? "127.0.0.1");
    sockets[c] = socket;
    socket.setNoDelay(true);
    socket.on("error", failed.reject);
    let started = 0;
    let waiting = false;
    let rest: Buffer | undefined;
    const fire = (answer?: string): void => {
      const bytes = speaker?.(c, answer) ?? (request as Uint8Array);
      started = performance.now();
      waiting = true;
      socket.write(bytes);
    };
    socket.on("close", () => {
      if (stopped) return;
      if (waiting) failed.reject(new Error("the server ended a connection without an answer"));
      else open(c);
    });
    socket.on("data", (chunk: Buffer) => {
      const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
      const end = endOfResponse(bytes);
      if (end < 0) {
        rest = bytes;
        return;
      }
      rest = undefined;
      waiting = false;
      if (measuring) {
        latencies[done % SAMPLES] = performance.now() - started;
        done++;
        if (bytes[9] !== 50) refused++;
      }
      if (stopped) return;
      // A server that keeps no connection is asked on a new one.
      if (closes(bytes)) socket.end();
      else if (speaker === undefined) fire();
      else fire(bytes.toString("utf8", bytes.indexOf("\r\n\r\n", 0, "latin1") + 4, end));
    });
    socket.on("connect", () => fire());
  };
  for (let c = 0; c < connections; c++) open(c);
  const wait = (s: number) =>
    Promise.race([new Promise((r) => setTimeout(r, s * 1000)), failed.promise]);
  await wait(seconds);
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

const closes = (bytes: Buffer): boolean => {
  const at = bytes.indexOf("onnection: close\r\n", 0, "latin1");
  return at > 0 && at < bytes.indexOf("\r\n\r\n", 0, "latin1");
};

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
  /** Latin-1 text of the request's bytes, or a module whose `speaker(about)` makes them. */
  readonly request: string | { readonly module: string; readonly about: unknown };
}

/** Runs `load` in a child process. */
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
  const { request } = command;
  const result = await load({
    ...command,
    request:
      typeof request === "string"
        ? Buffer.from(request, "latin1")
        : (await import(request.module)).speaker(request.about),
  });
  process.stdout.write(JSON.stringify(result));
}
