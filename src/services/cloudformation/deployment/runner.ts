/**
 * Runs what a stack's row says is to be done. A run goes on until all that is left waits for
 * something outside; an answer, a deadline or a restart kicks the stack again.
 */
import type { Kernel } from "#kernel/kernel";
import type { Ctx } from "../stacks.ts";
import type { StepResult, Waiting } from "../tables.ts";
import { cleanUp } from "./cleanup.ts";
import { forward } from "./forward.ts";
import { removal } from "./removal.ts";
import { Run } from "./run.ts";

interface Running {
  again: boolean;
}

/** Which stacks a kernel's process works on now: two runs of one stack would do its steps twice. */
const running = new WeakMap<Kernel, Map<string, Running>>();

function runningOf(kernel: Kernel): Map<string, Running> {
  let map = running.get(kernel);
  if (map === undefined) {
    map = new Map();
    running.set(kernel, map);
  }
  return map;
}

const settled = (stackId: string) => `cloudformation:${stackId}`;

/** Goes on with a stack, in the background. */
export function kick(ctx: Ctx, stackId: string): void {
  const map = runningOf(ctx.kernel);
  const current = map.get(stackId);
  if (current !== undefined) {
    current.again = true;
    return;
  }
  const entry: Running = { again: false };
  map.set(stackId, entry);
  const detached = ctx.as({ http: undefined, signal: undefined });
  ctx.background(async () => {
    try {
      do {
        entry.again = false;
        await deploy(detached, stackId);
      } while (entry.again);
    } finally {
      map.delete(stackId);
      ctx.signals.wake(settled(stackId));
    }
  });
}

/** Longest that a question about a stack is held while its work is being done. */
const HOLD_MS = 4_000;

/**
 * Resolves when nothing works on the stack, or after a while of real time: a client that asks once
 * and then sleeps for half a minute learns at once that a stack is made.
 */
export async function quiet(ctx: Ctx, stackId: string): Promise<void> {
  if (!runningOf(ctx.kernel).has(stackId)) return;
  const aborter = new AbortController();
  const timer = ctx.clock.afterReal(HOLD_MS, () => aborter.abort());
  const gone = () => aborter.abort();
  ctx.signal?.addEventListener("abort", gone, { once: true });
  await ctx.signals.wait(settled(stackId), Number.POSITIVE_INFINITY, aborter.signal);
  ctx.signal?.removeEventListener("abort", gone);
  timer.cancel();
}

/** Takes up every stack that an earlier process left in the middle of something. */
export async function resume(ctx: Ctx): Promise<void> {
  const rows = await ctx.view((tx) =>
    tx.stack.query<{ id: string; account: string; region: string }>("working"),
  );
  for (const { id, account, region } of rows) kick(ctx.as({ account, region }), id);
}

async function deploy(ctx: Ctx, stackId: string): Promise<void> {
  for (;;) {
    const run = await Run.load(ctx, stackId);
    if (run === undefined) return;
    const outcome = await phase(run);
    if (outcome.parent !== undefined) {
      const { stackId: parent, logicalId, result } = outcome.parent;
      await answerStep(ctx, parent, logicalId, result);
    }
    if (!outcome.again) return;
  }
}

export interface Outcome {
  /** Another phase follows. */
  readonly again: boolean;
  /** What the stack's parent is to learn. */
  readonly parent?: {
    readonly stackId: string;
    readonly logicalId: string;
    readonly result: StepResult;
  };
}

function phase(run: Run): Promise<Outcome> {
  switch (run.work.phase) {
    case "create":
    case "update":
    case "rollbackUpdate":
      return forward(run);
    case "rollback":
    case "delete":
      return removal(run);
    case "cleanup":
    case "rollbackCleanup":
      return cleanUp(run);
  }
}

/** Gives a waiting step its result; false when nothing of that name waits. */
export async function answerStep(
  ctx: Ctx,
  stackId: string,
  logicalId: string,
  result: StepResult,
  physicalId?: string,
): Promise<boolean> {
  const taken = await ctx.update(async (tx) => {
    const row = await tx.resource.find({ stackId, logicalId });
    const fits = (waiting: Waiting | undefined) =>
      waiting !== undefined && waiting.result === undefined;
    if (
      row !== undefined &&
      fits(row.waiting) &&
      (physicalId === undefined || row.physicalId === physicalId)
    ) {
      await tx.resource.put({ ...row, waiting: { ...row.waiting!, result } });
      await tx.due.set("step", `${stackId}|${logicalId}`, undefined);
      return true;
    }
    for (const leftover of await tx.leftover.list({ where: { stackId, logicalId } })) {
      if (!fits(leftover.waiting)) continue;
      await tx.leftover.put({ ...leftover, waiting: { ...leftover.waiting!, result } });
      await tx.due.set("step", `${stackId}|${logicalId}`, undefined);
      return true;
    }
    return false;
  });
  if (taken) kick(ctx, stackId);
  return taken;
}
