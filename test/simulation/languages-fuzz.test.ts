/**
 * The small languages that requests carry: whatever is written in them, each ends within a bound
 * and throws nothing but its own errors. `BRUME_SEED` replays.
 */
import { expect, test } from "bun:test";
import { parseTemplate, TemplateUnreadable } from "#languages/cfn-yaml";
import { Evaluator } from "#languages/cloudformation/evaluate";
import { checkReferences, dependencies, order } from "#languages/cloudformation/graph";
import { expandLoops } from "#languages/cloudformation/loops";
import { readStackPolicy } from "#languages/cloudformation/stack-policy";
import { readTemplate } from "#languages/cloudformation/template";
import { TemplateError } from "#languages/cloudformation/values";
import { parseCondition } from "#languages/dynamodb-expression/condition-parser";
import { NumberFault, normalNumber } from "#languages/dynamodb-expression/decimal";
import { meets } from "#languages/dynamodb-expression/evaluate";
import { Substitutions } from "#languages/dynamodb-expression/names";
import { parseProjection, project } from "#languages/dynamodb-expression/projection";
import { ExpressionFault } from "#languages/dynamodb-expression/syntax";
import { applyUpdate, UpdateFault } from "#languages/dynamodb-expression/update";
import { parseUpdate } from "#languages/dynamodb-expression/update-parser";
import { compileEventPattern, InvalidEventPattern } from "#languages/event-pattern/pattern";
import { compileFilterPolicy, InvalidFilterPolicy } from "#languages/filter-policy/filter";
import { compilePath, InvalidPath } from "#languages/jsonpath/path";
import { compileFilter, InvalidPattern } from "#languages/log-filter/filter";
import { parseStatement } from "#languages/partiql/parser";
import { StatementFault } from "#languages/partiql/syntax";
import { MalformedPolicy } from "#languages/policy/document";
import { evaluate } from "#languages/policy/evaluate";
import { compile } from "#languages/policy/policy";
import { SamCause, SamError } from "#languages/sam/errors";
import { transform } from "#languages/sam/transform";
import { nextRun, parseSchedule } from "#languages/schedule/schedule";
import { compileTemplate, TemplateError as VtlError } from "#languages/vtl/render";
import { type Chance, chanceOf } from "./protocol-fuzz/chance.ts";
import { LANGUAGES_TEXTS } from "./languages.ts";

const SEED = Number(process.env["BRUME_SEED"] ?? 20_260_101);
const CASES = 4_000;
/** The longest that one text may take; two orders above what any takes when the machine is idle. */
const BOUND_MILLISECONDS = 2_000;

type Kind = new (...given: never[]) => Error;
interface Language {
  readonly errors: readonly (Kind | (abstract new (...given: never[]) => Error))[];
  run(text: string): void;
}

const EVENT = { source: "app", detail: { n: 12, text: "a".repeat(5_000), list: ["x", { y: 1 }] } };
const LINE = JSON.stringify(EVENT);
const ITEM = {
  a: { S: "a".repeat(2_000) },
  b: { L: [{ M: { c: { N: "1" } } }] },
  n: { N: "1" },
  s: { SS: ["x"] },
};
const substitutions = () =>
  new Substitutions({ "#a": "a", "#b": "b" }, { ":v": { N: "1" }, ":s": { S: "x" } });

const LANGUAGES: Readonly<Record<string, Language>> = {
  condition: {
    errors: [ExpressionFault, NumberFault],
    run: (text) => meets(parseCondition(text, substitutions()), ITEM),
  },
  projection: {
    errors: [ExpressionFault],
    run: (text) => project(ITEM, parseProjection(text, substitutions())),
  },
  update: {
    errors: [ExpressionFault, UpdateFault, NumberFault],
    run: (text) => applyUpdate(parseUpdate(text, substitutions()), ITEM),
  },
  number: { errors: [NumberFault], run: (text) => normalNumber(text) },
  partiql: {
    errors: [StatementFault, ExpressionFault, NumberFault],
    run: (text) => parseStatement(text, [{ S: "x" }]),
  },
  filterPolicy: {
    errors: [InvalidFilterPolicy],
    run(text) {
      const policy = compileFilterPolicy(text, true);
      policy.matchesBody(LINE);
    },
  },
  eventPattern: {
    errors: [InvalidEventPattern],
    run: (text) => compileEventPattern(text).matches(EVENT),
  },
  logFilter: {
    errors: [InvalidPattern],
    run(text) {
      const filter = compileFilter(text);
      for (const line of [LINE, "a".repeat(3_000), 'h - u [10/Oct/2000] "GET" 200 123'])
        filter(line);
    },
  },
  policy: {
    errors: [MalformedPolicy],
    run: (text) =>
      evaluate(
        {
          principal: {
            kind: "user",
            account: "000000000000",
            arn: "arn:aws:iam::000000000000:user/u",
            id: "AIDA",
          } as never,
          action: "s3:GetObject",
          resource: `arn:aws:s3:::b/${"a".repeat(1_000)}`,
          context: {
            "aws:sourceip": "10.0.0.1",
            "aws:currenttime": "2026-01-01T00:00:00Z",
          } as never,
          now: 0,
        },
        { identity: [compile(text)] },
      ),
  },
  stackPolicy: { errors: [TemplateError], run: (text) => readStackPolicy(text) },
  jsonPath: { errors: [InvalidPath], run: (text) => compilePath(text).value(EVENT) },
  velocity: {
    errors: [VtlError],
    run: (text) =>
      compileTemplate(text).render({
        input: { body: LINE, params: () => "p", json: () => LINE },
        util: { escapeJavaScript: (value: unknown) => String(value), parseJson: JSON.parse },
        context: { list: [1, 2, 3] },
      }),
  },
  schedule: {
    errors: [],
    run(text) {
      const schedule = parseSchedule(text);
      if (schedule !== undefined) nextRun(schedule, 0, 0);
    },
  },
  template: {
    errors: [TemplateUnreadable, TemplateError, SamError, SamCause],
    run: template,
  },
};

