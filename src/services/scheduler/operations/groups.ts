/** Groups of schedules, and their tags. */
import { keyIn, pageOf, tokenOf } from "#kernel/pages";
import { groupExists, groupMissing, tooManyGroups, validation } from "../errors.ts";
import { type Ctx, DEFAULT_GROUP, forget, groupArn, groupAt } from "../schedules.ts";
import { type GroupRow, on } from "../tables.ts";
import { doneBefore } from "../tokens.ts";

const PAGE = 100;
/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html */
const GROUPS = 500;

export const CreateScheduleGroup = on("CreateScheduleGroup", (ctx, input) =>
  ctx.update(async (tx) => {
    const { Name: name } = input;
    const made = { ScheduleGroupArn: groupArn(ctx, name) };
    const request = { operation: "CreateScheduleGroup", input, group: name };
    if (await doneBefore(tx, request)) return made;
    if (name === DEFAULT_GROUP || (await tx.group.find({ name })) !== undefined)
      throw groupExists(name);
    if ((await tx.group.count()) >= GROUPS) throw tooManyGroups(GROUPS);
    const tags = Object.fromEntries((input.Tags ?? []).map((tag) => [tag.Key, tag.Value]));
    await tx.group.put({ name, tags, createdAt: ctx.now, modifiedAt: ctx.now });
    return made;
  }),
);

export const GetScheduleGroup = on("GetScheduleGroup", (ctx, input) =>
  ctx.view(async (tx) => shown(ctx, await groupAt(ctx, tx, input.Name))),
);

/** Its schedules go with it. */
export const DeleteScheduleGroup = on("DeleteScheduleGroup", (ctx, input) =>
  ctx.update(async (tx) => {
    if (input.Name === DEFAULT_GROUP)
      throw validation("The default schedule group cannot be deleted.");
    await groupAt(ctx, tx, input.Name);
    for (const { group, name } of await tx.schedule.list({ where: { group: input.Name } }))
      await forget(tx, group, name);
    await tx.request.removeAll({ group: input.Name });
    await tx.group.remove({ name: input.Name });
    return {};
  }),
);

export const ListScheduleGroups = on("ListScheduleGroups", (ctx, input) =>
  ctx.view(async (tx) => {
    const made = (await tx.group.list()).filter((row) => row.name !== DEFAULT_GROUP);
    const all = [await groupAt(ctx, tx, DEFAULT_GROUP), ...made]
      .filter((row) => row.name.startsWith(input.NamePrefix ?? ""))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const after = keyIn(input.NextToken);
    const { rows, next } = pageOf(all, ({ name }) => name, after, input.MaxResults ?? PAGE);
    return {
      ScheduleGroups: rows.map((row) => shown(ctx, row)),
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
    };
  }),
);

const shown = (ctx: Ctx, row: Readonly<GroupRow>) => ({
  Arn: groupArn(ctx, row.name),
  Name: row.name,
  State: "ACTIVE" as const,
  CreationDate: row.createdAt,
  LastModificationDate: row.modifiedAt,
});

type Tags = Record<string, string>;

export const TagResource = on("TagResource", (ctx, input) =>
  retag(ctx, input.ResourceArn, (tags) => ({
    ...tags,
    ...Object.fromEntries(input.Tags.map((tag) => [tag.Key, tag.Value])),
  })),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  retag(ctx, input.ResourceArn, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
  ),
);

export const ListTagsForResource = on("ListTagsForResource", (ctx, input) =>
  ctx.view(async (tx) => {
    const { tags } = await groupAt(ctx, tx, nameOf(input.ResourceArn));
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  }),
);

/** @throws Fault ResourceNotFound for an ARN of what is no group. */
function nameOf(arn: string): string {
  const name = /:schedule-group\/([\w.-]+)$/.exec(arn)?.[1];
  if (name === undefined) throw groupMissing(arn);
  return name;
}

function retag(ctx: Ctx, arn: string, change: (tags: Tags) => Tags): Promise<object> {
  return ctx.update(async (tx) => {
    const row = await groupAt(ctx, tx, nameOf(arn));
    await tx.group.put({ ...row, tags: change(row.tags), modifiedAt: ctx.now });
    return {};
  });
}
