/** Tokens one by one, and the pieces that all statements share: paths and values. */
import { normalNumber, NumberFault } from "../dynamodb-expression/decimal.ts";
import type { Path } from "../dynamodb-expression/syntax.ts";
import {
  type AttributeValue,
  type Item,
  setAttribute,
  typeOf,
} from "../dynamodb-expression/value.ts";
import { type Token, tokens } from "./lexer.ts";
import { malformed, StatementFault } from "./syntax.ts";

const DEEPEST = 32;

export class StatementReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #parameters = 0;
  #depth = 0;

  constructor(
    text: string,
    readonly parameters: readonly AttributeValue[],
  ) {
    this.#tokens = tokens(text);
  }

  get token(): Token {
    return this.#tokens[this.#at]!;
  }

  peek(ahead = 1): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  next(): Token {
    const { token } = this;
    if (token.kind !== "end") this.#at++;
    return token;
  }

  isWord(...words: string[]): boolean {
    return this.token.kind === "word" && words.includes(this.token.text.toUpperCase());
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.#at++;
    return true;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.unexpected(`Expected ${word}`);
  }

  isSign(...signs: string[]): boolean {
    return this.token.kind === "sign" && signs.includes(this.token.text);
  }

  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.#at++;
    return true;
  }

  expectSign(sign: string): void {
    if (!this.takeSign(sign)) throw this.unexpected(`Expected '${sign}'`);
  }

  unexpected(detail?: string): StatementFault {
    const what = this.token.kind === "end" ? "end of statement" : `token: ${this.token.text}`;
    return malformed(detail === undefined ? `Unexpected ${what}` : `${detail}, found ${what}`);
  }

  /** @throws StatementFault unless all tokens and parameters were used. */
  finish(): void {
    if (this.token.kind !== "end") throw this.unexpected();
    if (this.#parameters !== this.parameters.length)
      throw new StatementFault("Number of parameters in request and statement don't match.");
  }

  /** A name, in double quotes or without. */
  name(): string {
    const token = this.next();
    if (token.kind !== "word" && token.kind !== "name") throw malformed("Expected identifier");
    return token.text;
  }

  path(): Path {
    const path: (string | number)[] = [this.name()];
    for (;;) {
      if (this.takeSign(".")) path.push(this.name());
      else if (this.takeSign("[")) {
        const token = this.next();
        if (token.kind === "number" && /^\d{1,9}$/.test(token.text)) path.push(Number(token.text));
        else if (token.kind === "text") path.push(token.text);
        else throw malformed("Expected a list index or an attribute name");
        this.expectSign("]");
      } else return path;
    }
  }

  /** Whether a literal or a parameter stands at the current token. */
  atValue(): boolean {
    const { kind } = this.token;
    if (kind === "text" || kind === "number") return true;
    return this.isSign("?", "[", "{", "<<", "-", "+") || this.isWord("TRUE", "FALSE", "NULL");
  }

  value(): AttributeValue {
    const token = this.next();
    if (token.kind === "text") return { S: token.text };
    if (token.kind === "number") return number(token.text);
    if (token.kind === "word") {
      const word = token.text.toUpperCase();
      if (word === "NULL") return { NULL: true };
      if (word === "TRUE" || word === "FALSE") return { BOOL: word === "TRUE" };
      throw malformed(`Unexpected token: ${token.text}`);
    }
    if (token.kind === "end") throw malformed("Unexpected end of statement");
    return this.within("Literals", DEEPEST, () => this.#composite(token.text));
  }

  /** Reads what stands within something else. @throws StatementFault past `deepest` levels. */
  within<T>(what: string, deepest: number, read: () => T): T {
    if (++this.#depth > deepest) throw malformed(`${what} are nested too deeply`);
    const result = read();
    this.#depth--;
    return result;
  }

  #composite(sign: string): AttributeValue {
    switch (sign) {
      case "?": {
        const value = this.parameters[this.#parameters++];
        if (value === undefined)
          throw new StatementFault("Number of parameters in request and statement don't match.");
        return value;
      }
      case "-":
      case "+": {
        const { kind, text } = this.next();
        if (kind !== "number") throw malformed("Expected a number");
        return number(sign === "-" ? `-${text}` : text);
      }
      case "[":
        return { L: this.#list("]") };
      case "<<":
        return set(this.#list(">>"));
      case "{":
        return { M: this.#map() };
      default:
        throw malformed(`Unexpected token: ${sign}`);
    }
  }

  #list(end: string): AttributeValue[] {
    const list: AttributeValue[] = [];
    if (this.takeSign(end)) return list;
    do list.push(this.value());
    while (this.takeSign(","));
    this.expectSign(end);
    return list;
  }

  #map(): Item {
    const map: Item = {};
    if (this.takeSign("}")) return map;
    do {
      const key = this.next();
      if (key.kind !== "text" && key.kind !== "name" && key.kind !== "word")
        throw malformed("Expected an attribute name");
      this.expectSign(":");
      setAttribute(map, key.text, this.value());
    } while (this.takeSign(","));
    this.expectSign("}");
    return map;
  }
}

function number(text: string): AttributeValue {
  try {
    return { N: normalNumber(text) };
  } catch (error) {
    if (error instanceof NumberFault) throw new StatementFault(error.message);
    throw error;
  }
}

function set(members: readonly AttributeValue[]): AttributeValue {
  const types = new Set(members.map(typeOf));
  const [type] = types;
  if (types.size !== 1 || (type !== "S" && type !== "N" && type !== "B"))
    throw malformed("A set must hold strings, numbers or binaries, all of one type");
  return { [`${type}S`]: [...new Set(members.map((member) => member[type]!))] };
}
