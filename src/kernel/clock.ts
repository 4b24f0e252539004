/**
 * Brume's clock. Time is an argument everywhere else; this file, with chance.ts, is where it comes
 * from. It may run ahead of the real one: advancing it fires everything that falls due, in order.
 */

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once the clock reaches `at` (epoch milliseconds); at once if it has. */
  at(at: number, fire: () => void): Timer;
  /** Calls back after real time has passed, whatever the clock says: for processes and sockets. */
  afterReal(milliseconds: number, fire: () => void): Timer;
  /** Monotonic real milliseconds, for measuring. */
  elapsed(): number;
}

/** Node's timers overflow past this; a later timer is armed again when it fires. */
const LONGEST_WAIT = 2 ** 31 - 1;

interface Entry {
  at: number;
  order: number;
  fire: (() => void) | undefined;
}

/** The real clock plus an offset that users and tests raise; or a clock that stands still. */
export class AdjustableClock implements Clock {
  #offset = 0;
  #frozenAt: number | undefined;
  #order = 0;
  readonly #heap: Entry[] = [];
  #armed: ReturnType<typeof setTimeout> | undefined;
  #armedFor = Number.POSITIVE_INFINITY;

  /** @param frozenAt Where the clock stands still, for tests; absent for the running clock. */
  constructor(frozenAt?: number) {
    this.#frozenAt = frozenAt;
  }

  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset;
  }

  get offset(): number {
    return this.#offset;
  }

  elapsed(): number {
    return performance.now();
  }

  at(at: number, fire: () => void): Timer {
    const entry: Entry = { at, order: this.#order++, fire };
    push(this.#heap, entry);
    this.#arm();
    return {
      cancel: () => {
        entry.fire = undefined;
      },
    };
  }

  afterReal(milliseconds: number, fire: () => void): Timer {
    const timer = setTimeout(fire, Math.min(milliseconds, LONGEST_WAIT));
    return { cancel: () => clearTimeout(timer) };
  }

  /**
   * Moves the clock forward, firing timers in the order of their times with the clock standing at
   * each. Between timers, what they set off gets a chance to run and to set timers of its own.
   */
  async advance(milliseconds: number, settle: () => Promise<void>): Promise<void> {
    const target = this.now() + milliseconds;
    for (;;) {
      await settle();
      const next = this.#peek();
      if (next === undefined || next.at > target) break;
      this.#moveTo(next.at);
      pop(this.#heap);
      next.fire?.();
    }
    this.#moveTo(target);
    await settle();
    this.#rearm();
  }

  /** Goes as far ahead of real time as another process's clock does. */
  ahead(offset: number): void {
    if (this.#frozenAt !== undefined) return;
    this.#offset = offset;
    this.fireDue();
    this.#rearm();
  }

  /** Back to real time (or to where a frozen clock now stands). */
  reset(): void {
    this.#offset = 0;
    this.#rearm();
  }

  close(): void {
    clearTimeout(this.#armed);
    this.#heap.length = 0;
  }

  #moveTo(at: number): void {
    if (this.#frozenAt !== undefined) this.#frozenAt = Math.max(this.#frozenAt, at);
    else this.#offset += Math.max(0, at - this.now());
  }

  #peek(): Entry | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || first.fire !== undefined) return first;
      pop(this.#heap);
    }
  }

  /** After the clock was moved: what is armed waits for a time that has another distance now. */
  #rearm(): void {
    clearTimeout(this.#armed);
    this.#armed = undefined;
    this.#armedFor = Number.POSITIVE_INFINITY;
    this.#arm();
  }

  #arm(): void {
    const next = this.#peek();
    if (next === undefined) {
      clearTimeout(this.#armed);
      this.#armedFor = Number.POSITIVE_INFINITY;
      return;
    }
    if (this.#frozenAt !== undefined && next.at > this.#frozenAt) return;
    if (next.at >= this.#armedFor && this.#armed !== undefined) return;
    clearTimeout(this.#armed);
    this.#armedFor = next.at;
    const wait = Math.min(Math.max(0, Math.ceil(next.at - this.now())), LONGEST_WAIT);
    this.#armed = setTimeout(() => {
      this.#armed = undefined;
      this.#armedFor = Number.POSITIVE_INFINITY;
      this.fireDue();
      this.#arm();
    }, wait);
  }

  /** Fires what has fallen due, without waiting for the system to say so. */
  fireDue(): void {
    for (;;) {
      const next = this.#peek();
      if (next === undefined || next.at > this.now()) return;
      pop(this.#heap);
      next.fire?.();
    }
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!before(entry, heap[parent]!)) break;
    heap[index] = heap[parent]!;
    index = parent;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, last)) break;
    heap[index] = heap[child]!;
    index = child;
  }
  heap[index] = last;
}
