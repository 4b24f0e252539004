/** Rules: which events, or which moments, go to targets. */
import { compileEventPattern, InvalidEventPattern } from "#languages/event-pattern/pattern";
import { nextRun, parseSchedule } from "#languages/schedule/schedule";
import {
  type BusPlace,
  busAt,
  busPlace,
  type Ctx,
  DEFAULT_BUS,
  refuseManaged,
  ruleArn,
  ruleAt,
  touch,
  type Tx,
} from "../buses.ts";
import { invalidPattern, limitExceeded, validation } from "../errors.ts";
import { RULES_PER_BUS } from "../limits.ts";
import { pageOf } from "../paging.ts";
import { on, type RuleRow } from "../tables.ts";

export const PutRule = on("PutRule", async (ctx, input) => {
  const place = busPlace(ctx, input.EventBusName);
  const { EventPattern: pattern, ScheduleExpression: schedule } = input;
  if (!pattern && !schedule)
    throw validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  if (pattern) checkPattern(pattern);
  if (schedule) {
    if (place.name !== DEFAULT_BUS)
      throw validation("ScheduleExpression is supported only on the default event bus.");
    const parsed = parseSchedule(schedule);
    if (parsed === undefined || parsed.kind === "at")
      throw validation("Parameter ScheduleExpression is not valid.");
  }
  if (input.RoleArn !== undefined) await ctx.passRole(input.RoleArn);
  return ctx.update(async (tx) => {
    await busAt(ctx, tx, place);
    const there = tx.at(place.account, place.region);
    const current = await there.rule.find({ bus: place.name, name: input.Name });
    refuseManaged(ctx, current);
    if (current === undefined && (await there.rule.count({ bus: place.name })) >= RULES_PER_BUS)
      throw limitExceeded("The requested resource exceeds the maximum number allowed.");
    const given = Object.fromEntries((input.Tags ?? []).map((tag) => [tag.Key, tag.Value]));
    const row: RuleRow = {
      bus: place.name,
      name: input.Name,
      state: (input.State as RuleRow["state"] | undefined) ?? "ENABLED",
      tags: current?.tags ?? given,
      createdAt: current?.createdAt ?? ctx.now,
      ...(pattern ? { pattern } : {}),
      ...(schedule ? { schedule } : {}),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.RoleArn === undefined ? {} : { roleArn: input.RoleArn }),
      ...(ctx.principal.service === undefined ? {} : { managedBy: ctx.principal.service }),
      ...(current === undefined ? madeBy(ctx, place) : createdBy(current)),
    };
    await keep(ctx, tx, place, row);
    return { RuleArn: ruleArn(ctx, place, input.Name) };
  });
});

const madeBy = ({ account }: Ctx, place: BusPlace) =>
  account === place.account ? {} : { createdBy: account };

const createdBy = ({ createdBy: account }: Readonly<RuleRow>) =>
  account === undefined ? {} : { createdBy: account };

/** @throws Fault InvalidEventPattern. */
export function checkPattern(pattern: string) {
  try {
    return compileEventPattern(pattern);
  } catch (error) {
    if (error instanceof InvalidEventPattern) throw invalidPattern(error.message);
    throw error;
  }
}

/** Stores a rule; a schedule counts from when it was last put or enabled. */
async function keep(ctx: Ctx, tx: Tx, place: BusPlace, row: RuleRow): Promise<void> {
  const there = tx.at(place.account, place.region);
  await there.rule.put(row);
  await touch(ctx, tx, place);
  // Deadlines are by the rule's name alone, which is enough for the one bus that has schedules.
  if (place.name !== DEFAULT_BUS) return;
  const schedule = row.schedule === undefined ? undefined : parseSchedule(row.schedule);
  const next =
    schedule === undefined || row.state === "DISABLED"
      ? undefined
      : nextRun(schedule, ctx.now, ctx.now);
  await there.due.set("schedule", row.name, next);
}

