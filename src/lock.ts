/** One Brume per data folder: a file that names the process that has it. */
import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

export interface RunningFacts {
  readonly pid: number;
  /** Empty until it answers. */
  readonly url: string;
  /** Where requests that name no region go. */
  readonly region?: string;
  /** Epoch milliseconds. */
  readonly startedAt?: number;
}

export class FolderInUse extends Error {
  constructor(
    readonly folder: string,
    readonly running: RunningFacts,
  ) {
    super(
      `The data folder ${folder} is in use by another Brume (process ${running.pid}` +
        `${running.url === "" ? "" : `, at ${running.url}`}). Stop it with \`brume stop\`, or give ` +
        "this one a folder of its own with --data, or none with --ephemeral.",
    );
  }
}

const fileOf = (folder: string): string => join(folder, "brume.pid");

/** The Brume that has the folder, if it still runs. */
export function runningIn(folder: string): RunningFacts | undefined {
  try {
    const facts = JSON.parse(readFileSync(fileOf(folder), "utf8")) as RunningFacts;
    return Number.isInteger(facts.pid) && facts.pid > 0 && alive(facts.pid) ? facts : undefined;
  } catch {
    return undefined;
  }
}

export interface FolderLock {
  /** Says more of this process, once it is known. */
  write(facts: RunningFacts): void;
  release(): void;
}

/** @throws FolderInUse while another process has it. */
export function lockFolder(folder: string): FolderLock {
  const file = fileOf(folder);
  const facts: RunningFacts = { pid: process.pid, url: "" };
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = openSync(file, "wx", 0o600);
      writeSync(handle, JSON.stringify(facts));
      closeSync(handle);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== "EEXIST") throw error;
      const running = runningIn(folder);
      if (running !== undefined) throw new FolderInUse(folder, running);
      // Left by a process that is gone.
      if (attempt > 3) throw error;
      rmSync(file, { force: true });
    }
  }
  return {
    write: (next) => writeFileSync(file, JSON.stringify(next), { mode: 0o600 }),
    release: () => rmSync(file, { force: true }),
  };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return isBrume(pid);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** A pid may have been given anew to some other program since. */
function isBrume(pid: number): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return /bun|brume/.test(command);
  } catch {
    return true;
  }
}
