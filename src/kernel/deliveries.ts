/** Delivers what services wrote into the outbox: after the commit, at least once, in parallel. */
import { Fault } from "#aws/fault";
import type { Kernel } from "./kernel.ts";
import { kernelTables, type OutboxRow, outboxRow, storedRow } from "./outbox.ts";
import { servicePrincipal } from "./principal.ts";

const CONCURRENT = 64;
const ATTEMPTS = 20;
const LONGEST_WAIT_MS = 20_000;

export class Deliveries {
  readonly #waiting: OutboxRow[] = [];
  #running = 0;

  constructor(readonly kernel: Kernel) {}

  begin(row: OutboxRow): void {
    this.#waiting.push(row);
    this.#next();
  }

  /** Takes up what an earlier process left. */
  async resume(): Promise<void> {
    const rows = await this.kernel.store.view((tx) =>
      tx.bind(kernelTables, "", "").outbox.list({ order: ["at"] }),
    );
    for (const row of rows) this.begin(outboxRow(row));
  }

  #next(): void {
    while (this.#running < CONCURRENT) {
      const row = this.#waiting.shift();
      if (row === undefined) return;
      this.#running++;
      this.kernel.background(`outbox of ${row.service}`, async () => {
        try {
          await this.#deliver(row);
        } finally {
          this.#running--;
          this.#next();
        }
      });
    }
  }

  async #deliver(row: OutboxRow): Promise<void> {
    const { delivery } = row;
    try {
      const principal = delivery.as.startsWith("arn:")
        ? await this.kernel.roleSession(delivery.as, row.service, delivery.account)
        : servicePrincipal(delivery.as, accountOf(delivery.sourceArn) ?? delivery.account);
      await this.kernel.call(
        this.kernel.factsFor({
          account: delivery.account,
          region: delivery.region,
          principal,
          via: "outbox",
          origin: delivery.origin,
          trace: delivery.trace,
          operation: delivery.operation,
        }),
        delivery.service,
        delivery.operation,
        delivery.input as Record<string, unknown>,
        {
          principal,
          ...(delivery.sourceArn === undefined ? {} : { sourceArn: delivery.sourceArn }),
        },
      );
    } catch (error) {
      const final = error instanceof Fault && error.status < 500 && error.status !== 429;
      if (!final && row.attempts + 1 < (delivery.attempts ?? ATTEMPTS)) return this.#later(row);
      await this.#failed(row, error as Error);
    }
    await this.kernel.store.update((tx) =>
      tx.bind(kernelTables, "", "").outbox.remove({ id: row.id }),
    );
  }

  async #later(row: OutboxRow): Promise<void> {
    const wait = Math.min(100 * 2 ** row.attempts, LONGEST_WAIT_MS);
    const next = { ...row, attempts: row.attempts + 1, at: this.kernel.clock.now() + wait };
    await this.kernel.store.update((tx) =>
      tx.bind(kernelTables, "", "").outbox.put(storedRow(next)),
    );
    this.kernel.clock.at(next.at, () => this.begin(next));
  }

  async #failed(row: OutboxRow, error: Error): Promise<void> {
    const failure = row.delivery.onFailure;
    const definition = await this.kernel.load(row.service);
    if (failure === undefined) return;
    const { account, region } = row.delivery;
    const ctx = this.kernel.contextFor(definition, {
      account,
      region,
      via: "outbox",
      operation: failure.name,
      now: this.kernel.clock.now(),
    });
    await definition.failures?.[failure.name]?.(ctx, failure.id, error, row.delivery);
  }
}

function accountOf(arn: string | undefined): string | undefined {
  return arn?.split(":")[4] || undefined;
}
