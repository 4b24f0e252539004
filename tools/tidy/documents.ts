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
