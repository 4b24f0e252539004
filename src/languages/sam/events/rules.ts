/**
 * Events of EventBridge: `Schedule`, `CloudWatchEvent`, `EventBridgeRule`, and the scheduler's
 * `ScheduleV2`.
 */
import { InvalidEvent } from "../errors.ts";
import { trustOf } from "../policies.ts";
import { BOOLEAN, known, MAP, property, type Properties, STRING } from "../properties.ts";
import { truthy } from "../python.ts";
import { Resource } from "../resource.ts";
import type { Json } from "../scope.ts";
import {
  deadLetters,
  type Event,
  type EventType,
  invokePolicy,
  permission,
  sendMessagePolicy,
  type Target,
  targetId,
} from "./event.ts";

const PRINCIPAL = "events.amazonaws.com";

/** @throws InvalidEvent */
function stateOf(event: Event): unknown {
  const { State, Enabled } = event.properties;
  const given = Enabled !== undefined && Enabled !== null;
  if (truthy(State) && given)
    throw new InvalidEvent(event.name, "State and Enabled Properties cannot both be specified.");
  if (truthy(State)) return State;
  return given ? (truthy(Enabled) ? "ENABLED" : "DISABLED") : undefined;
}

const has = (value: unknown): boolean => value !== undefined && value !== null;

/** The rule's target, with those of the event's properties that a target takes. */
function ruleTarget(event: Event, target: Target, id: unknown, queue: unknown): Json {
  const given = event.properties;
  const out: Json = { Arn: target.arn, Id: id };
  for (const name of ["Input", "InputPath"]) if (has(given[name])) out[name] = given[name];
  if (has(given["DeadLetterConfig"])) out["DeadLetterConfig"] = { Arn: queue };
  for (const name of ["RetryPolicy", "InputTransformer"])
    if (has(given[name])) out[name] = given[name];
  return out;
}

export const schedule: EventType = {
  type: "Schedule",
  properties: {
    Schedule: property(STRING, true),
    RuleName: property(STRING),
    Input: property(STRING),
    Enabled: property(BOOLEAN),
    State: property(STRING),
    Name: property(STRING),
    Description: property(STRING),
    DeadLetterConfig: property(MAP),
    RetryPolicy: property(MAP),
  },
  make(_scope, event, target) {
    const given = event.properties;
    const rule = new Resource(event.id, "AWS::Events::Rule", {}, target.shared);
    const arn = rule.getAtt("Arn");
    rule.properties = {
      ScheduleExpression: given["Schedule"],
      State: stateOf(event),
      Name: given["Name"],
      Description: given["Description"],
    };
    const letters = lettersOf(event, target, arn);
    const id = targetId(event.id, "LambdaTarget");
    rule.properties["Targets"] = [ruleTarget(event, target, id, letters.arn)];
    return [
      rule,
      ...letters.resources,
      permission(event, target, { principal: PRINCIPAL, sourceArn: arn }),
    ];
  },
};

function lettersOf(event: Event, target: Target, ruleArn: unknown) {
  const config = event.properties["DeadLetterConfig"];
  return has(config)
    ? deadLetters(event.id, config as Json, target.shared, ruleArn)
    : { arn: undefined, resources: [] };
}

const RULE: Properties = {
  EventBusName: property(STRING),
  RuleName: property(STRING),
  Pattern: property(MAP),
  DeadLetterConfig: property(MAP),
  RetryPolicy: property(MAP),
  Input: property(STRING),
  InputPath: property(STRING),
  Target: property(MAP),
  Enabled: property(BOOLEAN),
  State: property(STRING),
  InputTransformer: property(MAP),
};

