/** Bindings put to work: compiled and run by the languages they are for. */
import { afterAll, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CannotBind, codeBinding } from "#languages/code-binding/binding";
import type { JsonObject } from "#languages/event-schema/document";
import { inferDocument } from "#languages/event-schema/infer";

const root = mkdtempSync(join(tmpdir(), "brume-binding-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const EVENT = {
  version: "0",
  id: "1",
  "detail-type": "New Order",
  source: "shop.orders",
  account: "000000000000",
  time: "2026-01-01T00:00:00Z",
  region: "us-east-1",
  resources: ["arn:aws:x"],
  detail: {
    orderId: 7,
    price: 1.5,
    from: "web",
    "class-of": true,
    constructor: "c",
    placedAt: "2026-01-01T01:02:03.250Z",
    lines: [
      { sku: "a", parts: [[1]] },
      { sku: "b", parts: [] },
    ],
    customer: { name: "Ada", object: { date: "d" } },
  },
};

/** Names that languages keep for themselves, maps, aliases, unions, cycles. */
const WRITTEN: JsonObject = {
  openapi: "3.0.0",
  info: { title: "t", version: "1" },
  paths: {},
  components: {
    schemas: {
      "Some/Tree.1": {
        type: "object",
        required: ["state"],
        properties: {
          state: { type: "string", enum: ["on", "off"], nullable: true },
          children: { type: "array", items: { $ref: "#/components/schemas/Some~1Tree.1" } },
          byName: { type: "object", additionalProperties: { $ref: "#/components/schemas/Date" } },
          at: { $ref: "#/components/schemas/Moment" },
          free: { type: "object" },
          import: { oneOf: [{ type: "string" }, { type: "number" }] },
          lost: { $ref: "#/components/schemas/Nowhere" },
        },
      },
      Date: {
        allOf: [
          { $ref: "#/components/schemas/Base" },
          { type: "object", properties: { day: { type: "integer" } } },
        ],
      },
      Base: { type: "object", properties: { year: { type: "integer" } }, required: ["year"] },
      Moment: { type: "string", format: "date-time" },
    },
  },
};

const TREE = {
  state: "on",
  children: [{ state: "off", children: [] }],
  byName: { x: { year: 2026, day: 1 } },
  at: "2026-01-01T00:00:00Z",
  free: { __proto_: 1 },
  import: "x",
};

function written(document: JsonObject, name: string, language: string): string {
  const folder = mkdtempSync(join(root, `${language}-`));
  for (const [path, text] of codeBinding(document, name, language)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function run(command: string, parameters: readonly string[], folder: string, input = ""): string {
  const { status, stdout, stderr } = spawnSync(command, parameters, {
    cwd: folder,
    input,
    env: { ...process.env, GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local", GOPROXY: "off" },
  });
  if (status !== 0) throw new Error(`${command}: ${stdout}${stderr}`);
  return stdout.toString();
}

const order = () => inferDocument([EVENT]);

test("TypeScript compiles in strict mode", () => {
  const tsc = join(process.cwd(), "node_modules/.bin/tsc");
  const strict =
    "--noEmit --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --noImplicitOverride --target es2022 --module esnext --moduleResolution bundler --types".split(
      " ",
    );
  const folder = written(order(), "shop.orders@NewOrder", "TypeScript3");
  const path = "schema/shop/orders/neworder";
  writeFileSync(
    join(folder, "use.ts"),
    `import { AWSEvent } from "./${path}/AWSEvent";
import { NewOrder } from "./${path}/NewOrder";
import { Marshaller } from "./${path}/marshaller/Marshaller";
const event: AWSEvent<NewOrder> = Marshaller.unmarshal({}, "AWSEvent");
const price: number = event.detail.price;
const year: number = event.detail.placedAt.getFullYear();
const sku: string | undefined = event.detail.lines[0]?.sku;
// @ts-expect-error the schema has no such property
event.detail.weight;
export const text: string = event["detail_type"] + price + year + sku;
`,
  );
  run(tsc, [...strict, "", "use.ts"], folder);
  const tree = written(WRITTEN, "Tree", "TypeScript3");
  expect(readdirSync(join(tree, "schema/tree")).sort()).toEqual([
    "Base.ts",
    "Date_.ts",
    "Some_Tree_1.ts",
    "marshaller",
  ]);
  run(tsc, [...strict, "", "schema/tree/marshaller/Marshaller.ts"], tree);
}, 60_000);

test("TypeScript reads an event and writes it back", async () => {
  const folder = written(order(), "shop.orders@NewOrder", "TypeScript3");
  const { Marshaller } = await import(
    join(folder, "schema/shop/orders/neworder/marshaller/Marshaller.ts")
  );
  const event = Marshaller.unmarshal(EVENT, "AWSEvent");
  expect(event.constructor.name).toBe("AWSEvent");
  expect(event.detail_type).toBe("New Order");
  expect(event.detail.constructor_1).toBe("c");
  expect(event.detail.placedAt).toEqual(new Date("2026-01-01T01:02:03.250Z"));
  expect(event.detail.lines[0].constructor.name).toBe("NewOrderItem");
  expect(Marshaller.marshal(event, "AWSEvent")).toEqual(EVENT);
  const tree = written(WRITTEN, "Tree", "TypeScript3");
  const other = await import(join(tree, "schema/tree/marshaller/Marshaller.ts"));
  const read = other.Marshaller.unmarshal(TREE, "Some_Tree_1");
  expect(read.byName.x.constructor.name).toBe("Date_");
  expect(other.Marshaller.marshal(read, "Some_Tree_1")).toEqual(TREE);
});

const python = spawnSync("python3", ["--version"]).error === undefined;

test.skipIf(!python)(
  "Python reads an event and writes it back (skipped where there is no python3)",
  () => {
    const folder = written(order(), "shop.orders@NewOrder", "Python36");
    const out = run(
      "python3",
      [
        "-c",
        `import json, sys
from schema.shop.orders.neworder import Marshaller, AWSEvent, NewOrder
event = Marshaller.unmarshall(json.load(sys.stdin), AWSEvent)
assert isinstance(event.detail, NewOrder), event.detail
assert event.detail.order_id == 7 and event.detail._from == "web" and event.detail.class_of is True
assert event.detail.placed_at.microsecond == 250000 and event.time.year == 2026
assert type(event.detail.lines[0]).__name__ == "NewOrderItem"
assert event == Marshaller.unmarshall(Marshaller.marshall(event), AWSEvent) and event != 1
assert "order_id" in repr(event)
event.detail_type += "!"
print(json.dumps(Marshaller.marshall(event)))`,
      ],
      folder,
      JSON.stringify(EVENT),
    );
    expect(JSON.parse(out)).toEqual({
      ...EVENT,
      "detail-type": "New Order!",
      detail: { ...EVENT.detail, placedAt: "2026-01-01T01:02:03.250000Z" },
    });
    const odd = { type: "object", properties: { "é😀\u2028": { type: "string" } } };
    const said = run(
      "python3",
      [
        "-c",
        `from schema.odd import Marshaller, Odd
print(Marshaller.unmarshall({"\\u00e9\\U0001f600\\u2028": "x"}, "Odd").to_dict())`,
      ],
      written(odd as JsonObject, "odd", "Python36"),
    );
    expect(said).toBe("{'_': 'x'}\n");
    const tree = written(WRITTEN, "Tree", "Python36");
    const back = run(
      "python3",
      [
        "-c",
        `import json, sys
from schema.tree import Marshaller, Some_Tree_1, Date
tree = Marshaller.unmarshall(json.load(sys.stdin), Some_Tree_1)
assert isinstance(tree.by_name["x"], Date) and tree._import == "x"
print(json.dumps(Marshaller.marshall(tree)))`,
      ],
      tree,
      JSON.stringify(TREE),
    );
    expect(JSON.parse(back)).toEqual(TREE);
  },
  60_000,
);

const gofmt = spawnSync("gofmt", ["-h"]).error === undefined;

test.skipIf(!gofmt)("Go is Go (skipped where there is no gofmt)", () => {
  for (const document of [order(), WRITTEN])
    run("gofmt", ["-e", "-l", "."], written(document, "shop.orders@NewOrder", "Go1"));
});

const go = spawnSync("go", ["version"]).error === undefined;

test.skipIf(!go)(
  "Go reads an event and writes it back (skipped where there is no go)",
  () => {
    const folder = written(order(), "shop.orders@NewOrder", "Go1");
    writeFileSync(join(folder, "go.mod"), "module example.com/binding\n\ngo 1.18\n");
    writeFileSync(join(folder, "main.go"), GO_MAIN);
    const event = { ...EVENT, detail: { ...EVENT.detail, placedAt: "2026-01-01T01:02:03.25Z" } };
    expect(JSON.parse(run("go", ["run", "."], folder, JSON.stringify(event)))).toEqual(event);
    const tree = written(WRITTEN, "Tree", "Go1");
    writeFileSync(join(tree, "go.mod"), "module example.com/tree\n\ngo 1.18\n");
    run("go", ["vet", "./..."], tree);
  },
  240_000,
);

const GO_MAIN = `package main

import (
	"fmt"
	"io"
	"os"

	"example.com/binding/schema/shop/orders/neworder"
)

func main() {
	data, _ := io.ReadAll(os.Stdin)
	event, err := neworder.UnmarshalEvent(data)
	if err != nil {
		panic(err)
	}
	if event.Detail.OrderId != 7 || event.Detail.Lines[1].Sku != "b" || event.Time.Year() != 2026 {
		panic(fmt.Sprint(event.Detail))
	}
	out, err := neworder.MarshalEvent(event)
	if err != nil {
		panic(err)
	}
	fmt.Print(string(out))
}
`;

const draft4 = (schema: JsonObject) => ({
  $schema: "http://json-schema.org/draft-04/schema#",
  ...schema,
});

test("draft 4: the whole is the root's class, in the folders that its name says", () => {
  const files = codeBinding(
    draft4({
      title: "order placed",
      type: "object",
      properties: { at: { $ref: "#/definitions/At" }, me: { $ref: "#" } },
      definitions: { At: { type: "object", properties: { x: { type: ["integer", "null"] } } } },
    }),
    "2P.Schema@import",
    "TypeScript3",
  );
  expect([...files.keys()]).toEqual([
    "schema/_2p/schema/_import/OrderPlaced.ts",
    "schema/_2p/schema/_import/At.ts",
    "schema/_2p/schema/_import/marshaller/Marshaller.ts",
  ]);
  expect(files.get("schema/_2p/schema/_import/OrderPlaced.ts")).toContain('"me"?: OrderPlaced;');
});

test("what cannot be bound says why", () => {
  const nothing = { openapi: "3.0.0", components: { schemas: { A: { type: "string" } } } };
  expect(() => codeBinding(nothing, "a", "Python36")).toThrow(
    new CannotBind("The schema has no object."),
  );
  const quote = draft4({ properties: { 'a"b': { type: "string" } } });
  expect(() => codeBinding(quote, "a", "Go1")).toThrow('Go has no tag for the property "a\\"b".');
  const around = {
    openapi: "3.0.0",
    components: { schemas: { A: { $ref: "#/components/schemas/A" } } },
  };
  const names = Array.from({ length: 40 }, (_, n) => `N${n}`);
  const twice = names.map((name, n) => {
    const next = { $ref: `#/components/schemas/N${n + 1}` };
    return [name, { allOf: [next, next] }];
  });
  const doubling = { openapi: "3.0.0", components: { schemas: Object.fromEntries(twice) } };
  expect(() => codeBinding(doubling, "a", "Python36")).toThrow("too many parts");
  expect(() => codeBinding(around, "a", "Python36")).toThrow("nested too deeply");
});
