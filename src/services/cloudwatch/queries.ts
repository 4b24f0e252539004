/** The queries of GetMetricData and of alarms: metrics, and metric math over them. */
import { notImplemented } from "#aws/fault";
import type { MetricDataQuery, MetricStat } from "#aws/generated/types/cloudwatch";
import { evaluateMath, UnsupportedFunction } from "#languages/metric-math/evaluate";
import { isArray, type Series, typeOf, type Value } from "#languages/metric-math/series";
import { idsIn, InvalidMath, type Node, parseMath } from "#languages/metric-math/syntax";
import { dimensionsText, gathered } from "./domain.ts";
import { validation } from "./errors.ts";
import { type Ctx, readPoints, type Tx } from "./points.ts";
import { isStatistic, statistic } from "./statistics.ts";
import type { PointRow } from "./tables.ts";

/** Data points that one request's expressions may make: a bound, not a quota of AWS. */
const POINTS_MADE = 4_000_000;
const DEFAULT_PERIOD_MS = 60_000;

/** Whether a number of seconds is one of AWS's periods. */
export const isPeriod = (seconds: number): boolean =>
  seconds > 0 && ([1, 5, 10, 20, 30].includes(seconds) || seconds % 60 === 0);

export interface Checked {
  readonly query: MetricDataQuery;
  /** Of a query that is an expression. */
  readonly math?: Node;
}

/**
 * Checks queries and reads their expressions.
 * @param member The member that the queries stand in, as messages name it.
 * @param asked The operation, as what is not there names it.
 * @throws Fault ValidationError, of all that is wrong at once.
 */
export function checkedQueries(
  ctx: Ctx,
  queries: readonly MetricDataQuery[],
  member: string,
  asked: string,
): Checked[] {
  const wrong: string[] = [];
  queries.forEach((query, index) => {
    wrong.push(...problemsOf(query, `${member}.member.${index + 1}`));
  });
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    wrong.push(`The values for parameter id in ${member} are not unique.`);
  if (wrong.length > 0) throw validation(wrong.map((line) => `${line}\n`).join(""));
  return queries.map((query) => {
    if (query.AccountId !== undefined && query.AccountId !== ctx.account)
      throw notImplemented(`cloudwatch:${asked} with another account's AccountId`);
    if (query.Expression === undefined) return { query };
    if (/^\s*SELECT\s/i.test(query.Expression))
      throw notImplemented(`cloudwatch:${asked} with a query of Metrics Insights`);
    return { query, math: inExpression(query.Id, asked, () => parseMath(query.Expression!)) };
  });
}

function problemsOf(query: MetricDataQuery, path: string): string[] {
  const { Id, Expression, MetricStat, Period } = query;
  const out: string[] = [];
  if (!/^[a-z]\w*$/.test(Id)) out.push(`The value ${Id} for parameter ${path}.Id is invalid.`);
  if (Expression === undefined && MetricStat === undefined)
    out.push(`The parameter ${path}.MetricStat is required.`);
  if (Expression !== undefined && MetricStat !== undefined)
    out.push(
      `The parameters ${path}.Expression and ${path}.MetricStat are mutually exclusive and you have specified both.`,
    );
  if (MetricStat !== undefined && !isStatistic(MetricStat.Stat))
    out.push(
      `The value ${MetricStat.Stat} for parameter ${path}.MetricStat.Stat is not a valid statistic.`,
    );
  for (const [name, seconds] of [
    ["MetricStat.Period", MetricStat?.Period],
    ["Period", Period],
  ] as const)
    if (seconds !== undefined && !isPeriod(seconds))
      out.push(
        `The value ${seconds} for parameter ${path}.${name} is invalid: a period is 1, 5, 10, 20, 30, or a multiple of 60.`,
      );
  return out;
}

/** Does what an expression asks for. @throws Fault, with the expression's name. */
function inExpression<T>(id: string, asked: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnsupportedFunction)
      throw notImplemented(`cloudwatch:${asked} with the function ${error.function}`);
    if (error instanceof InvalidMath)
      throw validation(`Error in expression '${id}': ${error.message}`);
    throw error;
  }
}

