/**
 * Bytes on their way in and out. Small ones stand in their object's row; larger ones go to files as
 * they arrive, one per upload or part, and an object is a list of such runs.
 */
import { createHash, hash } from "node:crypto";
import { type Body, BodyMalformed, type ResponseBody } from "#protocol/http";
import type { Ctx, Tx } from "./buckets.ts";
import { type Algorithm, checksumOf, type Digest, digestOf } from "./domain/checksums.ts";
import { type Cipher, type Turning, turning } from "./domain/ciphers.ts";
import { entityTooLarge, incompleteBody } from "./errors.ts";
import { INLINE_BYTES } from "./limits.ts";
import type { ObjectRow, Segment } from "./tables.ts";

export type Source = Body | Uint8Array | string | undefined;

/** What was taken in. `blob` is pinned until `settle`. */
export interface Received {
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly md5: string;
  /** Base64, per algorithm asked for. */
  readonly checksums: ReadonlyMap<Algorithm, string>;
  readonly sha256?: string;
  readonly inline?: Uint8Array;
  readonly segment?: Segment;
}

export interface Wanted {
  readonly checksums: readonly Algorithm[];
  /** Hexadecimal SHA-256 too: the client has signed it. */
  readonly sha256?: boolean;
  readonly limitBytes: number;
  readonly cipher?: Cipher;
  /** Parts stand in files whatever their size. */
  readonly neverInline?: boolean;
}

/** Takes bytes in: to memory when they are few, else to a file as they come. */
export async function receive(ctx: Ctx, source: Source, wanted: Wanted): Promise<Received> {
  try {
    const here = atHand(source);
    if (here !== undefined) return await whole(ctx, here, wanted);
    return await streamed(ctx, (source as Body).stream(), wanted);
  } catch (error) {
    if (error instanceof BodyMalformed) throw incompleteBody();
    throw error;
  }
}

/** Takes in bytes that Brume itself reads, as when it copies. */
export function receiveStream(
  ctx: Ctx,
  pieces: AsyncIterable<Uint8Array>,
  wanted: Wanted,
): Promise<Received> {
  return streamed(ctx, pieces, wanted);
}

function atHand(source: Source): Uint8Array | undefined {
  if (source === undefined) return new Uint8Array(0);
  if (typeof source === "string") return Buffer.from(source);
  return source instanceof Uint8Array ? source : source.buffered;
}

async function whole(ctx: Ctx, bytes: Uint8Array, wanted: Wanted): Promise<Received> {
  if (bytes.length > wanted.limitBytes) throw entityTooLarge(bytes.length, wanted.limitBytes);
  const facts = {
    sizeBytes: bytes.length,
    md5: hash("md5", bytes),
    checksums: new Map(wanted.checksums.map((a) => [a, checksumOf(a, bytes)] as const)),
    ...(wanted.sha256 ? { sha256: hash("sha256", bytes) } : {}),
  };
  const stored = wanted.cipher === undefined ? bytes : turning(wanted.cipher).update(bytes);
  if (bytes.length <= INLINE_BYTES && !wanted.neverInline) return { ...facts, inline: stored };
  const blob = await ctx.blobs.put(stored);
  return { ...facts, segment: segmentOf(blob.id, bytes.length, wanted.cipher) };
}

