/** Reads request heads strictly: what two readers could understand differently is refused. */
import { HeadFields } from "./headers.ts";

/** The peer broke the protocol; it is told so with `status`, and the connection ends. */
export class BadRequest extends Error {
  constructor(
    message: string,
    readonly status: number = 400,
  ) {
    super(message);
  }
}

export interface HeadLimits {
  readonly headBytes: number;
  readonly fields: number;
  readonly targetBytes: number;
}

export interface Head {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly version: "1.0" | "1.1";
  readonly host: string;
  readonly fields: HeadFields;
  readonly chunked: boolean;
  /** -1 when there is none. */
  readonly contentLength: number;
  readonly keepAlive: boolean;
  readonly expectContinue: boolean;
  readonly upgrade: boolean;
}

const CR = 13;
const LF = 10;
const TOKEN = 1;
const TARGET = 2;
const VALUE = 4;
/** What each byte may be part of: https://www.rfc-editor.org/rfc/rfc9110#name-tokens. */
const KIND = new Uint8Array(256);
for (let c = 0; c < 256; c++) {
  const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(c)) && c < 128;
  const visible = c > 32 && c !== 127;
  KIND[c] =
    (token ? TOKEN : 0) |
    (visible && c !== 35 ? TARGET : 0) |
    (visible || c === 32 || c === 9 ? VALUE : 0);
}
const METHOD_LIMIT = 32;
const LENGTH_DIGITS = 15;

/**
 * Where the head that starts at `start` ends, past its empty line; -1 when more must come first.
 * @throws BadRequest when it is too long or can no longer become a head.
 */
export function endOfHead(
  bytes: Buffer,
  start: number,
  scanned: number,
  limits: HeadLimits,
): number {
  const at = bytes.indexOf("\r\n\r\n", Math.max(start, scanned - 3), "latin1");
  if (at >= 0) {
    if (at + 4 - start > limits.headBytes) throw new BadRequest("The head is too large.", 431);
    return at + 4;
  }
  if (bytes.length - start > limits.headBytes) throw new BadRequest("The head is too large.", 431);
  const from = Math.max(start, scanned);
  for (let lf = bytes.indexOf(LF, from); lf >= 0; lf = bytes.indexOf(LF, lf + 1))
    if (bytes[lf - 1] !== CR || lf === start) throw new BadRequest("A line ends without CR.");
  return -1;
}

/** @throws BadRequest */
export function parseHead(bytes: Buffer, start: number, end: number, limits: HeadLimits): Head {
  const text = bytes.toString("latin1", start, end);
  let i = start;
  while (KIND[bytes[i]!]! & TOKEN) i++;
  if (i === start || i - start > METHOD_LIMIT || bytes[i] !== 32)
    throw new BadRequest("The method is not a token.");
  const method = text.slice(0, i - start);
  const targetStart = ++i;
  let question = -1;
  for (; KIND[bytes[i]!]! & TARGET; i++) if (question < 0 && bytes[i] === 63) question = i;
  if (i === targetStart || bytes[i] !== 32)
    throw new BadRequest("The request target is malformed.");
  if (i - targetStart > limits.targetBytes)
    throw new BadRequest("The request target is too long.", 414);
  const version = versionAt(bytes, i + 1);
  const marks: number[] = [];
  const framing = new Framing(text);
  parseFields(bytes, i + 11, end, start, limits.fields, marks, framing);
  const target = splitTarget(
    text,
    targetStart - start,
    i - start,
    question < 0 ? -1 : question - start,
    method,
  );
  return framing.head(method, target, version, new HeadFields(text, marks));
}

function versionAt(b: Buffer, at: number): "1.0" | "1.1" {
  // "HTTP/" then digit, dot, digit, CR LF.
  const named =
    b[at] === 72 && b[at + 1] === 84 && b[at + 2] === 84 && b[at + 3] === 80 && b[at + 4] === 47;
  if (!named || b[at + 6] !== 46 || b[at + 8] !== CR || b[at + 9] !== LF)
    throw new BadRequest("The request line does not end in an HTTP version.");
  if (b[at + 5] === 49 && b[at + 7] === 49) return "1.1";
  if (b[at + 5] === 49 && b[at + 7] === 48) return "1.0";
  throw new BadRequest("Only HTTP/1.0 and HTTP/1.1 are spoken here.", 505);
}

interface Target {
  readonly path: string;
  readonly query: string;
  /** The authority of an absolute target. */
  readonly authority: string | undefined;
}

