/** Archives of events, and replays of what they hold. */
import {
  type BusPlace,
  busArn,
  busAt,
  busPlace,
  type Ctx,
  ruleArn,
  ruleOfArn,
  touch,
  type Tx,
} from "../buses.ts";
import { exists, illegalStatus, missing, validation } from "../errors.ts";
import { pageOf } from "../paging.ts";
import { setIn } from "../settings.ts";
import { type ArchiveRow, on, type ReplayRow } from "../tables.ts";
import { checkPattern } from "./rules.ts";

const DAY_MS = 86_400_000;

const archiveArn = (ctx: Ctx, name: string): string => ctx.arn("events", `archive/${name}`);
const replayArn = (ctx: Ctx, name: string): string => ctx.arn("events", `replay/${name}`);

/** @throws Fault ResourceNotFound. */
async function archiveAt(tx: Tx, name: string): Promise<Readonly<ArchiveRow>> {
  const row = await tx.archive.find({ name });
  if (row === undefined) throw missing(`Archive ${name} does not exist.`);
  return row;
}

export const CreateArchive = on("CreateArchive", (ctx, input) => {
  if (input.EventPattern) checkPattern(input.EventPattern);
  return ctx.update(async (tx) => {
    const place = busPlace(ctx, input.EventSourceArn);
    await busAt(ctx, tx, place);
    if ((await tx.archive.find({ name: input.ArchiveName })) !== undefined)
      throw exists(`Archive ${input.ArchiveName} already exists.`);
    const row: ArchiveRow = {
      name: input.ArchiveName,
      bus: place.name,
      retentionDays: input.RetentionDays ?? 0,
      createdAt: ctx.now,
      ...setIn({
        description: input.Description,
        pattern: input.EventPattern,
        kmsKeyIdentifier: input.KmsKeyIdentifier,
      }),
    };
    await keep(ctx, tx, place, row);
    return made(ctx, row);
  });
});

export const UpdateArchive = on("UpdateArchive", (ctx, input) => {
  if (input.EventPattern) checkPattern(input.EventPattern);
  return ctx.update(async (tx) => {
    const current = await archiveAt(tx, input.ArchiveName);
    const { description, pattern, kmsKeyIdentifier, ...rest } = current;
    const row: ArchiveRow = {
      ...rest,
      ...(input.RetentionDays === undefined ? {} : { retentionDays: input.RetentionDays }),
      ...setIn({
        description: input.Description ?? description,
        pattern: input.EventPattern ?? pattern,
        kmsKeyIdentifier: input.KmsKeyIdentifier ?? kmsKeyIdentifier,
      }),
    };
    await keep(ctx, tx, busPlace(ctx, current.bus), row);
    return made(ctx, row);
  });
});

async function keep(ctx: Ctx, tx: Tx, place: BusPlace, row: ArchiveRow): Promise<void> {
  await tx.archive.put(row);
  await touch(ctx, tx, place);
  const next = row.retentionDays === 0 ? undefined : ctx.now + DAY_MS;
  await tx.due.set("retention", row.name, next);
}

const made = (ctx: Ctx, row: ArchiveRow) => ({
  ArchiveArn: archiveArn(ctx, row.name),
  State: "ENABLED" as const,
  CreationTime: row.createdAt,
});

/** Forgets what an archive has kept long enough; looks again a day later. */
export function retain(ctx: Ctx, name: string): Promise<void> {
  return ctx.update(async (tx) => {
    const row = await tx.archive.find({ name });
    if (row === undefined || row.retentionDays === 0) return;
    await tx.archived.run("forget", { archive: name, until: ctx.now - row.retentionDays * DAY_MS });
    await tx.due.set("retention", name, ctx.now + DAY_MS);
  });
}

export const DeleteArchive = on("DeleteArchive", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await archiveAt(tx, input.ArchiveName);
    await tx.archive.remove({ name: row.name });
    await tx.archived.removeAll({ archive: row.name });
    await tx.due.set("retention", row.name, undefined);
    await touch(ctx, tx, busPlace(ctx, row.bus));
    return {};
  }),
);

export const DescribeArchive = on("DescribeArchive", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await archiveAt(tx, input.ArchiveName);
    return {
      ArchiveArn: archiveArn(ctx, row.name),
      ...(await shown(ctx, tx, row)),
      ...(row.description === undefined ? {} : { Description: row.description }),
      ...(row.pattern === undefined ? {} : { EventPattern: row.pattern }),
      ...(row.kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: row.kmsKeyIdentifier }),
    };
  }),
);

export const ListArchives = on("ListArchives", (ctx, input) =>
  ctx.view(async (tx) => {
    const all = (await tx.archive.list()).filter(
      (row) =>
        row.name.startsWith(input.NamePrefix ?? "") &&
        (input.EventSourceArn === undefined ||
          busArn(ctx, busPlace(ctx, row.bus)) === input.EventSourceArn) &&
        (input.State === undefined || input.State === "ENABLED"),
    );
    const { rows, token } = pageOf(all, (row) => row.name, input.NextToken, input.Limit);
    const Archives = [];
    for (const row of rows) Archives.push(await shown(ctx, tx, row));
    return { Archives, ...(token === undefined ? {} : { NextToken: token }) };
  }),
);

