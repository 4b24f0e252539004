/** Stacks: making, changing, removing, showing. */
import { notImplemented } from "#aws/fault";
import { kick, quiet } from "../deployment/runner.ts";
import { validationError } from "../errors.ts";
import { beginCreate, beginDelete, beginUpdate, policyText, workOf } from "../lifecycle.ts";
import {
  type Ctx,
  findStack,
  livingStack,
  shownParameters,
  shownTags,
  some,
  stackAt,
  tellStack,
  type Tx,
} from "../stacks.ts";
import { on, type StackRow } from "../tables.ts";
import { STACKS_PAGE } from "../limits.ts";
import { pageOf } from "../pages.ts";
import { checkRole } from "../role.ts";

const NAME = /^[a-zA-Z][-a-zA-Z0-9]*$/;

function checkName(name: string): void {
  if (!NAME.test(name) || name.length > 128)
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
}

/** @throws Fault naming members that Brume does not obey. */
function refuse(input: {
  RollbackConfiguration?: { RollbackTriggers?: unknown[] } | undefined;
}): void {
  if (input.RollbackConfiguration?.RollbackTriggers?.length)
    throw notImplemented("cloudformation: RollbackConfiguration.RollbackTriggers");
}

export const CreateStack = on("CreateStack", async (ctx, input) => {
  checkName(input.StackName);
  refuse(input);
  return { StackId: await beginCreate(ctx, input) };
});

export const UpdateStack = on("UpdateStack", async (ctx, input) => {
  refuse(input);
  return { StackId: await beginUpdate(ctx, input) };
});

export const DeleteStack = on("DeleteStack", async (ctx, input) => {
  await beginDelete(ctx, { ...input, force: input.DeletionMode === "FORCE_DELETE_STACK" });
  return {};
});

type StackDrift = Awaited<ReturnType<typeof stackDrift>>;

/** What the last detection of drift has found. */
async function stackDrift(tx: Tx, stackId: string) {
  const order = ["sequence" as const];
  const [last] = await tx.detection.list({
    where: { stackId },
    order,
    descending: true,
    limit: 1,
  });
  if (last === undefined) return { StackDriftStatus: "NOT_CHECKED" as const };
  return { StackDriftStatus: last.status as "DRIFTED", LastCheckTimestamp: last.at };
}

function shownStack(row: Readonly<StackRow>, drift: StackDrift) {
  return {
    StackId: row.id,
    StackName: row.name,
    CreationTime: row.createdAt,
    StackStatus: row.status as "CREATE_COMPLETE",
    DisableRollback: row.disableRollback,
    EnableTerminationProtection: row.protected,
    DriftInformation: drift,
    RollbackConfiguration: {},
    NotificationARNs: row.notificationArns,
    Tags: shownTags(row.tags),
    ...(row.capabilities.length > 0
      ? { Capabilities: row.capabilities as "CAPABILITY_IAM"[] }
      : {}),
    ...(Object.keys(row.parameters).length > 0
      ? { Parameters: shownParameters(row.parameters) }
      : {}),
    ...(row.outputs.length > 0
      ? {
          Outputs: row.outputs.map(({ key, value, description, exportName }) => ({
            OutputKey: key,
            OutputValue: value,
            ...some({ Description: description, ExportName: exportName }),
          })),
        }
      : {}),
    ...some({
      Description: row.description,
      StackStatusReason: row.reason,
      LastUpdatedTime: row.updatedAt,
      DeletionTime: row.deletedAt,
      RoleARN: row.roleArn,
      ParentId: row.parentId,
      RootId: row.rootId,
      ChangeSetId: row.changeSetId,
      TimeoutInMinutes: row.timeoutMinutes,
    }),
  };
}

/**
 * Differs from AWS: a question about one stack is held for a moment while it is worked on, because
 * clients that see it in progress sleep for half a minute before they ask again.
 */
export const DescribeStacks = on("DescribeStacks", async (ctx, input) => {
  const name = input.StackName;
  if (name !== undefined) {
    const row = await ctx.view((tx) => stackAt(tx, name));
    if (row.work !== undefined) await quiet(ctx, row.id);
    return ctx.view(async (tx) => {
      const now = (await tx.stack.find({ id: row.id })) ?? row;
      return { Stacks: [shownStack(now, await stackDrift(tx, row.id))] };
    });
  }
  return ctx.view(async (tx) => {
    const rows = await tx.stack.list();
    const living = rows.filter((row) => row.status !== "DELETE_COMPLETE").sort(newestFirst);
    const { page, next } = pageOf(living, input.NextToken, STACKS_PAGE, ({ id }) => id);
    const Stacks = [];
    for (const row of page) Stacks.push(shownStack(row, await stackDrift(tx, row.id)));
    return { Stacks, ...some({ NextToken: next }) };
  });
});

const newestFirst = (a: Readonly<StackRow>, b: Readonly<StackRow>) => b.createdAt - a.createdAt;

