/**
 * Queues in use: cycles of sending, receiving and deleting against the same requests to a bare
 * handler; two thousand consumers that wait; a queue of a million messages, and a FIFO queue of many.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrumeProcess, startProcess } from "../test/harness/process.ts";
import { caller } from "./deliveries.ts";
import { startFloor } from "./floor.ts";
import { loadFromOutside, type LoadResult } from "./load.ts";
import { report } from "./report.ts";
import { messageRows } from "./rows.ts";
import { jsonRequest } from "./sqs.ts";

const CONNECTIONS = 32;
const CYCLE_RATIO = 0.6;
const CONSUMERS = 2_000;
const IDLE_CORE = 0.01;
const HELD = 1_000_000;
const HELD_FIFO = 100_000;
const GROUPS = 1_000;
const HELD_RATIO = 1.3;
const HELD_MB = 100;
const MODULE = join(import.meta.dir, "cycle.ts");

/** @param seconds How long each side is measured. */
export async function queues(seconds: number): Promise<void> {
  for (const batch of [1, 10]) await cycles(seconds, batch);
  await idle(seconds);
  await full(seconds, { name: "bench", held: HELD });
  await full(seconds, { name: "bench.fifo", held: HELD_FIFO, groups: GROUPS });
}

async function withBrume(
  run: (brume: BrumeProcess, ask: ReturnType<typeof caller>) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
  const brume = await startProcess(["--data", folder, "--tls", "off"]);
  try {
    await run(brume, caller(brume.url, "sqs", "AmazonSQS"));
  } finally {
    await brume.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

const portOf = ({ url }: BrumeProcess): number => Number(new URL(url).port);
const queueOf = ({ url }: BrumeProcess): string => `${url}/000000000000/bench`;

async function cycles(seconds: number, batch: number): Promise<void> {
  const floor = await startFloor(answers(batch));
  const load = (port: number, queueUrl: string) =>
    loadFromOutside({
      port,
      connections: CONNECTIONS,
      seconds,
      request: { module: MODULE, about: { queueUrl, batch, most: 10 } },
    });
  const bare = await load(floor.port, `http://127.0.0.1:${floor.port}/000000000000/bench`);
  await floor.stop();
  await rowsAlone(batch, load, bare);
  await withBrume(async (brume, ask) => {
    await ask("CreateQueue", { QueueName: "bench" });
    const ours = await load(portOf(brume), queueOf(brume));
    report(`Cycles of ${batch}, requests`, ours, bare, CYCLE_RATIO);
    console.log(`  about ${Math.round((ours.requestsPerSecond / 3) * batch)} messages/s through`);
  });
}

/** The same requests to a bare handler that also does what they do to the messages' rows. */
async function rowsAlone(
  batch: number,
  load: (port: number, queueUrl: string) => Promise<LoadResult>,
  bare: LoadResult,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "brume-bench-"));
  const rows = await messageRows(folder);
  const storing = await startFloor(answers(batch), (operation) => {
    if (operation === "ReceiveMessage") return rows.take(batch);
    return operation.startsWith("Send") ? rows.put(batch) : rows.remove(batch);
  });
  const stored = await load(storing.port, `http://127.0.0.1:${storing.port}/000000000000/bench`);
  report(`The bare handler with the rows of cycles of ${batch}`, stored, bare);
  await storing.stop();
  await rows.close();
  rmSync(folder, { recursive: true, force: true });
}

/** What a bare handler answers: of the sizes that Brume's answers have. */
function answers(batch: number): Record<string, string> {
  const MD5OfMessageBody = "d41d8cd98f00b204e9800998ecf8427e";
  const MessageId = "219f8380-5770-4cc2-8c3e-5c715e145f5e";
  const list = <T>(make: (i: number) => T): T[] => Array.from({ length: batch }, (_, i) => make(i));
  return {
    SendMessage: JSON.stringify({ MD5OfMessageBody, MessageId }),
    SendMessageBatch: JSON.stringify({
      Successful: list((i) => ({ Id: `${i}`, MessageId, MD5OfMessageBody })),
      Failed: [],
    }),
    ReceiveMessage: JSON.stringify({
      Messages: list(() => ({
        MessageId,
        ReceiptHandle: "x".repeat(96),
        MD5OfBody: MD5OfMessageBody,
        Body: "x".repeat(100),
      })),
    }),
    DeleteMessageBatch: JSON.stringify({ Successful: list((i) => ({ Id: `${i}` })), Failed: [] }),
  };
}

