/** Log groups, their retention and their tags. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import { groupExists, groupMissing, invalidParameter, resourceMissing } from "../errors.ts";
import { RETENTION_DAYS } from "../limits.ts";
import { type GroupRow, on, type tables } from "../tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export const CreateLogGroup = on("CreateLogGroup", (ctx, input) =>
  ctx.update(async (tx) => {
    if ((await tx.group.find({ name: input.logGroupName })) !== undefined) throw groupExists();
    await tx.group.put({
      name: input.logGroupName,
      id: ctx.chance.alnum(12),
      createdAt: ctx.now,
      logClass: input.logGroupClass ?? "STANDARD",
      ...(input.kmsKeyId === undefined ? {} : { kmsKeyId: input.kmsKeyId }),
      tags: { ...input.tags },
    });
    return {};
  }),
);

export const DeleteLogGroup = on("DeleteLogGroup", (ctx, input) =>
  ctx.update(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    await tx.group.remove({ name: group.name });
    await tx.stream.removeAll({ group: group.id });
    await tx.event.removeAll({ group: group.id });
    await tx.due.set("expire", group.name, undefined);
    return {};
  }),
);

export const DescribeLogGroups = on("DescribeLogGroups", (ctx, input) => {
  if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined)
    throw invalidParameter(
      "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
    );
  return ctx.view(async (tx) => {
    const pattern = input.logGroupNamePattern?.toLowerCase();
    const { rows, next } = await readPage(tx.group, {
      column: "name",
      after: keyIn(input.nextToken),
      limit: input.limit ?? 50,
      prefix: input.logGroupNamePrefix,
      keep: (row) =>
        (pattern === undefined || row.name.toLowerCase().includes(pattern)) &&
        (input.logGroupClass === undefined || row.logClass === input.logGroupClass) &&
        (input.logGroupIdentifiers === undefined ||
          input.logGroupIdentifiers.some((id) => nameIn(id) === row.name)),
    });
    const logGroups = [];
    for (const row of rows) logGroups.push(await described(ctx, tx, row));
    return { logGroups, ...(next === undefined ? {} : { nextToken: tokenOf(next) }) };
  });
});

export const PutRetentionPolicy = on("PutRetentionPolicy", (ctx, input) => {
  if (!RETENTION_DAYS.includes(input.retentionInDays))
    throw invalidParameter(
      `1 validation error detected: Value '${input.retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTION_DAYS.join(", ")}]`,
    );
  return ctx.update(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    await tx.group.put({ ...group, retentionDays: input.retentionInDays });
    await tx.due.set("expire", group.name, ctx.now);
    return {};
  });
});

export const DeleteRetentionPolicy = on("DeleteRetentionPolicy", (ctx, input) =>
  ctx.update(async (tx) => {
    const { retentionDays: _, ...group } = await groupOf(tx, input.logGroupName);
    await tx.group.put(group);
    await tx.due.set("expire", group.name, undefined);
    return {};
  }),
);

export const TagLogGroup = on("TagLogGroup", (ctx, input) =>
  retag(ctx, input.logGroupName, (tags) => ({ ...tags, ...input.tags })),
);

export const UntagLogGroup = on("UntagLogGroup", (ctx, input) =>
  retag(ctx, input.logGroupName, (tags) => without(tags, input.tags)),
);

export const ListTagsLogGroup = on("ListTagsLogGroup", (ctx, input) =>
  ctx.view(async (tx) => ({ tags: (await groupOf(tx, input.logGroupName)).tags })),
);

export const TagResource = on("TagResource", (ctx, input) =>
  retag(ctx, nameOfArn(input.resourceArn), (tags) => ({ ...tags, ...input.tags })),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  retag(ctx, nameOfArn(input.resourceArn), (tags) => without(tags, input.tagKeys)),
);

export const ListTagsForResource = on("ListTagsForResource", (ctx, input) =>
  ctx.view(async (tx) => ({ tags: (await groupOf(tx, nameOfArn(input.resourceArn))).tags })),
);

/** @throws Fault ResourceNotFoundException. */
export async function groupOf(tx: Tx, name: string): Promise<Readonly<GroupRow>> {
  const row = await tx.group.find({ name });
  if (row === undefined) throw groupMissing();
  return row;
}

/** A group's ARN, without the `:*` that some answers add. */
export function groupArn(ctx: Ctx, name: string): string {
  return ctx.arn("logs", `log-group:${name}`);
}

/** The name in a group's name or ARN. */
export function nameIn(identifier: string): string {
  return identifier.startsWith("arn:")
    ? identifier.split(":").slice(6).join(":").replace(/:\*$/, "")
    : identifier;
}

function nameOfArn(arn: string): string {
  if (!/^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:/.test(arn)) throw resourceMissing();
  return nameIn(arn);
}

const without = (tags: Record<string, string>, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

function retag(
  ctx: Ctx,
  name: string,
  change: (tags: Record<string, string>) => Record<string, string>,
) {
  return ctx.update(async (tx) => {
    const group = await groupOf(tx, name);
    await tx.group.put({ ...group, tags: change(group.tags) });
    return {};
  });
}

async function described(ctx: Ctx, tx: Tx, row: Readonly<GroupRow>) {
  const [size] = await tx.event.query<{ bytes: number }>("bytes", { group: row.id });
  const arn = groupArn(ctx, row.name);
  return {
    logGroupName: row.name,
    creationTime: row.createdAt,
    metricFilterCount: row.filters?.metrics.length ?? 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: Number(size?.bytes ?? 0),
    logGroupClass: row.logClass as "STANDARD",
    ...(row.retentionDays === undefined ? {} : { retentionInDays: row.retentionDays }),
    ...(row.kmsKeyId === undefined ? {} : { kmsKeyId: row.kmsKeyId }),
  };
}
