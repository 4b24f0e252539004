/** Finding schedules and groups, and when a schedule runs next. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { nextRun, parseSchedule } from "#languages/schedule/schedule";
import { zoneOf } from "#languages/schedule/zone";
import { groupMissing, scheduleMissing } from "./errors.ts";
import type { GroupRow, ScheduleRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export const DEFAULT_GROUP = "default";

export const scheduleArn = (ctx: Ctx, group: string, name: string): string =>
  ctx.arn("scheduler", `schedule/${group}/${name}`);
export const groupArn = (ctx: Ctx, name: string): string =>
  ctx.arn("scheduler", `schedule-group/${name}`);

/** The group; every account has the default one from the start. @throws Fault ResourceNotFound. */
export async function groupAt(ctx: Ctx, tx: Tx, name: string): Promise<Readonly<GroupRow>> {
  const row = await tx.group.find({ name });
  if (row !== undefined) return row;
  if (name !== DEFAULT_GROUP) throw groupMissing(name);
  return { name, tags: {}, createdAt: ctx.now, modifiedAt: ctx.now };
}

/** @throws Fault ResourceNotFound. */
export async function scheduleAt(
  ctx: Ctx,
  tx: Tx,
  group: string,
  name: string,
): Promise<Readonly<ScheduleRow>> {
  await groupAt(ctx, tx, group);
  const row = await tx.schedule.find({ group, name });
  if (row === undefined) throw scheduleMissing(name);
  return row;
}

/** The next moment a schedule is for, after `after`; undefined when there is none. */
export function nextMoment(row: Readonly<ScheduleRow>, after: number): number | undefined {
  const schedule = parseSchedule(row.expression)!;
  const from = row.startAt ?? row.createdAt;
  // A rate begins with its start; a moment at the very start counts.
  const earliest = Math.max(after, (row.startAt ?? 0) - 1);
  if (schedule.kind === "rate" && row.startAt !== undefined && row.startAt > after)
    return within(row, row.startAt);
  return within(row, nextRun(schedule, earliest, from, zoneOf(row.timezone)));
}

const within = (row: Readonly<ScheduleRow>, at: number | undefined): number | undefined =>
  at === undefined || (row.endAt !== undefined && at > row.endAt) ? undefined : at;

/** Stores a schedule and awaits its next moment after `after`, later within its window by chance. */
export async function awaitNext(
  ctx: Ctx,
  tx: Tx,
  row: ScheduleRow,
  after: number,
): Promise<boolean> {
  const { scheduledAt: _scheduledAt, ...kept } = row;
  const next = row.state === "DISABLED" ? undefined : nextMoment(row, after);
  const minutes = row.window.Mode === "FLEXIBLE" ? (row.window.MaximumWindowInMinutes ?? 0) : 0;
  const delay = Math.floor(ctx.chance.fraction() * minutes * 60_000);
  await tx.schedule.put({ ...kept, ...(next === undefined ? {} : { scheduledAt: next }) });
  await tx.due.set(
    "run",
    `${row.group}/${row.name}`,
    next === undefined ? undefined : next + delay,
  );
  return next !== undefined;
}
