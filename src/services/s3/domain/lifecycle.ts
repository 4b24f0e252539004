/**
 * Lifecycle rules: what they may say, and what they do to an object on a day.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
import type { LifecycleRule } from "#aws/generated/types/s3";
import { invalidArgument, invalidRequest, malformedXml } from "../errors.ts";
import { LIFECYCLE_RULES, STORAGE_CLASSES } from "../limits.ts";
import type { ObjectFacts } from "../tables.ts";

export const DAY_MS = 86_400_000;
const SMALLEST_TRANSITION_BYTES = 131_072;

/** S3 counts days from the next midnight UTC. */
export function dayAfter(from: number, days: number): number {
  return Math.ceil((from + days * DAY_MS) / DAY_MS) * DAY_MS;
}

export interface Judged {
  readonly key: string;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
  readonly storageClass: string;
  readonly facts: ObjectFacts;
}

/** Rules as they are kept: each with an id. @throws Fault InvalidArgument, InvalidRequest, MalformedXML. */
export function checkRules(rules: readonly LifecycleRule[], newId: () => string): LifecycleRule[] {
  if (rules.length === 0 || rules.length > LIFECYCLE_RULES) throw malformedXml();
  const seen = new Set<string>();
  return rules.map((rule) => {
    const id = rule.ID === undefined || rule.ID === "" ? newId() : rule.ID;
    if (id.length > 255)
      throw invalidArgument("ID length should not exceed allowed limit of 255", "ID", id);
    if (seen.has(id))
      throw invalidArgument(
        "Rule ID must be unique. Found same ID for more than one rule",
        "ID",
        id,
      );
    seen.add(id);
    checkRule(rule);
    return { ...rule, ID: id };
  });
}

