/** Code bindings are made once they are asked for, beside the request. */
import { zipSync } from "fflate";
import { CannotBind, codeBinding } from "#languages/code-binding/binding";
import { readSchema } from "#languages/event-schema/check";
import { type Ctx, registryAt, versionAt } from "./registries.ts";
import type { BindingRow, VersionRow } from "./tables.ts";

type Key = Pick<BindingRow, "registry" | "schema" | "version" | "language">;

/** The name of a binding's deadline. */
export const bindingId = ({ registry, schema, version, language }: Key): string =>
  JSON.stringify([registry, schema, version, language]);

/** Makes the binding whose time has come, unless its schema is gone. */
export async function generate(ctx: Ctx, id: string): Promise<void> {
  const [registry, schema, version, language] = JSON.parse(id) as [string, string, number, string];
  const key = { registry, schema, version, language };
  const source = await ctx.view(async (tx) => {
    if ((await tx.binding.find(key)) === undefined) return undefined;
    const at = await registryAt(ctx, tx, registry);
    return versionAt(at, schema, String(version));
  });
  if (source === undefined) return;
  const archive = archiveOf(ctx, source, language);
  await ctx.update(async (tx) => {
    const row = await tx.binding.find(key);
    if (row === undefined) return;
    const made =
      archive === undefined
        ? ({ status: "CREATE_FAILED" } as const)
        : ({ status: "CREATE_COMPLETE", archive } as const);
    await tx.binding.put({ ...row, ...made, modifiedAt: ctx.now });
  });
}

/** The zip of the sources; undefined for a schema that the language has no words for. */
function archiveOf(
  ctx: Ctx,
  { schema, content, type }: Readonly<VersionRow>,
  language: string,
): Uint8Array | undefined {
  try {
    const files = codeBinding(readSchema(content, type), schema, language);
    const bytes = [...files].map(([path, text]) => [path, Buffer.from(text)] as const);
    return zipSync(Object.fromEntries(bytes), { mtime: ctx.now });
  } catch (error) {
    if (error instanceof CannotBind) return undefined;
    throw error;
  }
}
