/** Rows of CloudWatch: data points gathered per series and time. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";
import type { AlarmRule, AlarmState } from "./alarms.ts";

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
  /** Values with how often each was seen, for percentiles; while there are few enough. */
  values?: [number, number][];
}

/** What an alarm watches, and when it is raised. */
export interface AlarmMetric extends AlarmRule {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly { readonly Name?: string; readonly Value?: string }[];
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  readonly unit?: string;
}

export interface AlarmRow {
  name: string;
  description?: string;
  metric: AlarmMetric;
  actionsEnabled: boolean;
  /** ARNs that are told, by the state that the alarm has got into. */
  actions: Record<AlarmState, readonly string[]>;
  state: AlarmState;
  reason: string;
  reasonData?: string;
  /** Epoch milliseconds, as all times here. */
  stateAt: number;
  configuredAt: number;
  tags: Record<string, string>;
}

/** A line of an alarm's history. */
export interface AlarmEventRow {
  name: string;
  sequence: number;
  at: number;
  type: string;
  summary: string;
  data: string;
}

export const tables = {
  alarm: table<AlarmRow>()("cloudwatch_alarm", {
    columns: {
      name: "text",
      description: "text",
      metric: "json",
      actionsEnabled: "boolean",
      actions: "json",
      state: "text",
      reason: "text",
      reasonData: "text",
      stateAt: "integer",
      configuredAt: "integer",
      tags: "json",
    },
    key: ["name"],
  }),
  alarmEvent: table<AlarmEventRow>()("cloudwatch_alarm_event", {
    columns: {
      name: "text",
      sequence: "integer",
      at: "integer",
      type: "text",
      summary: "text",
      data: "text",
    },
    key: ["name", "sequence"],
    queries: {
      forget:
        "delete from cloudwatch_alarm_event where account = :account and region = :region and at < :horizon",
    },
  }),
  series: table<SeriesRow>()("cloudwatch_series", {
    columns: { namespace: "text", name: "text", dimensions: "text", lastAt: "integer" },
    key: ["namespace", "name", "dimensions"],
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
    },
  }),
};

export const on = operations<"cloudwatch", typeof tables>();
