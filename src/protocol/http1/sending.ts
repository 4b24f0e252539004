/** Sends bodies that are too large, or not known yet, to be written at once. */
import { type FileHandle, open } from "node:fs/promises";
import type { FileBody, HttpResponse } from "#protocol/http";
import { type Framing, headBytes, responseHead } from "./response-head.ts";

/** What a body is sent into. */
export interface Sink {
  readonly gone: boolean;
  onGone: (() => void) | undefined;
  flush(): void;
  /** A promise when the sender should wait. */
  send(bytes: Uint8Array): Promise<void> | undefined;
}

type Version = "1.0" | "1.1";
const FILE_PIECE_BYTES = 128 * 1024;
const JOINED_BYTES = 16 * 1024;

/** Sends a file's part. @returns Whether the connection must end after it. */
export async function sendFile(
  sink: Sink,
  response: HttpResponse,
  body: FileBody,
  keep: boolean,
  version: Version,
  date: () => string,
): Promise<boolean> {
  const length = body.end - body.start;
  const file = await open(body.file, "r").catch((error: Error) => {
    body.release?.();
    throw Object.assign(error, { unsent: true });
  });
  try {
    const head = headOf(response, { length }, keep, version, date);
    sink.flush();
    await sink.send(headBytes(head.text));
    await pour(sink, file, body);
    return head.close;
  } finally {
    body.release?.();
    await file.close();
  }
}

async function pour(sink: Sink, file: FileHandle, body: FileBody): Promise<void> {
  let at = body.start;
  while (at < body.end && !sink.gone) {
    const piece = Buffer.allocUnsafeSlow(Math.min(FILE_PIECE_BYTES, body.end - at));
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0)
      throw new Error(`${body.file} is shorter than the answer that was announced`);
    at += bytesRead;
    const wait = sink.send(bytesRead === piece.length ? piece : piece.subarray(0, bytesRead));
    if (wait !== undefined) await wait;
  }
}

/** Sends what an iterable gives, as it comes. @returns Whether the connection must end after it. */
export async function sendPieces(
  sink: Sink,
  response: HttpResponse,
  body: AsyncIterable<Uint8Array>,
  keep: boolean,
  version: Version,
  date: () => string,
): Promise<boolean> {
  const announced = announcedLength(response);
  const framing: Framing =
    announced !== undefined ? { length: announced } : version === "1.1" ? "chunked" : "until-close";
  const head = headOf(response, framing, keep, version, date);
  sink.flush();
  await sink.send(headBytes(head.text));
  const pieces = body[Symbol.asyncIterator]();
  sink.onGone = () => void pieces.return?.();
  let sent = 0;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    if (sink.gone) {
      void pieces.return?.();
      return true;
    }
    const piece = next.value;
    if (piece.length === 0) continue;
    sent += piece.length;
    if (announced !== undefined && sent > announced)
      throw new Error("a body is longer than was announced");
    const wait = framing === "chunked" ? sendChunk(sink, piece) : sink.send(piece);
    if (wait !== undefined) await wait;
  }
  if (announced !== undefined && sent < announced)
    throw new Error("a body is shorter than was announced");
  if (framing === "chunked") await sink.send(Buffer.from("0\r\n\r\n", "latin1"));
  return head.close;
}

function sendChunk(sink: Sink, piece: Uint8Array): Promise<void> | undefined {
  const line = `${piece.length.toString(16)}\r\n`;
  if (piece.length <= JOINED_BYTES)
    return sink.send(Buffer.concat([Buffer.from(line, "latin1"), piece, LINE_END]));
  sink.send(Buffer.from(line, "latin1"));
  sink.send(piece);
  return sink.send(LINE_END);
}

const LINE_END = Buffer.from("\r\n", "latin1");

function headOf(
  response: HttpResponse,
  framing: Framing,
  keep: boolean,
  version: Version,
  date: () => string,
) {
  try {
    return responseHead(response, framing, keep, version, date);
  } catch (error) {
    throw Object.assign(error as Error, { unsent: true });
  }
}

function announcedLength(response: HttpResponse): number | undefined {
  for (const [name, value] of response.headers) {
    if (name.length === 14 && name.toLowerCase() === "content-length" && /^\d{1,15}$/.test(value))
      return Number(value);
  }
  return undefined;
}
