/** Code bindings. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema-code-bindings.html */
import { notImplemented } from "#aws/fault";
import type { DescribeCodeBindingResponse } from "#aws/generated/types/schemas";
import { isBindable } from "#languages/code-binding/binding";
import { bindingId } from "../due.ts";
import { badRequest, conflict, missing } from "../errors.ts";
import { type Ctx, registryAt, type Tx, versionAt } from "../registries.ts";
import { type BindingRow, on } from "../tables.ts";

interface Input {
  readonly RegistryName: string;
  readonly SchemaName: string;
  readonly SchemaVersion?: string;
  readonly Language: string;
}

/** @throws Fault BadRequest for what is no language of AWS's. */
function checkLanguage(language: string): void {
  if (language === "Java8") throw notImplemented("schemas:PutCodeBinding with Language Java8");
  if (!isBindable(language))
    throw badRequest("Language must be one of Java8, Python36, TypeScript3, Go1.");
}

/** The key of a binding that may be there, and the transaction over its rows. */
async function keyOf(ctx: Ctx, tx: Tx, input: Input) {
  const registry = await registryAt(ctx, tx, input.RegistryName);
  const { schema, version } = await versionAt(registry, input.SchemaName, input.SchemaVersion);
  const key = { registry: registry.row.name, schema, version, language: input.Language };
  return { own: registry.tx, key };
}

/** @throws Fault NotFound. */
async function bindingAt(ctx: Ctx, tx: Tx, input: Input): Promise<Readonly<BindingRow>> {
  checkLanguage(input.Language);
  const { own, key } = await keyOf(ctx, tx, input);
  const row = await own.binding.find(key);
  if (row === undefined)
    throw missing(`Code binding in ${key.language} of schema ${key.schema} does not exist.`);
  return row;
}

/** It is made beside the request. */
export const PutCodeBinding = on("PutCodeBinding", (ctx, input) => {
  checkLanguage(input.Language);
  return ctx.update(async (tx) => {
    const { own, key } = await keyOf(ctx, tx, input);
    const row: BindingRow = {
      ...key,
      status: "CREATE_IN_PROGRESS",
      createdAt: ctx.now,
      modifiedAt: ctx.now,
    };
    const known = await own.binding.find(key);
    if (known !== undefined && known.status !== "CREATE_FAILED")
      throw conflict(`Code binding in ${key.language} of schema ${key.schema} already exists.`);
    await own.binding.put(row);
    await own.due.set("generate", bindingId(key), ctx.now);
    return shown(row);
  });
});

export const DescribeCodeBinding = on("DescribeCodeBinding", (ctx, input) =>
  ctx.view(async (tx) => shown(await bindingAt(ctx, tx, input))),
);

export const GetCodeBindingSource = on("GetCodeBindingSource", (ctx, input) =>
  ctx.view(async (tx) => {
    const { archive, schema } = await bindingAt(ctx, tx, input);
    if (archive === undefined)
      throw missing(`Code binding in ${input.Language} of schema ${schema} has no source.`);
    return { Body: archive };
  }),
);

function shown(row: Readonly<BindingRow>): DescribeCodeBindingResponse {
  return {
    CreationDate: row.createdAt,
    LastModified: row.modifiedAt,
    SchemaVersion: String(row.version),
    Status: row.status,
  };
}
