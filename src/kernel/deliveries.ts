/** Delivers what services wrote into the outbox: after the commit, at least once, in parallel. */
import { Fault } from "#aws/fault";
import type { Kernel } from "./kernel.ts";
import type { Transaction } from "#store/contract";
import {
  kernelTables,
  type OutboxRow,
  outboxRow,
  type StoredDelivery,
  storedRow,
} from "./outbox.ts";
import { type Principal, servicePrincipal } from "./principal.ts";
import { type Batching, type CallDelivery, type Delivery, NotYet } from "./service.ts";

const CONCURRENT = 64;
const ATTEMPTS = 20;
const LONGEST_WAIT_MS = 20_000;

/** A delivery that knows where it is sent from and to. */
export type PlacedDelivery = Delivery &
  Pick<StoredDelivery, "account" | "region" | "origin" | "trace">;
type PlacedCall = PlacedDelivery & CallDelivery;

/** Deliveries that may become one call. */
interface Group {
  /** Undefined where each is a call of its own. */
  readonly batching: Batching | undefined;
  readonly members: readonly PlacedDelivery[];
}

export class Deliveries {
  readonly #waiting: OutboxRow[] = [];
  #running = 0;

  constructor(readonly kernel: Kernel) {}

  begin(row: OutboxRow): void {
    this.#waiting.push(row);
    this.#next();
  }

  /** Takes up what an earlier process with this one's number left. */
  async resume(): Promise<void> {
    const rows = await this.kernel.store.view((tx) =>
      tx.bind(kernelTables, "", "").outbox.list({
        where: { owner: this.kernel.slot },
        order: ["at"],
      }),
    );
    for (const row of rows) this.#takeUp(outboxRow(row));
  }

