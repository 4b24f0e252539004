/** From a pipe's target to the calls that bring events to it. */
import { Fault } from "#aws/fault";
import { arnParts, targetCall } from "#aws/target-call";
import type { PipeTargetParameters } from "#aws/generated/types/pipes";
import type { Principal } from "#kernel/principal";
import { Failed } from "./errors.ts";
import { dynamic } from "./input.ts";
import { type Ctx, pipeArn } from "./pipes.ts";
import type { PipeRow } from "./tables.ts";

/** The events that failed: by their place, or by the id that a function reported. */
export type FailedEvents = ReadonlySet<number | string>;

/** Nothing failed. */
const NONE: FailedEvents = new Set();

/** @param given The events behind the inputs, which parameters' paths look into. @throws Fault, Failed */
export async function deliver(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  given: readonly unknown[],
  inputs: readonly unknown[],
  principal: Principal,
): Promise<FailedEvents> {
  const { Target: arn, TargetParameters: parameters = {} } = row.settings;
  const { service } = arnParts(arn);
  if (service === "lambda") return toFunction(ctx, row, inputs, principal);
  if (service === "states") return toMachine(ctx, row, inputs, principal);
  const failed = new Set<number>();
  for (const [index, input] of inputs.entries())
    try {
      await one(ctx, row, { arn, parameters, event: given[index], input }, principal);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (inputs.length === 1) throw error;
      failed.add(index);
    }
  return failed;
}

async function toFunction(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  inputs: readonly unknown[],
  principal: Principal,
): Promise<FailedEvents> {
  const type = row.settings.TargetParameters?.LambdaFunctionParameters?.InvocationType;
  const detached = type === "FIRE_AND_FORGET";
  const { Payload, FunctionError } = await ctx.call(
    "lambda",
    "Invoke",
    {
      FunctionName: row.settings.Target,
      InvocationType: detached ? "Event" : "RequestResponse",
      Payload: new TextEncoder().encode(JSON.stringify(inputs)),
    },
    { principal, sourceArn: pipeArn(ctx, row.name) },
  );
  const text = Buffer.from((Payload as Uint8Array | undefined) ?? []).toString();
  if (FunctionError !== undefined) throw new Failed(`The target failed: ${text}`);
  return detached ? NONE : reported(text);
}

/** What a function says failed: `{"batchItemFailures": [{"itemIdentifier": id}]}`. */
function reported(text: string): FailedEvents {
  let answer: unknown;
  try {
    answer = JSON.parse(text || "null");
  } catch {
    return NONE;
  }
  const items = (answer as { batchItemFailures?: unknown } | null)?.batchItemFailures;
  if (!Array.isArray(items)) return NONE;
  return new Set(
    items.map((item: { itemIdentifier?: unknown } | null) => String(item?.itemIdentifier)),
  );
}

async function toMachine(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  inputs: readonly unknown[],
  principal: Principal,
): Promise<FailedEvents> {
  const type = row.settings.TargetParameters?.StepFunctionStateMachineParameters?.InvocationType;
  const detached = type === "FIRE_AND_FORGET";
  const operation = detached ? "StartExecution" : "StartSyncExecution";
  const input = { stateMachineArn: row.settings.Target, input: JSON.stringify(inputs) };
  const made = (await ctx.kernel.call(ctx.facts, "stepfunctions", operation, input, {
    principal,
  })) as { status?: string; cause?: string };
  if (!detached && made.status !== "SUCCEEDED")
    throw new Failed(`The target failed: ${made.cause}`);
  return NONE;
}

interface Item {
  readonly arn: string;
  readonly parameters: PipeTargetParameters;
  readonly event: unknown;
  readonly input: unknown;
}

async function one(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  item: Item,
  principal: Principal,
): Promise<void> {
  const { arn, parameters, event, input } = item;
  const { service, region, account } = arnParts(arn);
  const text = typeof input === "string" ? input : JSON.stringify(input);
  const options = {
    principal,
    sourceArn: pipeArn(ctx, row.name),
    ...(region === "" ? {} : { region }),
    ...(account === "" ? {} : { account }),
  };
  if (service === "events") return toBus(ctx, row, item, text, options);
  if (service === "logs") return toLogs(ctx, item, text, options);
  const queue = parameters.SqsQueueParameters;
  const call = targetCall(arn, text, {
    origin: ctx.origin,
    groupId: dynamic(queue?.MessageGroupId, event),
    partitionKey: dynamic(parameters.KinesisStreamParameters?.PartitionKey, event),
  })!;
  const deduplicationId = dynamic(queue?.MessageDeduplicationId, event);
  const whole =
    service === "sqs" && deduplicationId !== undefined
      ? { ...call.input, MessageDeduplicationId: deduplicationId }
      : call.input;
  await ctx.kernel.call(ctx.facts, call.service, call.operation, whole, options);
}

interface Options {
  readonly principal: Principal;
  readonly sourceArn: string;
}

async function toBus(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  { arn, parameters, event }: Item,
  text: string,
  options: Options,
): Promise<void> {
  const own = parameters.EventBridgeEventBusParameters;
  const time = dynamic(own?.Time, event);
  const { Entries = [] } = await ctx.call(
    "events",
    "PutEvents",
    {
      Entries: [
        {
          EventBusName: arn,
          Source: dynamic(own?.Source, event) ?? `Pipe ${row.name}`,
          DetailType: dynamic(own?.DetailType, event) ?? "Event from aws:sqs",
          Detail: text,
          Resources: (own?.Resources ?? []).flatMap((one) => dynamic(one, event) ?? []),
          ...(time === undefined ? {} : { Time: Date.parse(time) }),
        },
      ],
      ...(own?.EndpointId === undefined ? {} : { EndpointId: own.EndpointId }),
    },
    options,
  );
  const [entry] = Entries;
  if (entry?.ErrorCode !== undefined)
    throw new Fault(entry.ErrorCode, entry.ErrorMessage ?? entry.ErrorCode);
}

async function toLogs(
  ctx: Ctx,
  { arn, parameters, event }: Item,
  message: string,
  options: Options,
): Promise<void> {
  const own = parameters.CloudWatchLogsParameters;
  const logGroupName = arnParts(arn)
    .resource.replace(/^log-group:/, "")
    .replace(/:\*$/, "");
  const logStreamName = dynamic(own?.LogStreamName, event) ?? "pipes";
  const given = dynamic(own?.Timestamp, event);
  const timestamp = given === undefined ? ctx.clock.now() : Number(given);
  await ctx
    .call("logs", "CreateLogStream", { logGroupName, logStreamName }, options)
    .catch((error: unknown) => {
      if ((error as Fault).code !== "ResourceAlreadyExistsException") throw error;
    });
  const logEvents = [{ timestamp, message }];
  await ctx.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents }, options);
}
