/**
 * What the grammars share. A syntax error ends the reading at once; other faults are collected,
 * and the one that AWS would report first is thrown at the end.
 */
import { type Token, tokens } from "./lexer.ts";
import type { Substitutions } from "./names.ts";
import { isReserved } from "./reserved.ts";
import { ExpressionFault, type Path } from "./syntax.ts";
import type { AttributeValue } from "./value.ts";

const MOST_BYTES = 4_096;
const MOST_OPERATORS = 300;
const DEEPEST = 32;

/** Kinds of faults, in the order in which AWS reports them. */
const ORDER = [
  "parens",
  "reserved",
  "function",
  "misused",
  "substitution",
  "operand",
  "distinct",
  "overlap",
] as const;
export type FaultKind = (typeof ORDER)[number];

const MISSING: AttributeValue = Object.freeze({ NULL: true });

export class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #faults = new Map<FaultKind, string>();
  #at = 0;
  #operators = 0;

  constructor(
    text: string,
    readonly substitutions: Substitutions,
  ) {
    if (text.trim() === "") throw new ExpressionFault("The expression can not be empty;");
    const bytes = Buffer.byteLength(text);
    if (bytes > MOST_BYTES)
      throw new ExpressionFault(
        `Expression size has exceeded the maximum allowed size; expression size: ${bytes}`,
      );
    this.#text = text;
    this.#tokens = tokens(text);
  }

  get token(): Token {
    return this.#tokens[this.#at]!;
  }

  peek(ahead = 1): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.token;
    if (token.kind !== "end") this.#at++;
    return token;
  }

  isSign(text: string): boolean {
    return this.token.kind === "sign" && this.token.text === text;
  }

  isWord(word: string): boolean {
    return this.token.kind === "word" && this.token.text.toUpperCase() === word;
  }

  takeSign(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.#at++;
    return true;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.#at++;
    return true;
  }

  expectSign(text: string): void {
    if (!this.takeSign(text)) this.syntaxError();
  }

  /** @throws ExpressionFault at the current token, with what stands around it. */
  syntaxError(): never {
    const token = this.token;
    const before = this.#tokens[this.#at - 1] ?? token;
    const after = token.kind === "end" ? token : this.#tokens[this.#at + 1]!;
    const near = this.#text.slice(before.from, after.to).trim();
    throw new ExpressionFault(`Syntax error; token: "${token.text}", near: "${near}"`);
  }

  fault(kind: FaultKind, words: string): void {
    if (!this.#faults.has(kind)) this.#faults.set(kind, words);
  }

  /** Counts an operator or function. */
  operator(): void {
    this.#operators++;
  }

  /** Ends the reading. @throws ExpressionFault for what was collected. */
  finish(): void {
    if (this.token.kind !== "end") this.syntaxError();
    for (const kind of ORDER) {
      const words = this.#faults.get(kind);
      if (words !== undefined) throw new ExpressionFault(words);
    }
    if (this.#operators > MOST_OPERATORS)
      throw new ExpressionFault(
        `The expression contains too many operators; operator count: ${this.#operators}`,
      );
  }

  /** A document path, whose first step stands at the current token. */
  path(): Path {
    const path: (string | number)[] = [this.#step()];
    for (;;) {
      if (this.takeSign(".")) path.push(this.#step());
      else if (this.isSign("[")) {
        this.next();
        if (this.token.kind !== "number") this.syntaxError();
        const index = this.next().text;
        if (index.length > 9)
          this.fault("operand", `List index is not within the allowable range; index: [${index}]`);
        path.push(Number(index));
        this.expectSign("]");
      } else break;
    }
    if (path.length > DEEPEST)
      this.fault(
        "overlap",
        `The document path has too many nesting elements; nesting levels: ${path.length}`,
      );
    return path;
  }

  #step(): string {
    const token = this.token;
    if (token.kind === "word") {
      this.next();
      if (isReserved(token.text))
        this.fault(
          "reserved",
          `Attribute name is a reserved keyword; reserved keyword: ${token.text}`,
        );
      return token.text;
    }
    if (token.kind !== "name") this.syntaxError();
    this.next();
    const name = this.substitutions.name(token.text);
    if (name === undefined)
      this.fault(
        "substitution",
        `An expression attribute name used in the document path is not defined; attribute name: ${token.text}`,
      );
    return name ?? token.text;
  }

  /** The value whose placeholder stands at the current token. */
  value(): AttributeValue {
    const token = this.next();
    const value = this.substitutions.value(token.text);
    if (value === undefined)
      this.fault(
        "substitution",
        `An expression attribute value used in expression is not defined; attribute value: ${token.text}`,
      );
    return value ?? MISSING;
  }

  /** Whether a path begins at the current token. */
  atPath(): boolean {
    return this.token.kind === "word" || this.token.kind === "name";
  }

  atCall(): boolean {
    return this.token.kind === "word" && this.peek().kind === "sign" && this.peek().text === "(";
  }
}

/** Whether a value stands for one that was not given: then nothing is said about its type. */
export function isMissing(value: AttributeValue): boolean {
  return value === MISSING;
}
