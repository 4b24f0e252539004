/** States of alarms: setting them, whether they are acted on, what they were. */
import { compose, enter } from "../alarms.ts";
import { alarmArn } from "../domain.ts";
import { alarmMissing, badToken, notJson, resourceMissing } from "../errors.ts";
import type { Ctx, Tx } from "../points.ts";
import { type AlarmRow, type HistoryRow, on } from "../tables.ts";

/** Until the next evaluation. */
export const SetAlarmState = on("SetAlarmState", (ctx, input) => {
  const { AlarmName: name, StateValue: value, StateReason: reason, StateReasonData } = input;
  if (StateReasonData !== undefined) checkJson(StateReasonData);
  return ctx.update(async (tx) => {
    const row = await tx.alarm.find({ name });
    if (row === undefined) throw alarmMissing(name);
    await enter(ctx, tx, row, { value, reason, reasonData: StateReasonData });
    await compose(ctx, tx);
    return {};
  });
});

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw notJson();
  }
}

export const EnableAlarmActions = on("EnableAlarmActions", (ctx, input) =>
  allow(ctx, input.AlarmNames, true),
);

export const DisableAlarmActions = on("DisableAlarmActions", (ctx, input) =>
  allow(ctx, input.AlarmNames, false),
);

/** Alarms that are not there are passed over. */
function allow(ctx: Ctx, names: readonly string[], actionsEnabled: boolean) {
  return ctx.update(async (tx): Promise<Record<string, never>> => {
    for (const name of names) {
      const row = await tx.alarm.find({ name });
      if (row !== undefined) await tx.alarm.put({ ...row, actionsEnabled, configuredAt: ctx.now });
    }
    return {};
  });
}

const PAGE = 100;
const READ = 100_000;

export const DescribeAlarmHistory = on("DescribeAlarmHistory", (ctx, input) => {
  const { MaxRecords: most = PAGE, NextToken } = input;
  const skipped =
    NextToken === undefined ? 0 : Number(Buffer.from(NextToken, "base64").toString() || "none");
  if (!Number.isSafeInteger(skipped) || skipped < 0) throw badToken();
  return ctx.view(async (tx) => {
    const { StartDate: from = 0, EndDate: to = ctx.now + 1 } = input;
    const rows = (await tx.history.list({
      range: { column: "at", from, to },
      limit: READ,
    })) as HistoryRow[];
    const found = rows.filter(
      (row) =>
        (input.AlarmName ?? row.name) === row.name &&
        (input.HistoryItemType ?? row.type) === row.type &&
        (!input.AlarmTypes?.length || input.AlarmTypes.includes(row.alarmType)),
    );
    found.sort((a, b) => a.at - b.at || a.sequence - b.sequence);
    if (input.ScanBy !== "TimestampAscending") found.reverse();
    const end = skipped + most;
    return {
      AlarmHistoryItems: found.slice(skipped, end).map((row) => ({
        AlarmName: row.name,
        AlarmType: row.alarmType,
        Timestamp: row.at,
        HistoryItemType: row.type,
        HistorySummary: row.summary,
        HistoryData: row.data,
      })),
      ...(found.length > end ? { NextToken: Buffer.from(String(end)).toString("base64") } : {}),
    };
  });
});

/** @throws Fault ResourceNotFoundException */
async function tagged(ctx: Ctx, tx: Tx, arn: string): Promise<AlarmRow> {
  const name = arn.split(":alarm:")[1] ?? "";
  const row = arn === alarmArn(ctx, name) ? await tx.alarm.find({ name }) : undefined;
  if (row === undefined) throw resourceMissing(arn);
  return row as AlarmRow;
}

export const TagResource = on("TagResource", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await tagged(ctx, tx, input.ResourceARN);
    const added = Object.fromEntries(input.Tags.map(({ Key, Value }) => [Key, Value]));
    await tx.alarm.put({ ...row, tags: { ...row.tags, ...added } });
    return {};
  }),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await tagged(ctx, tx, input.ResourceARN);
    const left = Object.entries(row.tags).filter(([key]) => !input.TagKeys.includes(key));
    await tx.alarm.put({ ...row, tags: Object.fromEntries(left) });
    return {};
  }),
);

export const ListTagsForResource = on("ListTagsForResource", (ctx, input) =>
  ctx.view(async (tx) => {
    const { tags } = await tagged(ctx, tx, input.ResourceARN);
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  }),
);
