/** What a function's events stand for: permissions, mappings, rules, subscriptions, API paths. */
import { InvalidResource } from "./errors.ts";
import { addHttpRoute, addRestRoute } from "./apis.ts";
import { conditionOf } from "./functions.ts";
import { defined, getAtt, isObject, type Json, type Made, ref, type Scope } from "./scope.ts";

export interface EventResources {
  readonly resources: Made;
  readonly managedPolicies: string[];
  readonly policies: Json[];
}

interface EventScope {
  readonly scope: Scope;
  readonly functionId: string;
  readonly eventId: string;
  readonly event: Json;
  /** What events invoke: the function, or its alias. */
  readonly target: Json;
  readonly shared: Json;
  readonly out: EventResources;
}

const HANDLERS: Readonly<Record<string, (event: EventScope) => void>> = {
  Api: addRestRoute,
  HttpApi: addHttpRoute,
  SQS: mapped(
    [
      "BatchSize",
      "Enabled",
      "MaximumBatchingWindowInSeconds",
      "FilterCriteria",
      "FunctionResponseTypes",
      "ScalingConfig",
    ],
    "Queue",
    "service-role/AWSLambdaSQSQueueExecutionRole",
  ),
  DynamoDB: mapped(STREAM(), "Stream", "service-role/AWSLambdaDynamoDBExecutionRole"),
  Kinesis: mapped(STREAM(), "Stream", "service-role/AWSLambdaKinesisExecutionRole"),
  SNS: topic,
  S3: bucket,
  Schedule: schedule,
  EventBridgeRule: rule,
  CloudWatchEvent: rule,
};

function STREAM(): string[] {
  return [
    "BatchSize",
    "BisectBatchOnFunctionError",
    "DestinationConfig",
    "Enabled",
    "FilterCriteria",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "ParallelizationFactor",
    "StartingPosition",
    "StartingPositionTimestamp",
    "TumblingWindowInSeconds",
  ];
}

/** @param alias The alias that is published, which events then invoke. */
export function eventResources(
  scope: Scope,
  functionId: string,
  resource: Json,
  alias: string | undefined,
): EventResources {
  const out: EventResources = { resources: {}, managedPolicies: [], policies: [] };
  const events = ((resource["Properties"] as Json)["Events"] ?? {}) as Json;
  const target = ref(
    alias === undefined ? functionId : `${functionId}Alias${alias.replace(/[^A-Za-z0-9]/g, "")}`,
  );
  for (const [eventId, event] of Object.entries(events)) {
    if (!isObject(event) || typeof event["Type"] !== "string")
      throw new InvalidResource(
        functionId,
        `Event with id [${eventId}] is invalid. Event is missing required property 'Type'.`,
      );
    const handle = HANDLERS[event["Type"]];
    if (handle === undefined)
      throw new InvalidResource(
        functionId,
        `Event with id [${eventId}] is invalid. The event type ${event["Type"]} is not supported yet.`,
      );
    handle({ scope, functionId, eventId, event, target, shared: conditionOf(resource), out });
  }
  return out;
}

export function propertiesOf({ event }: { event: Json }): Json {
  return (event["Properties"] ?? {}) as Json;
}

export function permission(
  event: Omit<EventScope, "out"> & { out: EventResources },
  Principal: string,
  more: Json,
  suffix = "",
): void {
  event.out.resources[`${event.functionId}${event.eventId}Permission${suffix}`] = {
    Type: "AWS::Lambda::Permission",
    ...event.shared,
    Properties: { Action: "lambda:InvokeFunction", FunctionName: event.target, Principal, ...more },
  };
}

function mapped(
  passed: readonly string[],
  source: string,
  policy: string,
): (event: EventScope) => void {
  return (event) => {
    const given = propertiesOf(event);
    const arn = given[source];
    if (arn === undefined)
      throw new InvalidResource(
        event.functionId,
        `Event with id [${event.eventId}] is invalid. No ${source} (for ${event.event["Type"]}) provided.`,
      );
    for (const name of Object.keys(given))
      if (name !== source && !passed.includes(name))
        throw new InvalidResource(
          event.functionId,
          `Event with id [${event.eventId}] is invalid. The property ${name} is not supported yet.`,
        );
    event.out.resources[`${event.functionId}${event.eventId}`] = {
      Type: "AWS::Lambda::EventSourceMapping",
      ...event.shared,
      Properties: {
        EventSourceArn: arn,
        FunctionName: event.target,
        ...Object.fromEntries(
          passed.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
        ),
      },
    };
    if (!event.out.managedPolicies.includes(policy)) event.out.managedPolicies.push(policy);
  };
}

