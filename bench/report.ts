/** Prints a result beside its floor. */
import type { LoadResult } from "./load.ts";

/** @param wanted The ratio that is to be met; undefined where there is none. */
export function report(title: string, ours: LoadResult, floor: LoadResult, wanted?: number): void {
  const ratio = ours.requestsPerSecond / floor.requestsPerSecond;
  const verdict =
    wanted === undefined
      ? ""
      : ratio >= wanted
        ? ` (>= ${wanted * 100}%: met)`
        : ` (>= ${wanted * 100}%: MISSED)`;
  console.log(
    `${title}: ${Math.round(ours.requestsPerSecond)}/s, ${(ratio * 100).toFixed(0)}% of the floor's ` +
      `${Math.round(floor.requestsPerSecond)}/s${verdict}; p50 ${ours.p50Milliseconds.toFixed(2)} ms, ` +
      `p99 ${ours.p99Milliseconds.toFixed(2)} ms${ours.refused > 0 ? `, ${ours.refused} REFUSED` : ""}`,
  );
}
