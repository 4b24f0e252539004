/** Reads a Velocity template into a tree. https://velocity.apache.org/engine/1.7/user-guide.html */

/** A template that cannot be read, or that runs too long. */
export class TemplateError extends Error {}

export type Node =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "reference";
      readonly reference: Reference;
      readonly quiet: boolean;
      readonly source: string;
    }
  | { readonly kind: "set"; readonly target: Reference; readonly value: Expression }
  | {
      readonly kind: "if";
      readonly branches: readonly {
        readonly test: Expression | undefined;
        readonly body: readonly Node[];
      }[];
    }
  | {
      readonly kind: "foreach";
      readonly name: string;
      readonly list: Expression;
      readonly body: readonly Node[];
    }
  | { readonly kind: "stop" | "break" }
  | {
      readonly kind: "macro";
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: readonly Node[];
    }
  | { readonly kind: "invoke"; readonly name: string; readonly args: readonly Expression[] };

export interface Reference {
  readonly name: string;
  readonly path: readonly Access[];
}
export type Access =
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "method"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "index"; readonly at: Expression };

export type Expression =
  | { readonly kind: "literal"; readonly value: unknown }
  | { readonly kind: "template"; readonly nodes: readonly Node[] }
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "range"; readonly from: Expression; readonly to: Expression }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "unary"; readonly operator: "!" | "-"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

const LONGEST = 300_000;
const DEEPEST = 60;
const OPERATORS_LIMIT = 1_000;
const PRECEDENCE: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];
const WORDS: Readonly<Record<string, string>> = {
  or: "||",
  and: "&&",
  eq: "==",
  ne: "!=",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
};

/** @throws TemplateError that says where. */
export function parseTemplate(text: string): readonly Node[] {
  if (text.length > LONGEST) throw new TemplateError("The template is too large.");
  const parser = new Parser(text);
  const nodes = parser.block([]);
  if (!parser.done) throw parser.error("unexpected directive");
  return nodes;
}

class Parser {
  at = 0;
  depth = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  error(words: string): TemplateError {
    const line = this.text.slice(0, this.at).split("\n").length;
    return new TemplateError(
      `Line ${line}: ${words} near "${this.text.slice(this.at, this.at + 20)}"`,
    );
  }

  /** Nodes up to one of the directives in `ends`, which is left unread. */
  block(ends: readonly string[]): Node[] {
    if (++this.depth > DEEPEST) throw this.error("nested too deeply");
    const nodes: Node[] = [];
    let text = "";
    const flush = () => {
      if (text !== "") nodes.push({ kind: "text", text });
      text = "";
    };
    while (!this.done) {
      const c = this.text[this.at]!;
      if (
        c === "\\" &&
        /[$#\\]/.test(this.text[this.at + 1] ?? "") &&
        this.text[this.at + 1] !== "\\"
      ) {
        text += this.text[this.at + 1];
        this.at += 2;
      } else if (c === "#") {
        if (this.#comment()) continue;
        const directive = /^#\{?([a-zA-Z_]\w*)\}?/.exec(
          this.text.slice(this.at, this.at + 64),
        )?.[1];
        if (directive !== undefined && ends.includes(directive)) break;
        const node = directive === undefined ? undefined : this.#directive(directive);
        if (node === undefined) {
          text += c;
          this.at++;
        } else {
          flush();
          nodes.push(node);
        }
      } else if (c === "$") {
        const start = this.at;
        const node = this.#interpolated(start);
        if (node === undefined) {
          text += c;
          this.at = start + 1;
        } else {
          flush();
          nodes.push(node);
        }
      } else {
        text += c;
        this.at++;
      }
    }
    flush();
    this.depth--;
    return nodes;
  }

  #comment(): boolean {
    if (this.text.startsWith("##", this.at)) {
      const end = this.text.indexOf("\n", this.at);
      this.at = end < 0 ? this.text.length : end + 1;
      return true;
    }
    if (!this.text.startsWith("#*", this.at)) return false;
    const end = this.text.indexOf("*#", this.at + 2);
    this.at = end < 0 ? this.text.length : end + 2;
    return true;
  }

