/** Metrics of EventBridge: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
import { expect, test } from "bun:test";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import * as e from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { EPOCH, testBrume } from "#test/harness/brume";

test("rules of the default bus are told by name, others by bus and name", async () => {
  const brume = await testBrume();
  try {
    const events = new e.EventBridgeClient(brume.client);
    await new SQSClient(brume.client).send(new CreateQueueCommand({ QueueName: "q" }));
    await events.send(new e.CreateEventBusCommand({ Name: "own" }));
    const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
    for (const bus of ["default", "own"]) {
      const place = { EventBusName: bus };
      const EventPattern = '{"source":["shop"]}';
      await events.send(new e.PutRuleCommand({ ...place, Name: "r", EventPattern }));
      const Targets = [
        { Id: "found", Arn: arn("q") },
        { Id: "lost", Arn: arn("none") },
        { Id: "dead", Arn: arn("none"), DeadLetterConfig: { Arn: arn("q") } },
        { Id: "deader", Arn: arn("none"), DeadLetterConfig: { Arn: arn("none") } },
      ];
      await events.send(new e.PutTargetsCommand({ ...place, Rule: "r", Targets }));
    }
    const entry = { Source: "shop", DetailType: "t", Detail: "{}" };
    await events.send(
      new e.PutEventsCommand({
        Entries: [entry, { ...entry, EventBusName: "own" }, { ...entry, Detail: "none" }],
      }),
    );
    await brume.advance(120_000);
    const cloudwatch = new CloudWatchClient(brume.client);
    const sum = async (MetricName: string, dimensions: Record<string, string>) => {
      const { Datapoints = [] } = await cloudwatch.send(
        new GetMetricStatisticsCommand({
          ...{ Namespace: "AWS/Events", MetricName, Statistics: ["Sum"], Period: 3600 },
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          ...{ StartTime: new Date(EPOCH), EndTime: new Date(EPOCH + 3_600_000) },
        }),
      );
      return Datapoints.reduce((all, point) => all + point.Sum!, 0);
    };
    const rules: Record<string, string>[] = [
      { RuleName: "r" },
      { EventBusName: "own", RuleName: "r" },
    ];
    for (const rule of rules) {
      expect(await sum("MatchedEvents", rule)).toBe(1);
      expect(await sum("TriggeredRules", rule)).toBe(1);
      expect(await sum("Invocations", rule)).toBe(4);
      expect(await sum("FailedInvocations", rule)).toBe(3);
      expect(await sum("InvocationsSentToDlq", rule)).toBe(1);
      expect(await sum("InvocationsFailedToBeSentToDlq", rule)).toBe(1);
    }
    expect(await sum("PutEventsApproximateCallCount", {})).toBe(1);
    expect(await sum("PutEventsEntriesCount", {})).toBe(3);
    expect(await sum("PutEventsFailedEntriesCount", {})).toBe(1);
  } finally {
    await brume.stop();
  }
});
