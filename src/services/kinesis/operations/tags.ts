/** Tags of streams and consumers, in both of their forms. */
import { invalid } from "../errors.ts";
import { LIST, TAGS } from "../limits.ts";
import {
  change,
  consumerAt,
  consumerPlace,
  type Ctx,
  placeIn,
  type StreamInput,
  streamAt,
} from "../streams.ts";
import { on } from "../tables.ts";

type Tags = Record<string, string>;

const CHARACTERS = /[^\u00C0-\u1FFF\u2C00-\uD7FF\w./\-=+ @%:]/;

/** @throws Fault InvalidArgument. */
export function checkTags(ctx: Ctx, stream: string, tags: Readonly<Tags>): void {
  const texts = Object.entries(tags).flat();
  if (texts.some((text) => CHARACTERS.test(text)))
    throw invalid(
      "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, " +
        "_ . / = + - % @ :.",
    );
  if (texts.some((text) => text.includes("%")))
    throw invalid(
      `Failed to add tags to stream ${stream} under account ${ctx.account} because some tags ` +
        "contained illegal characters. The allowed characters are Unicode letters, white-spaces, " +
        "'_',',','/','=','+','-','@',':'.",
    );
  if (Object.keys(tags).length > TAGS)
    throw invalid(
      `Failed to add tags to stream ${stream} under account ${ctx.account} because a given stream ` +
        `cannot have more than ${TAGS} tags associated with it.`,
    );
}

const without = (tags: Readonly<Tags>, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

function retag(ctx: Ctx, input: StreamInput, to: (tags: Readonly<Tags>) => Tags) {
  return change(ctx, input, async (row) => {
    const tags = to(row.tags);
    checkTags(ctx, row.name, tags);
    return [{ ...row, tags }, {}];
  });
}

/** The same for what an ARN names: a stream or a consumer. */
function retagResource(ctx: Ctx, arn: string, to: (tags: Readonly<Tags>) => Tags) {
  const place = consumerPlace(arn);
  if (place === undefined) return retag(ctx, { StreamARN: arn }, to);
  return ctx.update(async (tx) => {
    const row = await consumerAt(ctx, tx, place);
    const tags = to(row.tags);
    checkTags(ctx, row.stream, tags);
    await tx.at(place.account, ctx.region).consumer.put({ ...row, tags });
    return {};
  });
}

const listed = (tags: Readonly<Tags>) =>
  Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));

export const AddTagsToStream = on("AddTagsToStream", (ctx, input) =>
  retag(ctx, input, (tags) => ({ ...tags, ...input.Tags })),
);

export const RemoveTagsFromStream = on("RemoveTagsFromStream", (ctx, input) =>
  retag(ctx, input, (tags) => without(tags, input.TagKeys)),
);

export const ListTagsForStream = on("ListTagsForStream", (ctx, input) =>
  ctx.view(async (tx) => {
    const { tags } = await streamAt(ctx, tx, placeIn(ctx, input));
    const after = input.ExclusiveStartTagKey;
    const rest = listed(tags).filter(({ Key }) => after === undefined || Key > after);
    const page = rest.slice(0, input.Limit ?? LIST.tags);
    return { Tags: page, HasMoreTags: page.length < rest.length };
  }),
);

export const TagResource = on("TagResource", (ctx, input) =>
  retagResource(ctx, input.ResourceARN, (tags) => ({ ...tags, ...input.Tags })),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  retagResource(ctx, input.ResourceARN, (tags) => without(tags, input.TagKeys)),
);

export const ListTagsForResource = on("ListTagsForResource", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = consumerPlace(input.ResourceARN);
    const { tags } =
      place === undefined
        ? await streamAt(ctx, tx, placeIn(ctx, { StreamARN: input.ResourceARN }))
        : await consumerAt(ctx, tx, place);
    return { Tags: listed(tags) };
  }),
);
