/**
 * HTTP/1.1 over a socket: strict where two readers could disagree, exact in what it hands on.
 * node:http is not used because it rewrites what signatures cover and, on Bun, reads an unread
 * upload without end.
 */
import type { Socket } from "node:net";
import type { HttpHandler, HttpRequest } from "#protocol/http";
import { Connection } from "./connection.ts";
import type { Deadlines } from "./deadlines.ts";

export { Deadlines } from "./deadlines.ts";

export interface Http1Options {
  /** Shared by all sockets of a listener. */
  readonly deadlines: Deadlines;
  readonly limits?: Partial<Http1Limits>;
  /**
   * Asked about requests with `Connection: upgrade`. True when it has taken the socket over; then
   * nothing here touches the socket again. `head` is what already came after the request.
   */
  upgrade?(request: HttpRequest, socket: Socket, head: Buffer): boolean;
  /** Told of a handler's rejection, which the client sees as a bare 500. */
  bug?(error: unknown, request: HttpRequest): void;
}

export interface Http1Limits {
  readonly headBytes: number;
  readonly fields: number;
  readonly targetBytes: number;
  /** Seconds between two requests. */
  readonly idleSeconds: number;
  /** Seconds for a head to come whole. */
  readonly headSeconds: number;
  /** Seconds without a byte while a body is being read or a response written. */
  readonly stallSeconds: number;
}

export const LIMITS: Http1Limits = {
  headBytes: 64 * 1024,
  fields: 256,
  targetBytes: 48 * 1024,
  idleSeconds: 120,
  headSeconds: 30,
  stallSeconds: 120,
};

export interface Http1Connection {
  /** Ends once the request in progress is answered; at once when there is none. */
  drain(): void;
  destroy(): void;
}

/** Serves requests from a socket (plain or TLS), one after the other, until either side ends it. */
export function serveHttp1(
  socket: Socket,
  handler: HttpHandler,
  options: Http1Options,
): Http1Connection {
  return new Connection(socket, handler, options, { ...LIMITS, ...options.limits });
}