function checkRule(rule: LifecycleRule): void {
  if (rule.Filter === undefined && rule.Prefix === undefined) throw malformedXml();
  if (rule.Filter !== undefined && rule.Prefix !== undefined) throw malformedXml();
  const filters = Object.values(rule.Filter ?? {}).filter((v) => v !== undefined);
  if (filters.length > 1) throw malformedXml();
  const { Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  const transitions = [...(rule.Transitions ?? []), ...(rule.NoncurrentVersionTransitions ?? [])];
  if (
    !Expiration &&
    !NoncurrentVersionExpiration &&
    !AbortIncompleteMultipartUpload &&
    transitions.length === 0
  )
    throw invalidRequest("At least one action needs to be specified in a rule");
  if (Expiration) {
    const { Days, Date: date, ExpiredObjectDeleteMarker: marker } = Expiration;
    if ([Days, date, marker].filter((v) => v !== undefined).length !== 1) throw malformedXml();
    if (Days !== undefined && Days < 1)
      throw invalidArgument("'Days' for Expiration action must be a positive integer");
    if (date !== undefined && date % DAY_MS !== 0)
      throw invalidArgument("'Date' must be at midnight GMT");
    if (marker !== undefined && filterTags(rule).length > 0)
      throw invalidRequest("ExpiredObjectDeleteMarker cannot be specified with tags.");
  }
  for (const transition of rule.Transitions ?? []) {
    const { Days, Date: date, StorageClass } = transition;
    if ((Days === undefined) === (date === undefined)) throw malformedXml();
    checkClass(StorageClass);
    if (Days !== undefined && Days < 0)
      throw invalidArgument("'Days' in Transition action must be nonnegative");
    if (date !== undefined && date % DAY_MS !== 0)
      throw invalidArgument("'Date' must be at midnight GMT");
    if (
      Days !== undefined &&
      Days < 30 &&
      (StorageClass === "STANDARD_IA" || StorageClass === "ONEZONE_IA")
    )
      throw invalidArgument(
        `'Days' in Transition action must be greater than or equal to 30 for storageClass '${StorageClass}'`,
      );
  }
  for (const { StorageClass, NoncurrentDays } of rule.NoncurrentVersionTransitions ?? []) {
    checkClass(StorageClass);
    if (NoncurrentDays === undefined) throw malformedXml();
  }
  if (NoncurrentVersionExpiration && (NoncurrentVersionExpiration.NoncurrentDays ?? 0) < 1)
    throw invalidArgument(
      "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
    );
  if (AbortIncompleteMultipartUpload) {
    if ((AbortIncompleteMultipartUpload.DaysAfterInitiation ?? 0) < 1)
      throw invalidArgument(
        "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
      );
    if (filterTags(rule).length > 0)
      throw invalidRequest("AbortIncompleteMultipartUpload cannot be specified with Tags.");
  }
}

function checkClass(name: string | undefined): void {
  if (
    name === undefined ||
    name === "STANDARD" ||
    name === "REDUCED_REDUNDANCY" ||
    !STORAGE_CLASSES.includes(name)
  )
    throw malformedXml();
}

function filterTags(rule: LifecycleRule): readonly { Key?: string; Value?: string }[] {
  return rule.Filter?.And?.Tags ?? (rule.Filter?.Tag === undefined ? [] : [rule.Filter.Tag]);
}

export function prefixOf(rule: LifecycleRule): string {
  return rule.Filter?.And?.Prefix ?? rule.Filter?.Prefix ?? rule.Prefix ?? "";
}

/** Whether a rule is on and is about this object. */
export function concerns(rule: LifecycleRule, object: Judged): boolean {
  if (rule.Status !== "Enabled" || !object.key.startsWith(prefixOf(rule))) return false;
  const over = rule.Filter?.And?.ObjectSizeGreaterThan ?? rule.Filter?.ObjectSizeGreaterThan;
  const under = rule.Filter?.And?.ObjectSizeLessThan ?? rule.Filter?.ObjectSizeLessThan;
  if (over !== undefined && object.sizeBytes <= over) return false;
  if (under !== undefined && object.sizeBytes >= under) return false;
  return filterTags(rule).every(({ Key, Value }) =>
    (object.facts.tags ?? []).some(([key, value]) => key === Key && value === Value),
  );
}

/** When the current version expires, and by which rule: the earliest of all rules. */
export function expiryOf(
  rules: readonly LifecycleRule[],
  object: Judged,
): { at: number; ruleId: string } | undefined {
  let first: { at: number; ruleId: string } | undefined;
  for (const rule of rules) {
    if (!concerns(rule, object)) continue;
    const { Days, Date: date } = rule.Expiration ?? {};
    const at = Days === undefined ? date : dayAfter(object.modifiedAt, Days);
    if (at !== undefined && (first === undefined || at < first.at))
      first = { at, ruleId: rule.ID ?? "" };
  }
  return first;
}

/** The `x-amz-expiration` header of an object. */
export function expirationHeader(
  rules: readonly LifecycleRule[] | undefined,
  object: Judged,
): string | undefined {
  const expiry = rules === undefined ? undefined : expiryOf(rules, object);
  if (expiry === undefined) return undefined;
  return `expiry-date="${new Date(expiry.at).toUTCString()}", rule-id="${encodeURIComponent(expiry.ruleId)}"`;
}

const COLDNESS = [
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "INTELLIGENT_TIERING",
  "ONEZONE_IA",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
];

/** The storage class an object should have moved to by now; undefined when it stays. */
export function transitionOf(
  rules: readonly LifecycleRule[],
  object: Judged,
  now: number,
  varies: boolean,
): string | undefined {
  let target: string | undefined;
  for (const rule of rules) {
    if (!concerns(rule, object) || tooSmall(rule, object, varies)) continue;
    for (const { Days, Date: date, StorageClass } of rule.Transitions ?? []) {
      const at = Days === undefined ? date : dayAfter(object.modifiedAt, Days);
      if (at !== undefined && at <= now) target = colder(target, StorageClass);
    }
  }
  return target !== undefined && colder(object.storageClass, target) !== object.storageClass
    ? target
    : undefined;
}

/** The same for a version that stopped being current at `since`, the `nth` newest of those. */
export function noncurrentTransitionOf(
  rules: readonly LifecycleRule[],
  object: Judged,
  since: number,
  nth: number,
  now: number,
  varies: boolean,
): string | undefined {
  let target: string | undefined;
  for (const rule of rules) {
    if (!concerns(rule, object) || tooSmall(rule, object, varies)) continue;
    for (const {
      NoncurrentDays = 0,
      NewerNoncurrentVersions = 0,
      StorageClass,
    } of rule.NoncurrentVersionTransitions ?? [])
      if (nth >= NewerNoncurrentVersions && dayAfter(since, NoncurrentDays) <= now)
        target = colder(target, StorageClass);
  }
  return target !== undefined && colder(object.storageClass, target) !== object.storageClass
    ? target
    : undefined;
}

/** By default nothing under 128 KB moves; with "varies", only the glacier classes take it. */
function tooSmall(rule: LifecycleRule, object: Judged, varies: boolean): boolean {
  if (object.sizeBytes >= SMALLEST_TRANSITION_BYTES) return false;
  const sized =
    (rule.Filter?.And?.ObjectSizeGreaterThan ??
      rule.Filter?.ObjectSizeGreaterThan ??
      rule.Filter?.And?.ObjectSizeLessThan ??
      rule.Filter?.ObjectSizeLessThan) !== undefined;
  if (sized) return false;
  return !(
    varies &&
    (rule.Transitions ?? []).some(
      (t) => t.StorageClass === "GLACIER" || t.StorageClass === "DEEP_ARCHIVE",
    )
  );
}

function colder(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return COLDNESS.indexOf(other) > COLDNESS.indexOf(one) ? other : one;
}

/** Whether a version that stopped being current at `since`, the `nth` newest of those, is to go. */
export function noncurrentExpired(
  rules: readonly LifecycleRule[],
  object: Judged,
  since: number,
  nth: number,
  now: number,
): boolean {
  return rules.some((rule) => {
    const { NoncurrentDays, NewerNoncurrentVersions = 0 } = rule.NoncurrentVersionExpiration ?? {};
    return (
      NoncurrentDays !== undefined &&
      nth >= NewerNoncurrentVersions &&
      concerns(rule, object) &&
      dayAfter(since, NoncurrentDays) <= now
    );
  });
}

/** Whether a delete marker without versions under it is to go. */
export function markerExpired(
  rules: readonly LifecycleRule[],
  object: Judged,
  now: number,
): boolean {
  return rules.some((rule) => {
    if (!concerns(rule, object)) return false;
    const { ExpiredObjectDeleteMarker: marker, Days } = rule.Expiration ?? {};
    return marker === true || (Days !== undefined && dayAfter(object.modifiedAt, Days) <= now);
  });
}

/** When an unfinished upload is aborted, and by which rule. */
export function abortOf(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  initiatedAt: number,
): { at: number; ruleId: string } | undefined {
  let first: { at: number; ruleId: string } | undefined;
  for (const rule of rules ?? []) {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
    if (days === undefined || rule.Status !== "Enabled" || !key.startsWith(prefixOf(rule)))
      continue;
    const at = dayAfter(initiatedAt, days);
    if (first === undefined || at < first.at) first = { at, ruleId: rule.ID ?? "" };
  }
  return first;
}
