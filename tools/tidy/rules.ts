/** House rules that a program can hold; each stands in STYLE.md or ARCHITECTURE.md with its reason. */
import { codeMap, linkedFrom, linksOf, pathsOf } from "./documents.ts";
import { imports } from "./imports.ts";
import { operationsByName, sqlInTables, wholeService } from "./services.ts";
import {
  code,
  eachFile,
  eachLine,
  type Finding,
  isTest,
  type Rule,
  type Source,
  sources,
} from "./source.ts";
import { unusedExports } from "./unused.ts";

const FORBIDDEN_NAMES = /(^|\/)(utils?|helpers?|manager|common|types|v2|legacy)(\.ts|\/)/;
const AMBIENT =
  /(?<![.\w])(Date\.now|Math\.random|setTimeout|setInterval|(crypto\.)?randomUUID|randomBytes|getRandomValues|performance\.now|Bun\.sleep)\((?!\w+: )|new Date\(\)/;
/** Where real time is what is meant: sockets, processes, the command line, the kernel itself. */
const AMBIENT_ALLOWED =
  /^src\/(kernel|store\/postgres|protocol\/http1|gateway\/listener|engines|cli)\//;
const LONGEST_LINE = 140;
/** "About 500" (STYLE.md). */
const LONGEST_FILE = 550;
const LONGEST_FUNCTION = 100;

/** What is wrong with the project, by file. */
export function findings(root: string): Finding[] {
  const all = sources(root);
  return judge(all, [
    ...RULES,
    wholeService(all),
    unusedExports(all),
    codeMap(all),
    linksOf(root),
    pathsOf(root),
    linkedFrom(all),
  ]);
}

export const judge = (all: readonly Source[], rules: readonly Rule[]): Finding[] =>
  all.flatMap((source) => rules.flatMap((rule) => rule(source)));

const inSource = (file: string): boolean =>
  file.startsWith("src/") && file.endsWith(".ts") && !isTest(file);

const names = eachFile(({ file }) =>
  FORBIDDEN_NAMES.test(file) ? "a name that says nothing" : undefined,
);

const fileLength = eachFile(({ file, lines }) => {
  if (!file.endsWith(".ts") || isTest(file)) return undefined;
  return lines.length > LONGEST_FILE
    ? `longer than ${LONGEST_FILE} lines: make it a folder`
    : undefined;
});

const lineLength = eachLine((line, { file }) =>
  file.endsWith(".ts") && line.length > LONGEST_LINE && !/https?:|["'`]|^\s*\/[^/*]/.test(line)
    ? `longer than ${LONGEST_LINE} columns`
    : undefined,
);

const functionLength = eachLine((line, { file, lines }, index) => {
  const found = /^(\s*)(?:export )?(?:async )?function\*? (\w+)/.exec(line);
  if (found === null || !inSource(file)) return undefined;
  const end = lines.findIndex((other, at) => at > index && other.startsWith(`${found[1]}}`));
  return end - index > LONGEST_FUNCTION
    ? `${found[2]} is longer than ${LONGEST_FUNCTION} lines`
    : undefined;
});

const ambient = eachLine((line, { file }) =>
  inSource(file) && AMBIENT.test(code(line)) && !AMBIENT_ALLOWED.test(file)
    ? "ambient time or chance outside the kernel"
    : undefined,
);

const sleeps = eachLine((line, { file }) =>
  isTest(file) &&
  /(?<![.\w])(setTimeout|Bun\.sleep)\s*\(/.test(code(line)) &&
  !/hang|deadline|guard/i.test(line)
    ? "a sleep in a test"
    : undefined,
);

const focused = eachLine((line, { file }) =>
  isTest(file) && /\b(test|describe|it)\.(only|todo)\(/.test(code(line))
    ? "a test that hides the others, or is none"
    : undefined,
);

const moduleVariables = eachLine((line, { file }) =>
  inSource(file) && /^(export )?(let|var) /.test(line) ? "mutable module state" : undefined,
);

/** A collection that fills up is a cache: it says why it may be one. */
const moduleCaches = eachLine((line, { file, lines }, index) =>
  inSource(file) &&
  /^(export )?const \w+(: [^=]+)? = new (Weak)?(Map|Set)(<.*>)?\(\);/.test(line) &&
  !/\*\/\s*$|^\/\/|^const /.test(lines[index - 1] ?? "")
    ? "module state without the reason written above it"
    : undefined,
);

const SERVICE =
  /"(sqs|sns|s3|iam|sts|lambda|logs|kms|ssm|dynamodb|events|cloudformation|apigateway|secretsmanager|ec2)"/;
const kernelNamesNone = eachLine((line, { file }) =>
  inSource(file) &&
  file.startsWith("src/kernel/") &&
  !/^\s*(\/?\*|\/\/)/.test(line) &&
  SERVICE.test(line)
    ? "the kernel names a service"
    : undefined,
);

const printing = eachLine((line, { file }) =>
  inSource(file) &&
  !/^src\/(cli\/|services\/lambda\/inline-code)/.test(file) &&
  /\bconsole\.(log|info|warn|debug)\(/.test(code(line))
    ? "only the command line prints"
    : undefined,
);

/** Services and the SAM transform are left out: their exports are operations and resource types. */
const documented = eachLine((line, { file, lines }, index) =>
  inSource(file) &&
  !/^src\/(services|languages\/sam)\//.test(file) &&
  /^export (async )?function/.test(line) &&
  !/\*\/\s*$/.test(lines[index - 1] ?? "")
    ? "an exported function without a comment"
    : undefined,
);

const suppressed = eachLine((line, { file }) =>
  inSource(file) && /@ts-(ignore|nocheck|expect-error)/.test(line)
    ? "the type check is told to look away"
    : undefined,
);

const leftovers = eachLine((line, { file }) =>
  inSource(file) && /\/[/*].*\b(TODO|FIXME|XXX|HACK)\b/.test(line)
    ? "a note for later: write an issue, or do it"
    : undefined,
);

/** Rules that need to see only one file at a time. */
export const RULES: readonly Rule[] = [
  names,
  fileLength,
  lineLength,
  functionLength,
  ambient,
  sleeps,
  focused,
  moduleVariables,
  moduleCaches,
  kernelNamesNone,
  printing,
  documented,
  suppressed,
  leftovers,
  imports,
  sqlInTables,
  operationsByName,
];
