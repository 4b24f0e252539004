/** From a pipe's target to the calls that bring events to it. */
import { Fault } from "#aws/fault";
import { arnParts, targetCall, type TargetCall } from "#aws/target-call";
import type { PipeTargetParameters } from "#aws/generated/types/pipes";
import type { Principal } from "#kernel/principal";
import type { Calls } from "../calls.ts";
import { cut } from "../cut.ts";
import { Failed } from "../errors.ts";
import { allDynamic } from "../input.ts";
import { REQUEST_BYTES, TARGET_BATCH } from "../limits.ts";
import { type Ctx, pipeArn } from "../pipes.ts";
import type { PipeRow } from "../tables.ts";
import { BATCHES } from "./batches.ts";
import { httpCall, isHttp } from "./http.ts";
import { toFunction, toMachine } from "./whole.ts";

/** What the target is given: the events, what was made of each, and the role that brings them. */
export interface Delivery {
  readonly row: Readonly<PipeRow>;
  /** What parameters' paths look into. */
  readonly given: readonly unknown[];
  readonly inputs: readonly unknown[];
  /** What a report of failures may name; undefined where the inputs are an enrichment's answer. */
  readonly ids: ReadonlySet<string> | undefined;
  readonly principal: Principal;
  readonly calls: Calls;
}

/** The events that failed, by their place or by the id that the target reported. */
export interface Report {
  readonly failed: ReadonlySet<number | string>;
  /** Why, of the first of them. */
  readonly why?: string;
}

/** @throws Fault, Failed or NotYet when all of them failed. */
export async function deliver(ctx: Ctx, delivery: Delivery): Promise<Report> {
  const { row, inputs } = delivery;
  const { service, resource } = arnParts(row.settings.Target);
  const bus = service === "events" && resource.startsWith("event-bus/");
  const most = service === "events" && !bus ? 1 : (TARGET_BATCH[service] ?? 1);
  // "If the array is larger than the batch size supported by the target, the pipe won't invoke the
  // target": https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
  if (inputs.length > most)
    throw new Failed(
      service,
      `The enrichment returned ${inputs.length} events; the target takes at most ${most} at once.`,
    );
  if (service === "lambda") return toFunction(ctx, delivery);
  if (service === "states") return toMachine(ctx, delivery);
  const failed = new Set<number>();
  let why: string | undefined;
  const { all = Number.POSITIVE_INFINITY, each = 0 } = REQUEST_BYTES[service] ?? {};
  const bytesOf = (place: number) => each + Buffer.byteLength(textOf(inputs[place]));
  for (const places of cut([...inputs.keys()], { count: most, bytes: all }, bytesOf)) {
    const batch = most === 1 ? undefined : BATCHES.get(service);
    const refused =
      batch === undefined
        ? await oneByOne(ctx, delivery, places)
        : await batch(ctx, delivery, places);
    for (const [place, words] of refused) {
      failed.add(place);
      why ??= words;
    }
  }
  return { failed, ...(why === undefined ? {} : { why }) };
}

/** Events that were refused, by their place, with the reason. */
export type Refused = ReadonlyMap<number, string>;

async function oneByOne(ctx: Ctx, delivery: Delivery, places: readonly number[]): Promise<Refused> {
  const refused = new Map<number, string>();
  for (const place of places)
    try {
      await one(ctx, delivery, place);
    } catch (error) {
      if (!(error instanceof Fault) || delivery.inputs.length === 1) throw error;
      refused.set(place, error.message);
    }
  return refused;
}

async function one(ctx: Ctx, delivery: Delivery, place: number): Promise<void> {
  const { row, given, inputs, principal, calls } = delivery;
  const { Target: arn } = row.settings;
  const input = textOf(inputs[place]);
  const parameters = allDynamic(row.settings.TargetParameters ?? {}, given[place]);
  if (isHttp(arn)) {
    const { HttpParameters } = parameters;
    await httpCall(ctx, row, { arn, input, parameters: HttpParameters, principal, calls });
    return;
  }
  const call = callOf(ctx, arn, input, parameters);
  const options = optionsOf(ctx, delivery);
  await calls.ask(call.input, () =>
    ctx.kernel.call(ctx.facts, call.service, call.operation, call.input, options),
  );
}

function callOf(ctx: Ctx, arn: string, input: string, given: PipeTargetParameters): TargetCall {
  const { EcsTaskParameters: ecs, BatchJobParameters, RedshiftDataParameters } = given;
  return targetCall(arnParts(arn), input, {
    origin: ctx.origin,
    ecs: ecs as never,
    batch: BatchJobParameters as never,
    redshift: RedshiftDataParameters,
    sageMaker: given.SageMakerPipelineParameters,
  })!;
}

/** Who calls, for what, and where. */
export function optionsOf(ctx: Ctx, { row, principal }: Delivery) {
  const { region, account } = arnParts(row.settings.Target);
  return {
    principal,
    sourceArn: pipeArn(ctx, row.name),
    ...(region === "" ? {} : { region }),
    ...(account === "" ? {} : { account }),
  };
}

/** A text as it is, anything else as JSON. */
export const textOf = (input: unknown): string =>
  typeof input === "string" ? input : JSON.stringify(input);
