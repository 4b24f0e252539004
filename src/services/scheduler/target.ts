/**
 * What a schedule does: a templated target, or any operation of any service.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html
 */
import { notImplemented } from "#aws/fault";
import { loadModel, serviceIndex } from "#aws/models";
import { arnParts, targetCall, type TargetCall } from "#aws/target-call";
import type { Target } from "#aws/generated/types/scheduler";
import { isoSeconds } from "#base/iso-time";
import { inputFromJson } from "#protocol/user-input";
import { validation } from "./errors.ts";

/** `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`. */
const UNIVERSAL = /^arn:[\w-]+:scheduler:::aws-sdk:([\w-]+):(\w+)$/;

/** The service of the SDK's name for it: "eventbridge", "sfn", "cloudwatchlogs". */
function serviceOf(name: string): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return serviceIndex().find((entry) => plain(entry.serviceId) === plain(name) || entry.id === name)
    ?.id;
}

/**
 * Operations that read are no targets.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
const READS = [
  ...["get", "describe", "list", "poll", "receive", "search", "scan", "query", "select", "read"],
  ...["lookup", "discover", "validate", "batchGet", "batchDescribe", "batchRead", "transactGet"],
  ...["adminGet", "adminList", "testMigration", "retrieve", "testConnection"],
  ...["translateDocument", "isAuthorized", "invokeModel"],
];
const READ_ONLY = new RegExp(`^(${READS.join("|")})($|[A-Z])`);

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
const RETRY = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

/** How a target is tried again, with what holds where nothing is said. */
export const retryPolicyOf = ({ RetryPolicy }: Target): typeof RETRY => ({
  ...RETRY,
  ...RetryPolicy,
});

/** Services that have a templated operation. */
const TEMPLATED: ReadonlySet<string> = new Set([
  ...["codebuild", "codepipeline", "ecs", "firehose", "inspector", "kinesis", "lambda"],
  ...["sagemaker", "sns", "sqs", "states"],
]);

/** @throws Fault Validation for a target that could not be obeyed. */
export function checkTarget(target: Target): void {
  const { Arn: arn, RoleArn: role, Input: input } = target;
  if (!arn.startsWith("arn:") || arn.split(":").length < 6)
    throw validation("Provided Arn is not in correct format.");
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+/.test(role))
    throw validation("Provided RoleArn is not in correct format.");
  const universal = UNIVERSAL.exec(arn);
  if (universal !== null) return checkUniversal(universal[1]!, universal[2]!, input);
  const { service, resource } = arnParts(arn);
  if (service === "events" && resource.startsWith("event-bus/")) {
    if (target.EventBridgeParameters === undefined)
      throw validation("EventBridgeParameters is required for an EventBridge target.");
    if (input !== undefined && !isObject(input))
      throw validation("Invalid EventBridge event detail: it is no JSON object.");
    return;
  }
  if (!TEMPLATED.has(service))
    throw validation(`Provided Arn is not supported as a target: ${arn}.`);
  if (service === "sqs" && arn.endsWith(".fifo") && !target.SqsParameters?.MessageGroupId)
    throw validation("MessageGroupId is required for a FIFO queue.");
  // "The input must be a well-formed JSON"; no text of AWS's own was found for the refusal:
  // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html
  if ((service === "lambda" || service === "states") && input && parsed(input) === undefined)
    throw validation("Invalid Input for the target: it is no well-formed JSON.");
  if (service === "kinesis" && target.KinesisParameters === undefined)
    throw validation("KinesisParameters is required for a Kinesis target.");
  if (service === "ecs" && target.EcsParameters === undefined)
    throw validation("EcsParameters is required for an ECS target.");
}

/** The operation's name is checked where its service is here; others fail when they are called. */
function checkUniversal(service: string, action: string, input: string | undefined): void {
  if (READ_ONLY.test(action.charAt(0).toLowerCase() + action.slice(1)))
    throw validation(
      `The API action ${action} is read-only and not supported as a universal target.`,
    );
  const id = serviceOf(service);
  if (id !== undefined && loadModel(id).operations[operationOf(action)] === undefined)
    throw validation(`The service ${service} has no API action ${action}.`);
  if (input !== undefined && !isObject(input))
    throw validation("Invalid RequestJson provided. Reason: it is no JSON object.");
}

/** "sendMessage" is SendMessage. */
const operationOf = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1);

function isObject(text: string): boolean {
  const value = parsed(text);
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What the words `<aws.scheduler...>` in an input stand for. */
export interface Execution {
  readonly scheduleArn: string;
  /** Epoch milliseconds. */
  readonly scheduledAt: number;
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  /** "http://host:port". */
  readonly origin: string;
}

/** The call that a schedule's moment makes. @throws Fault when there is no such operation here. */
export function callOf(target: Target, execution: Execution): TargetCall {
  const input = filled(target.Input ?? "", execution);
  const universal = UNIVERSAL.exec(target.Arn);
  if (universal !== null) return universalCall(universal[1]!, universal[2]!, input);
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
  return targetCall(arnParts(target.Arn), input === "" ? "{}" : input, {
    origin: execution.origin,
    groupId: target.SqsParameters?.MessageGroupId,
    partitionKey: target.KinesisParameters?.PartitionKey,
    ecs: target.EcsParameters,
    sageMaker: target.SageMakerPipelineParameters,
  })!;
}

function universalCall(name: string, action: string, input: string): TargetCall {
  const service = serviceOf(name);
  if (service === undefined) throw notImplemented(`The service ${name}`);
  const model = loadModel(service);
  const operation = operationOf(action);
  const facts = model.operations[operation];
  if (facts === undefined) throw notImplemented(`${service}:${operation}`);
  let value: unknown;
  try {
    // The words that stand for values may have broken what was JSON.
    value = input === "" ? {} : JSON.parse(input);
  } catch {
    throw validation("Invalid RequestJson provided. Reason: it is no JSON object.");
  }
  return { service, operation, input: inputFromJson(model, facts, value) };
}

function filled(input: string, { scheduleArn, scheduledAt, id, attempt }: Execution): string {
  const time = isoSeconds(scheduledAt);
  return input
    .replaceAll("<aws.scheduler.schedule-arn>", scheduleArn)
    .replaceAll("<aws.scheduler.scheduled-time>", time)
    .replaceAll("<aws.scheduler.execution-id>", id)
    .replaceAll("<aws.scheduler.attempt-number>", String(attempt));
}
