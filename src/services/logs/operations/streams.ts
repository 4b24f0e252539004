/** Log streams. */
import { invalidParameter, streamExists, streamMissing } from "../errors.ts";
import { on, type StreamRow } from "../tables.ts";
import { groupArn, groupOf, nameIn, type Tx } from "./groups.ts";

export const CreateLogStream = on("CreateLogStream", (ctx, input) =>
  ctx.update(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    const row: StreamRow = { group: group.id, name: input.logStreamName, createdAt: ctx.now };
    if (!(await tx.stream.add(row))) throw streamExists();
    return {};
  }),
);

export const DeleteLogStream = on("DeleteLogStream", (ctx, input) =>
  ctx.update(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    await streamOf(tx, group.id, input.logStreamName);
    await tx.stream.remove({ group: group.id, name: input.logStreamName });
    await tx.event.removeAll({ group: group.id, stream: input.logStreamName });
    return {};
  }),
);

export const DescribeLogStreams = on("DescribeLogStreams", (ctx, input) => {
  const byTime = input.orderBy === "LastEventTime";
  if (byTime && input.logStreamNamePrefix !== undefined)
    throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  return ctx.view(async (tx) => {
    const name = input.logGroupName ?? nameIn(input.logGroupIdentifier ?? "");
    const group = await groupOf(tx, name);
    const prefix = input.logStreamNamePrefix ?? "";
    const rows = [...(await tx.stream.list({ where: { group: group.id } }))].filter((r) =>
      r.name.startsWith(prefix),
    );
    if (byTime)
      rows.sort(
        (a, b) => (a.lastEventAt ?? 0) - (b.lastEventAt ?? 0) || (a.name < b.name ? -1 : 1),
      );
    if (input.descending) rows.reverse();
    const start =
      input.nextToken === undefined ? 0 : rows.findIndex((r) => r.name === input.nextToken) + 1;
    const limit = input.limit ?? 50;
    const page = rows.slice(start, start + limit);
    return {
      logStreams: page.map((row) => ({
        logStreamName: row.name,
        creationTime: row.createdAt,
        storedBytes: 0,
        arn: `${groupArn(ctx, group.name)}:log-stream:${row.name}`,
        uploadSequenceToken: "4" + String(row.lastIngestedAt ?? row.createdAt).padStart(55, "9"),
        ...(row.firstEventAt === undefined ? {} : { firstEventTimestamp: row.firstEventAt }),
        ...(row.lastEventAt === undefined ? {} : { lastEventTimestamp: row.lastEventAt }),
        ...(row.lastIngestedAt === undefined ? {} : { lastIngestionTime: row.lastIngestedAt }),
      })),
      ...(rows.length > start + limit ? { nextToken: page.at(-1)!.name } : {}),
    };
  });
});

/** @throws Fault ResourceNotFoundException. */
export async function streamOf(tx: Tx, group: string, name: string): Promise<Readonly<StreamRow>> {
  const row = await tx.stream.find({ group, name });
  if (row === undefined) throw streamMissing();
  return row;
}
