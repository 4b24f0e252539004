/** Deadlines of stacks and of their steps. */
import { answerStep, kick } from "./deployment/runner.ts";
import type { Ctx } from "./stacks.ts";

/** TimeoutInMinutes of a creation has passed. */
export async function timeout(ctx: Ctx, stackId: string): Promise<void> {
  const going = await ctx.update(async (tx) => {
    const row = await tx.stack.find({ id: stackId });
    if (row?.work?.phase !== "create") return false;
    await tx.stack.put({
      ...row,
      work: { ...row.work, stop: "Stack creation time exceeded the specified timeout" },
    });
    return true;
  });
  if (going) kick(ctx, stackId);
}

/** A custom resource or wait condition has not answered in time. */
export async function step(ctx: Ctx, id: string): Promise<void> {
  const bar = id.lastIndexOf("|");
  const [stackId, logicalId] = [id.slice(0, bar), id.slice(bar + 1)];
  const row = await ctx.view((tx) => tx.resource.find({ stackId, logicalId }));
  const needs = row?.waiting?.needs;
  const reason =
    needs === undefined
      ? "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version."
      : `WaitCondition timed out. Received ${Object.keys(row?.waiting?.signals ?? {}).length} conditions when expecting ${needs}`;
  await answerStep(ctx, stackId, logicalId, { ok: false, reason });
}
