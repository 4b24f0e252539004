/** The functions of metric math. */
import type { Call } from "./evaluate.ts";
import { isArray, mapped, type Series, timesOf, typeOf, type Value } from "./series.ts";
import { InvalidMath } from "./syntax.ts";

interface MathFunction {
  /** The fewest and the most arguments. */
  readonly least: number;
  readonly most: number;
  apply(call: Call): Value;
}

function unsupported(call: Call, index: number, value: Value): InvalidMath {
  return new InvalidMath(
    `Unsupported type '${typeOf(value)}' of argument ${index + 1} of the function ${call.name}.`,
  );
}

function seriesAt(call: Call, index: number): Series {
  const value = call.value(index);
  if (typeof value === "number" || isArray(value)) throw unsupported(call, index, value);
  return value;
}

function arrayAt(call: Call, index: number): readonly Series[] {
  const value = call.value(index);
  if (!isArray(value)) throw unsupported(call, index, value);
  return value;
}

function numberAt(call: Call, index: number): number {
  const value = call.value(index);
  if (typeof value !== "number") throw unsupported(call, index, value);
  return value;
}

function wordAt(call: Call, index: number, words: readonly string[]): string {
  const node = call.nodes[index];
  if (node?.kind === "word" && words.includes(node.word)) return node.word;
  throw new InvalidMath(
    `Argument ${index + 1} of the function ${call.name} must be one of ${words.join(", ")}.`,
  );
}

/** One series in, one out; of an array, one for each. */
function each(to: (series: Series, call: Call) => Series): MathFunction {
  return {
    least: 1,
    most: 1,
    apply(call) {
      const value = call.value(0);
      if (typeof value === "number") throw unsupported(call, 0, value);
      return isArray(value) ? value.map((one) => to(one, call)) : to(value, call);
    },
  };
}

const ofValues = (to: (value: number) => number): MathFunction =>
  each((series) => mapped(series, to));

type Summary = (values: readonly number[]) => number;

const sum: Summary = (values) => values.reduce((all, value) => all + value, 0);
const average: Summary = (values) => sum(values) / values.length;
const most: Summary = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const least: Summary = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
/** Of all values: AWS does not say whether it takes them for a sample. */
const deviation: Summary = (values) => {
  const middle = average(values);
  return Math.sqrt(average(values.map((value) => (value - middle) ** 2)));
};

/** A series gives a number; an array gives a series. @param across Of all that an array has at one time. */
function summary(
  of: Summary,
  across: (values: readonly number[], series: number) => number = of,
): MathFunction {
  return {
    least: 1,
    most: 1,
    apply(call) {
      const value = call.value(0);
      if (typeof value === "number") throw unsupported(call, 0, value);
      if (!isArray(value)) return of([...value.points.values()]);
      const points = new Map<number, number>();
      for (const at of timesOf(value)) {
        const held = value.flatMap((one) => one.points.get(at) ?? []);
        points.set(at, across(held, value.length));
      }
      return { points, periodMs: periodOf(call, value), label: call.name };
    },
  };
}

const periodOf = (call: Call, all: readonly Series[]): number =>
  all.reduce((longest, one) => Math.max(longest, one.periodMs), 0) || call.surroundings.periodMs;

/** From each value and the one before it. */
function steps(of: (value: number, before: number, seconds: number) => number): MathFunction {
  return each((series) => {
    let before: readonly [at: number, value: number] | undefined;
    return mapped(series, (value, at) => {
      const last = before;
      before = [at, value];
      return last === undefined ? Number.NaN : of(value, last[1], (at - last[0]) / 1_000);
    });
  });
}

/** Every period of the time that was asked for. */
function grid(call: Call, periodMs: number): number[] {
  const { from, to, spend } = call.surroundings;
  const start = from - (from % periodMs);
  const count = Math.max(0, Math.ceil((to - start) / periodMs));
  spend(count);
  return Array.from({ length: count }, (_, i) => start + i * periodMs);
}

