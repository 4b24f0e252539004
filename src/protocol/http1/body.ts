/** Request bodies: framing undone piece by piece, straight from the connection's input. */
import { type Body, BodyMalformed, BodyTooLarge, type HeaderList } from "#protocol/http";
import { BadRequest, type Head, parseTrailers } from "./head.ts";
import { NO_FIELDS } from "./headers.ts";

const CHUNK_LINE_BYTES = 4096;
const TRAILER_BYTES = 16 * 1024;
const TRAILER_FIELDS = 100;
const SIZE_DIGITS = 13;
const EMPTY = Buffer.alloc(0);

/** What a body needs of its connection. */
export interface Source {
  /** Bytes that came and were not used yet, from `position` on. */
  input: Buffer;
  position: number;
  /** False once nothing more can come. */
  readonly open: boolean;
  /** Resolves when there is more input or none to come. */
  more(): Promise<void>;
  sendContinue(): void;
}

type ChunkState = "size" | "data" | "after" | "trailer" | "done";

export class Http1Body implements Body {
  readonly length: number | undefined;
  buffered: Uint8Array | undefined;
  /** Whether the body has been taken from the input to its end. */
  done = false;
  /** Whether the peer may still wait for `100 Continue` before it sends. */
  awaitsContinue: boolean;
  private remaining: number;
  private state: ChunkState = "size";
  private ready: Uint8Array[] = [];
  private fields: HeaderList = NO_FIELDS;
  private taken = false;

  constructor(
    private readonly source: Source,
    head: Head,
  ) {
    this.awaitsContinue = head.expectContinue;
    this.remaining = Math.max(head.contentLength, 0);
    if (head.chunked) {
      this.length = undefined;
      this.decodePresent();
      return;
    }
    this.length = this.remaining;
    if (this.remaining === 0) {
      this.finish(EMPTY);
    } else if (source.input.length - source.position >= this.remaining) {
      const start = source.position;
      source.position = start + this.remaining;
      this.finish(source.input.subarray(start, source.position));
    }
  }

  /** How much is left to take; Infinity when that is not known. */
  get left(): number {
    if (this.done) return 0;
    return this.length === undefined ? Number.POSITIVE_INFINITY : this.remaining;
  }

