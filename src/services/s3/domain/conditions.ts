/** Conditional requests and ranges: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
import { invalidRange, preconditionFailed } from "../errors.ts";

export interface Conditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  /** Epoch milliseconds. */
  readonly IfModifiedSince?: number;
  readonly IfUnmodifiedSince?: number;
}

interface Held {
  readonly etag: string;
  readonly modifiedAt: number;
}

/** An entity tag without quotes and weakness. */
export function bareTag(text: string): string {
  return text
    .trim()
    .replace(/^W\//, "")
    .replace(/^"(.*)"$/s, "$1");
}

export function matches(header: string, etag: string): boolean {
  return header.split(",").some((one) => one.trim() === "*" || bareTag(one) === etag);
}

/**
 * Judges a read: If-Match outweighs If-Unmodified-Since, If-None-Match outweighs If-Modified-Since.
 * @returns True when the answer is 304.
 * @throws Fault PreconditionFailed.
 */
export function unchanged(held: Held, given: Conditions): boolean {
  const second = Math.floor(held.modifiedAt / 1000) * 1000;
  if (given.IfMatch !== undefined) {
    if (!matches(given.IfMatch, held.etag)) throw preconditionFailed("If-Match");
  } else if (given.IfUnmodifiedSince !== undefined && second > given.IfUnmodifiedSince)
    throw preconditionFailed("If-Unmodified-Since");
  if (given.IfNoneMatch !== undefined) return matches(given.IfNoneMatch, held.etag);
  return given.IfModifiedSince !== undefined && second <= given.IfModifiedSince;
}

export interface Range {
  readonly start: number;
  /** One past the last byte. */
  readonly end: number;
}

/**
 * The one range a Range header asks for; undefined where S3 answers the whole: a header it cannot
 * read, or several ranges.
 * @throws Fault InvalidRange.
 */
export function rangeOf(header: string | undefined, size: number): Range | undefined {
  if (header === undefined) return undefined;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (match === null) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const count = Number(last);
    if (count === 0 || size === 0) throw invalidRange(header, size);
    return { start: Math.max(0, size - count), end: size };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return undefined;
  if (start >= size) throw invalidRange(header, size);
  return { start, end: last === "" ? size : Math.min(Number(last) + 1, size) };
}
