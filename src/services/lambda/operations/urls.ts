/** Function URLs. */
import { invalid, resourceMissing, urlExists } from "../errors.ts";
import {
  at,
  type Ctx,
  functionArn,
  functionAt,
  isNumber,
  paged,
  type Place,
  placeOf,
  targetAt,
  type Tx,
} from "../functions.ts";
import { lambdaTime } from "../configuration.ts";
import { PAGE } from "../limits.ts";
import { type Cors, on, type UrlRow } from "../tables.ts";

export const CreateFunctionUrlConfig = on("CreateFunctionUrlConfig", (ctx, input) =>
  ctx.update(async (tx) => {
    const { place, scoped, key } = await keyAt(ctx, tx, input.FunctionName, input.Qualifier);
    if ((await scoped.url.find(key)) !== undefined)
      throw urlExists(functionArn(place, place.qualifier));
    const row: UrlRow = {
      ...key,
      urlId: ctx.chance.alnum(32),
      authType: input.AuthType as UrlRow["authType"],
      invokeMode: (input.InvokeMode as UrlRow["invokeMode"]) ?? "BUFFERED",
      createdAt: ctx.now,
      modifiedAt: ctx.now,
      ...(input.Cors === undefined ? {} : { cors: input.Cors as Cors }),
    };
    await scoped.url.put(row);
    return shown(ctx, place, row);
  }),
);

export const GetFunctionUrlConfig = on("GetFunctionUrlConfig", (ctx, input) =>
  ctx.view(async (tx) => {
    const { place, row } = await urlAt(ctx, tx, input.FunctionName, input.Qualifier);
    return shown(ctx, place, row);
  }),
);

export const UpdateFunctionUrlConfig = on("UpdateFunctionUrlConfig", (ctx, input) =>
  ctx.update(async (tx) => {
    const { place, scoped, row } = await urlAt(ctx, tx, input.FunctionName, input.Qualifier);
    const next: UrlRow = {
      ...row,
      authType: (input.AuthType as UrlRow["authType"]) ?? row.authType,
      invokeMode: (input.InvokeMode as UrlRow["invokeMode"]) ?? row.invokeMode,
      modifiedAt: ctx.now,
    };
    if (input.Cors !== undefined) next.cors = input.Cors as Cors;
    await scoped.url.put(next);
    return shown(ctx, place, next);
  }),
);

export const DeleteFunctionUrlConfig = on("DeleteFunctionUrlConfig", (ctx, input) =>
  ctx.update(async (tx) => {
    const { scoped, row } = await urlAt(ctx, tx, input.FunctionName, input.Qualifier);
    await scoped.url.remove({ functionName: row.functionName, qualifier: row.qualifier });
    return {};
  }),
);

export const ListFunctionUrlConfigs = on("ListFunctionUrlConfigs", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = placeOf(ctx, input.FunctionName);
    const scoped = at(ctx, tx, place);
    await functionAt(scoped, place);
    const rows = await scoped.url.list({ where: { functionName: place.name } });
    const { items, next } = paged(
      rows,
      (row) => row.urlId,
      input.Marker,
      Math.min(input.MaxItems ?? PAGE, PAGE),
    );
    return {
      FunctionUrlConfigs: items.map((row) =>
        shown(ctx, { ...place, qualifier: row.qualifier || undefined }, row),
      ),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  }),
);

async function keyAt(ctx: Ctx, tx: Tx, named: string, qualifier: string | undefined) {
  const place = placeOf(ctx, named, qualifier);
  if (place.qualifier !== undefined && (isNumber(place.qualifier) || place.qualifier === "$LATEST"))
    throw invalid(
      `Value '${place.qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)`,
    );
  const scoped = at(ctx, tx, place);
  await targetAt(scoped, place, 1);
  return { place, scoped, key: { functionName: place.name, qualifier: place.qualifier ?? "" } };
}

async function urlAt(ctx: Ctx, tx: Tx, named: string, qualifier: string | undefined) {
  const { place, scoped, key } = await keyAt(ctx, tx, named, qualifier);
  const row = await scoped.url.find(key);
  if (row === undefined) throw resourceMissing();
  return { place, scoped, row };
}

/** `http://<id>.lambda-url.<region>.localhost:<port>/`: names under localhost lead here everywhere. */
export function urlOf(ctx: Pick<Ctx, "origin">, urlId: string, region: string): string {
  const { protocol, port } = new URL(ctx.origin);
  return `${protocol}//${urlId}.lambda-url.${region}.localhost${port === "" ? "" : `:${port}`}/`;
}

function shown(ctx: Ctx, place: Place, row: Readonly<UrlRow>) {
  return {
    FunctionUrl: urlOf(ctx, row.urlId, place.region),
    FunctionArn: functionArn(place, place.qualifier),
    AuthType: row.authType,
    ...(row.cors === undefined ? {} : { Cors: row.cors }),
    CreationTime: lambdaTime(row.createdAt),
    LastModifiedTime: lambdaTime(row.modifiedAt),
    InvokeMode: row.invokeMode,
  };
}
