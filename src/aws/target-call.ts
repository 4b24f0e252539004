/**
 * From a target's ARN to the operation that gives it its input: what EventBridge, Scheduler and
 * Pipes have in common. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 */

export interface TargetCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a target may be given besides its input. */
export interface TargetParameters {
  /** SQS's message group. */
  readonly groupId?: string | undefined;
  /** Kinesis's partition key. */
  readonly partitionKey?: string | undefined;
  /** ECS's parameters, in EventBridge's spelling. */
  readonly ecs?: EcsParameters | undefined;
  /** "http://host:port" by which Brume is reached: the base of queue URLs. */
  readonly origin: string;
}

interface EcsParameters {
  readonly TaskDefinitionArn: string;
  readonly TaskCount?: number;
  readonly ReferenceId?: string;
  readonly Tags?: readonly Readonly<Record<string, string>>[];
}

/** The parts of an ARN that targets are told by. */
export function arnParts(arn: string) {
  const service = after(arn, after(arn, 0));
  const region = after(arn, service);
  const account = after(arn, region);
  const resource = after(arn, account);
  return {
    service: arn.slice(service, region - 1),
    region: arn.slice(region, account - 1),
    account: arn.slice(account, resource - 1),
    resource: arn.slice(resource),
  };
}

/** Where the part behind the next colon begins; past the end when there is none. */
function after(arn: string, from: number): number {
  const colon = arn.indexOf(":", from);
  return colon < 0 ? arn.length + 1 : colon + 1;
}

type Make = (arn: string, input: string, parameters: TargetParameters) => TargetCall;

const CALLS: Readonly<Record<string, Make>> = {
  lambda: (arn, input) => ({
    service: "lambda",
    operation: "Invoke",
    input: { FunctionName: arn, InvocationType: "Event", Payload: Buffer.from(input) },
  }),
  sqs(arn, input, { groupId, origin }) {
    const { account, resource } = arnParts(arn);
    return {
      service: "sqs",
      operation: "SendMessage",
      input: {
        QueueUrl: `${origin}/${account}/${resource}`,
        MessageBody: input,
        ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
      },
    };
  },
  sns: (arn, input) => ({
    service: "sns",
    operation: "Publish",
    input: { TopicArn: arn, Message: input },
  }),
  states: (arn, input) => ({
    service: "stepfunctions",
    operation: "StartExecution",
    input: { stateMachineArn: arn, input },
  }),
  kinesis: (arn, input, { partitionKey }) => ({
    service: "kinesis",
    operation: "PutRecord",
    input: { StreamARN: arn, Data: Buffer.from(input), PartitionKey: partitionKey ?? "" },
  }),
  firehose: (arn, input) => ({
    service: "firehose",
    operation: "PutRecord",
    input: {
      DeliveryStreamName: arnParts(arn).resource.replace("deliverystream/", ""),
      Record: { Data: Buffer.from(`${input}\n`) },
    },
  }),
  ecs(arn, input, { ecs }) {
    const { TaskDefinitionArn, TaskCount, ReferenceId, Tags, ...rest } = ecs ?? {};
    return {
      service: "ecs",
      operation: "RunTask",
      input: {
        cluster: arn,
        taskDefinition: TaskDefinitionArn,
        count: TaskCount ?? 1,
        ...(ReferenceId === undefined ? {} : { referenceId: ReferenceId }),
        ...(Tags === undefined
          ? {}
          : {
              tags: Tags.map((tag) => ({
                key: tag["Key"] ?? tag["key"],
                value: tag["Value"] ?? tag["value"],
              })),
            }),
        ...(camelCased(rest) as object),
        overrides: overridesOf(input),
      },
    };
  },
};

/** Undefined for an ARN of what is no such target. */
export function targetCall(
  arn: string,
  input: string,
  parameters: TargetParameters,
): TargetCall | undefined {
  const { service } = arnParts(arn);
  return Object.hasOwn(CALLS, service) ? CALLS[service]!(arn, input, parameters) : undefined;
}

/** Whether there is a call for it. */
export const isCallable = (arn: string): boolean => Object.hasOwn(CALLS, arnParts(arn).service);

/** ECS's own names for what others spell with a capital. */
function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null) return value;
  const own = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  return Object.fromEntries(Object.entries(value).map(([name, v]) => [own(name), camelCased(v)]));
}

/** A target's input says what the task overrides, where it is an object that does. */
function overridesOf(input: string): object {
  try {
    const value = JSON.parse(input) as { containerOverrides?: unknown } | null;
    return Array.isArray(value?.containerOverrides) ? value : {};
  } catch {
    return {};
  }
}
