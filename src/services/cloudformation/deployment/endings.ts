/** How phases end: what the stack becomes, and which phase follows. */
import { TemplateError } from "#languages/cloudformation/values";
import { exportsOf, outputsOf } from "../plan.ts";
import { tellResource, tellStack, type Tx } from "../stacks.ts";
import type { Previous, ResourceRow, StackRow, StoredOutput } from "../tables.ts";
import type { Run } from "./run.ts";
import type { Outcome } from "./runner.ts";

/** The end of work: nothing is left to do, and a parent learns of it. */
export function ended(run: Run, row: StackRow, ok: boolean): Outcome {
  if (row.parentId === undefined || row.parentLogicalId === undefined) return { again: false };
  const Outputs = Object.fromEntries(row.outputs.map(({ key, value }) => [key, value]));
  return {
    again: false,
    parent: {
      stackId: row.parentId,
      logicalId: row.parentLogicalId,
      result: ok
        ? { ok, id: row.id, attributes: { Outputs } }
        : {
            ok,
            reason: `Embedded stack ${row.id} was not successfully ${ending(run, row)}`,
          },
    },
  };
}

function ending({ work }: Run, row: StackRow): string {
  const why = work.cause ?? row.reason ?? row.status;
  if (work.phase === "delete") return `deleted: ${why}`;
  if (work.phase === "create" || work.phase === "rollback") return `created: ${why}`;
  return `updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: ${why}`;
}

/** All resources are as wanted. */
export async function finishForward(
  run: Run,
  needs: ReadonlyMap<string, unknown>,
): Promise<Outcome> {
  const { ctx, work } = run;
  if (work.phase === "rollbackUpdate") return finishWayBack(run);
  let outputs: StoredOutput[];
  try {
    outputs = outputsOf(run.template, run.evaluator);
    await ctx.view((tx) => checkExports(run, tx, outputs));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return failForward(run, [], error.message);
  }
  const creating = work.phase === "create";
  const next = await ctx.update(async (tx) => {
    const row = (await tx.stack.find({ id: run.stack.id }))!;
    await storeExports(run, tx, outputs);
    await tx.due.set("timeout", row.id, undefined);
    if (creating)
      return tellStack(ctx, tx, row, "CREATE_COMPLETE", undefined, {
        outputs,
        work: undefined as never,
      });
    for (const resource of run.rows.values()) {
      if (needs.has(resource.logicalId)) continue;
      await tx.resource.remove({ stackId: row.id, logicalId: resource.logicalId });
      if (resource.physicalId === undefined) continue;
      await tx.leftover.put({
        stackId: row.id,
        logicalId: resource.logicalId,
        physicalId: resource.physicalId,
        type: resource.type,
        properties: resource.properties,
        retain: (resource.deletionPolicy ?? "Delete") !== "Delete",
      });
    }
    return tellStack(ctx, tx, row, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", undefined, {
      outputs,
      work: { ...work, phase: "cleanup" },
      previous: undefined as never,
    });
  });
  return creating ? ended(run, next, true) : { again: true };
}

/** @throws TemplateError when another stack has the name, or needs what would go. */
async function checkExports(run: Run, tx: Tx, outputs: readonly StoredOutput[]): Promise<void> {
  const names = new Map(
    outputs.filter((o) => o.exportName !== undefined).map((o) => [o.exportName!, o.value]),
  );
  for (const name of names.keys()) {
    const taken = await tx.exported.find({ name });
    if (taken !== undefined && taken.stackId !== run.stack.id)
      throw new TemplateError(
        `Export with name ${name} is already exported by stack ${taken.stackId.split("/")[1]}`,
      );
  }
  for (const { name, value } of await tx.exported.list({ where: { stackId: run.stack.id } })) {
    if (names.get(name) === value) continue;
    const users = await importers(tx, name);
    if (users === undefined) continue;
    const what = names.has(name) ? "updated" : "deleted";
    throw new TemplateError(`Export ${name} cannot be ${what} as it is in use by ${users}`);
  }
}

/** The names of the stacks that import an export, as AWS lists them; undefined when none does. */
export async function importers(tx: Tx, name: string, but?: string): Promise<string | undefined> {
  const users = (await tx.imported.list({ where: { name } }))
    .filter(({ stackId }) => stackId !== but)
    .map(({ stackId }) => stackId.split("/")[1]!)
    .sort();
  const last = users.pop();
  return users.length === 0 ? last : `${users.join(", ")} and ${last}`;
}

