/** Exact bytes over a socket, and the answer to them; a connection is kept while it is of use. */
import { connect, type Socket } from "node:net";

export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Nothing, or no whole answer, came within the bound. */
export class NoAnswer extends Error {}

export class Wire {
  #socket: Socket | undefined;
  #held = Buffer.alloc(0);
  #wake: () => void = () => undefined;
  #ended = false;

  constructor(
    private readonly port: number,
    private readonly boundMilliseconds: number,
  ) {}

  /**
   * @param alone On a connection of its own, closed after the last byte.
   * @throws NoAnswer
   */
  async exchange(bytes: Buffer, head: boolean, alone: boolean): Promise<Answer> {
    if (alone) this.close();
    const socket = this.#socket ?? (await this.#open());
    this.#held = Buffer.alloc(0);
    socket.write(bytes);
    if (alone) socket.end();
    socket.setTimeout(this.boundMilliseconds);
    try {
      for (;;) {
        const found = answerIn(this.#held, head, this.#ended);
        if (found === undefined && this.#ended)
          throw new NoAnswer(`only ${JSON.stringify(this.#held.toString("latin1").slice(0, 300))}`);
        if (found !== undefined) {
          if (alone || found.headers.get("connection") === "close" || this.#ended) this.close();
          return found;
        }
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } catch (error) {
      this.close();
      throw error;
    } finally {
      socket.setTimeout(0);
    }
  }

  close(): void {
    this.#socket?.removeAllListeners("data");
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.port, host: "127.0.0.1", allowHalfOpen: true });
      this.#socket = socket;
      this.#ended = false;
      socket.setNoDelay(true);
      socket.on("connect", () => resolve(socket));
      socket.on("data", (piece: Buffer) => {
        this.#held = Buffer.concat([this.#held, piece]);
        this.#wake();
      });
      const over = () => {
        if (this.#socket !== socket) return;
        this.#ended = true;
        this.#wake();
      };
      socket.on("timeout", over);
      socket.on("end", over);
      socket.on("close", over);
      socket.on("error", (error) => {
        reject(error);
        over();
      });
    });
  }
}

/** The first whole answer, past interim ones. */
function answerIn(bytes: Buffer, head: boolean, ended: boolean): Answer | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  const rest = bytes.subarray(end + 4);
  if (status < 200) return answerIn(rest, head, ended);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const bare = head || status === 204 || status === 304;
  const body = bare ? Buffer.alloc(0) : bodyIn(rest, headers, ended);
  return body === undefined ? undefined : { status, headers, body };
}

function bodyIn(
  bytes: Buffer,
  headers: ReadonlyMap<string, string>,
  ended: boolean,
): Buffer | undefined {
  if (headers.get("transfer-encoding") === "chunked") return chunksIn(bytes);
  const length = headers.get("content-length");
  if (length === undefined) return ended ? bytes : undefined;
  return bytes.length < Number(length) ? undefined : bytes.subarray(0, Number(length));
}

function chunksIn(bytes: Buffer): Buffer | undefined {
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, line), 16);
    if (bytes.length < line + 2 + size + 2) return undefined;
    if (size === 0) return Buffer.concat(pieces);
    pieces.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