/** Processor seconds that a process has used. */
function used(brume: BrumeProcess): number {
  const stat = readFileSync(`/proc/${brume.child.pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return (Number(stat[11]) + Number(stat[12])) / 100;
}

function residentMb(brume: BrumeProcess): number {
  const status = readFileSync(`/proc/${brume.child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
}

/** Long polls on queues in which nothing arrives. */
async function idle(seconds: number): Promise<void> {
  await withBrume(async (brume, ask) => {
    await ask("CreateQueue", { QueueName: "bench" });
    const request = Buffer.from(
      jsonRequest("sqs", "AmazonSQS.ReceiveMessage", {
        QueueUrl: queueOf(brume),
        WaitTimeSeconds: 20,
      }),
      "latin1",
    );
    const sockets: Socket[] = [];
    for (let i = 0; i < CONSUMERS; i++) {
      const socket = connect(portOf(brume), "127.0.0.1");
      await new Promise<void>((resolve, reject) => {
        socket.once("connect", resolve).once("error", reject);
      });
      socket.write(request);
      sockets.push(socket);
    }
    await new Promise((next) => setTimeout(next, 1_000));
    const before = used(brume);
    const measured = Math.min(seconds * 4, 16);
    await new Promise((next) => setTimeout(next, measured * 1_000));
    const share = (used(brume) - before) / measured;
    for (const socket of sockets) socket.destroy();
    const verdict = share < IDLE_CORE ? "met" : "MISSED";
    console.log(
      `${CONSUMERS} consumers that wait: ${(share * 100).toFixed(2)}% of a core (< ${IDLE_CORE * 100}%: ${verdict})`,
    );
  });
}

interface Held {
  readonly name: string;
  /** Messages that wait. */
  readonly held: number;
  /** Of a FIFO queue. */
  readonly groups?: number;
}

/** Sending, receiving and deleting one of very many messages, against one of a few. */
async function full(seconds: number, { name, held, groups }: Held): Promise<void> {
  await withBrume(async (brume, ask) => {
    const QueueUrl = `${brume.url}/000000000000/${name}`;
    const about = { queueUrl: QueueUrl, batch: 1, most: 1, ...(groups ? { groups } : {}) };
    const rate = async (): Promise<number> => {
      const result = await loadFromOutside({
        port: portOf(brume),
        connections: 1,
        seconds,
        request: { module: MODULE, about },
      });
      return result.requestsPerSecond;
    };
    const Attributes = { VisibilityTimeout: "43200", ...(groups ? { FifoQueue: "true" } : {}) };
    await ask("CreateQueue", { QueueName: name, Attributes });
    await rate();
    const empty = await rate();
    const before = residentMb(brume);
    let sent = 0;
    const entry = (_: unknown, i: number) => ({
      Id: `${i}`,
      MessageBody: "x".repeat(100),
      ...(groups === undefined
        ? {}
        : { MessageGroupId: `g${sent % groups}`, MessageDeduplicationId: `held-${sent++}` }),
    });
    const send = async (): Promise<void> => {
      for (let i = 0; i < held / 10 / CONNECTIONS; i++)
        await ask("SendMessageBatch", { QueueUrl, Entries: Array.from({ length: 10 }, entry) });
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, send));
    const ratio = empty / (await rate());
    const grown = residentMb(brume) - before;
    console.log(
      `${name}, ${held} messages: a cycle costs ${ratio.toFixed(2)} times that of an empty one ` +
        `(<= ${HELD_RATIO}: ${ratio <= HELD_RATIO ? "met" : "MISSED"}); ` +
        `memory grew by ${grown.toFixed(0)} MB (< ${HELD_MB} MB: ${grown < HELD_MB ? "met" : "MISSED"})`,
    );
  });
}

if (import.meta.main) {
  await queues(Number(process.argv[2] ?? 3));
  process.exit(0);
}