/** Holds back the first bytes: only what outgrows the inline limit becomes a file. */
async function streamed(
  ctx: Ctx,
  pieces: AsyncIterable<Uint8Array>,
  wanted: Wanted,
): Promise<Received> {
  const intake = new Intake(wanted);
  const iterator = pieces[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let held = 0;
  let ended = false;
  while (held <= INLINE_BYTES) {
    const next = await iterator.next();
    if (next.done) {
      ended = true;
      break;
    }
    first.push(intake.take(next.value));
    held += next.value.length;
  }
  if (ended && !wanted.neverInline)
    return {
      ...intake.facts(),
      inline: first.length === 1 ? Uint8Array.from(first[0]!) : Buffer.concat(first),
    };
  async function* rest() {
    yield* first;
    if (ended) return;
    for (let next = await iterator.next(); !next.done; next = await iterator.next())
      yield intake.take(next.value);
  }
  try {
    const blob = await ctx.blobs.put(rest());
    return { ...intake.facts(), segment: segmentOf(blob.id, intake.sizeBytes, wanted.cipher) };
  } catch (error) {
    await iterator.return?.();
    throw error;
  }
}

function segmentOf(blob: string, sizeBytes: number, cipher: Cipher | undefined): Segment {
  return {
    blob,
    sizeBytes,
    ...(cipher === undefined ? {} : { iv: Buffer.from(cipher.iv).toString("base64") }),
  };
}

/** Counts, digests and encrypts pieces as they pass. */
export class Intake {
  sizeBytes = 0;
  readonly #md5 = createHash("md5");
  readonly #sha256;
  readonly #digests: readonly (readonly [Algorithm, Digest])[];
  readonly #turning: Turning | undefined;

  constructor(readonly wanted: Wanted) {
    this.#digests = wanted.checksums.map((a) => [a, digestOf(a)] as const);
    this.#sha256 = wanted.sha256 ? createHash("sha256") : undefined;
    this.#turning = wanted.cipher === undefined ? undefined : turning(wanted.cipher);
  }

  /** The piece as it is stored. */
  take(piece: Uint8Array): Uint8Array {
    this.sizeBytes += piece.length;
    if (this.sizeBytes > this.wanted.limitBytes)
      throw entityTooLarge(this.sizeBytes, this.wanted.limitBytes);
    this.#md5.update(piece);
    this.#sha256?.update(piece);
    for (const [, digest] of this.#digests) digest.update(piece);
    return this.#turning === undefined ? piece : this.#turning.update(piece);
  }

  facts() {
    return {
      sizeBytes: this.sizeBytes,
      md5: this.#md5.digest("hex"),
      checksums: new Map(this.#digests.map(([a, digest]) => [a, digest.base64()] as const)),
      ...(this.#sha256 === undefined ? {} : { sha256: this.#sha256.digest("hex") }),
    };
  }
}

/** The stored half of a row. */
export function storedOf(received: Received): { segments?: Segment[]; body?: Uint8Array } {
  if (received.segment !== undefined) return { segments: [received.segment] };
  return { body: received.inline ?? new Uint8Array(0) };
}

/**
 * Runs the transaction that refers to what was received, and unpins it afterwards. When it fails,
 * the file goes: the references are counted up and down once, which removes what nobody holds.
 */
export async function settle<R>(ctx: Ctx, received: Received, work: () => Promise<R>): Promise<R> {
  const blob = received.segment?.blob;
  if (blob === undefined) return work();
  try {
    const result = await work();
    ctx.blobs.unpin(blob);
    return result;
  } catch (error) {
    await discard(ctx, received);
    throw error;
  }
}

/** Forgets what was received and will not be kept. */
export async function discard(ctx: Ctx, received: Received): Promise<void> {
  const blob = received.segment?.blob;
  if (blob === undefined) return;
  ctx.blobs.unpin(blob);
  await ctx.update(async (tx) => {
    await tx.blobs.keep(blob);
    await tx.blobs.drop(blob);
  });
}

export async function keepSegments(
  tx: Tx,
  segments: readonly Segment[] | undefined,
): Promise<void> {
  if (segments !== undefined) for (const { blob } of segments) await tx.blobs.keep(blob);
}

export async function dropSegments(
  tx: Tx,
  segments: readonly Segment[] | undefined,
): Promise<void> {
  if (segments !== undefined) for (const { blob } of segments) await tx.blobs.drop(blob);
}

/** The object's bytes went between reading its row and opening them: it has been replaced. */
export class Replaced extends Error {}

/**
 * An object's bytes from `start` up to `end`; `key` opens them where they are encrypted. Its files
 * stay readable until the answer is sent, whatever is overwritten or deleted meanwhile.
 * @throws Replaced when they are gone already: read the row again.
 */
export function contentOf(
  ctx: Ctx,
  row: Readonly<ObjectRow>,
  start: number,
  end: number,
  key: Uint8Array | undefined,
): ResponseBody {
  if (row.segments === undefined) {
    const bytes = (row.body ?? new Uint8Array(0)).subarray(start, end);
    const iv = row.facts.encryption?.iv;
    if (key === undefined || iv === undefined) return bytes;
    return turning({ key, iv: Buffer.from(iv, "base64") }, start).update(bytes);
  }
  if (start === end) return new Uint8Array(0);
  const release = ctx.blobs.hold(row.segments.map(({ blob }) => blob));
  if (release === undefined) throw new Replaced("The object has been replaced.");
  if (row.segments.length === 1 && key === undefined)
    return { file: ctx.blobs.path(row.segments[0]!.blob), start, end, release };
  return held(runs(ctx, row.segments, start, end, key), release);
}

/** Releases at the end, also of a reader that goes away before its first piece. */
function held(
  pieces: AsyncGenerator<Uint8Array>,
  release: () => void,
): AsyncIterableIterator<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        const next = await pieces.next();
        if (next.done === true) release();
        return next;
      } catch (error) {
        release();
        throw error;
      }
    },
    async return() {
      release();
      return pieces.return(undefined);
    },
  };
}

async function* runs(
  ctx: Ctx,
  segments: readonly Segment[],
  start: number,
  end: number,
  key: Uint8Array | undefined,
): AsyncGenerator<Uint8Array> {
  let before = 0;
  for (const segment of segments) {
    const from = Math.max(start - before, 0);
    const to = Math.min(end - before, segment.sizeBytes);
    before += segment.sizeBytes;
    if (from >= to) continue;
    const turn =
      key === undefined || segment.iv === undefined
        ? undefined
        : turning({ key, iv: Buffer.from(segment.iv, "base64") }, from);
    for await (const piece of ctx.blobs.stream(segment.blob, from, to))
      yield turn === undefined ? piece : turn.update(piece);
  }
}

/** An object's bytes as pieces, for reading them through Brume itself. */
export async function* piecesOf(
  ctx: Ctx,
  row: Readonly<ObjectRow>,
  start: number,
  end: number,
  key: Uint8Array | undefined,
): AsyncGenerator<Uint8Array> {
  const content = contentOf(ctx, row, start, end, key);
  if (content === undefined || typeof content === "string") return;
  if (content instanceof Uint8Array) yield content;
  else if ("file" in content) {
    try {
      yield* ctx.blobs.stream(row.segments![0]!.blob, start, end);
    } finally {
      content.release?.();
    }
  } else yield* content;
}