export const DeleteRule = on("DeleteRule", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = busPlace(ctx, input.EventBusName);
    await busAt(ctx, tx, place);
    const there = tx.at(place.account, place.region);
    const key = { bus: place.name, name: input.Name };
    const row = await there.rule.find(key);
    if (row === undefined) return {};
    refuseManaged(ctx, row, input.Force);
    if ((await there.target.count({ bus: place.name, rule: input.Name })) > 0)
      throw validation("Rule can't be deleted since it has targets.");
    await there.rule.remove(key);
    if (place.name === DEFAULT_BUS) await there.due.set("schedule", input.Name, undefined);
    await touch(ctx, tx, place);
    return {};
  }),
);

export const EnableRule = on("EnableRule", (ctx, input) => turn(ctx, input, "ENABLED"));
export const DisableRule = on("DisableRule", (ctx, input) => turn(ctx, input, "DISABLED"));

function turn(
  ctx: Ctx,
  input: { Name: string; EventBusName?: string },
  state: RuleRow["state"],
): Promise<Record<string, never>> {
  return ctx.update(async (tx) => {
    const place = busPlace(ctx, input.EventBusName);
    const row = await ruleAt(ctx, tx, place, input.Name);
    refuseManaged(ctx, row);
    await keep(ctx, tx, place, { ...row, state });
    return {};
  });
}

export const DescribeRule = on("DescribeRule", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = busPlace(ctx, input.EventBusName);
    const row = await ruleAt(ctx, tx, place, input.Name);
    return { ...shown(ctx, place, row), CreatedBy: row.createdBy ?? place.account };
  }),
);

export const ListRules = on("ListRules", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = busPlace(ctx, input.EventBusName);
    await busAt(ctx, tx, place);
    const there = tx.at(place.account, place.region);
    const all = (await there.rule.list({ where: { bus: place.name } })).filter((row) =>
      row.name.startsWith(input.NamePrefix ?? ""),
    );
    const { rows, token } = pageOf(all, (row) => row.name, input.NextToken, input.Limit);
    return {
      Rules: rows.map((row) => shown(ctx, place, row)),
      ...(token === undefined ? {} : { NextToken: token }),
    };
  }),
);

export const ListRuleNamesByTarget = on("ListRuleNamesByTarget", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = busPlace(ctx, input.EventBusName);
    await busAt(ctx, tx, place);
    const there = tx.at(place.account, place.region);
    const found = await there.target.list({ where: { bus: place.name, arn: input.TargetArn } });
    const names = [...new Set(found.map((row) => row.rule))].sort();
    const { rows, token } = pageOf(names, (name) => name, input.NextToken, input.Limit);
    return { RuleNames: [...rows], ...(token === undefined ? {} : { NextToken: token }) };
  }),
);

export const TestEventPattern = on("TestEventPattern", (_ctx, input) => {
  const pattern = checkPattern(input.EventPattern);
  let event: unknown;
  try {
    event = JSON.parse(input.Event);
  } catch {
    throw validation("Parameter Event is not valid. Reason: it is no JSON.");
  }
  const held = event as Record<string, unknown> | null;
  for (const name of ["id", "source", "detail-type", "account", "region", "time"])
    if (typeof held !== "object" || held === null || held[name] === undefined)
      throw validation(`Parameter Event is not valid. Reason: Event must contain ${name}.`);
  return { Result: pattern.matches(event) };
});

function shown(ctx: Ctx, place: BusPlace, row: Readonly<RuleRow>) {
  return {
    Name: row.name,
    Arn: ruleArn(ctx, place, row.name),
    State: row.state,
    EventBusName: row.bus,
    ...(row.pattern === undefined ? {} : { EventPattern: row.pattern }),
    ...(row.schedule === undefined ? {} : { ScheduleExpression: row.schedule }),
    ...(row.description === undefined ? {} : { Description: row.description }),
    ...(row.roleArn === undefined ? {} : { RoleArn: row.roleArn }),
    ...(row.managedBy === undefined ? {} : { ManagedBy: row.managedBy }),
  };
}
