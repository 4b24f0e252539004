/** Rows of CloudWatch: data points gathered per series and time. */
import type { PutMetricAlarmInput } from "#aws/generated/types/cloudwatch";
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

export type StateValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** What PutMetricAlarm or PutCompositeAlarm said, without its tags and whether its actions are enabled. */
export type Configuration = Omit<PutMetricAlarmInput, "AlarmName" | "ActionsEnabled" | "Tags"> & {
  /** Of a composite alarm, which has no metric. */
  readonly AlarmRule?: string;
};

export interface AlarmRow {
  name: string;
  configuration: Configuration;
  actionsEnabled: boolean;
  state: StateValue;
  reason: string;
  /** JSON. */
  reasonData?: string;
  /** Epoch milliseconds, as all times here: of the last state that was set, and of the last change. */
  stateAt: number;
  changedAt: number;
  configuredAt: number;
  tags: Record<string, string>;
}

export interface HistoryRow {
  at: number;
  sequence: number;
  name: string;
  alarmType: "MetricAlarm" | "CompositeAlarm";
  type: "ConfigurationUpdate" | "StateUpdate" | "Action";
  summary: string;
  /** JSON. */
  data: string;
}

export const tables = {
  alarm: table<AlarmRow>()("cloudwatch_alarm", {
    columns: {
      name: "text",
      configuration: "json",
      actionsEnabled: "boolean",
      state: "text",
      reason: "text",
      reasonData: "text",
      stateAt: "integer",
      changedAt: "integer",
      configuredAt: "integer",
      tags: "json",
    },
    key: ["name"],
  }),
  history: table<HistoryRow>()("cloudwatch_history", {
    columns: {
      at: "integer",
      sequence: "integer",
      name: "text",
      alarmType: "text",
      type: "text",
      summary: "text",
      data: "text",
    },
    key: ["at", "sequence"],
    queries: {
      forget:
        'delete from cloudwatch_history where account = :account and region = :region and "at" < :horizon',
    },
  }),
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
