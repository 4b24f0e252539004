/**
 * The regular expressions of custom data identifiers, which have no groups: alternatives of
 * characters, classes and repetitions. They are matched in time that grows with the text's length
 * times the expression's, never faster, whatever both are.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-custom-data-identifiers.html
 */

/** An expression that cannot be obeyed; the message says why. */
export class InvalidExpression extends Error {}

/** A text took more steps than are allowed. */
export class TooManySteps extends Error {}

/** A place of a match: [start, end). */
export type Span = readonly [start: number, end: number];

export interface Expression {
  /** The leftmost, longest matches that do not overlap. @throws TooManySteps */
  find(text: string): Span[];
}

type Test = (code: number) => boolean;

interface State {
  readonly test: Test;
  /** Whether it may be passed over. */
  readonly optional: boolean;
  /** Whether it may be taken again. */
  readonly again: boolean;
}

interface Branch {
  readonly states: readonly State[];
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

const STATES_LIMIT = 2_000;
const STEPS_LIMIT = 20_000_000;
const LENGTH_LIMIT = 200;
const ALLOWED = /^[a-zA-Z0-9_#=@/;,\- ^$?[\]{}|\\*+.]*$/;

const digit: Test = (c) => c >= 48 && c <= 57;
const word: Test = (c) => digit(c) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
const space: Test = (c) => c === 32 || (c >= 9 && c <= 13);
const CLASSES: ReadonlyMap<string, Test> = new Map([
  ["d", digit],
  ["w", word],
  ["s", space],
  ["D", (c) => !digit(c)],
  ["W", (c) => !word(c)],
  ["S", (c) => !space(c)],
  ["t", (c) => c === 9],
  ["n", (c) => c === 10],
  ["r", (c) => c === 13],
]);

/** @throws InvalidExpression */
export function compileExpression(source: string): Expression {
  if (source === "" || source.length > LENGTH_LIMIT)
    throw new InvalidExpression(`must be 1 to ${LENGTH_LIMIT} characters long`);
  if (!ALLOWED.test(source)) throw new InvalidExpression("contains unsupported characters");
  const branches = new Parser(source).branches();
  const total = branches.reduce((sum, { states }) => sum + states.length, 0);
  if (total > STATES_LIMIT) throw new InvalidExpression("is too complex");
  if (branches.some(({ states }) => states.every(({ optional }) => optional)))
    throw new InvalidExpression("matches the empty string");
  return { find: (text) => findAll(branches, text) };
}

class Parser {
  #at = 0;
  #count = 0;

  constructor(readonly source: string) {}

  branches(): Branch[] {
    const out = [this.#branch()];
    while (this.#peek() === "|") {
      this.#at++;
      out.push(this.#branch());
    }
    return out;
  }

  #peek(): string | undefined {
    return this.source[this.#at];
  }

  #branch(): Branch {
    const states: State[] = [];
    let atStart = false;
    let atEnd = false;
    if (this.#peek() === "^") {
      atStart = true;
      this.#at++;
    }
    for (let c = this.#peek(); c !== undefined && c !== "|"; c = this.#peek()) {
      if (c === "$") {
        this.#at++;
        const next = this.#peek();
        if (next !== undefined && next !== "|") throw new InvalidExpression("has a $ inside");
        atEnd = true;
      } else states.push(...this.#repeated(this.#atom()));
    }
    if (states.length === 0) throw new InvalidExpression("has an empty alternative");
    return { states, atStart, atEnd };
  }

  #atom(): Test {
    const c = this.source[this.#at++]!;
    if (c === ".") return (code) => code !== 10;
    if (c === "[") return this.#set();
    if (c === "\\") return this.#escaped();
    if ("^*+?{}]".includes(c)) throw new InvalidExpression(`has an unexpected ${c}`);
    const own = c.charCodeAt(0);
    return (code) => code === own;
  }

  #escaped(): Test {
    const c = this.source[this.#at++];
    if (c === undefined) throw new InvalidExpression("ends in a backslash");
    const known = CLASSES.get(c);
    if (known !== undefined) return known;
    if (/[a-zA-Z0-9]/.test(c)) throw new InvalidExpression(`has an unsupported escape \\${c}`);
    const own = c.charCodeAt(0);
    return (code) => code === own;
  }

  #set(): Test {
    const negated = this.#peek() === "^";
    if (negated) this.#at++;
    const tests: Test[] = [];
    for (let first = true; ; first = false) {
      const c = this.source[this.#at++];
      if (c === undefined) throw new InvalidExpression("has an unclosed [");
      if (c === "]" && !first) break;
      if (c === "\\") {
        tests.push(this.#escaped());
        continue;
      }
      const low = c.charCodeAt(0);
      let high = low;
      const after = this.source[this.#at + 1];
      if (this.#peek() === "-" && after !== undefined && after !== "]") {
        high = after.charCodeAt(0);
        this.#at += 2;
        if (high < low) throw new InvalidExpression("has a range out of order");
      }
      tests.push((code) => code >= low && code <= high);
    }
    return negated
      ? (code) => !tests.some((test) => test(code))
      : (code) => tests.some((test) => test(code));
  }

  #repeated(test: Test): State[] {
    const [least, most] = this.#bounds();
    if (this.#peek() === "?" || this.#peek() === "+")
      throw new InvalidExpression("has a lazy or possessive quantifier");
    const count = most ?? Math.max(least, 1);
    this.#count += count;
    if (this.#count > STATES_LIMIT) throw new InvalidExpression("is too complex");
    return Array.from({ length: count }, (_, i) => ({
      test,
      optional: i >= least,
      again: most === undefined && i === count - 1,
    }));
  }

  #bounds(): readonly [least: number, most: number | undefined] {
    const c = this.#peek();
    if (c === "*" || c === "+" || c === "?") {
      this.#at++;
      return c === "*" ? [0, undefined] : c === "+" ? [1, undefined] : [0, 1];
    }
    if (c !== "{") return [1, 1];
    const found = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(this.source.slice(this.#at));
    if (found === null) throw new InvalidExpression("has a wrong quantifier");
    this.#at += found[0].length;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === undefined ? undefined : +found[3];
    if (most !== undefined && (most < least || most === 0))
      throw new InvalidExpression("has a wrong quantifier");
    return [least, most];
  }
}

/** All states of all branches side by side, each with the earliest start that reaches it. */
function findAll(branches: readonly Branch[], text: string): Span[] {
  const spans: Span[] = [];
  const budget = { steps: STEPS_LIMIT };
  for (let at = 0; at < text.length; ) {
    const span = findFrom(branches, text, at, budget);
    if (span === undefined) break;
    spans.push(span);
    at = span[1];
  }
  return spans;
}

const NOWHERE = -1;

function findFrom(
  branches: readonly Branch[],
  text: string,
  from: number,
  budget: { steps: number },
): Span | undefined {
  const threads = branches.map(({ states }) => new Threads(states.length));
  let found: Span | undefined;
  for (let at = from; at <= text.length; at++) {
    let alive = false;
    for (let b = 0; b < branches.length; b++) {
      const { states, atStart, atEnd } = branches[b]!;
      const own = threads[b]!;
      if (found === undefined && (!atStart || at === 0)) own.reach(0, at);
      for (let i = 0; i <= own.highest; i++) {
        if (--budget.steps < 0) throw new TooManySteps("A custom data identifier is too slow.");
        const start = own.now[i]!;
        if (start === NOWHERE || (found !== undefined && start > found[0])) continue;
        if (i === states.length) {
          if (atEnd && at !== text.length) continue;
          if (found === undefined || start < found[0] || at > found[1]) found = [start, at];
          continue;
        }
        const { test, optional, again } = states[i]!;
        if (optional) own.reach(i + 1, start);
        if (at === text.length || !test(text.charCodeAt(at))) continue;
        alive = true;
        own.reachNext(i + 1, start);
        if (again) own.reachNext(i, start);
      }
      own.step();
    }
    if (found !== undefined && !alive) break;
  }
  return found;
}

/** Where the matches of a branch begin that have its first i states behind them, before a character. */
class Threads {
  now: Int32Array;
  /** The last i that is reached. */
  highest = NOWHERE;
  #next: Int32Array;
  #nextHighest = NOWHERE;

  constructor(states: number) {
    this.now = new Int32Array(states + 1).fill(NOWHERE);
    this.#next = new Int32Array(states + 1).fill(NOWHERE);
  }

  reach(i: number, start: number): void {
    this.now[i] = earliest(this.now[i]!, start);
    if (i > this.highest) this.highest = i;
  }

  /** Past the character that is looked at. */
  reachNext(i: number, start: number): void {
    this.#next[i] = earliest(this.#next[i]!, start);
    if (i > this.#nextHighest) this.#nextHighest = i;
  }

  /** On to the next character. */
  step(): void {
    this.now.fill(NOWHERE, 0, this.highest + 1);
    [this.now, this.#next] = [this.#next, this.now];
    [this.highest, this.#nextHighest] = [this.#nextHighest, NOWHERE];
  }
}

const earliest = (a: number, b: number): number => (a === NOWHERE ? b : Math.min(a, b));