  #directive(name: string): Node | undefined {
    const start = this.at;
    const skip = () => {
      this.at += /^#\{?\w+\}?/.exec(this.text.slice(this.at, this.at + 64))![0].length;
    };
    skip();
    switch (name) {
      case "set": {
        this.#expect("(");
        const target = this.#reference();
        this.#expect("=");
        const value = this.#expression(0);
        this.#expect(")");
        this.#newline();
        return { kind: "set", target, value };
      }
      case "if":
        return this.#if();
      case "foreach":
        return this.#foreach();
      case "macro":
        return this.#macro();
      case "stop":
      case "return":
        return { kind: "stop" };
      case "break":
        return { kind: "break" };
      default:
        if (
          /^\s*\(/.test(this.text.slice(this.at, this.at + 20)) &&
          !["else", "elseif", "end"].includes(name)
        ) {
          this.#expect("(");
          const args: Expression[] = [];
          while (!this.#take(")")) {
            args.push(this.#expression(0));
            this.#take(",");
            if (this.done) throw this.error("a macro call is not closed");
          }
          return { kind: "invoke", name, args };
        }
        this.at = start;
        return undefined;
    }
  }

  #if(): Node {
    const branches: { test: Expression | undefined; body: Node[] }[] = [];
    this.#expect("(");
    let test: Expression | undefined = this.#expression(0);
    this.#expect(")");
    for (;;) {
      this.#newline();
      branches.push({ test, body: this.block(["elseif", "else", "end"]) });
      const word = this.#word();
      if (word === "end") break;
      if (word === undefined || branches.at(-1)?.test === undefined)
        throw this.error("an #if is not ended");
      test = undefined;
      if (word === "elseif") {
        this.#expect("(");
        test = this.#expression(0);
        this.#expect(")");
      }
    }
    this.#newline();
    return { kind: "if", branches };
  }

  #foreach(): Node {
    this.#expect("(");
    const { name } = this.#reference();
    this.#space();
    if (!this.text.startsWith("in", this.at)) throw this.error('"in" is missing');
    this.at += 2;
    const list = this.#expression(0);
    this.#expect(")");
    this.#newline();
    const body = this.block(["end"]);
    if (this.#word() !== "end") throw this.error("a #foreach is not ended");
    this.#newline();
    return { kind: "foreach", name, list, body };
  }

  #macro(): Node {
    this.#expect("(");
    this.#space();
    const name = /^\w+/.exec(this.text.slice(this.at))?.[0];
    if (name === undefined) throw this.error("a macro has no name");
    this.at += name.length;
    const parameters: string[] = [];
    while (!this.#take(")")) {
      parameters.push(this.#reference().name);
      this.#take(",");
    }
    this.#newline();
    const body = this.block(["end"]);
    if (this.#word() !== "end") throw this.error("a #macro is not ended");
    this.#newline();
    return { kind: "macro", name, parameters, body };
  }

  #word(): string | undefined {
    const match = /^#\{?(elseif|else|end)\}?/.exec(this.text.slice(this.at, this.at + 12));
    if (match === null) return undefined;
    this.at += match[0].length;
    return match[1];
  }

