/** Buses, and what depends on which of them: schedules, archives, keys, tags, partners' sources. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import * as e from "@aws-sdk/client-eventbridge";
import { CreateDiscovererCommand, SchemasClient } from "@aws-sdk/client-schemas";
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { testBrume, type TestBrume } from "#test/harness/brume";

const here = "arn:aws:events:us-east-1:000000000000";
const DAY = 86_400_000;
let brume: TestBrume;
let events: e.EventBridgeClient;
let sqs: SQSClient;
beforeEach(async () => {
  brume = await testBrume();
  events = new e.EventBridgeClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterEach(() => brume.stop());

const refusal = (command: unknown) =>
  events.send(command as never).then(
    () => "taken",
    (error: Error) => `${error.name}: ${error.message}`,
  );

const makeQueue = (QueueName: string) => sqs.send(new CreateQueueCommand({ QueueName }));

async function waiting(name: string): Promise<number> {
  await brume.kernel.settle();
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: `${brume.url}/000000000000/${name}`,
      AttributeNames: ["ApproximateNumberOfMessages"],
    }),
  );
  return Number(Attributes!["ApproximateNumberOfMessages"]);
}

const target = (name: string) => ({ Id: "q", Arn: `arn:aws:sqs:us-east-1:000000000000:${name}` });

test("a rule of the same name on another bus leaves a schedule alone", async () => {
  await makeQueue("ticks");
  await events.send(new e.CreateEventBusCommand({ Name: "shop" }));
  const Name = "tick";
  await events.send(new e.PutRuleCommand({ Name, ScheduleExpression: "rate(1 minute)" }));
  await events.send(new e.PutTargetsCommand({ Rule: Name, Targets: [target("ticks")] }));
  const other = { Name, EventBusName: "shop" };
  const steps = [
    new e.PutRuleCommand({ ...other, EventPattern: '{"source":["x"]}' }),
    new e.DisableRuleCommand(other),
    new e.EnableRuleCommand(other),
    new e.DeleteRuleCommand(other),
  ];
  for (const step of steps) {
    await events.send(step as never);
    await brume.advance(60_000);
  }
  expect(await waiting("ticks")).toBe(4);
});

test("an archive outlives its bus and can still be changed and removed", async () => {
  const { EventBusArn } = await events.send(new e.CreateEventBusCommand({ Name: "gone" }));
  const ArchiveName = "kept";
  await events.send(new e.CreateArchiveCommand({ ArchiveName, EventSourceArn: EventBusArn }));
  await events.send(new e.DeleteEventBusCommand({ Name: "gone" }));
  await events.send(new e.UpdateArchiveCommand({ ArchiveName, RetentionDays: 3 }));
  const found = await events.send(new e.DescribeArchiveCommand({ ArchiveName }));
  expect([found.RetentionDays, found.EventSourceArn]).toEqual([3, EventBusArn]);
  await events.send(new e.DeleteArchiveCommand({ ArchiveName }));
  expect(await refusal(new e.DescribeArchiveCommand({ ArchiveName }))).toBe(
    "ResourceNotFoundException: Archive kept does not exist.",
  );
});

test("an empty key is none, and a queue without an ARN takes the queue away", async () => {
  await makeQueue("seen");
  const Name = "b";
  const DeadLetterConfig = { Arn: target("dead").Arn };
  await events.send(
    new e.CreateEventBusCommand({ Name, KmsKeyIdentifier: "", DeadLetterConfig, Description: "d" }),
  );
  const rule = { EventBusName: Name };
  await events.send(new e.PutRuleCommand({ Name: "r", ...rule, EventPattern: '{"source":["a"]}' }));
  await events.send(new e.PutTargetsCommand({ Rule: "r", ...rule, Targets: [target("seen")] }));
  const Entries = [{ Source: "a", DetailType: "t", Detail: "{}", EventBusName: Name }];
  await events.send(new e.PutEventsCommand({ Entries }));
  expect(await waiting("seen")).toBe(1);
  const KmsKeyIdentifier = "alias/none";
  await events.send(new e.UpdateEventBusCommand({ Name, KmsKeyIdentifier }));
  await events.send(
    new e.UpdateEventBusCommand({ Name, KmsKeyIdentifier: "", DeadLetterConfig: {} }),
  );
  const found = await events.send(new e.DescribeEventBusCommand({ Name }));
  expect([found.KmsKeyIdentifier, found.DeadLetterConfig, found.Description]).toEqual([
    ...[undefined, undefined, "d"],
  ]);
  await events.send(new e.PutEventsCommand({ Entries }));
  expect(await waiting("seen")).toBe(2);
  const archive = { ArchiveName: "a", KmsKeyIdentifier: "" };
  const EventSourceArn = `${here}:event-bus/b`;
  await events.send(new e.CreateArchiveCommand({ ...archive, EventSourceArn }));
  await events.send(new e.UpdateArchiveCommand(archive));
  const kept = await events.send(new e.DescribeArchiveCommand({ ArchiveName: "a" }));
  expect(kept.KmsKeyIdentifier).toBeUndefined();
});

test("discovery and a key of one's own exclude each other", async () => {
  const schemas = new SchemasClient(brume.client);
  const SourceArn = `${here}:event-bus/b`;
  const key = { Name: "b", KmsKeyIdentifier: "alias/own" };
  await events.send(new e.CreateEventBusCommand(key));
  const discover = () =>
    schemas.send(new CreateDiscovererCommand({ SourceArn })).then(
      () => "taken",
      (error: Error) => error.message,
    );
  const words =
    "Schema discovery is not supported for event buses encrypted using a customer managed key.";
  expect(await discover()).toBe(words);
  await events.send(new e.UpdateEventBusCommand({ Name: "b", KmsKeyIdentifier: "" }));
  expect(await discover()).toBe("taken");
  expect(await refusal(new e.UpdateEventBusCommand(key))).toBe(`ValidationException: ${words}`);
  await events.send(new e.UpdateEventBusCommand({ Name: "b", KmsKeyIdentifier: "" }));
});

test("tags: not of managed rules, nor of what has none", async () => {
  await new SchemasClient(brume.client).send(
    new CreateDiscovererCommand({ SourceArn: `${here}:event-bus/default` }),
  );
  const ResourceARN = `${here}:rule/Schemas-events-event-bus-default`;
  const tag = (arn: string) =>
    refusal(new e.TagResourceCommand({ ResourceARN: arn, Tags: [{ Key: "a", Value: "b" }] }));
  expect(await tag(ResourceARN)).toStartWith("ManagedRuleException: ");
  expect(await refusal(new e.UntagResourceCommand({ ResourceARN, TagKeys: ["a"] }))).toStartWith(
    "ManagedRuleException: ",
  );
  expect(await tag(`${here}:archive/a`)).toBe(
    `ValidationException: Parameter ${here}:archive/a is not valid. Reason: Provided Arn is not in correct format.`,
  );
});

test("a partner's source is pending again once it is deactivated or its bus is gone", async () => {
  const source = async (Name: string) => {
    await events.send(new e.CreatePartnerEventSourceCommand({ Name, Account: "000000000000" }));
    await events.send(new e.CreateEventBusCommand({ Name, EventSourceName: Name }));
  };
  const described = (Name: string) => events.send(new e.DescribeEventSourceCommand({ Name }));
  const names = ["aws.partner/a/b/1", "aws.partner/a/b/2", "aws.partner/a/b/3"] as const;
  for (const name of names) await source(name);
  await brume.advance(20 * DAY);
  const [deactivated, busless, active] = names;
  await events.send(new e.DeactivateEventSourceCommand({ Name: deactivated }));
  await events.send(new e.DeleteEventBusCommand({ Name: busless }));
  for (const name of [deactivated, busless]) {
    const { State, ExpirationTime } = await described(name);
    expect([State, ExpirationTime?.getTime()]).toEqual([
      ...["PENDING" as const, brume.kernel.clock.now() + 14 * DAY],
    ]);
  }
  await brume.advance(13 * DAY);
  await events.send(new e.CreateEventBusCommand({ Name: busless, EventSourceName: busless }));
  await brume.advance(2 * DAY);
  expect(await refusal(new e.DescribeEventSourceCommand({ Name: deactivated }))).toStartWith(
    "ResourceNotFoundException",
  );
  expect((await described(busless)).State).toBe("ACTIVE");
  expect((await described(active)).State).toBe("ACTIVE");
});

test("a replay is for rules of the bus, and says which", async () => {
  const { EventBusArn } = await events.send(new e.CreateEventBusCommand({ Name: "b" }));
  const archive = { ArchiveName: "a", EventSourceArn: EventBusArn };
  const { ArchiveArn } = await events.send(new e.CreateArchiveCommand(archive));
  const rule = { Name: "r", EventPattern: '{"source":["x"]}' };
  const { RuleArn } = await events.send(new e.PutRuleCommand({ ...rule, EventBusName: "b" }));
  const { RuleArn: elsewhere } = await events.send(new e.PutRuleCommand(rule));
  const replay = (ReplayName: string, FilterArns: string[]) =>
    new e.StartReplayCommand({
      ...{ ReplayName, EventSourceArn: ArchiveArn, Destination: { Arn: EventBusArn, FilterArns } },
      ...{ EventStartTime: new Date(0), EventEndTime: new Date(1_000) },
    });
  for (const arn of [`${here}:rule/b/none`, elsewhere!, "arn:aws:sqs:us-east-1:000000000000:q"])
    expect(await refusal(replay("no", [arn]))).toBe(
      `ValidationException: Parameter Destination.FilterArns is not valid. Reason: ${arn} is no rule of the event bus.`,
    );
  await events.send(replay("yes", [RuleArn!]));
  const found = await events.send(new e.DescribeReplayCommand({ ReplayName: "yes" }));
  expect(found.Destination).toEqual({ Arn: EventBusArn, FilterArns: [RuleArn!] });
});
