/** Searching schemas by words. */
import { keyIn, tokenOf } from "#kernel/pages";
import { badRequest } from "../errors.ts";
import { pageSize } from "../paging.ts";
import { registryAt, schemaArn, schemasOf, versionsOf } from "../registries.ts";
import { on, type SchemaRow, type VersionRow } from "../tables.ts";

/** Schemas that have one of the words in their name, their description or a version's content. */
export const SearchSchemas = on("SearchSchemas", (ctx, input) => {
  const words = input.Keywords.toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) throw badRequest("Keywords must be given.");
  const size = pageSize(input.Limit);
  return ctx.view(async (tx) => {
    const registry = await registryAt(ctx, tx, input.RegistryName);
    const after = keyIn(input.NextToken) ?? "";
    const Schemas = [];
    for (const schema of await schemasOf(registry)) {
      if (schema.name <= after) continue;
      const found = matching(words, schema, await versionsOf(registry, schema.name));
      if (found.length === 0) continue;
      if (Schemas.length === size)
        return { Schemas, NextToken: tokenOf(Schemas.at(-1)!.SchemaName) };
      Schemas.push({
        RegistryName: registry.row.name,
        SchemaArn: schemaArn(ctx, registry.place, schema.name),
        SchemaName: schema.name,
        SchemaVersions: found.map(({ version, type, createdAt }) => ({
          SchemaVersion: String(version),
          Type: type,
          CreatedDate: createdAt,
        })),
      });
    }
    return { Schemas };
  });
});

function matching(
  words: readonly string[],
  { name, description = "" }: Readonly<SchemaRow>,
  versions: readonly Readonly<VersionRow>[],
): readonly Readonly<VersionRow>[] {
  const has = (text: string): boolean => {
    const lower = text.toLowerCase();
    return words.some((word) => lower.includes(word));
  };
  if (has(name) || has(description)) return versions;
  return versions.filter(({ content }) => has(content));
}