/**
 * Reads the metrics of queries, and works their expressions out.
 * @param from Epoch milliseconds. @param to Epoch milliseconds, left out.
 * @returns The series of each query by its id; of an expression that gives an array, several.
 * @throws Fault
 */
export async function readQueries(
  tx: Tx,
  checked: readonly Checked[],
  from: number,
  to: number,
  asked: string,
): Promise<Map<string, readonly Series[]>> {
  const metrics = new Map<string, Series>();
  for (const { query } of checked)
    if (query.MetricStat !== undefined)
      metrics.set(query.Id, await readMetric(tx, query, from, to));
  const values = resolved(checked, metrics, from, to, asked);
  return new Map(
    checked.map(({ query: { Id } }) => {
      const value = values.get(Id)!;
      return [Id, isArray(value) ? value : [value as Series]];
    }),
  );
}

/** A metric's data points by the start of each period, oldest first. @param to Left out. */
export async function readPeriods(
  tx: Tx,
  { Metric, Period, Unit }: Omit<MetricStat, "Stat">,
  from: number,
  to: number,
): Promise<Map<number, PointRow>> {
  const { Namespace = "", MetricName = "", Dimensions } = Metric;
  const held = await readPoints(tx, Namespace, MetricName, dimensionsText(Dimensions), from, to);
  const ofUnit = Unit === undefined ? held : held.filter((point) => point.unit === Unit);
  return gathered(ofUnit, Period * 1_000, from);
}

async function readMetric(
  tx: Tx,
  query: MetricDataQuery,
  from: number,
  to: number,
): Promise<Series> {
  const { Metric, Period, Stat } = query.MetricStat!;
  const points = new Map<number, number>();
  for (const [at, point] of await readPeriods(tx, query.MetricStat!, from, to)) {
    const value = statistic(point, Stat);
    if (value !== undefined) points.set(at, value);
  }
  const label = query.Label ?? Metric?.MetricName ?? "";
  return { points, periodMs: Period * 1_000, label, metric: true };
}

/** The values of all queries; expressions are worked out as they are needed, each once. */
function resolved(
  checked: readonly Checked[],
  metrics: ReadonlyMap<string, Series>,
  from: number,
  to: number,
  asked: string,
): Map<string, Value> {
  const values = new Map<string, Value>(metrics);
  const byId = new Map(checked.map((one) => [one.query.Id, one]));
  const entered = new Set<string>();
  let made = 0;
  const spend = (points: number): void => {
    made += points;
    if (made > POINTS_MADE)
      throw new InvalidMath("The expressions of the request make too many data points.");
  };
  const named = (id: string): Value | undefined => {
    const known = values.get(id);
    const math = byId.get(id)?.math;
    if (known !== undefined || math === undefined) return known;
    if (entered.has(id)) throw new InvalidMath("The expression refers to itself.");
    entered.add(id);
    const periodMs = periodOf(id, byId, metrics);
    const value = evaluateMath(math, { from, to, periodMs, named, metrics: () => metrics, spend });
    if (typeof value === "number")
      throw new InvalidMath(`The result is a ${typeOf(value)}, it must be a time series.`);
    values.set(id, value);
    return value;
  };
  for (const { query } of checked) inExpression(query.Id, asked, () => named(query.Id));
  return values;
}

/** An expression's own period, or the longest of the metrics that it names, or of all. */
function periodOf(
  id: string,
  byId: ReadonlyMap<string, Checked>,
  metrics: ReadonlyMap<string, Series>,
): number {
  const found = byId.get(id);
  if (found?.query.Period !== undefined) return found.query.Period * 1_000;
  const named = found?.math === undefined ? [] : [...idsIn(found.math)];
  const used = named.flatMap((one) => metrics.get(one) ?? []);
  const all = used.length > 0 ? used : [...metrics.values()];
  return all.reduce((most, one) => Math.max(most, one.periodMs), 0) || DEFAULT_PERIOD_MS;
}
