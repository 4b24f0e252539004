/** Reads multipart/form-data as it comes: the fields before the file whole, the file as a stream. */
import { malformedPost } from "../errors.ts";
import { FORM_FIELD_BYTES } from "../limits.ts";

export interface Form {
  /** By name in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  readonly fileType: string | undefined;
  /** Undefined when the form has no file field. */
  readonly file: AsyncIterable<Uint8Array> | undefined;
}

const BROKEN = "The body of your POST request is not well-formed multipart/form-data.";
const HEAD_END = Buffer.from("\r\n\r\n");

/** @throws Fault MalformedPOSTRequest. */
export async function readForm(
  contentType: string,
  body: AsyncIterable<Uint8Array>,
): Promise<Form> {
  const match = /boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType);
  if (match === null) throw malformedPost(BROKEN);
  const reader = new Reader(body);
  const mark = Buffer.from(`--${match[1] ?? match[2]}`);
  const delimiter = Buffer.concat([Buffer.from("\r\n"), mark]);
  await reader.until(mark, FORM_FIELD_BYTES);
  const fields = new Map<string, string>();
  let held = 0;
  for (;;) {
    const end = await reader.take(2);
    if (end.toString() === "--")
      return { fields, fileName: "", fileType: undefined, file: undefined };
    if (end.toString() !== "\r\n") throw malformedPost(BROKEN);
    const head = parsePartHead((await reader.until(HEAD_END, FORM_FIELD_BYTES)).toString());
    if (head.name === "file")
      return {
        fields,
        fileName: head.fileName,
        fileType: head.type,
        file: reader.streamUntil(delimiter),
      };
    const value = await reader.until(delimiter, FORM_FIELD_BYTES);
    held += value.length + head.name.length;
    if (held > FORM_FIELD_BYTES)
      throw malformedPost("Your POST request fields preceding the upload file were too large.");
    fields.set(head.name, value.toString());
  }
}

function parsePartHead(text: string): { name: string; fileName: string; type: string | undefined } {
  const name = /;\s*name="((?:[^"\\]|\\.)*)"/i.exec(text)?.[1];
  if (name === undefined) throw malformedPost(BROKEN);
  return {
    name: name.toLowerCase(),
    fileName: /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(text)?.[1] ?? "",
    type: /^content-type:\s*(\S.*)$/im.exec(text)?.[1]?.trim(),
  };
}

class Reader {
  #held = Buffer.alloc(0);
  readonly #iterator: AsyncIterator<Uint8Array>;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#iterator = body[Symbol.asyncIterator]();
  }

  /** Bytes before `mark`, which is taken too. */
  async until(mark: Buffer, limit: number): Promise<Buffer> {
    for (let from = 0; ; ) {
      const at = this.#held.indexOf(mark, from);
      if (at >= 0) return this.#cut(at, mark.length);
      if (this.#held.length > limit)
        throw malformedPost("Your POST request fields preceding the upload file were too large.");
      from = Math.max(0, this.#held.length - mark.length + 1);
      if (!(await this.#more())) throw malformedPost(BROKEN);
    }
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) if (!(await this.#more())) throw malformedPost(BROKEN);
    return this.#cut(count, 0);
  }

  /** Bytes before `mark` as they come; what follows it is read to the end and dropped. */
  async *streamUntil(mark: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield this.#cut(at, mark.length);
        this.#held = Buffer.alloc(0);
        while (await this.#more()) this.#held = Buffer.alloc(0);
        return;
      }
      const safe = this.#held.length - mark.length + 1;
      if (safe > 0) yield this.#cut(safe, 0);
      if (!(await this.#more())) throw malformedPost(BROKEN);
    }
  }

  #cut(length: number, dropped: number): Buffer {
    const piece = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length + dropped);
    return piece;
  }

  async #more(): Promise<boolean> {
    const next = await this.#iterator.next();
    if (next.done) return false;
    this.#held =
      this.#held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#held, next.value]);
    return true;
  }
}