function topic(event: EventScope): void {
  const given = propertiesOf(event);
  if (given["SqsSubscription"])
    throw new InvalidResource(
      event.functionId,
      `Event with id [${event.eventId}] is invalid. SqsSubscription is not supported yet.`,
    );
  event.out.resources[`${event.functionId}${event.eventId}`] = {
    Type: "AWS::SNS::Subscription",
    ...event.shared,
    Properties: {
      Endpoint: { "Fn::GetAtt": [event.functionId, "Arn"] },
      Protocol: "lambda",
      TopicArn: given["Topic"],
      ...defined({
        FilterPolicy: given["FilterPolicy"],
        FilterPolicyScope: given["FilterPolicyScope"],
        RedrivePolicy: given["RedrivePolicy"],
        Region: given["Region"],
      }),
    },
  };
  permission(event, "sns.amazonaws.com", { SourceArn: given["Topic"] });
}

function bucket(event: EventScope): void {
  const given = propertiesOf(event);
  const target = given["Bucket"];
  const id = isObject(target) && typeof target["Ref"] === "string" ? target["Ref"] : undefined;
  const resource = id === undefined ? undefined : event.scope.resources[id];
  if (resource === undefined)
    throw new InvalidResource(
      event.functionId,
      `Event with id [${event.eventId}] is invalid. S3 events must reference an S3 bucket in the same template.`,
    );
  const permissionId = `${event.functionId}${event.eventId}Permission`;
  permission(event, "s3.amazonaws.com", { SourceAccount: ref("AWS::AccountId") });
  const properties = (resource["Properties"] ??= {}) as Json;
  const notifications = (properties["NotificationConfiguration"] ??= {}) as Json;
  const lambdas = (notifications["LambdaConfigurations"] ??= []) as Json[];
  const names = Array.isArray(given["Events"]) ? given["Events"] : [given["Events"]];
  for (const Event of names)
    lambdas.push({
      Event,
      Function: getAtt(event.functionId, "Arn"),
      ...defined({ Filter: given["Filter"] }),
    });
  const depends = resource["DependsOn"];
  resource["DependsOn"] = [
    ...(depends === undefined ? [] : Array.isArray(depends) ? depends : [depends]),
    permissionId,
  ];
}

function schedule(event: EventScope): void {
  const given = propertiesOf(event);
  addRule(
    event,
    defined({
      ScheduleExpression: given["Schedule"],
      Name: given["Name"],
      Description: given["Description"],
      State:
        given["State"] ??
        (given["Enabled"] === undefined ? undefined : given["Enabled"] ? "ENABLED" : "DISABLED"),
    }),
    given,
  );
}

function rule(event: EventScope): void {
  const given = propertiesOf(event);
  addRule(
    event,
    defined({
      EventBusName: given["EventBusName"],
      EventPattern: given["Pattern"],
      Name: given["RuleName"],
      State: given["State"],
    }),
    given,
  );
}

function addRule(event: EventScope, properties: Json, given: Json): void {
  const id = `${event.functionId}${event.eventId}`;
  event.out.resources[id] = {
    Type: "AWS::Events::Rule",
    ...event.shared,
    Properties: {
      ...properties,
      Targets: [
        {
          Arn: getAtt(event.functionId, "Arn"),
          Id: `${id}LambdaTarget`,
          ...defined({
            Input: given["Input"],
            InputPath: given["InputPath"],
            RetryPolicy: given["RetryPolicy"],
            InputTransformer: given["InputTransformer"],
          }),
        },
      ],
    },
  };
  permission(event, "events.amazonaws.com", { SourceArn: getAtt(id, "Arn") });
}

export type { EventScope };