  async bytes(limitBytes: number): Promise<Uint8Array> {
    if (this.buffered !== undefined) {
      if (this.buffered.length > limitBytes) throw new BodyTooLarge(limitBytes);
      return this.buffered;
    }
    this.take();
    if (this.length !== undefined) {
      if (this.length > limitBytes) throw new BodyTooLarge(limitBytes);
      return await this.gathered(this.length);
    }
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (let piece = await this.pull(); piece !== undefined; piece = await this.pull()) {
      size += piece.length;
      if (size > limitBytes) throw new BodyTooLarge(limitBytes);
      pieces.push(piece);
    }
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, size);
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    if (this.buffered !== undefined) {
      if (this.buffered.length > 0) yield this.buffered;
      return;
    }
    this.take();
    for (let piece = await this.pull(); piece !== undefined; piece = await this.pull()) yield piece;
  }

  trailers(): HeaderList {
    return this.fields;
  }

  /** Takes and drops what is here; true once the end is reached. @throws BadRequest */
  discard(): boolean {
    this.ready = [];
    while (this.next() !== undefined);
    return this.done;
  }

  private take(): void {
    if (this.taken) throw new Error("the request body is read a second time");
    this.taken = true;
  }

  private finish(whole: Uint8Array): void {
    this.buffered = whole;
    this.done = true;
    this.awaitsContinue = false;
  }

  private async gathered(length: number): Promise<Uint8Array> {
    const whole = Buffer.allocUnsafe(length);
    let at = 0;
    for (let piece = await this.pull(); piece !== undefined; piece = await this.pull()) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  private async pull(): Promise<Uint8Array | undefined> {
    for (;;) {
      const piece = this.ready.shift() ?? this.following();
      if (piece !== undefined) return piece;
      if (this.done) return undefined;
      if (!this.source.open)
        throw new BodyMalformed("The connection ended before the request body did.");
      if (this.awaitsContinue) {
        this.awaitsContinue = false;
        this.source.sendContinue();
      }
      await this.source.more();
    }
  }

  private following(): Uint8Array | undefined {
    try {
      return this.next();
    } catch (error) {
      throw error instanceof BadRequest ? new BodyMalformed(error.message) : error;
    }
  }

  /** The pieces of a chunked body that came along with the head. @throws BadRequest */
  private decodePresent(): void {
    for (let piece = this.next(); piece !== undefined; piece = this.next()) this.ready.push(piece);
    if (!this.done) return;
    this.finish(this.ready.length === 1 ? this.ready[0]! : Buffer.concat(this.ready));
    this.ready = [];
  }

  /** The next piece of what is here; undefined at the end and when more must come. */
  private next(): Uint8Array | undefined {
    if (this.done) return undefined;
    if (this.length === undefined) return this.nextOfChunks();
    const piece = this.cut();
    if (this.remaining === 0) this.done = true;
    return piece;
  }

  private cut(): Uint8Array | undefined {
    const { source } = this;
    const size = Math.min(source.input.length - source.position, this.remaining);
    if (size === 0) return undefined;
    this.awaitsContinue = false;
    const piece = source.input.subarray(source.position, source.position + size);
    source.position += size;
    this.remaining -= size;
    return piece;
  }

  private nextOfChunks(): Uint8Array | undefined {
    for (;;) {
      switch (this.state) {
        case "size":
          if (!this.readSize()) return undefined;
          break;
        case "data": {
          const piece = this.cut();
          if (this.remaining === 0) this.state = "after";
          return piece;
        }
        case "after":
          if (!this.skipLineEnd()) return undefined;
          this.state = "size";
          break;
        case "trailer":
          if (!this.readTrailers()) return undefined;
          this.state = "done";
          this.done = true;
          return undefined;
        default:
          return undefined;
      }
    }
  }

  /** Reads a chunk's size line: https://www.rfc-editor.org/rfc/rfc9112#section-7.1. */
  private readSize(): boolean {
    const { source } = this;
    const { input } = source;
    let at = source.position;
    const limit = Math.min(input.length, at + CHUNK_LINE_BYTES);
    let size = 0;
    let digits = 0;
    for (; at < limit; at++, digits++) {
      const digit = hexDigit(input[at]!);
      if (digit < 0) break;
      size = size * 16 + digit;
    }
    if (digits > SIZE_DIGITS) throw new BadRequest("A chunk is too large.");
    if (at < limit && (digits === 0 || !SIZE_ENDS.has(input[at]!)))
      throw new BadRequest("A chunk's size is malformed.");
    for (; at < limit && input[at] !== 13; at++)
      if (input[at]! < 32 && input[at] !== 9)
        throw new BadRequest("A chunk's extension is malformed.");
    if (at + 1 >= input.length) {
      if (at - source.position >= CHUNK_LINE_BYTES)
        throw new BadRequest("A chunk's extension is too long.");
      return false;
    }
    if (at >= limit) throw new BadRequest("A chunk's extension is too long.");
    if (input[at + 1] !== 10) throw new BadRequest("A chunk's size line ends without LF.");
    const extension = input.toString("latin1", source.position + digits, at);
    if (extension !== "" && !EXTENSION.test(extension))
      throw new BadRequest("A chunk's extension is malformed.");
    source.position = at + 2;
    this.awaitsContinue = false;
    this.remaining = size;
    this.state = size === 0 ? "trailer" : "data";
    return true;
  }

  private skipLineEnd(): boolean {
    const { source } = this;
    const { input, position } = source;
    if (position < input.length && input[position] !== 13)
      throw new BadRequest("A chunk is longer than its size.");
    if (position + 1 >= input.length) return false;
    if (input[position + 1] !== 10) throw new BadRequest("A chunk is longer than its size.");
    source.position += 2;
    return true;
  }

  private readTrailers(): boolean {
    const { source } = this;
    const { input, position } = source;
    if (input.length - position < 2) return false;
    if (input[position] === 13 && input[position + 1] === 10) {
      source.position += 2;
      return true;
    }
    const end = input.indexOf("\r\n\r\n", position, "latin1");
    if (end < 0) {
      if (input.length - position > TRAILER_BYTES)
        throw new BadRequest("The trailers are too large.", 431);
      return false;
    }
    if (end - position > TRAILER_BYTES) throw new BadRequest("The trailers are too large.", 431);
    this.fields = parseTrailers(input, position, end + 4, TRAILER_FIELDS);
    source.position = end + 4;
    return true;
  }
}

/** What may follow a chunk's size: CR or ";". Blanks there have been read in two ways. */
const SIZE_ENDS = new Set([13, 59]);
const EXTENSION = /^(;[!#$%&'*+\-.^_`|~\w]+(=([!#$%&'*+\-.^_`|~\w]+|"([^"\\]|\\.)*"))?)*$/;

function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const lower = c | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
