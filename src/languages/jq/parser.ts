/**
 * Reads jq's filters, as far as they have one result for one input: paths, operators, objects,
 * arrays, conditions and functions. https://jqlang.org/manual/v1.6/
 */

/** The text is no filter of jq. */
export class InvalidJq extends Error {}
/** It is one, but makes use of what is not known here; the message names it. */
export class UnsupportedJq extends Error {}

export type Filter =
  | { readonly kind: "identity" }
  | { readonly kind: "literal"; readonly value: unknown }
  | { readonly kind: "index"; readonly of: Filter; readonly at: Filter; readonly lenient: boolean }
  | { readonly kind: "slice"; readonly of: Filter; readonly from?: Filter; readonly to?: Filter }
  | { readonly kind: "pipe"; readonly first: Filter; readonly then: Filter }
  | { readonly kind: "binary"; readonly by: string; readonly a: Filter; readonly b: Filter }
  | { readonly kind: "negate"; readonly of: Filter }
  | { readonly kind: "object"; readonly pairs: readonly (readonly [Filter, Filter])[] }
  | { readonly kind: "array"; readonly of: Filter | undefined }
  | { readonly kind: "text"; readonly parts: readonly (string | Filter)[] }
  | { readonly kind: "if"; readonly test: Filter; readonly then: Filter; readonly else: Filter }
  | { readonly kind: "call"; readonly name: string; readonly inputs: readonly Filter[] };

interface Token {
  readonly kind: "name" | "field" | "number" | "text" | "symbol" | "end";
  readonly text: string;
  readonly parts?: readonly (string | Filter)[];
}

const IDENTITY: Filter = { kind: "identity" };
const DEPTH = 100;
const KEYWORDS = new Set(["if", "then", "elif", "else", "end", "and", "or"]);
const MANY = new Set(["reduce", "foreach", "def", "label", "try", "import", "include", "as"]);
/** Operators from the loosest to the tightest, each with whether it leans to the left. */
const LEVELS: readonly (readonly string[])[] = [
  ["//"],
  ["or"],
  ["and"],
  ["==", "!=", "<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Reads a filter. @throws InvalidJq, UnsupportedJq */
export function parseJq(text: string): Filter {
  return new Parser(tokensOf(text, 0), 0).whole();
}

function tokensOf(text: string, depth: number): Token[] {
  const out: Token[] = [];
  const reading =
    /\s+|#[^\n]*|(\.\.)|(\.[A-Za-z_]\w*)|(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([$@]?[A-Za-z_]\w*)|(\/\/=|\/\/|[=!<>]=|\|=|[-+*/%]=|[.[\]{}()|,:;?<>+*/%=-])|(")/y;
  let at = 0;
  while (at < text.length) {
    reading.lastIndex = at;
    const found = reading.exec(text);
    if (found === null) throw new InvalidJq(`syntax error, unexpected ${text[at]}`);
    const [whole, twice, field, number, name, symbol, quote] = found;
    at += whole.length;
    if (twice !== undefined) throw new UnsupportedJq("..");
    if (field !== undefined) out.push({ kind: "field", text: field.slice(1) });
    else if (number !== undefined) out.push({ kind: "number", text: number });
    else if (name !== undefined) {
      if (/^[$@]/.test(name)) throw new UnsupportedJq(name);
      if (MANY.has(name)) throw new UnsupportedJq(name);
      out.push({ kind: "name", text: name });
    } else if (symbol !== undefined) {
      if (/^(\/\/=|\|=|[-+*/%]=|=)$/.test(symbol)) throw new UnsupportedJq(symbol);
      out.push({ kind: "symbol", text: symbol });
    } else if (quote !== undefined) {
      const { parts, end } = textAt(text, at, depth);
      out.push({ kind: "text", text: "", parts });
      at = end;
    }
  }
  out.push({ kind: "end", text: "the end" });
  return out;
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" },
  ...{ '"': '"', "\\": "\\", "/": "/" },
};

/** A string from after its first quote, with what stands in `\( )` parsed. */
function textAt(text: string, start: number, depth: number) {
  if (depth > DEPTH) throw new InvalidJq("too deep");
  const parts: (string | Filter)[] = [];
  let run = "";
  for (let at = start; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '"') return { parts: [...parts, run], end: at + 1 };
    if (letter !== "\\") {
      run += letter;
      continue;
    }
    const mark = text[++at] ?? "";
    if (mark === "u") {
      const code = /^[0-9a-fA-F]{4}/.exec(text.slice(at + 1));
      if (code === null) throw new InvalidJq("syntax error: bad unicode escape");
      run += String.fromCharCode(Number.parseInt(code[0], 16));
      at += 4;
    } else if (mark === "(") {
      const end = closing(text, at);
      const inner = new Parser(tokensOf(text.slice(at + 1, end), depth + 1), depth + 1).whole();
      parts.push(run, inner);
      run = "";
      at = end;
    } else if (Object.hasOwn(ESCAPES, mark)) run += ESCAPES[mark];
    else throw new InvalidJq(`syntax error: bad escape \\${mark}`);
  }
  throw new InvalidJq("syntax error: unterminated string");
}

/** Where the parenthesis at `open` is closed. */
function closing(text: string, open: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "\\" && quoted) at++;
    else if (text[at] === '"') quoted = !quoted;
    else if (!quoted && text[at] === "(") depth++;
    else if (!quoted && text[at] === ")" && --depth === 0) return at;
  }
  throw new InvalidJq("syntax error: unterminated interpolation");
}

