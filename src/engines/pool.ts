/** Keeps environments warm: an idle one is used again, a new one is made, idle ones retire. */
import type {
  Environment,
  EngineClock,
  FunctionEngine,
  FunctionSpec,
  Invocation,
  Outcome,
} from "./contract.ts";

/** As many environments run as may; none is idle. */
export class PoolFull extends Error {}

export interface PoolOptions {
  /** Idle environments end after this, by the clock, in milliseconds. */
  readonly idleMs: number;
  /** Environments at once, of all functions. */
  readonly most: number;
  /** How long an invocation waits for one of them to be free, in real milliseconds. */
  readonly waitMs: number;
}

/** A spec, and until when environments of it are good (credentials end), in epoch milliseconds. */
export interface Recipe {
  readonly spec: FunctionSpec;
  readonly expiresAt?: number;
}

interface Slot {
  readonly environment: Environment;
  readonly expiresAt: number;
  readonly provisioned: boolean;
  idleSince: number;
}

interface Group {
  /** The longest idle first; the latest used is taken first, so that the others can retire. */
  readonly idle: Slot[];
  readonly busy: Set<Slot>;
  retired: boolean;
}

export class Pool {
  readonly #groups = new Map<string, Group>();
  readonly #waiting = new Set<(room: boolean) => void>();
  #running = 0;
  #sweep: { cancel(): void } | undefined;

  constructor(
    readonly engine: FunctionEngine,
    readonly clock: EngineClock,
    readonly options: PoolOptions,
  ) {}

  /** Invocations under way for a key. */
  busy(key: string): number {
    return this.#groups.get(key)?.busy.size ?? 0;
  }

  /** Environments of a key, idle and busy. */
  size(key: string): number {
    const group = this.#groups.get(key);
    return group === undefined ? 0 : group.busy.size + group.idle.length;
  }

  /**
   * Runs an invocation in an environment of `key`; `recipe` is asked when a new one is needed.
   * @throws PoolFull, CannotRun.
   */
  async run(key: string, recipe: () => Promise<Recipe>, invocation: Invocation): Promise<Outcome> {
    for (let attempt = 0; ; attempt++) {
      const slot = await this.#slot(key, recipe);
      const group = this.#groups.get(key) ?? this.#group(key);
      try {
        return await slot.environment.invoke(invocation);
      } catch (error) {
        // It ended while idle, before it took the invocation: a new one takes it.
        if (attempt > 2 || slot.environment.alive) throw error;
      } finally {
        this.#giveBack(group, slot);
      }
    }
  }

  /** Keeps `count` initialised environments of a key. @throws PoolFull, CannotRun. */
  async provision(key: string, recipe: () => Promise<Recipe>, count: number): Promise<void> {
    // As many tries as are missing: a function that cannot start must not be started for ever.
    for (let missing = count - this.size(key); missing > 0; missing--) {
      await this.#makeRoom();
      const slot = await this.#make(key, recipe, true);
      await slot.environment.ready();
      this.#giveBack(this.#group(key), slot);
    }
  }

