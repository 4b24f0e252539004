/** Runs a service's `due` handlers when their stored deadlines pass. */
import type { Timer } from "./clock.ts";
import type { Kernel } from "./kernel.ts";
import { type DueRow, kernelTables } from "./outbox.ts";

/** A handler that keeps failing is tried again after this, doubled each time up to an hour. */
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 3_600_000;

export class Deadlines {
  #timer: Timer | undefined;
  #armedFor = Number.POSITIVE_INFINITY;
  #pumping = false;
  #again = false;

  constructor(readonly kernel: Kernel) {}

  /** A deadline at `at` has been committed. */
  expect(at: number): void {
    if (!this.kernel.leading) {
      this.kernel.announce(["due", at]);
      return;
    }
    if (at >= this.#armedFor) return;
    this.#timer?.cancel();
    this.#armedFor = at;
    this.#timer = this.kernel.clock.at(at, () => {
      this.#armedFor = Number.POSITIVE_INFINITY;
      this.pump();
    });
  }

  /** Runs all that has passed, then arms for the next. */
  pump(): void {
    if (!this.kernel.leading) return;
    if (this.#pumping) {
      this.#again = true;
      return;
    }
    this.#pumping = true;
    this.kernel.background("due", async () => {
      try {
        do {
          this.#again = false;
          while (await this.#runPassed());
        } while (this.#again);
        await this.#arm();
      } finally {
        this.#pumping = false;
      }
    });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#armedFor = Number.POSITIVE_INFINITY;
  }

  async #arm(): Promise<void> {
    const [row] = await this.kernel.store.view((tx) =>
      tx.bind(kernelTables, "", "").due.query<{ next?: number }>("next"),
    );
    if (row?.next !== undefined && row.next !== null) this.expect(row.next);
  }

  async #runPassed(): Promise<boolean> {
    const now = this.kernel.clock.now();
    const rows = await this.kernel.store.view((tx) =>
      tx.bind(kernelTables, "", "").due.query("passed", { now }),
    );
    for (const row of rows) await this.#run(row, now);
    return rows.length > 0;
  }

  async #run(row: DueRow, now: number): Promise<void> {
    const { account, region, service, kind, id } = row;
    let failure: unknown;
    try {
      const definition = await this.kernel.load(service);
      const handler = definition.due?.[kind];
      if (handler === undefined) throw new Error(`${service} has no due handler "${kind}".`);
      const ctx = this.kernel.contextFor(definition, {
        account,
        region,
        via: "due",
        operation: kind,
        now: Math.max(row.at, 0),
      });
      await handler(ctx, id);
    } catch (error) {
      failure = error;
      console.error(`bug: ${service} due ${kind} ${id}:`, error);
    }
    await this.kernel.store.update(async (tx) => {
      const { due } = tx.bind(kernelTables, "", "");
      const key = { account, region, service, kind, id };
      const current = await due.find(key);
      // The handler may have set a new deadline for the same thing; that one stays.
      if (current === undefined || current.at !== row.at) return;
      if (failure === undefined) return void (await due.remove(key));
      const wait = Math.min(FIRST_RETRY_MS * 2 ** row.attempts, LAST_RETRY_MS);
      await due.put({ ...key, at: now + wait, attempts: row.attempts + 1 });
    });
  }
}
