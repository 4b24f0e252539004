/** Messages of event streams, piece by piece, against the official encoder and signer. */
import { expect, test } from "bun:test";
import { createHash, createHmac } from "node:crypto";
import { EventStreamCodec } from "@smithy/core/event-streams";
import { SignatureV4 } from "@smithy/signature-v4";
import { Fault } from "#aws/fault";
import type { OperationModel, ServiceModel } from "#aws/model";
import { codecFor } from "../codecs.ts";
import type { Value } from "../codec.ts";
import { decodeMessage, encodeMessage, readMessages } from "../event-stream/frames.ts";
import type { Body, HttpRequest } from "../http.ts";
import { EntryFields, NO_FIELDS } from "../http1/headers.ts";
import { decodePayload, parseCredential, verify } from "../sigv4/sigv4.ts";

const official = new EventStreamCodec(
  (bytes) => (typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8")),
  (text) => Buffer.from(text, "utf8"),
);

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const one of source) out.push(one);
  return out;
}

async function faultOf(run: () => unknown): Promise<Fault> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("every type of header is written and read as the official codec does", () => {
  const body = Buffer.from("the payload ☃");
  const headers = [
    ["yes", true],
    ["no", false],
    ["byte", { kind: "byte", value: -3 }],
    ["short", { kind: "short", value: -300 }],
    ["integer", { kind: "integer", value: -70_000 }],
    ["long", { kind: "long", value: 2 ** 40 }],
    ["blob", Uint8Array.of(1, 2, 3)],
    ["text", "a ☃"],
    ["when", { kind: "timestamp", value: 1_700_000_000_250 }],
  ] as const;
  const message = encodeMessage(headers, body);
  const theirs = official.decode(message);
  expect(theirs.headers["when"]!.value).toEqual(new Date(1_700_000_000_250));
  expect(theirs.headers["byte"]).toEqual({ type: "byte", value: -3 });
  expect(Buffer.from(official.encode(theirs)).equals(message)).toBe(true);
  const ours = decodeMessage(message);
  expect(JSON.stringify([...ours.headers])).toBe(
    JSON.stringify(headers.map(([k, v]) => [k, v instanceof Uint8Array ? Buffer.from(v) : v])),
  );
  expect(Buffer.from(ours.payload).toString()).toBe("the payload ☃");
});

const MESSAGE = encodeMessage([[":event-type", "a"]], Buffer.from("payload"));
const broken: readonly [string, (bytes: Buffer) => Uint8Array, string][] = [
  ["a flipped payload byte", (b) => b.fill(0, 30, 31), "message checksum"],
  ["a flipped length", (b) => b.fill(9, 0, 1), "prelude checksum"],
  ["a message cut short", (b) => b.subarray(0, -1), "within a message"],
  ["bytes after a message", (b) => Buffer.concat([b, Buffer.from([0])]), "within a message"],
  ["a header of no type", () => withHead(Buffer.from([1, 97, 77])), "unknown type"],
  ["a header past the end", () => withHead(Buffer.from([1, 97, 7, 255, 255, 1])), "malformed"],
  ["a header without a name", () => withHead(Buffer.from([0, 0])), "malformed"],
  ["a header twice", () => withHead(Buffer.from([1, 97, 0, 1, 97, 0])), "malformed"],
];

/** A message, checksums right, whose headers are these bytes. */
function withHead(head: Uint8Array): Uint8Array {
  const plain = encodeMessage([], head);
  // The same bytes, told to be headers rather than payload.
  const out = Buffer.from(plain);
  out.writeUInt32BE(head.length, 4);
  out.writeUInt32BE(Bun.hash.crc32(out.subarray(0, 8)), 8);
  out.writeUInt32BE(Bun.hash.crc32(out.subarray(0, -4)), out.length - 4);
  return out;
}

for (const [title, change, words] of broken)
  test(`${title} is a SerializationException`, async () => {
    for (const size of [1, 7, 1000]) {
      const bytes = change(Buffer.from(MESSAGE));
      const fault = await faultOf(() => all(readMessages(inPieces(bytes, size))));
      expect(fault).toMatchObject({ code: "SerializationException", status: 400 });
      expect(fault.message).toContain(words);
    }
  });

function request(body: Uint8Array, headers: Record<string, string> = {}): HttpRequest {
  return {
    method: "POST",
    path: "/",
    query: "",
    headers: new EntryFields(Object.entries(headers)),
    host: headers["host"] ?? "",
    secure: false,
    httpVersion: "1.1",
    remoteAddress: "",
    body: { stream: () => inPieces(body, 10), trailers: () => NO_FIELDS } as unknown as Body,
    signal: new AbortController().signal,
  };
}

