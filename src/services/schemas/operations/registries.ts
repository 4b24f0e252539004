/** Registries. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema-registry.html */
import type { DescribeRegistryResponse } from "#aws/generated/types/schemas";
import { badRequest, forbidden, registryExists } from "../errors.ts";
import { REGISTRIES } from "../limits.ts";
import { MANAGED, managedRegistry } from "../managed.ts";
import { pageOf } from "../paging.ts";
import {
  type Ctx,
  ownRegistryAt,
  type Place,
  registryArn,
  registryAt,
  registryPlace,
} from "../registries.ts";
import { on, type RegistryRow } from "../tables.ts";

export const CreateRegistry = on("CreateRegistry", (ctx, input) => {
  const name = input.RegistryName;
  if (!/^[\w.-]{1,64}$/.test(name))
    throw badRequest(
      "RegistryName must have 1 to 64 characters: letters, digits, dots, hyphens and underscores.",
    );
  return ctx.update(async (tx) => {
    if (name === MANAGED || (await tx.registry.find({ name })) !== undefined)
      throw registryExists(name);
    if ((await tx.registry.count()) >= REGISTRIES)
      throw forbidden(`You have the most registries you may, ${REGISTRIES}.`);
    const row: RegistryRow = { name, tags: input.Tags ?? {}, ...described(input.Description) };
    await tx.registry.put(row);
    return shown(ctx, registryPlace(ctx, name), row);
  });
});

const described = (description: string | undefined) =>
  description === undefined ? {} : { description };

export const UpdateRegistry = on("UpdateRegistry", (ctx, input) =>
  ctx.update(async (tx) => {
    const registry = await ownRegistryAt(ctx, tx, input.RegistryName);
    const row = { ...registry.row, ...described(input.Description) };
    await registry.tx.registry.put(row);
    return shown(ctx, registry.place, row);
  }),
);

export const DescribeRegistry = on("DescribeRegistry", (ctx, input) =>
  ctx.view(async (tx) => {
    const { place, row } = await registryAt(ctx, tx, input.RegistryName);
    return shown(ctx, place, row);
  }),
);

/** Its schemas are to be deleted first. */
export const DeleteRegistry = on("DeleteRegistry", (ctx, input) =>
  ctx.update(async (tx) => {
    const { tx: own, row } = await ownRegistryAt(ctx, tx, input.RegistryName);
    if ((await own.schema.count({ registry: row.name })) > 0)
      throw badRequest(`Registry with name ${row.name} has schemas; delete them first.`);
    await own.registry.remove({ name: row.name });
    return {};
  }),
);

export const ListRegistries = on("ListRegistries", (ctx, input) => {
  const scope = input.Scope?.toUpperCase();
  if (scope !== undefined && scope !== "LOCAL" && scope !== "AWS")
    throw badRequest("Scope must be LOCAL or AWS.");
  return ctx.view(async (tx) => {
    const all = [
      ...(scope === "LOCAL" ? [] : [managedRegistry]),
      ...(scope === "AWS" ? [] : await tx.registry.list()),
    ]
      .filter(({ name }) => name.startsWith(input.RegistryNamePrefix ?? ""))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { rows, next } = pageOf(all, ({ name }) => name, input);
    const Registries = rows.map((row) => {
      const { Description: _, ...summary } = shown(ctx, registryPlace(ctx, row.name), row);
      return summary;
    });
    return { Registries, ...next };
  });
});

function shown(ctx: Ctx, place: Place, row: Readonly<RegistryRow>): DescribeRegistryResponse {
  return {
    RegistryArn: registryArn(ctx, place),
    RegistryName: row.name,
    Tags: row.tags,
    ...(row.description === undefined ? {} : { Description: row.description }),
  };
}