export const ListStacks = on("ListStacks", async (ctx, input) => {
  const wanted = new Set<string>(input.StackStatusFilter ?? []);
  return ctx.view(async (tx) => {
    const rows = await tx.stack.list();
    const chosen = rows
      .filter((row) => wanted.size === 0 || wanted.has(row.status))
      .sort(newestFirst);
    const { page, next } = pageOf(chosen, input.NextToken, STACKS_PAGE, ({ id }) => id);
    const StackSummaries = [];
    for (const row of page) StackSummaries.push(summary(row, await stackDrift(tx, row.id)));
    return { StackSummaries, ...some({ NextToken: next }) };
  });
});

const summary = (row: Readonly<StackRow>, drift: StackDrift) => ({
  StackId: row.id,
  StackName: row.name,
  CreationTime: row.createdAt,
  StackStatus: row.status as "CREATE_COMPLETE",
  DriftInformation: drift,
  ...some({
    TemplateDescription: row.description,
    LastUpdatedTime: row.updatedAt,
    DeletionTime: row.deletedAt,
    StackStatusReason: row.reason,
    ParentId: row.parentId,
    RootId: row.rootId,
  }),
});

export const GetStackPolicy = on("GetStackPolicy", (ctx, input) =>
  ctx.view(async (tx) =>
    some({ StackPolicyBody: (await livingStack(tx, input.StackName)).policy }),
  ),
);

export const SetStackPolicy = on("SetStackPolicy", async (ctx, input) => {
  if ((input.StackPolicyBody === undefined) === (input.StackPolicyURL === undefined))
    throw validationError("You must specify exactly one of StackPolicyBody and StackPolicyURL");
  const policy = (await policyText(ctx, input.StackPolicyBody, input.StackPolicyURL))!;
  await ctx.update(async (tx) =>
    tx.stack.put({ ...(await livingStack(tx, input.StackName)), policy }),
  );
  return {};
});

export const UpdateTerminationProtection = on("UpdateTerminationProtection", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await livingStack(tx, input.StackName);
    if (row.parentId !== undefined)
      throw validationError(
        "TerminationProtection cannot be updated on a nested stack; update the root stack instead.",
      );
    await tx.stack.put({ ...row, protected: input.EnableTerminationProtection });
    return { StackId: row.id };
  }),
);

export const CancelUpdateStack = on("CancelUpdateStack", async (ctx, input) => {
  const row = await ctx.view((tx) => livingStack(tx, input.StackName));
  if (row.status !== "UPDATE_IN_PROGRESS" || row.work === undefined)
    throw validationError("CancelUpdateStack cannot be called from current stack status");
  await ctx.update(async (tx) => {
    const current = (await tx.stack.find({ id: row.id }))!;
    if (current.work?.phase !== "update") return;
    await tx.stack.put({ ...current, work: { ...current.work, stop: "User Initiated" } });
    tx.afterCommit(() => kick(ctx, row.id));
  });
  return {};
});

async function goBack(
  ctx: Ctx,
  name: string,
  from: readonly string[],
  options: {
    roleArn?: string | undefined;
    token?: string | undefined;
    keep?: readonly string[] | undefined;
  },
) {
  const { roleArn } = options;
  if (roleArn !== undefined) {
    await ctx.passRole(roleArn);
    await checkRole(ctx, roleArn, name);
  }
  return ctx.update(async (tx) => {
    const row = (await findStack(tx, name)) ?? (await livingStack(tx, name));
    if (!from.includes(row.status))
      throw validationError(
        `Stack:${row.id} is in ${row.status} state and can not be rolled back.`,
      );
    const creation = row.status === "CREATE_FAILED" || row.status === "ROLLBACK_FAILED";
    const work = {
      ...workOf(ctx, creation ? ("rollback" as const) : ("rollbackUpdate" as const), options.token),
      ...(options.keep?.length ? { keep: [...options.keep] } : {}),
    };
    if (!creation && options.keep?.length && row.previous !== undefined)
      for (const logicalId of options.keep) {
        const skipped = await tx.resource.find({ stackId: row.id, logicalId });
        if (skipped === undefined)
          throw validationError(`Resource ${logicalId} does not exist in stack ${row.name}`);
        await tx.resource.put({ ...skipped, status: "UPDATE_COMPLETE", doneIn: work.id });
      }
    await tellStack(
      ctx,
      tx,
      row,
      creation ? "ROLLBACK_IN_PROGRESS" : "UPDATE_ROLLBACK_IN_PROGRESS",
      "User Initiated",
      {
        work,
        ...(roleArn === undefined ? {} : { roleArn }),
      },
    );
    tx.afterCommit(() => kick(ctx, row.id));
    return row.id;
  });
}

export const ContinueUpdateRollback = on("ContinueUpdateRollback", async (ctx, input) => {
  await goBack(ctx, input.StackName, ["UPDATE_ROLLBACK_FAILED"], {
    roleArn: input.RoleARN,
    token: input.ClientRequestToken,
    keep: input.ResourcesToSkip,
  });
  return {};
});

export const RollbackStack = on("RollbackStack", async (ctx, input) => ({
  StackId: await goBack(
    ctx,
    input.StackName,
    ["CREATE_FAILED", "UPDATE_FAILED", "ROLLBACK_FAILED"],
    {
      roleArn: input.RoleARN,
      token: input.ClientRequestToken,
    },
  ),
}));