const make: EventType["make"] = (_scope, event, target) => {
  const given = event.properties;
  const rule = new Resource(event.id, "AWS::Events::Rule", {}, target.shared);
  const arn = rule.getAtt("Arn");
  const letters = lettersOf(event, target, arn);
  const own = given["Target"] as Json | undefined | null;
  const id = own && Object.hasOwn(own, "Id") ? own["Id"] : targetId(event.id, "LambdaTarget");
  rule.properties = {
    EventBusName: given["EventBusName"],
    EventPattern: given["Pattern"],
    Name: given["RuleName"],
    State: stateOf(event),
    Targets: [ruleTarget(event, target, id, letters.arn)],
  };
  return [
    ...letters.resources,
    rule,
    permission(event, target, { principal: PRINCIPAL, sourceArn: arn }),
  ];
};

export const cloudWatchEvent: EventType = { type: "CloudWatchEvent", properties: RULE, make };
export const eventBridgeRule: EventType = { type: "EventBridgeRule", properties: RULE, make };

export const SCHEDULE_V2: Properties = {
  PermissionsBoundary: property(STRING),
  ScheduleExpression: property(STRING, true),
  FlexibleTimeWindow: property(MAP),
  Name: property(STRING),
  State: property(STRING),
  Description: property(STRING),
  StartDate: property(STRING),
  EndDate: property(STRING),
  ScheduleExpressionTimezone: property(STRING),
  GroupName: property(STRING),
  KmsKeyArn: property(STRING),
  Input: property(STRING),
  RoleArn: property(STRING),
  DeadLetterConfig: property(MAP),
  RetryPolicy: property(MAP),
  OmitName: known(BOOLEAN),
};

/**
 * The scheduler's schedule of what has the ARN, its role and its queue.
 * @param policy By which the role starts what is scheduled.
 * @throws InvalidEvent
 */
export function scheduled(
  event: Event,
  target: { readonly arn: unknown; readonly shared: Json },
  policy: Json,
): Resource[] {
  const given = event.properties;
  const named = truthy(given["OmitName"]) ? {} : { Name: given["Name"] || event.id };
  if (truthy(given["OmitName"]) && truthy(given["Name"]))
    throw new InvalidEvent(event.id, "Name cannot be set when OmitName is True");
  const config = given["DeadLetterConfig"];
  const letters = has(config)
    ? deadLetters(event.id, config as Json, target.shared)
    : { arn: undefined, resources: [] };
  const made = [...letters.resources];
  let roleArn = given["RoleArn"];
  if (!truthy(roleArn)) {
    const role = schedulerRole(event, target.shared, policy, letters.arn);
    made.push(role);
    roleArn = role.getAtt("Arn");
  }
  const to: Json = { Arn: target.arn, RoleArn: roleArn };
  if (has(given["Input"])) to["Input"] = given["Input"];
  if (has(config)) to["DeadLetterConfig"] = { Arn: letters.arn };
  if (has(given["RetryPolicy"])) to["RetryPolicy"] = given["RetryPolicy"];
  const window = given["FlexibleTimeWindow"];
  const properties = {
    ScheduleExpression: given["ScheduleExpression"],
    FlexibleTimeWindow: truthy(window) ? window : { Mode: "OFF" },
    ...named,
    State: given["State"] || undefined,
    Description: given["Description"],
    StartDate: given["StartDate"],
    EndDate: given["EndDate"],
    ScheduleExpressionTimezone: given["ScheduleExpressionTimezone"],
    GroupName: given["GroupName"],
    KmsKeyArn: given["KmsKeyArn"],
    Target: to,
  };
  return [new Resource(event.id, "AWS::Scheduler::Schedule", properties, target.shared), ...made];
}

function schedulerRole(event: Event, shared: Json, policy: Json, queueArn: unknown): Resource {
  const policies = truthy(queueArn) ? [policy, sendMessagePolicy(event.id, queueArn)] : [policy];
  return new Resource(
    `${event.id}Role`,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: trustOf("scheduler.amazonaws.com"),
      Policies: policies,
      PermissionsBoundary: event.properties["PermissionsBoundary"] || undefined,
    },
    shared,
  );
}

export const scheduleV2: EventType = {
  type: "ScheduleV2",
  properties: SCHEDULE_V2,
  make: (_scope, event, target) => scheduled(event, target, invokePolicy(event.id, target.arn)),
};
