/** Alarms: how they are shown, and what happens when their state changes. */
import type { CompositeAlarm, MetricAlarm, MetricDataQuery } from "#aws/generated/types/cloudwatch";
import { servicePrincipal } from "#kernel/principal";
import { longTime } from "./evaluation.ts";
import type { Ctx, Tx } from "./points.ts";
import { compileRule } from "./rule.ts";
import type { AlarmRow, HistoryRow, StateValue } from "./tables.ts";

/** How long AWS keeps what happened to alarms. */
const HISTORY_MS = 30 * 86_400_000;

export const alarmArn = (ctx: Ctx, name: string): string => ctx.arn("cloudwatch", `alarm:${name}`);

export const isComposite = ({ configuration }: AlarmRow): boolean =>
  configuration.AlarmRule !== undefined;

export const alarmTypeOf = (row: AlarmRow): HistoryRow["alarmType"] =>
  isComposite(row) ? "CompositeAlarm" : "MetricAlarm";

/** An alarm as DescribeAlarms shows it. */
export function shownAlarm(ctx: Ctx, row: AlarmRow): MetricAlarm & CompositeAlarm {
  const { configuration, reasonData } = row;
  return {
    ...configuration,
    AlarmName: row.name,
    AlarmArn: alarmArn(ctx, row.name),
    AlarmConfigurationUpdatedTimestamp: row.configuredAt,
    ActionsEnabled: row.actionsEnabled,
    OKActions: configuration.OKActions ?? [],
    AlarmActions: configuration.AlarmActions ?? [],
    InsufficientDataActions: configuration.InsufficientDataActions ?? [],
    ...(isComposite(row) ? {} : { Dimensions: configuration.Dimensions ?? [] }),
    StateValue: row.state,
    StateReason: row.reason,
    ...(reasonData === undefined ? {} : { StateReasonData: reasonData }),
    StateUpdatedTimestamp: row.stateAt,
    StateTransitionedTimestamp: row.changedAt,
  };
}

/** Writes down what happened to an alarm. */
export async function record(
  ctx: Ctx,
  tx: Tx,
  row: Pick<HistoryRow, "name" | "alarmType" | "type" | "summary">,
  data: object,
): Promise<void> {
  const sequence = ctx.kernel.sequence();
  await tx.history.put({ ...row, at: ctx.now, sequence, data: JSON.stringify(data) });
  await tx.history.run("forget", { horizon: ctx.now - HISTORY_MS });
}

export interface State {
  readonly value: StateValue;
  readonly reason: string;
  readonly reasonData?: string | undefined;
}

/**
 * Puts an alarm into a state; a change is recorded, told to the default bus, and acted on.
 * @returns The alarm as it is then.
 */
export async function enter(ctx: Ctx, tx: Tx, row: AlarmRow, state: State): Promise<AlarmRow> {
  const next: AlarmRow = {
    ...row,
    ...{ state: state.value, reason: state.reason, stateAt: ctx.now },
    ...{ reasonData: state.reasonData },
  };
  if (state.value === row.state) {
    await tx.alarm.put(next);
    return next;
  }
  next.changedAt = ctx.now;
  await tx.alarm.put(next);
  const summary = `Alarm updated from ${row.state} to ${next.state}`;
  const data = { version: "1.0", oldState: stateData(row), newState: stateData(next) };
  const alarmType = alarmTypeOf(row);
  await record(ctx, tx, { name: row.name, alarmType, type: "StateUpdate", summary }, data);
  await announce(ctx, tx, row, next);
  if (row.actionsEnabled)
    for (const action of actionsOf(next)) await act(ctx, tx, action, row, next);
  return next;
}

/** Composite alarms upon composite alarms settle in so many rounds; those in a circle stop there. */
const ROUNDS = 20;

/** Brings composite alarms into the states of their rules, after other alarms have changed. */
export async function compose(ctx: Ctx, tx: Tx): Promise<void> {
  const rows = new Map(((await tx.alarm.list({})) as AlarmRow[]).map((row) => [row.name, row]));
  const rules = [...rows.values()]
    .filter(isComposite)
    .map((row) => [row.name, compileRule(row.configuration.AlarmRule!)] as const);
  for (let round = 0; round < ROUNDS; round++) {
    let settled = true;
    for (const [name, rule] of rules) {
      const row = rows.get(name)!;
      const value = rule.holds((one) => rows.get(one)?.state) ? "ALARM" : "OK";
      if (value === row.state) continue;
      const children = [...rule.names].flatMap((child) => rows.get(child) ?? []);
      rows.set(name, await enter(ctx, tx, row, { value, ...becauseOf(ctx, children, value) }));
      settled = false;
    }
    if (settled) return;
  }
}