const structure = (members: Record<string, object>, more: object = {}) => ({
  type: "structure",
  members,
  ...more,
});
/** An operation that RPC clients stream to: none of the models has one. */
const MODEL = {
  id: "talk",
  serviceId: "Talk",
  protocols: ["rpc-cbor", "aws-json-1.1"],
  operations: {},
  shapes: {
    In: structure({ name: { shape: "Text" }, events: { shape: "Events" } }),
    Events: structure({ said: { shape: "Said" }, raw: { shape: "Raw" } }, { eventStream: true }),
    Said: structure({ text: { shape: "Text" }, at: { shape: "When", eventHeader: true } }),
    Raw: structure({ bytes: { shape: "Bytes", eventPayload: true } }),
    Text: { type: "string" },
    When: { type: "timestamp" },
    Bytes: { type: "blob" },
  },
} as unknown as ServiceModel;
const TALK: OperationModel = { name: "Talk", http: { method: "POST", uri: "/" }, input: "In" };

for (const protocol of ["aws-json-1.1", "rpc-cbor"] as const)
  test(`an initial-request and events come in by ${protocol}`, async () => {
    const codec = codecFor(MODEL, protocol);
    const echo = { ...TALK, name: `Echo${protocol}`, output: "In" };
    // What goes out is what comes in, but for the name of the first message.
    const sent = codec.serialize(
      echo,
      {
        name: "n",
        events: (async function* () {
          yield { said: { text: "hello", at: 1_700_000_000_000 } };
          yield { raw: { bytes: Uint8Array.of(1, 2) } };
        })(),
      },
      "id",
    );
    const out = await all(sent.body as AsyncIterable<Uint8Array>);
    const first = decodeMessage(out[0]!);
    expect(first.headers.get(":event-type")).toBe("initial-response");
    const renamed = [...first.headers].map(([name, value]): [string, typeof value] =>
      name === ":event-type" ? [name, "initial-request"] : [name, value],
    );
    out[0] = encodeMessage(renamed, first.payload);
    const input = await codec.parse(echo, request(Buffer.concat(out)), undefined, {});
    expect(input["name"]).toBe("n");
    const events = await all(input["events"] as AsyncIterable<Value>);
    expect(JSON.parse(JSON.stringify(events))).toEqual([
      { said: { text: "hello", at: 1_700_000_000_000 } },
      { raw: { bytes: { type: "Buffer", data: [1, 2] } } },
    ]);
    const late = () => codec.parse(echo, request(Buffer.concat(out.slice(1))), undefined, {});
    expect((await faultOf(late)).message).toContain("initial-request");
  });

class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

const SIGNED_AT = new Date(Date.UTC(2026, 0, 1));
const SIGNED_HEADERS = { "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-EVENTS" };

/** Signed messages around the given ones, and the request they belong to, verified. */
async function signedStream(change: (messages: Buffer[]) => Buffer[]) {
  const signer = new SignatureV4({
    service: "lex",
    region: "us-east-1",
    sha256: Sha256 as never,
    credentials: { accessKeyId: "test", secretAccessKey: "secret" },
  });
  const host = "runtime.lex.localhost";
  const plain = {
    method: "POST",
    protocol: "http:",
    hostname: host,
    path: "/",
    headers: { host, ...SIGNED_HEADERS },
  };
  const { headers } = (await signer.sign(plain as never, {
    signingDate: SIGNED_AT,
  })) as unknown as { headers: Record<string, string> };
  let prior = /Signature=(\w+)$/.exec(headers["authorization"]!)![1]!;
  const messages: Buffer[] = [];
  for (const payload of [MESSAGE, encodeMessage([], Buffer.from("second")), Buffer.alloc(0)]) {
    const date = { ":date": { type: "timestamp" as const, value: SIGNED_AT } };
    const signed = await signer.sign(
      { message: { headers: date, body: payload }, priorSignature: prior },
      { signingDate: SIGNED_AT },
    );
    prior = signed.signature;
    messages.push(
      Buffer.from(
        encodeMessage(
          [
            [":date", { kind: "timestamp", value: SIGNED_AT.getTime() }],
            [":chunk-signature", Buffer.from(prior, "hex")],
          ],
          payload,
        ),
      ),
    );
  }
  const given = request(Buffer.concat(change(messages)), headers);
  const presented = parseCredential(given)!;
  verify(presented, given, { secret: "secret" }, undefined, SIGNED_AT.getTime(), false);
  return decodePayload(given, presented, undefined, undefined).request.body.stream();
}

test("signed events are unwrapped", async () => {
  const pieces = await all(await signedStream((messages) => messages));
  expect(pieces.map((one) => Buffer.from(one).equals(MESSAGE))).toEqual([true, false]);
});

const tampered: readonly [string, (messages: Buffer[]) => Buffer[], string][] = [
  ["in another order", ([a, b, c]) => [b!, a!, c!], "InvalidSignatureException"],
  ["with one left out", ([, b, c]) => [b!, c!], "InvalidSignatureException"],
  ["cut off", ([a, b]) => [a!, b!], "IncompleteSignatureException"],
  ["unsigned", () => [Buffer.from(MESSAGE)], "IncompleteSignatureException"],
  [
    "with another payload",
    ([a]) => [Buffer.from(encodeMessage(decodeMessage(a!).headers, Buffer.from("other")))],
    "InvalidSignatureException",
  ],
];
for (const [title, change, code] of tampered)
  test(`signed events ${title} are refused`, async () => {
    const fault = await faultOf(async () => all(await signedStream(change)));
    expect(fault.code).toBe(code);
  });
