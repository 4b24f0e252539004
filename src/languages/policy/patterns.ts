/**
 * Wildcards and policy variables. A pattern is cut at its `*` into pieces that are searched for one
 * after the other, each at its first place: no backtracking, so no pattern is slow.
 */

/** Stands for `?` in a piece: it is no character, so no resource holds it. */
const ANY = "\uffff";
const ANY_CODE = 0xffff;

/** The values of policy variables: the request's single-valued condition keys. */
export type Lookup = (key: string) => string | undefined;

export interface Pattern {
  matches(text: string, lookup: Lookup): boolean;
  /** The text, where there is neither wildcard nor variable. */
  readonly literal: string | undefined;
}

interface Options {
  /** Whether `*` and `?` are wildcards; default true. */
  readonly wildcards?: boolean;
  /** Whether `${...}` is a variable (version 2012-10-17). */
  readonly variables?: boolean;
  readonly ignoreCase?: boolean;
}

interface Variable {
  readonly key: string;
  readonly fallback?: string;
}
/** What stands between two stars: text and variables. */
type Piece = readonly (string | Variable)[];

/** Makes a matcher of a pattern. */
export function pattern(source: string, options: Options = {}): Pattern {
  const { ignoreCase = false } = options;
  const pieces = cut(source, options.wildcards ?? true, options.variables ?? false);
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  if (pieces.every((piece) => piece.every((part) => typeof part === "string"))) {
    const texts = pieces.map((piece) => fold(piece.join("")));
    if (texts.length === 1 && !texts[0]!.includes(ANY)) {
      const literal = texts[0]!;
      return {
        literal,
        matches: ignoreCase ? (text) => text.toLowerCase() === literal : (text) => text === literal,
      };
    }
    if (texts.every((text) => text === "")) return { literal: undefined, matches: () => true };
    return { literal: undefined, matches: (text) => matchPieces(texts, fold(text)) };
  }
  return {
    literal: undefined,
    matches(text, lookup) {
      const texts: string[] = [];
      for (const piece of pieces) {
        const filled = fill(piece, lookup);
        if (filled === undefined) return false;
        texts.push(fold(filled));
      }
      return matchPieces(texts, fold(text));
    },
  };
}

/** Whether `text` is the pieces in order, with anything between them. */
function matchPieces(pieces: readonly string[], text: string): boolean {
  const first = pieces[0]!;
  if (pieces.length === 1) return text.length === first.length && at(first, text, 0);
  const last = pieces[pieces.length - 1]!;
  const end = text.length - last.length;
  if (first.length > end || !at(first, text, 0) || !at(last, text, end)) return false;
  let from = first.length;
  for (let index = 1; index < pieces.length - 1; index++) {
    const piece = pieces[index]!;
    const found = find(piece, text, from, end);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return true;
}

function find(piece: string, text: string, from: number, end: number): number {
  if (piece === "") return from;
  if (!piece.includes(ANY)) {
    const found = text.indexOf(piece, from);
    return found >= 0 && found + piece.length <= end ? found : -1;
  }
  for (let start = from; start + piece.length <= end; start++)
    if (at(piece, text, start)) return start;
  return -1;
}

function at(piece: string, text: string, start: number): boolean {
  if (start < 0 || start + piece.length > text.length) return false;
  for (let index = 0; index < piece.length; index++) {
    const code = piece.charCodeAt(index);
    if (code !== ANY_CODE && code !== text.charCodeAt(start + index)) return false;
  }
  return true;
}

/** A variable without a value and default matches nothing. */
function fill(piece: Piece, lookup: Lookup): string | undefined {
  let out = "";
  for (const part of piece) {
    const text = typeof part === "string" ? part : (lookup(part.key) ?? part.fallback);
    if (text === undefined) return undefined;
    out += text;
  }
  return out;
}

function cut(source: string, wildcards: boolean, variables: boolean): Piece[] {
  const pieces: (string | Variable)[][] = [[]];
  let text = "";
  const flush = () => {
    if (text !== "") pieces[pieces.length - 1]!.push(text);
    text = "";
  };
  for (let index = 0; index < source.length; index++) {
    const char = source[index]!;
    if (variables && char === "$" && source[index + 1] === "{") {
      const close = source.indexOf("}", index + 2);
      const variable = close < 0 ? undefined : variableOf(source.slice(index + 2, close));
      if (variable !== undefined) {
        if (typeof variable === "string") text += variable;
        else {
          flush();
          pieces[pieces.length - 1]!.push(variable);
        }
        index = close;
        continue;
      }
    }
    if (wildcards && char === "*") {
      flush();
      pieces.push([]);
    } else text += wildcards && char === "?" ? ANY : char;
  }
  flush();
  return pieces;
}

/** `aws:username`, `aws:PrincipalTag/team, 'none'`, or one of the escapes `*`, `?` and `$`. */
function variableOf(inside: string): Variable | string | undefined {
  if (inside === "*" || inside === "?" || inside === "$") return inside;
  const comma = inside.indexOf(",");
  const key = (comma < 0 ? inside : inside.slice(0, comma)).trim();
  if (key === "") return undefined;
  if (comma < 0) return { key: keyName(key) };
  const quoted = /^\s*'(.*)'\s*$/s.exec(inside.slice(comma + 1));
  return quoted === null ? undefined : { key: keyName(key), fallback: quoted[1]! };
}

/** Condition keys are compared without case; a tag's key behind the slash keeps its own. */
export function keyName(key: string): string {
  const slash = key.indexOf("/");
  return slash < 0 ? key.toLowerCase() : key.slice(0, slash).toLowerCase() + key.slice(slash);
}

/** Cuts at the first five colons that are not inside a variable. */
export function arnParts(arn: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  for (let index = 0; index < arn.length && parts.length < 5; index++) {
    const char = arn.charCodeAt(index);
    if (char === 0x7b && arn.charCodeAt(index - 1) === 0x24) depth++;
    else if (char === 0x7d && depth > 0) depth--;
    else if (char === 0x3a && depth === 0) {
      parts.push(arn.slice(from, index));
      from = index + 1;
    }
  }
  parts.push(arn.slice(from));
  return parts;
}

/**
 * A pattern over an ARN: part by part, so that `*` does not cross from the region to the account;
 * parts that are left out at the end match everything.
 */
export function arnPattern(source: string, variables: boolean): Pattern {
  const whole = pattern(source, { variables });
  if (whole.literal !== undefined || source === "*") return whole;
  const parts = arnParts(source).map((part) => pattern(part, { variables }));
  return {
    literal: undefined,
    matches(text, lookup) {
      const given = arnParts(text);
      if (given.length < 6) return given.length === parts.length && whole.matches(text, lookup);
      for (let index = 0; index < parts.length; index++)
        if (!parts[index]!.matches(given[index]!, lookup)) return false;
      return true;
    },
  };
}
