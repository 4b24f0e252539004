/** Targets that are given all events of a batch as one JSON array: functions and state machines. */
import { type Ctx, pipeArn } from "../pipes.ts";
import { Failed } from "../errors.ts";
import type { Delivery, Report } from "./deliver.ts";

const NONE: Report = { failed: new Set() };

export async function toFunction(ctx: Ctx, delivery: Delivery): Promise<Report> {
  const { row, inputs, principal } = delivery;
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
  if (FunctionError !== undefined) throw new Failed("lambda", `The target failed: ${text}`);
  return detached ? NONE : reported(text);
}

/**
 * What a function says failed: `{"batchItemFailures": [{"itemIdentifier": id}]}`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 * @throws Failed for an answer that is in the shape of a report and names nothing: all failed.
 */
function reported(text: string): Report {
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
    throw new Failed("lambda", "The target reported a failure without an itemIdentifier.");
  return { failed: new Set(ids as string[]), why: "The target reported failures." };
}

export async function toMachine(ctx: Ctx, delivery: Delivery): Promise<Report> {
  const { row, inputs, principal } = delivery;
  const type = row.settings.TargetParameters?.StepFunctionStateMachineParameters?.InvocationType;
  const detached = type === "FIRE_AND_FORGET";
  const operation = detached ? "StartExecution" : "StartSyncExecution";
  const input = { stateMachineArn: row.settings.Target, input: JSON.stringify(inputs) };
  const made = (await ctx.kernel.call(ctx.facts, "stepfunctions", operation, input, {
    principal,
    sourceArn: pipeArn(ctx, row.name),
  })) as { status?: string; cause?: string; output?: string };
  if (detached) return NONE;
  if (made.status !== "SUCCEEDED")
    throw new Failed("states", `The target failed: ${made.cause ?? made.status}`);
  return reported(made.output ?? "");
}
