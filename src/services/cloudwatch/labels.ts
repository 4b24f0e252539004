/**
 * Labels that show values of what they label.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html
 */
import type { MetricDataQuery } from "#aws/generated/types/cloudwatch";
import type { Series } from "#languages/metric-math/series";

export interface Labelled {
  readonly query: MetricDataQuery;
  readonly series: Series;
  /** What `${LABEL}` shows. */
  readonly standard: string;
  readonly account: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** From UTC. */
  readonly offsetMinutes: number;
}

type Point = readonly [at: number, value: number];

/** Minutes of an offset such as +0130; undefined where it is none. */
export function offsetOf(text: string): number | undefined {
  const found = /^([+-])(\d{2})(\d{2})$/.exec(text);
  if (found === null) return undefined;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === "-" ? -minutes : minutes;
}

/** A label with its values filled in; what is no value of AWS's stays as it is. */
export function labelOf(text: string, labelled: Labelled): string {
  return text.replace(
    /\$\{(?:([A-Z_]+)|PROP\('([^']*)'\))\}/g,
    (whole, name: string | undefined, property: string | undefined) => {
      if (name === "LABEL") return labelled.standard;
      return (
        (name === undefined ? propertyOf(property!, labelled) : liveValue(name, labelled)) ?? whole
      );
    },
  );
}

function propertyOf(name: string, labelled: Labelled): string | undefined {
  const { query, account, region } = labelled;
  const { Metric, Stat } = query.MetricStat ?? {};
  if (name.startsWith("Dim."))
    return Metric?.Dimensions?.find((one) => one.Name === name.slice(4))?.Value ?? "";
  switch (name) {
    case "AccountId":
    case "AccountLabel":
      return account;
    case "MetricName":
      return Metric?.MetricName ?? "";
    case "Namespace":
      return Metric?.Namespace ?? "";
    case "Period":
      return String(labelled.series.periodMs / 1_000);
    case "Region":
      return region;
    case "Stat":
      return Stat ?? "";
    default:
      return undefined;
  }
}

function liveValue(name: string, labelled: Labelled): string | undefined {
  const points: Point[] = [...labelled.series.points];
  const values = points.map(([, value]) => value);
  const sum = values.reduce((all, value) => all + value, 0);
  if (name === "DATAPOINT_COUNT") return String(points.length);
  if (name === "SUM") return String(sum);
  if (name === "AVG") return points.length === 0 ? "--" : String(sum / points.length);
  const [which, what] = partsOf(name);
  if (which === undefined) return undefined;
  const [first, last] = ENDS[which]!(points);
  // AWS does not say what stands for a value that is not there.
  if (first === undefined || last === undefined) return "--";
  return shown(what, first, last, labelled);
}

const lowest = (points: readonly Point[]): Point | undefined =>
  points.reduce<Point | undefined>((a, b) => (a === undefined || b[1] < a[1] ? b : a), undefined);
const highest = (points: readonly Point[]): Point | undefined =>
  points.reduce<Point | undefined>((a, b) => (a === undefined || b[1] > a[1] ? b : a), undefined);

const ENDS: Readonly<
  Record<string, (points: readonly Point[]) => readonly [Point | undefined, Point | undefined]>
> = {
  FIRST: (points) => [points[0], points[0]],
  FIRST_LAST: (points) => [points[0], points.at(-1)],
  LAST: (points) => [points.at(-1), points.at(-1)],
  MAX: (points) => [highest(points), highest(points)],
  MIN: (points) => [lowest(points), lowest(points)],
  MIN_MAX: (points) => [lowest(points), highest(points)],
};

/** FIRST_LAST_TIME_RANGE is FIRST_LAST and TIME_RANGE. */
function partsOf(name: string): readonly [which: string | undefined, what: string] {
  const found = /^(FIRST_LAST|MIN_MAX)_(TIME_RANGE|RANGE)$/.exec(name);
  if (found !== null) return [found[1], found[2]!];
  const single = /^(FIRST|LAST|MIN|MAX)(?:_(TIME_RELATIVE|TIME))?$/.exec(name);
  return [single?.[1], single?.[2] ?? "VALUE"];
}

/** Differs from AWS: how it writes numbers, times and spans is not published; these are ISO's. */
function shown(what: string, first: Point, last: Point, labelled: Labelled): string {
  switch (what) {
    case "VALUE":
      return String(first[1]);
    case "RANGE":
      return String(last[1] - first[1]);
    case "TIME":
      return time(first[0], labelled.offsetMinutes);
    case "TIME_RELATIVE":
      return span(labelled.now - first[0]);
    default:
      return span(last[0] - first[0]);
  }
}

function time(at: number, offsetMinutes: number): string {
  const wall = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 19);
  if (offsetMinutes === 0) return `${wall}Z`;
  const size = Math.abs(offsetMinutes);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${wall}${offsetMinutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function span(milliseconds: number): string {
  let seconds = Math.floor(Math.abs(milliseconds) / 1_000);
  const parts: string[] = [];
  for (const [unit, size] of [
    ["d", 86_400],
    ["h", 3_600],
    ["m", 60],
    ["s", 1],
  ] as const) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.length === 0 ? "0s" : parts.join(" ");
}
