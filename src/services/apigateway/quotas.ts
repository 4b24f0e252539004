/** The periods of usage plans' quotas; pure. */
import type { QuotaSettings } from "#aws/generated/types/apigateway";

const DAY_MS = 86_400_000;

/** "2026-01-31" in UTC. @param at Epoch milliseconds. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The day on which the period of `at` began: weeks begin on Sunday, months on the first. */
export function startOf(quota: QuotaSettings, at: number): string {
  const { period } = quota;
  if (period === "DAY" || period === undefined) return dayOf(at);
  const date = new Date(at);
  if (period === "WEEK") return dayOf(at - date.getUTCDay() * DAY_MS);
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
}

/** What the period of `at` allows a key: `offset` is taken off the one in which it joined. */
export function allowance(quota: QuotaSettings, addedAt: number, at: number): number {
  const first = startOf(quota, addedAt) === startOf(quota, at);
  return Math.max(0, (quota.limit ?? 0) - (first ? (quota.offset ?? 0) : 0));
}
