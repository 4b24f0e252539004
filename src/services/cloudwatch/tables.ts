/** Rows of CloudWatch: data points gathered per series and time. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";

export interface SeriesRow {
  namespace: string;
  name: string;
  /** The dimensions as sorted JSON pairs: with namespace and name, what a series is. */
  dimensions: string;
  /** Epoch milliseconds. */
  lastAt: number;
}

export interface PointRow {
  /** Namespace, name and dimensions together. */
  series: string;
  /** Epoch milliseconds, at the start of a second or a minute. */
  at: number;
  unit: string;
  sum: number;
  count: number;
  min: number;
  max: number;
  /** Values with how often each was seen, for percentiles; in steps where there are many. */
  values?: [number, number][];
}

export const tables = {
  series: table<SeriesRow>()("cloudwatch_series", {
    columns: { namespace: "text", name: "text", dimensions: "text", lastAt: "integer" },
    key: ["namespace", "name", "dimensions"],
    queries: {
      seen:
        "update cloudwatch_series set last_at = case when last_at < :at then :at else last_at end " +
        "where account = :account and region = :region and namespace = :namespace and name = :name " +
        "and dimensions = :dimensions",
    },
  }),
  point: table<PointRow>()("cloudwatch_point", {
    columns: {
      series: "text",
      at: "integer",
      unit: "text",
      sum: "real",
      count: "real",
      min: "real",
      max: "real",
      values: "json",
    },
    key: ["series", "at", "unit"],
    queries: {
      expire:
        "delete from cloudwatch_point where account = :account and region = :region and at < :horizon",
      // Adds to what stands there already; single values are not known any more then.
      gather:
        'insert into cloudwatch_point (account, region, series, "at", unit, "sum", "count", "min", "max") ' +
        "values (:account, :region, :series, :at, :unit, :sum, :count, :min, :max) " +
        'on conflict (account, region, series, "at", unit) do update set "values" = null, ' +
        '"sum" = cloudwatch_point."sum" + excluded."sum", ' +
        '"count" = cloudwatch_point."count" + excluded."count", ' +
        '"min" = case when excluded."min" < cloudwatch_point."min" then excluded."min" else cloudwatch_point."min" end, ' +
        '"max" = case when excluded."max" > cloudwatch_point."max" then excluded."max" else cloudwatch_point."max" end',
    },
  }),
};

export const on = operations<"cloudwatch", typeof tables>();
