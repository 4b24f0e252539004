/** What stands beside a table: time to live, tags, backups by time, policies, limits. */
import { Fault } from "#aws/fault";
import { arnMissing, invalid, policyMissing, tableMissing } from "../errors.ts";
import { TAGS_PER_TABLE } from "../limits.ts";
import { type Ctx, open, openArn, type Opened, type Tx } from "../opened.ts";
import { checkPolicy, revision } from "../policies.ts";
import { on, type TableRow } from "../tables.ts";
import { eachItem, expectExpiry, expiresAt } from "../writes.ts";

/** Writes a changed row; the row that was read is shared with others. */
async function change(opened: Opened, part: Partial<TableRow>): Promise<void> {
  await opened.tx.table.put({ ...opened.row, ...part });
}

export const UpdateTimeToLive = on("UpdateTimeToLive", (ctx, input) => {
  const { Enabled: enabled, AttributeName: name } = input.TimeToLiveSpecification;
  if (name === "") throw invalid("TimeToLiveSpecification.AttributeName must be non empty");
  return ctx.update(async (tx) => {
    const opened = await open(ctx, tx, input.TableName, tableMissing);
    const current = opened.row.definition.expiry;
    if (enabled && current === name) throw invalid("TimeToLive is already enabled");
    if (!enabled && current === undefined) throw invalid("TimeToLive is already disabled");
    if (current !== undefined && current !== name)
      throw invalid(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
      );
    const definition = { ...opened.row.definition };
    if (enabled) definition.expiry = name;
    else delete definition.expiry;
    await change(opened, { definition });
    if (enabled)
      await eachItem(opened, async (place, item) => {
        const at = expiresAt(item, name, ctx.now);
        if (at !== undefined) await expectExpiry(ctx, opened, place, at);
      });
    else {
      await opened.tx.expiry.removeAll({ tableId: opened.row.id });
      await opened.tx.due.set("expire", opened.row.name, undefined);
    }
    return { TimeToLiveSpecification: { Enabled: enabled, AttributeName: name } };
  });
});

export const DescribeTimeToLive = on("DescribeTimeToLive", (ctx, input) =>
  ctx.view(async (tx) => {
    const { row } = await open(ctx, tx, input.TableName, tableMissing);
    const name = row.definition.expiry;
    return {
      TimeToLiveDescription:
        name === undefined
          ? { TimeToLiveStatus: "DISABLED" as const }
          : { TimeToLiveStatus: "ENABLED" as const, AttributeName: name },
    };
  }),
);

/** @throws Fault for what is not a table's ARN. */
function checkArn(arn: string): void {
  if (!/^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+/.test(arn))
    throw invalid(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
}

export const TagResource = on("TagResource", (ctx, input) => {
  checkArn(input.ResourceArn);
  return ctx.update(async (tx) => {
    const opened = await openArn(ctx, tx, input.ResourceArn);
    const tags: Record<string, string> = Object.assign(Object.create(null), opened.row.tags);
    for (const { Key, Value } of input.Tags) tags[Key] = Value;
    if (Object.keys(tags).length > TAGS_PER_TABLE)
      throw invalid(
        `One or more parameter values were invalid: Number of tags exceeds the limit of ${TAGS_PER_TABLE}`,
      );
    await change(opened, { tags });
    return {};
  });
});

export const UntagResource = on("UntagResource", (ctx, input) => {
  checkArn(input.ResourceArn);
  return ctx.update(async (tx) => {
    const opened = await openArn(ctx, tx, input.ResourceArn);
    const tags: Record<string, string> = Object.assign(Object.create(null), opened.row.tags);
    for (const key of input.TagKeys) delete tags[key];
    await change(opened, { tags });
    return {};
  });
});

export const ListTagsOfResource = on("ListTagsOfResource", (ctx, input) => {
  checkArn(input.ResourceArn);
  return ctx.view(async (tx) => {
    const { row } = await openArn(ctx, tx, input.ResourceArn);
    return { Tags: Object.keys(row.tags).map((Key) => ({ Key, Value: row.tags[Key]! })) };
  });
});

const tableNotFound = (name: string) =>
  new Fault("TableNotFoundException", `Table not found: ${name}`);

export const DescribeContinuousBackups = on("DescribeContinuousBackups", (ctx, input) =>
  ctx.view(async (tx) => backups(ctx, (await open(ctx, tx, input.TableName, tableNotFound)).row)),
);

export const UpdateContinuousBackups = on("UpdateContinuousBackups", (ctx, input) => {
  const given = input.PointInTimeRecoverySpecification;
  return ctx.update(async (tx) => {
    const opened = await open(ctx, tx, input.TableName, tableNotFound);
    const definition = { ...opened.row.definition };
    if (!given.PointInTimeRecoveryEnabled) delete definition.pointInTime;
    else
      definition.pointInTime = {
        enabledAt: definition.pointInTime?.enabledAt ?? ctx.now,
        days: given.RecoveryPeriodInDays ?? definition.pointInTime?.days ?? 35,
      };
    await change(opened, { definition });
    return backups(ctx, { ...opened.row, definition });
  });
});

/**
 * Differs from AWS: the setting is kept and shown, but there is nothing to restore from, and
 * RestoreTableToPointInTime answers that it is not implemented. So no restorable times are shown.
 */
function backups(_ctx: Ctx, row: Readonly<TableRow>) {
  const point = row.definition.pointInTime;
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: "ENABLED" as const,
      PointInTimeRecoveryDescription:
        point === undefined
          ? { PointInTimeRecoveryStatus: "DISABLED" as const }
          : { PointInTimeRecoveryStatus: "ENABLED" as const, RecoveryPeriodInDays: point.days },
    },
  };
}

