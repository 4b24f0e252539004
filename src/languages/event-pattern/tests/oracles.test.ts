/** Cases recorded on AWS: `_NEG` does not match, `_EXC` is refused, any other matches. */
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileEventPattern, InvalidEventPattern } from "../pattern.ts";

const folder = join(import.meta.dir, "../../../../../shared/oracles/event-patterns");
const files = existsSync(folder) ? readdirSync(folder) : [];

test.skipIf(files.length === 0)("the recorded cases (skipped without ../shared/oracles)", () => {
  const wrong: string[] = [];
  for (const file of files) {
    const { Event, EventPattern } = Bun.JSON5.parse(readFileSync(join(folder, file), "utf8")) as {
      Event: unknown;
      EventPattern: unknown;
    };
    const wanted = file.includes("_EXC") ? "refused" : !file.includes("_NEG");
    let found: boolean | "refused";
    try {
      found = compileEventPattern(JSON.stringify(EventPattern)).matches(Event);
    } catch (error) {
      if (!(error instanceof InvalidEventPattern)) throw error;
      found = "refused";
    }
    if (found !== wanted) wrong.push(`${file}: ${found}`);
  }
  expect(wrong).toEqual([]);
});
