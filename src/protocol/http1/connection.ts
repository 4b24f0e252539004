/** One connection: reads a request, has it answered, writes the answer, and so on in order. */
import type { Socket } from "node:net";
import {
  BodyMalformed,
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
} from "#protocol/http";
import { Http1Body, type Source } from "./body.ts";
import type { Watched } from "./deadlines.ts";
import { BadRequest, endOfHead, type Head, parseHead } from "./head.ts";
import type { Http1Connection, Http1Limits, Http1Options } from "./http1.ts";
import { headBytes, responseHead } from "./response-head.ts";
import { sendFile, sendPieces, type Sink } from "./sending.ts";

/** Input kept while nobody reads it; past this the socket is paused. */
const INPUT_BYTES = 256 * 1024;
/** An unread body up to this is skipped to keep the connection; a longer one ends it. */
const SKIPPED_BYTES = 64 * 1024;
/** Answers to pipelined requests are gathered up to this. */
const GATHERED_BYTES = 64 * 1024;
/** A body up to this is copied behind its head: one packet instead of two. */
const JOINED_BYTES = 32 * 1024;
/** After a refusal the client is read, and ignored, this long: a reset could outrun the answer. */
const LINGER_SECONDS = 5;
const NOTHING = Buffer.alloc(0);

class Request implements HttpRequest {
  private controller: AbortController | undefined;
  private gone = false;

  constructor(
    private readonly head: Head,
    readonly body: Http1Body,
    readonly secure: boolean,
    private readonly socket: Socket,
  ) {}

  get method(): string {
    return this.head.method;
  }
  get path(): string {
    return this.head.path;
  }
  get query(): string {
    return this.head.query;
  }
  get headers() {
    return this.head.fields;
  }
  get host(): string {
    return this.head.host;
  }
  get httpVersion(): "1.0" | "1.1" {
    return this.head.version;
  }
  get remoteAddress(): string {
    return this.socket.remoteAddress ?? "";
  }
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.gone) this.controller.abort();
    }
    return this.controller.signal;
  }

  abort(): void {
    this.gone = true;
    this.controller?.abort();
  }
}

type Phase = "reading" | "answering" | "skipping" | "lingering" | "closed";

export class Connection implements Http1Connection, Source, Sink, Watched {
  input: Buffer = NOTHING;
  position = 0;
  deadline: number;
  /** Called once when the client goes while a body is being sent to it. */
  onGone: (() => void) | undefined;
  private phase: Phase = "reading";
  private scanned = 0;
  /** Whether the peer has said that it sends nothing more. */
  private ended = false;
  private draining = false;
  private paused = false;
  private looping = false;
  private head: Head | undefined;
  private request: Request | undefined;
  private wake: (() => void) | undefined;
  private drained: (() => void) | undefined;
  private gathered: Buffer[] = [];
  private gatheredBytes = 0;
  private readonly secure: boolean;
  private readonly listeners: readonly (readonly [string, (...args: never[]) => void])[];

  constructor(
    readonly socket: Socket,
    private readonly handler: HttpHandler,
    private readonly options: Http1Options,
    private readonly limits: Http1Limits,
  ) {
    this.secure = (socket as { encrypted?: boolean }).encrypted === true;
    this.deadline = options.deadlines.second + limits.headSeconds;
    options.deadlines.add(this);
    this.listeners = [
      ["data", (chunk: Buffer) => this.data(chunk)],
      ["end", () => this.end()],
      ["drain", () => this.written()],
      ["error", () => this.destroy()],
      ["close", () => this.close()],
    ];
    socket.setNoDelay?.(true);
    for (const [name, listener] of this.listeners) socket.on(name, listener as () => void);
    socket.resume();
  }

  get open(): boolean {
    return !this.ended && this.phase !== "closed" && this.phase !== "lingering";
  }
  get gone(): boolean {
    return this.phase === "closed" || this.socket.destroyed;
  }

