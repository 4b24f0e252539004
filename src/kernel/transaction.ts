/**
 * A service's transaction: its tables, and beside them `due`, `outbox`, `blobs`, `at`. One class per
 * service with a getter per name, so that a transaction costs one object and not one per feature.
 */
import { type Awaitable, then } from "#base/awaitable";
import type { Bound, Tables, Transaction } from "#store/contract";
import type { Context } from "./context.ts";
import type { PlacedDelivery } from "./deliveries.ts";
import { kernelTables, type OutboxRow, type StoredDelivery, storedRow } from "./outbox.ts";
import type { BlobReferences, CallDelivery, Delivery, DueRows, Outbox } from "./service.ts";

/** A table cannot have the name of something every transaction has. */
const TAKEN = new Set(["due", "outbox", "blobs", "at", "placeIn", "afterCommit", "scope"]);

class Scope {
  constructor(
    readonly ctx: Context,
    readonly tx: Transaction,
    readonly account: string,
    readonly region: string,
  ) {}

  /** The kernel's own rows of this account and region. */
  get rows(): Bound<typeof kernelTables> {
    return this.tx.bind(kernelTables, this.account, this.region);
  }
}

type TransactionClass = new (
  ctx: Context,
  tx: Transaction,
  account: string,
  region: string,
) => object;

/** Classes by tables, which live as long as their service. */
const classes = new WeakMap<Tables, TransactionClass>();

/** The class of a service's transactions, made once per set of tables. */
export function transactionClass(tables: Tables): TransactionClass {
  let known = classes.get(tables);
  if (known === undefined) {
    known = makeClass(tables);
    classes.set(tables, known);
  }
  return known;
}

function makeClass(tables: Tables): TransactionClass {
  class ServiceTx {
    readonly scope: Scope;
    bound: Bound<Tables> | undefined;

    constructor(ctx: Context, tx: Transaction, account: string, region: string) {
      this.scope = new Scope(ctx, tx, account, region);
    }
    get due(): DueRows {
      return new Due(this.scope);
    }
    get outbox(): Outbox {
      return new Sender(this.scope);
    }
    get blobs(): BlobReferences {
      return new References(this.scope);
    }
    placeIn(topic: string): Awaitable<number> {
      return placeIn(this.scope, topic);
    }
    afterCommit(hook: () => void): void {
      this.scope.tx.afterCommit(hook);
    }
    at(account: string, region: string): ServiceTx {
      const { scope } = this;
      if (account === scope.account && region === scope.region) return this;
      return new ServiceTx(scope.ctx, scope.tx, account, region);
    }
  }
  for (const name of Object.keys(tables)) {
    if (TAKEN.has(name)) throw new Error(`A table cannot be named "${name}".`);
    Object.defineProperty(ServiceTx.prototype, name, {
      get(this: ServiceTx) {
        const { tx, account, region } = this.scope;
        this.bound ??= tx.bind(tables, account, region);
        return this.bound[name];
      },
    });
  }
  return ServiceTx;
}

/**
 * One process takes its places one transaction after the other. Where several share the database
 * they meet at the order's row, so that one waits for the other's commit and takes its place anew.
 */
function placeIn({ ctx, rows }: Scope, topic: string): Awaitable<number> {
  const place = ctx.kernel.sequence();
  if (ctx.kernel.store.peers === undefined) return place;
  return then(rows.order.put({ topic, place }), () => place);
}

class Due implements DueRows {
  constructor(readonly scope: Scope) {}

  async set(kind: string, id: string, at: number | undefined): Promise<void> {
    const { ctx, tx, rows, account, region } = this.scope;
    const key = { account, region, service: ctx.definition.id, kind, id };
    if (at === undefined) {
      await rows.due.remove(key);
      return;
    }
    await rows.due.put({ ...key, at, attempts: 0 });
    tx.afterCommit(() => ctx.kernel.deadlines.expect(at));
  }
}

class Sender implements Outbox {
  constructor(readonly scope: Scope) {}

  send(delivery: Delivery): Promise<void> {
    return this.sendAll([delivery]);
  }

  async sendAll(deliveries: readonly Delivery[]): Promise<void> {
    const placed = deliveries.map((delivery) => this.#placed(delivery));
    const left = await this.scope.ctx.kernel.deliveries.inside(this.scope.tx, placed);
    for (const delivery of left) await this.#keep(delivery);
  }

  async inside(delivery: CallDelivery): Promise<boolean> {
    const { ctx, tx } = this.scope;
    return (await ctx.kernel.deliveries.inside(tx, [this.#placed(delivery)])).length === 0;
  }

  #placed(delivery: Delivery): PlacedDelivery {
    const { ctx, account, region } = this.scope;
    const { origin, trace } = ctx.facts;
    return { account, region, origin, trace, ...delivery };
  }

  async #keep(delivery: PlacedDelivery): Promise<void> {
    const { ctx, tx, rows } = this.scope;
    const { onFailure } = delivery;
    const id = typeof onFailure?.id === "function" ? onFailure.id() : onFailure?.id;
    const row: OutboxRow = {
      id: ctx.chance.uuid(),
      service: ctx.definition.id,
      delivery: {
        ...delivery,
        ...(onFailure === undefined ? {} : { onFailure: { name: onFailure.name, id: id! } }),
      } as StoredDelivery,
      attempts: 0,
      at: ctx.facts.now,
      owner: ctx.kernel.slot,
    };
    await rows.outbox.put(storedRow(row));
    tx.afterCommit(() => ctx.kernel.deliveries.begin(row));
  }
}

class References implements BlobReferences {
  constructor(readonly scope: Scope) {}

  async keep(id: string): Promise<void> {
    const { ctx, tx, rows } = this.scope;
    const row = await rows.blob.find({ id });
    await rows.blob.put({ id, uses: (row?.uses ?? 0) + 1 });
    // After a removal that committed earlier and waits for this transaction's pin.
    tx.afterCommit(() => ctx.kernel.blobs.kept(id));
  }

  async drop(id: string): Promise<void> {
    const { ctx, tx, rows } = this.scope;
    const row = await rows.blob.find({ id });
    if (row === undefined) return;
    if (row.uses > 1) {
      await rows.blob.put({ id, uses: row.uses - 1 });
      return;
    }
    await rows.blob.remove({ id });
    // Another process may be about to refer to the same bytes: then only the sweep removes files.
    if (ctx.kernel.store.peers === undefined)
      tx.afterCommit(() => void ctx.kernel.blobs.remove(id));
  }
}
