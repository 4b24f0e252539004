/** A Brume in a process of its own, as a user starts it: for kills, restarts and the command line. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { bunExecutable } from "../../bin/runtime.mjs";

export const ROOT = join(import.meta.dir, "..", "..");

export interface BrumeProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop; the milliseconds that took. */
  stop(): Promise<number>;
  /** Everything it printed. */
  output(): string;
}

/** Starts `brume start`, from the sources unless told otherwise, and resolves once it answers. */
export function startProcess(
  args: readonly string[],
  environment: Record<string, string> = {},
  command: readonly string[] = [bunExecutable(), join(ROOT, "src", "main.ts")],
): Promise<BrumeProcess> {
  const child = spawn(command[0]!, [...command.slice(1), "start", "--port", "0", ...args], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return new Promise((resolve, reject) => {
    const look = (piece: Buffer) => {
      printed += piece.toString();
      const url = /answers at (http:\S+?)\s/.exec(printed)?.[1];
      if (url === undefined) return;
      resolve({
        child,
        url,
        output: () => printed,
        async kill() {
          child.kill("SIGKILL");
          await ended;
        },
        async stop() {
          const began = performance.now();
          child.kill("SIGTERM");
          await ended;
          return performance.now() - began;
        },
      });
    };
    child.stdout!.on("data", look);
    child.stderr!.on("data", (piece: Buffer) => {
      printed += piece.toString();
    });
    void ended.then(() => reject(new Error(`Brume ended before it answered:\n${printed}`)));
  });
}
