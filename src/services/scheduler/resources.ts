/** AWS::Scheduler::* for CloudFormation. */
import { Fault } from "#aws/fault";
import type { CreateScheduleInput } from "#aws/generated/types/scheduler";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, ownTags, tagList } from "#kernel/resource-tags";

async function ignoreMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Fault) || error.code !== "ResourceNotFoundException") throw error;
  });
}

const OPTIONAL = [
  "Description",
  "GroupName",
  "KmsKeyArn",
  "ScheduleExpressionTimezone",
  "State",
] as const;

function inputOf(Name: string, desired: Properties): CreateScheduleInput {
  const time = (name: string) =>
    desired[name] === undefined ? {} : { [name]: Date.parse(String(desired[name])) };
  const window = desired["FlexibleTimeWindow"] as {
    Mode: string;
    MaximumWindowInMinutes?: unknown;
  };
  return {
    Name,
    ScheduleExpression: String(desired["ScheduleExpression"]),
    FlexibleTimeWindow: {
      ...window,
      ...(window.MaximumWindowInMinutes === undefined
        ? {}
        : { MaximumWindowInMinutes: Number(window.MaximumWindowInMinutes) }),
    },
    Target: numbered(desired["Target"]),
    ...Object.fromEntries(
      OPTIONAL.flatMap((name) => (desired[name] === undefined ? [] : [[name, desired[name]]])),
    ),
    ...time("StartDate"),
    ...time("EndDate"),
  } as CreateScheduleInput;
}

/** Numbers that templates write as text. */
const numbered = (target: unknown): unknown =>
  JSON.parse(JSON.stringify(target ?? null), (name, value: unknown) =>
    typeof value === "string" && /^(Maximum.*|TaskCount|weight|base)$/.test(name)
      ? Number(value)
      : value,
  );

const schedule: ResourceHandler = {
  properties: [
    ...OPTIONAL,
    "Name",
    "ScheduleExpression",
    "FlexibleTimeWindow",
    "Target",
    "StartDate",
    "EndDate",
  ],
  replaces: ["Name", "GroupName"],
  async make(ctx, desired) {
    const Name = String(desired["Name"] ?? ctx.name({ maxLength: 64 }));
    const input = inputOf(Name, desired);
    const { ScheduleArn } = await ctx.call("scheduler", "CreateSchedule", input);
    return { id: Name, attributes: { Arn: ScheduleArn } };
  },
  async update(ctx, id, desired) {
    const { ScheduleArn } = await ctx.call("scheduler", "UpdateSchedule", inputOf(id, desired));
    return { id, attributes: { Arn: ScheduleArn } };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("scheduler", "DeleteSchedule", {
        Name: id,
        ...(previous["GroupName"] === undefined
          ? {}
          : { GroupName: String(previous["GroupName"]) }),
      }),
    ),
};

/** Gives a group the tags of the template, and takes those away that it has no longer. */
async function retag(
  ctx: ResourceContext,
  ResourceArn: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  const tags = ownTags(ctx, desired);
  const TagKeys = goneTags(tags, previous);
  if (TagKeys.length > 0) await ctx.call("scheduler", "UntagResource", { ResourceArn, TagKeys });
  await ctx.call("scheduler", "TagResource", { ResourceArn, Tags: tagList(tags) });
}

const scheduleGroup: ResourceHandler = {
  properties: ["Name", "Tags"],
  replaces: ["Name"],
  async make(ctx, desired) {
    const Name = String(desired["Name"] ?? ctx.name({ maxLength: 64 }));
    await ctx.call("scheduler", "CreateScheduleGroup", {
      Name,
      Tags: tagList(ownTags(ctx, desired)),
    });
    return groupMade(ctx, Name);
  },
  async update(ctx, id, desired, previous) {
    const { Arn } = await ctx.call("scheduler", "GetScheduleGroup", { Name: id });
    await retag(ctx, Arn!, desired, previous);
    return groupMade(ctx, id);
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("scheduler", "DeleteScheduleGroup", { Name: id })),
};

async function groupMade(ctx: ResourceContext, Name: string) {
  const group = await ctx.call("scheduler", "GetScheduleGroup", { Name });
  const time = (at: number | undefined) => new Date(at ?? 0).toISOString();
  return {
    id: Name,
    attributes: {
      Arn: group.Arn,
      State: group.State,
      CreationDate: time(group.CreationDate),
      LastModificationDate: time(group.LastModificationDate),
    },
  };
}

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::Scheduler::Schedule": schedule,
  "AWS::Scheduler::ScheduleGroup": scheduleGroup,
};
