/** Missing data, by the tables of AWS's page on evaluating alarms. */
import { expect, test } from "bun:test";
import { type Datapoint, isTooFew, verdictOf } from "../evaluation.ts";
import type { StateValue } from "../tables.ts";

const AT = Date.UTC(2026, 0, 1, 0, 5);

/** @param text Oldest first: 0 is within the threshold, X beyond it, - is not there. */
const points = (text: string): Datapoint[] =>
  text
    .split(" ")
    .reverse()
    .map((sign, i) => ({
      at: AT - i * 60_000,
      ...(sign === "-" ? {} : { value: sign === "X" ? 9 : 1 }),
    }));

const alarm = (needed: number | undefined, TreatMissingData: string) => ({
  ComparisonOperator: "GreaterThanThreshold" as const,
  EvaluationPeriods: 3,
  Threshold: 5,
  TreatMissingData,
  ...(needed === undefined ? {} : { DatapointsToAlarm: needed }),
});

const KEPT = undefined;
const NONE = "INSUFFICIENT_DATA";

test.each<[number, string, (StateValue | undefined)[]]>([
  // Missing, ignore, breaching, notBreaching.
  [3, "0 - X - X", ["OK", "OK", "OK", "OK"]],
  [3, "- - - - 0", ["OK", "OK", "OK", "OK"]],
  [3, "- - - - -", [NONE, KEPT, "ALARM", "OK"]],
  [3, "0 X X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
  [3, "- - X - -", ["ALARM", KEPT, "ALARM", "OK"]],
  [2, "0 - X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
  [2, "0 0 X 0 X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
  [2, "0 - X - -", ["OK", "OK", "ALARM", "OK"]],
  [2, "- - - - 0", ["OK", "OK", "ALARM", "OK"]],
  [2, "- - - X -", ["ALARM", KEPT, "ALARM", "OK"]],
  // Too young to be an alarm.
  [3, "- - - - X", [KEPT, KEPT, "ALARM", "OK"]],
])("%d of 3 with %s", (needed, text, expected) => {
  const states = ["missing", "ignore", "breaching", "notBreaching"].map(
    (missing) => verdictOf(alarm(needed, missing), points(text), "OK")?.state,
  );
  expect(states).toEqual(expected);
});

test.each<[number | undefined, string, string, string]>([
  [
    undefined,
    "missing",
    "- - X X X",
    "Threshold Crossed: 3 datapoints [9.0 (01/01/26 00:05:00), 9.0 (01/01/26 00:04:00), 9.0 (01/01/26 00:03:00)] were greater than the threshold (5.0).",
  ],
  [
    2,
    "missing",
    "0 0 X 0 X",
    "Threshold Crossed: 2 out of the last 3 datapoints [9.0 (01/01/26 00:05:00), 9.0 (01/01/26 00:03:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).",
  ],
  [
    undefined,
    "missing",
    "- - - - 0",
    "Threshold Crossed: 1 datapoint [1.0 (01/01/26 00:05:00)] was not greater than the threshold (5.0).",
  ],
  [undefined, "missing", "- - - - -", "Insufficient Data: 3 datapoints were unknown."],
  [
    undefined,
    "breaching",
    "- - - - -",
    "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].",
  ],
  [
    undefined,
    "notBreaching",
    "- - - - -",
    "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [NonBreaching].",
  ],
])("%p of 3, %s, with %s is told in AWS's words", (needed, missing, text, reason) => {
  expect(verdictOf(alarm(needed, missing), points(text), "OK")?.reason).toBe(reason);
});

test.each([
  ["p99", 999, "ignore", true],
  ["p99", 1_000, "ignore", false],
  ["p10", 99, "ignore", true],
  ["p10", 100, "ignore", false],
  ["p50", 19, "ignore", true],
  ["p99", 1, "evaluate", false],
  ["tm99", 1, "ignore", false],
])("%s of %d samples, %s", (ExtendedStatistic, sampleCount, low, expected) => {
  const given = {
    ...alarm(1, "missing"),
    ExtendedStatistic,
    EvaluateLowSampleCountPercentile: low,
  };
  expect(isTooFew(given, [{ at: AT, value: 9, sampleCount }])).toBe(expected);
});
