/**
 * Requests to web servers, for services that call them: bounded in time and size, redirects not
 * followed, bodies as they came.
 */
import { request as plain } from "node:http";
import { request as secure } from "node:https";

export interface WebRequest {
  readonly method: string;
  /** http: or https:. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array | string;
  /** Milliseconds until the whole answer must be here. */
  readonly timeoutMs: number;
  /** Bytes that an answer's body may have. */
  readonly limitBytes: number;
  readonly signal?: AbortSignal;
}

export interface WebAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** No answer came that could be used. */
export class WebFailure extends Error {
  constructor(
    readonly kind: "address" | "connection" | "timeout" | "too large",
    message: string,
  ) {
    super(message);
  }
}

/** Sends a request and takes its whole answer in. @throws WebFailure */
export function askWeb(asked: WebRequest): Promise<WebAnswer> {
  let url: URL;
  try {
    url = new URL(asked.url);
  } catch {
    return Promise.reject(new WebFailure("address", `"${asked.url}" is no URL.`));
  }
  const send = url.protocol === "https:" ? secure : url.protocol === "http:" ? plain : undefined;
  if (send === undefined)
    return Promise.reject(new WebFailure("address", `${url.protocol} is not spoken.`));
  const timeout = AbortSignal.timeout(asked.timeoutMs);
  const signal = asked.signal === undefined ? timeout : AbortSignal.any([timeout, asked.signal]);
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void =>
      reject(
        timeout.aborted
          ? new WebFailure("timeout", `${url.host} did not answer in ${asked.timeoutMs} ms.`)
          : error instanceof WebFailure
            ? error
            : new WebFailure("connection", `${url.host}: ${error.message}`),
      );
    const request = send(url, { method: asked.method, agent: false, signal }, (answer) => {
      const pieces: Uint8Array[] = [];
      let size = 0;
      answer.on("data", (piece: Uint8Array) => {
        size += piece.length;
        if (size > asked.limitBytes)
          request.destroy(
            new WebFailure("too large", `${url.host} sent more than ${asked.limitBytes} bytes.`),
          );
        else pieces.push(piece);
      });
      answer.on("error", failed);
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: pairs(answer.rawHeaders),
          body: Buffer.concat(pieces),
        }),
      );
    });
    request.on("error", failed);
    for (const [name, value] of asked.headers) request.appendHeader(name, value);
    request.end(asked.body);
  });
}

function pairs(raw: readonly string[]): (readonly [string, string])[] {
  const out: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) out.push([raw[i]!, raw[i + 1]!]);
  return out;
}
