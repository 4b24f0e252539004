/**
 * Wakes what waits for something to happen: long polls, loops. A waiter is woken after the commit
 * that concerns it, in this process or in another on the same database, so nothing ever polls a table.
 */
import type { Clock, Timer } from "./clock.ts";

const REMEMBERED = 10_000;

interface Waiter {
  wake(): void;
}

interface Alarm {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly timer: Timer;
}

export class Signals {
  readonly #waiters = new Map<string, Set<Waiter>>();
  /** The next time at which a waiter of a topic is woken; kept while the topic has any. */
  readonly #alarms = new Map<string, Alarm>();
  /** The last wakes of topics, oldest first, by their place among all wakes. */
  readonly #woken = new Map<string, number>();
  #newest: string | undefined;
  #wakes = 0;
  /** The place of the newest wake that is no longer in `#woken`. */
  #forgotten = 0;

  /** @param tellOthers Told of topics that are woken, where other processes share the database. */
  constructor(
    readonly clock: Clock,
    readonly tellOthers?: (topic: string, at?: number) => void,
  ) {}

  /** How many wakes there were so far: to be remembered before one looks for what one waits for. */
  get wakes(): number {
    return this.#wakes;
  }

  /**
   * Resolves when `topic` is woken, at `until` (epoch milliseconds) or when `signal` aborts,
   * whichever is first; true only for the first. A wake after the first `since` counts too: it came
   * between the look at the store, which found nothing, and the wait.
   */
  wait(topic: string, until: number, signal?: AbortSignal, since = this.#wakes): Promise<boolean> {
    return new Promise((resolve) => {
      if (since < Math.max(this.#woken.get(topic) ?? 0, this.#forgotten)) return resolve(true);
      let timer: Timer | undefined;
      const finish = (woken: boolean) => {
        timer?.cancel();
        signal?.removeEventListener("abort", aborted);
        const set = this.#waiters.get(topic);
        set?.delete(waiter);
        if (set?.size === 0) this.#left(topic);
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
    this.#remember(topic);
    const set = this.#waiters.get(topic);
    if (set === undefined) return;
    let left = most;
    for (const waiter of [...set]) {
      if (left-- <= 0) return;
      waiter.wake();
    }
  }

  /**
   * Wakes one waiter at `at` (epoch milliseconds), unless one is woken earlier: who finds something
   * then says when there will be more, and so does who finds nothing.
   */
  wakeAt(topic: string, at: number): void {
    this.tellOthers?.(topic, at);
    this.wakeHereAt(topic, at);
  }

  /** The same for waiters of this process alone. */
  wakeHereAt(topic: string, at: number): void {
    const known = this.#alarms.get(topic);
    if (!this.#waiters.has(topic) || (known !== undefined && known.at <= at)) return;
    known?.timer.cancel();
    const timer = this.clock.at(at, () => {
      this.#alarms.delete(topic);
      this.wakeHere(topic, 1);
    });
    this.#alarms.set(topic, { at, timer });
  }

  /** A topic's last waiter has gone. */
  #left(topic: string): void {
    this.#waiters.delete(topic);
    this.#alarms.get(topic)?.timer.cancel();
    this.#alarms.delete(topic);
  }

  #remember(topic: string): void {
    // The newest stands last already: ten messages to a queue in one commit wake it ten times.
    if (topic !== this.#newest) this.#woken.delete(topic);
    this.#newest = topic;
    this.#woken.set(topic, ++this.#wakes);
    if (this.#woken.size <= REMEMBERED) return;
    const [oldest, place] = this.#woken.entries().next().value!;
    this.#woken.delete(oldest);
    this.#forgotten = place;
  }

  /** Whether somebody may wait for a topic: in another process, that is not known. */
  expected(topic: string): boolean {
    return this.tellOthers !== undefined || this.#waiters.has(topic);
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
