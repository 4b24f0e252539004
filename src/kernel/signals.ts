/**
 * Wakes what waits for something to happen: long polls, loops. A waiter is woken after the commit
 * that concerns it, in this process or in another on the same database, so nothing ever polls a table.
 */
import type { Clock, Timer } from "./clock.ts";

interface Waiter {
  wake(): void;
}

export class Signals {
  readonly #waiters = new Map<string, Set<Waiter>>();

  /** @param tellOthers Told of topics that are woken, where other processes share the database. */
  constructor(
    readonly clock: Clock,
    readonly tellOthers?: (topic: string) => void,
  ) {}

  /**
   * Resolves when `topic` is woken, at `until` (epoch milliseconds) or when `signal` aborts,
   * whichever is first; true only for the first.
   */
  wait(topic: string, until: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      let timer: Timer | undefined;
      const finish = (woken: boolean) => {
        timer?.cancel();
        signal?.removeEventListener("abort", aborted);
        const set = this.#waiters.get(topic);
        set?.delete(waiter);
        if (set?.size === 0) this.#waiters.delete(topic);
        resolve(woken);
      };
      const aborted = () => finish(false);
      const waiter: Waiter = { wake: () => finish(true) };
      if (signal?.aborted || until <= this.clock.now()) return resolve(false);
      let set = this.#waiters.get(topic);
      if (set === undefined) {
        set = new Set();
        this.#waiters.set(topic, set);
      }
      set.add(waiter);
      signal?.addEventListener("abort", aborted, { once: true });
      if (Number.isFinite(until)) timer = this.clock.at(until, () => finish(false));
    });
  }

  /** Wakes up to `most` waiters of a topic, the longest waiting first. */
  wake(topic: string, most = Number.POSITIVE_INFINITY): void {
    this.tellOthers?.(topic);
    this.wakeHere(topic, most);
  }

  /** The same for waiters of this process alone. */
  wakeHere(topic: string, most = Number.POSITIVE_INFINITY): void {
    const set = this.#waiters.get(topic);
    if (set === undefined) return;
    let left = most;
    for (const waiter of [...set]) {
      if (left-- <= 0) return;
      waiter.wake();
    }
  }

  waiting(topic: string): number {
    return this.#waiters.get(topic)?.size ?? 0;
  }

  /** Topics that something waits for. */
  topics(): string[] {
    return [...this.#waiters.keys()];
  }

  wakeAll(): void {
    for (const topic of [...this.#waiters.keys()]) this.wakeHere(topic);
  }
}
