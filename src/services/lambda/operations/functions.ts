/** Functions: making, finding, changing, removing. */
import { Fault } from "#aws/fault";
import { servicePrincipal } from "#kernel/principal";
import { codeLocation, takeCode } from "../code.ts";
import { checkLayers, DEFAULTS, newFunction, revised, shown } from "../configuration.ts";
import {
  functionExists,
  invalid,
  layerMissing,
  revisionDiffers,
  roleRefused,
  versionInUse,
} from "../errors.ts";
import {
  aliasAt,
  at,
  type Ctx,
  functionArn,
  functionAt,
  isNumber,
  paged,
  type Place,
  placeOf,
  type Tx,
  versionAt,
} from "../functions.ts";
import { PAGE } from "../limits.ts";
import { parseLayerArn } from "../layers.ts";
import { runnerOf } from "../runner.ts";
import { type Configuration, on, type VersionRow } from "../tables.ts";
import { publish } from "./versions.ts";

export const CreateFunction = on("CreateFunction", async (ctx, input) => {
  const place = placeOf(ctx, input.FunctionName);
  if (place.name.length > 64)
    throw invalid(
      `1 validation error detected: Value '${place.name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    );
  await ctx.passRole(input.Role);
  await checkRole(ctx, input.Role);
  const { Code: given, Layers = [], Publish, Tags, ...request } = input;
  const code = await takeCode(ctx, given);
  try {
    return await ctx.update(async (tx) => {
      if ((await tx.function.find({ name: place.name })) !== undefined)
        throw functionExists(place.name);
      const blank = {
        ...DEFAULTS,
        layers: [],
        code,
        modifiedAt: ctx.now,
        revisionId: ctx.chance.uuid(),
      };
      const configuration = revised(blank, request);
      configuration.layers = await layersAt(ctx, tx, Layers);
      const row: VersionRow = {
        functionName: place.name,
        version: "$LATEST",
        sequence: 0,
        configuration,
      };
      await tx.function.put(newFunction(place.name, ctx.chance.alnum(10), ctx.now, Tags ?? {}));
      await putVersion(ctx, tx, row);
      if (!Publish) return shown(place, row, false);
      return shown(place, await publish(ctx, tx, place, undefined), true);
    });
  } finally {
    ctx.blobs.unpin(code.blob);
  }
});

export const GetFunction = on("GetFunction", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName, input.Qualifier);
    const scoped = at(ctx, tx, place);
    const row = await functionAt(scoped, place);
    const version = await versionBy(scoped, place);
    const location = codeLocation(ctx, version.configuration.code.blob);
    return {
      Configuration: shown(place, version, place.qualifier !== undefined),
      Code: { RepositoryType: "S3", Location: location },
      ...(Object.keys(row.tags).length === 0 ? {} : { Tags: row.tags }),
      ...(row.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: row.reservedConcurrency } }),
    };
  }),
);

export const GetFunctionConfiguration = on("GetFunctionConfiguration", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName, input.Qualifier);
    const scoped = at(ctx, tx, place);
    await functionAt(scoped, place);
    return shown(place, await versionBy(scoped, place), place.qualifier !== undefined);
  }),
);

export const ListFunctions = on("ListFunctions", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.function.list({ order: ["name"] });
    const every = input.FunctionVersion === "ALL";
    const all: VersionRow[] = [];
    for (const { name } of rows) {
      const versions = await tx.version.list({
        where: every ? { functionName: name } : { functionName: name, version: "$LATEST" },
      });
      all.push(...[...versions].sort((a, b) => a.sequence - b.sequence));
    }
    const { items, next } = paged(
      all,
      (v) => `${v.functionName}:${v.version}`,
      input.Marker,
      Math.min(input.MaxItems ?? PAGE, PAGE),
    );
    return {
      Functions: items.map((v) =>
        shown(
          { account: ctx.account, region: ctx.region, name: v.functionName, qualifier: undefined },
          v,
          every,
        ),
      ),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  }),
);

export const UpdateFunctionCode = on("UpdateFunctionCode", async (ctx, input) => {
  const place = placeOf(ctx, input.FunctionName);
  // The function is looked for first: a missing one is said before a broken package.
  await ctx.view(async (tx) =>
    checkRevision(await latest(at(ctx, tx, place), place), input.RevisionId),
  );
  const code = await takeCode(ctx, input);
  try {
    return await ctx.update(async (tx) => {
      const scoped = at(ctx, tx, place);
      const row = await latest(scoped, place);
      checkRevision(row, input.RevisionId);
      const architecture =
        (input.Architectures?.[0] as Configuration["architecture"]) ??
        row.configuration.architecture;
      const configuration = {
        ...row.configuration,
        code,
        architecture,
        revisionId: ctx.chance.uuid(),
        modifiedAt: ctx.now,
      };
      const next: VersionRow = { ...row, configuration };
      if (input.DryRun) return shown(place, next, false);
      await putVersion(ctx, scoped, next, row);
      retireAfter(ctx, scoped, place);
      if (!input.Publish) return shown(place, next, false);
      return shown(place, await publish(ctx, scoped, place, undefined), true);
    });
  } finally {
    ctx.blobs.unpin(code.blob);
  }
});

export const UpdateFunctionConfiguration = on("UpdateFunctionConfiguration", async (ctx, input) => {
  const place = placeOf(ctx, input.FunctionName);
  if (input.Role !== undefined) {
    await ctx.passRole(input.Role);
    await checkRole(ctx, input.Role);
  }
  return ctx.update(async (tx) => {
    const scoped = at(ctx, tx, place);
    const row = await latest(scoped, place);
    checkRevision(row, input.RevisionId);
    const configuration = {
      ...revised(row.configuration, input),
      revisionId: ctx.chance.uuid(),
      modifiedAt: ctx.now,
    };
    if (input.Layers !== undefined)
      configuration.layers = await layersAt(ctx, scoped, input.Layers);
    const next: VersionRow = { ...row, configuration };
    await putVersion(ctx, scoped, next, row);
    retireAfter(ctx, scoped, place);
    return shown(place, next, false);
  });
});

export const DeleteFunction = on("DeleteFunction", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(ctx, input.FunctionName, input.Qualifier);
    const scoped = at(ctx, tx, place);
    await functionAt(scoped, { ...place, qualifier: undefined });
    if (place.qualifier === undefined) await removeFunction(ctx, scoped, place);
    else await removeVersion(scoped, place, place.qualifier);
    retireAfter(ctx, scoped, place);
    return { StatusCode: 204 } as never;
  }),
);

/** Writes a version and counts the blobs it uses; `previous` is what it replaces. */
export async function putVersion(
  ctx: Ctx,
  tx: Tx,
  row: VersionRow,
  previous?: Readonly<VersionRow>,
): Promise<void> {
  for (const blob of blobsOf(row)) await tx.blobs.keep(blob);
  await tx.version.put(row);
  if (row.version === "$LATEST")
    tx.afterCommit(() => ctx.background(() => runnerOf(ctx.kernel).prepare(row.configuration)));
  if (previous !== undefined) for (const blob of blobsOf(previous)) await tx.blobs.drop(blob);
}

/** Layers stay usable by the functions that have them after their own removal, as on AWS. */
const blobsOf = (row: Readonly<VersionRow>): string[] => [
  row.configuration.code.blob,
  ...row.configuration.layers.map((layer) => layer.blob),
];

async function removeFunction(ctx: Ctx, tx: Tx, place: Place): Promise<void> {
  const functionName = place.name;
  for (const row of await tx.version.list({ where: { functionName } })) {
    for (const blob of blobsOf(row)) await tx.blobs.drop(blob);
    await tx.version.remove({ functionName, version: row.version });
  }
  for (const row of await tx.alias.list({ where: { functionName } }))
    await tx.alias.remove({ functionName, name: row.name });
  for (const row of await tx.policy.list({ where: { functionName } }))
    await tx.policy.remove({ functionName, qualifier: row.qualifier });
  for (const table of [tx.url, tx.invokeConfig, tx.provisioned])
    await table.removeAll({ functionName });
  await tx.function.remove({ name: functionName });
  tx.afterCommit(() => ctx.signals.wake("lambda:mappings"));
}

async function removeVersion(tx: Tx, place: Place, version: string): Promise<void> {
  if (!isNumber(version))
    throw version === "$LATEST"
      ? invalid("$LATEST version cannot be deleted without deleting the function.")
      : invalid(`Deletion of aliases is not currently supported.`);
  const functionName = place.name;
  const aliases = await tx.alias.list({ where: { functionName } });
  const using = aliases.filter(
    (alias) => alias.version === version || alias.weights?.[version] !== undefined,
  );
  if (using.length > 0)
    throw versionInUse(functionArn(place, version), using.map((a) => a.name).join(", "));
  const row = await tx.version.find({ functionName, version });
  if (row === undefined) return;
  for (const blob of blobsOf(row)) await tx.blobs.drop(blob);
  await tx.version.remove({ functionName, version });
  await tx.policy.remove({ functionName, qualifier: version });
}

/** Environments of what was changed end; those at work end when they are done. */
function retireAfter(ctx: Ctx, tx: Tx, place: Place): void {
  tx.afterCommit(() => ctx.background(() => runnerOf(ctx.kernel).retire(place)));
}

async function latest(tx: Tx, place: Place): Promise<Readonly<VersionRow>> {
  await functionAt(tx, place);
  return versionAt(tx, place, "$LATEST");
}

async function versionBy(tx: Tx, place: Place): Promise<Readonly<VersionRow>> {
  const { qualifier } = place;
  if (qualifier === undefined || qualifier === "$LATEST" || isNumber(qualifier))
    return versionAt(tx, place);
  const alias = await aliasAt(tx, place, qualifier);
  return versionAt(tx, place, alias.version);
}

export function checkRevision(row: Readonly<VersionRow>, given: string | undefined): void {
  if (given !== undefined && given !== row.configuration.revisionId) throw revisionDiffers();
}

/** @throws Fault when roles are enforced and this one cannot be assumed. */
async function checkRole(ctx: Ctx, role: string): Promise<void> {
  if (ctx.kernel.options.iam !== "enforce") return;
  try {
    const principal = servicePrincipal("lambda.amazonaws.com", ctx.account);
    await ctx.call(
      "sts",
      "AssumeRole",
      { RoleArn: role, RoleSessionName: "lambda" },
      { principal },
    );
  } catch (error) {
    throw error instanceof Fault ? roleRefused() : error;
  }
}

async function layersAt(
  ctx: Ctx,
  tx: Tx,
  arns: readonly string[],
): Promise<Configuration["layers"]> {
  checkLayers(arns);
  const out: Configuration["layers"] = [];
  for (const arn of arns) {
    const { account, region, layer, version } = parseLayerArn(arn);
    const row = await tx.at(account, region).layerVersion.find({ layer, version });
    if (row === undefined || region !== ctx.region) throw layerMissing(arn);
    out.push({ arn, codeSize: row.code.sizeBytes, blob: row.code.blob });
  }
  return out;
}
