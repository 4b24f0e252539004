/** Deletion of a stack, and the rollback of a creation: resources go, those that need others first. */
import { dependencies } from "#languages/cloudformation/graph";
import { TemplateError } from "#languages/cloudformation/values";
import { tellResource, tellStack } from "../stacks.ts";
import type { ResourceRow } from "../tables.ts";
import { ended, importers } from "./endings.ts";
import { failureWords, type Run } from "./run.ts";
import type { Outcome } from "./runner.ts";
import { type Ending, schedule } from "./schedule.ts";

export async function removal(run: Run): Promise<Outcome> {
  const { ctx, work } = run;
  if (work.phase === "delete") {
    const needed = await neededExport(run);
    if (needed !== undefined) return cancelled(run, needed);
  }
  const result = await schedule(backwards(run), (logicalId) => remove(run, logicalId));
  if (result.failed.length > 0)
    return failed(
      run,
      `The following resource(s) failed to delete: [${result.failed.join(", ")}]. `,
    );
  if (result.waiting.length > 0) return { again: false };
  const stackId = run.stack.id;
  const next = await ctx.update(async (tx) => {
    const row = (await tx.stack.find({ id: stackId }))!;
    if (work.phase === "rollback")
      return tellStack(ctx, tx, row, "ROLLBACK_COMPLETE", undefined, {
        work: undefined as never,
        outputs: [],
      });
    await tx.exported.removeAll({ stackId });
    for (const { name } of await tx.imported.list({ where: { stackId } }))
      await tx.imported.remove({ name, stackId });
    await tx.changeSet.removeAll({ stackId });
    await tx.resourceDrift.removeAll({ stackId });
    await tx.detection.removeAll({ stackId });
    return tellStack(ctx, tx, row, "DELETE_COMPLETE", undefined, {
      work: undefined as never,
      deletedAt: ctx.clock.now(),
      previous: undefined as never,
    });
  });
  return ended(run, next, work.phase === "delete" && next.onFailure !== "DELETE");
}

async function failed(run: Run, reason: string): Promise<Outcome> {
  const { ctx, work } = run;
  const next = await ctx.update(async (tx) => {
    const row = (await tx.stack.find({ id: run.stack.id }))!;
    const status = work.phase === "delete" ? "DELETE_FAILED" : "ROLLBACK_FAILED";
    return tellStack(ctx, tx, row, status, reason, { work: undefined as never });
  });
  return ended(run, next, false);
}

/** What another stack imports is not taken away: the stack is again what it was. */
async function cancelled(run: Run, why: string): Promise<Outcome> {
  const next = await run.ctx.update(async (tx) => {
    const row = (await tx.stack.find({ id: run.stack.id }))!;
    const status = run.work.before ?? "DELETE_FAILED";
    const reason = `Delete canceled. ${why}`;
    return tellStack(run.ctx, tx, row, status, reason, { work: undefined as never });
  });
  return ended(run, next, false);
}

async function neededExport(run: Run): Promise<string | undefined> {
  return run.ctx.view(async (tx) => {
    for (const { name } of await tx.exported.list({ where: { stackId: run.stack.id } })) {
      const users = await importers(tx, name, run.stack.id);
      if (users !== undefined) return `Cannot delete export ${name} as it is in use by ${users}.`;
    }
    return undefined;
  });
}

/** Each resource waits for those that need it. */
function backwards(run: Run): Map<string, Set<string>> {
  const out = new Map([...run.rows.keys()].map((id) => [id, new Set<string>()]));
  let forwards: Map<string, Set<string>>;
  try {
    forwards = dependencies(run.template, undefined);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return out;
  }
  for (const [id, needs] of forwards)
    if (out.has(id)) for (const need of needs) out.get(need)?.add(id);
  return out;
}

const GONE = "DELETE_COMPLETE";

function remove(run: Run, logicalId: string): Promise<Ending> | Ending {
  const row = run.rows.get(logicalId)!;
  if (row.status === GONE || row.status === "DELETE_SKIPPED") return "done";
  if (row.waiting?.work === run.work.id && row.waiting.action === "Delete") {
    if (row.waiting.result === undefined) return "waiting";
    return row.waiting.result.ok
      ? gone(run, row)
      : refused(run, row, row.waiting.result.reason ?? "Unknown failure");
  }
  return begin(run, row);
}

async function begin(run: Run, row: ResourceRow): Promise<Ending> {
  const rollback = run.work.phase === "rollback";
  const policy = row.deletionPolicy ?? "Delete";
  const retained = policy === "Retain" || (policy === "RetainExceptOnCreate" && !rollback);
  if (row.physicalId !== undefined && (run.work.keep?.includes(row.logicalId) || retained)) {
    await run.put({ ...row, status: "DELETE_SKIPPED" }, [["DELETE_SKIPPED"]]);
    return "done";
  }
  if (row.physicalId === undefined)
    return row.status === "CREATE_IN_PROGRESS" ? interrupted(run, row) : gone(run, row);
  const handler = await run.handler(row.type);
  if (handler === undefined) return gone(run, row);
  const started: ResourceRow = { ...row, status: "DELETE_IN_PROGRESS" };
  delete started.reason;
  delete started.waiting;
  await run.put(started, [["DELETE_IN_PROGRESS"]]);
  return take(run, started);
}

async function take(run: Run, row: ResourceRow): Promise<Ending> {
  const handler = (await run.handler(row.type))!;
  try {
    const made = await run.perform(
      handler,
      {
        action: "Delete",
        logicalId: row.logicalId,
        type: row.type,
        physicalId: row.physicalId,
        desired: {},
        previous: row.properties,
        generation: row.generation,
      },
      false,
    );
    if (made === "waiting") return "waiting";
    return gone(run, row);
  } catch (error) {
    return refused(run, row, failureWords(run, error, row.type));
  }
}

/** Its making was cut off: whether there is something to remove is found by making it again. */
async function interrupted(run: Run, row: ResourceRow): Promise<Ending> {
  const handler = await run.handler(row.type);
  if (handler === undefined || "begin" in handler) return gone(run, row);
  try {
    const made = await run.perform(
      handler,
      {
        action: "Create",
        logicalId: row.logicalId,
        type: row.type,
        physicalId: undefined,
        desired: row.properties,
        previous: {},
        generation: row.generation,
      },
      true,
    );
    if (made === "waiting") return "waiting";
    return take(run, { ...row, physicalId: made.id, attributes: { ...made.attributes } });
  } catch {
    return gone(run, row);
  }
}

async function gone(run: Run, row: ResourceRow): Promise<Ending> {
  const next: ResourceRow = { ...row, status: GONE };
  delete next.reason;
  delete next.waiting;
  await run.put(next, [[GONE]]);
  return "done";
}

async function refused(run: Run, row: ResourceRow, reason: string): Promise<Ending> {
  if (run.work.force) {
    await run.put({ ...row, status: "DELETE_SKIPPED" }, [["DELETE_SKIPPED", reason]]);
    return "done";
  }
  const next: ResourceRow = { ...row, status: "DELETE_FAILED", reason };
  delete next.waiting;
  run.rows.set(row.logicalId, next);
  await run.ctx.update(async (tx) => {
    await tx.resource.put(next);
    await tellResource(run.ctx, tx, run.stack, next, run.work.token);
  });
  return "failed";
}
