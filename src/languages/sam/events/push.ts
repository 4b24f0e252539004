/** Events whose sources invoke the function: topics, logs, rules of IoT, skills. */
import { InvalidEvent } from "../errors.ts";
import { namedResource, withParameters } from "../intrinsics.ts";
import { BOOLEAN, MAP, oneOf, passed, property, STRING } from "../properties.ts";
import { truthy } from "../python.ts";
import { Resource } from "../resource.ts";
import { isObject, type Json, ref, type Scope, sub } from "../scope.ts";
import {
  demandOfEvent,
  type Event,
  type EventType,
  permission,
  queueDocument,
  type Target,
} from "./event.ts";
import { queueMapping } from "./pull.ts";

export const sns: EventType = {
  type: "SNS",
  properties: {
    Topic: property(STRING, true),
    Region: property(STRING),
    FilterPolicy: passed(),
    FilterPolicyScope: passed(),
    SqsSubscription: property(oneOf(BOOLEAN, MAP)),
    RedrivePolicy: property(MAP),
  },
  make(scope, event, target) {
    const { Topic, SqsSubscription: through } = event.properties;
    if (!truthy(through))
      return [
        permission(event, target, { principal: "sns.amazonaws.com", sourceArn: Topic }),
        subscription(event, target, "lambda", target.arn),
      ];
    if (through === true) return throughNewQueue(scope, event, target);
    demandOfEvent(event.name, "SqsSubscription", through, "map");
    const given = through as Json;
    if (!truthy(given["QueueArn"]) || !truthy(given["QueueUrl"]))
      throw new InvalidEvent(event.name, "No QueueARN or QueueURL provided.");
    return [
      ...queueMapping(scope, event, target, {
        arn: given["QueueArn"],
        batchSize: given["BatchSize"],
      }),
      queuePolicy(event, target, {
        arn: given["QueueArn"],
        url: given["QueueUrl"],
        id: given["QueuePolicyLogicalId"],
      }),
      subscription(event, target, "sqs", given["QueueArn"]),
    ];
  },
};

function throughNewQueue(scope: Scope, event: Event, target: Target): Resource[] {
  const queue = new Resource(`${event.id}Queue`, "AWS::SQS::Queue", {}, target.shared);
  const fifo = ofFifoTopic(scope, event.properties["Topic"]);
  if (truthy(fifo)) queue.properties["FifoQueue"] = fifo;
  const arn = queue.getAtt("Arn");
  return [
    ...queueMapping(scope, event, target, { arn, batchSize: undefined }),
    queue,
    queuePolicy(event, target, { arn, url: ref(queue.id), id: undefined }),
    subscription(event, target, "sqs", arn),
  ];
}

function ofFifoTopic(scope: Scope, topic: unknown): unknown {
  const resource = scope.resources[namedResource(topic) ?? ""];
  const properties = resource?.["Properties"];
  return withParameters(scope.values, isObject(properties) ? properties["FifoTopic"] : false);
}

function subscription(event: Event, target: Target, Protocol: string, Endpoint: unknown) {
  const { Topic, Region, FilterPolicy, FilterPolicyScope, RedrivePolicy } = event.properties;
  return new Resource(
    event.id,
    "AWS::SNS::Subscription",
    {
      Protocol,
      Endpoint,
      TopicArn: Topic,
      Region,
      FilterPolicy,
      FilterPolicyScope,
      RedrivePolicy,
    },
    target.shared,
  );
}

function queuePolicy(
  event: Event,
  target: Target,
  queue: { readonly arn: unknown; readonly url: unknown; readonly id: unknown },
): Resource {
  return new Resource(
    truthy(queue.id) ? (queue.id as string) : `${event.id}QueuePolicy`,
    "AWS::SQS::QueuePolicy",
    {
      PolicyDocument: queueDocument("*", queue.arn, event.properties["Topic"]),
      Queues: [queue.url],
    },
    target.shared,
  );
}

export const alexaSkill: EventType = {
  type: "AlexaSkill",
  properties: { SkillId: property(STRING) },
  make: (_scope, event, target) => [
    permission(event, target, {
      principal: "alexa-appkit.amazon.com",
      eventSourceToken: event.properties["SkillId"],
    }),
  ],
};

/** The ARN of what belongs to the stack's account and region. */
export const localArn = (scope: Scope, service: string, resource: string, variables: Json): Json =>
  sub(
    `arn:${scope.options.partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
    variables,
  );

export const iotRule: EventType = {
  type: "IoTRule",
  properties: { Sql: property(STRING, true), AwsIotSqlVersion: property(STRING) },
  make(scope, event, target) {
    const { Sql, AwsIotSqlVersion } = event.properties;
    const payload: Json = {
      Sql,
      RuleDisabled: false,
      Actions: [{ Lambda: { FunctionArn: target.arn } }],
    };
    if (truthy(AwsIotSqlVersion)) payload["AwsIotSqlVersion"] = AwsIotSqlVersion;
    return [
      permission(event, target, {
        principal: "iot.amazonaws.com",
        sourceArn: localArn(scope, "iot", "rule/${RuleName}", { RuleName: ref(event.id) }),
        sourceAccount: sub("${AWS::AccountId}"),
      }),
      new Resource(event.id, "AWS::IoT::TopicRule", { TopicRulePayload: payload }, target.shared),
    ];
  },
};

export const cloudWatchLogs: EventType = {
  type: "CloudWatchLogs",
  properties: { LogGroupName: property(STRING, true), FilterPattern: property(STRING, true) },
  make(scope, event, target) {
    const { LogGroupName, FilterPattern } = event.properties;
    const allowed = permission(event, target, {
      principal: "logs.amazonaws.com",
      sourceArn: localArn(scope, "logs", "log-group:${__LogGroupName__}:*", {
        __LogGroupName__: LogGroupName,
      }),
    });
    const filter = new Resource(
      event.id,
      "AWS::Logs::SubscriptionFilter",
      { LogGroupName, FilterPattern, DestinationArn: target.arn },
      target.shared,
      [allowed.id],
    );
    return [allowed, filter];
  },
};
