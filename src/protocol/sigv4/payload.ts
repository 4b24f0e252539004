/**
 * Bodies that are signed piece by piece: event streams, and S3's `aws-chunked`:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html.
 */
import { createHash, type Hash } from "node:crypto";
import { Fault } from "#aws/fault";
import { type Body, BodyTooLarge, type HeaderList, type HttpRequest } from "#protocol/http";
import { EntryFields, NO_FIELDS } from "#protocol/http1/headers";
import { EMPTY_HASH, scope, sha256 } from "./canonical.ts";
import { mismatch } from "./errors.ts";
import { SIGNED_EVENTS, SignedEvents } from "./events.ts";
import { signed } from "./keys.ts";
import type { Presented } from "./presented.ts";

export interface DecodedPayload {
  /** The request with its body and fields as if it had not been chunked. */
  readonly request: HttpRequest;
  readonly body: Uint8Array | undefined;
}

const LINE_BYTES = 16 * 1024;
const TRAILERS = 20;

/**
 * Undoes `aws-chunked`, and the signing of event streams. Signatures of chunks and trailers are checked when `verify` accepted the
 * request's own; checksums among the trailers are S3's to check.
 * @param whole The whole body as it came, or undefined where it is streamed.
 * @throws Fault for a whole body; a streamed one throws it from its iterator.
 */
export function decodePayload(
  request: HttpRequest,
  presented: Presented | undefined,
  _known: unknown,
  whole: Uint8Array | undefined,
): DecodedPayload {
  const kind = request.headers.get("x-amz-content-sha256");
  if (kind === undefined || !kind.startsWith("STREAMING-")) return { request, body: whole };
  if (kind === SIGNED_EVENTS && whole === undefined) {
    const events = new SignedEvents(request.body, presented);
    return { request: Object.create(request, { body: { value: events } }), body: undefined };
  }
  if (!KINDS.has(kind))
    throw new Fault("InvalidRequest", "The value of x-amz-content-sha256 header is invalid.", 400);
  const announced = decodedLength(request);
  const decoder = new ChunkDecoder(
    kind.startsWith("STREAMING-AWS4-") ? presented : undefined,
    announced,
  );
  const body = new DecodedBody(request.body, decoder, announced, whole);
  const decoded = Object.create(request, {
    body: { value: body },
    headers: { value: withoutChunked(request.headers) },
  }) as HttpRequest;
  return { request: decoded, body: whole === undefined ? undefined : body.buffered };
}

const KINDS = new Set([
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
  "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
  "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
]);

function decodedLength(request: HttpRequest): number | undefined {
  const given = request.headers.get("x-amz-decoded-content-length");
  if (given === undefined) {
    if (request.body.length === undefined) return undefined;
    throw new Fault(
      "MissingContentLength",
      "You must provide the Content-Length HTTP header.",
      411,
    );
  }
  if (!/^\d{1,15}$/.test(given))
    throw new Fault("InvalidArgument", "x-amz-decoded-content-length must be a number", 400);
  return Number(given);
}

/** The encoding is of the transfer: S3 keeps an object's Content-Encoding without it. */
function withoutChunked(headers: HeaderList): HeaderList {
  const entries: (readonly [string, string])[] = [];
  for (const [name, value] of headers.entries) {
    if (name.length !== 16 || name.toLowerCase() !== "content-encoding") {
      entries.push([name, value]);
      continue;
    }
    const left = value
      .split(",")
      .map((v) => v.trim())
      .filter((v) => v !== "" && v !== "aws-chunked")
      .join(",");
    if (left !== "") entries.push([name, left]);
  }
  return new EntryFields(entries);
}

class DecodedBody implements Body {
  readonly length: number | undefined;
  readonly buffered: Uint8Array | undefined;

  constructor(
    private readonly raw: Body,
    private readonly decoder: ChunkDecoder,
    announced: number | undefined,
    whole: Uint8Array | undefined,
  ) {
    this.length = announced;
    const here = whole ?? raw.buffered;
    if (here === undefined) return;
    const pieces = [...decoder.push(here)];
    decoder.finish();
    this.buffered = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  async bytes(limitBytes: number): Promise<Uint8Array> {
    if ((this.length ?? this.buffered?.length ?? 0) > limitBytes)
      throw new BodyTooLarge(limitBytes);
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of this.stream()) {
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
    for await (const piece of this.raw.stream()) yield* this.decoder.push(piece);
    this.decoder.finish();
  }

  trailers(): HeaderList {
    return this.decoder.trailers;
  }
}

type State = "size" | "data" | "after" | "trailers" | "done";

class ChunkDecoder {
  trailers: HeaderList = NO_FIELDS;
  private state: State = "size";
  private line = "";
  private left = 0;
  private total = 0;
  private signature = "";
  private previous: string;
  private hash: Hash | undefined;
  private readonly fields: (readonly [string, string])[] = [];
  private readonly checked: boolean;

