/** Rules for services: siblings of one shape (ARCHITECTURE.md). */
import { eachFile, eachLine, isTest, type Rule, type Source } from "./source.ts";

const inService = (file: string): boolean =>
  /^src\/services\/[^/]+\//.test(file) && file.endsWith(".ts") && !isTest(file);

/** SQL that reads or writes stands in `tables.ts`, as named queries. */
export const sqlInTables = eachLine((line, { file }) =>
  inService(file) &&
  !/\/tables(\.ts|\/)/.test(file) &&
  /["'`](select\b[^"'`]+\bfrom|insert into|update\b[^"'`]+\bset|delete from)\b/.test(line)
    ? "SQL outside tables.ts"
    : undefined,
);

/** `export const SendMessage = on("SendMessage", ...)`, in operations/<noun>.ts or its folder. */
export const operationsByName: Rule = (source) => {
  if (!inService(source.file)) return [];
  const out = [];
  for (const found of source.text.matchAll(/^(?:export )?const (\w+) = on\(\s*"(\w+)"/gm)) {
    const line = source.text.slice(0, found.index).split("\n").length;
    const says = !found[0].startsWith("export ")
      ? `the operation ${found[2]} is not exported`
      : found[1] !== found[2]
        ? `the operation ${found[2]} is called ${found[1]}`
        : !/\/operations(\/[\w-]+){0,2}\.ts$/.test(source.file)
          ? "an operation outside operations/"
          : undefined;
    if (says !== undefined) out.push({ file: source.file, line, says });
  }
  return out;
};

/** What every service's folder has; the list of services names it. */
export const wholeService = (all: readonly Source[]): Rule => {
  const there = new Set(all.map(({ file }) => file));
  const list = all.find(({ file }) => file === "src/services/index.ts")?.text ?? "";
  return eachFile(({ file }) => {
    const folder = /^(src\/services\/[^/]+)\/service\.ts$/.exec(file)?.[1];
    if (folder === undefined) return undefined;
    const id = folder.split("/").at(-1)!;
    const missing = ["README.md", "tables.ts"].filter((name) => !there.has(`${folder}/${name}`));
    if (missing.length > 0) return `the service has no ${missing.join(", ")}`;
    return list.includes(`import("./${id}/service.ts")`)
      ? undefined
      : "the service is not in services/index.ts";
  });
};
