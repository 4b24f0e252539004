/** Tags of registries, schemas and discoverers. */
import { badRequest, discovererMissing } from "../errors.ts";
import { type Ctx, ownRegistryAt, registryAt, schemaAt, type Tx } from "../registries.ts";
import { on } from "../tables.ts";

type Tags = Record<string, string>;

interface Tagged {
  readonly tags: Tags;
  put(tags: Tags): unknown;
}

export const TagResource = on("TagResource", (ctx, input) =>
  retag(ctx, input.ResourceArn, (tags) => ({ ...tags, ...input.Tags })),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  retag(ctx, input.ResourceArn, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
  ),
);

export const ListTagsForResource = on("ListTagsForResource", (ctx, input) =>
  ctx.view(async (tx) => ({ Tags: (await taggedAt(ctx, tx, input.ResourceArn, registryAt)).tags })),
);

function retag(ctx: Ctx, arn: string, change: (tags: Tags) => Tags) {
  return ctx.update(async (tx) => {
    const tagged = await taggedAt(ctx, tx, arn, ownRegistryAt);
    await tagged.put(change(tagged.tags));
    return {};
  });
}

/** @throws Fault NotFound; BadRequest for what has no tags. */
async function taggedAt(ctx: Ctx, tx: Tx, arn: string, find: typeof registryAt): Promise<Tagged> {
  const found = /^(arn:[\w-]+:schemas:[\w-]+:\d*):(registry|schema|discoverer)\/(.+)$/.exec(arn);
  if (found === null) throw badRequest(`${arn} is not the ARN of a resource with tags.`);
  const [, head = "", kind = "", path = ""] = found;
  if (kind === "discoverer") {
    const row = await tx.discoverer.find({ id: path });
    if (row === undefined) throw discovererMissing(path);
    return { tags: row.tags, put: (tags) => tx.discoverer.put({ ...row, tags }) };
  }
  const [name = "", schema] = path.split("/");
  const registry = await find(ctx, tx, `${head}:registry/${name}`);
  const { tx: own, row } = registry;
  if (kind === "registry")
    return { tags: row.tags, put: (tags) => own.registry.put({ ...row, tags }) };
  const held = await schemaAt(registry, schema ?? "");
  return { tags: held.tags, put: (tags) => own.schema.put({ ...held, tags }) };
}
