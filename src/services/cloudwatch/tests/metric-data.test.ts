/** GetMetricData: metric math, labels, pages, refusals. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let cloudwatch: CloudWatchClient;
beforeAll(async () => {
  brume = await testBrume();
  cloudwatch = new CloudWatchClient(brume.client);
  await put("Errors", [1, 2, undefined, 4]);
  await put("Requests", [10, 10, 10, 20]);
});
afterAll(() => brume.stop());

const Dimensions = [{ Name: "Shop", Value: "north" }];

async function put(MetricName: string, values: readonly (number | undefined)[]): Promise<void> {
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: "Shop",
      MetricData: values.flatMap((Value, minute) =>
        Value === undefined
          ? []
          : [{ MetricName, Dimensions, Value, Timestamp: new Date(EPOCH + minute * 60_000) }],
      ),
    }),
  );
}

const metric = (Id: string, MetricName: string, further: Partial<MetricDataQuery> = {}) => ({
  Id,
  MetricStat: { Metric: { Namespace: "Shop", MetricName, Dimensions }, Period: 60, Stat: "Sum" },
  ...further,
});
const HIDDEN = { ReturnData: false };
const ERRORS = metric("errors", "Errors", HIDDEN);
const REQUESTS = metric("requests", "Requests", HIDDEN);

const get = (
  MetricDataQueries: MetricDataQuery[],
  further: Partial<GetMetricDataCommandInput> = {},
) =>
  cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(EPOCH),
      EndTime: new Date(EPOCH + 4 * 60_000),
      ScanBy: "TimestampAscending",
      MetricDataQueries,
      ...further,
    }),
  );

test("an expression reckons with metrics and with other expressions", async () => {
  const { MetricDataResults } = await get([
    { Id: "percent", Expression: "rate * 100", Label: "Error rate" },
    { Id: "rate", Expression: "errors / requests", ...HIDDEN },
    ERRORS,
    REQUESTS,
  ]);
  expect(MetricDataResults).toEqual([
    {
      Id: "percent",
      Label: "Error rate",
      StatusCode: "Complete",
      Timestamps: [0, 1, 2, 3].map((minute) => new Date(EPOCH + minute * 60_000)),
      Values: [10, 20, 0, 20],
    },
  ]);
});

test("an array of series gives a result for each, the newest first if not asked otherwise", async () => {
  const { MetricDataResults } = await get(
    [{ Id: "all", Expression: "METRICS() * 2", Label: "Doubled" }, ERRORS, REQUESTS],
    { ScanBy: "TimestampDescending" },
  );
  expect(MetricDataResults?.map(({ Id, Label, Values }) => [Id, Label, Values])).toEqual([
    ["all", "Doubled Errors", [8, 4, 2]],
    ["all", "Doubled Requests", [40, 20, 20, 20]],
  ]);
});

test("periods without data are filled, and made of nothing", async () => {
  const { MetricDataResults } = await get([
    { Id: "filled", Expression: "FILL(errors, 0)" },
    { Id: "line", Expression: "TIME_SERIES(7)", Period: 120 },
    ERRORS,
  ]);
  expect(MetricDataResults?.map((one) => one.Values)).toEqual([
    [1, 2, 0, 4],
    [7, 7],
  ]);
  expect(MetricDataResults?.map((one) => one.Label)).toEqual(["filled", "line"]);
});

test("labels show values of their metric", async () => {
  const Label =
    "${LABEL} of ${PROP('Dim.Shop')} ${PROP('Stat')}: ${SUM}, ${AVG}, ${MAX} at ${MAX_TIME}, " +
    "${FIRST_LAST_RANGE} in ${FIRST_LAST_TIME_RANGE}, ${NOTHING}";
  const { MetricDataResults } = await get([metric("m", "Requests", { Label })], {
    LabelOptions: { Timezone: "-0130" },
  });
  expect(MetricDataResults?.[0]?.Label).toBe(
    "Requests of north Sum: 50, 12.5, 20 at 2025-12-31T22:33:00-01:30, 10 in 3m, ${NOTHING}",
  );
});

test("MaxDatapoints gives pages that together are the whole", async () => {
  const queries = [metric("a", "Errors"), metric("none", "Nothing"), metric("b", "Requests")];
  const pages: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const page = await get(queries, { MaxDatapoints: 3, ...(NextToken ? { NextToken } : {}) });
    pages.push(page.MetricDataResults?.map((one) => [one.Id, one.StatusCode, one.Values]));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  expect(pages).toEqual([
    [["a", "Complete", [1, 2, 4]]],
    [
      ["none", "Complete", []],
      ["b", "PartialData", [10, 10, 10]],
    ],
    [["b", "Complete", [20]]],
  ]);
});

const metricStat = metric("m", "Errors").MetricStat;
test.each<[string, MetricDataQuery[], string]>([
  [
    "nothing to do",
    [{ Id: "m" }],
    "The parameter MetricDataQueries.member.1.MetricStat is required.\n",
  ],
  [
    "two things to do",
    [{ Id: "m", Expression: "1", MetricStat: metricStat }],
    "The parameters MetricDataQueries.member.1.Expression and MetricDataQueries.member.1.MetricStat are mutually exclusive and you have specified both.\n",
  ],
  [
    "unknown statistics",
    ["a", "b"].map((Id) => ({ Id, MetricStat: { ...metricStat, Stat: "None" } })),
    "The value None for parameter MetricDataQueries.member.1.MetricStat.Stat is not a valid statistic.\n" +
      "The value None for parameter MetricDataQueries.member.2.MetricStat.Stat is not a valid statistic.\n",
  ],
  [
    "an id twice",
    [metric("m", "Errors"), metric("m", "Requests")],
    "The values for parameter id in MetricDataQueries are not unique.\n",
  ],
  [
    "too many",
    Array.from({ length: 501 }, (_, i) => metric(`m${i}`, "Errors")),
    "The collection MetricDataQueries must not have a size greater than 500.",
  ],
  [
    "no syntax",
    [{ Id: "e", Expression: "1 +" }],
    "Error in expression 'e': The expression ends too early.",
  ],
  [
    "a number",
    [{ Id: "e", Expression: "1 + 1" }],
    "Error in expression 'e': The result is a Scalar, it must be a time series.",
  ],
  [
    "a circle",
    [
      { Id: "a", Expression: "b + 1" },
      { Id: "b", Expression: "a + 1" },
    ],
    "Error in expression 'a': The expression refers to itself.",
  ],
])("%s is refused", async (_, queries, message) => {
  await expect(get(queries)).rejects.toMatchObject({
    // The SDK names the shape, whose code is ValidationError.
    name: "ValidationException",
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

test.each([
  ["SEARCH('{Shop} Errors', 'Sum')", "GetMetricData with the function SEARCH"],
  ["SUM(ANOMALY_DETECTION_BAND(m))", "GetMetricData with the function ANOMALY_DETECTION_BAND"],
  ["SELECT SUM(Errors) FROM Shop", "GetMetricData with a query of Metrics Insights"],
])("%s is named as what is not there", async (Expression, what) => {
  await expect(get([{ Id: "e", Expression }, metric("m", "Errors")])).rejects.toMatchObject({
    message: `cloudwatch:${what} is not implemented in Brume yet.`,
    $metadata: { httpStatusCode: 501 },
  });
});

test("a year of minutes, many times over, is refused before it is made", async () => {
  const queries = Array.from({ length: 20 }, (_, i) => ({
    Id: `e${i}`,
    Expression: "TIME_SERIES(1)",
  }));
  await expect(
    get(queries, { StartTime: new Date(EPOCH - 365 * 86_400_000) }),
  ).rejects.toMatchObject({
    message: expect.stringContaining("make too many data points"),
  });
});
