/** Metrics: putting, listing, reading. */
import { notImplemented } from "#aws/fault";
import type { Measurement } from "#kernel/meter";
import { dimensionsOf, dimensionsText, gathered, merged, seriesKey } from "../domain.ts";
import { invalidCombination, invalidValue, missingParameter } from "../errors.ts";
import { type Ctx, readPoints, type Tx } from "../points.ts";
import { isPeriod } from "../queries.ts";
import { isStatistic, statistic } from "../statistics.ts";
import { on, type PointRow } from "../tables.ts";

const PAGE = 500;
const DATUMS = 1_000;
const VALUES_PER_DATUM = 150;
const POINTS_PER_STATISTICS = 1_440;
const KEPT_MS = 455 * 86_400_000;
const DAY_MS = 86_400_000;

export const PutMetricData = on("PutMetricData", (ctx, input) => {
  const data = input.MetricData ?? [];
  if (data.length > DATUMS)
    throw invalidValue(`The collection MetricData must not have a size greater than ${DATUMS}.`);
  if (input.EntityMetricData !== undefined)
    throw notImplemented("cloudwatch:PutMetricData with EntityMetricData");
  if (data.length === 0) throw missingParameter("The parameter MetricData is required.");
  if (input.Namespace.startsWith("AWS/"))
    throw invalidValue("The value AWS/ for parameter Namespace is invalid.");
  const points = data.map((datum, index) => {
    const at = datum.Timestamp ?? ctx.now;
    if (at < ctx.now - 14 * DAY_MS || at > ctx.now + 2 * 3_600_000)
      throw invalidValue(
        `The parameter MetricData.member.${index + 1}.Timestamp must specify a time no more than two weeks in the past and two hours in the future.`,
      );
    const resolution = datum.StorageResolution === 1 ? 1_000 : 60_000;
    const point = pointOf(datum, index);
    return {
      name: datum.MetricName,
      dimensions: dimensionsText(datum.Dimensions),
      point: { ...point, at: at - (at % resolution), unit: datum.Unit ?? "None" },
    };
  });
  return ctx.update(async (tx) => {
    for (const { name, dimensions, point } of points)
      await add(ctx, tx, input.Namespace, name, dimensions, point);
    return {};
  });
});

export const ListMetrics = on("ListMetrics", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.series.list(
      input.Namespace === undefined ? {} : { where: { namespace: input.Namespace } },
    );
    const found = rows.filter((row) => {
      if (input.MetricName !== undefined && row.name !== input.MetricName) return false;
      if (input.RecentlyActive === "PT3H" && row.lastAt < ctx.now - 3 * 3_600_000) return false;
      if (row.lastAt < ctx.now - 14 * DAY_MS) return false;
      const held = dimensionsOf(row.dimensions);
      return (input.Dimensions ?? []).every((d) =>
        held.some((h) => h.Name === d.Name && (d.Value === undefined || h.Value === d.Value)),
      );
    });
    const start =
      input.NextToken === undefined ? 0 : Number(Buffer.from(input.NextToken, "base64").toString());
    if (!Number.isInteger(start) || start < 0)
      throw invalidValue("The value for parameter NextToken is invalid.");
    const page = found.slice(start, start + PAGE);
    return {
      Metrics: page.map((row) => ({
        Namespace: row.namespace,
        MetricName: row.name,
        Dimensions: dimensionsOf(row.dimensions),
      })),
      ...(found.length > start + PAGE
        ? { NextToken: Buffer.from(String(start + PAGE)).toString("base64") }
        : {}),
    };
  }),
);

