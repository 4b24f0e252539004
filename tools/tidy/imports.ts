/** Which room may import which: ARCHITECTURE.md draws it. */
import { dirname, join, normalize } from "node:path";
import { eachLine, isTest, type Source } from "./source.ts";

/** A room may use those listed and itself. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  languages: ["base"],
  aws: ["base"],
  store: ["base"],
  engines: ["base", "protocol", "aws"],
  protocol: ["base", "aws"],
  kernel: ["base", "languages", "aws", "store", "engines", "protocol"],
  services: ["base", "languages", "aws", "store", "engines", "protocol", "kernel"],
  gateway: ["base", "languages", "aws", "store", "engines", "protocol", "kernel"],
  // A client of the port like any other; it starts the process and reads the store's refusals.
  cli: ["store"],
};

export const imports = eachLine((line, from) => {
  const target = /(?:from|import\()\s*"([^"]+)"/.exec(line)?.[1];
  if (target === undefined || !from.file.startsWith("src/") || isTest(from.file)) return undefined;
  if (target === "bun:sqlite" && !from.file.startsWith("src/store/sqlite/"))
    return "bun: stands only in the SQLite driver";
  return wrongImport(from, target);
});

function wrongImport({ file }: Source, target: string): string | undefined {
  const [, room = "", ...rest] = file.split("/");
  const aimed = aimOf(file, target);
  if (aimed === undefined) return undefined;
  if (aimed.startsWith("..") && aimed !== "../package.json")
    return `src imports what is no part of it: ${target}`;
  const [aimedRoom = "", ...aimedRest] = aimed.split("/");
  const allowed = ROOMS[room];
  if (allowed === undefined) return undefined;
  if (room === "services" && aimedRoom === "services") {
    const own = rest[0] === aimedRest[0];
    const listed = rest[0] === "index.ts" && aimedRest.at(-1) === "service.ts";
    return own || listed ? undefined : `a service imports another: ${target}`;
  }
  // Files beside the rooms (settings, lock, brume) are for the command line.
  if (ROOMS[aimedRoom] === undefined)
    return room === "cli" ? undefined : `${room} may not import ${aimed}`;
  return aimedRoom === room || allowed.includes(aimedRoom)
    ? undefined
    : `${room} may not import ${aimedRoom}`;
}

/** The room and path under src/ that an import aims at; undefined for packages. */
function aimOf(file: string, target: string): string | undefined {
  if (target.startsWith("#")) return target.slice(1);
  if (!target.startsWith(".")) return undefined;
  const aimed = normalize(join(dirname(file), target));
  return aimed.startsWith("src/") ? aimed.slice(4) : `../${aimed}`;
}
