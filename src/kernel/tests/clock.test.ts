import { expect, test } from "bun:test";
import { AdjustableClock } from "../clock.ts";

const nothing = () => Promise.resolve();

test("a timer set after the clock was advanced is not late", async () => {
  const clock = new AdjustableClock();
  // The advance fires it, and what the system was asked for on its behalf must not be waited for.
  for (const wait of [15_000, 600_000]) clock.at(clock.now() + wait, () => undefined);
  await clock.advance(30_000, nothing);
  const began = clock.elapsed();
  await new Promise<void>((fired) => clock.at(clock.now() + 20, fired));
  expect(clock.elapsed() - began).toBeLessThan(5_000);
  clock.close();
}, 20_000);

test("timers fire in the order of their times, with the clock standing at each", async () => {
  const clock = new AdjustableClock(1_000);
  const fired: number[] = [];
  for (const at of [3_000, 2_000, 9_000]) clock.at(at, () => fired.push(clock.now()));
  clock.at(2_500, () => fired.push(-clock.now())).cancel();
  await clock.advance(5_000, nothing);
  expect(fired).toEqual([2_000, 3_000]);
  expect(clock.now()).toBe(6_000);
});
