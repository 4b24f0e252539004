/** The rules of metrics and alarms, pure: series, merging points, gathering them into periods. */
import { inSteps } from "./statistics.ts";
import type { Ctx } from "./points.ts";
import type { AlarmRow, HistoryRow, PointRow } from "./tables.ts";

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
  let values = new Map<number, number>(a.values ?? []);
  for (const [value, count] of b.values ?? []) values.set(value, (values.get(value) ?? 0) + count);
  if (values.size > VALUES_KEPT) values = inSteps(values);
  const whole = a.values !== undefined && b.values !== undefined;
  return {
    ...a,
    sum: a.sum + b.sum,
    count: a.count + b.count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    ...(whole ? { values: [...values] } : { values: undefined }),
  };
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

export const alarmArn = (ctx: Ctx, name: string): string => ctx.arn("cloudwatch", `alarm:${name}`);

export const isComposite = ({ configuration }: AlarmRow): boolean =>
  configuration.AlarmRule !== undefined;

export const alarmTypeOf = (row: AlarmRow): HistoryRow["alarmType"] =>
  isComposite(row) ? "CompositeAlarm" : "MetricAlarm";

/** The metric of an alarm that has one, as a query has it. */
export const metricStatOf = (configuration: AlarmRow["configuration"]) => ({
  Metric: {
    Namespace: configuration.Namespace!,
    MetricName: configuration.MetricName!,
    Dimensions: configuration.Dimensions ?? [],
  },
  Period: configuration.Period!,
  Stat: configuration.Statistic ?? configuration.ExtendedStatistic!,
  ...(configuration.Unit === undefined ? {} : { Unit: configuration.Unit }),
});
