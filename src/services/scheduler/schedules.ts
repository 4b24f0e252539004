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
  const zone = zoneOf(row.timezone);
  // "EventBridge Scheduler ignores StartDate for one-time schedules", and EndDate too:
  // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
  if (schedule.kind === "at") return nextRun(schedule, after, from, zone);
  // A rate's first moment is its start, or at once: "the schedule starts invoking the target
  // immediately", https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based
  if (schedule.kind === "rate" && from > after) return within(row, from);
  // A moment at the very start counts.
  const earliest = Math.max(after, (row.startAt ?? 0) - 1);
  return within(row, nextRun(schedule, earliest, from, zone));
}

/** The moment after which a new schedule's moments lie: a rate's first is that of its making. */
export const eve = (row: Readonly<ScheduleRow>): number =>
  row.expression.startsWith("rate(") ? row.createdAt - 1 : row.createdAt;

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

/** Takes a schedule away, with what is kept of it and awaited for it. */
export async function forget(tx: Tx, group: string, name: string): Promise<void> {
  await tx.schedule.remove({ group, name });
  await tx.request.removeAll({ group, name });
  await tx.due.set("run", `${group}/${name}`, undefined);
}
