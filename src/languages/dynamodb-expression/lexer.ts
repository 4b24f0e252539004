/** Tokens of DynamoDB's expressions. */

export interface Token {
  readonly kind: "word" | "name" | "value" | "number" | "sign" | "bad" | "end";
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const TOKEN =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|(\d+)|(<>|<=|>=|[=<>+\-(),.[\]])|(\S))/y;
const KINDS = ["word", "name", "value", "number", "sign", "bad"] as const;

/** All tokens of a text, an "end" last. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const match = TOKEN.exec(text);
    if (match === null) break;
    const at = match.findIndex((group, i) => i > 0 && group !== undefined);
    const token = match[at]!;
    found.push({
      kind: KINDS[at - 1]!,
      text: token,
      from: TOKEN.lastIndex - token.length,
      to: TOKEN.lastIndex,
    });
  }
  found.push({ kind: "end", text: "<EOF>", from: text.length, to: text.length });
  return found;
}