export const GetMetricStatistics = on("GetMetricStatistics", (ctx, input) => {
  const statistics = [...(input.Statistics ?? []), ...(input.ExtendedStatistics ?? [])];
  if (statistics.length === 0)
    throw missingParameter("Must specify either Statistics or ExtendedStatistics");
  if (input.Statistics?.length && input.ExtendedStatistics?.length)
    throw invalidCombination(
      "Parameters Statistics and ExtendedStatistics are mutually exclusive.",
    );
  for (const name of statistics)
    if (!isStatistic(name))
      throw invalidValue(`The value ${name} for parameter ExtendedStatistics is not supported.`);
  if (input.EndTime <= input.StartTime)
    throw invalidCombination("The parameter StartTime must be less than the parameter EndTime.");
  const periodMs = input.Period * 1_000;
  checkPeriod(input.Period);
  if ((input.EndTime - input.StartTime) / periodMs > POINTS_PER_STATISTICS)
    throw invalidCombination(
      `You have requested up to ${Math.ceil((input.EndTime - input.StartTime) / periodMs)} datapoints, which exceeds the limit of ${POINTS_PER_STATISTICS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  return ctx.view(async (tx) => {
    const points = await readPoints(
      tx,
      input.Namespace,
      input.MetricName,
      dimensionsText(input.Dimensions),
      input.StartTime,
      input.EndTime,
    );
    const units = input.Unit === undefined ? points : points.filter((p) => p.unit === input.Unit);
    const Datapoints = [...gathered(units, periodMs, input.StartTime)].map(([at, point]) => ({
      Timestamp: at,
      Unit: point.unit as "Count",
      ...Object.fromEntries((input.Statistics ?? []).map((name) => [name, statistic(point, name)])),
      ...(input.ExtendedStatistics?.length
        ? {
            ExtendedStatistics: Object.fromEntries(
              input.ExtendedStatistics.flatMap((name) => {
                const value = statistic(point, name);
                return value === undefined ? [] : [[name, value]];
              }),
            ),
          }
        : {}),
    }));
    return { Label: input.MetricName, Datapoints };
  });
});

/** Adds what Brume's own services counted. */
export async function addMeasured(ctx: Ctx, measurements: readonly Measurement[]): Promise<void> {
  await ctx.update(async (tx) => {
    await Promise.all(measurements.map((one) => addOne(ctx, tx.at(one.account, one.region), one)));
  });
}

async function addOne(ctx: Ctx, tx: Tx, measurement: Measurement): Promise<void> {
  const { namespace, name, minute: at, unit, sum, count, min, max, values } = measurement;
  const dimensions = dimensionsText(
    Object.entries(measurement.dimensions).map(([Name, Value]) => ({ Name, Value })),
  );
  const series = seriesKey(namespace, name, dimensions);
  if (values === undefined)
    await tx.point.run("gather", { series, at, unit, sum, count, min, max });
  else {
    const point = { series, at, unit, sum, count, min, max, values: values.pairs() };
    await tx.point.put(merged(await tx.point.find({ series, at, unit }), point));
  }
  if ((await tx.series.run("seen", { at, namespace, name, dimensions })) > 0) return;
  await tx.series.put({ namespace, name, dimensions, lastAt: at });
  await tx.due.set("expire", "points", ctx.now + DAY_MS);
}

/** Due: what is older than AWS keeps goes. */
export async function expire(ctx: Ctx): Promise<void> {
  await ctx.update(async (tx) => {
    await tx.point.run("expire", { horizon: ctx.now - KEPT_MS });
    await tx.due.set("expire", "points", ctx.now + DAY_MS);
  });
}

function checkPeriod(seconds: number): void {
  if (!isPeriod(seconds))
    throw invalidValue(
      "The parameter Period must be a value of 1, 5, 10, 20, 30, or a multiple of 60.",
    );
}

interface Datum {
  Value?: number;
  Values?: number[];
  Counts?: number[];
  StatisticValues?: { SampleCount: number; Sum: number; Minimum: number; Maximum: number };
}

function pointOf(datum: Datum, index: number): Omit<PointRow, "series" | "at" | "unit"> {
  const path = `MetricData.member.${index + 1}`;
  const given = [datum.Value, datum.Values, datum.StatisticValues].filter(
    (one) => one !== undefined,
  ).length;
  if (given === 0) throw missingParameter(`At least one of the parameters must be specified.`);
  if (given > 1)
    throw invalidCombination(
      `The parameters ${path}.Value and ${path}.Values are mutually exclusive and you have specified both.`,
    );
  if (datum.StatisticValues !== undefined) {
    const { SampleCount, Sum, Minimum, Maximum } = datum.StatisticValues;
    return { sum: Sum, count: SampleCount, min: Minimum, max: Maximum };
  }
  const values = datum.Values ?? [datum.Value!];
  const counts = datum.Counts ?? values.map(() => 1);
  if (values.length > VALUES_PER_DATUM)
    throw invalidValue(
      `The collection ${path}.Values must not have a size greater than ${VALUES_PER_DATUM}.`,
    );
  if (values.length !== counts.length)
    throw invalidValue(
      `The parameters ${path}.Values and ${path}.Counts must be of the same size.`,
    );
  if (values.some((v) => !Number.isFinite(v)))
    throw invalidValue(`The value NaN for parameter ${path}.Value is invalid.`);
  return {
    sum: values.reduce((sum, value, i) => sum + value * counts[i]!, 0),
    count: counts.reduce((sum, n) => sum + n, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    values: values.map((value, i) => [value, counts[i]!]),
  };
}

async function add(
  ctx: Ctx,
  tx: Tx,
  namespace: string,
  name: string,
  dimensions: string,
  point: Omit<PointRow, "series">,
): Promise<void> {
  const series = seriesKey(namespace, name, dimensions);
  const held = await tx.point.find({ series, at: point.at, unit: point.unit });
  await tx.point.put(merged(held, { ...point, series }));
  const known = await tx.series.find({ namespace, name, dimensions });
  if (known === undefined || known.lastAt < point.at)
    await tx.series.put({ namespace, name, dimensions, lastAt: point.at });
  if (known === undefined) await tx.due.set("expire", "points", ctx.now + DAY_MS);
}