async function storeExports(run: Run, tx: Tx, outputs: readonly StoredOutput[]): Promise<void> {
  const stackId = run.stack.id;
  await tx.exported.removeAll({ stackId });
  for (const { exportName: name, value } of outputs)
    if (name !== undefined) await tx.exported.put({ name, value, stackId });
  const known = await exportsOf(tx);
  for (const row of await tx.imported.list({ where: { stackId } }))
    await tx.imported.remove({ name: row.name, stackId });
  for (const name of run.importing) if (known.has(name)) await tx.imported.put({ name, stackId });
}

/** A failed update is undone; what it made goes in the clean-up. */
async function finishWayBack(run: Run): Promise<Outcome> {
  const { ctx, work } = run;
  await ctx.update(async (tx) => {
    const row = (await tx.stack.find({ id: run.stack.id }))!;
    const before = row.previous!;
    const kept = new Set(before.resources.map(({ logicalId }) => logicalId));
    const unmade: ResourceRow[] = [];
    for (const resource of run.rows.values()) {
      if (kept.has(resource.logicalId)) continue;
      await tx.resource.remove({ stackId: row.id, logicalId: resource.logicalId });
      if (resource.physicalId === undefined) {
        unmade.push(resource);
        continue;
      }
      await tx.leftover.put({
        stackId: row.id,
        logicalId: resource.logicalId,
        physicalId: resource.physicalId,
        type: resource.type,
        properties: resource.properties,
        retain: (resource.deletionPolicy ?? "Delete") === "Retain",
      });
    }
    const { resources: _rows, ...restored } = before satisfies Previous;
    await tellStack(ctx, tx, row, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", undefined, {
      ...restored,
      work: { ...work, phase: "rollbackCleanup" },
      previous: undefined as never,
    });
    for (const { reason: _why, ...resource } of unmade)
      await tellResource(ctx, tx, run.stack, resource, work.token, "DELETE_COMPLETE");
  });
  return { again: true };
}

/** Something failed: the stack goes back, stays as it is, or goes altogether. */
export async function failForward(
  run: Run,
  failed: readonly string[],
  reason?: string,
): Promise<Outcome> {
  const { ctx, work } = run;
  const names = failed.join(", ");
  const next = await ctx.update(async (tx) => {
    const row = (await tx.stack.find({ id: run.stack.id }))!;
    await tx.due.set("timeout", row.id, undefined);
    const { stop: _stop, ...on } = work;
    if (work.phase === "create") {
      const why = reason ?? `The following resource(s) failed to create: [${names}]. `;
      if (row.onFailure === "DO_NOTHING" || row.disableRollback)
        return tellStack(ctx, tx, row, "CREATE_FAILED", why, { work: undefined as never });
      if (row.onFailure === "DELETE")
        return tellStack(ctx, tx, row, "DELETE_IN_PROGRESS", `${why}Delete requested by user.`, {
          work: { ...on, phase: "delete" },
        });
      return tellStack(
        ctx,
        tx,
        row,
        "ROLLBACK_IN_PROGRESS",
        `${dotted(why)}Rollback requested by user.`,
        {
          work: { ...on, phase: "rollback", cause: why },
        },
      );
    }
    if (work.phase === "rollbackUpdate") {
      const why = reason ?? `The following resource(s) failed to update: [${names}]. `;
      return tellStack(ctx, tx, row, "UPDATE_ROLLBACK_FAILED", why, { work: undefined as never });
    }
    const made = failed.filter((id) => run.rows.get(id)?.status.startsWith("CREATE"));
    const changed = failed.filter((id) => !made.includes(id));
    const why =
      reason ??
      (made.length > 0
        ? `The following resource(s) failed to create: [${made.join(", ")}]. `
        : "") +
        (changed.length > 0
          ? `The following resource(s) failed to update: [${changed.join(", ")}]. `
          : "");
    if (work.disableRollback)
      return tellStack(ctx, tx, row, "UPDATE_FAILED", why, { work: undefined as never });
    return tellStack(ctx, tx, row, "UPDATE_ROLLBACK_IN_PROGRESS", why, {
      work: { ...on, id: `${on.id}-back`, phase: "rollbackUpdate", cause: why },
    });
  });
  return next.work === undefined ? ended(run, next, false) : { again: true };
}

const dotted = (words: string) => (words.endsWith(" ") ? words : `${words.replace(/\.?$/, ".")} `);
