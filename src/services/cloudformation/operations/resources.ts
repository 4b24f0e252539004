/** What a stack is made of, and what happened to it. */
import { storedTemplate } from "../plan.ts";
import { stackUnknown, validationError } from "../errors.ts";
import { EVENTS_PAGE, RESOURCES_PAGE } from "../limits.ts";
import { pageOf } from "../pages.ts";
import { signal } from "../signals.ts";
import { findStack, livingStack, some, stackAt, type Tx } from "../stacks.ts";
import { on, type EventRow, type ResourceRow, type StackRow } from "../tables.ts";

export const DescribeStackEvents = on("DescribeStackEvents", (ctx, input) =>
  ctx.view(async (tx) => {
    if (input.StackName === undefined) throw validationError("StackName is required.");
    const stack = await findStack(tx, input.StackName);
    if (stack === undefined) throw stackUnknown(input.StackName);
    const rows = await tx.event.list({
      where: { stackId: stack.id },
      order: ["sequence"],
      descending: true,
    });
    const { page, next } = pageOf(rows, input.NextToken, EVENTS_PAGE, ({ sequence }) =>
      String(sequence),
    );
    return { StackEvents: page.map((row) => shownEvent(stack, row)), ...some({ NextToken: next }) };
  }),
);

const shownEvent = (stack: Readonly<StackRow>, row: Readonly<EventRow>) => ({
  StackId: row.stackId,
  EventId: row.id,
  StackName: stack.name,
  LogicalResourceId: row.logicalId,
  PhysicalResourceId: row.physicalId,
  ResourceType: row.type,
  Timestamp: row.at,
  ResourceStatus: row.status as "CREATE_COMPLETE",
  ...some({
    ResourceStatusReason: row.reason,
    ResourceProperties: row.properties,
    ClientRequestToken: row.token,
  }),
});

/** How a resource stood when its drift was last looked at. */
async function drift(tx: Tx, { stackId, logicalId }: Readonly<ResourceRow>) {
  const found = await tx.resourceDrift.find({ stackId, logicalId });
  if (found === undefined) return { StackResourceDriftStatus: "NOT_CHECKED" as const };
  return {
    StackResourceDriftStatus: found.status as "MODIFIED",
    ...(found.status === "NOT_CHECKED" ? {} : { LastCheckTimestamp: found.at }),
  };
}

const basics = async (tx: Tx, row: Readonly<ResourceRow>) => ({
  LogicalResourceId: row.logicalId,
  ResourceType: row.type,
  ResourceStatus: row.status as "CREATE_COMPLETE",
  DriftInformation: await drift(tx, row),
  ...some({ PhysicalResourceId: row.physicalId, ResourceStatusReason: row.reason }),
});

export const DescribeStackResource = on("DescribeStackResource", (ctx, input) =>
  ctx.view(async (tx) => {
    const stack = await stackAt(tx, input.StackName!);
    const logicalId = input.LogicalResourceId!;
    const row = await tx.resource.find({ stackId: stack.id, logicalId });
    if (row === undefined)
      throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
    return {
      StackResourceDetail: {
        ...(await basics(tx, row)),
        StackId: stack.id,
        StackName: stack.name,
        LastUpdatedTimestamp: row.updatedAt,
        Metadata: JSON.stringify(row.metadata ?? {}),
      },
    };
  }),
);

export const DescribeStackResources = on("DescribeStackResources", (ctx, input) =>
  ctx.view(async (tx) => {
    const physical = input.PhysicalResourceId;
    if ((input.StackName === undefined) === (physical === undefined))
      throw validationError("Exactly one of StackName and PhysicalResourceId must be specified.");
    const stack = input.StackName === undefined ? undefined : await stackAt(tx, input.StackName);
    const [first] =
      physical === undefined
        ? []
        : await tx.resource.list({ where: { physicalId: physical }, limit: 1 });
    const stackId = stack?.id ?? first?.stackId;
    if (stackId === undefined) throw validationError(`Stack for ${physical} does not exist`);
    const owner = stack ?? (await stackAt(tx, stackId));
    const rows = await tx.resource.list({ where: { stackId } });
    const wanted = input.LogicalResourceId;
    const StackResources = [];
    for (const row of rows
      .filter(({ logicalId }) => wanted === undefined || logicalId === wanted)
      .slice(0, RESOURCES_PAGE))
      StackResources.push({
        ...(await basics(tx, row)),
        StackId: stackId,
        StackName: owner.name,
        Timestamp: row.updatedAt,
      });
    return { StackResources };
  }),
);

