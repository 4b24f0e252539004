/** `npm run coverage`: writes the tables of operations and resource types from the code. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { coverageFiles } from "./coverage.ts";

const root = join(import.meta.dir, "..", "..");
mkdirSync(join(root, "docs", "services"), { recursive: true });
for (const { file, text } of await coverageFiles(root)) {
  if (text === undefined) rmSync(join(root, file));
  else writeFileSync(join(root, file), text);
}
