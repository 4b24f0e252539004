#!/usr/bin/env node
// Runs the pinned Bun with the arguments given. npm holds back install scripts, and Bun's own
// launcher only works after one, so the executable is taken from the package that carries it.
import { spawn } from "node:child_process";
import { bunExecutable } from "./runtime.mjs";

const child = spawn(bunExecutable(), process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  if (signal) process.kill(process.pid, signal);
  else process.exit(code ?? 1);
});