function splitTarget(
  text: string,
  from: number,
  to: number,
  question: number,
  method: string,
): Target {
  const stop = question < 0 ? to : question;
  const query = question < 0 ? "" : text.slice(question + 1, to);
  if (text.charCodeAt(from) === 47)
    return { path: text.slice(from, stop), query, authority: undefined };
  const whole = text.slice(from, stop);
  if (whole === "*" && method === "OPTIONS" && question < 0)
    return { path: "*", query: "", authority: undefined };
  const absolute = /^https?:\/\/([^/?#@]+)(.*)$/i.exec(whole);
  if (absolute === null)
    throw new BadRequest("The request target is neither a path nor an http URL.");
  return { path: absolute[2] === "" ? "/" : absolute[2]!, query, authority: absolute[1]! };
}

/** Gathers what the fields say of the message's framing while they are scanned. */
class Framing {
  private lengths = 0;
  private contentLength = -1;
  private encodings = 0;
  private hosts = 0;
  private host = "";
  private connection = "";
  private expectation = "";
  private upgrade = false;

  constructor(private readonly text: string) {}

  /** Offsets are into the text. */
  note(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    const { text } = this;
    switch (nameEnd - nameStart) {
      case 4:
        if (!named(text, nameStart, "host")) return;
        this.hosts++;
        this.host = text.slice(valueStart, valueEnd);
        return;
      case 6:
        if (named(text, nameStart, "expect"))
          this.expectation = text.slice(valueStart, valueEnd).toLowerCase();
        return;
      case 7:
        if (named(text, nameStart, "upgrade")) this.upgrade = true;
        return;
      case 10:
        if (named(text, nameStart, "connection"))
          this.connection += "," + text.slice(valueStart, valueEnd).toLowerCase();
        return;
      case 14:
        if (!named(text, nameStart, "content-length")) return;
        this.lengths++;
        this.contentLength = decimal(text, valueStart, valueEnd);
        return;
      case 17:
        if (!named(text, nameStart, "transfer-encoding")) return;
        this.encodings++;
        if (valueEnd - valueStart !== 7 || !named(text, valueStart, "chunked"))
          throw new BadRequest("The only transfer encoding understood is chunked.", 501);
        return;
    }
  }

  head(method: string, target: Target, version: "1.0" | "1.1", fields: HeadFields): Head {
    const chunked = this.encodings > 0;
    if (this.lengths > 1 || this.encodings > 1)
      throw new BadRequest("The body's framing is announced twice.");
    if (chunked && this.lengths > 0)
      throw new BadRequest("Content-Length and Transfer-Encoding exclude each other.");
    if (chunked && version === "1.0") throw new BadRequest("HTTP/1.0 has no Transfer-Encoding.");
    if (this.hosts > 1 || (this.hosts === 0 && version === "1.1"))
      throw new BadRequest("A request has exactly one Host field.");
    if (this.hosts === 1 && !/^[^\s/?#@\\,]*$/.test(this.host))
      throw new BadRequest("The Host field is malformed.");
    const { expectation, connection } = this;
    if (expectation !== "" && expectation !== "100-continue")
      throw new BadRequest("The only expectation understood is 100-continue.", 417);
    const close = connection !== "" && /,\s*close\s*(,|$)/.test(connection);
    const kept =
      version === "1.1" || (connection !== "" && /,\s*keep-alive\s*(,|$)/.test(connection));
    return {
      method,
      path: target.path,
      query: target.query,
      version,
      fields,
      chunked,
      host: target.authority ?? this.host,
      contentLength: this.contentLength,
      keepAlive: kept && !close,
      expectContinue: expectation !== "" && version === "1.1",
      upgrade: this.upgrade && version === "1.1" && /,\s*upgrade\s*(,|$)/.test(connection),
    };
  }
}

/** Whether the text at `at` is `name` (lower case), whatever its case. */
function named(text: string, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const c = text.charCodeAt(at + i);
    if ((c >= 65 && c <= 90 ? c + 32 : c) !== name.charCodeAt(i)) return false;
  }
  return true;
}

function decimal(text: string, from: number, to: number): number {
  if (to === from || to - from > LENGTH_DIGITS)
    throw new BadRequest("Content-Length is not a length.");
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) throw new BadRequest("Content-Length is not a length.");
    value = value * 10 + digit;
  }
  return value;
}

/** Scans field lines from `at` up to the empty line that ends at `end`. */
function parseFields(
  bytes: Buffer,
  at: number,
  end: number,
  base: number,
  limit: number,
  marks: number[],
  framing: Framing | undefined,
): void {
  let i = at;
  const last = end - 2;
  while (i < last) {
    const nameStart = i;
    while (KIND[bytes[i]!]! & TOKEN) i++;
    if (i === nameStart || bytes[i] !== 58) throw new BadRequest("A field's name is malformed.");
    const nameEnd = i++;
    while (bytes[i] === 32 || bytes[i] === 9) i++;
    const valueStart = i;
    while (KIND[bytes[i]!]! & VALUE) i++;
    let valueEnd = i;
    if (bytes[i] !== CR || bytes[i + 1] !== LF)
      throw new BadRequest("A field's value is malformed.");
    while (valueEnd > valueStart && (bytes[valueEnd - 1] === 32 || bytes[valueEnd - 1] === 9))
      valueEnd--;
    i += 2;
    if (marks.length >= limit * 4) throw new BadRequest("There are too many fields.", 431);
    marks.push(nameStart - base, nameEnd - base, valueStart - base, valueEnd - base);
    framing?.note(nameStart - base, nameEnd - base, valueStart - base, valueEnd - base);
  }
}

/** Trailer fields from `start` up to the empty line that ends at `end`. @throws BadRequest */
export function parseTrailers(
  bytes: Buffer,
  start: number,
  end: number,
  limit: number,
): HeadFields {
  const marks: number[] = [];
  parseFields(bytes, start, end, start, limit, marks, undefined);
  const fields = new HeadFields(bytes.toString("latin1", start, end), marks);
  for (const name of ["content-length", "transfer-encoding", "host"])
    if (fields.has(name)) throw new BadRequest("A trailer may not change the framing.");
  return fields;
}
