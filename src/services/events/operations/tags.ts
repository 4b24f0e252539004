/** Tags of buses and rules. */
import { busAt, busPlace, type Ctx, refuseManaged, ruleAt, ruleOfArn, type Tx } from "../buses.ts";
import { on } from "../tables.ts";

type Tags = Record<string, string>;

export const TagResource = on("TagResource", (ctx, input) =>
  retag(ctx, input.ResourceARN, (tags) => ({
    ...tags,
    ...Object.fromEntries(input.Tags.map((tag) => [tag.Key, tag.Value])),
  })),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  retag(ctx, input.ResourceARN, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
  ),
);

export const ListTagsForResource = on("ListTagsForResource", (ctx, input) =>
  ctx.view(async (tx) => {
    const { tags } = await tagged(ctx, tx, input.ResourceARN);
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  }),
);

/** @throws Fault ResourceNotFound. */
async function tagged(ctx: Ctx, tx: Tx, arn: string): Promise<{ tags: Tags }> {
  const rule = ruleOfArn(arn);
  if (rule === undefined) return busAt(ctx, tx, busPlace(ctx, arn));
  return ruleAt(ctx, tx, rule, rule.rule);
}

function retag(ctx: Ctx, arn: string, change: (tags: Tags) => Tags): Promise<object> {
  return ctx.update(async (tx) => {
    const rule = ruleOfArn(arn);
    if (rule === undefined) {
      const place = busPlace(ctx, arn);
      const row = await busAt(ctx, tx, place);
      await tx.at(place.account, place.region).bus.put({ ...row, tags: change(row.tags) });
    } else {
      const row = await ruleAt(ctx, tx, rule, rule.rule);
      refuseManaged(ctx, row);
      await tx.at(rule.account, rule.region).rule.put({ ...row, tags: change(row.tags) });
    }
    return {};
  });
}