function template(text: string): void {
  const raw = parseTemplate(text);
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return;
  const looped = expandLoops(raw as never, (value) => value);
  const options = { parameterValues: {}, region: "us-east-1", partition: "aws" };
  const sam = JSON.stringify(looped).includes("AWS::Serverless");
  const whole = sam ? transform(looped, { ...options, managedPolicies: {} }) : looped;
  const read = readTemplate(whole as never);
  checkReferences(read);
  order(dependencies(read, () => true));
  const evaluator = new Evaluator({
    template: read,
    parameters: new Map(),
    accountId: "000000000000",
    region: "us-east-1",
    partition: "aws",
    urlSuffix: "amazonaws.com",
    stackId: "stack",
    stackName: "name",
    notificationArns: [],
    zones: () => ["us-east-1a"],
    reference: (logicalId) => logicalId,
    attribute: (logicalId, name) => `${logicalId}.${name}`,
    imported: () => undefined,
  });
  for (const [, resource] of read.resources) evaluator.value(resource.properties);
}

/** A text of the language, cut up, put together again and filled with its own pieces. */
function broken(texts: readonly string[], chance: Chance): string {
  let text = chance.pick(texts);
  const pieces = text.match(/\w+|\s+|[^\w\s]/g) ?? [""];
  for (let i = chance.below(5); i >= 0; i--) {
    const at = chance.below(text.length + 1);
    const [before, after] = [text.slice(0, at), text.slice(at)];
    const kind = chance.below(6);
    const piece = chance.oneIn(3) ? chance.pick(ODD) : chance.pick(pieces);
    if (kind === 0) text = before + piece + after;
    else if (kind === 1) text = before + after.slice(chance.below(6));
    else if (kind === 2) text = before + piece.repeat(1 + chance.below(300)) + after;
    else if (kind === 3) text = before + chance.pick(texts).slice(0, chance.below(40)) + after;
    else if (kind === 4) text = before;
    else text = before + String.fromCodePoint(chance.below(0x300)) + after;
  }
  return text;
}

const ODD = [
  "__proto__",
  "constructor",
  "(",
  "[",
  "{",
  '"',
  "'",
  "\\",
  "\0",
  "\ud800",
  "${",
  "#",
  "*",
  "**",
  "%",
  "..",
  "$",
  "-",
  "0",
  "99999999999999999999",
  "1e400",
  "null",
  "&a",
  "*a",
  "!Sub",
  "<<:",
  "\n",
  "\t",
]; // prettier-ignore

/** What went wrong with a text; undefined when nothing did. */
function told(language: Language, text: string): string | undefined {
  const began = performance.now();
  let wrong: string | undefined;
  try {
    language.run(text);
  } catch (error) {
    if (!language.errors.some((kind) => error instanceof kind))
      wrong = `${(error as Error).stack ?? String(error)}`.slice(0, 500);
  }
  const took = performance.now() - began;
  if (took > BOUND_MILLISECONDS) wrong = `took ${Math.round(took)} ms`;
  return wrong === undefined ? undefined : `${JSON.stringify(text.slice(0, 600))}\n  ${wrong}`;
}

for (const [name, language] of Object.entries(LANGUAGES)) {
  const { texts, bombs } = LANGUAGES_TEXTS[name]!;

  test(`${name}: ${CASES} broken texts (BRUME_SEED=${SEED})`, () => {
    const failures: string[] = [];
    for (let i = 0; i < CASES && failures.length < 5; i++) {
      const failed = told(language, broken(texts, chanceOf(SEED, i)));
      if (failed !== undefined) failures.push(`${i}: ${failed}`);
    }
    expect(failures.join("\n")).toBe("");
  }, 60_000);

  test(`${name}: what works does, and bombs do not go off`, () => {
    // Most of the texts are right, so that what is broken from them gets far.
    for (const text of texts) language.run(text);
    const failures = bombs.map((bomb) => told(language, bomb)).filter((one) => one !== undefined);
    expect(failures.join("\n")).toBe("");
  }, 60_000);
}
