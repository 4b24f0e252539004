/** Signals of wait conditions: each counts once by its id, the first failure ends the wait. */
import { answerStep } from "./deployment/runner.ts";
import { SIGNALS } from "./limits.ts";
import type { Ctx } from "./stacks.ts";
import type { StepResult } from "./tables.ts";

export interface Signal {
  readonly uniqueId: string;
  readonly ok: boolean;
  readonly data: string;
  readonly reason: string;
}

/** @returns false when the resource does not wait for signals. */
export async function signal(
  ctx: Ctx,
  stackId: string,
  logicalId: string,
  given: Signal,
): Promise<boolean> {
  const outcome = await ctx.update(async (tx): Promise<StepResult | "more" | undefined> => {
    const row = await tx.resource.find({ stackId, logicalId });
    const waiting = row?.waiting;
    if (row === undefined || waiting?.needs === undefined || waiting.result !== undefined)
      return undefined;
    if (!given.ok) return { ok: false, reason: given.reason };
    const signals = new Map(Object.entries(waiting.signals ?? {}));
    if (signals.size < SIGNALS) signals.set(given.uniqueId, given.data);
    await tx.resource.put({
      ...row,
      waiting: { ...waiting, signals: Object.fromEntries(signals) },
    });
    if (signals.size < waiting.needs) return "more";
    const id = `${stackId}/${logicalId}/${row.generation}`;
    return { ok: true, id, attributes: { Data: JSON.stringify(Object.fromEntries(signals)) } };
  });
  if (outcome === undefined) return false;
  if (outcome !== "more") await answerStep(ctx, stackId, logicalId, outcome);
  return true;
}