  constructor(
    private readonly presented: Presented | undefined,
    private readonly announced: number | undefined,
  ) {
    this.checked = presented?.seed !== undefined;
    this.previous = presented?.signature ?? "";
  }

  /** @returns The data in a piece of the body. @throws Fault */
  *push(piece: Uint8Array): Generator<Uint8Array> {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    let at = 0;
    while (at < bytes.length) {
      if (this.state === "data") {
        const size = Math.min(this.left, bytes.length - at);
        const data = bytes.subarray(at, at + size);
        at += size;
        this.left -= size;
        this.hash?.update(data);
        if (this.left === 0) this.state = "after";
        yield data;
        continue;
      }
      if (this.state === "done") throw incompleteBody();
      const end = bytes.indexOf(10, at);
      this.line += bytes.toString("latin1", at, end < 0 ? undefined : end);
      if (this.line.length > LINE_BYTES) throw malformed();
      if (end < 0) return;
      at = end + 1;
      const line = this.line.endsWith("\r") ? this.line.slice(0, -1) : this.line;
      this.line = "";
      this.take(line);
    }
  }

  /** @throws Fault when the body is not whole. */
  finish(): void {
    // Some clients leave out the empty line after the last chunk.
    if (this.state === "trailers" && this.line === "") this.take("");
    if (this.state !== "done" || (this.announced !== undefined && this.total !== this.announced))
      throw incompleteBody();
  }

  private take(line: string): void {
    switch (this.state) {
      case "size":
        this.open(line);
        return;
      case "after":
        if (line !== "") throw malformed();
        this.close();
        this.state = "size";
        return;
      default:
        this.trailer(line);
    }
  }

  private open(line: string): void {
    const match = /^([0-9a-f]{1,13})(?:;chunk-signature=([0-9a-f*]+))?$/i.exec(line);
    if (match === null) throw malformed();
    this.left = Number.parseInt(match[1]!, 16);
    this.total += this.left;
    if (this.announced !== undefined && this.total > this.announced) throw incompleteBody();
    this.signature = match[2] ?? "";
    if (this.checked) this.hash = createHash("sha256");
    this.state = this.left === 0 ? "trailers" : "data";
    if (this.left === 0) this.close();
  }

  private close(): void {
    const { hash } = this;
    this.hash = undefined;
    if (hash !== undefined)
      this.check("PAYLOAD", `${EMPTY_HASH}\n${hash.digest("hex")}`, this.signature);
  }

  private trailer(line: string): void {
    if (line !== "") {
      const colon = line.indexOf(":");
      if (colon < 1 || this.fields.length >= TRAILERS)
        throw new Fault(
          "MalformedTrailerError",
          "The request contained trailing data that was not well-formed or did not conform to our published schema.",
          400,
        );
      this.fields.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
      return;
    }
    this.state = "done";
    const own = this.fields.filter(([name]) => name.toLowerCase() !== "x-amz-trailer-signature");
    this.trailers = new EntryFields(own);
    if (!this.checked || this.fields.length === 0) return;
    const given =
      this.fields.find(([name]) => name.toLowerCase() === "x-amz-trailer-signature")?.[1] ?? "";
    this.check(
      "TRAILER",
      sha256(own.map(([name, value]) => `${name.toLowerCase()}:${value}\n`).join("")),
      given,
    );
  }

  private check(kind: "PAYLOAD" | "TRAILER", hashes: string, given: string): void {
    const presented = this.presented!;
    const text = `${presented.algorithm}-${kind}\n${presented.timestamp}\n${scope(presented)}\n${this.previous}\n${hashes}`;
    if (!signed(presented, presented.seed!.secret, text, given))
      throw mismatch("s3", presented, "", text);
    this.previous = given;
  }
}

function malformed(): Fault {
  return new Fault("InvalidRequest", "The chunked body is not well-formed.", 400);
}

function incompleteBody(): Fault {
  return new Fault(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
    400,
  );
}
