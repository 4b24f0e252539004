/**
 * Statistics of a period's points.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
import type { PointRow } from "./tables.ts";

/** A value and how often it was seen. */
type Seen = readonly [value: number, count: number];

const SIMPLE: Readonly<Record<string, (p: PointRow) => number>> = {
  Sum: (p) => p.sum,
  SampleCount: (p) => p.count,
  Average: (p) => p.sum / p.count,
  Minimum: (p) => p.min,
  Maximum: (p) => p.max,
};

const NUMBER = "\\d+(?:\\.\\d{1,10})?";
const SHORT = new RegExp(`^(p|tm|wm|tc|ts)(${NUMBER})$`, "i");
const RANGE = new RegExp(`^(tm|wm|tc|ts|pr)\\((-?${NUMBER})?(%?):(-?${NUMBER})?(%?)\\)$`, "i");

/** A statistic over a part of the values: from one bound, which is left out, to another. */
interface Ranged {
  readonly kind: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Whether the bounds are percentiles. */
  readonly percent: boolean;
}

function parse(name: string): Ranged | undefined {
  if (/^iqm$/i.test(name)) return { kind: "tm", from: 25, to: 75, percent: true };
  const short = SHORT.exec(name);
  if (short !== null) {
    const to = Number(short[2]);
    const kind = short[1]!.toLowerCase();
    return to > 100 ? undefined : { kind, from: undefined, to, percent: true };
  }
  const range = RANGE.exec(name);
  if (range === null || (range[2] === undefined && range[4] === undefined)) return undefined;
  const kind = range[1]!.toLowerCase();
  const signs = [range[2] === undefined ? "" : range[3], range[4] === undefined ? "" : range[5]];
  const percent = signs.includes("%");
  const bounds = [range[2], range[4]].map((text) =>
    text === undefined ? undefined : Number(text),
  );
  const mixed = percent && [0, 1].some((i) => bounds[i] !== undefined && signs[i] !== "%");
  const [from, to] = bounds;
  if (mixed || (percent && kind === "pr") || (from ?? -Infinity) >= (to ?? Infinity))
    return undefined;
  if (percent && bounds.some((bound = 0) => bound < 0 || bound > 100)) return undefined;
  return { kind, from, to, percent };
}

/** Whether a statistic is one that AWS has. */
export function isStatistic(name: string): boolean {
  return Object.hasOwn(SIMPLE, name) || parse(name) !== undefined;
}

/** A statistic of a point; undefined where it needs values that are not known. */
export function statistic(point: PointRow, name: string): number | undefined {
  const simple = Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined;
  if (simple !== undefined) return simple(point);
  const asked = parse(name);
  // One value is known without having been kept.
  const known = point.values ?? (point.min === point.max ? [[point.min, point.count]] : undefined);
  if (asked === undefined || known === undefined) return undefined;
  const sorted = ([...known] as Seen[]).sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  const value = ranged(sorted, total, asked);
  // What stands for a step of values may lie beyond all of them.
  if (value === undefined || asked.kind !== "p") return value;
  return Math.min(point.max, Math.max(point.min, value));
}

function ranged(sorted: readonly Seen[], total: number, asked: Ranged): number | undefined {
  const { kind, percent } = asked;
  if (kind === "p") return percentile(sorted, total, asked.to!);
  const inside = percent ? withinRanks(sorted, total, asked) : withinValues(sorted, asked);
  const count = inside.reduce((sum, [, n]) => sum + n, 0);
  const sum = inside.reduce((all, [value, n]) => all + value * n, 0);
  if (kind === "tc") return count;
  if (kind === "ts") return sum;
  if (kind === "pr") return (count / total) * 100;
  if (count === 0) return undefined;
  if (kind === "tm") return sum / count;
  // What is outside counts as the bound that it lies beyond.
  const low = inside[0]![0];
  const high = inside.at(-1)![0];
  const clipped = sorted.reduce(
    (all, [value, n]) => all + Math.min(high, Math.max(low, value)) * n,
    0,
  );
  return clipped / total;
}

function withinValues(sorted: readonly Seen[], { from, to }: Ranged): Seen[] {
  return sorted.filter(
    ([value]) => (from === undefined || value > from) && (to === undefined || value <= to),
  );
}

/** The values between two percentiles; one that a bound cuts counts as far as it is inside. */
function withinRanks(sorted: readonly Seen[], total: number, { from, to }: Ranged): Seen[] {
  const low = ((from ?? 0) / 100) * total;
  const high = ((to ?? 100) / 100) * total;
  let before = 0;
  const out: Seen[] = [];
  for (const [value, count] of sorted) {
    const part = Math.min(high, before + count) - Math.max(low, before);
    if (part > 0) out.push([value, part]);
    before += count;
  }
  return out;
}

function percentile(sorted: readonly Seen[], total: number, rank: number): number | undefined {
  const wanted = (rank / 100) * total;
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= wanted) return value;
  }
  return sorted.at(-1)?.[0];
}

/** Ten percent: what AWS's own agent allows in a histogram. */
const STEP = Math.log(1.1);

/** Values gathered into steps of ten percent: a few hundred stand for any number of them. */
export function inSteps(values: Iterable<Seen>): Map<number, number> {
  const out = new Map<number, number>();
  for (const [value, count] of values) {
    const size = Math.abs(value);
    const middle =
      size === 0
        ? 0
        : Math.sign(value) * Math.exp((Math.floor(Math.log(size) / STEP) + 0.5) * STEP);
    out.set(middle, (out.get(middle) ?? 0) + count);
  }
  return out;
}
