/** Schedules. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
import type { CreateScheduleInput, ListSchedulesInput } from "#aws/generated/types/scheduler";
import { notImplemented } from "#aws/fault";
import { keyIn, type Page, pageOf, readPage, tokenOf } from "#kernel/pages";
import { parseSchedule } from "#languages/schedule/schedule";
import { zoneOf } from "#languages/schedule/zone";
import { scheduleExists, validation } from "../errors.ts";
import {
  type Ctx,
  DEFAULT_GROUP,
  awaitNext,
  eve,
  groupAt,
  scheduleArn,
  forget,
  scheduleAt,
  type Tx,
} from "../schedules.ts";
import { checkRole } from "../role.ts";
import { refused, sealWith, unseal } from "../seals.ts";
import { on, type ScheduleRow } from "../tables.ts";
import { checkTarget, retryPolicyOf } from "../target.ts";
import { doneBefore } from "../tokens.ts";

const PAGE = 100;
/** How long ago the start of a schedule may be when it is given. */
const START_PAST_MS = 5 * 60_000;

export const CreateSchedule = on("CreateSchedule", async (ctx, input) => {
  check(ctx, input);
  const group = input.GroupName ?? DEFAULT_GROUP;
  await ctx.passRole(input.Target.RoleArn);
  await checkRole(ctx, input.Target.RoleArn, group);
  const seal = await sealOf(ctx, input);
  return ctx.update(async (tx) => {
    const made = { ScheduleArn: scheduleArn(ctx, group, input.Name) };
    const { Name: name } = input;
    if (await doneBefore(tx, { operation: "CreateSchedule", input, group, name })) return made;
    await groupAt(ctx, tx, group);
    if ((await tx.schedule.find({ group, name: input.Name })) !== undefined)
      throw scheduleExists(input.Name);
    const row = { ...rowOf(ctx, input, ctx.now), ...seal };
    await awaitNext(ctx, tx, row, eve(row));
    return made;
  });
});

/** All of a schedule is given anew: what is left out is as if it had never been. */
export const UpdateSchedule = on("UpdateSchedule", async (ctx, input) => {
  check(ctx, input);
  const group = input.GroupName ?? DEFAULT_GROUP;
  await ctx.passRole(input.Target.RoleArn);
  await checkRole(ctx, input.Target.RoleArn, group);
  const seal = await sealOf(ctx, input);
  return ctx.update(async (tx) => {
    const made = { ScheduleArn: scheduleArn(ctx, group, input.Name) };
    const { Name: name } = input;
    if (await doneBefore(tx, { operation: "UpdateSchedule", input, group, name })) return made;
    const { createdAt } = await scheduleAt(ctx, tx, group, input.Name);
    await awaitNext(ctx, tx, { ...rowOf(ctx, input, createdAt), ...seal }, ctx.now);
    return made;
  });
});

/** What the schedule's key seals. @throws Fault when the key cannot be used. */
async function sealOf(ctx: Ctx, input: CreateScheduleInput): Promise<{ seal?: string }> {
  const { KmsKeyArn: key, GroupName: group = DEFAULT_GROUP, Name } = input;
  return key === undefined ? {} : { seal: await sealWith(ctx, key, scheduleArn(ctx, group, Name)) };
}

/** @throws Fault Validation. */
function check(ctx: Ctx, input: CreateScheduleInput): void {
  const schedule = parseSchedule(input.ScheduleExpression);
  if (schedule === undefined)
    throw validation(`Invalid Schedule Expression ${input.ScheduleExpression}.`);
  const zone = input.ScheduleExpressionTimezone ?? "UTC";
  if (zoneOf(zone) === undefined) throw validation(`Invalid time zone ${zone}.`);
  const { Mode, MaximumWindowInMinutes } = input.FlexibleTimeWindow;
  if (Mode === "FLEXIBLE" && MaximumWindowInMinutes === undefined)
    throw validation(
      "MaximumWindowInMinutes is required when FlexibleTimeWindow Mode is FLEXIBLE.",
    );
  if (Mode === "OFF" && MaximumWindowInMinutes !== undefined)
    throw validation(
      "MaximumWindowInMinutes must not be given when FlexibleTimeWindow Mode is OFF.",
    );
  // A schedule for once ignores both.
  if (schedule.kind !== "at") checkDates(ctx, input.StartDate, input.EndDate);
  for (const name of [
    "EventBridgePutEventsV2Parameters",
    "EventBridgePutRawEventsParameters",
  ] as const)
    if (input.Target[name] !== undefined) throw notImplemented(`scheduler: ${name}`);
  checkTarget(input.Target);
}

