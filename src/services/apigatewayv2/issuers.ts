/** The public keys of token issuers, asked for by OpenID Connect's discovery and kept for a while. */
import type { Ctx } from "./apis.ts";
import type { IssuerKey } from "./jwt.ts";

/** As long as API Gateway keeps them. */
const KEPT_MS = 2 * 3_600_000;
/** A token with an unknown key has them asked for again, no more often than this. */
const AGAIN_MS = 60_000;
const TIMEOUT_MS = 1_500;
const KEYS_BYTES = 150_000;

/** The issuer's key of that id; undefined when there is none. @throws Error when nobody answers. */
export async function issuerKey(
  ctx: Ctx,
  issuer: string,
  kid: string,
): Promise<IssuerKey | undefined> {
  const row = await ctx.view((tx) => tx.issuer.find({ issuer }));
  const age = row === undefined ? Number.POSITIVE_INFINITY : ctx.now - row.fetchedAt;
  const known = row?.keys.find((key) => key.kid === kid);
  if ((known !== undefined && age < KEPT_MS) || (age >= 0 && age < AGAIN_MS)) return known;
  const keys = await fetchKeys(issuer);
  await ctx.update((tx) => tx.issuer.put({ issuer, keys, fetchedAt: ctx.now }));
  return keys.find((key) => key.kid === kid);
}

async function fetchKeys(issuer: string): Promise<IssuerKey[]> {
  const about = await fetchJson(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const { keys } = await fetchJson(String(about["jwks_uri"]));
  return Array.isArray(keys) ? (keys as IssuerKey[]).slice(0, 100) : [];
}

async function fetchJson(url: string): Promise<Record<string, unknown>> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await answer.text();
  if (!answer.ok || text.length > KEYS_BYTES) throw new Error(`${url} answered ${answer.status}`);
  return JSON.parse(text) as Record<string, unknown>;
}
