/**
 * Whether data points put an alarm into a state, and in which words; pure.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
import type { Configuration, StateValue } from "./tables.ts";

export interface Datapoint {
  /** Epoch milliseconds, the start of its period. */
  readonly at: number;
  readonly value?: number;
  readonly sampleCount?: number;
}

export interface Verdict {
  readonly state: StateValue;
  readonly reason: string;
  /** Those that it was judged by, the newest first. */
  readonly judged: readonly Datapoint[];
}

/** Periods that are looked at beyond those that are judged, for where data is missing. */
export const FURTHER_PERIODS = 2;

type Comparison = readonly [holds: (value: number, threshold: number) => boolean, words: string];

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ["GreaterThanOrEqualToThreshold", [(v, t) => v >= t, "greater than or equal to"]],
  ["GreaterThanThreshold", [(v, t) => v > t, "greater than"]],
  ["LessThanThreshold", [(v, t) => v < t, "less than"]],
  ["LessThanOrEqualToThreshold", [(v, t) => v <= t, "less than or equal to"]],
]);

export const isComparison = (operator: string): boolean => COMPARISONS.has(operator);

/**
 * Judges an alarm's data points.
 * @param points Of the periods to judge and `FURTHER_PERIODS` before them, the newest first.
 * @returns Undefined where the alarm keeps its state.
 */
export function verdictOf(
  configuration: Configuration,
  points: readonly Datapoint[],
  from: StateValue,
): Verdict | undefined {
  const periods = configuration.EvaluationPeriods!;
  const needed = configuration.DatapointsToAlarm ?? periods;
  const missing = configuration.TreatMissingData ?? "missing";
  const [holds] = COMPARISONS.get(configuration.ComparisonOperator!)!;
  const breaches = ({ value }: Datapoint) => holds(value!, configuration.Threshold!);
  const real = points.filter(({ value }) => value !== undefined).slice(0, periods);
  const breaching = real.filter(breaches);
  const decided = (state: StateValue, filled: number): Verdict => {
    const judged = real.length > 0 ? real : points.slice(0, periods);
    return { state, reason: reasonOf(configuration, state, real, breaching, filled), judged };
  };
  if (breaching.length >= needed) return decided("ALARM", 0);
  const absent = periods - real.length;
  if (missing === "breaching")
    return decided(breaching.length + absent >= needed ? "ALARM" : "OK", absent);
  if (missing === "notBreaching" || breaching.length < real.length) return decided("OK", absent);
  if (missing === "ignore") return undefined;
  if (real.length === 0) return decided("INSUFFICIENT_DATA", absent);
  // Only breaching points, too few of them: an alarm all the same once the oldest is old enough.
  const age = points.findLastIndex(({ value }) => value !== undefined) + 1;
  if (age >= needed) return decided("ALARM", 0);
  return from === "INSUFFICIENT_DATA" ? decided("INSUFFICIENT_DATA", absent) : undefined;
}

/**
 * Whether a percentile of data points that were judged says too little for a change of state: one of
 * them has fewer samples than ten beyond the percentile would need, and the alarm ignores such.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
 */
export function isTooFew(configuration: Configuration, judged: readonly Datapoint[]): boolean {
  const rank = /^p(\d+(?:\.\d+)?)$/i.exec(configuration.ExtendedStatistic ?? "")?.[1];
  if (rank === undefined || configuration.EvaluateLowSampleCountPercentile !== "ignore")
    return false;
  const part = Number(rank) / 100;
  const least = 10 / (part < 0.5 ? part : 1 - part);
  // The reckoning of a thousand must not ask for one more.
  return judged.some(({ sampleCount }) => sampleCount !== undefined && sampleCount < least - 1e-6);
}

function reasonOf(
  configuration: Configuration,
  state: StateValue,
  real: readonly Datapoint[],
  breaching: readonly Datapoint[],
  filled: number,
): string {
  if (state === "INSUFFICIENT_DATA") return `Insufficient Data: ${unknown(filled)} unknown.`;
  if (real.length === 0) {
    const treated = state === "ALARM" ? "Breaching" : "NonBreaching";
    const periods = filled === 1 ? "1 period" : `${filled} periods`;
    const points = filled === 1 ? "1 missing datapoint was" : `${filled} missing datapoints were`;
    return `Threshold Crossed: no datapoints were received for ${periods} and ${points} treated as [${treated}].`;
  }
  const { DatapointsToAlarm: needed, EvaluationPeriods: periods = 1 } = configuration;
  const alarmed = state === "ALARM";
  const shown = alarmed
    ? breaching.length > 0
      ? breaching
      : real
    : real.filter((point) => !breaching.includes(point));
  const [, words] = COMPARISONS.get(configuration.ComparisonOperator!)!;
  const list = shown.map(({ at, value }) => `${decimal(value!)} (${shortTime(at)})`).join(", ");
  const verb = shown.length === 1 ? "was" : "were";
  const crossed = `${verb} ${alarmed ? "" : "not "}${words} the threshold (${decimal(configuration.Threshold!)})`;
  if (needed === undefined)
    return `Threshold Crossed: ${shown.length} datapoint${shown.length === 1 ? "" : "s"} [${list}] ${crossed}.`;
  const least = alarmed ? needed : periods - needed + 1;
  const change = alarmed ? "OK -> ALARM" : "ALARM -> OK";
  return `Threshold Crossed: ${shown.length} out of the last ${periods} datapoints [${list}] ${crossed} (minimum ${least} datapoint${least === 1 ? "" : "s"} for ${change} transition).`;
}

const unknown = (count: number): string =>
  count === 1 ? "1 datapoint was" : `${count} datapoints were`;

/** A number with a point in it, as AWS writes them. */
export const decimal = (value: number): string =>
  Number.isInteger(value) ? value.toFixed(1) : String(value);

/** 26/10/23 16:42:00 */
function shortTime(at: number): string {
  const [year, month, day, time] = new Date(at).toISOString().split(/[-T.]/);
  return `${day}/${month}/${year!.slice(2)} ${time}`;
}

/** 2023-10-26T16:42:00.000+0000 */
export const longTime = (at: number): string => new Date(at).toISOString().replace("Z", "+0000");
