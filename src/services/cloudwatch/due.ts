/** An alarm's moment: its data points are judged, and the next moment awaited. */
import { Fault } from "#aws/fault";
import type { Series } from "#languages/metric-math/series";
import { enter, metricStatOf, reasonDataOf } from "./alarms.ts";
import { type Datapoint, FURTHER_PERIODS, isTooFew, verdictOf } from "./evaluation.ts";
import { addMeasured } from "./operations/metrics.ts";
import type { Ctx, Tx } from "./points.ts";
import { checkedQueries, readQueries } from "./queries.ts";
import type { AlarmRow } from "./tables.ts";

const MINUTE_MS = 60_000;
const FASTEST_MS = 10_000;

/** Alarms are judged every minute, those of short periods every ten seconds. */
export async function awaitNext(ctx: Ctx, tx: Tx, row: AlarmRow): Promise<void> {
  const every = periodOf(row) < MINUTE_MS ? FASTEST_MS : MINUTE_MS;
  await tx.due.set("evaluate", row.name, ctx.now - (ctx.now % every) + every);
}

/** The period of an alarm's data points, in milliseconds. */
function periodOf({ configuration }: AlarmRow): number {
  if (configuration.Period !== undefined) return configuration.Period * 1_000;
  const seconds = (configuration.Metrics ?? []).map(
    (query) => query.MetricStat?.Period ?? query.Period ?? 0,
  );
  return (Math.max(0, ...seconds) || 60) * 1_000;
}

/** Due. @param name The alarm's. */
export async function evaluate(ctx: Ctx, name: string): Promise<void> {
  // What Brume's services have counted up to now counts.
  if (ctx.kernel.meter.size > 0) await addMeasured(ctx, ctx.kernel.meter.take());
  await ctx.update(async (tx) => {
    const row = await tx.alarm.find({ name });
    if (row === undefined) return;
    await awaitNext(ctx, tx, row);
    const periodMs = periodOf(row);
    const points = await datapointsOf(ctx, tx, row, periodMs);
    const verdict = points && verdictOf(row.configuration, points, row.state);
    if (verdict === undefined || verdict.state === row.state) return;
    if (isTooFew(row.configuration, verdict.judged)) return;
    await enter(ctx, tx, row, {
      value: verdict.state,
      reason: verdict.reason,
      reasonData: reasonDataOf(row.configuration, ctx.now, periodMs, verdict.judged),
    });
  });
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
  const read = await valuesOf(ctx, tx, configuration, from, to);
  if (read === undefined) return undefined;
  return Array.from({ length: count }, (_, i) => {
    const at = to - (i + 1) * periodMs;
    const value = read.values.points.get(at);
    const sampleCount = read.counts?.points.get(at);
    return {
      at,
      ...(value === undefined ? {} : { value }),
      ...(sampleCount === undefined ? {} : { sampleCount }),
    };
  });
}

const ASKED = "PutMetricAlarm";

async function valuesOf(
  ctx: Ctx,
  tx: Tx,
  configuration: AlarmRow["configuration"],
  from: number,
  to: number,
): Promise<{ values: Series; counts?: Series } | undefined> {
  const queries = configuration.Metrics ?? [
    { Id: "values", MetricStat: metricStatOf(configuration) },
    { Id: "counts", MetricStat: { ...metricStatOf(configuration), Stat: "SampleCount" } },
  ];
  const checked = checkedQueries(ctx, queries, "Metrics", ASKED);
  try {
    const read = await readQueries(tx, checked, from, to, ASKED);
    const counts = configuration.Metrics === undefined ? read.get("counts")?.[0] : undefined;
    const asked = queries.find(({ ReturnData }) => ReturnData !== false)!;
    const values = read.get(asked.Id)?.[0];
    return values && { values, ...(counts === undefined ? {} : { counts }) };
  } catch (error) {
    // An expression that cannot be worked out leaves the alarm as it is.
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
