/** Finding functions, versions and aliases by the many ways in which they are named. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { aliasMissing, functionMissing, invalid } from "./errors.ts";
import type { AliasRow, FunctionRow, tables, VersionRow } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export interface Place {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Version or alias, where the name carries one. */
  readonly qualifier: string | undefined;
}

const ARN = /^arn:[\w-]+:lambda:([\w-]+):(\d{12}):function:([\w-]+)(?::(\$LATEST|[\w-]+))?$/;
const PARTIAL = /^(?:(\d{12}):)?(?:function:)?([\w-]+)(?::(\$LATEST|[\w-]+))?$/;

/** Where a name, partial ARN or ARN points. @throws Fault for one that names nothing. */
export function placeOf(ctx: Ctx, named: string, qualifier?: string): Place {
  const arn = ARN.exec(named);
  if (arn !== null) {
    const [, region = "", account = "", name = "", own] = arn;
    return { account, region, name, qualifier: agreed(own, qualifier) };
  }
  const partial = PARTIAL.exec(named);
  if (partial === null)
    throw invalid(
      `1 validation error detected: Value '${named}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
    );
  const [, account = ctx.account, name = "", own] = partial;
  return { account, region: ctx.region, name, qualifier: agreed(own, qualifier) };
}

function agreed(own: string | undefined, given: string | undefined): string | undefined {
  if (own !== undefined && given !== undefined && given !== "" && own !== given)
    throw invalid(
      "The derived qualifier from the function name does not match the specified qualifier.",
    );
  return own ?? (given === "" ? undefined : given);
}

export function functionArn(
  place: Pick<Place, "account" | "region" | "name">,
  qualifier?: string,
): string {
  const arn = `arn:aws:lambda:${place.region}:${place.account}:function:${place.name}`;
  return qualifier === undefined || qualifier === "" ? arn : `${arn}:${qualifier}`;
}

/** The same transaction over the place's rows. */
export function at(ctx: Ctx, tx: Tx, place: Place): Tx {
  return place.account === ctx.account && place.region === ctx.region
    ? tx
    : tx.at(place.account, place.region);
}

/** @throws Fault ResourceNotFoundException. */
export async function functionAt(tx: Tx, place: Place): Promise<Readonly<FunctionRow>> {
  const row = await tx.function.find({ name: place.name });
  if (row === undefined) throw functionMissing(functionArn(place, place.qualifier));
  return row;
}

/** A version by its number, "$LATEST" or nothing. @throws Fault ResourceNotFoundException. */
export async function versionAt(
  tx: Tx,
  place: Place,
  version = place.qualifier ?? "$LATEST",
): Promise<Readonly<VersionRow>> {
  const row = await tx.version.find({ functionName: place.name, version });
  if (row === undefined)
    throw functionMissing(functionArn(place, version === "$LATEST" ? undefined : version));
  return row;
}

/** @throws Fault ResourceNotFoundException. */
export async function aliasAt(tx: Tx, place: Place, name: string): Promise<Readonly<AliasRow>> {
  const row = await tx.alias.find({ functionName: place.name, name });
  if (row === undefined) throw aliasMissing(functionArn(place, name));
  return row;
}

export interface Target {
  readonly place: Place;
  readonly function: Readonly<FunctionRow>;
  readonly version: Readonly<VersionRow>;
}

export const isNumber = (qualifier: string): boolean => /^\d+$/.test(qualifier);

/**
 * What an invocation of a place runs: an alias is resolved, by chance where it weighs versions.
 * @throws Fault ResourceNotFoundException.
 */
export async function targetAt(tx: Tx, place: Place, fraction: number): Promise<Target> {
  const row = await functionAt(tx, place);
  const { qualifier } = place;
  if (qualifier === undefined || qualifier === "$LATEST" || isNumber(qualifier))
    return { place, function: row, version: await versionAt(tx, place) };
  const alias = await tx.alias.find({ functionName: place.name, name: qualifier });
  if (alias === undefined) throw functionMissing(functionArn(place, qualifier));
  return { place, function: row, version: await versionAt(tx, place, chosen(alias, fraction)) };
}

/** The version of an alias that falls to `fraction` (0 to 1). */
export function chosen(alias: Readonly<AliasRow>, fraction: number): string {
  let passed = 0;
  for (const [version, weight] of Object.entries(alias.weights ?? {})) {
    passed += weight;
    if (fraction < passed) return version;
  }
  return alias.version;
}

/** A page of an ordered list, by the name of its first item in the marker. */
export function paged<T>(
  all: readonly T[],
  nameOf: (item: T) => string,
  marker: string | undefined,
  most: number,
): { items: T[]; next: string | undefined } {
  let start = 0;
  if (marker !== undefined && marker !== "") {
    const from = Buffer.from(marker, "base64").toString();
    start = all.findIndex((item) => nameOf(item) === from);
    if (start < 0) throw invalid("Invalid marker");
  }
  const items = all.slice(start, start + most);
  const following = all[start + most];
  return {
    items,
    next: following === undefined ? undefined : Buffer.from(nameOf(following)).toString("base64"),
  };
}