async function shown(ctx: Ctx, tx: Tx, row: Readonly<ArchiveRow>) {
  const [totals] = await tx.archived.query<{ count: number; bytes: number }>("totals", {
    archive: row.name,
  });
  return {
    ArchiveName: row.name,
    EventSourceArn: busArn(ctx, busPlace(ctx, row.bus)),
    State: "ENABLED" as const,
    RetentionDays: row.retentionDays,
    EventCount: totals?.count ?? 0,
    SizeBytes: totals?.bytes ?? 0,
    CreationTime: row.createdAt,
  };
}

/** @throws Fault ResourceNotFound. */
async function replayAt(tx: Tx, name: string): Promise<Readonly<ReplayRow>> {
  const row = await tx.replay.find({ name });
  if (row === undefined) throw missing(`Replay ${name} does not exist.`);
  return row;
}

export const StartReplay = on("StartReplay", (ctx, input) => {
  const { EventStartTime: fromTime, EventEndTime: toTime, Destination } = input;
  if (fromTime >= toTime)
    throw validation(
      "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.",
    );
  return ctx.update(async (tx) => {
    if ((await tx.replay.find({ name: input.ReplayName })) !== undefined)
      throw exists(`Replay ${input.ReplayName} already exists.`);
    const archive = await tx.archive.find({
      name: input.EventSourceArn.slice(input.EventSourceArn.lastIndexOf("/") + 1),
    });
    if (archive === undefined)
      throw validation(
        `Parameter EventSourceArn is not valid. Reason: Archive ${input.EventSourceArn.split("/").at(-1)} does not exist.`,
      );
    const place = busPlace(ctx, Destination.Arn);
    if (place.name !== archive.bus)
      throw validation(
        "Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN of the archive's event bus.",
      );
    const rules = await chosen(ctx, tx, place, Destination.FilterArns);
    await tx.replay.put({
      name: input.ReplayName,
      archive: archive.name,
      bus: place.name,
      state: "STARTING",
      fromTime,
      toTime,
      sequence: 0,
      startedAt: ctx.now,
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(rules === undefined ? {} : { rules }),
    });
    await tx.due.set("replay", input.ReplayName, ctx.now);
    return {
      ReplayArn: replayArn(ctx, input.ReplayName),
      State: "STARTING" as const,
      ReplayStartTime: ctx.now,
    };
  });
});

/**
 * Names of the rules that a replay is for; undefined for all.
 * @throws Fault Validation for what is no rule of the bus; AWS's words were not found.
 */
async function chosen(
  ctx: Ctx,
  tx: Tx,
  place: BusPlace,
  arns: readonly string[] | undefined,
): Promise<string[] | undefined> {
  const names: string[] = [];
  for (const arn of arns ?? []) {
    const name = ruleOfArn(arn)?.rule ?? "";
    const row = await tx.rule.find({ bus: place.name, name });
    if (row === undefined || ruleArn(ctx, place, name) !== arn)
      throw validation(
        `Parameter Destination.FilterArns is not valid. Reason: ${arn} is no rule of the event bus.`,
      );
    names.push(name);
  }
  return arns === undefined ? undefined : names;
}

export const CancelReplay = on("CancelReplay", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await replayAt(tx, input.ReplayName);
    if (row.state !== "STARTING" && row.state !== "RUNNING")
      throw illegalStatus(`Replay ${row.name} is not in a valid state for this operation.`);
    await tx.replay.put({ ...row, state: "CANCELLING" });
    return { ReplayArn: replayArn(ctx, row.name), State: "CANCELLING" as const };
  }),
);

export const DescribeReplay = on("DescribeReplay", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await replayAt(tx, input.ReplayName);
    return {
      ReplayArn: replayArn(ctx, row.name),
      ...shownReplay(ctx, row),
      ...(row.description === undefined ? {} : { Description: row.description }),
      Destination: {
        Arn: busArn(ctx, busPlace(ctx, row.bus)),
        FilterArns: (row.rules ?? []).map((rule) => ruleArn(ctx, busPlace(ctx, row.bus), rule)),
      },
    };
  }),
);

export const ListReplays = on("ListReplays", (ctx, input) =>
  ctx.view(async (tx) => {
    const all = (await tx.replay.list()).filter(
      (row) =>
        row.name.startsWith(input.NamePrefix ?? "") &&
        (input.State === undefined || row.state === input.State) &&
        (input.EventSourceArn === undefined ||
          archiveArn(ctx, row.archive) === input.EventSourceArn),
    );
    const { rows, token } = pageOf(all, (row) => row.name, input.NextToken, input.Limit);
    return {
      Replays: rows.map((row) => shownReplay(ctx, row)),
      ...(token === undefined ? {} : { NextToken: token }),
    };
  }),
);

function shownReplay(ctx: Ctx, row: Readonly<ReplayRow>) {
  return {
    ReplayName: row.name,
    EventSourceArn: archiveArn(ctx, row.archive),
    State: row.state,
    EventStartTime: row.fromTime,
    EventEndTime: row.toTime,
    ReplayStartTime: row.startedAt,
    ...(row.lastEventTime === undefined ? {} : { EventLastReplayedTime: row.lastEventTime }),
    ...(row.endedAt === undefined ? {} : { ReplayEndTime: row.endedAt }),
  };
}
