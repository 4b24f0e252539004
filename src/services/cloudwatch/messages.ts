/** What alarms tell: events of the default bus, messages of topics, payloads of functions. */
import type { MetricDataQuery } from "#aws/generated/types/cloudwatch";
import { alarmArn, isComposite, metricStatOf } from "./domain.ts";
import { longTime } from "./evaluation.ts";
import type { Ctx, Tx } from "./points.ts";
import type { AlarmRow } from "./tables.ts";

/** What somebody gave as JSON is JSON; checked when it was given. */
const parsed = (text: string): unknown => JSON.parse(text) as unknown;

const eventState = (row: AlarmRow) => ({
  value: row.state,
  reason: row.reason,
  ...(row.reasonData === undefined ? {} : { reasonData: row.reasonData }),
  timestamp: longTime(row.stateAt),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export async function announceState(ctx: Ctx, tx: Tx, from: AlarmRow, to: AlarmRow): Promise<void> {
  const arn = alarmArn(ctx, to.name);
  const detail = {
    alarmName: to.name,
    state: eventState(to),
    previousState: eventState(from),
    configuration: configurationOf(ctx, to),
  };
  await putEvent(ctx, tx, arn, "CloudWatch Alarm State Change", detail);
}

/** An alarm was made, changed or deleted. @param to Undefined where it is gone. */
export async function announceChange(
  ctx: Ctx,
  tx: Tx,
  from: AlarmRow | undefined,
  to: AlarmRow | undefined,
): Promise<void> {
  const row = (to ?? from)!;
  const operation = from === undefined ? "create" : to === undefined ? "delete" : "update";
  const detail = {
    alarmName: row.name,
    operation,
    state: { value: row.state, timestamp: longTime(row.stateAt) },
    configuration: wholeConfiguration(ctx, row),
    ...(operation === "update" ? { previousConfiguration: wholeConfiguration(ctx, from!) } : {}),
  };
  const arn = alarmArn(ctx, row.name);
  await putEvent(ctx, tx, arn, "CloudWatch Alarm Configuration Change", detail);
}

async function putEvent(
  ctx: Ctx,
  tx: Tx,
  arn: string,
  DetailType: string,
  detail: object,
): Promise<void> {
  if (!ctx.kernel.services.has("events")) return;
  const Detail = JSON.stringify(detail);
  const entry = { Source: "aws.cloudwatch", DetailType, Detail, Resources: [arn], Time: ctx.now };
  await tx.outbox.send({
    service: "events",
    operation: "PutEvents",
    as: "cloudwatch.amazonaws.com",
    sourceArn: arn,
    input: { Entries: [entry] },
  });
}

/** What a change of configuration shows; a change of state shows less. */
function wholeConfiguration(ctx: Ctx, row: AlarmRow) {
  const { configuration: of } = row;
  return {
    alarmName: row.name,
    ...configurationOf(ctx, row),
    actionsEnabled: row.actionsEnabled,
    timestamp: longTime(row.configuredAt),
    okActions: of.OKActions ?? [],
    alarmActions: of.AlarmActions ?? [],
    insufficientDataActions: of.InsufficientDataActions ?? [],
    // JSON leaves out what an alarm does not have.
    evaluationPeriods: of.EvaluationPeriods,
    datapointsToAlarm: of.DatapointsToAlarm,
    threshold: of.Threshold,
    comparisonOperator: of.ComparisonOperator,
    treatMissingData: of.TreatMissingData,
  };
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

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
export function functionPayload(ctx: Ctx, from: AlarmRow, to: AlarmRow): string {
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

export function topicMessage(ctx: Ctx, TopicArn: string, from: AlarmRow, to: AlarmRow) {
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
