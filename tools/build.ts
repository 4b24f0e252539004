/** `npm run build`: Brume as one executable file, dist/brume. */
import { spawnSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dir, "..");
const out = join(root, "dist", "brume");
mkdirSync(join(root, "dist"), { recursive: true });
const assets = [
  ...new Bun.Glob("src/aws/generated/{models,iam,cloudformation}/*.json").scanSync(root),
];
const ran = spawnSync(
  process.execPath,
  [
    "build",
    "--compile",
    "--minify-syntax",
    join(root, "src", "main.ts"),
    ...assets,
    "--asset-naming=[dir]/[name].[ext]",
    "--loader",
    ".json:file",
    "--outfile",
    out,
  ],
  { stdio: "inherit", cwd: root },
);
if (ran.status !== 0) process.exit(ran.status ?? 1);
console.log(`${out}: ${(statSync(out).size / 2 ** 20).toFixed(0)} MiB`);