class Parser {
  #at = 0;

  constructor(
    readonly tokens: readonly Token[],
    public depth: number,
  ) {}

  whole(): Filter {
    const filter = this.#pipe();
    if (this.#next.kind !== "end") this.#unexpected();
    return filter;
  }

  get #next(): Token {
    return this.tokens[this.#at]!;
  }

  #unexpected(): never {
    throw new InvalidJq(`syntax error, unexpected ${this.#next.text || "string"}`);
  }

  #is(text: string): boolean {
    const { kind, text: here } = this.#next;
    return here === text && (kind === "symbol" || kind === "name");
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#unexpected();
  }

  #pipe(): Filter {
    if (++this.depth > DEPTH) throw new InvalidJq("too deep");
    const first = this.#binary(0);
    if (this.#is(",")) throw new UnsupportedJq(",");
    const whole: Filter = this.#take("|") ? { kind: "pipe", first, then: this.#pipe() } : first;
    this.depth--;
    return whole;
  }

  #binary(level: number): Filter {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#postfix();
    let a = this.#binary(level + 1);
    for (;;) {
      const by = operators.find((one) => this.#take(one));
      if (by === undefined) return a;
      // `//` leans to the right: what stands after it is one alternative.
      a = { kind: "binary", by, a, b: this.#binary(by === "//" ? level : level + 1) };
    }
  }

  #postfix(): Filter {
    if (this.#take("-")) return { kind: "negate", of: this.#postfix() };
    let filter = this.#term();
    for (;;) {
      const token = this.#next;
      if (token.kind === "field") {
        this.#at++;
        filter = this.#indexed(filter, { kind: "literal", value: token.text });
      } else if (this.#is(".") && this.#startsText(1)) {
        this.#at++;
        filter = this.#indexed(filter, this.#term());
      } else if (this.#is("[")) filter = this.#bracket(filter);
      else if (this.#is(".") && this.tokens[this.#at + 1]?.text === "[") {
        this.#at++;
        filter = this.#bracket(filter);
      } else return filter;
    }
  }

  #startsText(ahead: number): boolean {
    return this.tokens[this.#at + ahead]?.kind === "text";
  }

  #indexed(of: Filter, at: Filter): Filter {
    const lenient = this.#take("?");
    return { kind: "index", of, at, lenient };
  }

  #bracket(of: Filter): Filter {
    this.#expect("[");
    if (this.#is("]")) throw new UnsupportedJq(".[]");
    if (this.#take(":")) {
      const to = this.#pipe();
      this.#expect("]");
      return { kind: "slice", of, to };
    }
    const at = this.#pipe();
    if (this.#take(":")) {
      const to = this.#is("]") ? undefined : this.#pipe();
      this.#expect("]");
      return { kind: "slice", of, from: at, ...(to === undefined ? {} : { to }) };
    }
    this.#expect("]");
    return this.#indexed(of, at);
  }

  #term(): Filter {
    const token = this.#next;
    this.#at++;
    if (token.kind === "field")
      return this.#indexed(IDENTITY, { kind: "literal", value: token.text });
    if (token.kind === "number") return { kind: "literal", value: Number(token.text) };
    if (token.kind === "text") return textOf(token.parts!);
    if (token.kind === "name" && !KEYWORDS.has(token.text)) return this.#call(token.text);
    if (token.kind === "name" && token.text === "if") return this.#condition();
    if (token.kind === "symbol")
      switch (token.text) {
        case ".":
          if (this.#startsText(0)) return this.#indexed(IDENTITY, this.#term());
          return IDENTITY;
        case "(": {
          const inner = this.#pipe();
          this.#expect(")");
          return inner;
        }
        case "[": {
          const of = this.#is("]") ? undefined : this.#pipe();
          this.#expect("]");
          return { kind: "array", of };
        }
        case "{":
          return this.#object();
      }
    this.#at--;
    return this.#unexpected();
  }

  #call(name: string): Filter {
    if (name === "true" || name === "false" || name === "null")
      return { kind: "literal", value: JSON.parse(name) as unknown };
    const inputs: Filter[] = [];
    if (this.#take("(")) {
      do inputs.push(this.#pipe());
      while (this.#take(";"));
      this.#expect(")");
    }
    return { kind: "call", name, inputs };
  }

  #condition(): Filter {
    const test = this.#pipe();
    this.#expect("then");
    const then = this.#pipe();
    if (this.#take("elif")) return { kind: "if", test, then, else: this.#condition() };
    const otherwise = this.#take("else") ? this.#pipe() : IDENTITY;
    this.#expect("end");
    return { kind: "if", test, then, else: otherwise };
  }

  #object(): Filter {
    const pairs: (readonly [Filter, Filter])[] = [];
    while (!this.#is("}")) {
      if (pairs.length > 0) this.#expect(",");
      pairs.push(this.#pair());
    }
    this.#expect("}");
    return { kind: "object", pairs };
  }

  #pair(): readonly [Filter, Filter] {
    const token = this.#next;
    this.#at++;
    let key: Filter;
    if (token.kind === "name") key = { kind: "literal", value: token.text };
    else if (token.kind === "text") key = textOf(token.parts!);
    else if (token.kind === "symbol" && token.text === "(") {
      key = this.#pipe();
      this.#expect(")");
    } else {
      this.#at--;
      return this.#unexpected();
    }
    if (!this.#take(":")) return [key, { kind: "index", of: IDENTITY, at: key, lenient: false }];
    // A value goes as far as the comma; pipes are jq's own "ObjVal".
    let value = this.#binary(0);
    if (this.#take("|")) value = { kind: "pipe", first: value, then: this.#piped() };
    return [key, value];
  }

  /** The rest of a value's pipe. */
  #piped(): Filter {
    const first = this.#binary(0);
    return this.#take("|") ? { kind: "pipe", first, then: this.#piped() } : first;
  }
}

function textOf(parts: readonly (string | Filter)[]): Filter {
  const [only] = parts;
  if (parts.length === 1 && typeof only === "string") return { kind: "literal", value: only };
  return { kind: "text", parts };
}
