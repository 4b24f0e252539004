/** Change sets: what an update would do, looked at before it is done. */
import { notImplemented } from "#aws/fault";
import type { ResourceChange } from "#languages/cloudformation/diff";
import {
  changeSetExists,
  changeSetMissing,
  changeSetStatus,
  stackExists,
  stackUnknown,
  validationError,
} from "../errors.ts";
import { CHANGES_PAGE } from "../limits.ts";
import {
  begunBy,
  checkUpdatable,
  type Desired,
  desire,
  newStack,
  planFor,
  stackArn,
  startCreate,
  startUpdate,
  workOf,
} from "../lifecycle.ts";
import { storedTemplate } from "../plan.ts";
import { pageOf } from "../pages.ts";
import {
  type Ctx,
  findStack,
  livingStack,
  shownParameters,
  shownTags,
  some,
  tellStack,
  type Tx,
} from "../stacks.ts";
import { type ChangeSetRow, on, type StackRow } from "../tables.ts";

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";
const NAME = /^[a-zA-Z][-a-zA-Z0-9]*$/;

export const CreateChangeSet = on("CreateChangeSet", async (ctx, input) => {
  const type = input.ChangeSetType ?? "UPDATE";
  if (type === "IMPORT" || input.ResourcesToImport?.length || input.ImportExistingResources)
    throw notImplemented("cloudformation: change sets of type IMPORT");
  if (input.RollbackConfiguration?.RollbackTriggers?.length)
    throw notImplemented("cloudformation: RollbackConfiguration.RollbackTriggers");
  if (!NAME.test(input.ChangeSetName))
    throw validationError(
      `1 validation error detected: Value '${input.ChangeSetName}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  const found = await ctx.view((tx) => findStack(tx, input.StackName));
  const present = found?.status === "REVIEW_IN_PROGRESS" ? undefined : found;
  if (type === "CREATE" && present !== undefined) throw stackExists(input.StackName);
  if (type === "UPDATE") {
    if (found === undefined) throw stackUnknown(input.StackName);
    if (present === undefined)
      throw validationError(
        `Stack:${found.id} is in REVIEW_IN_PROGRESS state and can not be updated.`,
      );
    checkUpdatable(present);
  }
  const desired = await desire(ctx, input, present, true);
  const stack = found ?? newStack(ctx, stackArn(ctx, input.StackName), input.StackName, desired);
  const plan = await planFor(ctx, present ?? { ...stack, outputs: [], tags: {} }, desired);
  const id = ctx.arn("cloudformation", `changeSet/${input.ChangeSetName}/${ctx.chance.uuid()}`);
  const empty = type === "UPDATE" && !plan.different;
  const row: ChangeSetRow = {
    id,
    name: input.ChangeSetName,
    stackId: stack.id,
    stackName: stack.name,
    type,
    status: empty ? "FAILED" : "CREATE_COMPLETE",
    execution: empty ? "UNAVAILABLE" : "AVAILABLE",
    template: desired.text,
    processed: desired.processed,
    parameters: desired.parameters,
    tags: desired.tags,
    capabilities: desired.capabilities,
    notificationArns: desired.notificationArns,
    changes: plan.changes.map(shownChange),
    createdAt: ctx.now,
    ...some({
      description: input.Description,
      roleArn: desired.roleArn,
      onFailure:
        input.OnStackFailure ??
        (input.DeploymentConfig?.DisableRollback ? "DO_NOTHING" : undefined),
      reason: empty ? NO_CHANGES : undefined,
    }),
  };
  await ctx.update(async (tx) => {
    if (found === undefined) {
      const { template: _t, ...blank } = stack;
      await tellStack(
        ctx,
        tx,
        { ...blank, template: "" } as StackRow,
        "REVIEW_IN_PROGRESS",
        "User Initiated",
      );
    }
    const same = await tx.changeSet.list({ where: { stackId: stack.id } });
    if (same.some(({ name }) => name === row.name)) throw changeSetExists(row.name, stack.id);
    await tx.changeSet.put(row);
  });
  return { Id: id, StackId: stack.id };
});

function shownChange(change: ResourceChange) {
  return {
    Type: "Resource",
    ResourceChange: {
      Action: change.action,
      LogicalResourceId: change.logicalId,
      ResourceType: change.type,
      Scope: change.scope,
      Details: change.changes.map(({ name, replaces }) => ({
        Target: {
          Attribute: name === "Tags" ? "Tags" : "Properties",
          ...(name === "Tags" ? {} : { Name: name }),
          RequiresRecreation: replaces,
        },
        Evaluation: "Static",
        ChangeSource: "DirectModification",
      })),
      ...some({ PhysicalResourceId: change.physicalId, Replacement: change.replacement }),
    },
  };
}

async function changeSetAt(
  tx: Tx,
  name: string,
  stackName: string | undefined,
): Promise<Readonly<ChangeSetRow>> {
  if (name.startsWith("arn:")) {
    const row = await tx.changeSet.find({ id: name });
    if (row === undefined) throw changeSetMissing(name);
    return row;
  }
  if (stackName === undefined)
    throw validationError(
      "StackName must be specified if ChangeSetName is not specified as an ARN.",
    );
  const stack = await livingStack(tx, stackName);
  const row = (await tx.changeSet.list({ where: { stackId: stack.id } })).find(
    (r) => r.name === name,
  );
  if (row === undefined) throw changeSetMissing(name);
  return row;
}

const summary = (row: Readonly<ChangeSetRow>) => ({
  StackId: row.stackId,
  StackName: row.stackName,
  ChangeSetId: row.id,
  ChangeSetName: row.name,
  ExecutionStatus: row.execution as "AVAILABLE",
  Status: row.status as "FAILED",
  CreationTime: row.createdAt,
  IncludeNestedStacks: false,
  ...some({ StatusReason: row.reason, Description: row.description }),
});

export const DescribeChangeSet = on("DescribeChangeSet", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await changeSetAt(tx, input.ChangeSetName, input.StackName);
    const numbered = row.changes.map((change, at) => ({ change, at }));
    const { page, next } = pageOf(numbered, input.NextToken, CHANGES_PAGE, ({ at }) => String(at));
    return {
      ...summary(row),
      Changes: page.map(({ change }) => change as never),
      NotificationARNs: row.notificationArns,
      RollbackConfiguration: {},
      Tags: shownTags(row.tags),
      Parameters: shownParameters(row.parameters),
      Capabilities: row.capabilities as "CAPABILITY_IAM"[],
      ...some({ NextToken: next, OnStackFailure: row.onFailure as "ROLLBACK" | undefined }),
    };
  }),
);

export const ListChangeSets = on("ListChangeSets", (ctx, input) =>
  ctx.view(async (tx) => {
    const stack = await livingStack(tx, input.StackName);
    const rows = await tx.changeSet.list({ where: { stackId: stack.id }, order: ["createdAt"] });
    const { page, next } = pageOf(rows, input.NextToken, CHANGES_PAGE, ({ id }) => id);
    return { Summaries: page.map(summary), ...some({ NextToken: next }) };
  }),
);

export const DeleteChangeSet = on("DeleteChangeSet", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await changeSetAt(tx, input.ChangeSetName, input.StackName).catch((error) => {
      if (error.code === "ChangeSetNotFound") return undefined;
      throw error;
    });
    if (row === undefined) return {};
    if (row.execution === "EXECUTE_IN_PROGRESS")
      throw changeSetStatus(
        `ChangeSet [${row.id}] cannot be deleted in its current execution status [EXECUTE_IN_PROGRESS]`,
      );
    await tx.changeSet.remove({ id: row.id });
    return {};
  }),
);

export const ExecuteChangeSet = on("ExecuteChangeSet", async (ctx, input) => {
  const row = await ctx.view((tx) => changeSetAt(tx, input.ChangeSetName, input.StackName));
  if (row.execution === "EXECUTE_COMPLETE") {
    const { ClientRequestToken } = input;
    const action = `${row.type === "CREATE" ? "CREATE" : "UPDATE"}_IN_PROGRESS`;
    const again = { StackName: row.stackId, ClientRequestToken };
    if ((await ctx.view((tx) => begunBy(tx, again, action))) !== undefined) return {};
  }
  if (row.execution !== "AVAILABLE")
    throw changeSetStatus(
      `ChangeSet [${row.id}] cannot be executed in its current status of [${row.status}]`,
    );
  await ctx.update((tx) => execute(ctx, tx, row, input));
  return {};
});

async function execute(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<ChangeSetRow>,
  input: { DisableRollback?: boolean | undefined; ClientRequestToken?: string | undefined },
): Promise<void> {
  const stack = (await tx.stack.find({ id: row.stackId }))!;
  const desired: Desired = {
    template: storedTemplate(row.processed),
    text: row.template,
    processed: row.processed,
    parameters: row.parameters,
    tags: row.tags,
    capabilities: row.capabilities,
    notificationArns: row.notificationArns,
    ...(row.roleArn === undefined ? {} : { roleArn: row.roleArn }),
  };
  for (const other of await tx.changeSet.list({ where: { stackId: row.stackId } }))
    await tx.changeSet.put({
      ...other,
      execution: other.id === row.id ? "EXECUTE_COMPLETE" : "OBSOLETE",
    });
  if (row.type === "CREATE") {
    const fresh = {
      ...newStack(ctx, stack.id, stack.name, desired),
      createdAt: stack.createdAt,
      changeSetId: row.id,
      disableRollback: input.DisableRollback ?? row.onFailure === "DO_NOTHING",
      updatedAt: ctx.now,
      ...(row.onFailure === undefined ? {} : { onFailure: row.onFailure }),
    };
    return startCreate(ctx, tx, fresh, workOf(ctx, "create", input.ClientRequestToken));
  }
  checkUpdatable(stack);
  const work = workOf(ctx, "update", input.ClientRequestToken);
  const keep =
    input.DisableRollback || row.onFailure === "DO_NOTHING" ? { disableRollback: true } : {};
  await startUpdate(ctx, tx, { ...stack, changeSetId: row.id }, desired, { ...work, ...keep });
}
