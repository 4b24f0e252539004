/** The last requests, in memory: what `brume requests` and the console show. */

export interface Entry {
  readonly requestId: string;
  /** The request whose handling made this call; absent for calls from outside. */
  readonly parent?: string;
  /** Shared by everything one outside request set off. */
  readonly trace: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly principal: string;
  readonly via: "port" | "call" | "outbox" | "due" | "loop";
  status: number;
  durationMs: number;
  error?: string;
  message?: string;
  /** The id of the injection that delayed or refused it. */
  injected?: string;
  /** Denials that audit mode let pass. */
  denials?: string[];
}

const KEPT = 2_000;

export class Journal {
  readonly #ring: Entry[] = new Array(KEPT);
  #next = 0;
  readonly #listeners = new Set<(entry: Entry) => void>();

  add(entry: Entry): void {
    this.#ring[this.#next++ % KEPT] = entry;
    if (this.#listeners.size > 0) for (const listener of this.#listeners) listener(entry);
  }

  /** The newest last. */
  last(limit: number): Entry[] {
    const count = Math.min(limit, this.#next, KEPT);
    return Array.from({ length: count }, (_, i) => this.#ring[(this.#next - count + i) % KEPT]!);
  }

  /** Calls `listener` with each new entry until the returned function is called. */
  follow(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#next = 0;
  }
}
