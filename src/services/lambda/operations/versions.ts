/** Published versions and aliases. */
import { aliasExists, functionMissing, invalid, revisionDiffers } from "../errors.ts";
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
import { shown } from "../configuration.ts";
import { PAGE } from "../limits.ts";
import { type AliasRow, on, type VersionRow } from "../tables.ts";
import { checkRevision, putVersion } from "./functions.ts";

export const PublishVersion = on("PublishVersion", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    await functionAt(scoped, place);
    const row = await versionAt(scoped, place, "$LATEST");
    checkRevision(row, input.RevisionId);
    if (
      input.CodeSha256 !== undefined &&
      input.CodeSha256 !== "" &&
      input.CodeSha256 !== row.configuration.code.sha256
    )
      throw invalid(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${row.configuration.code.sha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    return shown(place, await publish(ctx, scoped, place, input.Description), true);
  }),
);

/** Makes a version of $LATEST, or gives the last one when nothing changed since. */
export async function publish(
  ctx: Ctx,
  tx: Tx,
  place: Place,
  description: string | undefined,
): Promise<Readonly<VersionRow>> {
  const row = await functionAt(tx, place);
  const { configuration } = await versionAt(tx, place, "$LATEST");
  const last = await lastPublished(tx, place);
  if (last !== undefined && sameBut(last.configuration, configuration, description)) return last;
  const next: VersionRow = {
    functionName: place.name,
    version: String(row.nextVersion),
    sequence: row.nextVersion,
    configuration: {
      ...configuration,
      description: description || configuration.description,
      revisionId: ctx.chance.uuid(),
    },
  };
  await putVersion(ctx, tx, next);
  await tx.function.put({ ...row, nextVersion: row.nextVersion + 1 });
  return next;
}

async function lastPublished(tx: Tx, place: Place): Promise<Readonly<VersionRow> | undefined> {
  const rows = await tx.version.list({ where: { functionName: place.name } });
  const published = rows.filter((row) => row.sequence > 0).sort((a, b) => b.sequence - a.sequence);
  return published[0];
}

/** Whether publishing again would make the same version: only the times and ids differ. */
function sameBut(
  a: VersionRow["configuration"],
  b: VersionRow["configuration"],
  description: string | undefined,
): boolean {
  const bare = (c: VersionRow["configuration"]) =>
    JSON.stringify({ ...c, revisionId: "", description: "", modifiedAt: 0 });
  return (
    bare(a) === bare(b) &&
    (description === undefined || description === "" || description === a.description)
  );
}

export const ListVersionsByFunction = on("ListVersionsByFunction", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    await functionAt(scoped, place);
    const rows = [...(await scoped.version.list({ where: { functionName: place.name } }))].sort(
      (a, b) => a.sequence - b.sequence,
    );
    const { items, next } = paged(
      rows,
      (v) => v.version,
      input.Marker,
      Math.min(input.MaxItems ?? PAGE, PAGE),
    );
    return {
      Versions: items.map((v) => shown({ ...place, qualifier: undefined }, v, true)),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  }),
);

export const CreateAlias = on("CreateAlias", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    await functionAt(scoped, place);
    if (isNumber(input.Name))
      throw invalid(
        `Value '${input.Name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)`,
      );
    const known = await scoped.alias.find({ functionName: place.name, name: input.Name });
    if (known !== undefined) throw aliasExists(functionArn(place, input.Name));
    const row: AliasRow = {
      functionName: place.name,
      name: input.Name,
      version: input.FunctionVersion,
      description: input.Description ?? "",
      revisionId: ctx.chance.uuid(),
    };
    await setWeights(scoped, place, row, input.RoutingConfig?.AdditionalVersionWeights);
    await scoped.alias.put(row);
    return shownAlias(place, row);
  }),
);

export const UpdateAlias = on("UpdateAlias", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    const current = await aliasAt(scoped, place, input.Name);
    if (input.RevisionId !== undefined && input.RevisionId !== current.revisionId)
      throw revisionDiffers();
    const row: AliasRow = {
      ...current,
      version: input.FunctionVersion ?? current.version,
      description: input.Description ?? current.description,
      revisionId: ctx.chance.uuid(),
    };
    await setWeights(
      scoped,
      place,
      row,
      input.RoutingConfig === undefined
        ? current.weights
        : input.RoutingConfig.AdditionalVersionWeights,
    );
    await scoped.alias.put(row);
    return shownAlias(place, row);
  }),
);

export const GetAlias = on("GetAlias", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    return shownAlias(place, await aliasAt(at(ctx, tx, place), place, input.Name));
  }),
);

export const DeleteAlias = on("DeleteAlias", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    const key = { functionName: place.name, qualifier: input.Name };
    await scoped.alias.remove({ functionName: place.name, name: input.Name });
    for (const table of [scoped.policy, scoped.url, scoped.invokeConfig, scoped.provisioned])
      await table.remove(key);
    return {};
  }),
);

export const ListAliases = on("ListAliases", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    await functionAt(scoped, place);
    const rows = (
      await scoped.alias.list({ where: { functionName: place.name }, order: ["name"] })
    ).filter(
      (alias) =>
        input.FunctionVersion === undefined ||
        alias.version === input.FunctionVersion ||
        alias.weights?.[input.FunctionVersion] !== undefined,
    );
    const { items, next } = paged(
      rows,
      (alias) => alias.name,
      input.Marker,
      Math.min(input.MaxItems ?? PAGE, PAGE),
    );
    return {
      Aliases: items.map((row) => shownAlias(place, row)),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  }),
);

async function setWeights(
  tx: Tx,
  place: Place,
  row: AliasRow,
  weights: Readonly<Record<string, number>> | undefined,
): Promise<void> {
  if ((await tx.version.find({ functionName: place.name, version: row.version })) === undefined)
    throw functionMissing(functionArn(place, row.version));
  delete row.weights;
  const entries = Object.entries(weights ?? {});
  if (entries.length === 0) return;
  if (entries.length > 1)
    throw invalid("Number of items in AdditionalVersionWeights cannot be greater than 1");
  const [version, weight] = entries[0]!;
  if (weight < 0 || weight > 1)
    throw invalid(
      `Value '{${version}=${weight}}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0]`,
    );
  if (row.version === "$LATEST" || version === "$LATEST")
    throw invalid("$LATEST is not supported for an alias pointing to more than 1 version");
  if (version === row.version)
    throw invalid(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  if ((await tx.version.find({ functionName: place.name, version })) === undefined)
    throw functionMissing(functionArn(place, version));
  row.weights = { [version]: weight };
}

function shownAlias(place: Place, row: Readonly<AliasRow>) {
  return {
    AliasArn: functionArn(place, row.name),
    Name: row.name,
    FunctionVersion: row.version,
    Description: row.description,
    ...(row.weights === undefined
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: row.weights } }),
    RevisionId: row.revisionId,
  };
}