  /** A directive takes the end of its line with it when nothing else stands there. */
  #newline(): void {
    const match = /^[ \t]*\r?\n/.exec(this.text.slice(this.at, this.at + 200));
    if (match !== null) this.at += match[0].length;
  }

  #interpolated(start: number): Node | undefined {
    const head = /^\$(!?)(\{?)[a-zA-Z_]/.exec(this.text.slice(start, start + 4));
    if (head === null) return undefined;
    const reference = this.#reference();
    return {
      kind: "reference",
      reference,
      quiet: head[1] === "!",
      source: this.text.slice(start, this.at),
    };
  }

  #reference(): Reference {
    this.#space();
    const head = /^\$!?(\{?)([a-zA-Z_][\w-]*)/.exec(this.text.slice(this.at, this.at + 256));
    if (head === null) throw this.error("a reference is missing");
    this.at += head[0].length;
    const path: Access[] = [];
    for (;;) {
      const rest = this.text.slice(this.at, this.at + 256);
      const property = /^\.([a-zA-Z_][\w-]*)/.exec(rest);
      if (property !== null) {
        this.at += property[0].length;
        if (this.text[this.at] === "(") {
          this.at++;
          path.push({ kind: "method", name: property[1]!, args: this.#arguments(")") });
        } else path.push({ kind: "property", name: property[1]! });
      } else if (rest.startsWith("[")) {
        this.at++;
        const at = this.#expression(0);
        this.#expect("]");
        path.push({ kind: "index", at });
      } else break;
    }
    if (head[1] === "{") this.#expect("}");
    return { name: head[2]!, path };
  }

  #arguments(close: string): Expression[] {
    const args: Expression[] = [];
    while (!this.#take(close)) {
      if (this.done) throw this.error(`"${close}" is missing`);
      args.push(this.#expression(0));
      if (!this.#take(",") && !/^\s*[)\]}]/.test(this.text.slice(this.at, this.at + 50)))
        throw this.error('"," is missing');
    }
    return args;
  }

  #expression(level: number): Expression {
    if (++this.depth > DEEPEST * 4) throw this.error("nested too deeply");
    const result = this.#binary(level);
    this.depth--;
    return result;
  }

  #binary(level: number): Expression {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (let count = 0; ; count++) {
      const operator = this.#operator(operators);
      if (operator === undefined) return left;
      if (count >= OPERATORS_LIMIT) throw this.error("too many operators");
      left = { kind: "binary", operator, left, right: this.#binary(level + 1) };
    }
  }

  #operator(operators: readonly string[]): string | undefined {
    this.#space();
    for (const operator of operators)
      if (this.text.startsWith(operator, this.at)) {
        this.at += operator.length;
        return operator;
      }
    const word = /^(or|and|eq|ne|lt|le|gt|ge)\b/.exec(this.text.slice(this.at, this.at + 4))?.[1];
    if (word === undefined || !operators.includes(WORDS[word]!)) return undefined;
    this.at += word.length;
    return WORDS[word];
  }

  /** What stands behind a sign. */
  #operand(): Expression {
    if (++this.depth > DEEPEST * 4) throw this.error("nested too deeply");
    const result = this.#unary();
    this.depth--;
    return result;
  }

  #unary(): Expression {
    this.#space();
    const rest = this.text.slice(this.at, this.at + 64);
    if (rest.startsWith("!") && !rest.startsWith("!=")) {
      this.at++;
      return { kind: "unary", operator: "!", operand: this.#operand() };
    }
    if (/^not\b/.test(rest)) {
      this.at += 3;
      return { kind: "unary", operator: "!", operand: this.#operand() };
    }
    const number = /^-?\d+(\.\d+)?/.exec(rest);
    if (number !== null) {
      this.at += number[0].length;
      return { kind: "literal", value: Number(number[0]) };
    }
    if (rest.startsWith("-")) {
      this.at++;
      return { kind: "unary", operator: "-", operand: this.#operand() };
    }
    const word = /^(true|false|null)\b/.exec(rest)?.[1];
    if (word !== undefined) {
      this.at += word.length;
      return { kind: "literal", value: JSON.parse(word) };
    }
    return this.#primary(rest[0]);
  }

  #primary(c: string | undefined): Expression {
    switch (c) {
      case "$":
        return { kind: "reference", reference: this.#reference() };
      case "'":
        return { kind: "literal", value: this.#quoted("'") };
      case '"':
        return { kind: "template", nodes: new Parser(this.#quoted('"')).block([]) };
      case "(": {
        this.at++;
        const inner = this.#expression(0);
        this.#expect(")");
        return inner;
      }
      case "[":
        return this.#list();
      case "{":
        return this.#map();
      default:
        throw this.error("an expression is missing");
    }
  }

  #list(): Expression {
    this.at++;
    if (this.#take("]")) return { kind: "list", items: [] };
    const first = this.#expression(0);
    this.#space();
    if (this.text.startsWith("..", this.at)) {
      this.at += 2;
      const to = this.#expression(0);
      this.#expect("]");
      return { kind: "range", from: first, to };
    }
    this.#take(",");
    return { kind: "list", items: [first, ...this.#arguments("]")] };
  }

  #map(): Expression {
    this.at++;
    const entries: [Expression, Expression][] = [];
    while (!this.#take("}")) {
      if (this.done) throw this.error('"}" is missing');
      const key = this.#expression(0);
      this.#expect(":");
      entries.push([key, this.#expression(0)]);
      this.#take(",");
    }
    return { kind: "map", entries };
  }

  #quoted(quote: string): string {
    let out = "";
    for (this.at++; !this.done; this.at++) {
      const c = this.text[this.at]!;
      // A doubled quote stands for itself.
      if (c === quote && this.text[this.at + 1] === quote) this.at++;
      else if (c === quote) {
        this.at++;
        return out;
      }
      out += c;
    }
    throw this.error("a string is not closed");
  }

  #space(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
  }

  #take(c: string): boolean {
    this.#space();
    if (!this.text.startsWith(c, this.at)) return false;
    this.at += c.length;
    return true;
  }

  #expect(c: string): void {
    if (!this.#take(c)) throw this.error(`"${c}" is missing`);
  }
}
