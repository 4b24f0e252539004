/**
 * JSONPath as AWS's services take it: members, indexes, slices, wildcards, descent, simple filters.
 * https://goessner.net/articles/JsonPath/
 */

/** A path that cannot be read; says where. */
export class InvalidPath extends Error {}

type Step = (values: unknown[]) => unknown[];

export interface Path {
  /** Everything the path selects. */
  all(root: unknown): unknown[];
  /** What AWS gives: the value of a definite path, the list of an indefinite one, else undefined. */
  value(root: unknown): unknown;
}

const SELECTED_LIMIT = 100_000;
const LONGEST = 2_048;

/** @throws InvalidPath */
export function compilePath(text: string): Path {
  if (text.length > LONGEST) throw new InvalidPath("The path is too long.");
  if (!text.startsWith("$"))
    throw new InvalidPath(`A path begins with "$", not "${text.slice(0, 20)}".`);
  const steps: Step[] = [];
  let definite = true;
  const shape =
    /(\.\.)?(?:\.?\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+)|(\*)|(-?\d*:-?\d*(?::\d+)?)|\?\(([^)]*)\)|((?:-?\d+|'[^']*')(?:\s*,\s*(?:-?\d+|'[^']*'))+))\s*\]|\.?([^.[\]*\s]+)|\.?(\*))/gy;
  shape.lastIndex = 1;
  while (shape.lastIndex < text.length) {
    const at = shape.lastIndex;
    const match = shape.exec(text);
    if (match === null)
      throw new InvalidPath(`The path cannot be read at "${text.slice(at, at + 20)}".`);
    const [whole, descend, single, double, index, star, slice, filter, union, name, dotStar] =
      match;
    if (whole === "")
      throw new InvalidPath(`The path cannot be read at "${text.slice(at, at + 20)}".`);
    if (descend !== undefined) {
      steps.push(descendants);
      definite = false;
    }
    const key = single ?? double ?? name;
    if (key !== undefined) steps.push(member(key.replace(/\\(.)/g, "$1")));
    else if (index !== undefined) steps.push(element(Number(index)));
    else {
      definite = false;
      if (star !== undefined || dotStar !== undefined) steps.push(children);
      else if (slice !== undefined) steps.push(sliced(slice));
      else if (filter !== undefined) steps.push(filtered(filter));
      else if (union !== undefined) steps.push(united(union));
    }
  }
  const all = (root: unknown): unknown[] => {
    let values: unknown[] = [root];
    for (const step of steps) {
      values = step(values);
      if (values.length > SELECTED_LIMIT) throw new InvalidPath("The path selects too much.");
      if (values.length === 0) break;
    }
    return values;
  };
  return {
    all,
    value(root) {
      const found = all(root);
      return definite ? found[0] : found;
    },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const member =
  (key: string): Step =>
  (values) =>
    values.flatMap((value) =>
      isObject(value) && Object.hasOwn(value, key) ? [(value as Record<string, unknown>)[key]] : [],
    );

const element =
  (index: number): Step =>
  (values) =>
    values.flatMap((value) => {
      if (!Array.isArray(value)) return [];
      const at = index < 0 ? value.length + index : index;
      return at in value ? [value[at]] : [];
    });

const children: Step = (values) =>
  values.flatMap((value) => (isObject(value) ? Object.values(value) : []));

const descendants: Step = (values) => {
  const out: unknown[] = [];
  const walk = (value: unknown): void => {
    if (out.length > SELECTED_LIMIT) throw new InvalidPath("The path selects too much.");
    out.push(value);
    if (isObject(value)) for (const inner of Object.values(value)) walk(inner);
  };
  for (const value of values) walk(value);
  return out;
};

function sliced(text: string): Step {
  const [from = "", to = "", step = ""] = text.split(":");
  const every = step === "" ? 1 : Number(step);
  if (every < 1) throw new InvalidPath("A slice steps forward by at least one.");
  return (values) =>
    values.flatMap((value) =>
      Array.isArray(value)
        ? value
            .slice(from === "" ? 0 : Number(from), to === "" ? undefined : Number(to))
            .filter((_, i) => i % every === 0)
        : [],
    );
}

function united(text: string): Step {
  const steps = text.split(",").map((part) => {
    const one = part.trim();
    return one.startsWith("'") ? member(one.slice(1, -1)) : element(Number(one));
  });
  return (values) => values.flatMap((value) => steps.flatMap((step) => step([value])));
}

/** `@.a.b`, or `@.a == 'x'`, with ==, !=, <, <=, >, >=, joined by && and ||. */
function filtered(text: string): Step {
  const clauses = text.split("||").map((clause) => clause.split("&&").map(condition));
  const passes = (value: unknown) => clauses.some((clause) => clause.every((one) => one(value)));
  return (values) =>
    values.flatMap((value) =>
      Array.isArray(value)
        ? value.filter(passes)
        : isObject(value)
          ? Object.values(value).filter(passes)
          : [],
    );
}

function condition(text: string): (value: unknown) => boolean {
  const match = /^\s*@([^=!<>\s]*)\s*(?:(==|!=|<=|>=|<|>)\s*(.+?))?\s*$/.exec(text);
  if (match === null) throw new InvalidPath(`The filter cannot be read: "${text.slice(0, 40)}".`);
  const path = compilePath(`$${match[1]}`);
  const [, , operator, literal = ""] = match;
  if (operator === undefined) return (value) => path.all(value).length > 0;
  const wanted = literalOf(literal);
  return (value) => {
    const held = path.value(value);
    if (operator === "==") return held === wanted;
    if (operator === "!=") return held !== wanted;
    if (typeof held !== typeof wanted || (typeof held !== "number" && typeof held !== "string"))
      return false;
    const [a, b] = [held as number, wanted as number];
    return operator === "<"
      ? a < b
      : operator === "<="
        ? a <= b
        : operator === ">"
          ? a > b
          : a >= b;
  };
}

function literalOf(text: string): unknown {
  if (/^'.*'$/s.test(text)) return text.slice(1, -1);
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidPath(`"${text.slice(0, 40)}" is no value.`);
  }
}
