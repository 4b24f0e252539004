/** Finding registries, schemas and versions inside a transaction; AWS's own are in no table. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { forbidden, registryMissing, schemaMissing, versionMissing } from "./errors.ts";
import { MANAGED, managedRegistry, managedSchemas } from "./managed.ts";
import type { RegistryRow, SchemaRow, tables, VersionRow } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

/** The registry of discovered schemas; it is there once something may be discovered. */
export const DISCOVERED = "discovered-schemas";

export interface Place {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

export interface Registry {
  readonly place: Place;
  /** The transaction over the rows of the registry's account and region. */
  readonly tx: Tx;
  readonly row: Readonly<RegistryRow>;
}

/** A registry by its name, or by its ARN where it is another account's. */
export function registryPlace(ctx: Ctx, nameOrArn: string): Place {
  const found = /^arn:[\w-]+:schemas:([\w-]+):(\d*):registry\/(.+)$/.exec(nameOrArn);
  if (found === null) return { account: ctx.account, region: ctx.region, name: nameOrArn };
  const [, region = "", account = "", name = ""] = found;
  return { account: account || ctx.account, region, name };
}

/** What is AWS's has no account. */
const accountOf = ({ account, name }: Place): string => (name === MANAGED ? "" : account);

export const registryArn = (ctx: Ctx, place: Place): string =>
  ctx.arn("schemas", `registry/${place.name}`, place.region, accountOf(place));

export const schemaArn = (ctx: Ctx, place: Place, schema: string): string =>
  ctx.arn("schemas", `schema/${place.name}/${schema}`, place.region, accountOf(place));

/** @throws Fault NotFound. */
export async function registryAt(ctx: Ctx, tx: Tx, nameOrArn: string): Promise<Registry> {
  const place = registryPlace(ctx, nameOrArn);
  const own = tx.at(place.account, place.region);
  const row =
    place.name === MANAGED ? managedRegistry : await own.registry.find({ name: place.name });
  if (row === undefined) throw registryMissing(place.name);
  return { place, tx: own, row };
}

/** A registry that is to be changed. @throws Fault NotFound, Forbidden for AWS's. */
export async function ownRegistryAt(ctx: Ctx, tx: Tx, nameOrArn: string): Promise<Registry> {
  const registry = await registryAt(ctx, tx, nameOrArn);
  if (registry.row.name === MANAGED)
    throw forbidden("You cannot change the registry aws.events, which is managed by AWS.");
  return registry;
}

export async function schemasOf({ tx, row }: Registry): Promise<readonly Readonly<SchemaRow>[]> {
  if (row.name === MANAGED) return managedSchemas.map(({ schema }) => schema);
  return tx.schema.list({ where: { registry: row.name } });
}

/** @throws Fault NotFound. */
export async function schemaAt({ tx, row }: Registry, name: string): Promise<Readonly<SchemaRow>> {
  const found =
    row.name === MANAGED
      ? managedSchemas.find(({ schema }) => schema.name === name)?.schema
      : await tx.schema.find({ registry: row.name, name });
  if (found === undefined) throw schemaMissing(name);
  return found;
}

/** In their order; none for a schema that is not there. */
export async function versionsOf(
  { tx, row }: Registry,
  schema: string,
): Promise<readonly Readonly<VersionRow>[]> {
  if (row.name === MANAGED)
    return managedSchemas.filter((one) => one.schema.name === schema).map(({ version }) => version);
  return tx.version.list({ where: { registry: row.name, schema } });
}

/** A version by its number, the newest when none is given. @throws Fault NotFound. */
export async function versionAt(
  registry: Registry,
  schema: string,
  version: string | undefined,
): Promise<Readonly<VersionRow>> {
  await schemaAt(registry, schema);
  const { tx, row } = registry;
  if (version !== undefined && !/^\d{1,9}$/.test(version)) throw versionMissing(schema, version);
  const where = {
    registry: row.name,
    schema,
    ...(version === undefined ? {} : { version: Number(version) }),
  };
  const [found] =
    row.name === MANAGED
      ? (await versionsOf(registry, schema)).filter((one) => (where.version ?? 1) === one.version)
      : await tx.version.list({ where, descending: true, limit: 1 });
  if (found === undefined) throw versionMissing(schema, version ?? "");
  return found;
}
