/** Turns an answer's status and fields into the head that is sent. */
import type { HttpResponse } from "#protocol/http";
import { STATUS_LINES } from "./statuses.ts";

/** How the body's end is told: by a length, by chunks, by the connection's end, or there is none. */
export type Framing = { readonly length: number } | "chunked" | "until-close" | "none";

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const PLAIN = /^[\t\x20-\x7e]*$/;
const VALUE = /^[\t\x20-\x7e\x80-\uffff]*$/;

export interface ResponseHead {
  readonly text: string;
  /** False when some field holds characters past ASCII. */
  readonly ascii: boolean;
  readonly close: boolean;
}

/**
 * @param persistence "1.1" where staying open goes without saying, "1.0" where it must be said.
 * @throws Error for a field that could not be sent, which is the handler's bug.
 */
export function responseHead(
  response: HttpResponse,
  framing: Framing,
  keep: boolean,
  persistence: "1.0" | "1.1",
  date: () => string,
): ResponseHead {
  const { status } = response;
  if (!(status >= 200 && status <= 999 && Number.isInteger(status)))
    throw new Error(`no final status: ${status}`);
  let text = STATUS_LINES.get(status) ?? `HTTP/1.1 ${status} \r\n`;
  let ascii = true;
  let dated = false;
  let close = !keep;
  for (const [name, value] of response.headers) {
    if (!NAME.test(name)) throw new Error(`no field name: ${JSON.stringify(name)}`);
    if (!PLAIN.test(value)) {
      if (!VALUE.test(value))
        throw new Error(`no field value: ${JSON.stringify(value)} of ${name}`);
      ascii = false;
    }
    switch (name.length) {
      case 4:
        if (name.toLowerCase() === "date") dated = true;
        break;
      case 10:
        if (name.toLowerCase() === "connection") {
          if (/close/i.test(value)) close = true;
          continue;
        }
        break;
      case 14:
        // The length that is sent is the one that was measured.
        if (framing !== "none" && name.toLowerCase() === "content-length") continue;
        break;
      case 17:
        if (name.toLowerCase() === "transfer-encoding") continue;
        break;
    }
    text += `${name}: ${value}\r\n`;
  }
  if (!dated) text += `Date: ${date()}\r\n`;
  if (framing === "until-close") close = true;
  if (close) text += "Connection: close\r\n";
  else if (persistence === "1.0") text += "Connection: keep-alive\r\n";
  if (framing === "chunked") text += "Transfer-Encoding: chunked\r\n\r\n";
  else if (typeof framing === "object") text += `Content-Length: ${framing.length}\r\n\r\n`;
  else text += "\r\n";
  return { text, ascii, close };
}

/** The head's bytes: one per character where every character fits, else UTF-8. */
export function headBytes(text: string): Buffer {
  return Buffer.from(text, /[^\x00-\xff]/.test(text) ? "utf8" : "latin1");
}
