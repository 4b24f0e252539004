/**
 * What a schedule does: a templated target, or any operation of any service.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html
 */
import { serviceIndex } from "#aws/models";
import { arnParts, isCallable, targetCall, type TargetCall } from "#aws/target-call";
import type { Target } from "#aws/generated/types/scheduler";
import { validation } from "./errors.ts";

/** `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`. */
const UNIVERSAL = /^arn:[\w-]+:scheduler:::aws-sdk:([\w-]+):(\w+)$/;

/** The service of the SDK's name for it: "eventbridge", "sfn", "cloudwatchlogs". */
function serviceOf(name: string): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return serviceIndex().find((entry) => plain(entry.serviceId) === plain(name) || entry.id === name)
    ?.id;
}

/** @throws Fault Validation for a target that could not be obeyed. */
export function checkTarget(target: Target): void {
  const { Arn: arn, RoleArn: role, Input: input } = target;
  if (!arn.startsWith("arn:") || arn.split(":").length < 6)
    throw validation("Provided Arn is not in correct format.");
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+/.test(role))
    throw validation("Provided RoleArn is not in correct format.");
  const universal = UNIVERSAL.exec(arn);
  if (universal !== null) {
    if (serviceOf(universal[1]!) === undefined)
      throw validation(`The service ${universal[1]} is not supported as a universal target.`);
    if (/^(get|list|describe|batchGet|query|scan|search)[A-Z]/.test(universal[2]!))
      throw validation(
        `The API action ${universal[2]} is read-only and not supported as a universal target.`,
      );
    if (input !== undefined && !isObject(input))
      throw validation("Invalid RequestJson provided. Reason: it is no JSON object.");
    return;
  }
  const { service, resource } = arnParts(arn);
  if (service === "events" && resource.startsWith("event-bus/")) {
    if (target.EventBridgeParameters === undefined)
      throw validation("EventBridgeParameters is required for an EventBridge target.");
    return;
  }
  if (!isCallable(arn)) throw validation(`Provided Arn is not supported as a target: ${arn}.`);
  if (service === "sqs" && arn.endsWith(".fifo") && !target.SqsParameters?.MessageGroupId)
    throw validation("MessageGroupId is required for a FIFO queue.");
  if (service === "kinesis" && target.KinesisParameters === undefined)
    throw validation("KinesisParameters is required for a Kinesis target.");
  if (service === "ecs" && target.EcsParameters === undefined)
    throw validation("EcsParameters is required for an ECS target.");
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** What the words `<aws.scheduler...>` in an input stand for. */
export interface Execution {
  readonly scheduleArn: string;
  /** Epoch milliseconds. */
  readonly scheduledAt: number;
  readonly id: string;
  /** "http://host:port". */
  readonly origin: string;
}

/** The call that a schedule's moment makes. */
export function callOf(target: Target, execution: Execution): TargetCall {
  const input = filled(target.Input ?? "", execution);
  const universal = UNIVERSAL.exec(target.Arn);
  if (universal !== null)
    return {
      service: serviceOf(universal[1]!)!,
      operation: universal[2]!.charAt(0).toUpperCase() + universal[2]!.slice(1),
      input: input === "" ? {} : (JSON.parse(input) as Record<string, unknown>),
    };
  const bus = target.EventBridgeParameters;
  if (arnParts(target.Arn).service === "events")
    return {
      service: "events",
      operation: "PutEvents",
      input: {
        Entries: [
          {
            Source: bus!.Source,
            DetailType: bus!.DetailType,
            Detail: input === "" ? "{}" : input,
            EventBusName: target.Arn,
            Resources: [execution.scheduleArn],
          },
        ],
      },
    };
  return targetCall(target.Arn, input === "" ? "{}" : input, {
    origin: execution.origin,
    groupId: target.SqsParameters?.MessageGroupId,
    partitionKey: target.KinesisParameters?.PartitionKey,
    ecs: target.EcsParameters,
  })!;
}

function filled(input: string, { scheduleArn, scheduledAt, id }: Execution): string {
  const time = new Date(scheduledAt).toISOString().replace(/\.\d+Z$/, "Z");
  return input
    .replaceAll("<aws.scheduler.schedule-arn>", scheduleArn)
    .replaceAll("<aws.scheduler.scheduled-time>", time)
    .replaceAll("<aws.scheduler.execution-id>", id)
    .replaceAll("<aws.scheduler.attempt-number>", "1");
}