/** Why a composite alarm changed: the one of its children that changed last, best to the same state. */
function becauseOf(ctx: Ctx, children: readonly AlarmRow[], value: StateValue) {
  const [last] = [...children].sort(
    (a, b) => b.changedAt - a.changedAt || Number(b.state === value) - Number(a.state === value),
  );
  if (last === undefined) return { reason: `The alarm rule evaluates to ${value}` };
  const arn = alarmArn(ctx, last.name);
  const state = { value: last.state, timestamp: longTime(last.stateAt) };
  return {
    reason: `${arn} transitioned to ${last.state} at ${spokenTime(last.changedAt)}`,
    reasonData: JSON.stringify({ triggeringAlarms: [{ arn, state }] }),
  };
}

/** Friday 04 August, 2023 12:54:46 UTC */
function spokenTime(at: number): string {
  const name = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(at);
  const [year, , day, time] = new Date(at).toISOString().split(/[-T.]/);
  return `${name({ weekday: "long" })} ${day} ${name({ month: "long" })}, ${year} ${time} UTC`;
}

const stateData = (row: AlarmRow) => ({
  stateValue: row.state,
  stateReason: row.reason,
  ...(row.reasonData === undefined ? {} : { stateReasonData: parsed(row.reasonData) }),
});

/** What somebody gave as JSON is JSON; checked when it was given. */
const parsed = (text: string): unknown => JSON.parse(text) as unknown;

function actionsOf({ state, configuration }: AlarmRow): readonly string[] {
  if (state === "OK") return configuration.OKActions ?? [];
  return (
    (state === "ALARM" ? configuration.AlarmActions : configuration.InsufficientDataActions) ?? []
  );
}

