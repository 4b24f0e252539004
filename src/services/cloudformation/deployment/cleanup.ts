/** The clean-up after an update or its way back: what took no part in the outcome is removed. */
import { tellResource, tellStack } from "../stacks.ts";
import type { LeftoverRow, ResourceRow } from "../tables.ts";
import { ended } from "./endings.ts";
import { failureWords, type Run } from "./run.ts";
import type { Outcome } from "./runner.ts";

type Removed = "gone" | "waiting" | "refused";

export async function cleanUp(run: Run): Promise<Outcome> {
  const { ctx, work } = run;
  let waiting = false;
  // What still depends on something else is refused at first: it goes once the other has gone.
  for (let progress = true; progress && !waiting; ) {
    const rows = await ctx.view((tx) => tx.leftover.list({ where: { stackId: run.stack.id } }));
    const outcomes = await Promise.all(rows.map((row) => remove(run, { ...row })));
    waiting = outcomes.includes("waiting");
    progress = outcomes.includes("gone") && outcomes.includes("refused");
  }
  if (waiting) return { again: false };
  const back = work.phase === "rollbackCleanup";
  const next = await ctx.update(async (tx) => {
    await tx.leftover.removeAll({ stackId: run.stack.id });
    const row = (await tx.stack.find({ id: run.stack.id }))!;
    return tellStack(
      ctx,
      tx,
      row,
      back ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_COMPLETE",
      undefined,
      { work: undefined as never },
    );
  });
  return ended(run, next, !back);
}

async function remove(run: Run, leftover: LeftoverRow): Promise<Removed> {
  if (leftover.waiting !== undefined) {
    const { result } = leftover.waiting;
    if (result === undefined) return "waiting";
    return result.ok
      ? over(run, leftover, "DELETE_COMPLETE")
      : over(run, leftover, "DELETE_FAILED", result.reason);
  }
  if (leftover.retain) return over(run, leftover, "DELETE_SKIPPED");
  const handler = await run.handler(leftover.type);
  if (handler === undefined) return over(run, leftover, "DELETE_COMPLETE");
  await tell(run, leftover, "DELETE_IN_PROGRESS");
  try {
    const made = await run.perform(
      handler,
      {
        action: "Delete",
        logicalId: leftover.logicalId,
        type: leftover.type,
        physicalId: leftover.physicalId,
        desired: {},
        previous: leftover.properties,
        generation: 0,
        leftover,
      },
      false,
    );
    return made === "waiting" ? "waiting" : over(run, leftover, "DELETE_COMPLETE");
  } catch (error) {
    await tell(run, leftover, "DELETE_FAILED", failureWords(run, error, leftover.type));
    return "refused";
  }
}

async function over(
  run: Run,
  leftover: LeftoverRow,
  status: string,
  reason?: string,
): Promise<Removed> {
  const { stackId, logicalId, physicalId } = leftover;
  await run.ctx.update((tx) => tx.leftover.remove({ stackId, logicalId, physicalId }));
  await tell(run, leftover, status, reason);
  return "gone";
}

async function tell(
  run: Run,
  leftover: LeftoverRow,
  status: string,
  reason?: string,
): Promise<void> {
  const { stackId, logicalId, physicalId, type, properties } = leftover;
  const row: ResourceRow = {
    stackId,
    logicalId,
    physicalId,
    type,
    properties,
    status,
    attributes: {},
    generation: 0,
    updatedAt: run.ctx.clock.now(),
  };
  await run.ctx.update((tx) =>
    tellResource(run.ctx, tx, run.stack, row, run.work.token, status, reason),
  );
}