  /** Begins a row of an earlier process when its turn comes: at once unless it waits to be tried again. */
  #takeUp(row: OutboxRow): void {
    if (row.at <= this.kernel.clock.now()) this.begin(row);
    else this.kernel.clock.at(row.at, () => this.begin(row));
  }

  /** Takes up what processes left that are gone; only the one that leads does. */
  async adopt(alive: (slot: number) => Promise<boolean>): Promise<void> {
    const { store, slot: own } = this.kernel;
    const others = await store.view((tx) =>
      tx.bind(kernelTables, "", "").outbox.query<{ owner: number }>("owners", { own }),
    );
    for (const { owner: gone } of others) {
      if (await alive(gone)) continue;
      const left = await store.update(async (tx) => {
        const { outbox } = tx.bind(kernelTables, "", "");
        const rows = await outbox.list({ where: { owner: gone }, order: ["at"] });
        await outbox.run("adopt", { own, gone });
        return rows;
      });
      for (const row of left) this.#takeUp({ ...outboxRow(row), owner: own });
    }
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
    try {
      await this.#attempt(row);
    } catch (error) {
      if (error instanceof NotYet) return this.#later({ ...row, at: error.at });
      const next = this.#after(row, error);
      const last = row.attempts + 1 >= (row.delivery.attempts ?? ATTEMPTS);
      if (!isFinal(error) && !last && next.at <= (row.delivery.until ?? next.at))
        return this.#later(next);
      await this.#failed(row, error as Error);
    }
    await this.kernel.store.update((tx) =>
      tx.bind(kernelTables, "", "").outbox.remove({ id: row.id }),
    );
  }

  async #attempt({ service, delivery, attempts }: OutboxRow): Promise<void> {
    const { account, region, origin, trace } = delivery;
    if ("deliver" in delivery) {
      const definition = await this.kernel.load(service);
      const deliver = definition.deliver?.[delivery.deliver];
      if (deliver === undefined)
        throw new Error(`${service} has no delivery "${delivery.deliver}".`);
      const { deliver: operation, sourceArn } = delivery;
      const facts = { account, region, origin, trace, via: "outbox", operation, sourceArn };
      const ctx = this.kernel.contextFor(definition, facts as never);
      await deliver(ctx, delivery.input, attempts + 1);
      return;
    }
    const principal = delivery.as.startsWith("arn:")
      ? await this.kernel.roleSession(delivery.as, service, account, {
          sourceArn: delivery.sourceArn,
        })
      : servicePrincipal(delivery.as, accountOf(delivery.sourceArn) ?? account);
    await this.#call(delivery, principal);
  }

  /**
   * Makes deliveries in the transaction of their cause.
   * @returns Those that must stand in the outbox: because the operation cannot, or because it
   * refused, which is then told as ever.
   */
  async inside(
    within: Transaction,
    deliveries: readonly PlacedDelivery[],
  ): Promise<readonly PlacedDelivery[]> {
    const left: PlacedDelivery[] = [];
    for (const { batching, members } of this.#groups(deliveries)) {
      const alone =
        batching === undefined ? members : await this.#joined(within, members, batching);
      for (const one of alone) if (!(await this.#insideAlone(within, one))) left.push(one);
    }
    return left;
  }

  /** Deliveries by the batches that they make, in their order. */
  #groups(deliveries: readonly PlacedDelivery[]): Iterable<Group> {
    if (deliveries.length === 1) return [{ batching: undefined, members: deliveries }];
    const groups = new Map<unknown, Group & { readonly members: PlacedDelivery[] }>();
    for (const one of deliveries) {
      const batching = this.#batching(one);
      const key = batching === undefined ? one : keyOf(one as CallDelivery, batching);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { batching, members: [one] });
      else group.members.push(one);
    }
    return groups.values();
  }

  #batching(delivery: Delivery): Batching | undefined {
    if ("deliver" in delivery || delivery.as.startsWith("arn:")) return undefined;
    return this.kernel.ready(delivery.service)?.batches?.[delivery.operation];
  }

  /** Makes deliveries of one group, as many at once as a batch holds. @returns Those not made. */
  async #joined(
    within: Transaction,
    members: readonly PlacedDelivery[],
    { operation, most, join, refused }: Batching,
  ): Promise<readonly PlacedDelivery[]> {
    if (members.length === 1) return members;
    const left: PlacedDelivery[] = [];
    for (let i = 0; i < members.length; i += most) {
      const some = members.slice(i, i + most);
      const input = join(some.map((one) => one.input));
      const output = await this.#callInside(within, {
        ...some[0]!,
        operation,
        input,
      } as PlacedCall);
      if (output === undefined) left.push(...some);
      else for (const place of refused(output)) left.push(some[place]!);
    }
    return left;
  }

  async #insideAlone(within: Transaction, delivery: PlacedDelivery): Promise<boolean> {
    if ("deliver" in delivery || delivery.as.startsWith("arn:")) return false;
    return (await this.#callInside(within, delivery)) !== undefined;
  }

  /** Undefined when the operation cannot be called so, or refused. */
  async #callInside(within: Transaction, delivery: PlacedCall): Promise<unknown> {
    const target = this.kernel.ready(delivery.service);
    if (target?.inside?.includes(delivery.operation) !== true) return undefined;
    // What fails or waits by request does so on the long way.
    if (this.kernel.injections.concern(target.id)) return undefined;
    const account = accountOf(delivery.sourceArn) ?? delivery.account;
    try {
      const principal = servicePrincipal(delivery.as, account);
      return (await this.#call(delivery, principal, within)) ?? {};
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  }

  #call(delivery: PlacedCall, principal: Principal, within?: Transaction): Promise<unknown> {
    const { account, region, origin, trace, service, operation, input, sourceArn } = delivery;
    return this.kernel.call(
      {
        account,
        region,
        principal,
        requestId: trace,
        trace,
        now: this.kernel.clock.now(),
        via: "outbox",
        operation,
        origin,
        signal: undefined,
        http: undefined,
        ...(within === undefined ? {} : { within }),
      },
      service,
      operation,
      input as Record<string, unknown>,
      { principal, ...(sourceArn === undefined ? {} : { sourceArn }) },
    );
  }

  /** The row as it stands for its next attempt, which may be asked to come later than usual. */
  #after(row: OutboxRow, error: unknown): OutboxRow {
    const usual = this.kernel.clock.now() + Math.min(100 * 2 ** row.attempts, LONGEST_WAIT_MS);
    const asked = error instanceof Fault ? (error.retryAt ?? 0) : 0;
    return { ...row, attempts: row.attempts + 1, at: Math.ceil(Math.max(usual, asked)) };
  }

  async #later(next: OutboxRow): Promise<void> {
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
    const told = definition.failures?.[failure.name];
    await told?.(ctx, failure.id, error, row.delivery, row.attempts + 1);
  }
}

/** Whether trying again cannot help. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Fault)) return false;
  return (error.status < 500 && error.status !== 429) || error.status === 501;
}

function accountOf(arn: string | undefined): string | undefined {
  return arn?.split(":")[4] || undefined;
}

/** What deliveries of one batch have in common. */
function keyOf(
  { service, operation, as, sourceArn, account, region, input }: CallDelivery,
  batching: Batching,
): string {
  return [service, operation, as, sourceArn, account, region, batching.target(input)].join("\n");
}
