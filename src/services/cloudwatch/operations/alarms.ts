/** Alarms: putting, showing, deleting. */
import { notImplemented } from "#aws/fault";
import type {
  DescribeAlarmsInput,
  PutCompositeAlarmInput,
  PutMetricAlarmInput,
} from "#aws/generated/types/cloudwatch";
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import { compose, enter, record, shownAlarm } from "../alarms.ts";
import { alarmArn, alarmTypeOf, dimensionsText, isComposite } from "../domain.ts";
import { awaitNext } from "../due.ts";
import { alarmMissing, badToken, otherType, tooManyAlarms, validation } from "../errors.ts";
import { isComparison } from "../evaluation.ts";
import { announceChange } from "../messages.ts";
import type { Ctx, Tx } from "../points.ts";
import { checkedQueries, isPeriod } from "../queries.ts";
import { compileRule, InvalidRule, type Rule } from "../rule.ts";
import { isStatistic } from "../statistics.ts";
import { type AlarmRow, on } from "../tables.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const ALARMS = 5_000;
const PAGE = 100;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;
const MISSING = ["missing", "ignore", "breaching", "notBreaching"];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const PutMetricAlarm = on("PutMetricAlarm", (ctx, input) => {
  checkAlarm(ctx, input);
  return ctx.update(async (tx) => {
    await awaitNext(ctx, tx, (await keep(ctx, tx, input)).row);
    return {};
  });
});

/** Makes or changes an alarm, and writes that down. */
async function keep(ctx: Ctx, tx: Tx, input: PutMetricAlarmInput | PutCompositeAlarmInput) {
  const { AlarmName: name, ActionsEnabled: actionsEnabled = true, Tags, ...configuration } = input;
  const held = (await tx.alarm.find({ name })) as AlarmRow | undefined;
  if (held === undefined && (await tx.alarm.count()) >= ALARMS) throw tooManyAlarms();
  const row: AlarmRow = {
    state: "INSUFFICIENT_DATA",
    reason: "Unchecked: Initial alarm creation",
    stateAt: ctx.now,
    changedAt: ctx.now,
    // An alarm that is there keeps its state and its tags.
    tags: Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    ...held,
    ...{ name, configuration, actionsEnabled, configuredAt: ctx.now },
  };
  if (held !== undefined && isComposite(held) !== isComposite(row)) throw otherType(name);
  await tx.alarm.put(row);
  const [alarmType, verb] = [alarmTypeOf(row), held === undefined ? "created" : "updated"];
  const summary = `Alarm "${name}" ${verb}`;
  const data = changeData(ctx, held, row);
  await record(ctx, tx, { name, alarmType, type: "ConfigurationUpdate", summary }, data);
  await announceChange(ctx, tx, held, row);
  return { row, verb };
}

/** Its state is that of its rule at once, and whenever one of the alarms in the rule changes. */
export const PutCompositeAlarm = on("PutCompositeAlarm", (ctx, input) => {
  const rule = ruleOf(input.AlarmRule);
  checkActions(input, "cloudwatch:PutCompositeAlarm");
  return ctx.update(async (tx) => {
    const states = new Map((await tx.alarm.list({})).map(({ name, state }) => [name, state]));
    const missing = [...rule.names].filter((name) => !states.has(name));
    if (missing.length > 0)
      throw validation(
        `Could not save the composite alarm as alarms [${missing.join(", ")}] in the alarm rule do not exist`,
      );
    const { row, verb } = await keep(ctx, tx, input);
    const value = rule.holds((name) => states.get(name)) ? "ALARM" : "OK";
    const reason = `${alarmArn(ctx, row.name)} was ${verb} and its alarm rule evaluates to ${value}`;
    if (value === row.state) return {};
    await enter(ctx, tx, row, { value, reason });
    await compose(ctx, tx);
    return {};
  });
});

