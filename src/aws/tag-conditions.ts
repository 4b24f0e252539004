/**
 * IAM's condition keys about tags.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
type Conditions = Record<string, string | readonly string[]>;

/** What a request says of tags. */
export interface TagsAsked {
  /** Tags that it sets. */
  readonly set?: Iterable<readonly [key: string, value: string]>;
  /** Keys of tags that it takes away. */
  readonly removed?: readonly string[];
  /** Tags of what it acts on. */
  readonly held?: Iterable<readonly [key: string, value: string]>;
}

/** `aws:RequestTag/...`, `aws:TagKeys` and `aws:ResourceTag/...` of a request, as far as it has them. */
export function tagConditions({ set = [], removed = [], held = [] }: TagsAsked): Conditions {
  const out: Conditions = Object.create(null);
  const keys = [...removed];
  for (const [key, value] of set) {
    out[`aws:RequestTag/${key}`] = value;
    keys.push(key);
  }
  if (keys.length > 0) out["aws:TagKeys"] = keys;
  for (const [key, value] of held) out[`aws:ResourceTag/${key}`] = value;
  return out;
}

/** Tags as an input gives them: a list of keys and values, or a map. */
export function tagsIn(given: unknown): [key: string, value: string][] {
  if (typeof given !== "object" || given === null) return [];
  if (!Array.isArray(given)) return Object.entries(given as Record<string, string>);
  return (given as { Key: string; Value?: string }[]).map(({ Key, Value }) => [Key, Value ?? ""]);
}
