/** Metric math: AWS's own examples, operators, functions, refusals. */
import { expect, test } from "bun:test";
import { evaluateMath, UnsupportedFunction } from "../evaluate.ts";
import { isArray, type Series, type Value } from "../series.ts";
import { InvalidMath, parseMath } from "../syntax.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 2, 3, 4);
const _ = undefined;

const series = (...values: readonly (number | undefined)[]): Series => ({
  points: new Map(
    values.flatMap((value, i) => (value === undefined ? [] : [[START + i * MINUTE, value]])),
  ),
  periodMs: MINUTE,
  label: "a metric",
  metric: true,
});

const METRICS: ReadonlyMap<string, Series> = new Map([
  ["m1", series(30, 20, 0, 0)],
  ["m2", series(20, _, 20, _)],
  ["condition", series(1, 1, 0, 0, _)],
  ["yes", series(30, _, 0, 0, 30)],
  ["no", series(0, 0, 20, _, 20)],
  ["gaps", series(_, 1, _, _, 4)],
  ["empty", series()],
]);

function evaluate(text: string, budget = 100_000): Value {
  let left = budget;
  return evaluateMath(parseMath(text), {
    from: START,
    to: START + 5 * MINUTE,
    periodMs: MINUTE,
    named: (id) => METRICS.get(id),
    metrics: () => METRICS,
    spend(points) {
      left -= points;
      if (left < 0) throw new InvalidMath("too much");
    },
  });
}

const shown = (one: Series) =>
  Array.from({ length: 5 }, (__, i) => one.points.get(START + i * MINUTE) ?? "-").join(" ");

const shownValue = (value: Value): unknown =>
  typeof value === "number" ? value : isArray(value) ? value.map(shown) : shown(value);

test.each([
  // Operators.
  ["m1 < m2", "0 0 1 0 -"],
  ["m1 >= 30", "1 0 0 0 -"],
  ["m1 > 15 AND m2 > 15", "1 0 0 0 -"],
  ["m1 > 15 && m2 > 15 || m1 == 0", "1 0 1 1 -"],
  ["m1 != 20", "1 0 1 1 -"],
  ["m1 + m2", "50 20 20 0 -"],
  ["m1 - 2 * m2 ^ 2 / 10", "-50 20 -80 0 -"],
  ["100 / m1", "3.3333333333333335 5 - - -"],
  ["-m1", "-30 -20 0 0 -"],
  ["-2 ^ 2 + m1", "26 16 -4 -4 -"],
  ["2 ^ 3 ^ 2 + m1 * 0", "512 512 512 512 -"],
  ["m1 * 1e-1 + .5", "3.5 2.5 0.5 0.5 -"],
  ["(1 < 2) + m1", "31 21 1 1 -"],
  ["[m1, m2] / 10", ["3 2 0 0 -", "2 - 2 - -"]],
  ["m1 - [m1, m2]", ["0 0 0 0 -", "10 20 -20 0 -"]],
  // IF, by the tables of AWS's page.
  ["IF(condition, yes, no)", "30 0 20 - -"],
  ["IF(condition, 5, no)", "5 5 20 - -"],
  ["IF(condition, yes, 5)", "30 0 5 5 -"],
  ["IF(condition, yes)", "30 0 - - -"],
  ["IF(1, yes, no)", "30 - 0 0 30"],
  ["IF(0, yes)", "- - - - -"],
  ["IF(m1 < 25, 10, 2)", "2 10 10 10 -"],
  // Functions of each series.
  ["ABS(-m1)", "30 20 0 0 -"],
  ["CEIL([m1 / 7])", ["5 3 0 0 -"]],
  ["FLOOR(m1 / 7)", "4 2 0 0 -"],
  ["LOG10(m2 * 5)", "2 - 2 - -"],
  ["LOG(m1 / m1)", "0 0 - - -"],
  ["DIFF(m1)", "- -10 -20 0 -"],
  ["DIFF_TIME(m2)", "- - 120 - -"],
  ["RATE(m1)", "- -0.16666666666666666 -0.3333333333333333 0 -"],
  ["RUNNING_SUM([m1, m2])", ["30 50 50 50 -", "20 - 40 - -"]],
  ["FILL(gaps, 7)", "7 1 7 7 4"],
  ["FILL(gaps, REPEAT)", "- 1 1 1 4"],
  ["FILL(gaps, LINEAR)", "- 1 2 3 4"],
  ["FILL([gaps, empty], MIN(m1))", ["0 1 0 0 4", "0 0 0 0 0"]],
  ["FILL(m2, m1)", "20 20 20 0 -"],
  // Numbers of a series, series of an array.
  ["AVG(m1)", 12.5],
  ["AVG([m1, m2])", "25 10 10 0 -"],
  ["SUM(m2)", 40],
  ["SUM([METRICS('m'), METRICS(\"gaps\")])", "50 21 20 0 4"],
  ["MAX([m1, m2])", "30 20 20 0 -"],
  ["MIN([m1, m2])", "20 20 0 0 -"],
  ["MIN(m1)", 0],
  ["STDDEV([m1, m2])", "5 0 10 0 -"],
  ["DATAPOINT_COUNT([m1, m2])", "2 1 2 1 -"],
  ["DATAPOINT_COUNT(gaps)", 2],
  ["m1 - AVG(m1)", "17.5 7.5 -12.5 -12.5 -"],
  ["m1 - AVG(empty)", "- - - - -"],
  // Arrays.
  ["METRIC_COUNT(METRICS())", 7],
  ["FIRST(SORT([m1, m2, empty], SUM, ASC))", "20 - 20 - -"],
  ["LAST([m1, m2])", "20 - 20 - -"],
  ["SORT([m1, empty, m2], AVG, DESC)", ["20 - 20 - -", "30 20 0 0 -", "- - - - -"]],
  ["SORT([m1, m2], MAX, DESC, 1)", ["30 20 0 0 -"]],
  ["SLICE([m1, m2, gaps], 1)", ["20 - 20 - -", "- 1 - - 4"]],
  ["SLICE([m1, m2, gaps], 0, 1)", ["30 20 0 0 -"]],
  ["REMOVE_EMPTY([m1, empty])", ["30 20 0 0 -"]],
  // Times.
  ["MINUTE(gaps)", "4 5 6 7 8"],
  ["HOUR(empty)", "3 3 3 3 3"],
  // The second of January 2026 is a Friday.
  ["DAY(m1)", "5 5 5 5 5"],
  ["DATE(m1)", "2 2 2 2 2"],
  ["MONTH(m1)", "1 1 1 1 1"],
  ["YEAR(m1) - 2000", "26 26 26 26 26"],
  [`EPOCH(m1) - ${START / 1_000}`, "0 60 120 180 240"],
  ["PERIOD(m1)", 60],
  ["m1 / PERIOD(m1) * 60", "30 20 0 0 -"],
  ["TIME_SERIES(MAX(m1))", "30 30 30 30 30"],
])("%s", (text, expected) => {
  expect(shownValue(evaluate(text))).toEqual(expected);
});

