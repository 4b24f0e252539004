/** Exports that nothing names: a limit that is not kept, a fault that is never said, code left over. */
import { eachLine, isTest, type Rule, type Source } from "./source.ts";

const WORD = /[A-Za-z_$][\w$]*/g;

export const unusedExports = (all: readonly Source[]): Rule => {
  const files = new Map<string, number>();
  const within = (text: string): Set<string> => new Set(text.match(WORD) ?? []);
  for (const { text, file } of all)
    if (file.endsWith(".ts"))
      for (const word of within(text)) files.set(word, (files.get(word) ?? 0) + 1);
  return eachLine((line, { file, text }) => {
    if (!file.startsWith("src/") || isTest(file)) return undefined;
    const name = /^export (?:const|class|(?:async )?function\*?) (\w+)/.exec(line)?.[1];
    if (name === undefined || (files.get(name) ?? 0) > 1) return undefined;
    // An operation is found by its module; its name stands twice.
    const times = (text.match(WORD) ?? []).filter((word) => word === name).length;
    return times > 1 ? undefined : `nothing uses ${name}`;
  });
};
