/**
 * What a function, a state machine, an API or an API destination makes of a pipe's events.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
 */
import { arnParts } from "#aws/target-call";
import type { Principal } from "#kernel/principal";
import type { Calls } from "./calls.ts";
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
  readonly calls: Calls;
}

/** @returns The events that go on: none for an empty answer. @throws Fault, Failed or NotYet. */
export async function enrich(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  asked: Asked,
): Promise<readonly unknown[]> {
  const { arn, inputs, given, principal, calls } = asked;
  if (isHttp(arn)) {
    const made: unknown[] = [];
    for (const [place, input] of inputs.entries()) {
      const all = row.settings.EnrichmentParameters?.HttpParameters;
      const parameters = allDynamic(all ?? {}, given[place]);
      const call = { arn, input: textOf(input), parameters, principal, calls };
      const body = await httpCall(ctx, row, call);
      made.push(...eventsOf(parsed(Buffer.from(body).toString())));
    }
    return made;
  }
  const text = JSON.stringify(inputs);
  return eventsOf(
    arnParts(arn).service === "states"
      ? await askMachine(ctx, row, asked, text)
      : await askFunction(ctx, row, asked, text),
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
  { arn: FunctionName, principal, calls }: Asked,
  text: string,
): Promise<unknown> {
  const input = { FunctionName, Payload: new TextEncoder().encode(text) };
  const options = { principal, sourceArn: pipeArn(ctx, row.name) };
  const { Payload, FunctionError } = await calls.ask(input, () =>
    ctx.call("lambda", "Invoke", input, options),
  );
  const answer = Buffer.from((Payload as Uint8Array | undefined) ?? []).toString();
  if (FunctionError !== undefined) throw new Failed("lambda", `The enrichment failed: ${answer}`);
  return parsed(answer);
}

async function askMachine(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  { arn: stateMachineArn, principal, calls }: Asked,
  text: string,
): Promise<unknown> {
  const input = { stateMachineArn, input: text };
  const options = { principal, sourceArn: pipeArn(ctx, row.name) };
  const made = (await calls.ask(input, () =>
    ctx.kernel.call(ctx.facts, "stepfunctions", "StartSyncExecution", input, options),
  )) as { status?: string; output?: string; cause?: string };
  if (made.status !== "SUCCEEDED")
    throw new Failed("states", `The enrichment failed: ${made.cause ?? made.status}`);
  return parsed(made.output ?? "");
}