/** A number from each period's start, whether a value is there or not. */
function ofTime(of: (at: Date) => number): MathFunction {
  return {
    least: 1,
    most: 1,
    apply(call) {
      const { periodMs, label } = seriesAt(call, 0);
      const points = grid(call, periodMs).map((at) => [at, of(new Date(at))] as const);
      return { points: new Map(points), periodMs, label };
    },
  };
}

function filled(call: Call): Value {
  const value = call.value(0);
  if (typeof value === "number") throw unsupported(call, 0, value);
  const node = call.nodes[1]!;
  const filler = node.kind === "word" ? wordAt(call, 1, ["REPEAT", "LINEAR"]) : call.value(1);
  if (typeof filler === "object" && isArray(filler)) throw unsupported(call, 1, filler);
  const fill = (series: Series) => filledSeries(call, series, filler as Series | number | string);
  return isArray(value) ? value.map(fill) : fill(value);
}

function filledSeries(call: Call, series: Series, filler: Series | number | string): Series {
  const points = new Map<number, number>();
  const known = [...series.points];
  // How many of the known values lie before the time that is looked at.
  let passed = 0;
  for (const at of grid(call, series.periodMs)) {
    while (passed < known.length && known[passed]![0] < at) passed++;
    const here = known[passed];
    const value =
      here?.[0] === at ? here[1] : fillingOf(filler, at, known[passed - 1], known[passed]);
    if (value !== undefined && Number.isFinite(value)) points.set(at, value);
  }
  return { points, periodMs: series.periodMs, label: series.label };
}

type Point = readonly [at: number, value: number];

function fillingOf(
  filler: Series | number | string,
  at: number,
  before: Point | undefined,
  after: Point | undefined,
): number | undefined {
  if (typeof filler === "number") return filler;
  if (typeof filler !== "string") return filler.points.get(at);
  if (before === undefined || filler === "REPEAT") return before?.[1];
  if (after === undefined) return undefined;
  const part = (at - before[0]) / (after[0] - before[0]);
  return before[1] + (after[1] - before[1]) * part;
}

/** A number stands for a series of itself. */
const at = (value: Series | number, time: number): number | undefined =>
  typeof value === "number" ? value : value.points.get(time);

function chosen(call: Call): Value {
  const [condition, yes, no] = [0, 1, 2].map((index) => {
    if (index >= call.nodes.length) return undefined;
    const value = call.value(index);
    if (typeof value !== "number" && isArray(value)) throw unsupported(call, index, value);
    return value as Series | number;
  });
  if (typeof condition === "number") {
    const { periodMs } = call.surroundings;
    const none = { points: new Map<number, number>(), periodMs, label: call.name };
    return (condition !== 0 ? yes : no) ?? none;
  }
  return mapped(condition!, (holds, time) =>
    holds === 0
      ? no === undefined
        ? Number.NaN
        : (at(no, time) ?? Number.NaN)
      : (at(yes!, time) ?? 0),
  );
}

function sorted(call: Call): Value {
  const value = call.value(0);
  if (!isArray(value)) throw unsupported(call, 0, value);
  const of = { AVG: average, MAX: most, MIN: least, SUM: sum }[
    wordAt(call, 1, ["AVG", "MAX", "MIN", "SUM"])
  ]!;
  const sign = wordAt(call, 2, ["ASC", "DESC"]) === "ASC" ? 1 : -1;
  const limit = call.nodes.length > 3 ? numberAt(call, 3) : value.length;
  const ranked = value.map((series) => ({ series, rank: of([...series.points.values()]) }));
  // What has no values stands last in either order.
  const [known, empty] = [true, false].map((full) =>
    ranked.filter(({ series }) => series.points.size > 0 === full),
  );
  known!.sort((a, b) => sign * (a.rank - b.rank));
  return [...known!, ...empty!].slice(0, Math.max(0, limit)).map(({ series }) => series);
}

