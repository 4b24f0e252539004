/** What the types of events of functions share. */
import { InvalidEvent } from "../errors.ts";
import { type Expected, isA, type Properties } from "../properties.ts";
import { idHash } from "../python.ts";
import { Resource } from "../resource.ts";
import { type Json, ref, type Scope } from "../scope.ts";

/** An event of a function, checked. */
export interface Event {
  /** The function's id and the event's. */
  readonly id: string;
  /** The event's id in the function. */
  readonly name: string;
  readonly type: string;
  readonly properties: Json;
}

/** What an event invokes: the function, or its alias where it has one. */
export interface Target {
  /** The function's or the alias's id. */
  readonly id: string;
  readonly functionId: string;
  /** What stands for the name and for the ARN. */
  readonly name: Json;
  readonly arn: Json;
  /** Attributes for every resource made. */
  readonly shared: Json;
  readonly condition: string | undefined;
  /** The role made for the function, whether or not the function takes it. */
  readonly role: Resource;
}

/** A type of event. */
export interface EventType {
  readonly type: string;
  readonly properties: Properties;
  /**
   * Finds what of the template the event belongs to; done for all events of a function before the
   * first is made.
   * @throws InvalidEvent, InvalidResource
   */
  readonly link?: (scope: Scope, event: Event) => unknown;
  /** @throws InvalidEvent, InvalidResource */
  readonly make: (scope: Scope, event: Event, target: Target, linked: unknown) => Resource[];
}

export interface Permission {
  readonly principal: string;
  readonly sourceArn?: unknown;
  readonly sourceAccount?: unknown;
  readonly eventSourceToken?: unknown;
  /** What the id ends in; hashed where it is not of letters and digits. */
  readonly suffix?: string;
  /** What the id begins with, where not with the event's id. */
  readonly prefix?: string;
}

/** The permission of an event's source to invoke the function. */
export function permission(event: Event, target: Target, spec: Permission): Resource {
  const suffix = spec.suffix ?? "";
  const end = /^[\p{L}\p{N}]+$/u.test(suffix) ? suffix : idHash(suffix);
  return new Resource(
    `${spec.prefix ?? event.id}Permission${end}`,
    "AWS::Lambda::Permission",
    {
      Action: "lambda:InvokeFunction",
      FunctionName: target.name,
      Principal: spec.principal,
      SourceArn: spec.sourceArn,
      SourceAccount: spec.sourceAccount,
      EventSourceToken: spec.eventSourceToken,
    },
    target.shared,
  );
}

/** @throws InvalidEvent unless a value inside a property is of the type. */
export function demandOfEvent(name: string, path: string, value: unknown, type: Expected): void {
  if (!isA(value, type)) throw new InvalidEvent(name, `Property '${path}' should be a ${type}.`);
}

/** The id of a rule's target; ids of targets have 64 characters at most. */
export function targetId(id: string, suffix: string): string {
  return id.slice(0, 64 - suffix.length) + suffix;
}

export interface DeadLetters {
  readonly arn: unknown;
  readonly resources: Resource[];
}

/**
 * The dead-letter queue of a rule or a schedule: the one that `DeadLetterConfig` names, or a new
 * one.
 * @param ruleArn Of the rule that a new queue lets in; a scheduler needs no such policy.
 * @throws InvalidEvent
 */
export function deadLetters(
  id: string,
  config: Json,
  shared: Json,
  ruleArn?: unknown,
): DeadLetters {
  checkDeadLetters(id, config);
  const arn = config["Arn"];
  if (arn !== undefined && arn !== null) return { arn, resources: [] };
  const queueId = config["QueueLogicalId"] ?? undefined;
  if (queueId !== undefined && typeof queueId !== "string")
    throw new InvalidEvent(id, "QueueLogicalId must be a string");
  const queue = new Resource(queueId || `${id}Queue`, "AWS::SQS::Queue", {}, shared);
  const made = { arn: queue.getAtt("Arn"), resources: [queue] };
  if (ruleArn === undefined) return made;
  const document = queueDocument({ Service: "events.amazonaws.com" }, made.arn, ruleArn);
  made.resources.push(
    new Resource(
      `${id}QueuePolicy`,
      "AWS::SQS::QueuePolicy",
      { PolicyDocument: document, Queues: [ref(queue.id)] },
      shared,
    ),
  );
  return made;
}

function checkDeadLetters(id: string, config: Json): void {
  const arn = Object.hasOwn(config, "Arn");
  const type = Object.hasOwn(config, "Type");
  if (arn && type)
    throw new InvalidEvent(
      id,
      "You can either define 'Arn' or 'Type' property of DeadLetterConfig.",
    );
  if (type && config["Type"] !== "SQS")
    throw new InvalidEvent(
      id,
      "The only valid value for 'Type' property of DeadLetterConfig is 'SQS'.",
    );
  if (!arn && !type)
    throw new InvalidEvent(id, "No 'Arn' or 'Type' property provided for DeadLetterConfig.");
}

/** The policy of a queue that one source sends to. */
export const queueDocument = (principal: unknown, queueArn: unknown, sourceArn: unknown): Json => ({
  Version: "2012-10-17",
  Statement: [
    {
      Action: "sqs:SendMessage",
      Effect: "Allow",
      Principal: principal,
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
    },
  ],
});

/** The inline policy by which a source sends to a queue. */
export const sendMessagePolicy = (id: string, Resource: unknown): Json => ({
  PolicyName: `${id}SQSPolicy`,
  PolicyDocument: { Statement: [{ Action: "sqs:SendMessage", Effect: "Allow", Resource }] },
});

/** The inline policy by which a source publishes to a topic. */
export const publishPolicy = (id: string, Resource: unknown): Json => ({
  PolicyName: `${id}SNSPolicy`,
  PolicyDocument: { Statement: [{ Action: "sns:publish", Effect: "Allow", Resource }] },
});

/** The inline policy by which a source writes into a bucket. */
export const putObjectPolicy = (id: string, bucket: unknown): Json => ({
  PolicyName: `${id}S3Policy`,
  PolicyDocument: {
    Statement: [
      {
        Action: "s3:PutObject",
        Effect: "Allow",
        Resource: { "Fn::Join": ["/", [bucket, "*"]] },
      },
      { Action: "s3:ListBucket", Effect: "Allow", Resource: bucket },
    ],
  },
});

/** The inline policy by which a source invokes a function. */
export const invokePolicy = (id: string, Resource: unknown): Json => ({
  PolicyName: `${id}LambdaPolicy`,
  PolicyDocument: { Statement: [{ Action: "lambda:InvokeFunction", Effect: "Allow", Resource }] },
});
