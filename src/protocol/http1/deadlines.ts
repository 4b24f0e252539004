/** When sockets have been silent for too long; and what a response's Date says. */

/** Something with a deadline that may be missed. */
export interface Watched {
  /** The second, on this clock, at which `expire` is called; Infinity for never. */
  deadline: number;
  expire(): void;
}

/** One timer for every socket: arming a deadline is one assignment. */
export class Deadlines {
  /** Seconds since the start. */
  second = 0;
  private readonly watched = new Set<Watched>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private shown = "";
  private shownAt = -1;

  /** @param now Epoch milliseconds, for the Date field. */
  constructor(private readonly now: () => number = () => Date.now()) {}

  get size(): number {
    return this.watched.size;
  }

  add(one: Watched): void {
    this.watched.add(one);
    if (this.timer !== undefined) return;
    this.timer = setInterval(() => this.tick(), 1000);
    this.timer.unref?.();
  }

  remove(one: Watched): void {
    this.watched.delete(one);
    if (this.watched.size > 0 || this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Passes one second; public so that a test need not wait for it. */
  tick(): void {
    this.second++;
    for (const one of this.watched) if (one.deadline <= this.second) one.expire();
  }

  /** The value of a Date field, as RFC 9110 wants it. */
  date(): string {
    const now = Math.floor(this.now() / 1000);
    if (now !== this.shownAt) {
      this.shownAt = now;
      this.shown = new Date(now * 1000).toUTCString();
    }
    return this.shown;
  }
}
