/** Tags of what a stack makes: CloudFormation's own, the stack's, and those of the template. */
import type { Properties, ResourceContext } from "./resource.ts";

export type Tags = Readonly<Record<string, string>>;

/** A resource's tags; those of the template stand before the stack's. */
export const tagsOf = ({ tags }: ResourceContext, desired: Properties): Tags => ({
  ...tags,
  ...givenIn(desired),
});

/** The same without CloudFormation's own, which most services take from no caller. */
export const ownTags = ({ tags }: ResourceContext, desired: Properties): Tags => ({
  ...Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith("aws:"))),
  ...givenIn(desired),
});

/** Keys of tags that the template said before and says no longer. */
export const goneTags = (tags: Tags, previous: Properties): string[] =>
  Object.keys(givenIn(previous)).filter((key) => !Object.hasOwn(tags, key));

export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** A template's own: a list or, of some types, a map. */
function givenIn({ Tags: given = [] }: Properties): Tags {
  const entries = Array.isArray(given)
    ? (given as { Key: unknown; Value: unknown }[]).map(({ Key, Value }) => [Key, Value])
    : Object.entries(given as object);
  return Object.fromEntries(entries.map(([key, value]) => [String(key), String(value)]));
}
