/** How often a table's items are counted. */
import { expect, test } from "bun:test";
import type { Ctx } from "../opened.ts";
import { totalsOf } from "../totals.ts";

/** A context whose clock stands, and a count of one more each time that takes so long. */
function counting(tookMs: number) {
  let elapsed = 0;
  let n = 0;
  const ctx = { kernel: { clock: { elapsed: () => elapsed } } } as unknown as Ctx;
  const ask = async () => {
    const totals = await totalsOf(ctx, "table 1", async () => {
      elapsed += tookMs;
      return [{ n: ++n, bytes: 10 * n }];
    });
    return totals.items;
  };
  const pass = (ms: number) => (elapsed += ms);
  return { ask, pass };
}

test("a small table is counted whenever it is described", async () => {
  const { ask } = counting(1);
  expect([await ask(), await ask(), await ask()]).toEqual([1, 2, 3]);
});

test("a large table's count stands for a hundred times as long as it took", async () => {
  const { ask, pass } = counting(50);
  expect([await ask(), await ask()]).toEqual([1, 1]);
  pass(4_000);
  expect(await ask()).toBe(1);
  pass(1_000);
  expect([await ask(), await ask()]).toEqual([2, 2]);
});
