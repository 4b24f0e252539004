/** House rules that a program can hold; each stands in STYLE.md or ARCHITECTURE.md with its reason. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly says: string;
}

interface Source {
  /** From the project's root, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** Rooms in the order of the imports: a room may use those of `ROOMS[room]` and itself. */
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
};
const FORBIDDEN_NAMES = /(^|\/)(utils?|helpers?|manager|common|types|v2|legacy)(\.ts|\/)/;
const AMBIENT = /\b(Date\.now|Math\.random|setTimeout|setInterval|randomUUID)\s*\(|new Date\(\)/;
/** Where real time is what is meant: sockets, processes, the command line, the kernel itself. */
const AMBIENT_ALLOWED = /^src\/(kernel|protocol\/http1|gateway\/listener|engines|cli)\//;
const LONGEST_LINE = 140;
const LONGEST_FILE = 800;

export function findings(root: string): Finding[] {
  return sources(root).flatMap((source) => RULES.flatMap((rule) => rule(source)));
}

type Rule = (source: Source) => Finding[];

const eachLine =
  (test: (line: string, source: Source) => string | undefined): Rule =>
  (source) =>
    source.lines.flatMap((line, index) => {
      const says = test(line, source);
      return says === undefined ? [] : [{ file: source.file, line: index + 1, says }];
    });

const RULES: readonly Rule[] = [
  (source) =>
    FORBIDDEN_NAMES.test(source.file)
      ? [{ file: source.file, line: 1, says: "a name that says nothing" }]
      : [],
  (source) =>
    source.lines.length > LONGEST_FILE && !/\/tests?\//.test(source.file)
      ? [{ file: source.file, line: LONGEST_FILE, says: `longer than ${LONGEST_FILE} lines` }]
      : [],
  eachLine((line) =>
    line.length > LONGEST_LINE && !/https?:|["'`]/.test(line)
      ? `longer than ${LONGEST_LINE} columns`
      : undefined,
  ),
  eachLine((line, { file }) =>
    AMBIENT.test(code(line)) &&
    !AMBIENT_ALLOWED.test(file) &&
    file.startsWith("src/") &&
    !isTest(file)
      ? "ambient time or chance outside the kernel"
      : undefined,
  ),
  eachLine((line, { file }) =>
    isTest(file) &&
    /\b(setTimeout|Bun\.sleep)\s*\(/.test(code(line)) &&
    !/hang|deadline|guard/i.test(line)
      ? "a sleep in a test"
      : undefined,
  ),
  eachLine((line, source) => wrongImport(line, source)),
];

function wrongImport(line: string, { file }: Source): string | undefined {
  const target = /(?:from|import\()\s*"([^"]+)"/.exec(line)?.[1];
  if (target === undefined || !file.startsWith("src/") || isTest(file)) return undefined;
  const [, room = "", ...rest] = file.split("/");
  const allowed = ROOMS[room];
  const aimed = aimOf(file, target);
  if (allowed === undefined || aimed === undefined) return undefined;
  const [aimedRoom = "", ...aimedRest] = aimed.split("/");
  if (aimedRoom === "services" && room === "services") {
    if (rest[0] !== aimedRest[0] && rest[0] !== "index.ts")
      return `a service imports another: ${target}`;
    return undefined;
  }
  if (aimedRoom === room || allowed.includes(aimedRoom) || ROOMS[aimedRoom] === undefined)
    return undefined;
  return `${room} may not import ${aimedRoom}`;
}

/** The room and path under src/ that an import aims at; undefined for packages. */
function aimOf(file: string, target: string): string | undefined {
  if (target.startsWith("#")) return target.slice(1);
  if (!target.startsWith(".")) return undefined;
  return normalize(join(dirname(file), target)).replace(/^src\//, "");
}

const isTest = (file: string): boolean => /\/tests?\/|\.test\.ts$/.test(file);

/** A line without its comment and strings. */
function code(line: string): string {
  return line.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, '""').replace(/\/\/.*|^\s*\*.*|\/\*.*/, "");
}

function sources(root: string): Source[] {
  const out: Source[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!["node_modules", "generated", ".aws-sam"].includes(entry.name)) walk(path);
      } else if (entry.name.endsWith(".ts")) {
        const text = readFileSync(path, "utf8");
        out.push({ file: relative(root, path), text, lines: text.split("\n") });
      }
    }
  };
  for (const folder of ["src", "test", "tools", "bench", "compat"])
    if (existsSync(join(root, folder))) walk(join(root, folder));
  return out;
}
