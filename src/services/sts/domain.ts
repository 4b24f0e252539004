/** STS's rules: role ARNs, tokens, session tags. Pure. */
import type { Chance } from "#kernel/chance";
import { validation } from "./errors.ts";
import { SESSION_POLICY, SESSION_TAGS } from "./limits.ts";

export interface RolePlace {
  readonly partition: string;
  readonly account: string;
  readonly name: string;
}

/** @throws Fault ValidationError when it is no role's ARN. */
export function rolePlace(arn: string): RolePlace {
  const match = /^arn:([\w-]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn);
  if (match === null) throw validation(`${arn} is invalid`);
  return { partition: match[1]!, account: match[2]!, name: match[3]! };
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An access key id with the account in it, where AWS's have it. */
export function accessKeyId(chance: Chance, account: string): string {
  const low = BigInt(Math.floor(chance.fraction() * 128));
  let bits = ((1n << 47n) | (BigInt(account) << 7n) | low) << 2n;
  let out = "";
  for (let letter = 0; letter < 10; letter++) {
    out = BASE32[Number(bits & 31n)]! + out;
    bits >>= 5n;
  }
  return `ASIA${out}${chance.upper(6)}`;
}

/** The account in an access key id. */
export function accountOf(id: string): string {
  let bits = 0n;
  for (const letter of id.slice(4, 14))
    bits = (bits << 5n) | BigInt(Math.max(0, BASE32.indexOf(letter)));
  return String(((bits >> 2n) & 0x7fff_ffff_ff80n) >> 7n).padStart(12, "0");
}

/** Opaque, of the length that AWS's tokens have. */
export function sessionToken(chance: Chance): string {
  return `IQoJb3JpZ2luX2VjE${chance.mixed(335)}==`;
}

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Session tags as a record. @throws Fault ValidationError on a key twice, or too many. */
export function tagRecord(tags: readonly Tag[]): Record<string, string> {
  if (tags.length > SESSION_TAGS)
    throw validation(`Tags cannot have more than ${SESSION_TAGS} elements.`);
  const out: Record<string, string> = Object.create(null);
  const seen = new Set<string>();
  for (const { Key, Value } of tags) {
    if (seen.has(Key.toLowerCase()))
      throw validation("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    seen.add(Key.toLowerCase());
    out[Key] = Value;
  }
  return out;
}

/** Per cent of what AWS allows; undefined when there is nothing to count. */
export function packedSize(texts: readonly string[]): number | undefined {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length === 0 ? undefined : Math.ceil((length / SESSION_POLICY) * 100);
}

export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
  readonly azp?: string;
  /** Seconds since the epoch. */
  readonly exp?: number;
}

/** The claims of a JSON web token; undefined when it is none. */
export function claimsOf(token: string): Claims | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const claims = JSON.parse(Buffer.from(parts[1]!, "base64url").toString("utf8"));
    const { iss, sub, aud, azp, exp } = claims;
    if (typeof iss !== "string" || typeof sub !== "string") return undefined;
    const audiences = (Array.isArray(aud) ? aud : [aud]).filter((a) => typeof a === "string");
    return {
      iss,
      sub,
      aud: audiences,
      ...(typeof azp === "string" ? { azp } : {}),
      ...(typeof exp === "number" ? { exp } : {}),
    };
  } catch {
    return undefined;
  }
}
