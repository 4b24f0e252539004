import { expect, test } from "bun:test";
import { AdjustableClock } from "../clock.ts";
import { Signals } from "../signals.ts";

test("a wake between the look and the wait is not missed", async () => {
  const clock = new AdjustableClock(0);
  const signals = new Signals(clock);
  const looked = signals.wakes;
  signals.wake("mine");
  expect(await signals.wait("mine", 1_000, undefined, looked)).toBe(true);
  const again = signals.wait("mine", 1_000, undefined, signals.wakes);
  const other = signals.wait("other", 1_000, undefined, looked);
  await clock.advance(2_000, () => Promise.resolve());
  expect([await again, await other]).toEqual([false, false]);
});

test("what was woken too long ago to be known wakes once too often, not once too little", async () => {
  const signals = new Signals(new AdjustableClock(0));
  const looked = signals.wakes;
  signals.wake("mine");
  for (let i = 0; i < 10_000; i++) signals.wake(`other ${i}`);
  expect(await signals.wait("mine", 1_000, undefined, looked)).toBe(true);
  expect(await signals.wait("never", 1_000, undefined, looked)).toBe(true);
});

test("one waiter is woken at the earliest time that was told, and those after it when told anew", async () => {
  const clock = new AdjustableClock(0);
  const signals = new Signals(clock);
  const woken: string[] = [];
  const wait = (name: string) =>
    signals.wait("t", 10_000).then((yes) => woken.push(`${name} ${yes} ${clock.now()}`));
  signals.wakeAt("t", 50);
  const all = [wait("a"), wait("b"), wait("c")];
  signals.wakeAt("t", 300);
  signals.wakeAt("t", 200);
  signals.wakeAt("t", 400);
  await clock.advance(1_000, () => Promise.resolve());
  expect(woken).toEqual(["a true 200"]);
  signals.wakeAt("t", 1_500);
  await clock.advance(10_000, () => Promise.resolve());
  await Promise.all(all);
  expect(woken.slice(1)).toEqual(["b true 1500", "c false 10000"]);
});
