/** Tags of pipes. */
import { pipeMissing, validation } from "../errors.ts";
import { TAGS } from "../limits.ts";
import { type Ctx, pipeAt } from "../pipes.ts";
import { on } from "../tables.ts";

/** @throws Fault NotFound for what is no pipe's ARN. */
function nameIn(arn: string): string {
  const name = /:pipe\/(.+)$/.exec(arn)?.[1];
  if (name === undefined) throw pipeMissing(arn);
  return name;
}

function retag(ctx: Ctx, arn: string, to: (tags: Record<string, string>) => object) {
  return ctx.update(async (tx) => {
    const row = await pipeAt(tx, nameIn(arn));
    const tags = to(row.tags) as Record<string, string>;
    if (Object.keys(tags).length > TAGS) throw validation(`A pipe has at most ${TAGS} tags.`);
    await tx.pipe.put({ ...row, tags });
    return {};
  });
}

export const TagResource = on("TagResource", (ctx, input) =>
  retag(ctx, input.resourceArn, (tags) => ({ ...tags, ...input.tags })),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  retag(ctx, input.resourceArn, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.tagKeys.includes(key))),
  ),
);

export const ListTagsForResource = on("ListTagsForResource", (ctx, input) =>
  ctx.view(async (tx) => ({ tags: (await pipeAt(tx, nameIn(input.resourceArn))).tags })),
);
