/** Bodies at the edge of what JSON and CBOR may hold. */
import { expect, test } from "bun:test";
import { Fault } from "#aws/fault";
import type { Protocol } from "#aws/model";
import { loadModel } from "#aws/models";
import type { Value } from "../codec.ts";
import { codecFor } from "../codecs.ts";

function parsed(id: string, protocol: Protocol, operation: string, body: Uint8Array): Value {
  const model = loadModel(id);
  const codec = codecFor(model, protocol);
  return codec.parse(model.operations[operation]!, {} as never, body, {}) as Value;
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return `${error.status} ${error.code}`;
    throw error;
  }
  return "taken";
}

const registered = (protocol: Protocol, body: Uint8Array) =>
  parsed("servicediscovery", protocol, "RegisterInstance", body)["Attributes"];
const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");
/** {"Attributes": ...} */
const ATTRIBUTES = `a1 6a ${Buffer.from("Attributes").toString("hex")}`;

test("__proto__ is a key like any other, by JSON and by CBOR", () => {
  const json = Buffer.from('{"Attributes":{"__proto__":"a","b":"c"}}');
  const cbor = hex(`${ATTRIBUTES} a2 69 5f5f70726f746f5f5f 61 61 61 62 61 63`);
  for (const held of [registered("aws-json-1.1", json), registered("rpc-cbor", cbor)]) {
    expect(Object.entries(held as object)).toEqual([
      ["__proto__", "a"],
      ["b", "c"],
    ]);
    expect(Object.getPrototypeOf(held)).toBeNull();
  }
});

test("maps and texts of no length told beforehand are read", () => {
  expect(registered("rpc-cbor", hex(`${ATTRIBUTES} bf 6162 7f 6163 6164 ff ff`))).toEqual(
    Object.assign(Object.create(null), { b: "cd" }),
  );
});

const broken: readonly (readonly [string, string])[] = [
  ["a map that never ends", `${ATTRIBUTES} bf 6162 6163`],
  ["a break that ends nothing", "ff"],
  ["a list for a structure", "80"],
  ["a number for a key", `${ATTRIBUTES} a1 01 6163`],
  ["a tag for a text", `${ATTRIBUTES} a1 6162 c1 01`],
  ["more than there is", "bb ffffffffffffffff"],
  ["bytes after it", "a0 a0"],
  ["lists ten thousand deep", `${ATTRIBUTES} ${"81".repeat(10_000)}01`],
];
for (const [title, bytes] of broken)
  test(`CBOR: ${title} cannot be read`, () => {
    expect(refusal(() => registered("rpc-cbor", hex(bytes)))).toBe("400 SerializationException");
  });

const limit = (text: string) =>
  parsed("dynamodb", "aws-json-1.0", "Scan", Buffer.from(`{"Limit":${text}}`))["Limit"];

test("whole numbers are cut off and kept within their bounds, as Java's parser does", () => {
  expect([
    limit("1.9"),
    limit("-1.9"),
    limit("1e400"),
    limit("99999999999"),
    limit("-1e400"),
  ]).toEqual([1, -1, 2 ** 31 - 1, 2 ** 31 - 1, -(2 ** 31)]);
});

test("JSON nested too deeply, or of no encoding, cannot be read", () => {
  for (const body of [`{"a":${"[".repeat(100_000)}`, "\ufeff{", '{"a":\u0000}', "{'a':1}"])
    expect(refusal(() => parsed("dynamodb", "aws-json-1.0", "Scan", Buffer.from(body)))).toBe(
      "400 SerializationException",
    );
});
