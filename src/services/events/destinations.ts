/** From a target's ARN to the call that delivers to it. */
import type { Target } from "#aws/generated/types/events";
import type { CallDelivery, Delivery, OwnDelivery } from "#kernel/service";
import type { Ctx } from "./buses.ts";
import { RETRY_AGE_SECONDS, RETRY_ATTEMPTS } from "./limits.ts";
import type { BusEvent } from "./tables.ts";

/** A kind of target by the service in its ARN. */
export interface Kind {
  readonly service: string;
  readonly needsRole: boolean;
  /** The call, without what all deliveries share. */
  call(target: Target, input: string, event: BusEvent, ctx: Ctx): Call;
}

type Call =
  | Pick<CallDelivery, "service" | "operation" | "input">
  | Pick<OwnDelivery, "deliver" | "input">;

/** The parts of an ARN that targets are told by. */
function partsOf(arn: string) {
  const [, , service = "", region = "", account = "", ...rest] = arn.split(":");
  return { service, region, account, resource: rest.join(":") };
}

const KINDS: Readonly<Record<string, Kind>> = {
  lambda: {
    service: "lambda",
    needsRole: false,
    call: ({ Arn }, input) => ({
      service: "lambda",
      operation: "Invoke",
      input: { FunctionName: Arn, InvocationType: "Event", Payload: Buffer.from(input) },
    }),
  },
  sqs: {
    service: "sqs",
    needsRole: false,
    call({ Arn, SqsParameters }, input, _event, ctx) {
      const { account, resource } = partsOf(Arn);
      const group = SqsParameters?.MessageGroupId;
      return {
        service: "sqs",
        operation: "SendMessage",
        input: {
          QueueUrl: `${ctx.origin}/${account}/${resource}`,
          MessageBody: input,
          ...(group === undefined ? {} : { MessageGroupId: group }),
        },
      };
    },
  },
  sns: {
    service: "sns",
    needsRole: false,
    call: ({ Arn }, input) => ({
      service: "sns",
      operation: "Publish",
      input: { TopicArn: Arn, Message: input },
    }),
  },
  states: {
    service: "stepfunctions",
    needsRole: true,
    call: ({ Arn }, input) => ({
      service: "stepfunctions",
      operation: "StartExecution",
      input: { stateMachineArn: Arn, input },
    }),
  },
  kinesis: {
    service: "kinesis",
    needsRole: true,
    call: ({ Arn, KinesisParameters }, input, event) => ({
      service: "kinesis",
      operation: "PutRecord",
      input: {
        StreamARN: Arn,
        Data: Buffer.from(input),
        PartitionKey: partitionKey(KinesisParameters?.PartitionKeyPath, event),
      },
    }),
  },
  firehose: {
    service: "firehose",
    needsRole: true,
    call: ({ Arn }, input) => ({
      service: "firehose",
      operation: "PutRecord",
      input: {
        DeliveryStreamName: partsOf(Arn).resource.replace("deliverystream/", ""),
        Record: { Data: Buffer.from(`${input}\n`) },
      },
    }),
  },
  ecs: {
    service: "ecs",
    needsRole: true,
    call({ Arn, EcsParameters }, input) {
      const { TaskDefinitionArn, TaskCount, ReferenceId, Tags, ...rest } = EcsParameters ?? {};
      return {
        service: "ecs",
        operation: "RunTask",
        input: {
          cluster: Arn,
          taskDefinition: TaskDefinitionArn,
          count: TaskCount ?? 1,
          ...(ReferenceId === undefined ? {} : { referenceId: ReferenceId }),
          ...(Tags === undefined
            ? {}
            : { tags: Tags.map(({ Key, Value }) => ({ key: Key, value: Value })) }),
          ...(camelCased(rest) as object),
          overrides: overridesOf(input),
        },
      };
    },
  },
  logs: {
    service: "logs",
    needsRole: false,
    call: ({ Arn }, input, event) => ({
      deliver: "log",
      input: {
        group: partsOf(Arn)
          .resource.replace(/^log-group:/, "")
          .replace(/:\*$/, ""),
        input,
        id: event.id,
      },
    }),
  },
  "execute-api": {
    service: "execute-api",
    needsRole: false,
    call: ({ Arn, HttpParameters }, input) => ({
      deliver: "api",
      input: { arn: Arn, input, parameters: HttpParameters ?? {} },
    }),
  },
};

/** ECS's own names for what EventBridge names with a capital. */
function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null) return value;
  const own = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  return Object.fromEntries(Object.entries(value).map(([name, v]) => [own(name), camelCased(v)]));
}

/** A target's input says what the task overrides, where it is an object that does. */
function overridesOf(input: string): object {
  try {
    const value = JSON.parse(input) as { containerOverrides?: unknown };
    return Array.isArray(value?.containerOverrides) ? value : {};
  } catch {
    return {};
  }
}

const API_DESTINATION: Kind = {
  service: "events",
  needsRole: true,
  call: ({ Arn, HttpParameters }, input) => ({
    deliver: "apiDestination",
    input: { arn: Arn, input, parameters: HttpParameters ?? {} },
  }),
};

/** Another bus: not a call, but put there in the same transaction. */
const BUS: Kind = {
  service: "events",
  needsRole: false,
  call: () => {
    throw new Error("Events are put on other buses by publish.");
  },
};

/** Undefined for an ARN of what is no target. */
export function kindOf(arn: string): Kind | undefined {
  const { service, resource } = partsOf(arn);
  if (service === "events") {
    if (resource.startsWith("api-destination/")) return API_DESTINATION;
    return resource.startsWith("event-bus/") ? BUS : undefined;
  }
  return Object.hasOwn(KINDS, service) ? KINDS[service] : undefined;
}

export const isBus = (arn: string): boolean => kindOf(arn) === BUS;

function partitionKey(path: string | undefined, event: BusEvent): string {
  const steps = (path ?? "$.id").replace(/^\$\.?/, "").split(".");
  let value: unknown = event;
  for (const step of steps)
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined;
  return value === undefined ? event.id : String(value);
}

/** The delivery of an event to a target of a rule. */
export function deliveryTo(
  ctx: Ctx,
  target: Target,
  input: string,
  event: BusEvent,
  rule: string,
): Delivery {
  const kind = kindOf(target.Arn)!;
  const { region, account } = partsOf(target.Arn);
  const age = target.RetryPolicy?.MaximumEventAgeInSeconds ?? RETRY_AGE_SECONDS;
  return {
    ...(kind.call(target, input, event, ctx) as CallDelivery),
    // The role of the target is taken on, else EventBridge calls for the rule.
    as: target.RoleArn ?? "events.amazonaws.com",
    ...(account === "" ? {} : { account }),
    ...(region === "" ? {} : { region }),
    sourceArn: rule,
    attempts: 1 + (target.RetryPolicy?.MaximumRetryAttempts ?? RETRY_ATTEMPTS),
    until: ctx.now + age * 1_000,
    onFailure: {
      name: "undelivered",
      id: JSON.stringify({
        rule,
        target: target.Arn,
        input: JSON.stringify(event),
        deadLetterArn: target.DeadLetterConfig?.Arn,
      }),
    },
  };
}
