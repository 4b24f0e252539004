import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let cloudwatch: CloudWatchClient;
beforeAll(async () => {
  brume = await testBrume();
  cloudwatch = new CloudWatchClient(brume.client);
});
afterAll(() => brume.stop());

const Dimensions = [{ Name: "Shop", Value: "north" }];

test("values come back as statistics over periods", async () => {
  for (const [minute, Value] of [
    [0, 1],
    [0, 3],
    [1, 10],
  ] as const)
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: "Shop",
        MetricData: [
          {
            MetricName: "Sales",
            Dimensions,
            Value,
            Unit: "Count",
            Timestamp: new Date(EPOCH + minute * 60_000),
          },
        ],
      }),
    );
  const listed = await cloudwatch.send(new ListMetricsCommand({ Namespace: "Shop" }));
  expect(listed.Metrics).toEqual([{ Namespace: "Shop", MetricName: "Sales", Dimensions }]);
  const window = { StartTime: new Date(EPOCH), EndTime: new Date(EPOCH + 120_000) };
  const { Datapoints } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "Shop",
      MetricName: "Sales",
      Dimensions,
      Period: 60,
      Statistics: ["Sum", "Average", "Maximum", "SampleCount"],
      ...window,
    }),
  );
  expect(Datapoints?.[0]).toMatchObject({
    Sum: 4,
    Average: 2,
    Maximum: 3,
    SampleCount: 2,
    Unit: "Count",
    Timestamp: new Date(EPOCH),
  });
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      ...window,
      ScanBy: "TimestampAscending",
      MetricDataQueries: [
        {
          Id: "p",
          MetricStat: {
            Metric: { Namespace: "Shop", MetricName: "Sales", Dimensions },
            Period: 60,
            Stat: "p100",
          },
        },
        {
          Id: "s",
          MetricStat: {
            Metric: { Namespace: "Shop", MetricName: "Sales", Dimensions },
            Period: 120,
            Stat: "Sum",
          },
        },
      ],
    }),
  );
  expect(MetricDataResults?.map((r) => r.Values)).toEqual([[3, 10], [14]]);
});

test("bad input is refused in AWS's words", async () => {
  await expect(
    cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: "AWS/Mine",
        MetricData: [{ MetricName: "x", Value: 1 }],
      }),
    ),
  ).rejects.toMatchObject({
    message: "The value AWS/ for parameter Namespace is invalid.",
  });
});
