/** Reading a body that a service answered with, for a service that called it. */
import { open } from "node:fs/promises";
import { BodyTooLarge, type FileBody, type ResponseBody } from "./http.ts";

/** All its bytes, and its file let go. @throws BodyTooLarge past `limitBytes`. */
export async function wholeBody(body: ResponseBody, limitBytes: number): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array();
  if (typeof body === "string") return bounded(Buffer.from(body), limitBytes);
  if (body instanceof Uint8Array) return bounded(body, limitBytes);
  if ("file" in body) return ofFile(body, limitBytes);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limitBytes) throw new BodyTooLarge(limitBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function bounded(bytes: Uint8Array, limitBytes: number): Uint8Array {
  if (bytes.length > limitBytes) throw new BodyTooLarge(limitBytes);
  return bytes;
}

async function ofFile(body: FileBody, limitBytes: number): Promise<Uint8Array> {
  try {
    const length = body.end - body.start;
    if (length > limitBytes) throw new BodyTooLarge(limitBytes);
    const file = await open(body.file, "r");
    try {
      const bytes = Buffer.alloc(length);
      let at = 0;
      while (at < length) {
        const { bytesRead } = await file.read(bytes, at, length - at, body.start + at);
        if (bytesRead === 0) throw new Error(`${body.file} is shorter than was said.`);
        at += bytesRead;
      }
      return bytes;
    } finally {
      await file.close();
    }
  } finally {
    body.release?.();
  }
}
