/** Tokens of PartiQL statements. */
import { malformed } from "./syntax.ts";

export interface Token {
  readonly kind: "word" | "name" | "text" | "number" | "sign" | "end";
  /** Names and texts without their quotes. */
  readonly text: string;
}

const TOKEN =
  /\s*(?:([A-Za-z_$][\w$]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(<<|>>|<>|!=|<=|>=|[=<>+\-(),.[\]{}:?*;]))/y;

/** @throws StatementFault for what is no token, such as a quote that does not end. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      const rest = text.slice(at).trim();
      if (rest === "") break;
      throw malformed(`Unexpected token: ${rest.slice(0, 20)}`);
    }
    const [, word, name, quoted, number, sign] = match;
    if (word !== undefined) found.push({ kind: "word", text: word });
    else if (name !== undefined) found.push({ kind: "name", text: name.replaceAll('""', '"') });
    else if (quoted !== undefined) found.push({ kind: "text", text: quoted.replaceAll("''", "'") });
    else if (number !== undefined) found.push({ kind: "number", text: number });
    else found.push({ kind: "sign", text: sign! });
  }
  if (found[found.length - 1]?.text === ";") found.pop();
  found.push({ kind: "end", text: "" });
  return found;
}
