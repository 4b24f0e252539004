/** IAM's rules: names, paths, ids, tags, documents, pages. Pure. */
import { createHash } from "node:crypto";
import type { Chance } from "#kernel/chance";
import { keyIn, type Page, pageOf, tokenOf } from "#kernel/pages";
import {
  compile,
  MalformedPolicy,
  type Policy,
  type PolicyKind,
  parsePolicy,
} from "#languages/policy/policy";
import { invalidInput, limitExceeded, malformedPolicy, validation } from "./errors.ts";
import { INLINE_SIZE, LIST_PAGE, TAGS } from "./limits.ts";
import type { EntityRow, InlinePolicy, Kind, Tag } from "./tables.ts";

/** Names are unique without regard to case. */
export const keyOf = (name: string): string => name.toLowerCase();

const ID_PREFIX = {
  user: "AIDA",
  group: "AGPA",
  role: "AROA",
  policy: "ANPA",
  profile: "AIPA",
  certificate: "ASCA",
  ssh: "APKA",
  service: "ACCA",
} as const;

/** A unique id such as AIDA followed by 17 letters and digits. */
export function newId(chance: Chance, kind: keyof typeof ID_PREFIX): string {
  return ID_PREFIX[kind] + chance.upper(17);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * An access key id. As in AWS's, the account stands in it, so that tools read it from there: 48
 * bits in base32, of which the top one is set, forty hold the account and seven are random.
 */
export function newAccessKeyId(chance: Chance, prefix: "AKIA" | "ASIA", account: string): string {
  const low = BigInt(Math.floor(chance.fraction() * 128));
  let bits = ((1n << 47n) | (BigInt(account) << 7n) | low) << 2n;
  let out = "";
  for (let letter = 0; letter < 10; letter++) {
    out = BASE32[Number(bits & 31n)]! + out;
    bits >>= 5n;
  }
  return prefix + out + chance.upper(6);
}

/** A service's roles stand under its own path. */
export const entityArn = (
  partition: string,
  account: string,
  { kind, path, name }: Pick<EntityRow, "kind" | "path" | "name">,
): string => `arn:${partition}:iam::${account}:${kind}${path}${name}`;

export const policyArn = (
  partition: string,
  account: string,
  { path, name }: { readonly path: string; readonly name: string },
): string => `arn:${partition}:iam::${account}:policy${path}${name}`;

/** Policy documents travel percent-encoded after RFC 3986. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Checks a policy document.
 * @throws Fault MalformedPolicyDocument in AWS's words.
 */
export function checkPolicy(text: string, kind: PolicyKind): Policy {
  try {
    return compile(parsePolicy(text, kind));
  } catch (error) {
    if (error instanceof MalformedPolicy) throw malformedPolicy(error.message);
    throw error;
  }
}

/** Characters that count towards a quota: white space does not. */
export function policySize(text: string): number {
  return text.replace(/\s/g, "").length;
}

/** @throws Fault LimitExceeded when an entity's inline policies are too large together. */
export function checkInlineSize(kind: Kind, name: string, inline: readonly InlinePolicy[]): void {
  const size = inline.reduce((sum, { text }) => sum + policySize(text), 0);
  if (size > INLINE_SIZE[kind])
    throw limitExceeded(
      `Maximum policy size of ${INLINE_SIZE[kind]} bytes exceeded for ${kind} ${name}`,
    );
}

/** @throws Fault InvalidInput on a key twice. */
export function checkTags(tags: readonly Tag[]): void {
  const keys = new Set(tags.map(({ Key }) => Key.toLowerCase()));
  if (keys.size !== tags.length)
    throw invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  for (const { Key } of tags)
    if (/^aws:/i.test(Key))
      throw invalidInput(
        "System tags (tag keys that start with aws:) cannot be added, modified or deleted.",
      );
}

/** Tags with others put over them; keys are compared without case. */
export function withTags(current: readonly Tag[], given: readonly Tag[]): Tag[] {
  checkTags(given);
  const keys = new Set(given.map(({ Key }) => Key.toLowerCase()));
  const out = [...current.filter(({ Key }) => !keys.has(Key.toLowerCase())), ...given];
  if (out.length > TAGS) throw limitExceeded(`The number of tags has reached the maximum limit.`);
  return out.map(({ Key, Value }) => ({ Key, Value }));
}

export function withoutTags(current: readonly Tag[], keys: readonly string[]): Tag[] {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return current.filter(({ Key }) => !gone.has(Key.toLowerCase()));
}

export interface Paging {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

interface MarkedPage<T> {
  readonly items: readonly T[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/**
 * A page of a sorted list.
 * @param nameOf What the list is sorted by, unique in it.
 */
export function page<T>(
  sorted: readonly T[],
  nameOf: (item: T) => string,
  input: Paging,
): MarkedPage<T> {
  return marked(pageOf(sorted, nameOf, fromMarker(input.Marker), input.MaxItems ?? LIST_PAGE));
}

/** A page as IAM's answers have it. */
export function marked<T>({ rows, next }: Page<T>): MarkedPage<T> {
  if (next === undefined) return { items: rows, IsTruncated: false };
  return { items: rows, IsTruncated: true, Marker: tokenOf(`1:${next}`) };
}

/** The key in a marker. @throws Fault ValidationError for what is none. */
export function fromMarker(marker: string | undefined): string | undefined {
  const plain = keyIn(marker);
  if (plain === undefined) return undefined;
  if (!plain.startsWith("1:")) throw validation("Invalid Marker.");
  return plain.slice(2);
}

/** Sorts by a name as AWS lists do. */
export function byName<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
}

export function passwordHash(salt: string, password: string): string {
  return createHash("sha256").update(salt).update(password).digest("hex");
}

interface PasswordPolicy {
  readonly MinimumPasswordLength?: number;
  readonly RequireSymbols?: boolean;
  readonly RequireNumbers?: boolean;
  readonly RequireUppercaseCharacters?: boolean;
  readonly RequireLowercaseCharacters?: boolean;
}

/** What a password lacks, in AWS's words; undefined when it is fine. */
export function passwordComplaint(policy: PasswordPolicy, password: string): string | undefined {
  const least = policy.MinimumPasswordLength ?? 6;
  if (password.length < least) return `Password should have a minimum length of ${least}`;
  if (policy.RequireUppercaseCharacters && !/[A-Z]/.test(password))
    return "Password should have at least one uppercase letter";
  if (policy.RequireLowercaseCharacters && !/[a-z]/.test(password))
    return "Password should have at least one lowercase letter";
  if (policy.RequireNumbers && !/\d/.test(password))
    return "Password should have at least one number";
  if (policy.RequireSymbols && !/[^A-Za-z0-9]/.test(password))
    return "Password should have at least one symbol";
  return undefined;
}
