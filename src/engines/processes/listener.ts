/** A loopback HTTP listener for one environment, over whatever reads HTTP in this process. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import {
  type Body,
  BodyTooLarge,
  type HeaderList,
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
} from "#protocol/http";

export interface Loopback {
  readonly port: number;
  close(): void;
}

/** Listens on a free loopback port and answers with `handler`. */
export function listenLoopback(handler: HttpHandler): Promise<Loopback> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAlive: true }, (incoming, outgoing) => {
      void answer(handler, incoming, outgoing);
    });
    server.requestTimeout = 0;
    server.timeout = 0;
    server.keepAliveTimeout = 0;
    server.on("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

async function answer(
  handler: HttpHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  let response: HttpResponse;
  try {
    response = await handler(requestOf(incoming, gone.signal));
  } catch (error) {
    console.error("bug: in the runtime API:", error);
    response = { status: 500, headers: [], body: undefined };
  }
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of response.headers) headers[name] = value;
  const body = response.body as Uint8Array | string | undefined;
  headers["Content-Length"] = String(body === undefined ? 0 : Buffer.byteLength(body));
  outgoing.writeHead(response.status, headers);
  outgoing.end(body);
}

function requestOf(incoming: IncomingMessage, signal: AbortSignal): HttpRequest {
  const [path = "", query = ""] = (incoming.url ?? "").split("?", 2);
  return {
    method: incoming.method ?? "GET",
    path,
    query,
    headers: headerList(incoming.rawHeaders),
    host: incoming.headers.host ?? "",
    secure: false,
    httpVersion: "1.1",
    remoteAddress: "127.0.0.1",
    body: bodyOf(incoming),
    signal,
  };
}

function headerList(raw: readonly string[]): HeaderList {
  const entries: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) entries.push([raw[i]!, raw[i + 1]!]);
  const all = (name: string) =>
    entries.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  return {
    entries,
    get: (name) => all(name)[0],
    joined: (name) => (all(name).length === 0 ? undefined : all(name).join(", ")),
    has: (name) => all(name).length > 0,
  };
}

function bodyOf(incoming: IncomingMessage): Body {
  const length = incoming.headers["content-length"];
  return {
    length: length === undefined ? undefined : Number(length),
    buffered: undefined,
    async bytes(limitBytes) {
      const pieces: Uint8Array[] = [];
      let size = 0;
      for await (const piece of Readable.from(incoming) as AsyncIterable<Uint8Array>) {
        size += piece.length;
        if (size <= limitBytes) pieces.push(piece);
      }
      if (size > limitBytes) throw new BodyTooLarge(limitBytes);
      return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    },
    stream: () => incoming as AsyncIterable<Uint8Array>,
    trailers: () => headerList(incoming.rawTrailers),
  };
}
