/**
 * Signed event streams: each message wraps another with its date and a signature that continues
 * from the one before it, the first from the request's own.
 * https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html#streaming-event-stream
 */
import { Fault } from "#aws/fault";
import { encodeHeaders, type Message, readMessages } from "#protocol/event-stream/frames";
import { type Body, BodyTooLarge, type HeaderList } from "#protocol/http";
import { scope, sha256 } from "./canonical.ts";
import { mismatch } from "./errors.ts";
import { signed } from "./keys.ts";
import { type Presented, stamp } from "./presented.ts";

export const SIGNED_EVENTS = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

/** A body of signed messages as the messages within them. */
export class SignedEvents implements Body {
  readonly length = undefined;
  readonly buffered = undefined;

  /** @param presented The request's credential; signatures are checked when `verify` took it. */
  constructor(
    private readonly raw: Body,
    private readonly presented: Presented | undefined,
  ) {}

  async bytes(limitBytes: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of this.stream()) {
      size += piece.length;
      if (size > limitBytes) throw new BodyTooLarge(limitBytes);
      pieces.push(piece);
    }
    return Buffer.concat(pieces, size);
  }

  /** @throws Fault from its iterator for a message that is not signed as it has to be. */
  async *stream(): AsyncGenerator<Uint8Array> {
    let previous = this.presented?.signature ?? "";
    for await (const message of readMessages(this.raw.stream())) {
      previous = this.check(message, previous);
      // The last message is empty: it only says, signed, that nothing was cut off.
      if (message.payload.length === 0) return;
      yield message.payload;
    }
    if (this.presented?.seed !== undefined)
      throw incomplete("The stream ended without its signed last message.");
  }

  trailers(): HeaderList {
    return this.raw.trailers();
  }

  /** @returns The message's signature. */
  private check({ headers, payload }: Message, previous: string): string {
    const signature = headers.get(":chunk-signature");
    const date = headers.get(":date");
    if (!(signature instanceof Uint8Array) || typeof date !== "object" || !("kind" in date))
      throw incomplete("A message has no :date or no :chunk-signature.");
    const hex = Buffer.from(signature).toString("hex");
    const { presented } = this;
    if (presented?.seed === undefined) return hex;
    if (!(Math.abs(date.value) < MOST_MILLISECONDS)) throw incomplete("A :date is out of range.");
    const timestamp = stamp(date.value);
    const { asymmetric, accessKeyId, region, service, terminator } = presented;
    const own = {
      asymmetric,
      accessKeyId,
      region,
      service,
      terminator,
      date: timestamp.slice(0, 8),
    };
    const unsigned = [...headers].filter(([name]) => name !== ":chunk-signature");
    const text =
      `${presented.algorithm}-PAYLOAD\n${timestamp}\n${scope(own)}\n${previous}\n` +
      `${sha256(encodeHeaders(unsigned))}\n${sha256(payload)}`;
    if (!signed(own, presented.seed.secret, text, hex)) throw mismatch("json", presented, "", text);
    return hex;
  }
}

/** The last moment of the year 9999. */
const MOST_MILLISECONDS = 253_402_300_799_999;

const incomplete = (words: string): Fault =>
  new Fault(
    "IncompleteSignatureException",
    `The signed event stream is not complete: ${words}`,
    400,
  );
