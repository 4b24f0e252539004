/** Statistics over parts of the values. */
import { expect, test } from "bun:test";
import { merged } from "../domain.ts";
import { isStatistic, statistic } from "../statistics.ts";
import type { PointRow } from "../tables.ts";

function point(values: readonly (readonly [number, number])[]): PointRow {
  return {
    series: "s",
    at: 0,
    unit: "None",
    sum: values.reduce((sum, [value, n]) => sum + value * n, 0),
    count: values.reduce((sum, [, n]) => sum + n, 0),
    min: Math.min(...values.map(([value]) => value)),
    max: Math.max(...values.map(([value]) => value)),
    values: values.map(([value, n]) => [value, n]),
  };
}
const ten = point(Array.from({ length: 10 }, (_, i) => [i + 1, 1] as const));

test.each([
  ["p50", 5],
  ["p100", 10],
  ["tm90", 5],
  ["TM(10%:90%)", 5.5],
  ["tm(2:4)", 3.5],
  ["tm(:4)", 2.5],
  ["IQM", 5.5],
  ["wm90", 5.4],
  ["WM(80%:)", 9.1],
  ["tc90", 9],
  ["TC(5:)", 5],
  ["ts90", 45],
  ["TS(80%:)", 19],
  ["PR(:3)", 30],
  ["pr(3:5)", 20],
])("%s of one to ten is %d", (name, expected) => {
  expect(isStatistic(name)).toBe(true);
  expect(statistic(ten, name)).toBeCloseTo(expected, 9);
});

test.each([
  "p101",
  "tm",
  "tm()",
  "tm(:)",
  "tm(5:5)",
  "tm(10%:5)",
  "pr(1%:2%)",
  "tm(50%:120%)",
  "x9",
])("%s is none", (name) => {
  expect(isStatistic(name)).toBe(false);
});

test("many values keep their percentiles, to ten percent", () => {
  let many = point([[1, 1]]);
  for (let i = 2; i <= 2_000; i++) many = merged(many, point([[i, 1]]));
  expect(many.values!.length).toBeLessThanOrEqual(500);
  const p99 = statistic(many, "p99")!;
  expect(p99).toBeGreaterThan(1_800);
  expect(p99).toBeLessThan(2_001);
  expect(statistic(many, "p100")).toBeLessThanOrEqual(2_000);
});
