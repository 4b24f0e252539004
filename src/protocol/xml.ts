/**
 * A small strict XML reader (elements, attributes, text, the five entities and character
 * references; no DTD, no entities of its own, bounded) and the writing of text.
 */

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** What is no well-formed XML, or past the bounds. */
export class MalformedXml extends Error {}

const DEEPEST = 64;
const MOST_ELEMENTS = 200_000;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

interface Open {
  name: string;
  full: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** @throws MalformedXml */
export function parseXml(source: string): Element {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  const stack: Open[] = [];
  let root: Element | undefined;
  let at = 0;
  let count = 0;
  while (at < text.length) {
    const open = text.indexOf("<", at);
    const raw = open < 0 ? text.slice(at) : text.slice(at, open);
    const top = stack.at(-1);
    if (top !== undefined) top.text += unescaped(raw);
    else if (raw.trim() !== "") throw new MalformedXml("Text stands outside of the root element.");
    if (open < 0) break;
    if (text.startsWith("<!--", open)) at = after(text, "-->", open + 4);
    else if (text.startsWith("<?", open)) at = after(text, "?>", open + 2);
    else if (text.startsWith("<![CDATA[", open)) {
      const end = after(text, "]]>", open + 9);
      if (top === undefined) throw new MalformedXml("CDATA stands outside of the root element.");
      top.text += text.slice(open + 9, end - 3);
      at = end;
    } else if (text.startsWith("<!", open))
      throw new MalformedXml("Document types are not accepted.");
    else if (text[open + 1] === "/") {
      const end = after(text, ">", open + 2);
      const closed = stack.pop();
      if (closed === undefined || closed.full !== text.slice(open + 2, end - 1).trim())
        throw new MalformedXml("Elements do not nest.");
      const element: Element = closed;
      const parent = stack.at(-1);
      if (parent === undefined) root = element;
      else parent.children.push(element);
      at = end;
    } else {
      if (root !== undefined || ++count > MOST_ELEMENTS || stack.length >= DEEPEST)
        throw new MalformedXml("The document has too many elements.");
      const started = startTag(text, open);
      at = started.end;
      if (!started.empty) stack.push(started.open);
      else if (stack.length === 0) root = started.open;
      else stack.at(-1)!.children.push(started.open);
    }
  }
  if (root === undefined || stack.length > 0)
    throw new MalformedXml("The document is not complete.");
  return root;
}

function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  if (end < 0) throw new MalformedXml(`"${mark}" is missing.`);
  return end + mark.length;
}

const START =
  /<([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_:][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

function startTag(text: string, at: number): { open: Open; empty: boolean; end: number } {
  START.lastIndex = at;
  const match = START.exec(text);
  if (match === null) throw new MalformedXml("A tag is malformed.");
  const attributes: Record<string, string> = Object.create(null);
  for (const [, name, double, single] of match[2]!.matchAll(
    /([A-Za-z_:][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  ))
    attributes[name!] = unescaped(double ?? single ?? "");
  const full = match[1]!;
  const name = full.slice(full.indexOf(":") + 1);
  return {
    open: { name, full, attributes, children: [], text: "" },
    empty: match[3] === "/",
    end: START.lastIndex,
  };
}

function unescaped(text: string): string {
  if (!text.includes("&")) return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));|&/g, (_, decimal, hex, name) => {
      if (name !== undefined && ENTITIES[name] !== undefined) return ENTITIES[name]!;
      const code =
        decimal !== undefined
          ? Number(decimal)
          : hex !== undefined
            ? Number.parseInt(hex, 16)
            : Number.NaN;
      if (!(code > 0 && code <= 0x10ffff)) throw new MalformedXml("An entity is not known.");
      return String.fromCodePoint(code);
    });
}

const SPECIAL = /[&<>"\r\n\u0085\u2028\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as it stands in an element. */
export function escapeXml(text: string): string {
  return SPECIAL.test(text)
    ? text.replace(SPECIAL, (c) =>
        c === "\n" ? c : (ESCAPED[c] ?? `&#x${c.charCodeAt(0).toString(16)};`),
      )
    : text;
}
