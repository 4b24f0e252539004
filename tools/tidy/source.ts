/** The files that rules look at. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export interface Source {
  /** From the project's root, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
}

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly says: string;
}

export type Rule = (source: Source) => readonly Finding[];

export const source = (file: string, text: string): Source => ({
  file,
  text,
  lines: text.split("\n"),
});

/** A rule over lines: `test` says what is wrong with one, by its index, or nothing. */
export const eachLine =
  (test: (line: string, source: Source, index: number) => string | undefined): Rule =>
  (from) =>
    from.lines.flatMap((line, index) => {
      const says = test(line, from, index);
      return says === undefined ? [] : [{ file: from.file, line: index + 1, says }];
    });

/** A rule over files: `test` says what is wrong with one, or nothing. */
export const eachFile =
  (test: (source: Source) => string | undefined): Rule =>
  (from) => {
    const says = test(from);
    return says === undefined ? [] : [{ file: from.file, line: 1, says }];
  };

export const isTest = (file: string): boolean => /\/tests?\/|\.test\.ts$|^test\//.test(file);

/** A line without its comment and strings. */
export function code(line: string): string {
  return line.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, '""').replace(/\/\/.*|^\s*\*.*|\/\*.*/, "");
}

const FOLDERS = ["src", "test", "tools", "bench", "compat", "examples", "docs", ""];
const SKIPPED = new Set(["node_modules", "generated", ".aws-sam", ".cache", ".brume", "dist"]);

/** TypeScript and Markdown of the project, without what is generated as code. */
export function sources(root: string): Source[] {
  const out: Source[] = [];
  const walk = (folder: string, deep: boolean): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (deep && !SKIPPED.has(entry.name)) walk(path, deep);
      } else if (/\.(ts|md)$/.test(entry.name))
        out.push(source(relative(root, path), readFileSync(path, "utf8")));
    }
  };
  for (const folder of FOLDERS)
    if (existsSync(join(root, folder))) walk(join(root, folder), folder !== "");
  return out;
}
