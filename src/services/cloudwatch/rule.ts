/**
 * The rules of composite alarms: `ALARM(a) AND NOT (OK("b") OR FALSE)`; pure.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
import type { StateValue } from "./tables.ts";

/** The text is no rule; the message is AWS's as far as it is known. */
export class InvalidRule extends Error {}

/** A state that an alarm has, by its name; undefined where there is no such alarm. */
type StateOf = (name: string) => StateValue | undefined;

export interface Rule {
  /** The alarms that it names. */
  readonly names: ReadonlySet<string>;
  holds(stateOf: StateOf): boolean;
}

type Condition = (stateOf: StateOf) => boolean;

/** A rule nested deeper is refused: a bound, not a quota of AWS. */
const DEEPEST = 64;

const TOKEN =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|([^\s"()]+))\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))\s*/y;

interface Token {
  readonly at: number;
  readonly sign: string;
  readonly condition?: Condition;
}

/** @throws InvalidRule */
export function compileRule(text: string): Rule {
  const names = new Set<string>();
  const parser = new Parser(text, [...tokensOf(text, names)]);
  return { names, holds: parser.whole() };
}

function* tokensOf(text: string, names: Set<string>): Generator<Token> {
  const reading = new RegExp(TOKEN);
  while (reading.lastIndex < text.length) {
    const at = reading.lastIndex;
    const found = reading.exec(text);
    if (found === null) throw unsupported(text, at);
    const [, state, quoted, bare, word, sign] = found;
    if (state === undefined) yield { at, sign: (word ?? sign)! };
    else {
      // An alarm of this account and region may be named by its ARN.
      const name = (quoted ?? bare!).replace(/^arn:[\w-]+:cloudwatch:[\w-]+:\d{12}:alarm:/, "");
      names.add(name);
      yield { at, sign: state, condition: (stateOf) => stateOf(name) === state };
    }
  }
}

function unsupported(text: string, at: number): InvalidRule {
  const token = /\S+/.exec(text.slice(at))?.[0] ?? "";
  return new InvalidRule(`Error in AlarmRule [Unsupported token '${token}' at char ${at}]`);
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  whole(): Condition {
    const condition = this.#either();
    if (this.#at < this.#tokens.length) throw this.#wrong();
    return condition;
  }

  #either(): Condition {
    const parts = [this.#both()];
    while (this.#take("OR")) parts.push(this.#both());
    return parts.length === 1 ? parts[0]! : (stateOf) => parts.some((part) => part(stateOf));
  }

  #both(): Condition {
    const parts = [this.#one()];
    while (this.#take("AND")) parts.push(this.#one());
    return parts.length === 1 ? parts[0]! : (stateOf) => parts.every((part) => part(stateOf));
  }

  #one(): Condition {
    if (++this.#depth > DEEPEST) throw new InvalidRule("Error in AlarmRule [Nested too deeply]");
    const condition = this.#operand();
    this.#depth--;
    return condition;
  }

  #operand(): Condition {
    if (this.#take("NOT")) {
      const negated = this.#one();
      return (stateOf) => !negated(stateOf);
    }
    if (this.#take("TRUE")) return () => true;
    if (this.#take("FALSE")) return () => false;
    if (this.#take("(")) {
      const inner = this.#either();
      if (!this.#take(")")) throw this.#wrong();
      return inner;
    }
    const { condition } = this.#tokens[this.#at] ?? {};
    if (condition === undefined) throw this.#wrong();
    this.#at++;
    return condition;
  }

  #take(sign: string): boolean {
    if (this.#tokens[this.#at]?.sign !== sign) return false;
    this.#at++;
    return true;
  }

  #wrong(): InvalidRule {
    return unsupported(this.#text, this.#tokens[this.#at]?.at ?? this.#text.length);
  }
}
