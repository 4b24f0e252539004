/** Renders Velocity templates over values given by name; bounded in steps and output. */
import {
  type Access,
  type Expression,
  type Node,
  parseTemplate,
  type Reference,
  TemplateError,
} from "./syntax.ts";

export { TemplateError } from "./syntax.ts";

/** A function that templates can call as a method, e.g. `$util.escapeJavaScript(...)`. */
export type Method = (...args: unknown[]) => unknown;

export interface Template {
  /**
   * @param variables By name; objects' own properties and functions are reachable, nothing else.
   * @throws TemplateError past the bounds.
   */
  render(variables: Readonly<Record<string, unknown>>): string;
}

const STEPS_LIMIT = 1_000_000;
const OUTPUT_LIMIT = 10 * 1024 * 1024;
/** Velocity's own bound for macros that call macros. */
const MACROS_DEEP = 20;
const SHOWN_LIMIT = 100_000;

/** @throws TemplateError that says where the template is wrong. */
export function compileTemplate(text: string): Template {
  const nodes = parseTemplate(text);
  return {
    render(variables) {
      const run = new Run(variables);
      run.nodes(nodes);
      return run.out;
    },
  };
}

class Stop extends Error {}
class Break extends Error {}

class Run {
  out = "";
  #steps = 0;
  #macrosDeep = 0;
  readonly #scope = new Map<string, unknown>();
  readonly #macros = new Map<string, Extract<Node, { kind: "macro" }>>();

  constructor(variables: Readonly<Record<string, unknown>>) {
    for (const [name, value] of Object.entries(variables)) this.#scope.set(name, value);
  }

  nodes(nodes: readonly Node[]): void {
    try {
      this.#each(nodes);
    } catch (error) {
      // Values can be made to hold themselves, and then be compared.
      if (error instanceof RangeError) throw new TemplateError("A value is nested too deeply.");
      if (!(error instanceof Stop)) throw error;
    }
  }

