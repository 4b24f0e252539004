/** What Brume's own services count, with percentiles of times and sizes. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

test("sizes of messages have percentiles, over flushes too", async () => {
  const sqs = new SQSClient(brume.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "sized" }));
  const send = (bytes: number) =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x".repeat(bytes) }));
  for (let bytes = 1; bytes <= 50; bytes++) await send(bytes);
  await brume.advance(30_000);
  for (let bytes = 51; bytes <= 100; bytes++) await send(bytes);
  await brume.advance(120_000);
  const cloudwatch = new CloudWatchClient(brume.client);
  const read = (MetricName: string, statistics: object) =>
    cloudwatch.send(
      new GetMetricStatisticsCommand({
        ...{ Namespace: "AWS/SQS", MetricName },
        Dimensions: [{ Name: "QueueName", Value: "sized" }],
        ...{ StartTime: new Date(EPOCH), EndTime: new Date(EPOCH + 60_000), Period: 60 },
        ...statistics,
      }),
    );
  const ExtendedStatistics = ["p50", "p99", "tm(90%:100%)"];
  const sizes = await read("SentMessageSize", { ExtendedStatistics });
  expect(sizes.Datapoints?.[0]?.ExtendedStatistics).toEqual({
    p50: 50,
    p99: 99,
    "tm(90%:100%)": 95.5,
  });
  const counts = await read("NumberOfMessagesSent", { Statistics: ["Sum"] });
  expect(counts.Datapoints?.[0]?.Sum).toBe(100);
});
