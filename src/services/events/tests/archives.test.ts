/** Archives over time, and replays on their way. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import * as e from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { EPOCH, testBrume, type TestBrume } from "#test/harness/brume";

const DAY = 86_400_000;
const bus = "arn:aws:events:us-east-1:000000000000:event-bus/default";
const archive = "arn:aws:events:us-east-1:000000000000:archive/kept";
let brume: TestBrume;
let events: e.EventBridgeClient;
let sqs: SQSClient;
beforeEach(async () => {
  brume = await testBrume();
  events = new e.EventBridgeClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterEach(() => brume.stop());

const keep = (more: Partial<e.CreateArchiveCommandInput> = {}) =>
  events.send(new e.CreateArchiveCommand({ ArchiveName: "kept", EventSourceArn: bus, ...more }));
const held = () => events.send(new e.DescribeArchiveCommand({ ArchiveName: "kept" }));
const described = (ReplayName: string) => events.send(new e.DescribeReplayCommand({ ReplayName }));

async function put(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 10)
    await events.send(
      new e.PutEventsCommand({
        Entries: Array.from({ length: Math.min(left, 10) }, () => ({
          ...{ Source: "shop", DetailType: "t", Detail: "{}" },
        })),
      }),
    );
}

const replay = (ReplayName: string, more: Partial<e.StartReplayCommandInput> = {}) =>
  events.send(
    new e.StartReplayCommand({
      ...{ ReplayName, EventSourceArn: archive, Destination: { Arn: bus } },
      EventStartTime: new Date(EPOCH - DAY),
      EventEndTime: new Date(EPOCH + 30 * DAY),
      ...more,
    }),
  );

/** A rule with a queue; returns how many messages that has. */
async function counted(name: string): Promise<() => Promise<number>> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  await events.send(new e.PutRuleCommand({ Name: name, EventPattern: '{"source":["shop"]}' }));
  const Arn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
  await events.send(new e.PutTargetsCommand({ Rule: name, Targets: [{ Id: "q", Arn }] }));
  return async () => {
    await brume.kernel.settle();
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
    );
    return Number(Attributes!["ApproximateNumberOfMessages"]);
  };
}

test("events are kept as long as said", async () => {
  await keep({ RetentionDays: 2 });
  await put(3);
  expect(await held()).toMatchObject({ EventCount: 3, RetentionDays: 2, State: "ENABLED" });
  await brume.advance(DAY + 3_600_000);
  await put(1);
  expect((await held()).EventCount).toBe(4);
  await brume.advance(2 * DAY);
  expect((await held()).EventCount).toBe(1);
  // Kept for ever from now on.
  await events.send(new e.UpdateArchiveCommand({ ArchiveName: "kept", RetentionDays: 0 }));
  await brume.advance(30 * DAY);
  expect((await held()).EventCount).toBe(1);
});

test("a pattern changes what is kept from then on", async () => {
  await keep({ EventPattern: '{"source":["other"]}' });
  await put(2);
  expect((await held()).EventCount).toBe(0);
  await events.send(
    new e.UpdateArchiveCommand({ ArchiveName: "kept", EventPattern: '{"source":["shop"]}' }),
  );
  await put(2);
  expect(await held()).toMatchObject({ EventCount: 2, SizeBytes: expect.any(Number) });
});

test("a replay tells how far it came, and replays a time alone", async () => {
  await keep();
  await put(20);
  await brume.advance(DAY);
  await put(5);
  const all = await counted("all");
  await replay("first", { EventEndTime: new Date(EPOCH + 3_600_000) });
  expect(await all()).toBe(20);
  expect(await described("first")).toMatchObject({
    State: "COMPLETED",
    EventLastReplayedTime: new Date(EPOCH),
    EventStartTime: new Date(EPOCH - DAY),
    ReplayEndTime: expect.any(Date),
    Destination: { Arn: bus, FilterArns: [] },
  });
  await replay("second");
  expect(await all()).toBe(45);
  expect((await described("second")).EventLastReplayedTime).toEqual(new Date(EPOCH + DAY));
  // What is replayed is not archived again.
  expect((await held()).EventCount).toBe(25);
  const { Replays } = await events.send(new e.ListReplaysCommand({ State: "COMPLETED" }));
  expect(Replays!.map(({ ReplayName }) => ReplayName)).toEqual(["first", "second"]);
});

test("a replay that is cancelled ends; what has ended cannot be cancelled", async () => {
  await keep();
  await put(250);
  const all = await counted("all");
  await replay("long");
  const { State } = await events
    .send(new e.CancelReplayCommand({ ReplayName: "long" }))
    .catch((error: Error) => ({ State: error.name }));
  const came = await all();
  await brume.advance(1_000);
  const { State: ended } = await described("long");
  // It may have been through before it was cancelled.
  if (State === "CANCELLING") {
    expect(ended).toBe("CANCELLED");
    expect(came).toBeLessThan(250);
  } else expect([State, ended]).toEqual(["IllegalStatusException", "COMPLETED"]);
  const again = await events
    .send(new e.CancelReplayCommand({ ReplayName: "long" }))
    .catch((error: Error) => error);
  expect(again).toMatchObject({
    name: "IllegalStatusException",
    message: "Replay long is not in a valid state for this operation.",
  });
});
