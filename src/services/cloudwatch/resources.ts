/** AWS::CloudWatch::Alarm and CompositeAlarm for CloudFormation. */
import { Fault } from "#aws/fault";
import type { PutCompositeAlarmInput, PutMetricAlarmInput } from "#aws/generated/types/cloudwatch";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, tagList, tagsOf } from "#kernel/resource-tags";

const METRIC = [
  "ActionsEnabled",
  "AlarmActions",
  "AlarmDescription",
  "ComparisonOperator",
  "DatapointsToAlarm",
  "Dimensions",
  "EvaluateLowSampleCountPercentile",
  "EvaluationPeriods",
  "ExtendedStatistic",
  "InsufficientDataActions",
  "MetricName",
  "Metrics",
  "Namespace",
  "OKActions",
  "Period",
  "Statistic",
  "Threshold",
  "ThresholdMetricId",
  "TreatMissingData",
  "Unit",
] as const;

const COMPOSITE = [
  "ActionsEnabled",
  "AlarmActions",
  "AlarmDescription",
  "AlarmRule",
  "InsufficientDataActions",
  "OKActions",
] as const;

const NUMBERS = /^(DatapointsToAlarm|EvaluationPeriods|Period|Threshold)$/;
const TRUTHS = /^(ActionsEnabled|ReturnData)$/;

/** Properties as the operation takes them: templates write numbers and truths as text too. */
const typed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, held: unknown) => {
    if (NUMBERS.test(name) && typeof held === "string") return Number(held);
    return TRUTHS.test(name) ? String(held) === "true" : held;
  });

/** What the operation is given, of the properties that it has. */
const inputOf = (names: readonly string[], AlarmName: string, desired: Properties) =>
  typed({
    ...Object.fromEntries(
      names.flatMap((name) => (desired[name] === undefined ? [] : [[name, desired[name]]])),
    ),
    AlarmName,
  }) as PutMetricAlarmInput & PutCompositeAlarmInput;

const arnOf = (ctx: ResourceContext, name: string): string =>
  `arn:${ctx.partition}:cloudwatch:${ctx.region}:${ctx.account}:alarm:${name}`;

const made = (ctx: ResourceContext, id: string) => ({ id, attributes: { Arn: arnOf(ctx, id) } });

const alarmBy = (
  operation: "PutMetricAlarm" | "PutCompositeAlarm",
  names: readonly string[],
): ResourceHandler => ({
  properties: [...names, "AlarmName", "Tags"],
  replaces: ["AlarmName"],
  async make(ctx, desired) {
    const name = String(desired["AlarmName"] ?? ctx.name({ maxLength: 255 }));
    const input = { ...inputOf(names, name, desired), Tags: tagList(tagsOf(ctx, desired)) };
    await ctx.call("cloudwatch", operation, input);
    return made(ctx, name);
  },
  async update(ctx, id, desired, previous) {
    await ctx.call("cloudwatch", operation, inputOf(names, id, desired));
    const tags = tagsOf(ctx, desired);
    const [Tags, TagKeys] = [tagList(tags), goneTags(tags, previous)];
    const ResourceARN = arnOf(ctx, id);
    if (TagKeys.length > 0) await ctx.call("cloudwatch", "UntagResource", { ResourceARN, TagKeys });
    if (Tags.length > 0) await ctx.call("cloudwatch", "TagResource", { ResourceARN, Tags });
    return made(ctx, id);
  },
  async remove(ctx, id) {
    await ctx.call("cloudwatch", "DeleteAlarms", { AlarmNames: [id] }).catch((error: unknown) => {
      if (!(error instanceof Fault) || error.code !== "ResourceNotFound") throw error;
    });
  },
});

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::CloudWatch::Alarm": alarmBy("PutMetricAlarm", METRIC),
  "AWS::CloudWatch::CompositeAlarm": alarmBy("PutCompositeAlarm", COMPOSITE),
};
