/** Where statements stand in the text of a policy, for the simulator's answers. */

export interface Position {
  readonly Line: number;
  readonly Column: number;
}

export interface Span {
  readonly StartPosition: Position;
  readonly EndPosition: Position;
}

/**
 * The spans of a policy's statements, in their order. The text is known to be a policy, so this
 * looks only at brackets and strings.
 */
export function statementSpans(text: string): Span[] {
  const spans: Span[] = [];
  const starts: number[] = [];
  let depth = 0;
  let key = "";
  let from = -1;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      const end = closing(text, at);
      if (depth === 1 && /^\s*:/.test(text.slice(end + 1, end + 50))) key = text.slice(at + 1, end);
      at = end;
    } else if (char === "{" || char === "[") {
      depth++;
      if (char === "{" && key === "Statement" && from < 0) {
        from = depth;
        starts.push(at);
      }
    } else if (char === "}" || char === "]") {
      if (from === depth) {
        spans.push({
          StartPosition: position(text, starts.pop()!),
          EndPosition: position(text, at + 1),
        });
        from = -1;
      }
      depth--;
    }
  }
  return spans;
}

function closing(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function position(text: string, at: number): Position {
  const before = text.slice(0, at);
  const line = before.split("\n");
  return { Line: line.length, Column: line[line.length - 1]!.length + 1 };
}