  #each(nodes: readonly Node[]): void {
    for (const node of nodes) this.#node(node);
  }

  #step(): void {
    if (++this.#steps > STEPS_LIMIT) throw new TemplateError("The template runs too long.");
    if (this.out.length > OUTPUT_LIMIT)
      throw new TemplateError("The template's output is too large.");
  }

  #node(node: Node): void {
    this.#step();
    switch (node.kind) {
      case "text":
        this.out += node.text;
        return;
      case "reference": {
        const value = this.#resolve(node.reference);
        this.out +=
          value === undefined || value === null ? (node.quiet ? "" : node.source) : shown(value);
        return;
      }
      case "set":
        return this.#set(node.target, this.#value(node.value));
      case "if":
        for (const { test, body } of node.branches)
          if (test === undefined || truthy(this.#value(test))) return this.#each(body);
        return;
      case "foreach":
        return this.#foreach(node);
      case "stop":
        throw new Stop();
      case "break":
        throw new Break();
      case "macro":
        this.#macros.set(node.name, node);
        return;
      case "invoke":
        return this.#invoke(node);
    }
  }

  #foreach(node: Extract<Node, { kind: "foreach" }>): void {
    const value = this.#value(node.list);
    const items = Array.isArray(value)
      ? value
      : typeof value === "object" && value !== null
        ? Object.values(value)
        : [];
    const held = [
      this.#scope.get(node.name),
      this.#scope.get("foreach"),
      this.#scope.get("velocityCount"),
    ];
    try {
      for (let index = 0; index < items.length; index++) {
        this.#step();
        this.#scope.set(node.name, items[index]);
        this.#scope.set("velocityCount", index + 1);
        this.#scope.set("foreach", {
          index,
          count: index + 1,
          first: index === 0,
          last: index === items.length - 1,
          hasNext: index < items.length - 1,
        });
        this.#each(node.body);
      }
    } catch (error) {
      if (!(error instanceof Break)) throw error;
    }
    ["foreach", "velocityCount"].forEach((name, i) => this.#scope.set(name, held[i + 1]));
    this.#scope.set(node.name, held[0]);
  }

  #invoke(node: Extract<Node, { kind: "invoke" }>): void {
    const macro = this.#macros.get(node.name);
    if (macro === undefined) throw new TemplateError(`There is no macro #${node.name}.`);
    if (++this.#macrosDeep > MACROS_DEEP)
      throw new TemplateError(`The macro #${node.name} is called too deeply.`);
    const values = node.args.map((arg) => this.#value(arg));
    const held = macro.parameters.map((name) => this.#scope.get(name));
    macro.parameters.forEach((name, i) => this.#scope.set(name, values[i]));
    this.#each(macro.body);
    macro.parameters.forEach((name, i) => this.#scope.set(name, held[i]));
    this.#macrosDeep--;
  }

  #set(target: Reference, value: unknown): void {
    if (target.path.length === 0) {
      this.#scope.set(target.name, value);
      return;
    }
    const owner = this.#resolve({ name: target.name, path: target.path.slice(0, -1) });
    const last = target.path.at(-1)!;
    if (typeof owner !== "object" || owner === null || last.kind === "method") return;
    const key = last.kind === "property" ? last.name : this.#value(last.at);
    if (Array.isArray(owner)) owner[Number(key)] = value;
    else define(owner, String(key), value);
  }

  #resolve(reference: Reference): unknown {
    let value = this.#scope.get(reference.name);
    for (const access of reference.path) {
      if (value === undefined || value === null) return undefined;
      value = this.#access(value, access);
    }
    return value;
  }

  #access(value: unknown, access: Access): unknown {
    this.#step();
    if (access.kind === "property") return property(value, access.name);
    if (access.kind === "index") {
      const key = this.#value(access.at);
      return Array.isArray(value) ? value[Number(key)] : property(value, String(key));
    }
    const args = access.args.map((arg) => this.#value(arg));
    const own =
      typeof value === "object" && value !== null ? property(value, access.name) : undefined;
    if (typeof own === "function") return (own as Method)(...args);
    return builtIn(value, access.name, args);
  }

  #value(expression: Expression): unknown {
    this.#step();
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "template": {
        const held = this.out;
        this.out = "";
        this.#each(expression.nodes);
        const text = this.out;
        this.out = held;
        return text;
      }
      case "reference":
        return this.#resolve(expression.reference);
      case "list":
        return expression.items.map((item) => this.#value(item));
      case "range": {
        const from = Number(this.#value(expression.from));
        const to = Number(this.#value(expression.to));
        const length = Math.abs(to - from) + 1;
        if (!(length <= 100_000)) throw new TemplateError("A range is too long.");
        return Array.from({ length }, (_, i) => (to >= from ? from + i : from - i));
      }
      case "map": {
        const out: Record<string, unknown> = Object.create(null);
        for (const [key, value] of expression.entries)
          out[String(this.#value(key))] = this.#value(value);
        return out;
      }
      case "unary": {
        const value = this.#value(expression.operand);
        return expression.operator === "!" ? !truthy(value) : -Number(value);
      }
      case "binary":
        return this.#binary(expression);
    }
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: "binary" }>): unknown {
    const a = this.#value(left);
    if (operator === "||") return truthy(a) || truthy(this.#value(right));
    if (operator === "&&") return truthy(a) && truthy(this.#value(right));
    const b = this.#value(right);
    switch (operator) {
      case "==":
        return same(a, b);
      case "!=":
        return !same(a, b);
      case "<":
        return Number(a) < Number(b);
      case "<=":
        return Number(a) <= Number(b);
      case ">":
        return Number(a) > Number(b);
      case ">=":
        return Number(a) >= Number(b);
      case "+":
        return typeof a === "string" || typeof b === "string"
          ? shown(a) + shown(b)
          : Number(a) + Number(b);
      case "-":
        return Number(a) - Number(b);
      case "*":
        return Number(a) * Number(b);
      case "/":
        return Number(b) === 0
          ? undefined
          : whole(a) && whole(b)
            ? Math.trunc(Number(a) / Number(b))
            : Number(a) / Number(b);
      default:
        return Number(b) === 0 ? undefined : Number(a) % Number(b);
    }
  }
}

const whole = (value: unknown): boolean => Number.isInteger(value);
const truthy = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false;

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || a === null || b === undefined || b === null)
    return (a ?? undefined) === (b ?? undefined);
  return shown(a) === shown(b);
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function define(owner: object, key: string, value: unknown): void {
  Object.defineProperty(owner, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/**
 * A value as text: as Java shows it, which is what AWS's templates give.
 * @throws TemplateError for more than can be shown.
 */
export function shown(value: unknown): string {
  let count = 0;
  const within: unknown[] = [];
  const show = (one: unknown): string => {
    if (one === undefined || one === null) return "null";
    if (typeof one !== "object") return String(one);
    if (++count > SHOWN_LIMIT) throw new TemplateError("The value is too large to show.");
    if (within.includes(one)) return Array.isArray(one) ? "(this Collection)" : "(this Map)";
    within.push(one);
    const text = Array.isArray(one)
      ? `[${one.map(show).join(", ")}]`
      : `{${Object.entries(one)
          .map(([key, inner]) => `${key}=${show(inner)}`)
          .join(", ")}}`;
    within.pop();
    return text;
  };
  return show(value);
}

/** Methods of Java's strings, lists and maps that templates use. */
function builtIn(value: unknown, name: string, args: readonly unknown[]): unknown {
  const [first, second] = args;
  if (name === "toString") return shown(value);
  if (name === "equals") return same(value, first);
  if (typeof value === "string") return onString(value, name, first, second);
  if (Array.isArray(value)) return onList(value, name, first, second);
  if (typeof value === "object" && value !== null)
    return onMap(value as Record<string, unknown>, name, first, second);
  return undefined;
}

function onString(text: string, name: string, first: unknown, second: unknown): unknown {
  switch (name) {
    case "length":
      return text.length;
    case "isEmpty":
      return text === "";
    case "substring":
      return text.substring(Number(first), second === undefined ? undefined : Number(second));
    case "split":
      return text.split(literalSeparator(String(first)));
    case "replace":
      return text.replaceAll(String(first), String(second));
    case "replaceAll":
      return text.replaceAll(safeRegex(String(first)), String(second));
    case "matches":
      return safeRegex(`^(?:${String(first)})$`).test(text);
    case "contains":
      return text.includes(String(first));
    case "startsWith":
      return text.startsWith(String(first));
    case "endsWith":
      return text.endsWith(String(first));
    case "indexOf":
      return text.indexOf(String(first));
    case "lastIndexOf":
      return text.lastIndexOf(String(first));
    case "toLowerCase":
      return text.toLowerCase();
    case "toUpperCase":
      return text.toUpperCase();
    case "trim":
      return text.trim();
    case "concat":
      return text + String(first);
    case "equalsIgnoreCase":
      return text.toLowerCase() === String(first).toLowerCase();
    case "charAt":
      return text.charAt(Number(first));
    default:
      return undefined;
  }
}

function literalSeparator(pattern: string): string | RegExp {
  return /^[^\\.[\]{}()*+?^$|]*$/.test(pattern) ? pattern : safeRegex(pattern);
}

/** Refuses what could be made to run forever: repetition of what repeats. */
function safeRegex(pattern: string): RegExp {
  if (pattern.length > 500 || /[+*}]\)[+*{]/.test(pattern))
    throw new TemplateError("A regular expression is too complex.");
  try {
    return new RegExp(pattern, "g");
  } catch {
    throw new TemplateError(`"${pattern.slice(0, 40)}" is no regular expression.`);
  }
}

function onList(list: unknown[], name: string, first: unknown, second: unknown): unknown {
  switch (name) {
    case "size":
      return list.length;
    case "isEmpty":
      return list.length === 0;
    case "get":
      return list[Number(first)];
    case "contains":
      return list.some((item) => same(item, first));
    case "indexOf":
      return list.findIndex((item) => same(item, first));
    case "add":
      if (list.length > 100_000) throw new TemplateError("A list is too long.");
      if (second === undefined) list.push(first);
      else list.splice(Number(first), 0, second);
      return true;
    case "addAll":
      if (Array.isArray(first)) list.push(...first.slice(0, 100_000));
      return true;
    case "set": {
      const held = list[Number(first)];
      list[Number(first)] = second;
      return held;
    }
    case "remove":
      return list.splice(Number(first), 1)[0];
    default:
      return undefined;
  }
}

function onMap(
  map: Record<string, unknown>,
  name: string,
  first: unknown,
  second: unknown,
): unknown {
  const own = (key: unknown) => (Object.hasOwn(map, String(key)) ? map[String(key)] : undefined);
  switch (name) {
    case "get":
      return own(first);
    case "getOrDefault":
      return own(first) ?? second;
    case "put": {
      const held = own(first);
      define(map, String(first), second);
      return held;
    }
    case "putAll":
      for (const [key, value] of Object.entries((first as object) ?? {})) define(map, key, value);
      return undefined;
    case "containsKey":
      return Object.hasOwn(map, String(first));
    case "containsValue":
      return Object.values(map).some((value) => same(value, first));
    case "keySet":
      return Object.keys(map);
    case "values":
      return Object.values(map);
    case "entrySet":
      return Object.entries(map).map(([key, value]) => ({ key, value }));
    case "size":
      return Object.keys(map).length;
    case "isEmpty":
      return Object.keys(map).length === 0;
    case "remove": {
      const held = own(first);
      delete map[String(first)];
      return held;
    }
    default:
      return undefined;
  }
}
