/** AWS::CloudFormation::Stack: a stack of its own, whose end its parent waits for. */
import { type JsonObject, TemplateError } from "#languages/cloudformation/values";
import { Fault } from "#aws/fault";
import { beginCreate, beginDelete, beginUpdate } from "../lifecycle.ts";
import { physicalName, suffixOf } from "../stacks.ts";
import type { OwnType } from "./own-types.ts";
import type { Run, Step } from "./run.ts";

export const nestedStack: OwnType = {
  properties: ["NotificationARNs", "Parameters", "Tags", "TemplateURL", "TimeoutInMinutes"],
  async begin(run, step) {
    const parent = {
      parentId: run.stack.id,
      parentLogicalId: step.logicalId,
      rootId: run.stack.rootId ?? run.stack.id,
    };
    if (step.action === "Delete") {
      if (step.physicalId === undefined) return { id: "" };
      await run.wait(step, {});
      const begun = await beginDelete(
        run.ctx,
        { StackName: step.physicalId },
        { principal: run.ctx.principal },
      );
      if (begun) return "waiting";
      return { id: step.physicalId };
    }
    const input = inputOf(run, step);
    await run.wait(step, {});
    if (step.action === "Create") {
      const id = await beginCreate(run.ctx, input as never, parent);
      const row = run.rows.get(step.logicalId);
      if (row !== undefined) {
        row.physicalId = id;
        await run.put(row);
      }
      return "waiting";
    }
    try {
      await beginUpdate(run.ctx, { ...input, StackName: step.physicalId! } as never);
    } catch (error) {
      if (!(error instanceof Fault) || error.message !== "No updates are to be performed.")
        throw error;
      const row = run.rows.get(step.logicalId)!;
      delete row.waiting;
      return { id: step.physicalId!, attributes: row.attributes };
    }
    return "waiting";
  },
};

function inputOf(run: Run, step: Step): JsonObject {
  const {
    TemplateURL,
    Parameters = {},
    Tags = [],
    TimeoutInMinutes,
    NotificationARNs,
  } = step.desired as Record<string, never>;
  if (typeof TemplateURL !== "string") throw new TemplateError("TemplateURL must be a string");
  return {
    StackName: physicalName(
      run.stack.name,
      step.logicalId,
      suffixOf(run.stack.id, step.logicalId, step.generation),
      { maxLength: 128 },
    ),
    TemplateURL,
    Parameters: Object.entries(Parameters as JsonObject).map(([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue: Array.isArray(value) ? value.join(",") : String(value),
    })),
    Tags: [
      ...Object.entries(run.stack.tags).map(([Key, Value]) => ({ Key, Value })),
      ...(Tags as { Key: string; Value: string }[]),
    ],
    // The parent's own capabilities have been granted for the whole tree.
    Capabilities: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    ...(TimeoutInMinutes === undefined ? {} : { TimeoutInMinutes: Number(TimeoutInMinutes) }),
    ...(NotificationARNs === undefined ? {} : { NotificationARNs }),
    ...(run.stack.roleArn === undefined ? {} : { RoleARN: run.stack.roleArn }),
  };
}
