/** A cgroup that bounds the memory of one environment, where this machine lets us make one. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

export interface MemoryGroup {
  /** The file that takes process ids. */
  readonly procs: string;
  /** Removes the group; false while something still ends in it. */
  remove(): boolean;
}

/**
 * Makes a group bounded to `limitMb`, or undefined where cgroups are not ours to write. The bound
 * counts the function's /tmp too, which lies in memory here: the exact bound on the processes'
 * own memory is the watch of `environment.ts`.
 */
export function hostGroup(id: string, limitMb: number): MemoryGroup | undefined {
  const place = parentGroup();
  if (place === undefined) return undefined;
  const folder = join(place.folder, `brume-${process.pid}-${id}`);
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, place.limit), String(limitMb * 1024 * 1024));
  } catch {
    remove(folder);
    return undefined;
  }
  return { procs: join(folder, "cgroup.procs"), remove: () => remove(folder) };
}

/** Removes groups that Brumes left behind which were killed. */
export function sweepGroups(): void {
  const place = parentGroup();
  if (place === undefined) return;
  for (const name of readdirSync(place.folder)) {
    const pid = /^brume-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) remove(join(place.folder, name));
  }
}

function remove(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "ENOENT";
  }
}

function parentGroup(): { folder: string; limit: string } | undefined {
  if (process.platform !== "linux") return undefined;
  let lines: string[];
  try {
    lines = readFileSync("/proc/self/cgroup", "utf8").split("\n");
  } catch {
    return undefined;
  }
  for (const line of lines) {
    const [, controllers = "", path = ""] = line.split(":");
    if (controllers.split(",").includes("memory")) {
      const folder = join("/sys/fs/cgroup/memory", path);
      if (existsSync(folder)) return { folder, limit: "memory.limit_in_bytes" };
    }
  }
  const unified = lines.find((line) => line.startsWith("0::"));
  const folder = unified === undefined ? undefined : join("/sys/fs/cgroup", unified.slice(3));
  if (folder === undefined || !existsSync(join(folder, "cgroup.subtree_control"))) return undefined;
  const given = readFileSync(join(folder, "cgroup.subtree_control"), "utf8");
  return given.split(/\s+/).includes("memory") ? { folder, limit: "memory.max" } : undefined;
}
