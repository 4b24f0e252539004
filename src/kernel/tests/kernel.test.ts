/** What services rely on: deadlines, deliveries and bugs, over a service that tests make up. */
import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "#aws/fault";
import type { ServiceEntry } from "#kernel/kernel";
import { defineService, operations, type ServiceTransaction } from "#kernel/service";
import { table } from "#store/contract";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

interface NoteRow {
  name: string;
  times: number;
}

const tables = {
  note: table<NoteRow>()("kernel_test_note", {
    columns: { name: "text", times: "integer" },
    key: ["name"],
  }),
};
type Tx = ServiceTransaction<typeof tables>;

const note = async (tx: Tx, name: string): Promise<void> => {
  const row = await tx.note.find({ name });
  await tx.note.put({ name, times: (row?.times ?? 0) + 1 });
};

/** What the made-up service is to do; each test sets what it needs. */
interface Behaviour {
  send?: (tx: Tx) => Promise<void>;
  receive?: () => void;
  deadline?: (id: string, now: number) => void;
}

let folder: string;
let behaviour: Behaviour;
let brume: TestBrume;

const on = operations<"sqs", typeof tables>();

/** PurgeQueue runs `send` in a transaction, DeleteQueue is the target of deliveries. */
function service(): ServiceEntry {
  const definition = defineService({
    id: "sqs",
    tables,
    operations: [
      {
        PurgeQueue: on("PurgeQueue", (ctx) =>
          ctx.update(async (tx) => {
            await behaviour.send?.(tx);
            return {};
          }),
        ),
        DeleteMessageBatch: on("DeleteMessageBatch", () => ({ Successful: [], Failed: [] })),
        DeleteQueue: on("DeleteQueue", (ctx, input) =>
          ctx.update(async (tx) => {
            behaviour.receive?.();
            await note(tx, `received ${input.QueueUrl}`);
            return {};
          }),
        ),
      },
    ],
    unread: { refused: ["Entries"] },
    due: {
      async passed(ctx, id) {
        behaviour.deadline?.(id, ctx.now);
        await ctx.update((tx) => note(tx, `due ${id}`));
      },
    },
    failures: {
      undelivered: (ctx, id, error) => ctx.update((tx) => note(tx, `${id}: ${error.name}`)),
    },
  });
  return { id: "sqs", load: async () => ({ service: definition }), wakes: true };
}

const start = async (): Promise<void> => {
  brume = await testBrume({ data: folder, services: [service()], iam: "off" });
};

const ask = (operation: string, input: object = { QueueUrl: "q" }): Promise<Response> =>
  fetch(brume.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `AmazonSQS.${operation}`,
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=00",
    },
    body: JSON.stringify(input),
  });

/** How often something was noted; 0 when never. */
async function times(name: string): Promise<number> {
  const definition = await brume.kernel.load("sqs");
  const row = await brume.kernel.store.view((tx) =>
    tx.bind(definition.tables as typeof tables, "000000000000", "us-east-1").note.find({ name }),
  );
  return row?.times ?? 0;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "brume-kernel-"));
  behaviour = {};
  await start();
});
afterEach(async () => {
  await brume.stop();
  rmSync(folder, { recursive: true, force: true });
});

const delivery = (more: object = {}) => ({
  service: "sqs",
  operation: "DeleteQueue",
  input: { QueueUrl: "target" },
  as: "sqs.amazonaws.com",
  onFailure: { name: "undelivered", id: "lost" },
  ...more,
});

test("a deadline runs when the clock reaches it, at its own time, and once", async () => {
  const seen: string[] = [];
  behaviour.send = (tx) => Promise.resolve(tx.due.set("passed", "a", EPOCH + 5_000));
  behaviour.deadline = (id, now) => seen.push(`${id} ${now - EPOCH}`);
  await ask("PurgeQueue");
  await brume.advance(4_999);
  expect(seen).toEqual([]);
  await brume.advance(10_000);
  expect([seen, await times("due a")]).toEqual([["a 5000"], 1]);
});

test("a deadline is moved or taken back by the same name", async () => {
  behaviour.send = async (tx) => {
    await tx.due.set("passed", "moved", EPOCH + 1_000);
    await tx.due.set("passed", "moved", EPOCH + 9_000);
    await tx.due.set("passed", "gone", EPOCH + 1_000);
    await tx.due.set("passed", "gone", undefined);
  };
  await ask("PurgeQueue");
  await brume.advance(2_000);
  expect(await times("due moved")).toBe(0);
  await brume.advance(8_000);
  expect([await times("due moved"), await times("due gone")]).toEqual([1, 0]);
});

