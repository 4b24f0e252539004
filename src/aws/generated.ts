/**
 * Reads a generated file: from the folder, or from within the single-file executable, where the
 * build puts them under names with their slashes kept.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** In the executable every module's folder is the root of what it holds. */
const embedded = import.meta.dir.startsWith("/$bunfs");
const folder = embedded
  ? join(import.meta.dir, "src", "aws", "generated")
  : join(import.meta.dir, "generated");

/** The parsed file; undefined when there is none of that name. */
export function readGenerated(name: string): unknown {
  let text: string;
  try {
    text = readFileSync(join(folder, name), "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw error;
  }
  return JSON.parse(text);
}
