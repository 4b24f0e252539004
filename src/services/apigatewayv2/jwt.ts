/**
 * JSON web tokens as HTTP APIs judge them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
import { createPublicKey, verify } from "node:crypto";

export type Claims = Readonly<Record<string, unknown>>;

/** A public key of an issuer's: https://www.rfc-editor.org/rfc/rfc7517 */
export interface IssuerKey {
  readonly kty?: string;
  readonly kid?: string;
  readonly alg?: string;
  readonly n?: string;
  readonly e?: string;
}

export interface Token {
  readonly kid: string;
  readonly algorithm: string;
  readonly claims: Claims;
  readonly signed: string;
  readonly signature: Uint8Array;
}

/** Gateways take signatures by RSA only. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ["RS256", "sha256"],
  ["RS384", "sha384"],
  ["RS512", "sha512"],
]);
const TOKEN_LENGTH = 16_384;

/** A token's parts, unverified; the reason when it has none. */
export function decodeToken(text: string): Token | string {
  const parts = text.split(".");
  if (parts.length !== 3 || text.length > TOKEN_LENGTH)
    return "the token is malformed: it has to have three parts";
  const [head = "", body = "", tail = ""] = parts;
  const header = read(head);
  const claims = read(body);
  if (header === undefined || claims === undefined) return "the token is malformed";
  const { kid, alg } = header;
  if (typeof alg !== "string" || !HASHES.has(alg)) return "signing method is invalid";
  if (typeof kid !== "string") return "the token has no key id";
  return {
    kid,
    algorithm: alg,
    claims,
    signed: `${head}.${body}`,
    signature: new Uint8Array(Buffer.from(tail, "base64url")),
  };
}

function read(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a key of RSA's made the token's signature. */
export function signedBy(token: Token, key: IssuerKey): boolean {
  if (key.kty !== "RSA" || (key.alg !== undefined && key.alg !== token.algorithm)) return false;
  try {
    const made = createPublicKey({ key: { ...key }, format: "jwk" });
    const hash = HASHES.get(token.algorithm)!;
    return verify(hash, Buffer.from(token.signed), made, token.signature);
  } catch {
    return false;
  }
}

/**
 * Why a signed token's claims are not good enough; undefined when they are.
 * @param now Epoch milliseconds.
 */
export function claimsFault(
  claims: Claims,
  issuer: string,
  audience: readonly string[],
  now: number,
): string | undefined {
  if (claims["iss"] !== issuer) return "the issuer of the token is not the authorizer's";
  const given = claims["aud"] ?? claims["client_id"];
  const audiences = Array.isArray(given) ? given : [given];
  if (!audiences.some((one) => audience.includes(one))) return "the audience is invalid";
  const at = now / 1_000;
  if (typeof claims["exp"] !== "number" || claims["exp"] <= at) return "the token has expired";
  for (const name of ["nbf", "iat"])
    if (claims[name] !== undefined && !(Number(claims[name]) <= at))
      return "the token is not valid yet";
  return undefined;
}

/** The scopes that a token grants. */
export function scopesOf(claims: Claims): string[] {
  const given = claims["scope"] ?? claims["scp"];
  if (Array.isArray(given)) return given.map(String);
  return typeof given === "string" ? given.split(" ").filter((scope) => scope !== "") : [];
}

/** Claims as events show them: every one as text, lists as "[a b]". */
export function shownClaims(claims: Claims): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(claims)) out[name] = shown(value);
  return out;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(" ")}]`;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
