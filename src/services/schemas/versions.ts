/** New versions of schemas, of which the default bus is told. */
import { isoSeconds } from "#base/iso-time";
import type { SchemaType } from "#languages/event-schema/document";
import { forbidden } from "./errors.ts";
import { VERSIONS } from "./limits.ts";
import { digestOf } from "./managed.ts";
import type { Ctx, Registry } from "./registries.ts";
import type { SchemaRow, VersionRow } from "./tables.ts";

/** @throws Fault Forbidden when the schema has as many versions as it may. */
export async function addVersion(
  ctx: Ctx,
  { tx, row: registry }: Registry,
  schema: SchemaRow,
  type: SchemaType,
  content: string,
): Promise<{ schema: SchemaRow; version: VersionRow }> {
  const key = { registry: registry.name, schema: schema.name };
  if ((await tx.version.count(key)) >= VERSIONS)
    throw forbidden(`Schema with name ${schema.name} has the most versions it may, ${VERSIONS}.`);
  const version: VersionRow = {
    ...key,
    version: schema.lastVersion + 1,
    type,
    content,
    digest: digestOf(content),
    createdAt: ctx.now,
  };
  const changed = { ...schema, lastVersion: version.version, modifiedAt: ctx.now };
  await tx.version.put(version);
  await tx.schema.put(changed);
  await tell(ctx, tx, version);
  return { schema: changed, version };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/event-reference.html#event-reference-schemas */
async function tell(ctx: Ctx, tx: Registry["tx"], version: VersionRow): Promise<void> {
  if (!ctx.kernel.services.has("events")) return;
  const { registry, schema } = version;
  const arn = ctx.arn("schemas", `schema/${registry}/${schema}`, ctx.region, "");
  const entry = {
    Source: "aws.schemas",
    Detail: JSON.stringify({
      SchemaName: schema,
      SchemaType: version.type,
      RegistryName: registry,
      CreationDate: isoSeconds(ctx.now),
      Version: String(version.version),
    }),
    Resources: [arn],
    Time: ctx.now,
  };
  const created = version.version === 1 ? [{ ...entry, DetailType: "Schema Created" }] : [];
  await tx.outbox.send({
    service: "events",
    operation: "PutEvents",
    as: "schemas.amazonaws.com",
    sourceArn: ctx.arn("schemas", `schema/${registry}/${schema}`),
    input: { Entries: [...created, { ...entry, DetailType: "Schema Version Created" }] },
  });
}

/** Removes versions of a schema, and what was made of them. */
export async function removeVersions(
  { tx, row }: Registry,
  schema: string,
  version?: number,
): Promise<void> {
  const where = {
    registry: row.name,
    schema,
    ...(version === undefined ? {} : { version }),
  };
  await tx.version.removeAll(where);
  await tx.binding.removeAll(where);
}
