/** Event patterns through the port. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EventBridgeClient, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { testBrume, type TestBrume } from "#test/harness/brume";

const folder = join(import.meta.dir, "../../../../../shared/oracles/event-patterns");
const files = existsSync(folder) ? readdirSync(folder) : [];

let brume: TestBrume;
let events: EventBridgeClient;
beforeAll(async () => {
  brume = await testBrume();
  events = new EventBridgeClient(brume.client);
});
afterAll(() => brume.stop());

const tried = (EventPattern: string, Event: string) =>
  events.send(new TestEventPatternCommand({ EventPattern, Event })).then(
    ({ Result }) => Result,
    (error: Error) => error.name,
  );

test.skipIf(files.length === 0)(
  "the recorded cases, by TestEventPattern (skipped without ../shared/oracles)",
  async () => {
    const wrong: string[] = [];
    for (const file of files) {
      const { Event, EventPattern } = Bun.JSON5.parse(readFileSync(join(folder, file), "utf8")) as {
        Event: object;
        EventPattern: object;
      };
      const wanted = file.includes("_EXC")
        ? "InvalidEventPatternException"
        : !file.includes("_NEG");
      const found = await tried(JSON.stringify(EventPattern), JSON.stringify(Event));
      if (found !== wanted) wrong.push(`${file}: ${found}`);
    }
    expect(wrong).toEqual([]);
    expect(files.length).toBeGreaterThan(40);
  },
);

const envelope = {
  ...{ id: "1", source: "a", "detail-type": "t", account: "1", region: "r" },
  time: "2026-01-01T00:00:00Z",
};

test("patterns made to be slow are not", async () => {
  const long = "a".repeat(200_000);
  const event = JSON.stringify({ ...envelope, detail: { text: long } });
  const cases: readonly [pattern: string, result: unknown][] = [
    // Every place in the text begins a match that fails at its end.
    [JSON.stringify({ detail: { text: [{ wildcard: "*aaaaaab*" }] } }), false],
    // More beginnings of itself, or more stars, than AWS allows.
    [
      JSON.stringify({ detail: { text: [{ wildcard: `*${"a".repeat(3_900)}b*` }] } }),
      "InvalidEventPatternException",
    ],
    [
      JSON.stringify({ detail: { text: [{ wildcard: `${"*a".repeat(1_900)}*b` }] } }),
      "InvalidEventPatternException",
    ],
    // More combinations than AWS allows.
    [
      JSON.stringify({
        $or: Array.from({ length: 40 }, (_, n) => ({ source: [`${n}`] })),
        detail: { $or: Array.from({ length: 40 }, (_, n) => ({ text: [`${n}`] })) },
      }),
      "InvalidEventPatternException",
    ],
    [`${'{"a":'.repeat(600)}["b"]${"}".repeat(600)}`, "InvalidEventPatternException"],
  ];
  for (const [pattern, result] of cases) {
    const began = performance.now();
    expect(await tried(pattern, event)).toBe(result as never);
    expect(performance.now() - began).toBeLessThan(3_000);
  }
});

test("a field that is absent within arrays, and one of whose elements is not tried with every other", async () => {
  const items = Array.from({ length: 20_000 }, (_, n) => ({ sku: n, name: "n" }));
  const event = JSON.stringify({ ...envelope, detail: { items } });
  const pattern = { name: ["n"], sku: [-1], gone: [{ exists: false }] };
  const began = performance.now();
  expect(await tried(JSON.stringify({ detail: { items: pattern } }), event)).toBe(false);
  expect(performance.now() - began).toBeLessThan(3_000);
});
