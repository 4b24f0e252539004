/**
 * Broken requests in every protocol, through the port: each gets an answer in time, in its
 * protocol, with a code that AWS has, and none is a 500. `BRUME_SEED` replays a run,
 * `BRUME_FUZZ_REQUEST` one request of it alone, `BRUME_FUZZ_REQUESTS` says how many there are, and
 * `BRUME_FUZZ_WITHOUT` leaves services out.
 */
import { afterAll, beforeAll, expect, spyOn, test } from "bun:test";
import type { Protocol } from "#aws/model";
import { services } from "#services/index";
import { type TestBrume, testBrume } from "../../harness/brume.ts";
import { protocolsOf } from "../../conformance/run.ts";
import { wrongIn } from "./answers.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { bytesOf, type Draft, draftOf, headerOf } from "./draft.ts";
import { mutateBytes, mutateCbor, mutateForm, mutateJson, mutateXml } from "./mutations-body.ts";
import {
  mutateAddress,
  mutateChunks,
  mutateFields,
  mutateFraming,
  mutateSignature,
} from "./mutations-head.ts";
import { type Sample, samplesOf, workingOf } from "./samples.ts";
import { Wire } from "./wire.ts";

const SEED = Number(process.env["BRUME_SEED"] ?? 20_260_101);
const REQUESTS = Number(process.env["BRUME_FUZZ_REQUESTS"] ?? 24_000);
const ONLY = process.env["BRUME_FUZZ_REQUEST"];
const WITHOUT = new Set((process.env["BRUME_FUZZ_WITHOUT"] ?? "").split(","));
const LOADED = services.filter(({ id }) => !WITHOUT.has(id));
const CONNECTIONS = 12;
const BOUND_MILLISECONDS = 15_000;
const MOST_FAILURES = 60;
/** Services without handlers speak their protocols all the same. */
const WITHOUT_HANDLERS =
  "ecs ec2 route53 lexv2-runtime transcribe kinesis autoscaling s3control cloudfront batch servicediscovery";

/** By service and protocol: what works on a fresh Brume, and what the models hold. */
const working: Sample[][] = [];
const samples: Sample[][] = [];
const brumes: TestBrume[] = [];
const bugs: string[] = [];
const errors = spyOn(console, "error").mockImplementation((...said: unknown[]) => {
  const text = said.map((one) => (one instanceof Error ? one.stack : String(one))).join(" ");
  if (text.includes("bug")) bugs.push(text);
});

beforeAll(async () => {
  const ids = [...LOADED.map(({ id }) => id), ...WITHOUT_HANDLERS.split(" ")];
  for (const id of new Set(ids)) {
    const protocols: readonly Protocol[] = [
      ...protocolsOf(id),
      ...(id === "sqs" ? ["query" as const] : []),
    ];
    for (const protocol of protocols) {
      const made = await samplesOf(id, protocol);
      if (made.length > 0) samples.push(made);
      const known = await workingOf(id, protocol);
      if (known.length > 0) working.push(known);
    }
  }
  brumes.push(
    await testBrume({ running: true, services: LOADED }),
    await testBrume({ running: true, iam: "enforce", services: LOADED }),
  );
}, 60_000);
afterAll(async () => {
  errors.mockRestore();
  for (const brume of brumes) await brume.stop();
}, 30_000);

interface Fuzzed {
  readonly draft: Draft;
  readonly kind: string;
  /** Signatures are checked. */
  readonly enforced: boolean;
}

function fuzzed(chance: Chance): Fuzzed {
  const draft = draftOf(chance.pick(chance.pick(chance.oneIn(2) ? working : samples)));
  const kind = chance.pick(KINDS);
  const enforced = kind === "signature" && chance.oneIn(2);
  for (let i = chance.below(3); i >= 0; i--) mutate(draft, kind, chance);
  return { draft, kind, enforced };
}

const KINDS = [
  "body",
  "body",
  "body",
  "body",
  "bytes",
  "fields",
  "address",
  "signature",
  "framing",
  "chunks",
] as const;

/** What may lead a request to another service, or to none. */
const MOVING = new Set(["address", "fields", "framing", "signature"]);
/** What answers there is no AWS API: users' own APIs, websites and Brume itself. */
const NO_API = /execute-api|lambda-url|s3-website|^[^/]*\/_(brume|localstack|aws)\/|_user_request_/;

function mutate(draft: Draft, kind: (typeof KINDS)[number], chance: Chance): void {
  switch (kind) {
    case "body":
      mutateBody(draft, chance);
      return;
    case "bytes":
      mutateBytes(draft, chance);
      return;
    case "fields":
      mutateFields(draft, chance);
      return;
    case "address":
      mutateAddress(draft, chance);
      return;
    case "signature":
      mutateSignature(draft, chance);
      return;
    case "framing":
      if (draft.framed === undefined) mutateFraming(draft, chance);
      return;
    case "chunks":
      mutateChunks(draft, chance);
  }
}