test.each([
  ["", "The expression ends too early."],
  ["m1 +", "The expression ends too early."],
  ["m1 m2", "Unexpected 'm2'."],
  ["m1 ? 2", "Syntax error at position 3."],
  ["(m1", "Expected ')'."],
  ["SUM(m1", "Expected ')'."],
  ["nothing", "Unrecognized identifier 'nothing'."],
  ["sum(m1)", "Unrecognized function 'sum'."],
  ["constructor + 1", "Unrecognized identifier 'constructor'."],
  ["SUM(m1, m2)", "Invalid number of arguments for the function SUM."],
  ["SUM(5)", "Unsupported type 'Scalar' of argument 1 of the function SUM."],
  ["METRIC_COUNT(m1)", "Unsupported type 'TimeSeries' of argument 1 of the function METRIC_COUNT."],
  ["IF(METRICS(), m1)", "Unsupported type 'TimeSeries[]' of argument 1 of the function IF."],
  ["METRICS() + METRICS()", "Unsupported operand type(s) for +: 'TimeSeries[]' and 'TimeSeries[]'"],
  ["[m1, 2]", "An array cannot have a Scalar in it."],
  ["PERIOD(m1 + 1)", "The argument of the function PERIOD must be a metric."],
  [
    "SORT(METRICS(), STDDEV, ASC)",
    "Argument 2 of the function SORT must be one of AVG, MAX, MIN, SUM.",
  ],
  ["FILL(m1, AGAIN)", "Argument 2 of the function FILL must be one of REPEAT, LINEAR."],
  ["'text'", "Unexpected text 'text'."],
])("%s is refused", (text, message) => {
  expect(() => evaluate(text)).toThrow(new InvalidMath(message));
});

test("nesting is bounded, length is not", () => {
  const deep = [`${"(".repeat(100)}m1${")".repeat(100)}`, `${"-".repeat(1_000)}m1`];
  for (const text of [...deep, `${"2^".repeat(500)}m1`])
    expect(() => evaluate(text)).toThrow("The expression is nested too deeply.");
  expect(shownValue(evaluate(`${"1+".repeat(1_000)}m1`))).toBe("1030 1020 1000 1000 -");
});

test("what needs more than a request's data is named", () => {
  for (const name of ["ANOMALY_DETECTION_BAND", "SEARCH", "INSIGHT_RULE_METRIC", "SERVICE_QUOTA"])
    expect(() => evaluate(`${name}(m1)`)).toThrow(new UnsupportedFunction(name));
});

test("work is bounded", () => {
  expect(() => evaluate("TIME_SERIES(1) + TIME_SERIES(2)", 12)).toThrow("too much");
});
