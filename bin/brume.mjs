#!/usr/bin/env node
// Starts Brume on the Bun that npm installed with it.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bunExecutable } from "./runtime.mjs";

const main = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "main.ts");
const child = spawn(bunExecutable(), [main, ...process.argv.slice(2)], { stdio: "inherit" });
// Ctrl-C reaches the whole process group; what is sent to this process alone is passed on.
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
process.on("SIGINT", () => undefined);
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
