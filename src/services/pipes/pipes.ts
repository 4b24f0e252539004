/** Finding pipes, and bringing them to the state that is wanted. */
import type { Context } from "#kernel/context";
import type { Principal } from "#kernel/principal";
import type { ServiceTransaction } from "#kernel/service";
import { Fault } from "#aws/fault";
import { pipeMissing } from "./errors.ts";
import { begin } from "./shards.ts";
import type { PipeRow, State, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export type Placed = Readonly<PipeRow> & { account: string; region: string };

/** After a failure, by Brume's clock; doubled each time up to the last. */
export const FIRST_WAIT_MS = 1_000;
export const LAST_WAIT_MS = 60_000;

/** The topic that is woken when pipes change. */
export const PIPES = "pipes:pipes";

export const pipeArn = (ctx: Ctx, name: string): string => ctx.arn("pipes", `pipe/${name}`);

/** A session of a pipe's role. @throws Fault AccessDenied where it does not trust Pipes. */
export const roleOf = (ctx: Ctx, name: string, roleArn: string): Promise<Principal> =>
  ctx.kernel.roleSession(roleArn, "pipes", ctx.account, { sourceArn: pipeArn(ctx, name) });

/** @throws Fault NotFound. */
export async function pipeAt(tx: Tx, name: string): Promise<Readonly<PipeRow>> {
  const row = await tx.pipe.find({ name });
  if (row === undefined) throw pipeMissing(name);
  return row;
}

/** What answers to changes show. */
export const shown = (ctx: Ctx, row: Readonly<PipeRow>) => ({
  Arn: pipeArn(ctx, row.name),
  Name: row.name,
  DesiredState: row.desired as "RUNNING",
  CurrentState: row.state,
  CreationTime: row.createdAt,
  LastModifiedTime: row.modifiedAt,
});

/** Puts a pipe on its way: it arrives as soon as this is answered. */
export async function change(ctx: Ctx, tx: Tx, row: PipeRow, state: State): Promise<PipeRow> {
  const next = { ...row, state, modifiedAt: ctx.now };
  await tx.pipe.put(next);
  await tx.due.set("arrive", row.name, ctx.now);
  tx.afterCommit(() => ctx.signals.wake(PIPES));
  return next;
}

/** Due: a pipe is where it was to be. */
export async function arrive(ctx: Ctx, name: string): Promise<void> {
  const found = await ctx.view((tx) => tx.pipe.find({ name }));
  if (found?.desired === "RUNNING")
    // A stream that cannot be read is asked again once the pipe runs.
    await begin(ctx, name, found.settings).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    });
  await ctx.update(async (tx) => {
    const row = await tx.pipe.find({ name });
    if (row === undefined) return;
    if (row.state === "DELETING") {
      await tx.pipe.remove({ name });
      await tx.position.removeAll({ name });
    } else if (row.desired !== "DELETED") await tx.pipe.put({ ...row, state: row.desired });
    tx.afterCommit(() => ctx.signals.wake(PIPES));
  });
}
