/** What metric math reckons with: numbers, time series and arrays of time series. */
import { InvalidMath, type Operator } from "./syntax.ts";

export interface Series {
  /** Values by epoch milliseconds, oldest first; a time that is missing has no value. */
  readonly points: ReadonlyMap<number, number>;
  readonly periodMs: number;
  readonly label: string;
  /** Whether it is a metric as it was read, not the result of an expression. */
  readonly metric?: boolean;
}

export type Value = number | Series | readonly Series[];

export const isArray = (value: Value): value is readonly Series[] => Array.isArray(value);

/** A value's type, as messages name it. */
export function typeOf(value: Value): string {
  return typeof value === "number" ? "Scalar" : isArray(value) ? "TimeSeries[]" : "TimeSeries";
}

/** How many data points a value has. */
export function sizeOf(value: Value): number {
  if (typeof value === "number") return 1;
  return isArray(value) ? value.reduce((sum, one) => sum + one.points.size, 0) : value.points.size;
}

/** A series of other values at the times of one; what is no number is dropped. */
export function mapped(series: Series, to: (value: number, at: number) => number): Series {
  const points = new Map<number, number>();
  for (const [at, value] of series.points) {
    const result = to(value, at);
    if (Number.isFinite(result)) points.set(at, result);
  }
  return { points, periodMs: series.periodMs, label: series.label };
}

/** The times at which any of some series has a value, oldest first. */
export function timesOf(all: readonly Series[]): number[] {
  if (all.length === 1) return [...all[0]!.points.keys()];
  const times = new Set<number>();
  for (const series of all) for (const at of series.points.keys()) times.add(at);
  return [...times].sort((a, b) => a - b);
}

const truth = (holds: boolean): number => (holds ? 1 : 0);

const OPERATIONS: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  // Division by zero gives no number, and so no data point.
  "/": (a, b) => (b === 0 ? Number.NaN : a / b),
  "^": (a, b) => a ** b,
  "==": (a, b) => truth(a === b),
  "!=": (a, b) => truth(a !== b),
  "<=": (a, b) => truth(a <= b),
  ">=": (a, b) => truth(a >= b),
  "<": (a, b) => truth(a < b),
  ">": (a, b) => truth(a > b),
  AND: (a, b) => truth(a !== 0 && b !== 0),
  OR: (a, b) => truth(a !== 0 || b !== 0),
};

/** Applies an operator, to each series where one side is an array. @throws InvalidMath */
export function operated(operator: Operator, left: Value, right: Value): Value {
  if (isArray(left) && isArray(right))
    throw new InvalidMath(
      `Unsupported operand type(s) for ${operator}: '${typeOf(left)}' and '${typeOf(right)}'`,
    );
  if (isArray(left)) return left.map((one) => ofTwo(operator, one, right as Series, one) as Series);
  if (isArray(right))
    return right.map((one) => ofTwo(operator, left as Series, one, one) as Series);
  return ofTwo(operator, left, right);
}

/** @param named The series whose label the result keeps. */
function ofTwo(operator: Operator, left: Value, right: Value, named?: Series): Value {
  const apply = OPERATIONS[operator];
  if (typeof left === "number") {
    if (typeof right === "number") return apply(left, right);
    return mapped(right as Series, (value) => apply(left, value));
  }
  if (typeof right === "number") return mapped(left as Series, (value) => apply(value, right));
  const [a, b] = [left as Series, right as Series];
  const points = new Map<number, number>();
  // What only one of two has counts as zero in the other.
  for (const at of timesOf([a, b])) {
    const result = apply(a.points.get(at) ?? 0, b.points.get(at) ?? 0);
    if (Number.isFinite(result)) points.set(at, result);
  }
  const periodMs = Math.max(a.periodMs, b.periodMs);
  return { points, periodMs, label: (named ?? a).label };
}
