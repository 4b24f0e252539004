import { expect, test } from "bun:test";
import { join } from "node:path";
import { codeMap, linkedFrom, linksOf, pathsOf } from "./documents.ts";
import { findings, judge, RULES } from "./rules.ts";
import { wholeService } from "./services.ts";
import { source } from "./source.ts";
import { unusedExports } from "./unused.ts";

const root = join(import.meta.dir, "..", "..");

test("the house rules hold", () => {
  expect(findings(root).map((f) => `${f.file}:${f.line}: ${f.says}`)).toEqual([]);
});

/** One breach of each rule: a file, its text, and what is said of it. */
const BREACHES: readonly (readonly [file: string, text: string, says: string | undefined])[] = [
  ["src/base/utils.ts", "", "a name that says nothing"],
  ["src/services/sqs/common/a.ts", "", "a name that says nothing"],
  ["src/base/a.ts", "\n".repeat(550), "longer than 550 lines: make it a folder"],
  ["src/base/a.ts", "x".repeat(141), "longer than 140 columns"],
  ["src/base/a.ts", `  /${"x".repeat(141)}/;`, undefined],
  ["src/base/a.ts", `function f() {${"\n".repeat(101)}}`, "f is longer than 100 lines"],
  ["src/services/sqs/a.ts", "const t = Date.now();", "ambient time or chance outside the kernel"],
  ["src/services/sqs/a.ts", "// Date.now() is not called", undefined],
  ["src/base/a.ts", "editor.setTimeout(path, method);", undefined],
  ["src/base/a.ts", "  setTimeout(path: string, method: string): void {", undefined],
  ["src/base/a.ts", "  setTimeout(f, 10);", "ambient time or chance outside the kernel"],
  ["src/base/a.ts", "crypto.randomUUID()", "ambient time or chance outside the kernel"],
  ["src/protocol/a.ts", "randomBytes(4)", "ambient time or chance outside the kernel"],
  ["src/kernel/clock.ts", "Date.now()", undefined],
  ["test/scenarios/a.test.ts", "await Bun.sleep(5);", "a sleep in a test"],
  ["test/scenarios/a.test.ts", "socket.setTimeout(1_000);", undefined],
  ["src/base/tests/a.test.ts", "test.only('x', f);", "a test that hides the others, or is none"],
  ["src/base/a.ts", "let counter = 0;", "mutable module state"],
  ["src/base/a.ts", "const m = new Map();", "module state without the reason written above it"],
  ["src/base/a.ts", "/** Pure results. */\nconst m = new Map();", undefined],
  ["src/kernel/a.ts", 'load("sqs")', "the kernel names a service"],
  ["src/store/a.ts", "console.log(1)", "only the command line prints"],
  ["src/base/a.ts", "export function f() {}", "an exported function without a comment"],
  ["src/base/a.ts", "/** Nothing. */\nexport function f() {}", undefined],
  ["src/base/a.ts", "// @ts-ignore", "the type check is told to look away"],
  ["src/base/a.ts", "// TODO later", "a note for later: write an issue, or do it"],
  ["src/base/a.ts", 'import "x" from "#kernel/clock";', "base may not import kernel"],
  [
    "src/gateway/a.ts",
    'import { s } from "#services/sqs/service";',
    "gateway may not import services",
  ],
  [
    "src/services/sqs/a.ts",
    'import { s } from "#services/sns/topics";',
    "a service imports another: #services/sns/topics",
  ],
  [
    "src/services/index.ts",
    'import("./sns/topics.ts")',
    "a service imports another: ./sns/topics.ts",
  ],
  ["src/services/index.ts", 'import("./sns/service.ts")', undefined],
  ["src/cli/a.ts", 'import { K } from "#kernel/kernel";', "cli may not import kernel"],
  ["src/gateway/a.ts", 'import { K } from "../settings.ts";', "gateway may not import settings.ts"],
  [
    "src/protocol/a.ts",
    'import { K } from "../../test/harness/brume.ts";',
    "src imports what is no part of it: ../../test/harness/brume.ts",
  ],
  [
    "src/kernel/a.ts",
    'import { Database } from "bun:sqlite";',
    "bun: stands only in the SQLite driver",
  ],
  ["src/services/sqs/a.ts", 'run("select * from t")', "SQL outside tables.ts"],
  [
    "src/services/sqs/operations/a.ts",
    'export const Send = on("SendMessage", f)',
    "the operation SendMessage is called Send",
  ],
  [
    "src/services/sqs/operations/a.ts",
    'const SendMessage = on("SendMessage", f)',
    "the operation SendMessage is not exported",
  ],
  [
    "src/services/sqs/a.ts",
    'export const SendMessage = on(\n  "SendMessage", f)',
    "an operation outside operations/",
  ],
];

test.each(BREACHES.map((breach) => [`${breach[2] ?? "allowed"}: ${breach[0]}`, breach] as const))(
  "%s",
  (_name, [file, text, says]) => {
    const found = judge([source(file, text)], RULES).map((finding) => finding.says);
    expect(found).toEqual(says === undefined ? [] : [says]);
  },
);

test("rules over several files find what is missing", () => {
  const service = source("src/services/x/service.ts", "");
  const index = source("src/services/index.ts", 'load: () => import("./x/service.ts")');
  const tables = source("src/services/x/tables.ts", "");
  const readme = source("src/services/x/README.md", "");
  const says = (...all: ReturnType<typeof source>[]) =>
    judge([service], [wholeService(all)]).map((finding) => finding.says);
  expect(says(service, index, tables)).toEqual(["the service has no README.md"]);
  expect(says(service, tables, readme)).toEqual(["the service is not in services/index.ts"]);
  expect(says(service, index, tables, readme)).toEqual([]);
  const page = source("docs/a.md", "[here](b.md) [code](../package.json) [out](https://x.y)");
  expect(judge([page], [linksOf(root)]).map((f) => f.says)).toEqual([
    "a link to what is not there: b.md",
  ]);
  const naming = source("docs/a.md", "`src/kernel` and `src/nowhere/a.ts` and `services/x`");
  expect(judge([naming], [pathsOf(root)]).map((f) => f.says)).toEqual([
    "names what is not there: src/nowhere/a.ts",
  ]);
  const unused = source("src/base/a.ts", "export const kept = 1;\nexport const left = 2;");
  const user = source("src/base/b.ts", 'import { kept } from "./a.ts";\nexport const on = kept;');
  expect(judge([unused], [unusedExports([unused, user])]).map((f) => f.says)).toEqual([
    "nothing uses left",
  ]);
  const map = source("ARCHITECTURE.md", "`src/kernel`, `src/languages`: `policy`; `tools`");
  const code = ["src/kernel/a.ts", "src/languages/policy/a.ts", "tools/a.ts", "src/main.ts"];
  const rule = codeMap(
    [...code, "src/store/a.ts", "src/languages/vtl/b.ts"].map((f) => source(f, "")),
  );
  expect(judge([map], [rule]).map((f) => f.says)).toEqual(["the code map lacks src/store"]);
  expect(judge([map], [codeMap(code.map((f) => source(f, "")))])).toEqual([]);
  expect(judge([page], [linkedFrom([page])]).map((f) => f.says)).toEqual([
    "a page that nothing links to",
  ]);
  const from = source("README.md", "see [a](docs/a.md#part)");
  expect(judge([page], [linkedFrom([page, from])])).toEqual([]);
});