const eventState = (row: AlarmRow) => ({
  value: row.state,
  reason: row.reason,
  ...(row.reasonData === undefined ? {} : { reasonData: row.reasonData }),
  timestamp: longTime(row.stateAt),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
async function announce(ctx: Ctx, tx: Tx, from: AlarmRow, to: AlarmRow): Promise<void> {
  if (!ctx.kernel.services.has("events")) return;
  const arn = alarmArn(ctx, to.name);
  const detail = {
    alarmName: to.name,
    state: eventState(to),
    previousState: eventState(from),
    configuration: configurationOf(ctx, to),
  };
  await tx.outbox.send({
    service: "events",
    operation: "PutEvents",
    as: "cloudwatch.amazonaws.com",
    sourceArn: arn,
    input: {
      Entries: [
        {
          Source: "aws.cloudwatch",
          DetailType: "CloudWatch Alarm State Change",
          Detail: JSON.stringify(detail),
          Resources: [arn],
          Time: ctx.now,
        },
      ],
    },
  });
}

/** An alarm's configuration as events have it: every member begins with a small letter. */
function configurationOf(ctx: Ctx, { configuration }: AlarmRow) {
  const { AlarmDescription: description, AlarmRule: alarmRule } = configuration;
  if (alarmRule !== undefined)
    return { alarmRule, ...(description === undefined ? {} : { description }) };
  const metrics = configuration.Metrics?.map(eventQuery) ?? [
    eventQuery({
      Id: ctx.chance.uuid(),
      MetricStat: metricStatOf(configuration),
      ReturnData: true,
    }),
  ];
  return { ...(description === undefined ? {} : { description }), metrics };
}

/** The metric of an alarm that has one, as a query has it. */
export const metricStatOf = (configuration: AlarmRow["configuration"]) => ({
  Metric: {
    Namespace: configuration.Namespace!,
    MetricName: configuration.MetricName!,
    Dimensions: configuration.Dimensions ?? [],
  },
  Period: configuration.Period!,
  Stat: configuration.Statistic ?? configuration.ExtendedStatistic!,
  ...(configuration.Unit === undefined ? {} : { Unit: configuration.Unit }),
});

function eventQuery(query: MetricDataQuery) {
  const { Id: id, Expression: expression, Label: label, ReturnData: returnData = true } = query;
  const { MetricStat: of } = query;
  return {
    id,
    ...(expression === undefined ? {} : { expression }),
    ...(label === undefined ? {} : { label }),
    ...(of === undefined
      ? {}
      : {
          metricStat: {
            metric: {
              namespace: of.Metric.Namespace,
              name: of.Metric.MetricName,
              dimensions: Object.fromEntries(
                (of.Metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
              ),
            },
            period: of.Period,
            stat: of.Stat,
            ...(of.Unit === undefined ? {} : { unit: of.Unit }),
          },
        }),
    returnData,
  };
}

/** One call of an action, as its delivery keeps it. */
interface Acting {
  readonly name: string;
  readonly alarmType: HistoryRow["alarmType"];
  readonly action: string;
  /** Epoch milliseconds. */
  readonly stateAt: number;
  readonly call: { readonly service: "sns" | "lambda"; readonly input: Record<string, unknown> };
}

async function act(ctx: Ctx, tx: Tx, action: string, from: AlarmRow, to: AlarmRow): Promise<void> {
  const ofFunction = action.split(":")[2] === "lambda";
  const acting: Acting = {
    ...{ name: to.name, alarmType: alarmTypeOf(to), action, stateAt: to.stateAt },
    call: ofFunction
      ? { service: "lambda", input: { payload: functionPayload(ctx, from, to) } }
      : { service: "sns", input: topicMessage(ctx, action, from, to) },
  };
  await tx.outbox.send({
    deliver: "act",
    input: acting as unknown as Record<string, unknown>,
    sourceArn: alarmArn(ctx, to.name),
    onFailure: {
      name: "unacted",
      id: JSON.stringify({ ...acting, call: undefined }),
    },
  });
}

/** Delivery: calls an action, and writes down that it was called. @throws Fault */
export async function deliverAction(
  ctx: Ctx,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const acting = input as unknown as Acting;
  const { name, action, call } = acting;
  const [, , , region = ctx.region, account = ctx.account] = action.split(":");
  const sourceArn = alarmArn(ctx, name);
  const place = { sourceArn, account, region };
  if (call.service === "lambda")
    await ctx.call(
      "lambda",
      "Invoke",
      {
        FunctionName: action,
        InvocationType: "Event",
        Payload: new Uint8Array(Buffer.from(String(call.input["payload"]))),
      },
      {
        ...place,
        principal: servicePrincipal("lambda.alarms.cloudwatch.amazonaws.com", ctx.account),
      },
    );
  else
    await ctx.call("sns", "Publish", call.input as { Message: string }, {
      ...place,
      principal: servicePrincipal("cloudwatch.amazonaws.com", ctx.account),
    });
  const message = call.input["Message"] ?? call.input["payload"];
  const publishedMessage = JSON.stringify({ default: message });
  const summary = `Successfully executed action ${action}`;
  await recordAction(ctx, summary, acting, { error: null, publishedMessage });
}

function recordAction(
  ctx: Ctx,
  summary: string,
  { name, alarmType, action, stateAt }: Omit<Acting, "call">,
  { error, ...further }: { readonly error: string | null; readonly publishedMessage?: string },
): Promise<void> {
  const data = {
    error,
    actionState: error === null ? "Succeeded" : "Failed",
    notificationResource: action,
    stateUpdateTimestamp: stateAt,
    ...further,
  };
  return ctx.update((tx) => record(ctx, tx, { name, alarmType, type: "Action", summary }, data));
}

/** An action could not be called for good. @param id JSON of the alarm's name and the action. */
export async function actionFailed(ctx: Ctx, id: string, error: Error): Promise<void> {
  const acting = JSON.parse(id) as Acting;
  const summary = `Failed to execute action ${acting.action}. Received error: "${error.message}"`;
  await recordAction(ctx, summary, acting, { error: error.message });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
function functionPayload(ctx: Ctx, from: AlarmRow, to: AlarmRow): string {
  return JSON.stringify({
    source: "aws.cloudwatch",
    alarmArn: alarmArn(ctx, to.name),
    accountId: ctx.account,
    time: longTime(ctx.now),
    region: ctx.region,
    alarmData: {
      alarmName: to.name,
      state: eventState(to),
      previousState: eventState(from),
      configuration: configurationOf(ctx, to),
    },
  });
}

function topicMessage(ctx: Ctx, TopicArn: string, from: AlarmRow, to: AlarmRow) {
  const { configuration } = to;
  const region = REGIONS.get(ctx.region) ?? ctx.region;
  const message = {
    AlarmName: to.name,
    AlarmDescription: configuration.AlarmDescription ?? null,
    AWSAccountId: ctx.account,
    AlarmConfigurationUpdatedTimestamp: longTime(to.configuredAt),
    NewStateValue: to.state,
    NewStateReason: to.reason,
    StateChangeTime: longTime(to.stateAt),
    Region: region,
    AlarmArn: alarmArn(ctx, to.name),
    OldStateValue: from.state,
    OKActions: configuration.OKActions ?? [],
    AlarmActions: configuration.AlarmActions ?? [],
    InsufficientDataActions: configuration.InsufficientDataActions ?? [],
    ...(isComposite(to)
      ? { AlarmRule: configuration.AlarmRule, TriggeringChildren: childrenOf(to) }
      : { Trigger: triggerOf(configuration) }),
  };
  // A subject of SNS has a hundred characters at most.
  const Subject = `${to.state}: "${to.name}" in ${region}`.replace(/[^ -~]/g, "?").slice(0, 100);
  return { TopicArn, Subject, Message: JSON.stringify(message) };
}

/** What made a composite alarm change, as its reason's data has it. */
function childrenOf({ reasonData }: AlarmRow) {
  const { triggeringAlarms = [] } = (reasonData === undefined ? {} : parsed(reasonData)) as {
    triggeringAlarms?: { arn: string; state: { value: string; timestamp: string } }[];
  };
  return triggeringAlarms.map(({ arn: Arn, state: { value: Value, timestamp: Timestamp } }) => ({
    Arn,
    State: { Value, Timestamp },
  }));
}

const STATISTICS: ReadonlyMap<string, string> = new Map([
  ["SampleCount", "SAMPLE_COUNT"],
  ["Average", "AVERAGE"],
  ["Sum", "SUM"],
  ["Minimum", "MINIMUM"],
  ["Maximum", "MAXIMUM"],
]);

function triggerOf(configuration: AlarmRow["configuration"]) {
  const { Period, EvaluationPeriods, DatapointsToAlarm, ComparisonOperator } = configuration;
  const shared = {
    ...(Period === undefined ? {} : { Period }),
    EvaluationPeriods,
    ...(DatapointsToAlarm === undefined ? {} : { DatapointsToAlarm }),
    ComparisonOperator,
    Threshold: configuration.Threshold,
    TreatMissingData: configuration.TreatMissingData ?? "",
    EvaluateLowSampleCountPercentile: configuration.EvaluateLowSampleCountPercentile ?? "",
  };
  if (configuration.Metrics !== undefined)
    return { ...shared, Metrics: configuration.Metrics.map(triggerQuery) };
  const { Statistic, ExtendedStatistic, Dimensions = [] } = configuration;
  return {
    MetricName: configuration.MetricName,
    Namespace: configuration.Namespace,
    ...(Statistic === undefined
      ? { StatisticType: "ExtendedStatistic", ExtendedStatistic }
      : { StatisticType: "Statistic", Statistic: STATISTICS.get(Statistic) }),
    Unit: configuration.Unit ?? null,
    Dimensions: Dimensions.map(({ Name, Value }) => ({ value: Value, name: Name })),
    ...shared,
  };
}

function triggerQuery(query: MetricDataQuery) {
  const { MetricStat, ...rest } = query;
  if (MetricStat === undefined) return rest;
  const { Metric } = MetricStat;
  const Dimensions = (Metric.Dimensions ?? []).map(({ Name, Value }) => ({
    value: Value,
    name: Name,
  }));
  return { ...rest, MetricStat: { ...MetricStat, Metric: { ...Metric, Dimensions } } };
}

/** The names that AWS's messages have for regions; others show their id. */
const REGIONS: ReadonlyMap<string, string> = new Map([
  ["us-east-1", "US East (N. Virginia)"],
  ["us-east-2", "US East (Ohio)"],
  ["us-west-1", "US West (N. California)"],
  ["us-west-2", "US West (Oregon)"],
  ["ca-central-1", "Canada (Central)"],
  ["eu-central-1", "EU (Frankfurt)"],
  ["eu-north-1", "EU (Stockholm)"],
  ["eu-west-1", "EU (Ireland)"],
  ["eu-west-2", "EU (London)"],
  ["eu-west-3", "EU (Paris)"],
  ["ap-northeast-1", "Asia Pacific (Tokyo)"],
  ["ap-northeast-2", "Asia Pacific (Seoul)"],
  ["ap-south-1", "Asia Pacific (Mumbai)"],
  ["ap-southeast-1", "Asia Pacific (Singapore)"],
  ["ap-southeast-2", "Asia Pacific (Sydney)"],
  ["sa-east-1", "South America (Sao Paulo)"],
]);

/** What was judged, as `StateReasonData` has it. */
export function reasonDataOf(
  configuration: AlarmRow["configuration"],
  now: number,
  periodMs: number,
  judged: readonly { at: number; value?: number; sampleCount?: number }[],
): string {
  const real = judged.filter(({ value }) => value !== undefined);
  const oldest = real.at(-1);
  const { Unit, Statistic, ExtendedStatistic } = configuration;
  const statistic = Statistic ?? ExtendedStatistic;
  return JSON.stringify({
    version: "1.0",
    queryDate: longTime(now),
    ...(oldest === undefined ? {} : { startDate: longTime(oldest.at) }),
    ...(Unit === undefined ? {} : { unit: Unit }),
    ...(statistic === undefined ? {} : { statistic }),
    period: periodMs / 1_000,
    recentDatapoints: real.map(({ value }) => value).reverse(),
    threshold: configuration.Threshold,
    evaluatedDatapoints: judged.map(({ at, sampleCount, value }) => ({
      timestamp: longTime(at),
      ...(sampleCount === undefined ? {} : { sampleCount }),
      ...(value === undefined ? {} : { value }),
    })),
  });
}
