import { expect, test } from "bun:test";
import { join } from "node:path";
import { findings } from "./rules.ts";

test("the house rules hold", () => {
  const found = findings(join(import.meta.dir, "..", ".."));
  expect(found.map((f) => `${f.file}:${f.line}: ${f.says}`)).toEqual([]);
});
