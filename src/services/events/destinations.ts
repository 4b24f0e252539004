/** From a target's ARN to what delivers to it. */
import { type ArnParts, arnParts, isCallable, targetCall } from "#aws/target-call";
import type { HttpParameters, Target } from "#aws/generated/types/events";
import type { CallDelivery, Delivery, OwnDelivery } from "#kernel/service";
import { compilePath, InvalidPath } from "#languages/jsonpath/path";
import type { Ctx } from "./buses.ts";
import { RETRY_AGE_SECONDS, RETRY_ATTEMPTS } from "./limits.ts";
import { type BusEvent, textOf, traceOf } from "./event.ts";

/** Kinds of targets, by who delivers: an operation, this service itself, or a bus's own rules. */
type Kind = "call" | "discoverer" | "log" | "http" | "bus";

/** A rule's target with what its ARN says, read once and not for each event. */
export interface Destination {
  readonly target: Target;
  readonly to: ArnParts;
  readonly kind: Kind;
}

export function destinationOf(target: Target): Destination {
  const to = arnParts(target.Arn);
  return { target, to, kind: kindAt(to)! };
}

/** Undefined for an ARN of what is no target. */
export const kindOf = (arn: string): Kind | undefined => kindAt(arnParts(arn));

function kindAt(to: ArnParts): Kind | undefined {
  const { service, resource } = to;
  if (service === "logs") return "log";
  if (service === "execute-api") return "http";
  if (service === "events" && resource.startsWith("api-destination/")) return "http";
  if (service === "events" && resource.startsWith("event-bus/")) return "bus";
  if (service === "schemas" && resource.startsWith("discoverer/")) return "discoverer";
  return isCallable(to) ? "call" : undefined;
}

/** Services whose resources let EventBridge itself in; others are only called as a role. */
const ALONE: ReadonlySet<string> = new Set(["lambda", "sns", "sqs"]);

export const needsRole = (arn: string): boolean =>
  (kindOf(arn) === "call" && !ALONE.has(arnParts(arn).service)) ||
  arn.includes(":api-destination/");

type What =
  | Pick<CallDelivery, "service" | "operation" | "input">
  | Pick<OwnDelivery, "deliver" | "input">;

function whatOf(ctx: Ctx, { target, to, kind }: Destination, input: string, event: BusEvent): What {
  if (kind === "log") {
    const group = to.resource.replace(/^log-group:/, "").replace(/:\*$/, "");
    return {
      deliver: "log",
      input: { group, input, id: event.id, shaped: target.InputTransformer !== undefined },
    };
  }
  // Schemas are of what was put on the bus, whatever a target makes of it.
  if (kind === "discoverer")
    return {
      service: "schemas",
      operation: "GetDiscoveredSchema",
      input: { Type: "OpenApi3", Events: [textOf(event)] },
    };
  if (kind === "http") {
    const { RoleArn: role } = target;
    const parameters = dynamic(target.HttpParameters ?? {}, event);
    return {
      deliver: "http",
      input: { arn: to.arn, input, parameters, ...(role ? { role } : {}) },
    };
  }
  const keyPath = target.KinesisParameters?.PartitionKeyPath;
  const call = targetCall(to, input, {
    origin: ctx.origin,
    groupId: target.SqsParameters?.MessageGroupId,
    partitionKey: to.service === "kinesis" ? partitionKey(keyPath, event) : undefined,
    ecs: target.EcsParameters as never,
    batch: target.BatchParameters as never,
    runCommand: target.RunCommandParameters,
    redshift: target.RedshiftDataParameters,
    graphQl: target.AppSyncParameters?.GraphQLOperation,
    sageMaker: target.SageMakerPipelineParameters,
  })!;
  const trace = traceOf(event);
  if (trace === undefined || to.service !== "sqs") return call;
  const AWSTraceHeader = { DataType: "String", StringValue: trace };
  return { ...call, input: { ...call.input, MessageSystemAttributes: { AWSTraceHeader } } };
}

/**
 * Parameters of a request with the values that are paths into the event replaced by what is there.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html#targets-dynamic-parms
 */
function dynamic(parameters: HttpParameters, event: BusEvent): HttpParameters {
  const read = (value: string): string => {
    const found = value.startsWith("$.") ? valueAt(value, event) : value;
    return typeof found === "string" ? found : (JSON.stringify(found) ?? "");
  };
  const each = (values: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(value)]));
  return {
    PathParameterValues: (parameters.PathParameterValues ?? []).map(read),
    HeaderParameters: each(parameters.HeaderParameters),
    QueryStringParameters: each(parameters.QueryStringParameters),
  };
}

/** What a path leads to; a text that is no path stands for itself. */
function valueAt(path: string, event: BusEvent): unknown {
  try {
    return compilePath(path).value(event);
  } catch (error) {
    if (error instanceof InvalidPath) return path;
    throw error;
  }
}

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

/** How long a target's events are tried, and what is done with those that fail for good. */
export function policyOf(ctx: Ctx, target: Target, event: BusEvent, rule: string) {
  const age = target.RetryPolicy?.MaximumEventAgeInSeconds ?? RETRY_AGE_SECONDS;
  return {
    attempts: 1 + (target.RetryPolicy?.MaximumRetryAttempts ?? RETRY_ATTEMPTS),
    until: ctx.now + age * 1_000,
    onFailure: {
      name: "undelivered",
      id: () =>
        JSON.stringify({
          rule,
          target: target.Arn,
          input: textOf(event),
          deadLetterArn: target.DeadLetterConfig?.Arn,
        }),
    },
  };
}

/** The delivery of an event to a target of a rule; not to another bus. */
export function deliveryTo(
  ctx: Ctx,
  destination: Destination,
  input: string,
  event: BusEvent,
  rule: string,
): Delivery {
  const { target, to } = destination;
  const { region, account } = to;
  return {
    ...(whatOf(ctx, destination, input, event) as CallDelivery),
    // The role of the target is taken on, else EventBridge calls for the rule.
    as: target.RoleArn ?? "events.amazonaws.com",
    ...(account === "" ? {} : { account }),
    ...(region === "" ? {} : { region }),
    sourceArn: rule,
    ...policyOf(ctx, target, event, rule),
  };
}
