/** Tags of delivery streams. */
import { limitExceeded } from "../errors.ts";
import { LIST_PAGE, TAGS } from "../limits.ts";
import { type Ctx, streamAt } from "../streams.ts";
import { on } from "../tables.ts";

function retag(ctx: Ctx, name: string, to: (tags: Map<string, string>) => void) {
  return ctx.update(async (tx) => {
    const row = await streamAt(ctx, tx, name);
    const tags = new Map(Object.entries(row.tags));
    to(tags);
    if (tags.size > TAGS) throw limitExceeded(`A delivery stream can have at most ${TAGS} tags.`);
    const next: Record<string, string> = Object.create(null);
    for (const [key, value] of tags) next[key] = value;
    await tx.stream.put({ ...row, tags: next });
    return {};
  });
}

export const TagDeliveryStream = on("TagDeliveryStream", (ctx, input) =>
  retag(ctx, input.DeliveryStreamName, (tags) => {
    for (const { Key, Value = "" } of input.Tags) tags.set(Key, Value);
  }),
);

export const UntagDeliveryStream = on("UntagDeliveryStream", (ctx, input) =>
  retag(ctx, input.DeliveryStreamName, (tags) => {
    for (const key of input.TagKeys) tags.delete(key);
  }),
);

export const ListTagsForDeliveryStream = on("ListTagsForDeliveryStream", (ctx, input) =>
  ctx.view(async (tx) => {
    const { tags } = await streamAt(ctx, tx, input.DeliveryStreamName);
    const { ExclusiveStartTagKey: after = "", Limit = LIST_PAGE } = input;
    const left = Object.entries(tags)
      .filter(([Key]) => Key > after)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      Tags: left.slice(0, Limit).map(([Key, Value]) => ({ Key, Value })),
      HasMoreTags: left.length > Limit,
    };
  }),
);
