/**
 * What a running gateway holds beside its tables: token buckets, authorizers' answers and cached
 * responses. All of it is worth only seconds and may be lost, so no table keeps it.
 */
import type { Kernel } from "#kernel/kernel";
import type { Policy } from "#languages/policy/policy";
import type { HttpResponse } from "#protocol/http";
import { HELD_MOST } from "./limits.ts";

/** Values for a while, the oldest going when there are too many. */
export class Held<V> {
  readonly #values = new Map<string, { value: V; until: number }>();

  /** @param now Epoch milliseconds. */
  get(key: string, now: number): V | undefined {
    const found = this.#values.get(key);
    if (found === undefined) return undefined;
    if (found.until > now) return found.value;
    this.#values.delete(key);
    return undefined;
  }

  /** @param until Epoch milliseconds after which it is gone. */
  set(key: string, value: V, until: number): void {
    this.#values.delete(key);
    if (this.#values.size >= HELD_MOST) {
      const [oldest] = this.#values.keys();
      if (oldest !== undefined) this.#values.delete(oldest);
    }
    this.#values.set(key, { value, until });
  }

  /** Drops every key that starts so. */
  forget(start: string): void {
    for (const key of this.#values.keys()) if (key.startsWith(start)) this.#values.delete(key);
  }
}

interface Bucket {
  tokens: number;
  /** Epoch milliseconds. */
  at: number;
}

/** Token buckets: `rate` a second, and `burst` at once. */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes a token; false when there is none. @param now Epoch milliseconds. */
  take(key: string, rate: number, burst: number, now: number): boolean {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size >= HELD_MOST) this.#buckets.clear();
      bucket = { tokens: burst, at: now };
      this.#buckets.set(key, bucket);
    }
    const earned = (Math.max(0, now - bucket.at) / 1000) * rate;
    bucket.tokens = Math.min(burst, bucket.tokens + earned);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}

/** What an authorizer said of a caller. */
export interface Authorization {
  readonly principalId: string;
  readonly policy: Policy;
  /** The policy as JSON text. */
  readonly document: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly usageIdentifierKey: string | undefined;
}

export interface Live {
  readonly authorizations: Held<Authorization>;
  readonly responses: Held<HttpResponse>;
  readonly buckets: Buckets;
}

/** One per running Brume, going with it. */
const lives = new WeakMap<Kernel, Live>();

export function live(kernel: Kernel): Live {
  let known = lives.get(kernel);
  if (known === undefined) {
    known = { authorizations: new Held(), responses: new Held(), buckets: new Buckets() };
    lives.set(kernel, known);
  }
  return known;
}
