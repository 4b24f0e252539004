/**
 * What a function, a state machine, an API or an API destination makes of a pipe's events.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
 */
import { arnParts } from "#aws/target-call";
import type { Principal } from "#kernel/principal";
import { Failed } from "./errors.ts";
import { parsed } from "./events.ts";
import { allDynamic } from "./input.ts";
import { type Ctx, pipeArn } from "./pipes.ts";
import type { PipeRow } from "./tables.ts";
import { httpCall, isHttp } from "./targets/http.ts";
import { textOf } from "./targets/deliver.ts";

interface Asked {
  readonly arn: string;
  readonly inputs: readonly unknown[];
  /** What parameters' paths look into. */
  readonly given: readonly unknown[];
  readonly principal: Principal;
}

/** @returns The events that go on: none for an empty answer. @throws Fault, Failed or NotYet. */
export async function enrich(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  asked: Asked,
): Promise<readonly unknown[]> {
  const { arn, inputs, given, principal } = asked;
  if (isHttp(arn)) {
    const made: unknown[] = [];
    for (const [place, input] of inputs.entries()) {
      const all = row.settings.EnrichmentParameters?.HttpParameters;
      const parameters = allDynamic(all ?? {}, given[place]);
      const body = await httpCall(ctx, row, { arn, input: textOf(input), parameters, principal });
      made.push(...eventsOf(parsed(Buffer.from(body).toString())));
    }
    return made;
  }
  const text = JSON.stringify(inputs);
  return eventsOf(
    arnParts(arn).service === "states"
      ? await askMachine(ctx, row, arn, text, principal)
      : await askFunction(ctx, row, arn, text, principal),
  );
}

function eventsOf(answer: unknown): readonly unknown[] {
  if (answer === null || answer === undefined || answer === "") return [];
  if (Array.isArray(answer)) return answer;
  return typeof answer === "object" && Object.keys(answer).length === 0 ? [] : [answer];
}

async function askFunction(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  FunctionName: string,
  input: string,
  principal: Principal,
): Promise<unknown> {
  const { Payload, FunctionError } = await ctx.call(
    "lambda",
    "Invoke",
    { FunctionName, Payload: new TextEncoder().encode(input) },
    { principal, sourceArn: pipeArn(ctx, row.name) },
  );
  const text = Buffer.from((Payload as Uint8Array | undefined) ?? []).toString();
  if (FunctionError !== undefined) throw new Failed("lambda", `The enrichment failed: ${text}`);
  return parsed(text);
}

async function askMachine(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  stateMachineArn: string,
  input: string,
  principal: Principal,
): Promise<unknown> {
  const made = (await ctx.kernel.call(
    ctx.facts,
    "stepfunctions",
    "StartSyncExecution",
    { stateMachineArn, input },
    { principal, sourceArn: pipeArn(ctx, row.name) },
  )) as { status?: string; output?: string; cause?: string };
  if (made.status !== "SUCCEEDED")
    throw new Failed("states", `The enrichment failed: ${made.cause ?? made.status}`);
  return parsed(made.output ?? "");
}
