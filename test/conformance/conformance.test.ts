/**
 * The official clients against our codecs, for every operation the models have. The counts stand in
 * baseline.json and may only rise; `bun test/conformance/update.ts` writes them anew. What does not
 * conform is explained, one by one, in explained.ts.
 */
import { expect, test } from "bun:test";
import { modelIds } from "#aws/models";
import { explained } from "./explained.ts";
import baseline from "./baseline.json" with { type: "json" };
import { type Count, conformance, protocolsOf } from "./run.ts";

const counts = baseline as Readonly<Record<string, Count>>;

for (const id of modelIds())
  for (const protocol of protocolsOf(id))
    test(`${id} by ${protocol} conforms as far as it did`, async () => {
      const { count, findings } = await conformance(id, protocol);
      const before = counts[`${id} ${protocol}`];
      expect(before).toBeDefined();
      const fallen = (["operations", "requests", "responses", "errors"] as const).filter(
        (kind) => count[kind] < before![kind],
      );
      const told = findings.map(({ where, what }) => `${where}: ${what}`).join("\n");
      expect(fallen.length === 0 ? "" : `${fallen.join(", ")} fell:\n${told}`).toBe("");
      expect(findings.map(({ where }) => where).sort()).toEqual(explained(id, protocol).sort());
    });

test("the baseline names nothing that is gone", () => {
  const known = new Set(modelIds().flatMap((id) => protocolsOf(id).map((one) => `${id} ${one}`)));
  expect(Object.keys(counts).filter((key) => !known.has(key))).toEqual([]);
});

test("every service of the models has its official client", () => {
  const without = Object.entries(counts).filter(([, { operations }]) => operations === 0);
  expect(without).toEqual([]);
});