test("deadlines that passed while Brume was down run when it is back", async () => {
  behaviour.send = (tx) => Promise.resolve(tx.due.set("passed", "slept", EPOCH - 1));
  behaviour.deadline = () => {
    throw new Error("not yet");
  };
  const quiet = spyOn(console, "error").mockImplementation(() => undefined);
  await ask("PurgeQueue");
  await brume.stop();
  quiet.mockRestore();
  behaviour = {};
  await start();
  await brume.advance(4_000_000);
  expect(await times("due slept")).toBe(1);
});

test("a deadline whose handler throws is a bug that is printed, and is tried again", async () => {
  const printed = spyOn(console, "error").mockImplementation(() => undefined);
  try {
    let failures = 2;
    behaviour.send = (tx) => Promise.resolve(tx.due.set("passed", "hard", EPOCH + 10));
    behaviour.deadline = () => {
      if (failures-- > 0) throw new Error("a bug of the test's");
    };
    await ask("PurgeQueue");
    await brume.advance(10_000);
    expect(await times("due hard")).toBe(1);
    expect(printed.mock.calls.map(([words]) => words)).toEqual([
      "bug: sqs due passed hard:",
      "bug: sqs due passed hard:",
    ]);
  } finally {
    printed.mockRestore();
  }
});

test("what is sent with a change is delivered after it, and not when it fails", async () => {
  behaviour.send = (tx) => Promise.resolve(tx.outbox.send(delivery()));
  await ask("PurgeQueue");
  await brume.kernel.settle();
  expect(await times("received target")).toBe(1);
  behaviour.send = async (tx) => {
    await tx.outbox.send(delivery());
    throw new Fault("QueueDoesNotExist", "no", 400);
  };
  expect((await ask("PurgeQueue")).status).toBe(400);
  await brume.kernel.settle();
  expect(await times("received target")).toBe(1);
});

test("a delivery is tried again while the target fails, and goes on after a restart", async () => {
  const quiet = spyOn(console, "error").mockImplementation(() => undefined);
  behaviour.send = (tx) => Promise.resolve(tx.outbox.send(delivery()));
  let tries = 0;
  behaviour.receive = () => {
    tries++;
    throw new Fault("ServiceUnavailable", "later", 503);
  };
  await ask("PurgeQueue");
  await brume.advance(500);
  expect(tries).toBeGreaterThan(2);
  await brume.stop();
  quiet.mockRestore();
  behaviour = {};
  await start();
  await brume.advance(60_000);
  expect([await times("received target"), await times("lost: ServiceUnavailable")]).toEqual([1, 0]);
});

test("a delivery that is refused for good is given to the sender, once", async () => {
  behaviour.send = (tx) => Promise.resolve(tx.outbox.send(delivery()));
  behaviour.receive = () => {
    throw new Fault("AccessDenied", "no", 403);
  };
  await ask("PurgeQueue");
  await brume.advance(600_000);
  expect(await times("lost: AccessDenied")).toBe(1);
});

test("what throws anything but a fault is a bug: 500 with the request's id, printed", async () => {
  const printed = spyOn(console, "error").mockImplementation(() => undefined);
  try {
    behaviour.send = () => Promise.reject(new Error("a bug of the test's"));
    const answer = await ask("PurgeQueue");
    expect(answer.status).toBe(500);
    const body = (await answer.json()) as { __type: string };
    expect(body.__type).toEndWith("InternalFailure");
    const id = answer.headers.get("x-amzn-requestid");
    expect(printed.mock.calls.map(([words]) => words)).toEqual([`bug: request ${id}:`]);
  } finally {
    printed.mockRestore();
  }
});

test("an input member that the service does not read is refused by name when it is given", async () => {
  const one = { QueueUrl: "q", Entries: [{ Id: "a", ReceiptHandle: "r" }] };
  const refused = await ask("DeleteMessageBatch", one);
  expect([refused.status, await refused.text()]).toEqual([
    501,
    expect.stringContaining("sqs:DeleteMessageBatch with Entries is not implemented"),
  ]);
  expect((await ask("DeleteMessageBatch", { QueueUrl: "q", Entries: [] })).status).toBe(200);
});

test("a handler that its model does not know is an error when the service is loaded", async () => {
  const wrong = defineService({
    id: "sts",
    tables: {},
    operations: [{ FlyToTheMoon: { name: "FlyToTheMoon", run: () => ({}) } }],
  });
  const other = await testBrume({
    services: [{ id: "sts", load: async () => ({ service: wrong }) }],
  });
  try {
    await expect(other.kernel.load("sts")).rejects.toThrow(
      "sts: FlyToTheMoon is not an operation of its model.",
    );
  } finally {
    await other.stop();
  }
});