  drain(): void {
    this.draining = true;
    if (this.phase === "reading" && this.input.length === this.position) this.linger();
  }

  destroy(): void {
    this.socket.destroy();
    this.close();
  }

  expire(): void {
    if (this.phase === "reading" && this.input.length > this.position)
      this.refuse(new BadRequest("The request did not come in time.", 408));
    else this.destroy();
  }

  more(): Promise<void> {
    if (!this.open) return Promise.resolve();
    this.unpause();
    this.deadline = this.options.deadlines.second + this.limits.stallSeconds;
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  sendContinue(): void {
    this.flush();
    this.socket.write("HTTP/1.1 100 Continue\r\n\r\n", "latin1");
  }

  /** Writes; a promise when the caller should wait until the socket takes more. */
  send(bytes: Uint8Array): Promise<void> | undefined {
    if (this.gone || this.socket.write(bytes)) return undefined;
    this.deadline = this.options.deadlines.second + this.limits.stallSeconds;
    return new Promise((resolve) => {
      this.drained = resolve;
    });
  }

  private data(chunk: Buffer): void {
    if (this.phase === "lingering" || this.phase === "closed") return;
    const rest = this.input.length - this.position;
    this.input = rest === 0 ? chunk : Buffer.concat([this.input.subarray(this.position), chunk]);
    this.scanned = Math.max(0, this.scanned - this.position);
    this.position = 0;
    if (this.phase === "answering") {
      if (this.wake !== undefined) this.awake();
      else if (this.input.length > INPUT_BYTES) this.pause();
      return;
    }
    this.loop();
  }

  private end(): void {
    this.ended = true;
    this.awake();
    if (this.phase === "answering") this.request?.abort();
    else if (this.phase === "reading" && this.input.length === this.position) this.linger();
    else if (this.phase === "lingering" && this.socket.writableFinished) this.destroy();
    else if (this.phase === "reading")
      this.refuse(new BadRequest("The connection ended within a request."));
    else if (this.phase === "skipping") this.linger();
  }

  private close(): void {
    if (this.phase === "closed") return;
    this.phase = "closed";
    this.options.deadlines.remove(this);
    this.awake();
    this.written();
    this.request?.abort();
    this.onGone?.();
    this.input = NOTHING;
    this.position = 0;
  }

  private awake(): void {
    const { wake } = this;
    this.wake = undefined;
    if (wake === undefined) return;
    this.deadline = Number.POSITIVE_INFINITY;
    wake();
  }

  private written(): void {
    const { drained } = this;
    this.drained = undefined;
    if (drained === undefined) return;
    this.deadline = Number.POSITIVE_INFINITY;
    drained();
  }

  private pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.socket.pause();
  }

  private unpause(): void {
    if (!this.paused) return;
    this.paused = false;
    this.socket.resume();
  }

  /** Takes requests from the input as long as they are whole and answered at once. */
  private loop(): void {
    if (this.looping) return;
    this.looping = true;
    try {
      while (this.step());
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      this.refuse(error);
    } finally {
      this.looping = false;
    }
  }

  private step(): boolean {
    if (this.phase === "skipping") {
      if (!this.request!.body.discard()) return this.starve();
      this.phase = "reading";
    }
    if (this.phase !== "reading") return false;
    const { input } = this;
    while (input[this.position] === 13 && input[this.position + 1] === 10) this.position += 2;
    if (this.position >= input.length) return this.rest();
    const end = endOfHead(input, this.position, this.scanned, this.limits);
    if (end < 0) return this.starve();
    const head = parseHead(input, this.position, end, this.limits);
    this.position = end;
    this.scanned = end;
    const request = new Request(head, new Http1Body(this, head), this.secure, this.socket);
    this.head = head;
    this.request = request;
    this.deadline = Number.POSITIVE_INFINITY;
    if (head.upgrade && this.options.upgrade !== undefined && this.handOver(request)) return false;
    this.phase = "answering";
    return this.ask(request);
  }

