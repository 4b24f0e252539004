/**
 * Metric math as text: what an expression of CloudWatch's is made of.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */

/** The expression is none, or cannot be worked out. AWS publishes no list of its texts: these are ours. */
export class InvalidMath extends Error {}

export type Operator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "^"
  | "=="
  | "!="
  | "<="
  | ">="
  | "<"
  | ">"
  | "AND"
  | "OR";

export type Node =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string }
  /** The id of a metric or of another expression. */
  | { readonly kind: "id"; readonly id: string }
  /** An uppercase word that is no call: DESC, REPEAT, AVG as an argument. */
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "negation"; readonly of: Node }
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: Node;
      readonly right: Node;
    };

const TOKEN =
  /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z]\w*)|"([^"]*)"|'([^']*)'|(&&|\|\||==|!=|<=|>=|[-+*/^<>(),[\]]))\s*/y;

interface Token {
  readonly kind: "number" | "name" | "text" | "sign";
  readonly text: string;
}

function tokensOf(text: string): Token[] {
  const out: Token[] = [];
  const reading = new RegExp(TOKEN);
  while (reading.lastIndex < text.length) {
    const at = reading.lastIndex;
    const found = reading.exec(text);
    if (found === null) throw new InvalidMath(`Syntax error at position ${at}.`);
    const [, number, name, double, single, sign] = found;
    if (number !== undefined) out.push({ kind: "number", text: number });
    else if (name === "AND" || sign === "&&") out.push({ kind: "sign", text: "AND" });
    else if (name === "OR" || sign === "||") out.push({ kind: "sign", text: "OR" });
    else if (name !== undefined) out.push({ kind: "name", text: name });
    else if (sign !== undefined) out.push({ kind: "sign", text: sign });
    else out.push({ kind: "text", text: double ?? single ?? "" });
  }
  return out;
}

/** Operators from those that bind least to those that bind most; all of them to the left. */
const LEVELS: readonly (readonly string[])[] = [
  ["OR"],
  ["AND"],
  ["==", "!=", "<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/"],
];

/** An expression nested deeper is refused: a bound, not a quota of AWS. */
const DEEPEST = 64;

/** Reads an expression. @throws InvalidMath */
export function parseMath(text: string): Node {
  const parser = new Parser(tokensOf(text));
  return parser.whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Node {
    const node = this.#expression();
    const left = this.#tokens[this.#at];
    if (left !== undefined) throw new InvalidMath(`Unexpected '${left.text}'.`);
    return node;
  }

  #expression(): Node {
    if (++this.#depth > DEEPEST) throw new InvalidMath("The expression is nested too deeply.");
    const node = this.#level(0);
    this.#depth--;
    return node;
  }

  #level(level: number): Node {
    const signs = LEVELS[level];
    if (signs === undefined) return this.#negation();
    let left = this.#level(level + 1);
    for (;;) {
      const sign = this.#peekSign();
      if (sign === undefined || !signs.includes(sign)) return left;
      this.#at++;
      const right = this.#level(level + 1);
      left = { kind: "operation", operator: sign as Operator, left, right };
    }
  }

  /** Powers bind more than the sign before them, and to the right. */
  #negation(): Node {
    let negative = false;
    let signs = 0;
    while (this.#takeSign("-")) {
      if (++signs > DEEPEST) throw new InvalidMath("The expression is nested too deeply.");
      negative = !negative;
    }
    const of = this.#power();
    return negative ? { kind: "negation", of } : of;
  }

  #power(): Node {
    const left = this.#operand();
    if (!this.#takeSign("^")) return left;
    if (++this.#depth > DEEPEST) throw new InvalidMath("The expression is nested too deeply.");
    const right = this.#negation();
    this.#depth--;
    return { kind: "operation", operator: "^", left, right };
  }

  #operand(): Node {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new InvalidMath("The expression ends too early.");
    this.#at++;
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "text") return { kind: "text", text: token.text };
    if (token.kind === "name") return this.#named(token.text);
    if (token.text === "[") return { kind: "list", items: this.#until("]") };
    if (token.text !== "(") throw new InvalidMath(`Unexpected '${token.text}'.`);
    const node = this.#expression();
    this.#want(")");
    return node;
  }

  #named(name: string): Node {
    if (this.#takeSign("(")) return { kind: "call", name, args: this.#until(")") };
    return /^[a-z]/.test(name) ? { kind: "id", id: name } : { kind: "word", word: name };
  }

  /** Expressions with commas between them, up to a bracket. */
  #until(end: string): Node[] {
    const out: Node[] = [];
    if (this.#takeSign(end)) return out;
    do out.push(this.#expression());
    while (this.#takeSign(","));
    this.#want(end);
    return out;
  }

  #peekSign(): string | undefined {
    const token = this.#tokens[this.#at];
    return token?.kind === "sign" ? token.text : undefined;
  }

  #takeSign(sign: string): boolean {
    if (this.#peekSign() !== sign) return false;
    this.#at++;
    return true;
  }

  #want(sign: string): void {
    if (!this.#takeSign(sign)) throw new InvalidMath(`Expected '${sign}'.`);
  }
}

/** The ids that an expression names. */
export function* idsIn(node: Node): Generator<string> {
  if (node.kind === "id") yield node.id;
  else if (node.kind === "call") for (const arg of node.args) yield* idsIn(arg);
  else if (node.kind === "list") for (const item of node.items) yield* idsIn(item);
  else if (node.kind === "negation") yield* idsIn(node.of);
  else if (node.kind === "operation") {
    yield* idsIn(node.left);
    yield* idsIn(node.right);
  }
}

/** The functions that an expression calls. */
export function* callsIn(node: Node): Generator<string> {
  if (node.kind === "call") {
    yield node.name;
    for (const arg of node.args) yield* callsIn(arg);
  } else if (node.kind === "list") for (const item of node.items) yield* callsIn(item);
  else if (node.kind === "negation") yield* callsIn(node.of);
  else if (node.kind === "operation") {
    yield* callsIn(node.left);
    yield* callsIn(node.right);
  }
}
