/** Layers, their versions, and who may use them. */
import { codeLocation, takeCode } from "../code.ts";
import { lambdaTime } from "../configuration.ts";
import {
  invalid,
  noPolicy,
  resourceMissing,
  revisionDiffers,
  statementExists,
  statementMissing,
} from "../errors.ts";
import { type Ctx, paged, type Tx } from "../functions.ts";
import { layerArn, type LayerPlace, parseLayerArn } from "../layers.ts";
import { PAGE } from "../limits.ts";
import { type LayerVersionRow, on, type Statement } from "../tables.ts";

export const PublishLayerVersion = on("PublishLayerVersion", async (ctx, input) => {
  const place = layerPlace(ctx, input.LayerName);
  const code = await takeCode(ctx, input.Content, "layer");
  try {
    return await ctx.update(async (tx) => {
      const known = await tx.layer.find({ name: place.layer });
      const version = (known?.lastVersion ?? 0) + 1;
      await tx.layer.put({ name: place.layer, lastVersion: version });
      await tx.blobs.keep(code.blob);
      const row: LayerVersionRow = {
        layer: place.layer,
        version,
        code,
        createdAt: ctx.now,
        statements: [],
        revisionId: ctx.chance.uuid(),
        ...(input.Description === undefined ? {} : { description: input.Description }),
        ...(input.LicenseInfo === undefined ? {} : { license: input.LicenseInfo }),
        ...(input.CompatibleRuntimes === undefined
          ? {}
          : { runtimes: [...input.CompatibleRuntimes] }),
        ...(input.CompatibleArchitectures === undefined
          ? {}
          : { architectures: [...input.CompatibleArchitectures] }),
      };
      await tx.layerVersion.put(row);
      return shownWhole(ctx, place, row);
    });
  } finally {
    ctx.blobs.unpin(code.blob);
  }
});

export const GetLayerVersion = on("GetLayerVersion", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = layerPlace(ctx, input.LayerName);
    return shownWhole(ctx, place, await layerVersionAt(tx, place, input.VersionNumber));
  }),
);

export const GetLayerVersionByArn = on("GetLayerVersionByArn", (ctx, input) =>
  ctx.view(async (tx) => {
    const { version, ...place } = parseLayerArn(input.Arn);
    return shownWhole(ctx, place, await layerVersionAt(tx, place, version));
  }),
);

export const ListLayerVersions = on("ListLayerVersions", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = layerPlace(ctx, input.LayerName);
    const rows = (
      await tx.at(place.account, place.region).layerVersion.list({ where: { layer: place.layer } })
    )
      .filter((row) => fits(row, input.CompatibleRuntime, input.CompatibleArchitecture))
      .sort((a, b) => b.version - a.version);
    const { items, next } = paged(
      rows,
      (row) => String(row.version),
      input.Marker,
      Math.min(input.MaxItems ?? PAGE, PAGE),
    );
    return {
      LayerVersions: items.map((row) => shown(place, row)),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  }),
);

export const ListLayers = on("ListLayers", (ctx, input) =>
  ctx.view(async (tx) => {
    const latest: LayerVersionRow[] = [];
    for (const { name } of await tx.layer.list({ order: ["name"] })) {
      const versions = (await tx.layerVersion.list({ where: { layer: name } }))
        .filter((row) => fits(row, input.CompatibleRuntime, input.CompatibleArchitecture))
        .sort((a, b) => b.version - a.version);
      if (versions[0] !== undefined) latest.push(versions[0]);
    }
    const { items, next } = paged(
      latest,
      (row) => row.layer,
      input.Marker,
      Math.min(input.MaxItems ?? PAGE, PAGE),
    );
    return {
      Layers: items.map((row) => {
        const place = layerPlace(ctx, row.layer);
        return {
          LayerName: row.layer,
          LayerArn: layerArn(place),
          LatestMatchingVersion: shown(place, row),
        };
      }),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  }),
);

export const DeleteLayerVersion = on("DeleteLayerVersion", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = layerPlace(ctx, input.LayerName);
    const key = { layer: place.layer, version: input.VersionNumber };
    const row = await tx.layerVersion.find(key);
    if (row === undefined) return {};
    await tx.layerVersion.remove(key);
    await tx.blobs.drop(row.code.blob);
    return {};
  }),
);