  /** Nothing is here: the connection idles. */
  private rest(): boolean {
    this.input = NOTHING;
    this.position = 0;
    this.scanned = 0;
    if (this.ended || this.draining) this.linger();
    else {
      this.deadline = this.options.deadlines.second + this.limits.idleSeconds;
      this.unpause();
    }
    return false;
  }

  /** Something is here, but not enough. */
  private starve(): boolean {
    if (this.ended) throw new BadRequest("The connection ended within a request.");
    if (this.scanned === 0 || this.deadline === Number.POSITIVE_INFINITY)
      this.deadline = this.options.deadlines.second + this.limits.headSeconds;
    this.scanned = this.input.length;
    this.unpause();
    return false;
  }

  private handOver(request: Request): boolean {
    const detached = this.listeners;
    const before = this.phase;
    this.flush();
    for (const [name, listener] of detached) this.socket.off(name, listener as () => void);
    if (this.options.upgrade!(request, this.socket, this.input.subarray(this.position))) {
      this.phase = "closed";
      this.options.deadlines.remove(this);
      return true;
    }
    for (const [name, listener] of detached) this.socket.on(name, listener as () => void);
    this.phase = before;
    return false;
  }

  /** True when the answer came without waiting. */
  private ask(request: Request): boolean {
    let answer: HttpResponse | Promise<HttpResponse>;
    try {
      answer = this.handler(request);
    } catch (error) {
      this.fault(error, request);
      return (this.phase as Phase) !== "answering";
    }
    if (answer instanceof Promise) {
      answer.then(
        (response) => this.answer(response, request),
        (error) => this.fault(error, request),
      );
      return false;
    }
    this.answer(answer, request);
    return (this.phase as Phase) !== "answering";
  }

  private fault(error: unknown, request: Request): void {
    if (this.phase !== "answering") return;
    if (error instanceof BodyMalformed) {
      this.refuse(new BadRequest(error.message));
      return;
    }
    this.options.bug?.(error, request);
    this.write({ status: 500, headers: [], body: "" }, request);
  }

  private answer(response: HttpResponse, request: Request): void {
    if (this.phase !== "answering") return;
    try {
      this.write(response, request);
    } catch (error) {
      this.options.bug?.(error, request);
      this.write({ status: 500, headers: [], body: "" }, request);
    }
  }

  private write(response: HttpResponse, request: Request): void {
    const { body, status } = response;
    const bodyless = request.method === "HEAD" || status === 204 || status === 304;
    const keep = this.keeps(request);
    if (bodyless || body === undefined || typeof body === "string" || body instanceof Uint8Array) {
      const size = sizeOf(response);
      const framing =
        status === 204 || status === 304 || size === undefined ? "none" : { length: size };
      const head = responseHead(response, framing, keep, request.httpVersion, () =>
        this.options.deadlines.date(),
      );
      this.whole(
        head.text,
        head.ascii,
        bodyless ? undefined : (body as string | Uint8Array | undefined),
      );
      if (bodyless && typeof body === "object" && "file" in body) body.release?.();
      if (bodyless && isIterable(body)) void body[Symbol.asyncIterator]().return?.();
      this.finish(head.close);
      return;
    }
    const sent =
      "file" in body
        ? sendFile(this, response, body, keep, request.httpVersion, () =>
            this.options.deadlines.date(),
          )
        : sendPieces(this, response, body, keep, request.httpVersion, () =>
            this.options.deadlines.date(),
          );
    sent.then(
      (close) => this.finish(close),
      (error) => this.broken(error, request),
    );
  }

  /** A body that cannot be sent to its end: only a closed connection can say so. */
  private broken(error: unknown, request: Request): void {
    if (!this.gone) this.options.bug?.(error, request);
    if ((error as { unsent?: boolean }).unsent === true)
      this.write({ status: 500, headers: [], body: "" }, request);
    else this.destroy();
  }

