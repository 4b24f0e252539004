/** Rows of Scheduler. */
import type { FlexibleTimeWindow, Target } from "#aws/generated/types/scheduler";
import { operations } from "#kernel/service";
import { table } from "#store/contract";

export interface GroupRow {
  name: string;
  tags: Record<string, string>;
  /** Epoch milliseconds, as all times here. */
  createdAt: number;
  modifiedAt: number;
}

export interface ScheduleRow {
  group: string;
  name: string;
  expression: string;
  /** An IANA time zone. */
  timezone: string;
  startAt?: number;
  endAt?: number;
  description?: string;
  state: "ENABLED" | "DISABLED";
  kmsKeyArn?: string;
  /** What the key sealed when the schedule was given it, base64: opened again at each invocation. */
  seal?: string;
  target: Target;
  window: FlexibleTimeWindow;
  afterCompletion: "NONE" | "DELETE";
  /** The moment that is awaited, without the window's delay. */
  scheduledAt?: number;
  createdAt: number;
  modifiedAt: number;
}

/** The request that last made or changed a schedule or, without a name, a group. */
export interface RequestRow {
  token: string;
  /** A hash of the operation and its input. */
  hash: string;
  group: string;
  name: string;
}

export const tables = {
  group: table<GroupRow>()("scheduler_group", {
    columns: { name: "text", tags: "json", createdAt: "integer", modifiedAt: "integer" },
    key: ["name"],
  }),
  schedule: table<ScheduleRow>()("scheduler_schedule", {
    columns: {
      group: "text",
      name: "text",
      expression: "text",
      timezone: "text",
      startAt: "integer",
      endAt: "integer",
      description: "text",
      state: "text",
      kmsKeyArn: "text",
      seal: "text",
      target: "json",
      window: "json",
      afterCompletion: "text",
      scheduledAt: "integer",
      createdAt: "integer",
      modifiedAt: "integer",
    },
    key: ["group", "name"],
  }),
  request: table<RequestRow>()("scheduler_request", {
    columns: { token: "text", hash: "text", group: "text", name: "text" },
    key: ["token"],
    indexes: { of: ["group", "name"] },
  }),
};

export const on = operations<"scheduler", typeof tables>();

/** Version 2: seals of schedules with a key. */
export const migrations = [
  { version: 2, sql: ["alter table scheduler_schedule add column seal text"] },
] as const;
