/** Schemas and their versions. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema.html */
import type { CreateSchemaResponse } from "#aws/generated/types/schemas";
import { MalformedSchema, readSchema } from "#languages/event-schema/check";
import type { SchemaType } from "#languages/event-schema/document";
import { draft4Of } from "#languages/event-schema/export";
import { badRequest, forbidden, notExportable, schemaExists } from "../errors.ts";
import { DISCOVERED_SCHEMAS } from "../limits.ts";
import { digestOf, MANAGED } from "../managed.ts";
import { pageOf } from "../paging.ts";
import {
  type Ctx,
  DISCOVERED,
  ownRegistryAt,
  type Registry,
  registryAt,
  schemaArn,
  schemaAt,
  schemasOf,
  versionAt,
  versionsOf,
} from "../registries.ts";
import { on, type SchemaRow, type VersionRow } from "../tables.ts";
import { addVersion, removeVersions } from "../versions.ts";

export const CreateSchema = on("CreateSchema", (ctx, input) => {
  const { SchemaName: name, Content: content, Type: type } = input;
  if (!/^[\w.@-]{1,385}$/.test(name))
    throw badRequest(
      "SchemaName must have 1 to 385 characters: letters, digits, dots, hyphens, underscores and @.",
    );
  check(content, type);
  return ctx.update(async (tx) => {
    const registry = await ownRegistryAt(ctx, tx, input.RegistryName);
    const key = { registry: registry.row.name, name };
    if ((await registry.tx.schema.find(key)) !== undefined) throw schemaExists(name);
    if (
      key.registry === DISCOVERED &&
      (await registry.tx.schema.count({ registry: DISCOVERED })) >= DISCOVERED_SCHEMAS
    )
      throw forbidden(`You have the most discovered schemas you may, ${DISCOVERED_SCHEMAS}.`);
    const row: SchemaRow = {
      ...key,
      tags: input.Tags ?? {},
      lastVersion: 0,
      modifiedAt: ctx.now,
      ...(input.Description === undefined ? {} : { description: input.Description }),
    };
    const { schema, version } = await addVersion(ctx, registry, row, type, content);
    return shown(ctx, registry, schema, version);
  });
});

/** @throws Fault BadRequest. */
function check(content: string, type: SchemaType): void {
  try {
    readSchema(content, type);
  } catch (error) {
    // AWS's words were not found.
    if (error instanceof MalformedSchema)
      throw badRequest(`Content is not a valid ${type} schema: ${error.message}`);
    throw error;
  }
}

/** A content that the newest version has makes no other. */
export const UpdateSchema = on("UpdateSchema", (ctx, input) =>
  ctx.update(async (tx) => {
    const registry = await ownRegistryAt(ctx, tx, input.RegistryName);
    const current = await schemaAt(registry, input.SchemaName);
    const newest = await versionAt(registry, input.SchemaName, undefined);
    const type = input.Type ?? newest.type;
    const content = input.Content ?? newest.content;
    check(content, type);
    const row = {
      ...current,
      ...(input.Description === undefined ? {} : { description: input.Description }),
    };
    if (type !== newest.type || digestOf(content) !== newest.digest) {
      const { schema, version } = await addVersion(ctx, registry, row, type, content);
      return shown(ctx, registry, schema, version);
    }
    const schema = row.description === current.description ? row : { ...row, modifiedAt: ctx.now };
    await registry.tx.schema.put(schema);
    return shown(ctx, registry, schema, newest);
  }),
);

export const DescribeSchema = on("DescribeSchema", (ctx, input) =>
  ctx.view(async (tx) => {
    const registry = await registryAt(ctx, tx, input.RegistryName);
    const schema = await schemaAt(registry, input.SchemaName);
    const version = await versionAt(registry, schema.name, input.SchemaVersion);
    return { ...shown(ctx, registry, schema, version), Content: version.content };
  }),
);