/** @throws Fault ValidationError */
function ruleOf(text: string): Rule {
  if (/\bAT_LEAST\s*\(/.test(text))
    throw notImplemented("cloudwatch:PutCompositeAlarm with AT_LEAST");
  try {
    return compileRule(text);
  } catch (error) {
    throw error instanceof InvalidRule ? validation(error.message) : error;
  }
}

function changeData(ctx: Ctx, from: AlarmRow | undefined, to: AlarmRow | undefined) {
  const [before, after] = [from, to].map((row) => row && shownAlarm(ctx, row));
  if (before === undefined) return { version: "1.0", type: "Create", createdAlarm: after };
  if (after === undefined) return { version: "1.0", type: "Delete", deletedAlarm: before };
  return { version: "1.0", type: "Update", updatedAlarm: after, previousAlarm: before };
}

/** @throws Fault ValidationError */
function checkAlarm(ctx: Ctx, input: PutMetricAlarmInput): void {
  const { ComparisonOperator, EvaluationPeriods, Threshold, DatapointsToAlarm } = input;
  if (input.ThresholdMetricId !== undefined || /Lower|Upper/.test(ComparisonOperator ?? ""))
    throw notImplemented("cloudwatch:PutMetricAlarm with bands of anomaly detection");
  for (const [name, value] of Object.entries({ ComparisonOperator, EvaluationPeriods, Threshold }))
    if (value === undefined) throw validation(`${name} must not be null`);
  if (!isComparison(ComparisonOperator!))
    throw validation(
      `The value ${ComparisonOperator} for parameter ComparisonOperator is invalid.`,
    );
  if (DatapointsToAlarm !== undefined && DatapointsToAlarm > EvaluationPeriods!)
    throw validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
  if (input.TreatMissingData !== undefined && !MISSING.includes(input.TreatMissingData))
    throw validation(
      `The value ${input.TreatMissingData} is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, ignore, missing].`,
    );
  const { EvaluateLowSampleCountPercentile: low = "evaluate" } = input;
  if (low !== "evaluate" && low !== "ignore")
    throw validation(
      `Option ${low} is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.`,
    );
  const periods = input.Metrics === undefined ? [checkMetric(input)] : checkMetrics(ctx, input);
  const period = Math.max(...periods);
  const days = period >= HOUR_SECONDS ? 7 : 1;
  if (EvaluationPeriods! * period > days * DAY_SECONDS)
    throw validation(
      `Metrics cannot be checked across more than ${days === 1 ? "a day" : "a week"} (EvaluationPeriods * Period must be <= ${days * DAY_SECONDS}).`,
    );
  checkActions(input, "cloudwatch:PutMetricAlarm");
}

/** @returns Its period, in seconds. */
function checkMetric(input: PutMetricAlarmInput): number {
  const { MetricName, Namespace, Period, Statistic, ExtendedStatistic } = input;
  for (const [name, value] of Object.entries({ MetricName, Namespace, Period }))
    if (value === undefined) throw validation(`${name} must not be null`);
  if ((Statistic === undefined) === (ExtendedStatistic === undefined))
    throw validation("Exactly one of Statistic and ExtendedStatistic must be specified.");
  if (ExtendedStatistic !== undefined && !isStatistic(ExtendedStatistic))
    throw validation(
      `The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`,
    );
  if (Period! < 10 || !isPeriod(Period!))
    throw validation("Period must be 10, 20, 30 or a multiple of 60");
  return Period!;
}

const METRICS = 20;

function checkMetrics(ctx: Ctx, input: PutMetricAlarmInput): number[] {
  const queries = input.Metrics!;
  const { MetricName, Namespace, Period, Statistic, ExtendedStatistic, Dimensions, Unit } = input;
  const others = { MetricName, Namespace, Period, Statistic, ExtendedStatistic, Unit };
  for (const [name, value] of Object.entries({ ...others, Dimensions: Dimensions?.[0] }))
    if (value !== undefined)
      throw validation(`${name} must not be set if a Metrics list is given.`);
  if (queries.length === 0 || queries.length > METRICS)
    throw validation(`The collection Metrics must have from 1 to ${METRICS} members.`);
  checkedQueries(ctx, queries, "Metrics", "PutMetricAlarm");
  if (queries.filter(({ ReturnData }) => ReturnData !== false).length !== 1)
    throw validation("Exactly one element of the metrics list should return data.");
  return queries.map((query) => query.MetricStat?.Period ?? query.Period ?? 0);
}

/** Topics and functions are called; AWS has others that stop machines and open tickets. */
function checkActions(input: PutMetricAlarmInput | PutCompositeAlarmInput, asked: string): void {
  const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = input;
  for (const action of [...AlarmActions, ...OKActions, ...InsufficientDataActions])
    checkAction(action, asked);
}

function checkAction(arn: string, asked: string): void {
  if (/^arn:[\w-]+:(sns:[\w-]+:\d{12}:[\w.-]+|lambda:[\w-]+:\d{12}:function:[\w:$-]+)$/.test(arn))
    return;
  if (!/^arn:[\w-]+:[\w-]+:/.test(arn)) throw validation(`Invalid arn syntax: ${arn}`);
  throw notImplemented(`${asked} with the action ${arn}`);
}

export const DescribeAlarms = on("DescribeAlarms", (ctx, input) => {
  const { MaxRecords: most = PAGE, NextToken } = input;
  const after = keyIn(NextToken);
  if (after === "") throw badToken();
  return ctx.view(async (tx) => {
    const { rows, next } = await readPage(tx.alarm, {
      column: "name",
      after,
      limit: most,
      keep: (row) => isAsked(row as AlarmRow, input),
    });
    const page = rows as readonly AlarmRow[];
    return {
      CompositeAlarms: page.filter(isComposite).map((row) => shownAlarm(ctx, row)),
      MetricAlarms: page.filter((row) => !isComposite(row)).map((row) => shownAlarm(ctx, row)),
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
    };
  });
});

function isAsked(row: AlarmRow, input: DescribeAlarmsInput): boolean {
  const { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix, AlarmTypes } = input;
  // Composite alarms are shown to those who ask for them.
  const types: readonly string[] = AlarmTypes?.length ? AlarmTypes : ["MetricAlarm"];
  if (!types.includes(alarmTypeOf(row))) return false;
  if (AlarmNames?.length && !AlarmNames.includes(row.name)) return false;
  if (AlarmNamePrefix !== undefined && !row.name.startsWith(AlarmNamePrefix)) return false;
  if (StateValue !== undefined && row.state !== StateValue) return false;
  const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = row.configuration;
  return (
    ActionPrefix === undefined ||
    [...AlarmActions, ...OKActions, ...InsufficientDataActions].some((action) =>
      action.startsWith(ActionPrefix),
    )
  );
}

export const DescribeAlarmsForMetric = on("DescribeAlarmsForMetric", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = (await tx.alarm.list({})) as AlarmRow[];
    const dimensions = dimensionsText(input.Dimensions);
    const found = rows.filter(
      ({ configuration: of }) =>
        of.MetricName === input.MetricName &&
        of.Namespace === input.Namespace &&
        dimensionsText(of.Dimensions) === dimensions &&
        (input.Statistic ?? of.Statistic) === of.Statistic &&
        (input.ExtendedStatistic ?? of.ExtendedStatistic) === of.ExtendedStatistic &&
        (input.Period ?? of.Period) === of.Period &&
        (input.Unit ?? of.Unit) === of.Unit,
    );
    return { MetricAlarms: found.map((row) => shownAlarm(ctx, row)) };
  }),
);

/** All of them, or none where one is not there or is named by a composite alarm that stays. */
export const DeleteAlarms = on("DeleteAlarms", (ctx, input) =>
  ctx.update(async (tx) => {
    const names = new Set(input.AlarmNames);
    const rows = (await tx.alarm.list({})) as AlarmRow[];
    const staying = rows.filter((row) => isComposite(row) && !names.has(row.name));
    for (const name of names) {
      const row = rows.find((one) => one.name === name);
      if (row === undefined) throw alarmMissing(name);
      if (staying.some((one) => compileRule(one.configuration.AlarmRule!).names.has(name)))
        throw validation(`Cannot delete ${name} as there are composite alarm(s) depending on it.`);
      await tx.alarm.remove({ name });
      const [alarmType, summary] = [alarmTypeOf(row), `Alarm "${name}" deleted`];
      const data = changeData(ctx, row, undefined);
      await record(ctx, tx, { name, alarmType, type: "ConfigurationUpdate", summary }, data);
      await announceChange(ctx, tx, row, undefined);
    }
    return {};
  }),
);