/** What an operation is told by: its body, or its query where it has no body. */
function mutateBody(draft: Draft, chance: Chance): void {
  const { protocol } = draft.sample;
  const rest = protocol === "rest-json" || protocol === "rest-xml";
  if (rest && draft.query !== "" && (draft.body.length === 0 || chance.oneIn(3)))
    draft.query = mutateForm(draft.query, chance, draft.done);
  else if (rest && draft.body.length === 0) mutateAddress(draft, chance);
  else if (protocol === "rest-xml") mutateXml(draft, chance);
  else if (protocol === "rpc-cbor") mutateCbor(draft, chance);
  else if (protocol === "query" || protocol === "ec2-query")
    draft.body = Buffer.from(mutateForm(draft.body.toString(), chance, draft.done));
  else mutateJson(draft, chance);
}

/** Sends one request and says what is wrong with its answer. */
async function told(
  wires: readonly Wire[],
  { draft, kind, enforced }: Fuzzed,
  replay: string,
): Promise<string | undefined> {
  const bytes = bytesOf(draft);
  const head = draft.method === "HEAD";
  const before = bugs.length;
  let wrong: string | undefined;
  try {
    const answer = await wires[enforced ? 1 : 0]!.exchange(bytes, head, kind === "framing");
    const moved = MOVING.has(kind) || draft.done.some((one) => one.startsWith("address"));
    wrong = wrongIn(answer, {
      protocol: moved ? undefined : draft.sample.protocol,
      refusable: moved,
      codeless: NO_API.test(`${headerOf(draft, "host") ?? ""}${draft.path}`),
      head,
    });
  } catch (error) {
    wrong = (error as Error).message;
  }
  if (wrong === undefined) return undefined;
  const { service, protocol, operation } = draft.sample;
  const text = JSON.stringify(bytes.toString("latin1").slice(0, 2000));
  const said = bugs.slice(before).map((bug) => `  ${bug.slice(0, 600)}\n`);
  return (
    `request ${replay}: ${service} ${protocol} ${operation}: ${wrong}\n` +
    `  done: ${draft.done.join("; ").slice(0, 300)}\n  bytes: ${text}\n${said.join("")}`
  );
}

/** Sends what `make` makes of `from` up to `end` over several connections; gives what went wrong. */
async function sendAll(
  from: number,
  end: number,
  make: (index: number) => Fuzzed,
): Promise<string[]> {
  const failures: string[] = [];
  let next = from;
  const work = async () => {
    const wires = brumes.map(({ port }) => new Wire(port, BOUND_MILLISECONDS));
    while (next < end && failures.length < MOST_FAILURES) {
      const index = next++;
      const replay = `BRUME_SEED=${SEED} BRUME_FUZZ_REQUEST=${index}`;
      const failed = await told(wires, make(index), replay);
      if (failed !== undefined) failures.push(failed);
    }
    for (const wire of wires) wire.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return failures;
}

const unbroken = (sample: Sample): Fuzzed => ({
  draft: draftOf(sample),
  kind: "body",
  enforced: false,
});

test("what the official clients write is answered, and leaves something to break", async () => {
  const known = working.flat();
  const all = [...known, ...samples.flat().filter(({ operation }) => !/^Delete/.test(operation))];
  const failures: string[] = [];
  // In their order, one after the other: each needs the ones before it.
  for (const sample of known) failures.push(...(await sendAll(0, 1, () => unbroken(sample))));
  failures.push(...(await sendAll(0, all.length, (index) => unbroken(all[index]!))));
  expect(failures.join("\n")).toBe("");
}, 120_000);

test(`${REQUESTS} broken requests (BRUME_SEED=${SEED})`, async () => {
  const only = ONLY === undefined ? undefined : Number(ONLY);
  const failures = await sendAll(only ?? 0, only === undefined ? REQUESTS : only + 1, (index) =>
    fuzzed(chanceOf(SEED, index)),
  );
  expect(failures.join("\n")).toBe("");
  expect(bugs.join("\n")).toBe("");
}, 180_000);

test("Brume is well after it all", async () => {
  for (const { url, client } of brumes) {
    expect((await fetch(`${url}/_brume/health`)).status).toBe(200);
    const { SQSClient, CreateQueueCommand } = await import("@aws-sdk/client-sqs");
    const sqs = new SQSClient(client);
    const made = await sqs.send(new CreateQueueCommand({ QueueName: "after-it-all" }));
    expect(made.QueueUrl).toEndWith("/after-it-all");
  }
});