export const AddLayerVersionPermission = on("AddLayerVersionPermission", (ctx, input) =>
  ctx.update(async (tx) => {
    const place = layerPlace(ctx, input.LayerName);
    const row = await layerVersionAt(tx, place, input.VersionNumber);
    if (input.RevisionId !== undefined && input.RevisionId !== row.revisionId)
      throw revisionDiffers();
    if (row.statements.some((statement) => statement.Sid === input.StatementId))
      throw statementExists(input.StatementId);
    const statement: Statement = {
      Sid: input.StatementId,
      Effect: "Allow",
      Principal:
        input.Principal === "*"
          ? "*"
          : {
              AWS: /^\d{12}$/.test(input.Principal)
                ? `arn:aws:iam::${input.Principal}:root`
                : input.Principal,
            },
      Action: input.Action,
      Resource: `${layerArn(place)}:${row.version}`,
      ...(input.OrganizationId === undefined
        ? {}
        : { Condition: { StringEquals: { "aws:PrincipalOrgID": input.OrganizationId } } }),
    };
    const revisionId = ctx.chance.uuid();
    await tx.layerVersion.put({ ...row, statements: [...row.statements, statement], revisionId });
    return { Statement: JSON.stringify(statement), RevisionId: revisionId };
  }),
);

export const RemoveLayerVersionPermission = on("RemoveLayerVersionPermission", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await layerVersionAt(tx, layerPlace(ctx, input.LayerName), input.VersionNumber);
    if (input.RevisionId !== undefined && input.RevisionId !== row.revisionId)
      throw revisionDiffers();
    const statements = row.statements.filter((statement) => statement.Sid !== input.StatementId);
    if (statements.length === row.statements.length) throw statementMissing(input.StatementId);
    await tx.layerVersion.put({ ...row, statements, revisionId: ctx.chance.uuid() });
    return {};
  }),
);

export const GetLayerVersionPolicy = on("GetLayerVersionPolicy", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await layerVersionAt(tx, layerPlace(ctx, input.LayerName), input.VersionNumber);
    if (row.statements.length === 0) throw noPolicy();
    return {
      Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: row.statements }),
      RevisionId: row.revisionId,
    };
  }),
);

function layerPlace(ctx: Ctx, named: string): LayerPlace {
  const arn = /^arn:[\w-]+:lambda:([\w-]+):(\d{12}):layer:([\w-]+)$/.exec(named);
  if (arn !== null) return { region: arn[1]!, account: arn[2]!, layer: arn[3]! };
  if (!/^[\w-]{1,140}$/.test(named))
    throw invalid(
      `1 validation error detected: Value '${named}' at 'layerName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+`,
    );
  return { account: ctx.account, region: ctx.region, layer: named };
}

async function layerVersionAt(
  tx: Tx,
  place: LayerPlace,
  version: number,
): Promise<Readonly<LayerVersionRow>> {
  const row = await tx
    .at(place.account, place.region)
    .layerVersion.find({ layer: place.layer, version });
  if (row === undefined) throw resourceMissing();
  return row;
}

const fits = (
  row: Readonly<LayerVersionRow>,
  runtime: string | undefined,
  architecture: string | undefined,
): boolean =>
  (runtime === undefined || row.runtimes === undefined || row.runtimes.includes(runtime)) &&
  (architecture === undefined ||
    row.architectures === undefined ||
    row.architectures.includes(architecture));

function shown(place: LayerPlace, row: Readonly<LayerVersionRow>) {
  return {
    LayerVersionArn: `${layerArn(place)}:${row.version}`,
    Version: row.version,
    CreatedDate: lambdaTime(row.createdAt),
    ...(row.description === undefined ? {} : { Description: row.description }),
    ...(row.license === undefined ? {} : { LicenseInfo: row.license }),
    ...(row.runtimes === undefined ? {} : { CompatibleRuntimes: row.runtimes as never }),
    ...(row.architectures === undefined
      ? {}
      : { CompatibleArchitectures: row.architectures as never }),
  };
}

function shownWhole(ctx: Ctx, place: LayerPlace, row: Readonly<LayerVersionRow>) {
  return {
    ...shown(place, row),
    LayerArn: layerArn(place),
    Content: {
      Location: codeLocation(ctx, row.code.blob),
      CodeSha256: row.code.sha256,
      CodeSize: row.code.sizeBytes,
    },
  };
}
