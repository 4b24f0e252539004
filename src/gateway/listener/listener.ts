/** One port for every protocol: a connection's first bytes say which it speaks. */
import type { Http2Server, IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import {
  createServer as createTlsServer,
  type Server as TlsServer,
  type TLSSocket,
} from "node:tls";
import type { HttpHandler, HttpRequest } from "#protocol/http";
import {
  Deadlines,
  type Http1Connection,
  type Http1Options,
  serveHttp1,
} from "#protocol/http1/http1";
import type { Authority } from "./authority.ts";
import { serveStream } from "./http2.ts";

export interface ListenOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly handler: HttpHandler;
  /** Answers TLS on the same port with certificates of this authority. */
  readonly tls?: Authority;
  /** Takes connections that begin with an MQTT CONNECT packet; TLS ones too. */
  mqtt?(socket: Socket): void;
  /** Takes `Connection: upgrade` requests it wants: see Http1Options. */
  upgrade?(request: HttpRequest, socket: Socket, head: Buffer): boolean;
  /** Told of handlers' rejections; written to stderr by default. */
  bug?(error: unknown): void;
  /** Epoch milliseconds for the Date field; the machine's time by default. */
  now?(): number;
}

export interface Listening {
  readonly port: number;
  /** Refuses new connections, lets requests in progress finish for 0.8 s, ends the rest. */
  close(): Promise<void>;
}

/** Well within the two seconds in which Ctrl-C ends all: functions are ended after it. */
const DRAIN_MILLISECONDS = 800;
const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");
const NOTHING = Buffer.alloc(0);
const TLS_HANDSHAKE = 0x16;
const MQTT_CONNECT = 0x10;
const STREAMS_PER_CONNECTION = 250;
const FIRST_BYTES_SECONDS = 30;

