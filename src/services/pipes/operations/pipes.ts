/** Pipes. https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html */
import type { UpdatePipeRequest } from "#aws/generated/types/pipes";
import { arnParts } from "#aws/target-call";
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import { check, sourceParametersOf } from "../checks.ts";
import { pipeBusy, pipeExists, tooManyPipes } from "../errors.ts";
import { checkKey } from "../keys.ts";
import { PAGE, PIPES_MOST } from "../limits.ts";
import { change, type Ctx, pipeArn, pipeAt, shown } from "../pipes.ts";
import { on, type PipeRow, type Settings } from "../tables.ts";

export const CreatePipe = on("CreatePipe", async (ctx, input) => {
  const { Name: name, Tags: tags = {}, DesiredState: desired = "RUNNING", ...settings } = input;
  check(settings);
  await ctx.passRole(settings.RoleArn);
  await checkKey(ctx, settings.KmsKeyIdentifier);
  return ctx.update(async (tx) => {
    if ((await tx.pipe.find({ name })) !== undefined) throw pipeExists(name);
    if ((await tx.pipe.count()) >= PIPES_MOST) throw tooManyPipes(name, PIPES_MOST);
    const row: PipeRow = {
      ...{ name, settings, desired, tags, state: "CREATING" },
      revision: ctx.chance.uuid(),
      createdAt: ctx.now,
      modifiedAt: ctx.now,
    };
    return shown(ctx, await change(ctx, tx, row, "CREATING"));
  });
});

export const UpdatePipe = on("UpdatePipe", async (ctx, input) => {
  await ctx.passRole(input.RoleArn);
  await checkKey(ctx, input.KmsKeyIdentifier);
  return ctx.update(async (tx) => {
    const row = await pipeAt(tx, input.Name);
    if (!STANDING.has(row.state)) throw pipeBusy(row.name, row.state);
    const { Name: _name, DesiredState: desired = row.desired, ...given } = input;
    const settings = updated(row.settings, given);
    check(settings);
    const next = { ...row, settings, desired, revision: ctx.chance.uuid() };
    return shown(ctx, await change(ctx, tx, next, "UPDATING"));
  });
});

type Given = Partial<Omit<UpdatePipeRequest, "Name" | "DesiredState">>;

/**
 * What is not given stays as it was; the parameters of a service are given anew as one.
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UpdatePipe.html
 */
function updated(held: Settings, given: Given): Settings {
  const moved = arnParts(held.Target).service !== arnParts(given.Target ?? held.Target).service;
  const { InputTemplate } = held.TargetParameters ?? {};
  // Another kind of target has no use for the parameters of the one before.
  const target = moved ? { InputTemplate } : held.TargetParameters;
  const parts = {
    SourceParameters: merged(held.SourceParameters, given.SourceParameters),
    EnrichmentParameters: merged(held.EnrichmentParameters, given.EnrichmentParameters),
    TargetParameters: merged(target, given.TargetParameters),
  };
  return { ...held, ...given, ...parts } as Settings;
}

/** Where a stream is read from cannot be updated, and stays. */
const LASTING = ["StartingPosition", "StartingPositionTimestamp"] as const;

type Parts = Readonly<Record<string, unknown>>;

function merged(held: object | undefined, given: object | undefined): object | undefined {
  if (given === undefined) return held;
  const before = (held ?? {}) as Parts;
  const out: Record<string, unknown> = { ...before };
  for (const [name, part] of Object.entries(given))
    out[name] =
      typeof part === "object" ? { ...lastingOf(before[name]), ...(part as object) } : part;
  return out;
}

function lastingOf(part: unknown): object {
  const held = (part ?? {}) as Parts;
  return Object.fromEntries(
    LASTING.flatMap((name) => (held[name] === undefined ? [] : [[name, held[name]]])),
  );
}

const STANDING = new Set(["RUNNING", "STOPPED"]);

export const DescribePipe = on("DescribePipe", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await pipeAt(tx, input.Name);
    const { settings, tags } = row;
    const SourceParameters = sourceParametersOf(settings)!;
    return { ...shown(ctx, row), ...withoutEmpty({ ...settings, SourceParameters }), Tags: tags };
  }),
);

/** An empty text takes a setting away. */
const withoutEmpty = (settings: Settings): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== "")) as never;

export const DeletePipe = on("DeletePipe", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await pipeAt(tx, input.Name);
    if (row.state === "DELETING") throw pipeBusy(row.name, row.state);
    return shown(ctx, await change(ctx, tx, { ...row, desired: "DELETED" }, "DELETING"));
  }),
);

export const StartPipe = on("StartPipe", (ctx, input) => turn(ctx, input.Name, "RUNNING"));

export const StopPipe = on("StopPipe", (ctx, input) => turn(ctx, input.Name, "STOPPED"));

function turn(ctx: Ctx, name: string, desired: "RUNNING" | "STOPPED") {
  return ctx.update(async (tx) => {
    const row = await pipeAt(tx, name);
    if (!STANDING.has(row.state)) throw pipeBusy(name, row.state);
    const next = { ...row, desired, revision: ctx.chance.uuid() };
    return shown(ctx, await change(ctx, tx, next, desired === "RUNNING" ? "STARTING" : "STOPPING"));
  });
}

export const ListPipes = on("ListPipes", (ctx, input) =>
  ctx.view(async (tx) => {
    const { rows, next } = await readPage(tx.pipe, {
      column: "name",
      after: keyIn(input.NextToken),
      limit: input.Limit ?? PAGE,
      prefix: input.NamePrefix,
      keep: (row) =>
        row.settings.Source.startsWith(input.SourcePrefix ?? "") &&
        row.settings.Target.startsWith(input.TargetPrefix ?? "") &&
        (input.DesiredState === undefined || row.desired === input.DesiredState) &&
        (input.CurrentState === undefined || row.state === input.CurrentState),
    });
    return {
      Pipes: rows.map((row) => ({
        ...shown(ctx, row),
        Source: row.settings.Source,
        Target: row.settings.Target,
        ...(row.settings.Enrichment ? { Enrichment: row.settings.Enrichment } : {}),
        Arn: pipeArn(ctx, row.name),
      })),
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
    };
  }),
);