function metrics(call: Call): Value {
  const node = call.nodes[0];
  if (node !== undefined && node.kind !== "text")
    throw new InvalidMath("The argument of the function METRICS must be a text.");
  return [...call.surroundings.metrics()]
    .filter(([id]) => node === undefined || id.includes(node.text))
    .map(([, series]) => series);
}

function period(call: Call): Value {
  const series = seriesAt(call, 0);
  if (series.metric !== true)
    throw new InvalidMath("The argument of the function PERIOD must be a metric.");
  return series.periodMs / 1_000;
}

function timeSeries(call: Call): Value {
  const value = numberAt(call, 0);
  const { periodMs } = call.surroundings;
  const points = Number.isFinite(value) ? grid(call, periodMs).map((t) => [t, value] as const) : [];
  return { points: new Map(points), periodMs, label: call.name };
}

function end(index: 0 | -1): MathFunction {
  return {
    least: 1,
    most: 1,
    apply(call) {
      const found = arrayAt(call, 0).at(index);
      const { periodMs } = call.surroundings;
      return found ?? { points: new Map(), periodMs, label: call.name };
    },
  };
}

function runningSum(series: Series): Series {
  let total = 0;
  return mapped(series, (value) => {
    total += value;
    return total;
  });
}

/** By name. A map of functions that never changes. */
export const FUNCTIONS: ReadonlyMap<string, MathFunction> = new Map<string, MathFunction>([
  ["ABS", ofValues(Math.abs)],
  // What is missing counts as zero here, and only here.
  ["AVG", summary(average, (values, series) => sum(values) / series)],
  ["CEIL", ofValues(Math.ceil)],
  ["DATAPOINT_COUNT", summary((values) => values.length)],
  ["DATE", ofTime((time) => time.getUTCDate())],
  // Monday is the first day of seven.
  ["DAY", ofTime((time) => time.getUTCDay() || 7)],
  ["DIFF", steps((value, before) => value - before)],
  ["DIFF_TIME", steps((_value, _before, seconds) => seconds)],
  ["EPOCH", ofTime((time) => time.getTime() / 1_000)],
  ["FILL", { least: 2, most: 2, apply: filled }],
  ["FIRST", end(0)],
  ["FLOOR", ofValues(Math.floor)],
  ["HOUR", ofTime((time) => time.getUTCHours())],
  ["IF", { least: 2, most: 3, apply: chosen }],
  ["LAST", end(-1)],
  ["LOG", ofValues(Math.log)],
  ["LOG10", ofValues(Math.log10)],
  ["MAX", summary(most)],
  ["METRICS", { least: 0, most: 1, apply: metrics }],
  ["METRIC_COUNT", { least: 1, most: 1, apply: (call) => arrayAt(call, 0).length }],
  ["MIN", summary(least)],
  ["MINUTE", ofTime((time) => time.getUTCMinutes())],
  ["MONTH", ofTime((time) => time.getUTCMonth() + 1)],
  ["PERIOD", { least: 1, most: 1, apply: period }],
  ["RATE", steps((value, before, seconds) => (value - before) / seconds)],
  [
    "REMOVE_EMPTY",
    { least: 1, most: 1, apply: (call) => arrayAt(call, 0).filter((one) => one.points.size > 0) },
  ],
  ["RUNNING_SUM", each(runningSum)],
  [
    "SLICE",
    {
      least: 2,
      most: 3,
      apply: (call) =>
        arrayAt(call, 0).slice(
          numberAt(call, 1),
          call.nodes.length > 2 ? numberAt(call, 2) : undefined,
        ),
    },
  ],
  ["SORT", { least: 3, most: 4, apply: sorted }],
  ["STDDEV", summary(deviation)],
  ["SUM", summary(sum)],
  ["TIME_SERIES", { least: 1, most: 1, apply: timeSeries }],
  ["YEAR", ofTime((time) => time.getUTCFullYear())],
]);