export const ListStackResources = on("ListStackResources", (ctx, input) =>
  ctx.view(async (tx) => {
    const stack = await stackAt(tx, input.StackName);
    const rows = await tx.resource.list({ where: { stackId: stack.id } });
    const { page, next } = pageOf(
      rows,
      input.NextToken,
      RESOURCES_PAGE,
      ({ logicalId }) => logicalId,
    );
    const StackResourceSummaries = [];
    for (const row of page)
      StackResourceSummaries.push({
        ...(await basics(tx, row)),
        LastUpdatedTimestamp: row.updatedAt,
      });
    return { StackResourceSummaries, ...some({ NextToken: next }) };
  }),
);

export const ListExports = on("ListExports", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.exported.list({ order: ["name"] });
    const { page, next } = pageOf(rows, input.NextToken, RESOURCES_PAGE, ({ name }) => name);
    return {
      Exports: page.map(({ name, value, stackId }) => ({
        ExportingStackId: stackId,
        Name: name,
        Value: value,
      })),
      ...some({ NextToken: next }),
    };
  }),
);

export const ListImports = on("ListImports", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.imported.list({ where: { name: input.ExportName } });
    if (rows.length === 0)
      throw validationError(`Export '${input.ExportName}' is not imported by any stack.`);
    const { page, next } = pageOf(rows, input.NextToken, RESOURCES_PAGE, ({ stackId }) => stackId);
    return {
      Imports: page.map(({ stackId }) => stackId.split("/")[1]!),
      ...some({ NextToken: next }),
    };
  }),
);

export const GetTemplate = on("GetTemplate", (ctx, input) =>
  ctx.view(async (tx) => {
    const set = input.ChangeSetName;
    const stack = set?.startsWith("arn:") ? undefined : await stackAt(tx, input.StackName ?? "");
    const sets =
      set === undefined
        ? []
        : stack === undefined
          ? [await tx.changeSet.find({ id: set })]
          : await tx.changeSet.list({ where: { stackId: stack.id } });
    const change =
      set === undefined
        ? undefined
        : sets.find((row) => row !== undefined && (row.id === set || row.name === set));
    const from = set === undefined ? stack! : change;
    if (from === undefined) throw validationError(`ChangeSet [${set}] does not exist`);
    const TemplateBody = input.TemplateStage === "Processed" ? from.processed : from.template;
    return { TemplateBody, StagesAvailable: ["Original", "Processed"] };
  }),
);

export const DescribeAccountLimits = on("DescribeAccountLimits", () => ({
  AccountLimits: [
    { Name: "StackLimit", Value: 2_000 },
    { Name: "StackOutputsLimit", Value: 200 },
    { Name: "ConcurrentResourcesLimit", Value: 2_500 },
  ],
}));

export const SignalResource = on("SignalResource", async (ctx, input) => {
  const stack = await ctx.view((tx) => livingStack(tx, input.StackName));
  if (!storedTemplate(stack.processed).resources.has(input.LogicalResourceId))
    throw validationError(`Resource ${input.LogicalResourceId} does not exist in the template`);
  const taken = await signal(ctx, stack.id, input.LogicalResourceId, {
    uniqueId: input.UniqueId,
    ok: input.Status === "SUCCESS",
    data: "",
    reason: `Received FAILURE signal with UniqueId ${input.UniqueId}`,
  });
  if (!taken)
    throw validationError(
      `Signal for resource ${input.LogicalResourceId} cannot be accepted: it is not waiting for one.`,
    );
  return {};
});