/** Opens the port. @throws Error with node's code (EADDRINUSE, EACCES) when it cannot. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const door = new Door(options);
  const port = await door.open();
  return { port, close: () => door.close() };
}

class Door {
  private readonly server: Server;
  private http2: Promise<Http2Server> | undefined;
  private tls: TlsServer | undefined;
  private readonly sockets = new Set<Socket>();
  private readonly connections = new Map<Socket, Http1Connection>();
  private readonly sessions = new Set<{ close(): void; destroy(): void }>();
  private readonly http1: Http1Options;
  private readonly bug: (error: unknown) => void;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: ListenOptions) {
    this.bug =
      options.bug ?? ((error: unknown) => console.error("bug: a request's handler failed:", error));
    this.http1 = {
      deadlines: new Deadlines(options.now),
      bug: (error) => this.bug(error),
      ...(options.upgrade === undefined ? {} : { upgrade: options.upgrade }),
    };
    this.server = createServer(
      { allowHalfOpen: true, noDelay: true, pauseOnConnect: false },
      (socket) => this.accept(socket),
    );
  }

  open(): Promise<number> {
    const { host, port } = this.options;
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen({ host, port, backlog: 1024 }, () => {
        this.server.off("error", reject);
        this.server.on("error", (error) => this.options.bug?.(error));
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    this.closing ??= this.drain();
    return this.closing;
  }

  private async drain(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const connection of this.connections.values()) connection.drain();
    for (const session of this.sessions) session.close();
    for (const socket of this.sockets) if (!this.taken.has(socket)) socket.destroy();
    const timer = setTimeout(() => {
      for (const session of this.sessions) session.destroy();
      for (const connection of this.connections.values()) connection.destroy();
      for (const socket of this.sockets) socket.destroy();
    }, DRAIN_MILLISECONDS);
    await closed;
    clearTimeout(timer);
  }

  /** Sockets that have said what they speak. */
  private readonly taken = new WeakSet<Socket>();

  /** Made for the first handshake: who speaks no TLS need not wait for it at the start. */
  private secure(authority: Authority): TlsServer {
    const own = authority.host("localhost");
    const server = createTlsServer({
      cert: own.cert,
      key: own.key,
      minVersion: "TLSv1.2",
      ALPNProtocols: ["h2", "http/1.1", "mqtt"],
      allowHalfOpen: true,
      SNICallback: (name, done) => done(null, authority.context(name)),
    });
    server.on("secureConnection", (socket: TLSSocket) => {
      if (socket.alpnProtocol === "h2") void this.serveHttp2(socket);
      else this.peek(socket);
    });
    server.on("tlsClientError", () => undefined);
    return server;
  }

  private async serveHttp2(socket: Socket): Promise<void> {
    this.http2 ??= this.makeHttp2();
    (await this.http2).emit("connection", socket);
  }

  /** Made for the first connection that wants it: node:http2 takes a seventh of Brume's start to load. */
  private async makeHttp2(): Promise<Http2Server> {
    const { createServer: createHttp2Server } = await import("node:http2");
    const settings = { maxConcurrentStreams: STREAMS_PER_CONNECTION };
    const server = createHttp2Server({ settings });
    server.on("session", (session) => {
      this.sessions.add(session);
      session.on("close", () => this.sessions.delete(session));
      session.on("error", () => session.destroy());
    });
    server.on(
      "stream",
      (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number, raw: string[]) => {
        const secure = (stream.session?.socket as TLSSocket | undefined)?.encrypted === true;
        const { handler } = this.options;
        void serveStream(stream, headers, flags, raw, secure, handler, this.bug);
      },
    );
    server.on("sessionError", () => undefined);
    return server;
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
    this.peek(socket);
  }

  /** Reads the first bytes, puts them back and hands the socket on. */
  private peek(socket: Socket): void {
    const fail = (): void => void socket.destroy();
    socket.on("error", fail);
    const watched = { deadline: this.http1.deadlines.second + FIRST_BYTES_SECONDS, expire: fail };
    this.http1.deadlines.add(watched);
    const forget = (): void => this.http1.deadlines.remove(watched);
    socket.once("close", forget);
    let first: Buffer = NOTHING;
    const look = (): void => {
      const more = socket.read() as Buffer | null;
      if (more !== null) first = first.length === 0 ? more : Buffer.concat([first, more]);
      const known = first.length === 0 ? undefined : this.recognise(socket, first);
      if (known === undefined) {
        // Too few bytes to tell HTTP/2's preface from a method: the next packet decides.
        if (socket.readableEnded || socket.destroyed) fail();
        else socket.once("readable", look);
        return;
      }
      forget();
      socket.off("close", forget);
      this.taken.add(socket);
      socket.unshift(first);
      known();
    };
    socket.once("readable", look);
    socket.once("end", fail);
    this.ends.set(socket, fail);
  }

  /** What to take off a socket before it is handed on. */
  private readonly ends = new WeakMap<Socket, () => void>();

  /** How to serve what begins so; undefined when that cannot be told yet. */
  private recognise(socket: Socket, first: Buffer): (() => void) | undefined {
    const free = (): void => {
      const fail = this.ends.get(socket);
      if (fail !== undefined) socket.off("end", fail);
    };
    if (
      first[0] === TLS_HANDSHAKE &&
      this.options.tls !== undefined &&
      !("encrypted" in socket && socket.encrypted)
    ) {
      return () => {
        free();
        this.tls ??= this.secure(this.options.tls!);
        this.tls.emit("connection", socket);
      };
    }
    if (first[0] === MQTT_CONNECT && this.options.mqtt !== undefined) {
      return () => {
        free();
        this.options.mqtt!(socket);
      };
    }
    const compared = Math.min(first.length, PREFACE.length);
    if (first.compare(PREFACE, 0, compared, 0, compared) === 0) {
      if (compared < 4) return undefined;
      return () => {
        free();
        void this.serveHttp2(socket);
      };
    }
    return () => {
      free();
      const connection = serveHttp1(socket, this.options.handler, this.http1);
      this.connections.set(socket, connection);
      socket.on("close", () => this.connections.delete(socket));
      if (this.closing !== undefined) connection.drain();
    };
  }
}
