/** Moments as ISO 8601 texts. */

/** To the second, "2026-01-31T09:26:53Z". @param at Epoch milliseconds. */
export const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, -5)}Z`;
