/** What a model demands of a value, in AWS's words. */
import type { Shape } from "#aws/model";

/** One constraint: "Member must have length less than or equal to 64". */
export interface Rule {
  readonly words: string;
  holds(value: unknown): boolean;
}

/** Patterns over longer text are not tried: the length constraint speaks first. */
const PATTERN_TEXT = 8_192;

/** The constraints of a shape's own value, not of what it holds. */
export function rulesOf(shape: Shape): readonly Rule[] {
  switch (shape.type) {
    case "string":
      return stringRules(shape);
    case "blob":
      return shape.streaming
        ? []
        : sizeRules(shape, (value) => (value instanceof Uint8Array ? value.length : 0));
    case "list":
      return sizeRules(shape, (value) => (value as unknown[]).length);
    case "map":
      return sizeRules(shape, (value) => Object.keys(value as object).length);
    case "integer":
    case "long":
    case "float":
    case "double":
      return numberRules(shape);
    default:
      return [];
  }
}

/** As it stands in a message that speaks of what a list or map holds: all of its constraints. */
export const wordsOf = (rules: readonly Rule[]): string =>
  `[${rules.map(({ words }) => words).join(", ")}]`;

function stringRules(shape: Extract<Shape, { type: "string" }>): Rule[] {
  const { enum: values } = shape;
  const rules: Rule[] = [];
  if (values !== undefined) {
    const allowed = new Set<unknown>(values);
    rules.push({
      words: `Member must satisfy enum value set: [${values.join(", ")}]`,
      holds: (value) => allowed.has(value),
    });
  }
  rules.push(...sizeRules(shape, (value) => (value as string).length));
  const pattern = shape.pattern === undefined ? undefined : patternOf(shape.pattern);
  if (pattern !== undefined)
    rules.push({
      words: `Member must satisfy regular expression pattern: ${shape.pattern}`,
      holds: (value) => (value as string).length > PATTERN_TEXT || pattern.test(value as string),
    });
  return rules;
}

function sizeRules(
  { min, max }: { readonly min?: number; readonly max?: number },
  size: (value: unknown) => number,
): Rule[] {
  const rules: Rule[] = [];
  if (max !== undefined)
    rules.push({
      words: `Member must have length less than or equal to ${max}`,
      holds: (value) => size(value) <= max,
    });
  if (min !== undefined)
    rules.push({
      words: `Member must have length greater than or equal to ${min}`,
      holds: (value) => size(value) >= min,
    });
  return rules;
}

function numberRules(shape: Extract<Shape, { type: "integer" | "long" | "float" | "double" }>) {
  const { min, max, type } = shape;
  const fraction = type === "float" || type === "double";
  const shown = (limit: number) =>
    fraction && Number.isInteger(limit) ? `${limit}.0` : String(limit);
  const rules: Rule[] = [];
  if (max !== undefined)
    rules.push({
      words: `Member must have value less than or equal to ${shown(max)}`,
      holds: (value) => (value as number) <= max,
    });
  if (min !== undefined)
    rules.push({
      words: `Member must have value greater than or equal to ${shown(min)}`,
      holds: (value) => (value as number) >= min,
    });
  return rules;
}

/** A Java pattern as ours, matched whole; undefined where it cannot be had. */
function patternOf(source: string): RegExp | undefined {
  const translated = source
    .replace(/\(\?i\)/g, "")
    .replace(/([*+?}])\+/g, "$1")
    .replace(/\\p\{Graph\}/g, "\\x21-\\x7e")
    .replace(/\\p\{ASCII\}/g, "\\x00-\\x7f")
    .replace(/\\p\{Punct\}/g, "!-\\/:-@\\[-`{-~")
    .replace(
      /\\p\{(IsAlphabetic|Alpha|Alnum|Digit|Upper|Lower)\}/g,
      (_, name: string) =>
        ({
          IsAlphabetic: "\\p{L}",
          Alpha: "a-zA-Z",
          Alnum: "a-zA-Z0-9",
          Digit: "0-9",
          Upper: "A-Z",
          Lower: "a-z",
        })[name]!,
    )
    .replace(/\\p\{Is([LMNPSZC][a-z]?)\}/g, "\\p{$1}")
    .replace(/\\([zZAQE])/g, (_, c: string) =>
      c === "A" ? "^" : c.toLowerCase() === "z" ? "$" : "",
    );
  // What repeats a repetition could be made to run for ever; such a pattern is left to the service.
  if (/[+*]\)[+*]|[+*]\)\{\d+,\}/.test(translated)) return undefined;
  for (const flags of ["u", ""])
    try {
      return new RegExp(`^(?:${translated})$`, flags);
    } catch {
      // Without the flag, escapes that are none stand for themselves.
    }
  return undefined;
}
