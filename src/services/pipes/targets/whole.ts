/** Targets that are given all events of a batch as one JSON array: functions and state machines. */
import { type Ctx, pipeArn } from "../pipes.ts";
import { Failed } from "../errors.ts";
import type { Delivery, Report } from "./deliver.ts";

const NONE: Report = { failed: new Set() };

export async function toFunction(ctx: Ctx, delivery: Delivery): Promise<Report> {
  const { row, inputs, ids, principal, calls } = delivery;
  const type = row.settings.TargetParameters?.LambdaFunctionParameters?.InvocationType;
  const detached = type === "FIRE_AND_FORGET";
  const input = {
    FunctionName: row.settings.Target,
    InvocationType: detached ? ("Event" as const) : ("RequestResponse" as const),
    Payload: new TextEncoder().encode(JSON.stringify(inputs)),
  };
  const options = { principal, sourceArn: pipeArn(ctx, row.name) };
  const { Payload, FunctionError } = await calls.ask(input, () =>
    ctx.call("lambda", "Invoke", input, options),
  );
  const text = Buffer.from((Payload as Uint8Array | undefined) ?? []).toString();
  if (FunctionError !== undefined) throw new Failed("lambda", `The target failed: ${text}`);
  return detached ? NONE : reported(text, "lambda", ids);
}

/**
 * What a function says failed: `{"batchItemFailures": [{"itemIdentifier": id}]}`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 * @throws Failed for an answer that is in the shape of a report and names nothing that it was given:
 * "Lambda treats a batch as a complete failure",
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
function reported(text: string, service: string, known: ReadonlySet<string> | undefined): Report {
  let answer: unknown;
  try {
    answer = JSON.parse(text || "null");
  } catch {
    return NONE;
  }
  const items = (answer as { batchItemFailures?: unknown } | null)?.batchItemFailures;
  if (!Array.isArray(items)) return NONE;
  const ids = items.map((item: { itemIdentifier?: unknown } | null) => item?.itemIdentifier);
  if (ids.some((id) => typeof id !== "string" || id === ""))
    throw new Failed(service, "The target reported a failure without an itemIdentifier.");
  if (known !== undefined && ids.some((id) => !known.has(id as string)))
    throw new Failed(service, "The target reported an itemIdentifier that is no event's.");
  return { failed: new Set(ids as string[]), why: "The target reported failures." };
}

export async function toMachine(ctx: Ctx, delivery: Delivery): Promise<Report> {
  const { row, inputs, ids, principal, calls } = delivery;
  const type = row.settings.TargetParameters?.StepFunctionStateMachineParameters?.InvocationType;
  const detached = type === "FIRE_AND_FORGET";
  const operation = detached ? "StartExecution" : "StartSyncExecution";
  const input = { stateMachineArn: row.settings.Target, input: JSON.stringify(inputs) };
  const options = { principal, sourceArn: pipeArn(ctx, row.name) };
  const made = (await calls.ask(input, () =>
    ctx.kernel.call(ctx.facts, "stepfunctions", operation, input, options),
  )) as { status?: string; cause?: string; output?: string };
  if (detached) return NONE;
  if (made.status !== "SUCCEEDED")
    throw new Failed("states", `The target failed: ${made.cause ?? made.status}`);
  return reported(made.output ?? "", "states", ids);
}
