/**
 * CloudWatch Logs' filter patterns: unstructured terms, JSON conditions, space-delimited columns.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

export type LogFilter = (message: string) => boolean;

/** The pattern is none; the message is AWS's. */
export class InvalidPattern extends Error {
  constructor() {
    super("Invalid filter pattern");
  }
}

const LONGEST = 1024;

/**
 * Compiles a pattern; the empty one matches everything.
 * @throws InvalidPattern
 */
export function compileFilter(pattern: string): LogFilter {
  const text = pattern.trim();
  if (text.length > LONGEST) throw new InvalidPattern();
  if (text === "") return () => true;
  if (text.startsWith("{")) return jsonFilter(text);
  if (text.startsWith("[")) return columnFilter(text);
  return termFilter(text);
}

function termFilter(text: string): LogFilter {
  const required: Matcher[] = [];
  const optional: Matcher[] = [];
  const excluded: Matcher[] = [];
  for (const [, sign = "", quoted, regex, word] of text.matchAll(
    /([?-]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|(\S+))\s*/g,
  )) {
    const matcher =
      regex !== undefined ? regexMatcher(regex) : contains(unescaped(quoted ?? word ?? ""));
    (sign === "?" ? optional : sign === "-" ? excluded : required).push(matcher);
  }
  return (message) =>
    required.every((m) => m(message)) &&
    // `?` terms count only when nothing is required.
    (required.length > 0 || optional.length === 0 || optional.some((m) => m(message))) &&
    !excluded.some((m) => m(message));
}

type Matcher = (text: string) => boolean;

const contains =
  (part: string): Matcher =>
  (text) =>
    text.includes(part);
const unescaped = (text: string): string => text.replace(/\\(.)/g, "$1");

/** The subset of regular expressions that AWS takes has no groups, so it cannot be made slow by nesting. */
function regexMatcher(source: string): Matcher {
  if (/[(){}|]/.test(source.replace(/\\./g, "").replace(/[|{},\d]/g, "")) || source.length > 200)
    throw new InvalidPattern();
  if ((source.match(/[*+]/g)?.length ?? 0) > 4) throw new InvalidPattern();
  try {
    const compiled = new RegExp(source);
    return (text) => compiled.test(text.length > 16_384 ? text.slice(0, 16_384) : text);
  } catch {
    throw new InvalidPattern();
  }
}

/** `*` anywhere stands for any characters. */
function wildcard(pattern: string): Matcher {
  if (!pattern.includes("*")) return (text) => text === pattern;
  const parts = pattern.split("*");
  return (text) => {
    if (!text.startsWith(parts[0]!)) return false;
    let at = parts[0]!.length;
    for (let i = 1; i < parts.length - 1; i++) {
      const found = text.indexOf(parts[i]!, at);
      if (found < 0) return false;
      at = found + parts[i]!.length;
    }
    const last = parts.at(-1)!;
    return text.length - at >= last.length && text.endsWith(last);
  };
}

// Conditions, shared by JSON and column patterns.

type Tokens = { readonly list: readonly string[]; at: number };
type Test<T> = (value: T) => boolean;

function tokens(text: string): Tokens {
  const list: string[] = [];
  const shape =
    /\s*(&&|\|\||!=|>=|<=|[=<>(){}[\],!]|"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%|\$[\w.\-:@]*(?:\[(?:\d+|"[^"]*"|\*)\][\w.\-:@]*)*|[^\s=<>!(){}[\],&|]+)/gy;
  let end = 0;
  for (const match of text.matchAll(shape)) {
    list.push(match[1]!);
    end = match.index + match[0].length;
  }
  if (text.slice(end).trim() !== "") throw new InvalidPattern();
  return { list, at: 0 };
}

function expect(t: Tokens, token: string): void {
  if (t.list[t.at++] !== token) throw new InvalidPattern();
}

function either<T>(t: Tokens, primary: (t: Tokens) => Test<T>): Test<T> {
  let left = both(t, primary);
  while (t.list[t.at] === "||") {
    t.at++;
    const a = left;
    const b = both(t, primary);
    left = (value) => a(value) || b(value);
  }
  return left;
}

function both<T>(t: Tokens, primary: (t: Tokens) => Test<T>): Test<T> {
  let left = grouped(t, primary);
  while (t.list[t.at] === "&&") {
    t.at++;
    const a = left;
    const b = grouped(t, primary);
    left = (value) => a(value) && b(value);
  }
  return left;
}

function grouped<T>(t: Tokens, primary: (t: Tokens) => Test<T>): Test<T> {
  if (t.list[t.at] !== "(") return primary(t);
  t.at++;
  const inner = either(t, primary);
  expect(t, ")");
  return inner;
}

const OPERATORS = new Set(["=", "!=", ">", "<", ">=", "<="]);