export const DeleteSchema = on("DeleteSchema", (ctx, input) =>
  ctx.update(async (tx) => {
    const registry = await ownRegistryAt(ctx, tx, input.RegistryName);
    const { name } = await schemaAt(registry, input.SchemaName);
    await removeVersions(registry, name);
    await registry.tx.schema.remove({ registry: registry.row.name, name });
    return {};
  }),
);

/** With its last version a schema is gone. */
export const DeleteSchemaVersion = on("DeleteSchemaVersion", (ctx, input) =>
  ctx.update(async (tx) => {
    const registry = await ownRegistryAt(ctx, tx, input.RegistryName);
    const { schema, version } = await versionAt(registry, input.SchemaName, input.SchemaVersion);
    await removeVersions(registry, schema, version);
    if ((await registry.tx.version.count({ registry: registry.row.name, schema })) === 0)
      await registry.tx.schema.remove({ registry: registry.row.name, name: schema });
    return {};
  }),
);

export const ListSchemas = on("ListSchemas", (ctx, input) =>
  ctx.view(async (tx) => {
    const registry = await registryAt(ctx, tx, input.RegistryName);
    const all = (await schemasOf(registry)).filter(({ name }) =>
      name.startsWith(input.SchemaNamePrefix ?? ""),
    );
    const { rows, next } = pageOf(all, ({ name }) => name, input);
    const Schemas = [];
    for (const row of rows)
      Schemas.push({
        LastModified: row.modifiedAt,
        SchemaArn: schemaArn(ctx, registry.place, row.name),
        SchemaName: row.name,
        Tags: row.tags,
        VersionCount: (await versionsOf(registry, row.name)).length,
      });
    return { Schemas, ...next };
  }),
);

export const ListSchemaVersions = on("ListSchemaVersions", (ctx, input) =>
  ctx.view(async (tx) => {
    const registry = await registryAt(ctx, tx, input.RegistryName);
    const { name } = await schemaAt(registry, input.SchemaName);
    const all = await versionsOf(registry, name);
    // Numbers of one length are in the order of their texts.
    const { rows, next } = pageOf(all, ({ version }) => String(version).padStart(9, "0"), input);
    const SchemaVersions = rows.map(({ version, type }) => ({
      SchemaArn: schemaArn(ctx, registry.place, name),
      SchemaName: name,
      SchemaVersion: String(version),
      Type: type,
    }));
    return { SchemaVersions, ...next };
  }),
);

/** AWS exports what is its own or was discovered, as draft 4; its answers leave SchemaArn out. */
export const ExportSchema = on("ExportSchema", (ctx, input) =>
  ctx.view(async (tx) => {
    if (input.Type !== "JSONSchemaDraft4")
      throw badRequest("Schemas are exported as JSONSchemaDraft4 only.");
    const registry = await registryAt(ctx, tx, input.RegistryName);
    if (registry.row.name !== MANAGED && registry.row.name !== DISCOVERED) throw notExportable();
    const found = await versionAt(registry, input.SchemaName, input.SchemaVersion);
    const content =
      found.type === "OpenApi3"
        ? JSON.stringify(draft4Of(readSchema(found.content, found.type)))
        : found.content;
    return {
      Content: content,
      SchemaName: found.schema,
      SchemaVersion: String(found.version),
      Type: "JSONSchemaDraft4",
    };
  }),
);

function shown(
  ctx: Ctx,
  { place }: Registry,
  schema: Readonly<SchemaRow>,
  version: Readonly<VersionRow>,
): CreateSchemaResponse {
  return {
    LastModified: schema.modifiedAt,
    SchemaArn: schemaArn(ctx, place, schema.name),
    SchemaName: schema.name,
    SchemaVersion: String(version.version),
    Tags: schema.tags,
    Type: version.type,
    VersionCreatedDate: version.createdAt,
    ...(schema.description === undefined ? {} : { Description: schema.description }),
  };
}