  /** Ends a key's environments: idle ones now, busy ones when they are done. */
  async retire(key: string): Promise<void> {
    const group = this.#groups.get(key);
    if (group === undefined) return;
    this.#groups.delete(key);
    group.retired = true;
    await Promise.all(group.idle.splice(0).map((slot) => this.#end(slot)));
  }

  /** `retire` for every key that begins with `prefix`. */
  async retireAll(prefix: string): Promise<void> {
    const keys = [...this.#groups.keys()].filter((key) => key.startsWith(prefix));
    await Promise.all(keys.map((key) => this.retire(key)));
  }

  /** Ends everything; invocations under way are killed. */
  async close(): Promise<void> {
    this.#sweep?.cancel();
    this.#sweep = undefined;
    for (const wake of [...this.#waiting]) wake(false);
    const groups = [...this.#groups.values()];
    this.#groups.clear();
    for (const group of groups) {
      group.retired = true;
      for (const slot of group.idle.splice(0)) void this.#end(slot);
    }
    await this.engine.close();
  }

  #group(key: string): Group {
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { idle: [], busy: new Set(), retired: false };
      this.#groups.set(key, group);
    }
    return group;
  }

  #idleSlot(key: string): Slot | undefined {
    const group = this.#groups.get(key);
    for (;;) {
      const slot = group?.idle.pop();
      if (slot === undefined) return undefined;
      if (slot.environment.alive && slot.expiresAt > this.clock.now()) {
        group!.busy.add(slot);
        return slot;
      }
      void this.#end(slot);
    }
  }

  /** An idle environment, a new one, or whichever of the two is there first. */
  async #slot(key: string, recipe: () => Promise<Recipe>): Promise<Slot> {
    const idle = this.#idleSlot(key);
    if (idle !== undefined) return idle;
    for (;;) {
      if (this.#running < this.options.most) return this.#make(key, recipe, false);
      if (await this.#evict()) continue;
      if (!(await this.#freed())) throw new PoolFull();
      const own = this.#idleSlot(key);
      if (own !== undefined) return own;
    }
  }

  async #makeRoom(): Promise<void> {
    while (this.#running >= this.options.most)
      if (!(await this.#evict()) && !(await this.#freed())) throw new PoolFull();
  }

  /** Waits until some environment is free or ended; false when that took too long. */
  #freed(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = this.clock.afterReal(this.options.waitMs, () => wake(false));
      const wake = (room: boolean) => {
        timer.cancel();
        this.#waiting.delete(wake);
        resolve(room);
      };
      this.#waiting.add(wake);
    });
  }

  /** Lets the invocation that waits longest look again. */
  #wakeOne(): void {
    const [first] = this.#waiting;
    first?.(true);
  }

  async #make(key: string, recipe: () => Promise<Recipe>, provisioned: boolean): Promise<Slot> {
    this.#running++;
    try {
      const { spec, expiresAt = Number.POSITIVE_INFINITY } = await recipe();
      const environment = await this.engine.start(spec);
      const slot: Slot = { environment, expiresAt, provisioned, idleSince: 0 };
      this.#group(key).busy.add(slot);
      return slot;
    } catch (error) {
      this.#running--;
      this.#wakeOne();
      throw error;
    }
  }

  #giveBack(group: Group, slot: Slot): void {
    group.busy.delete(slot);
    if (group.retired || !slot.environment.alive) return void this.#end(slot);
    slot.idleSince = this.clock.now();
    group.idle.push(slot);
    this.#wakeOne();
    this.#sweepLater();
  }

  async #end(slot: Slot): Promise<void> {
    await slot.environment.close();
    this.#running--;
    this.#wakeOne();
  }

  /** Makes room by ending the environment that has been idle longest, of any function. */
  async #evict(): Promise<boolean> {
    let oldest: Group | undefined;
    for (const group of this.#groups.values())
      if (
        group.idle[0] !== undefined &&
        (oldest === undefined || group.idle[0].idleSince < oldest.idle[0]!.idleSince)
      )
        oldest = group;
    if (oldest === undefined) return false;
    await this.#end(oldest.idle.shift()!);
    return true;
  }

  /** One timer for all: a timer for each invocation would cost more than the invocation. */
  #sweepLater(idleSince = this.clock.now()): void {
    if (this.#sweep !== undefined) return;
    this.#sweep = this.clock.at(idleSince + this.options.idleMs, () => {
      this.#sweep = undefined;
      const next = this.#retireIdle(this.clock.now() - this.options.idleMs);
      if (next !== undefined) this.#sweepLater(next);
    });
  }

  /** Ends what has been idle since before `horizon`; since when the longest idle left has been. */
  #retireIdle(horizon: number): number | undefined {
    let longest: number | undefined;
    for (const [key, group] of this.#groups) {
      const idle = group.idle.filter((slot) => !slot.provisioned);
      for (const slot of idle) {
        if (slot.idleSince > horizon) longest = Math.min(longest ?? slot.idleSince, slot.idleSince);
        else {
          group.idle.splice(group.idle.indexOf(slot), 1);
          void this.#end(slot);
        }
      }
      if (group.idle.length === 0 && group.busy.size === 0) this.#groups.delete(key);
    }
    return longest;
  }
}
