/** The processes of one environment, as the host sees them in /proc. */
import { readFileSync } from "node:fs";

/** `pid` and all that descend from it; only `pid` where there is no /proc. */
export function treeOf(pid: number): number[] {
  const found = [pid];
  for (let i = 0; i < found.length && found.length < 1_000; i++) {
    const one = found[i]!;
    try {
      const text = readFileSync(`/proc/${one}/task/${one}/children`, "utf8");
      for (const child of text.split(" ")) if (child !== "") found.push(Number(child));
    } catch {
      // It ended meanwhile, or there is no /proc.
    }
  }
  return found;
}

/** Sends a signal to every one of them; those that are gone are no concern. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone.
    }
  }
}

/** Resident memory of a process now and at its highest, in bytes; zeros when it is gone. */
export function memoryOf(pid: number): { residentBytes: number; peakBytes: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kb = (name: string) => {
      const at = status.indexOf(name);
      return at < 0 ? 0 : Number.parseInt(status.slice(at + name.length), 10) * 1024;
    };
    return { residentBytes: kb("VmRSS:"), peakBytes: kb("VmHWM:") };
  } catch {
    return { residentBytes: 0, peakBytes: 0 };
  }
}
