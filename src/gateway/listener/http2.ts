/** HTTP/2 requests as the same messages that HTTP/1.1 makes. */
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { open } from "node:fs/promises";
import {
  type Body,
  BodyMalformed,
  BodyTooLarge,
  type FileBody,
  type HeaderList,
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
} from "#protocol/http";
import { EntryFields, NO_FIELDS } from "#protocol/http1/headers";

const FILE_PIECE_BYTES = 128 * 1024;
/** Fields of one connection, which HTTP/2 forbids. */
const HOP_FIELDS = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

class StreamBody implements Body {
  readonly length: number | undefined;
  readonly buffered: Uint8Array | undefined;
  private fields: HeaderList = NO_FIELDS;
  private ended = false;

  constructor(
    private readonly incoming: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    endStream: boolean,
    private readonly expects: boolean,
  ) {
    const length = headers["content-length"];
    this.length = endStream
      ? 0
      : length !== undefined && /^\d{1,15}$/.test(length)
        ? Number(length)
        : undefined;
    this.buffered = endStream ? new Uint8Array(0) : undefined;
    incoming.on("trailers", (trailers: IncomingHttpHeaders) => {
      this.fields = fieldsOf(trailers);
    });
    incoming.on("end", () => {
      this.ended = true;
    });
  }

  async bytes(limitBytes: number): Promise<Uint8Array> {
    if (this.buffered !== undefined) return this.buffered;
    if (this.length !== undefined && this.length > limitBytes) throw new BodyTooLarge(limitBytes);
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
    if (this.buffered !== undefined) return;
    if (this.expects) this.incoming.additionalHeaders({ ":status": 100 });
    let size = 0;
    try {
      for await (const piece of this.incoming.iterator({
        destroyOnReturn: false,
      }) as AsyncIterable<Uint8Array>) {
        size += piece.length;
        yield piece;
      }
    } catch (error) {
      throw new BodyMalformed(
        `The stream ended before the request body did: ${(error as Error).message}`,
      );
    }
    if (!this.ended && !this.incoming.readableEnded)
      throw new BodyMalformed("The stream ended before the request body did.");
    if (this.length !== undefined && size !== this.length)
      throw new BodyMalformed("The body is not as long as announced.");
  }

  trailers(): HeaderList {
    return this.fields;
  }
}

function fieldsOf(headers: IncomingHttpHeaders, raw?: readonly string[]): HeaderList {
  const entries: (readonly [string, string])[] = [];
  if (raw !== undefined && raw.length > 0) {
    for (let i = 0; i + 1 < raw.length; i += 2)
      if (!raw[i]!.startsWith(":")) entries.push([raw[i]!, raw[i + 1]!]);
    return new EntryFields(entries);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(":") || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) entries.push([name, String(one)]);
  }
  return new EntryFields(entries);
}

/** Answers one HTTP/2 stream. `raw` are the fields in the order they came, when they are known. */
export async function serveStream(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  flags: number,
  raw: readonly string[] | undefined,
  secure: boolean,
  handler: HttpHandler,
  bug?: (error: unknown) => void,
): Promise<void> {
  const target = String(headers[":path"] ?? "/");
  const question = target.indexOf("?");
  const controller = new AbortController();
  let answered = false;
  stream.on("error", () => controller.abort());
  stream.on("aborted", () => controller.abort());
  stream.on("close", () => answered || controller.abort());
  const fields = fieldsOf(headers, raw);
  const request: HttpRequest = {
    method: String(headers[":method"]),
    secure,
    headers: fields,
    httpVersion: "2.0",
    signal: controller.signal,
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? "" : target.slice(question + 1),
    host: String(headers[":authority"] ?? headers.host ?? ""),
    remoteAddress: stream.session?.socket?.remoteAddress ?? "",
    body: new StreamBody(stream, headers, (flags & 1) === 1, headers.expect === "100-continue"),
  };
  try {
    const response = await handler(request);
    if (!stream.destroyed) await respond(stream, request, response);
    answered = true;
    // A body nobody read would hold the stream's window for ever.
    if (!stream.destroyed) stream.resume();
  } catch (error) {
    bug?.(error);
    if (stream.destroyed) return;
    if (stream.headersSent) stream.close(2);
    else stream.respond({ ":status": 500 }, { endStream: true });
  }
}

async function respond(
  stream: ServerHttp2Stream,
  request: HttpRequest,
  response: HttpResponse,
): Promise<void> {
  const { status, body } = response;
  const fields: Record<string, string | string[] | number> = Object.create(null) as Record<
    string,
    string | string[]
  >;
  fields[":status"] = status;
  for (const [name, value] of response.headers) {
    const lower = name.toLowerCase();
    if (HOP_FIELDS.has(lower)) continue;
    const before = fields[lower];
    fields[lower] = before === undefined ? value : [before as string | string[], value].flat();
  }
  const length = lengthOf(body);
  if (
    length !== undefined &&
    status !== 204 &&
    status !== 304 &&
    !(request.method === "HEAD" && body === undefined)
  )
    fields["content-length"] = String(length);
  if (request.method === "HEAD" || status === 204 || status === 304 || length === 0) {
    stream.respond(fields, { endStream: true });
    return;
  }
  stream.respond(fields);
  if (typeof body === "string" || body instanceof Uint8Array) {
    stream.end(body);
    return;
  }
  for await (const piece of pieces(body as FileBody | AsyncIterable<Uint8Array>)) {
    if (stream.destroyed) return;
    if (!stream.write(piece)) await drained(stream);
  }
  stream.end();
}

function lengthOf(body: HttpResponse["body"]): number | undefined {
  if (body === undefined) return 0;
  if (typeof body === "string") return Buffer.byteLength(body);
  if (body instanceof Uint8Array) return body.length;
  return "file" in body ? body.end - body.start : undefined;
}

async function* pieces(body: FileBody | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (!("file" in body)) {
    yield* body;
    return;
  }
  const file = await open(body.file, "r").catch((error: Error) => {
    body.release?.();
    throw error;
  });
  try {
    for (let at = body.start; at < body.end; ) {
      const piece = Buffer.allocUnsafeSlow(Math.min(FILE_PIECE_BYTES, body.end - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0)
        throw new Error(`${body.file} is shorter than the answer that was announced`);
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    body.release?.();
    await file.close();
  }
}

function drained(stream: ServerHttp2Stream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off("drain", done);
      stream.off("close", done);
      resolve();
    };
    stream.on("drain", done);
    stream.on("close", done);
  });
}
