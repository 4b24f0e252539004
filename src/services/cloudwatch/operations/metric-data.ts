/** Many metrics and expressions at once. */
import { validation } from "../errors.ts";
import { type Labelled, labelOf, offsetOf } from "../labels.ts";
import type { Ctx } from "../points.ts";
import { type Checked, checkedQueries, readQueries } from "../queries.ts";
import type { Series } from "#languages/metric-math/series";
import { on } from "../tables.ts";

const QUERIES = 500;
/** Data points of one answer, where the request does not ask for fewer. */
const POINTS = 100_800;

interface Result {
  readonly Id: string;
  readonly Label: string;
  readonly points: readonly (readonly [at: number, value: number])[];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const GetMetricData = on("GetMetricData", (ctx, input) => {
  const { StartTime, EndTime, MetricDataQueries, NextToken, LabelOptions } = input;
  if (EndTime <= StartTime)
    throw validation("The parameter StartTime must be less than the parameter EndTime.");
  if (MetricDataQueries.length > QUERIES)
    throw validation(
      `The collection MetricDataQueries must not have a size greater than ${QUERIES}.`,
    );
  const checked = checkedQueries(ctx, MetricDataQueries, "MetricDataQueries", "GetMetricData");
  const most = input.MaxDatapoints ?? POINTS;
  if (most < 1 || most > POINTS)
    throw validation(
      `The value ${most} for parameter MaxDatapoints is invalid: it must be from 1 to ${POINTS}.`,
    );
  const skipped = NextToken === undefined ? 0 : skippedOf(NextToken);
  const offsetMinutes = offsetOf(LabelOptions?.Timezone ?? "+0000");
  if (offsetMinutes === undefined)
    throw validation(
      `The value ${LabelOptions?.Timezone} for parameter LabelOptions.Timezone is invalid.`,
    );
  return ctx.view(async (tx) => {
    const read = await readQueries(tx, checked, StartTime, EndTime, "GetMetricData");
    const results = checked.flatMap((one) =>
      one.query.ReturnData === false
        ? []
        : resultsOf(ctx, one, read.get(one.query.Id)!, offsetMinutes, input.ScanBy),
    );
    return { ...pageOf(results, skipped, most), Messages: [] };
  });
});

function resultsOf(
  ctx: Ctx,
  { query, math }: Checked,
  all: readonly Series[],
  offsetMinutes: number,
  scanBy: string | undefined,
): Result[] {
  const { account, region, now } = ctx;
  return all.map((series) => {
    const standard =
      query.MetricStat?.Metric.MetricName ?? (math?.kind === "id" ? series.label : query.Id);
    const labelled: Labelled = { query, series, standard, account, region, now, offsetMinutes };
    const own = labelOf(query.Label ?? "${LABEL}", labelled);
    // Of the several series of an expression, each shows its metric's label too.
    const Label = math !== undefined && all.length > 1 ? `${own} ${series.label}`.trim() : own;
    const points = [...series.points];
    if (scanBy !== "TimestampAscending") points.reverse();
    return { Id: query.Id, Label, points };
  });
}

/** The data points after those that earlier pages have shown, result by result. */
function pageOf(results: readonly Result[], skipped: number, most: number) {
  const total = results.reduce((sum, { points }) => sum + points.length, 0);
  const end = skipped + most;
  const MetricDataResults = [];
  let before = 0;
  for (const { Id, Label, points } of results) {
    const start = before;
    before += points.length;
    const shown = points.slice(Math.max(0, skipped - start), Math.max(0, end - start));
    // A result without points stands on the page where they would have been.
    const here = start >= skipped && (start < end || end >= total);
    if (shown.length === 0 && !(points.length === 0 && here)) continue;
    MetricDataResults.push({
      ...{ Id, Label },
      Timestamps: shown.map(([at]) => at),
      Values: shown.map(([, value]) => value),
      StatusCode: before > end ? ("PartialData" as const) : ("Complete" as const),
    });
  }
  const NextToken = Buffer.from(String(end)).toString("base64");
  return { MetricDataResults, ...(total > end ? { NextToken } : {}) };
}

function skippedOf(token: string): number {
  const skipped = Number(Buffer.from(token, "base64").toString() || "none");
  if (!Number.isSafeInteger(skipped) || skipped < 0)
    throw validation("The value for parameter NextToken is invalid.");
  return skipped;
}
