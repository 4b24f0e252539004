/** Counting: sums of everything, values of times and sizes. */
import { expect, test } from "bun:test";
import { Meter } from "../meter.ts";

const scope = { account: "000000000000", region: "us-east-1", now: 1_767_225_600_000 };

function counted(unit: string, values: readonly number[]) {
  const meter = new Meter();
  for (const value of values) meter.count(scope, "AWS/Shop", {}, [["Sales", value, unit]]);
  expect(meter.size).toBe(1);
  return meter.take()[0]!;
}

test("times and sizes keep their values, counts do not", () => {
  const times = counted("Milliseconds", [3, 5, 3]);
  expect(times).toMatchObject({ sum: 11, count: 3, min: 3, max: 5 });
  expect(times.values?.pairs()).toEqual([
    [3, 2],
    [5, 1],
  ]);
  expect(counted("Bytes", [0]).values?.pairs()).toEqual([[0, 1]]);
  expect(counted("Count", [3, 5, 3])).toMatchObject({ sum: 11, count: 3 });
  expect(counted("Count", [3, 5, 3]).values).toBeUndefined();
});

test("many different values are kept to two percent, each counted", () => {
  const values = counted(
    "Milliseconds",
    Array.from({ length: 10_000 }, (_, i) => i + 1),
  ).values!.pairs();
  expect(values.length).toBeLessThan(500);
  expect(values.reduce((n, [, m]) => n + m, 0)).toBe(10_000);
  const below = values.filter(([value]) => value <= 5_000).reduce((n, [, m]) => n + m, 0);
  expect(below).toBeGreaterThan(4_900);
  expect(below).toBeLessThan(5_100);
});

test("a series stays small whatever is measured", () => {
  const values = Array.from({ length: 20_000 }, (_, i) => 1.03 ** i % 1e300).filter(
    Number.isFinite,
  );
  expect(counted("Milliseconds", values).values!.pairs().length).toBeLessThanOrEqual(2_200);
});
