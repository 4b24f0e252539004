/** An alarm's moment: its data points are judged, and the next moment awaited. */
import { Fault } from "#aws/fault";
import type { MetricDataQuery } from "#aws/generated/types/cloudwatch";
import { compose, enter, reasonDataOf } from "./alarms.ts";
import { isComposite, metricStatOf } from "./domain.ts";
import { type Datapoint, FURTHER_PERIODS, isTooFew, verdictOf } from "./evaluation.ts";
import { addMeasured } from "./operations/metrics.ts";
import type { Ctx, Tx } from "./points.ts";
import { checkedQueries, readPeriods, readQueries } from "./queries.ts";
import { statistic } from "./statistics.ts";
import type { AlarmRow } from "./tables.ts";

/** How often an alarm is judged: every minute, and every ten seconds where its period is shorter. */
type Pace = "60" | "10";

const paceOf = (row: AlarmRow): Pace => (periodOf(row) < 60_000 ? "10" : "60");

/** All alarms of one pace are judged together: one change of the store for them, not one each. */
export async function awaitNext(ctx: Ctx, tx: Tx, row: AlarmRow): Promise<void> {
  await setNext(ctx, tx, paceOf(row));
}

async function setNext(ctx: Ctx, tx: Tx, pace: Pace): Promise<void> {
  const every = Number(pace) * 1_000;
  await tx.due.set("evaluate", pace, ctx.now - (ctx.now % every) + every);
}

/** The period of an alarm's data points, in milliseconds. */
function periodOf({ configuration }: AlarmRow): number {
  if (configuration.Period !== undefined) return configuration.Period * 1_000;
  const seconds = (configuration.Metrics ?? []).map(
    (query) => query.MetricStat?.Period ?? query.Period ?? 0,
  );
  return (Math.max(0, ...seconds) || 60) * 1_000;
}

/** Due. @param pace Of the alarms that are judged. */
export async function evaluate(ctx: Ctx, pace: string): Promise<void> {
  // What Brume's services have counted up to now counts.
  if (ctx.kernel.meter.size > 0) await addMeasured(ctx, ctx.kernel.meter.take());
  await ctx.update(async (tx) => {
    const rows = ((await tx.alarm.list({})) as AlarmRow[]).filter(
      (row) => !isComposite(row) && paceOf(row) === pace,
    );
    if (rows.length === 0) return;
    await setNext(ctx, tx, pace as Pace);
    let changed = false;
    for (const row of rows) changed = (await judge(ctx, tx, row)) || changed;
    if (changed) await compose(ctx, tx);
  });
}

/** @returns Whether the alarm's state has changed. */
async function judge(ctx: Ctx, tx: Tx, row: AlarmRow): Promise<boolean> {
  const { configuration } = row;
  const periodMs = periodOf(row);
  const points = await datapointsOf(ctx, tx, row, periodMs);
  const verdict = points && verdictOf(configuration, points, row.state);
  if (verdict === undefined || verdict.state === row.state) return false;
  if (isTooFew(configuration, verdict.judged)) return false;
  await enter(ctx, tx, row, {
    value: verdict.state,
    reason: verdict.reason,
    reasonData: reasonDataOf(configuration, ctx.now, periodMs, verdict.judged),
  });
  return true;
}

/** The newest first, a place for each period; undefined where an expression fails. */
async function datapointsOf(
  ctx: Ctx,
  tx: Tx,
  { configuration }: AlarmRow,
  periodMs: number,
): Promise<Datapoint[] | undefined> {
  const to = ctx.now - (ctx.now % periodMs);
  const count = configuration.EvaluationPeriods! + FURTHER_PERIODS;
  const from = to - count * periodMs;
  const known =
    configuration.Metrics === undefined
      ? await ofMetric(tx, configuration, from, to)
      : await ofExpression(ctx, tx, configuration.Metrics, from, to);
  return (
    known &&
    Array.from({ length: count }, (_, i) => {
      const at = to - (i + 1) * periodMs;
      return known.get(at) ?? { at };
    })
  );
}

async function ofMetric(
  tx: Tx,
  configuration: AlarmRow["configuration"],
  from: number,
  to: number,
): Promise<Map<number, Datapoint>> {
  const metric = metricStatOf(configuration);
  const out = new Map<number, Datapoint>();
  for (const [at, point] of await readPeriods(tx, metric, from, to)) {
    const value = statistic(point, metric.Stat);
    if (value !== undefined) out.set(at, { at, value, sampleCount: point.count });
  }
  return out;
}

const ASKED = "PutMetricAlarm";

async function ofExpression(
  ctx: Ctx,
  tx: Tx,
  queries: readonly MetricDataQuery[],
  from: number,
  to: number,
): Promise<Map<number, Datapoint> | undefined> {
  const asked = queries.find(({ ReturnData }) => ReturnData !== false)!;
  try {
    const checked = checkedQueries(ctx, queries, "Metrics", ASKED);
    const series = (await readQueries(tx, checked, from, to, ASKED)).get(asked.Id)?.[0];
    return series && new Map([...series.points].map(([at, value]) => [at, { at, value }]));
  } catch (error) {
    // An expression that cannot be worked out leaves the alarm as it is.
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