/** The account's quotas: those of a fresh account. */
export const DescribeLimits = on("DescribeLimits", () => ({
  AccountMaxReadCapacityUnits: 80_000,
  AccountMaxWriteCapacityUnits: 80_000,
  TableMaxReadCapacityUnits: 40_000,
  TableMaxWriteCapacityUnits: 40_000,
}));

export const DescribeEndpoints = on("DescribeEndpoints", (ctx) => ({
  Endpoints: [{ Address: ctx.origin.replace(/^https?:\/\//, ""), CachePeriodInMinutes: 1_440 }],
}));

/** A table by an ARN of it or of one of its streams. */
function policyHolder(ctx: Ctx, tx: Tx, arn: string): Promise<Opened> {
  checkArn(arn);
  return open(ctx, tx, arn.split("/stream/")[0]!, () => arnMissing(arn));
}

const wrongRevision = (arn: string) =>
  new Fault(
    "PolicyNotFoundException",
    `Resource-based policy with the expected revision ID not found for the provided ResourceArn: ${arn}`,
  );

export const PutResourcePolicy = on("PutResourcePolicy", (ctx, input) => {
  checkPolicy(input.Policy);
  return ctx.update(async (tx) => {
    const opened = await policyHolder(ctx, tx, input.ResourceArn);
    const current = opened.row.policy;
    const expected = input.ExpectedRevisionId;
    if (
      expected === "NO_POLICY"
        ? current !== undefined
        : expected !== undefined && expected !== current?.revision
    )
      throw wrongRevision(input.ResourceArn);
    if (current?.text === input.Policy) return { RevisionId: current.revision };
    const policy = { text: input.Policy, revision: revision(ctx) };
    await change(opened, { policy });
    return { RevisionId: policy.revision };
  });
});

export const GetResourcePolicy = on("GetResourcePolicy", (ctx, input) =>
  ctx.view(async (tx) => {
    const { row } = await policyHolder(ctx, tx, input.ResourceArn);
    if (row.policy === undefined) throw policyMissing(input.ResourceArn);
    return { Policy: row.policy.text, RevisionId: row.policy.revision };
  }),
);

export const DeleteResourcePolicy = on("DeleteResourcePolicy", (ctx, input) =>
  ctx.update(async (tx) => {
    const opened = await policyHolder(ctx, tx, input.ResourceArn);
    const current = opened.row.policy;
    if (input.ExpectedRevisionId !== undefined && input.ExpectedRevisionId !== current?.revision)
      throw wrongRevision(input.ResourceArn);
    if (current === undefined) return {};
    const { policy: _, ...rest } = opened.row;
    await opened.tx.table.put(rest);
    return { RevisionId: current.revision };
  }),
);
