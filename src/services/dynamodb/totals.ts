/** How many items a table or index holds, and how large they are. */
import type { Kernel } from "#kernel/kernel";
import type { Ctx } from "./opened.ts";

/** As the query `totals` says it. */
export interface Count {
  readonly n: number;
  readonly bytes: number;
}

export interface Totals {
  readonly items: number;
  readonly bytes: number;
}

/** A count that took longer is used again. */
const QUICK_MS = 5;
/** It stands for so many times as long as it took. */
const STANDS_TIMES = 100;
const KEPT = 1_000;

interface Counted extends Totals {
  /** On the clock of `elapsed`. */
  readonly until: number;
}

/** Counts of large tables and indexes, by what was counted. */
const counted = new WeakMap<Kernel, Map<string, Counted>>();

/**
 * What `count` says, or said a moment ago where counting takes long; AWS counts every six hours.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 */
export async function totalsOf(
  { kernel }: Ctx,
  of: string,
  count: () => Promise<readonly Count[]>,
): Promise<Totals> {
  const kept = counted.get(kernel) ?? new Map<string, Counted>();
  counted.set(kernel, kept);
  const began = kernel.clock.elapsed();
  const known = kept.get(of);
  if (known !== undefined && known.until > began) return known;
  const [found] = await count();
  const totals = { items: Number(found?.n ?? 0), bytes: Number(found?.bytes ?? 0) };
  const took = kernel.clock.elapsed() - began;
  kept.delete(of);
  if (took < QUICK_MS) return totals;
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
  kept.set(of, { ...totals, until: began + took * STANDS_TIMES });
  return totals;
}
