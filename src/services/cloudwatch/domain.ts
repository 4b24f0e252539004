/** The rules of metrics, pure: series, merging points, statistics over periods. */
import type { PointRow } from "./tables.ts";

export interface Dimension {
  Name?: string;
  Value?: string;
}

/** Dimensions as the text that identifies them: sorted pairs. */
export function dimensionsText(dimensions: readonly Dimension[] | undefined): string {
  const pairs = (dimensions ?? []).map((d) => [d.Name ?? "", d.Value ?? ""] as const);
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The dimensions that `dimensionsText` wrote. */
export function dimensionsOf(text: string): { Name: string; Value: string }[] {
  return (JSON.parse(text) as [string, string][]).map(([Name, Value]) => ({ Name, Value }));
}

export const seriesKey = (namespace: string, name: string, dimensions: string): string =>
  `${namespace}\n${name}\n${dimensions}`;

const VALUES_KEPT = 500;

/** Two points of the same series, time and unit as one. */
export function merged(a: PointRow | undefined, b: PointRow): PointRow {
  if (a === undefined) return b;
  const values = new Map<number, number>(a.values ?? []);
  for (const [value, count] of b.values ?? []) values.set(value, (values.get(value) ?? 0) + count);
  const whole = a.values !== undefined && b.values !== undefined && values.size <= VALUES_KEPT;
  return {
    ...a,
    sum: a.sum + b.sum,
    count: a.count + b.count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    ...(whole ? { values: [...values] } : { values: undefined }),
  };
}

const SIMPLE: Readonly<Record<string, (p: PointRow) => number>> = {
  Sum: (p) => p.sum,
  SampleCount: (p) => p.count,
  Average: (p) => p.sum / p.count,
  Minimum: (p) => p.min,
  Maximum: (p) => p.max,
};

/** Whether a statistic is one we compute: the five, and percentiles p0 to p100. */
export function isStatistic(name: string): boolean {
  return Object.hasOwn(SIMPLE, name) || /^p(100|\d{1,2})(\.\d{1,10})?$/.test(name);
}

/** A statistic of a point; undefined for a percentile of points whose values are not known. */
export function statistic(point: PointRow, name: string): number | undefined {
  const simple = Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined;
  if (simple !== undefined) return simple(point);
  if (point.values === undefined) return undefined;
  return percentile(point.values, Number(name.slice(1)));
}

function percentile(
  values: readonly (readonly [number, number])[],
  rank: number,
): number | undefined {
  const sorted = [...values].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  const wanted = (rank / 100) * total;
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= wanted) return value;
  }
  return sorted.at(-1)?.[0];
}

/** Points gathered into periods, by the start of each, oldest first. @param periodMs Milliseconds. */
export function gathered(
  points: readonly PointRow[],
  periodMs: number,
  from: number,
): Map<number, PointRow> {
  const out = new Map<number, PointRow>();
  const base = from - (from % periodMs);
  for (const point of points) {
    const start = base + Math.floor((point.at - base) / periodMs) * periodMs;
    out.set(start, merged(out.get(start), { ...point, at: start }));
  }
  return out;
}
