/** The HTTP messages that the listener reads and writes and the pipeline works on. */

/** Header fields in the order and case in which they came; look-ups ignore case. */
export interface HeaderList {
  readonly entries: readonly (readonly [name: string, value: string])[];
  /** The first field of that name (given in lower case). */
  get(lowerCaseName: string): string | undefined;
  /** All fields of that name joined by ", ", as RFC 9110 allows. */
  joined(lowerCaseName: string): string | undefined;
  has(lowerCaseName: string): boolean;
}

/** A request body, read at most once. */
export interface Body {
  /** Bytes announced by Content-Length; undefined for chunked bodies. */
  readonly length: number | undefined;
  /**
   * The whole body when it is already here, without waiting: the fast path of small requests.
   * Undefined when more has yet to arrive.
   */
  readonly buffered: Uint8Array | undefined;
  /** The whole body; rejects with BodyTooLarge past `limitBytes`. */
  bytes(limitBytes: number): Promise<Uint8Array>;
  /** The body piece by piece with backpressure; sends `100 Continue` first when it was expected. */
  stream(): AsyncIterable<Uint8Array>;
  /** Trailer fields, known once the body has been read to its end. */
  trailers(): HeaderList;
}

export interface HttpRequest {
  readonly method: string;
  /** The request target's path, undecoded, exactly as sent. */
  readonly path: string;
  /** The undecoded query without its "?"; empty when there is none. */
  readonly query: string;
  readonly headers: HeaderList;
  /** The Host field or :authority, with its port; "" when absent. */
  readonly host: string;
  /** True when the request came over TLS. */
  readonly secure: boolean;
  readonly httpVersion: "1.0" | "1.1" | "2.0";
  readonly remoteAddress: string;
  readonly body: Body;
  /** Aborts when the client goes away before the response is complete. */
  readonly signal: AbortSignal;
}

/** Part of a file, sent without passing it through the heap as a whole. */
export interface FileBody {
  readonly file: string;
  /** First byte, 0-based. */
  readonly start: number;
  /** One past the last byte. */
  readonly end: number;
  /** Called once the file is no longer needed, sent or not: until then it stays readable. */
  readonly release?: () => void;
}

export type ResponseBody = Uint8Array | string | FileBody | AsyncIterable<Uint8Array> | undefined;

export interface HttpResponse {
  readonly status: number;
  /** Fields in the order to send; the writer adds Content-Length or Transfer-Encoding, and Date. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: ResponseBody;
}

/** Answers one request. A rejection becomes a bare 500 and is logged: handlers answer faults. */
export type HttpHandler = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/** The body went past the limit it was read with. */
export class BodyTooLarge extends Error {
  constructor(readonly limitBytes: number) {
    super(`The request body is larger than ${limitBytes} bytes.`);
  }
}

/** The body's framing was broken: a bad chunk, or fewer bytes than announced. */
export class BodyMalformed extends Error {}
