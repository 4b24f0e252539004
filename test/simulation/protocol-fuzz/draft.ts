/** A request on its way to be broken, and its bytes. */
import type { Sample } from "./samples.ts";

export interface Draft {
  readonly sample: Sample;
  method: string;
  path: string;
  query: string;
  headers: [string, string][];
  body: Buffer;
  /** The body as it stands on the wire when it is not as long as Content-Length says. */
  framed: Buffer | undefined;
  /** What was done to it, in words, for who reads a failure. */
  readonly done: string[];
}

export function draftOf(sample: Sample): Draft {
  return {
    sample,
    method: sample.method,
    path: sample.path,
    query: sample.query,
    headers: sample.headers.map(([name, value]) => [name, value]),
    body: sample.body,
    framed: undefined,
    done: [],
  };
}

export function headerOf(draft: Draft, name: string): string | undefined {
  return draft.headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

/** Sets a field, in place of all of that name; undefined takes it away. */
export function setHeader(draft: Draft, name: string, value: string | undefined): void {
  draft.headers = draft.headers.filter(([one]) => one.toLowerCase() !== name);
  if (value !== undefined) draft.headers.push([name, value]);
}

/** The bytes that go onto the wire; fields hold one character per byte. */
export function bytesOf(draft: Draft): Buffer {
  const { framed, body } = draft;
  const target = draft.query === "" ? draft.path : `${draft.path}?${draft.query}`;
  const length = framed === undefined ? `content-length: ${body.length}\r\n` : "";
  const fields = draft.headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const head = Buffer.from(
    `${draft.method} ${target} HTTP/1.1\r\n${fields}${length}\r\n`,
    "latin1",
  );
  return Buffer.concat([head, framed ?? body]);
}
