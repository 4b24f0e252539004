/** Rules for what is written beside the code. */
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { eachFile, eachLine, type Rule, type Source } from "./source.ts";

/** Links of Markdown to files: each must be there. */
export const linksOf = (root: string): Rule =>
  eachLine((line, { file }) => {
    if (!file.endsWith(".md")) return undefined;
    for (const [, target = ""] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|mailto:|#)/.test(target)) continue;
      const path = normalize(join(dirname(file), target.replace(/#.*$/, "")));
      if (!existsSync(join(root, path))) return `a link to what is not there: ${target}`;
    }
    return undefined;
  });

/** Paths of the project that Markdown names, as `src/kernel`: each must be there. */
export const pathsOf = (root: string): Rule =>
  eachLine((line, { file }) => {
    if (!file.endsWith(".md")) return undefined;
    for (const [, path = ""] of line.matchAll(
      /`((?:src|test|tools|docs|bench|compat|examples|bin)\/[\w./-]+)`/g,
    ))
      if (!existsSync(join(root, path))) return `names what is not there: ${path}`;
    return undefined;
  });

/** Every room of src/ and every folder beside src/ stands in the code map. */
export const codeMap = (all: readonly Source[]): Rule => {
  const folders = new Set<string>();
  for (const { file } of all) {
    const [top = "", room = ""] = file.split("/");
    if (!file.endsWith(".ts") || !file.includes("/")) continue;
    folders.add(top === "src" && room !== "" && !room.endsWith(".ts") ? `src/${room}` : top);
  }
  return eachFile(({ file, text }) => {
    if (file !== "ARCHITECTURE.md") return undefined;
    const missing = [...folders].filter((folder) => !text.includes(`\`${folder}\``)).sort();
    const lacking = missing.filter((folder) => folder !== "src");
    return lacking.length === 0 ? undefined : `the code map lacks ${lacking.join(", ")}`;
  });
};

/** Pages of docs/ that no other page links to are found by nobody. */
export const linkedFrom = (all: readonly Source[]): Rule => {
  const linked = new Set(
    all
      .filter(({ file }) => file.endsWith(".md"))
      .flatMap(({ file, text }) =>
        [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, to = ""]) =>
          normalize(join(dirname(file), to)),
        ),
      ),
  );
  return eachFile(({ file }) =>
    file.startsWith("docs/") && file.endsWith(".md") && !linked.has(file)
      ? "a page that nothing links to"
      : undefined,
  );
};