  private whole(text: string, ascii: boolean, body: string | Uint8Array | undefined): void {
    if (ascii && (body === undefined || typeof body === "string")) {
      this.put(Buffer.from(body === undefined ? text : text + body, "utf8"));
      return;
    }
    const head = headBytes(text);
    const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
    if (bytes === undefined || bytes.length <= JOINED_BYTES) {
      this.put(bytes === undefined ? head : Buffer.concat([head, bytes]));
      return;
    }
    this.put(head);
    this.put(bytes);
  }

  /**
   * Answers are sent at the turn's end: first all requests that have come are worked for, and then
   * all their clients are woken, since waking one at a time costs more than most answers do.
   */
  private put(bytes: Uint8Array): void {
    this.gathered.push(bytes as Buffer);
    this.gatheredBytes += bytes.length;
    if (this.gatheredBytes > GATHERED_BYTES) this.flush();
    else if (this.gathered.length === 1) setImmediate(() => this.flush());
  }

  flush(): void {
    const { gathered } = this;
    if (gathered.length === 0) return;
    this.gathered = [];
    this.gatheredBytes = 0;
    if (!this.gone)
      this.socket.write(gathered.length === 1 ? gathered[0]! : Buffer.concat(gathered));
  }

  private keeps(request: Request): boolean {
    if (this.draining || this.ended || this.head?.keepAlive !== true) return false;
    const { body } = request;
    return body.done || (!body.awaitsContinue && body.left <= SKIPPED_BYTES);
  }

  private finish(close: boolean): void {
    if (this.phase !== "answering") return;
    this.onGone = undefined;
    const body = this.request!.body;
    if (close || !(body.done || body.left <= SKIPPED_BYTES)) {
      this.linger();
      return;
    }
    this.phase = body.done ? "reading" : "skipping";
    this.scanned = 0;
    this.deadline = this.options.deadlines.second + this.limits.idleSeconds;
    if (this.socket.writableNeedDrain) {
      // The client does not read its answers: it gets no more of them until it does.
      this.pause();
      const { phase } = this;
      this.phase = "answering";
      this.deadline = this.options.deadlines.second + this.limits.stallSeconds;
      this.drained = () => {
        if (this.phase !== "answering") return;
        this.phase = phase;
        this.unpause();
        this.loop();
      };
      return;
    }
    if (!this.looping) this.loop();
  }

  private refuse(error: BadRequest): void {
    if (this.phase === "closed" || this.phase === "lingering") return;
    const text = error.message + "\n";
    const response: HttpResponse = {
      status: error.status,
      headers: [["Content-Type", "text/plain"]],
      body: text,
    };
    const head = responseHead(response, { length: text.length }, false, "1.1", () =>
      this.options.deadlines.date(),
    );
    this.flush();
    this.socket.write(head.text + text, "latin1");
    this.linger();
  }

  /** Says that nothing more is sent, and waits a little for the client to have read it all. */
  private linger(): void {
    this.flush();
    this.phase = "lingering";
    this.input = NOTHING;
    this.position = 0;
    this.deadline = this.options.deadlines.second + LINGER_SECONDS;
    this.socket.end();
    this.awake();
    this.paused = false;
    this.socket.resume();
  }
}

/** The Content-Length to announce; undefined when a HEAD's answer does not know it. */
function sizeOf({ body, headers }: HttpResponse): number | undefined {
  if (body === undefined) {
    return headers.some(([name]) => name.toLowerCase() === "content-length") ? undefined : 0;
  }
  if (typeof body === "string") return Buffer.byteLength(body);
  if (body instanceof Uint8Array) return body.length;
  return "file" in body ? body.end - body.start : undefined;
}

function isIterable(body: HttpResponse["body"]): body is AsyncIterable<Uint8Array> {
  return typeof body === "object" && Symbol.asyncIterator in body;
}