/** AWS's words: https://github.com/getmoto/moto/pull/8172 */
function checkDates(ctx: Ctx, start: number | undefined, end: number | undefined): void {
  if (start === undefined) return;
  if (start < ctx.now - START_PAST_MS)
    throw validation("The StartDate you specify cannot be earlier than 5 minutes ago.");
  if (end !== undefined && start >= end) throw validation("EndDate must be after StartDate.");
}

function rowOf(ctx: Ctx, input: CreateScheduleInput, createdAt: number): ScheduleRow {
  return {
    group: input.GroupName ?? DEFAULT_GROUP,
    name: input.Name,
    expression: input.ScheduleExpression,
    timezone: input.ScheduleExpressionTimezone ?? "UTC",
    state: input.State ?? "ENABLED",
    target: input.Target,
    window: input.FlexibleTimeWindow,
    afterCompletion: input.ActionAfterCompletion ?? "NONE",
    createdAt,
    modifiedAt: ctx.now,
    ...(input.StartDate === undefined ? {} : { startAt: input.StartDate }),
    ...(input.EndDate === undefined ? {} : { endAt: input.EndDate }),
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(input.KmsKeyArn === undefined ? {} : { kmsKeyArn: input.KmsKeyArn }),
  };
}

export const GetSchedule = on("GetSchedule", async (ctx, input) => {
  const group = input.GroupName ?? DEFAULT_GROUP;
  const row = await ctx.view((tx) => scheduleAt(ctx, tx, group, input.Name));
  await unseal(ctx, row, scheduleArn(ctx, group, input.Name)).catch(refused);
  return shown(ctx, row);
});

const shown = (ctx: Ctx, row: Readonly<ScheduleRow>) => ({
  Arn: scheduleArn(ctx, row.group, row.name),
  GroupName: row.group,
  Name: row.name,
  ScheduleExpression: row.expression,
  ScheduleExpressionTimezone: row.timezone,
  State: row.state,
  CreationDate: row.createdAt,
  LastModificationDate: row.modifiedAt,
  Target: { ...row.target, RetryPolicy: retryPolicyOf(row.target) },
  FlexibleTimeWindow: row.window,
  ActionAfterCompletion: row.afterCompletion,
  ...(row.startAt === undefined ? {} : { StartDate: row.startAt }),
  ...(row.endAt === undefined ? {} : { EndDate: row.endAt }),
  ...(row.description === undefined ? {} : { Description: row.description }),
  ...(row.kmsKeyArn === undefined ? {} : { KmsKeyArn: row.kmsKeyArn }),
});

export const DeleteSchedule = on("DeleteSchedule", (ctx, input) =>
  ctx.update(async (tx) => {
    const { group, name } = await scheduleAt(ctx, tx, input.GroupName ?? DEFAULT_GROUP, input.Name);
    await forget(tx, group, name);
    return {};
  }),
);

export const ListSchedules = on("ListSchedules", (ctx, input) =>
  ctx.view(async (tx) => {
    if (input.GroupName !== undefined) await groupAt(ctx, tx, input.GroupName);
    const { rows, next } = await schedulesPage(tx, input);
    return {
      Schedules: rows.map((row) => ({
        Arn: scheduleArn(ctx, row.group, row.name),
        Name: row.name,
        GroupName: row.group,
        State: row.state,
        CreationDate: row.createdAt,
        LastModificationDate: row.modifiedAt,
        Target: { Arn: row.target.Arn },
      })),
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
    };
  }),
);

/** Schedules of one group or of all, group by group; the key of one is "group/name". */
async function schedulesPage(tx: Tx, input: ListSchedulesInput): Promise<Page<ScheduleRow>> {
  const { GroupName: only, MaxResults: limit = PAGE, NamePrefix: prefix, State: state } = input;
  const [from = "", name] = keyIn(input.NextToken)?.split("/") ?? [];
  const made = only === undefined ? (await tx.group.list()).map((group) => group.name) : [only];
  const groups = only === undefined ? [...new Set([DEFAULT_GROUP, ...made])].sort() : made;
  const found: ScheduleRow[] = [];
  for (const group of groups) {
    if (group < from || found.length > limit) continue;
    const { rows } = await readPage(tx.schedule, {
      column: "name",
      after: group === from ? name : undefined,
      limit: limit + 1 - found.length,
      where: { group },
      prefix,
      keep: (row) => state === undefined || row.state === state,
    });
    found.push(...rows);
  }
  return pageOf(found, (row) => `${row.group}/${row.name}`, undefined, limit);
}
