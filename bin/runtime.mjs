import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** The path of the Bun executable that `npm ci` installed for this machine. */
export function bunExecutable() {
  const arch = process.arch === "arm64" ? "aarch64" : process.arch;
  const places = ["", "-musl"].map((c) => [`@oven/bun-${process.platform}-${arch}${c}`, "bin/bun"]);
  // Where install scripts do run, bun's own moves the executable into its own package.
  places.push(["bun", "bin/bun.exe"]);
  for (const [name, file] of places) {
    try {
      const executable = join(dirname(require.resolve(`${name}/package.json`)), file);
      if (statSync(executable).size > 1_000_000) return executable;
    } catch {
      // Not the package of this machine; the next one may be.
    }
  }
  console.error(
    `brume: no Bun runtime for ${process.platform}-${process.arch} is installed.\n` +
      "It comes with the package's own dependencies: run `npm ci --omit=dev` in the project's folder, " +
      "without --omit=optional.",
  );
  process.exit(1);
}
