/** Invoking a function, for every way in which one is invoked. */
import type { Invocation, Outcome } from "#engines/contract";
import { Fault } from "#aws/fault";
import { notJson } from "./errors.ts";
import { at, type Ctx, functionArn, type Place, type Target, targetAt } from "./functions.ts";
import { runnerOf } from "./runner.ts";

export interface Call {
  readonly payload: Uint8Array;
  readonly requestId: string;
  readonly trace: string;
  readonly clientContext?: string;
  readonly tail?: boolean;
  readonly stream?: Invocation["stream"];
}

/** @throws Fault ResourceNotFoundException. */
export async function resolve(ctx: Ctx, place: Place): Promise<Target> {
  const fraction = ctx.chance.fraction();
  return ctx.view((tx) => targetAt(at(ctx, tx, place), place, fraction));
}

/**
 * Runs a function and counts its metrics.
 * @throws Fault TooManyRequestsException, InvalidRuntimeException.
 */
export async function invoke(ctx: Ctx, target: Target, call: Call): Promise<Outcome> {
  const { place, version } = target;
  const own = ctx.as({ account: place.account, region: place.region });
  const count = (name: string, value: number, unit: string) => {
    own.count("AWS/Lambda", name, value, unit, { FunctionName: place.name });
    own.count("AWS/Lambda", name, value, unit, {});
  };
  const runner = runnerOf(ctx.kernel);
  try {
    const outcome = await runner.run(ctx, target, {
      ...call,
      invokedArn: functionArn(place, place.qualifier),
      timeoutMs: version.configuration.timeoutSeconds * 1000,
      trace: traceHeader(ctx, call.trace),
    });
    count("Invocations", 1, "Count");
    count("Duration", outcome.durationMs, "Milliseconds");
    count("Errors", outcome.errorType === undefined ? 0 : 1, "Count");
    count("Throttles", 0, "Count");
    count("ConcurrentExecutions", runner.busy(place) + 1, "Count");
    return outcome;
  } catch (error) {
    if (error instanceof Fault && error.code === "TooManyRequestsException")
      count("Throttles", 1, "Count");
    throw error;
  }
}

/** A trace header that X-Ray's clients can read, also when none came. */
function traceHeader(ctx: Ctx, trace: string): string {
  if (trace.includes("Root=")) return trace;
  const seconds = Math.floor(ctx.now / 1000)
    .toString(16)
    .padStart(8, "0");
  const id = trace.replaceAll("-", "").padEnd(24, "0").slice(0, 24);
  return `Root=1-${seconds}-${id};Parent=${id.slice(0, 16)};Sampled=0`;
}

/** The payload, `{}` for none. @throws Fault InvalidRequestContentException when it is not JSON. */
export function checkedPayload(payload: Uint8Array | undefined): Uint8Array {
  if (payload === undefined || payload.length === 0) return EMPTY;
  try {
    JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString());
  } catch (error) {
    throw notJson((error as Error).message);
  }
  return payload;
}

const EMPTY: Uint8Array = Buffer.from("{}");