/** `operator value` as a test of a scalar. */
function comparison(t: Tokens): Test<unknown> {
  const operator = t.list[t.at++];
  const raw = t.list[t.at++];
  if (operator === undefined || raw === undefined || !OPERATORS.has(operator))
    throw new InvalidPattern();
  const number = Number(raw);
  if (operator === "=" || operator === "!=") {
    const equal = equality(raw, number);
    return operator === "=" ? equal : (value) => value !== undefined && !equal(value);
  }
  if (Number.isNaN(number)) throw new InvalidPattern();
  return (value) => {
    const held =
      typeof value === "number"
        ? value
        : typeof value === "string" && value.trim() !== ""
          ? Number(value)
          : Number.NaN;
    if (operator === ">") return held > number;
    if (operator === "<") return held < number;
    return operator === ">=" ? held >= number : held <= number;
  };
}

function equality(raw: string, number: number): Test<unknown> {
  if (raw.startsWith("%")) {
    const matches = regexMatcher(raw.slice(1, -1));
    return (value) => value !== undefined && matches(String(value));
  }
  const matches = wildcard(raw.startsWith('"') ? unescaped(raw.slice(1, -1)) : raw);
  return (value) => {
    if (typeof value === "number")
      return !Number.isNaN(number) ? value === number : matches(String(value));
    return (
      value !== undefined && value !== null && typeof value !== "object" && matches(String(value))
    );
  };
}

function jsonFilter(text: string): LogFilter {
  if (!text.endsWith("}")) throw new InvalidPattern();
  const t = tokens(text.slice(1, -1));
  const test = either<unknown>(t, jsonPrimary);
  if (t.at !== t.list.length) throw new InvalidPattern();
  return (message) => {
    let value: unknown;
    try {
      value = JSON.parse(message);
    } catch {
      return false;
    }
    return typeof value === "object" && value !== null && test(value);
  };
}

function jsonPrimary(t: Tokens): Test<unknown> {
  const selector = t.list[t.at++];
  if (selector === undefined || !selector.startsWith("$")) throw new InvalidPattern();
  const select = selectorOf(selector);
  const next = t.list[t.at];
  if (next === "IS") {
    t.at++;
    const word = t.list[t.at++];
    if (word === "NULL") return (root) => select(root).some((v) => v === null);
    if (word === "TRUE") return (root) => select(root).some((v) => v === true);
    if (word === "FALSE") return (root) => select(root).some((v) => v === false);
    throw new InvalidPattern();
  }
  if (next === "NOT") {
    t.at++;
    if (t.list[t.at++] !== "EXISTS") throw new InvalidPattern();
    return (root) => select(root).length === 0;
  }
  if (next === "EXISTS") {
    t.at++;
    return (root) => select(root).length > 0;
  }
  const compare = comparison(t);
  return (root) => select(root).some(compare);
}

/** `$.a.b[0]["c"].*` as a function from a document to what it selects. */
function selectorOf(selector: string): (root: unknown) => unknown[] {
  const steps = [
    ...selector.slice(1).matchAll(/\.?(?:\[(?:"([^"]*)"|(\d+)|(\*))\]|([^.[\]]+))/g),
  ].map(([, quoted, index, star, name]) => ({
    key: quoted ?? name ?? index ?? "*",
    any: star !== undefined || name === "*",
  }));
  if (steps.length > 50) throw new InvalidPattern();
  return (root) => {
    let values: unknown[] = [root];
    for (const { key, any } of steps) {
      const next: unknown[] = [];
      for (const value of values) {
        if (typeof value !== "object" || value === null) continue;
        if (any) next.push(...Object.values(value).slice(0, 1000));
        else if (Object.hasOwn(value, key)) next.push((value as Record<string, unknown>)[key]);
      }
      values = next;
    }
    return values;
  };
}

function columnFilter(text: string): LogFilter {
  if (!text.endsWith("]")) throw new InvalidPattern();
  const columns = splitColumns(text.slice(1, -1));
  const rest = columns.indexOf("...");
  const tests = columns.map(columnTest);
  return (message) => {
    const fields = fieldsOf(message);
    if (rest < 0)
      return fields.length === tests.length && tests.every((test, i) => test(fields[i]));
    const after = tests.length - rest - 1;
    if (fields.length < rest + after) return false;
    const head = tests.slice(0, rest).every((test, i) => test(fields[i]));
    return (
      head && tests.slice(rest + 1).every((test, i) => test(fields[fields.length - after + i]))
    );
  };
}

function splitColumns(text: string): string[] {
  return (text.match(/(?:"[^"]*"|%[^%]*%|[^,"%])+/g) ?? []).map((column) => column.trim());
}

function columnTest(column: string): Test<string | undefined> {
  if (column === "..." || /^[\w-]+$/.test(column)) return () => true;
  const t = tokens(column);
  const test = either<string | undefined>(t, (inner) => {
    if (!OPERATORS.has(inner.list[inner.at + 1] ?? "")) throw new InvalidPattern();
    inner.at++;
    return comparison(inner) as Test<string | undefined>;
  });
  if (t.at !== t.list.length) throw new InvalidPattern();
  return test;
}

/** Fields of a space-delimited line; brackets and quotes hold one together. */
function fieldsOf(message: string): string[] {
  return (message.match(/"[^"]*"|\[[^\]]*\]|\S+/g) ?? []).map((field) =>
    /^(".*"|\[.*\])$/s.test(field) ? field.slice(1, -1) : field,
  );
}
