/** Writes baseline.json from what conforms now, and says what does not; refuses a count that fell. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { modelIds } from "#aws/models";
import { type Count, conformance, protocolsOf } from "./run.ts";

const file = join(import.meta.dir, "baseline.json");
const before = JSON.parse(readFileSync(file, "utf8")) as Record<string, Count>;
const after: Record<string, Count> = {};
let fell = false;
for (const id of modelIds())
  for (const protocol of protocolsOf(id)) {
    const key = `${id} ${protocol}`;
    const { count, findings } = await conformance(id, protocol);
    after[key] = count;
    for (const { where, what } of findings) console.log(`${key}: ${where}: ${what}`);
    for (const kind of ["operations", "requests", "responses", "errors"] as const)
      if (count[kind] < (before[key]?.[kind] ?? 0)) {
        console.error(`${key}: ${kind} fell from ${before[key]![kind]} to ${count[kind]}`);
        fell = true;
      }
  }
if (fell) process.exit(1);
const lines = Object.entries(after).map(
  ([key, count]) => `  ${JSON.stringify(key)}: ${JSON.stringify(count)}`,
);
writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
const total = (kind: keyof Count) => Object.values(after).reduce((sum, one) => sum + one[kind], 0);
console.log(
  `${total("operations")} operations, ${total("requests") + total("responses") + total("errors")} of ${total("tried")} exchanges conform`,
);
