/**
 * Drift: whether resources are still as their stack made them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 * Differs from AWS: a detection is over when it is answered.
 */
import { differences } from "#languages/cloudformation/drift";
import { hasDynamic } from "#languages/cloudformation/dynamic";
import type { JsonObject } from "#languages/cloudformation/values";
import { handlerOf } from "../deployment/handlers.ts";
import { resourceContext } from "../deployment/resource-context.ts";
import { validationError } from "../errors.ts";
import { RESOURCES_PAGE } from "../limits.ts";
import { pageOf } from "../pages.ts";
import { type Ctx, livingStack, some } from "../stacks.ts";
import {
  type DetectionRow,
  on,
  type ResourceDriftRow,
  type ResourceRow,
  type StackRow,
} from "../tables.ts";

const DETECTABLE = new Set([
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_ROLLBACK_COMPLETE",
  "UPDATE_ROLLBACK_FAILED",
  "IMPORT_COMPLETE",
]);

async function detectable(ctx: Ctx, name: string) {
  return ctx.view(async (tx) => {
    const stack = await livingStack(tx, name);
    if (!DETECTABLE.has(stack.status))
      throw validationError(
        `Drift detection cannot be performed on stack [${stack.name}] while in ${stack.status} state.`,
      );
    return { stack, rows: await tx.resource.list({ where: { stackId: stack.id } }) };
  });
}

export const DetectStackDrift = on("DetectStackDrift", async (ctx, input) => {
  const { stack, rows } = await detectable(ctx, input.StackName);
  const wanted = input.LogicalResourceIds;
  const unknown = wanted?.find((id) => !rows.some(({ logicalId }) => logicalId === id));
  if (unknown !== undefined)
    throw validationError(`Resource ${unknown} does not exist for stack ${stack.name}`);
  const found: ResourceDriftRow[] = [];
  for (const row of rows)
    if (wanted === undefined || wanted.includes(row.logicalId))
      found.push(await driftOf(ctx, stack, row));
  const drifted = found.filter(({ status }) => status === "MODIFIED" || status === "DELETED");
  const detection: DetectionRow = {
    id: ctx.chance.uuid(),
    stackId: stack.id,
    status: drifted.length > 0 ? "DRIFTED" : "IN_SYNC",
    count: drifted.length,
    sequence: ctx.kernel.sequence(),
    at: ctx.clock.now(),
  };
  await ctx.update(async (tx) => {
    for (const row of found) await tx.resourceDrift.put(row);
    await tx.detection.put(detection);
  });
  return { StackDriftDetectionId: detection.id };
});

export const DescribeStackDriftDetectionStatus = on(
  "DescribeStackDriftDetectionStatus",
  (ctx, input) =>
    ctx.view(async (tx) => {
      const id = input.StackDriftDetectionId;
      const row = await tx.detection.find({ id });
      if (row === undefined) throw validationError(`Drift detection [${id}] does not exist.`);
      return {
        StackId: row.stackId,
        StackDriftDetectionId: row.id,
        StackDriftStatus: row.status as "DRIFTED",
        DetectionStatus: "DETECTION_COMPLETE" as const,
        DriftedStackResourceCount: row.count,
        Timestamp: row.at,
      };
    }),
);

export const DetectStackResourceDrift = on("DetectStackResourceDrift", async (ctx, input) => {
  const { stack, rows } = await detectable(ctx, input.StackName);
  const row = rows.find(({ logicalId }) => logicalId === input.LogicalResourceId);
  if (row === undefined)
    throw validationError(
      `Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`,
    );
  const found = await driftOf(ctx, stack, row);
  if (found.status === "NOT_CHECKED")
    throw validationError(
      `Resource type ${row.type} of resource ${row.logicalId} does not support drift detection.`,
    );
  await ctx.update((tx) => tx.resourceDrift.put(found));
  return { StackResourceDrift: shown(found) };
});

export const DescribeStackResourceDrifts = on("DescribeStackResourceDrifts", (ctx, input) =>
  ctx.view(async (tx) => {
    const stack = await livingStack(tx, input.StackName);
    const filters: readonly string[] = input.StackResourceDriftStatusFilters ?? [];
    const rows = (await tx.resourceDrift.list({ where: { stackId: stack.id } })).filter(
      ({ status }) =>
        status !== "NOT_CHECKED" && (filters.length === 0 || filters.includes(status)),
    );
    const most = Math.min(input.MaxResults ?? RESOURCES_PAGE, RESOURCES_PAGE);
    const { page, next } = pageOf(rows, input.NextToken, most, ({ logicalId }) => logicalId);
    return { StackResourceDrifts: page.map(shown), ...some({ NextToken: next }) };
  }),
);

/** How a resource stands beside what its stack last made of it. */
async function driftOf(
  ctx: Ctx,
  stack: Readonly<StackRow>,
  row: Readonly<ResourceRow>,
): Promise<ResourceDriftRow> {
  const { stackId, logicalId, type, physicalId } = row;
  const common = { stackId, logicalId, type, at: ctx.clock.now(), ...some({ physicalId }) };
  const handler = await handlerOf(ctx, type);
  const blank = { expected: "", actual: "", differences: [] };
  if (physicalId === undefined || handler === undefined || !("read" in handler) || !handler.read)
    return { ...common, ...blank, status: "NOT_CHECKED" };
  const context = resourceContext(ctx, stack, { ...row, token: ctx.requestId });
  // What a dynamic reference stands for is nobody's to see.
  const expected: JsonObject = Object.fromEntries(
    Object.entries(row.properties).filter(([, value]) => !hasDynamic(value)),
  );
  const actual = await handler.read(context, physicalId, row.properties);
  if (actual === undefined)
    return { ...common, ...blank, expected: JSON.stringify(expected), status: "DELETED" };
  const found = differences(expected, actual);
  const known = Object.fromEntries(
    Object.entries(actual).filter(([name]) => Object.hasOwn(expected, name)),
  );
  return {
    ...common,
    expected: JSON.stringify(expected),
    actual: JSON.stringify(known),
    differences: found,
    status: found.length > 0 ? "MODIFIED" : "IN_SYNC",
  };
}

function shown(row: Readonly<ResourceDriftRow>) {
  return {
    StackId: row.stackId,
    LogicalResourceId: row.logicalId,
    ResourceType: row.type,
    StackResourceDriftStatus: row.status as "MODIFIED",
    Timestamp: row.at,
    ...(row.expected === "" ? {} : { ExpectedProperties: row.expected }),
    ...(row.actual === "" ? {} : { ActualProperties: row.actual }),
    PropertyDifferences: row.differences.map(({ path, expected, actual, type }) => ({
      PropertyPath: path,
      ExpectedValue: expected,
      ActualValue: actual,
      DifferenceType: type,
    })),
    ...some({ PhysicalResourceId: row.physicalId }),
  };
}
