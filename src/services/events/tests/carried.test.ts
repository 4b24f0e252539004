/** What targets are given of events: digits, orders and traces as they were put. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as e from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { testBrume, type TestBrume } from "#test/harness/brume";

let brume: TestBrume;
let events: e.EventBridgeClient;
let sqs: SQSClient;
beforeAll(async () => {
  brume = await testBrume();
  events = new e.EventBridgeClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());

/** A rule for everything of a source, with a queue of the same name. */
async function rule(name: string, target: Partial<e.Target> = {}, more = {}): Promise<void> {
  await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const EventPattern = JSON.stringify({ source: [name], ...more });
  await events.send(new e.PutRuleCommand({ Name: name, EventPattern }));
  const Arn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const Targets = [{ Id: "q", Arn, ...target }];
  await events.send(new e.PutTargetsCommand({ Rule: name, Targets }));
}

const put = (Source: string, Detail: string, more: Partial<e.PutEventsRequestEntry> = {}) =>
  events.send(new e.PutEventsCommand({ Entries: [{ Source, DetailType: "t", Detail, ...more }] }));

async function received(name: string): Promise<Message[]> {
  await brume.kernel.settle();
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl: `${brume.url}/000000000000/${name}`, MaxNumberOfMessages: 10 },
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return Messages;
}

const bodies = async (name: string) => (await received(name)).map(({ Body }) => Body!);

const DETAIL = '{"n":12345678901234567890,"f":1.0,"z":{"b":1,"10":2,"2":3},"t":"a \\" b"}';
const SPACED =
  '{ "n": 12345678901234567890,\n "f":1.0, "z": {"b":1, "10":2, "2":3},"t":"a \\" b" }';

test("a detail keeps its digits and the order of its names", async () => {
  await rule("whole");
  await rule("part", { InputPath: "$.detail" });
  for (const detail of [DETAIL, SPACED]) {
    await put("whole", detail);
    const [body] = await bodies("whole");
    expect(body).toEndWith(`,"detail":${DETAIL}}`);
    expect(JSON.parse(body!)).toMatchObject({ source: "whole", resources: [] });
    await put("part", detail);
    expect(await bodies("part")).toEqual([DETAIL]);
  }
});

test("also out of an archive and through another bus", async () => {
  const bus = "arn:aws:events:us-east-1:000000000000:event-bus/default";
  const ArchiveName = "all";
  await events.send(new e.CreateArchiveCommand({ ArchiveName, EventSourceArn: bus }));
  await rule("again", {}, { "replay-name": ["r"] });
  await put("again", DETAIL);
  await brume.kernel.settle();
  const now = brume.kernel.clock.now();
  await events.send(
    new e.StartReplayCommand({
      ...{ ReplayName: "r", Destination: { Arn: bus } },
      EventSourceArn: "arn:aws:events:us-east-1:000000000000:archive/all",
      ...{ EventStartTime: new Date(now - 60_000), EventEndTime: new Date(now + 60_000) },
    }),
  );
  expect(await bodies("again")).toEqual([expect.stringContaining(`"detail":${DETAIL}`)]);
  const far = new e.EventBridgeClient({ ...brume.client, region: "eu-west-1" });
  const { EventBusArn } = await far.send(new e.CreateEventBusCommand({ Name: "far" }));
  const place = { EventBusName: "far" };
  const EventPattern = '{"source":["onward"]}';
  await far.send(new e.PutRuleCommand({ Name: "r", ...place, EventPattern }));
  const Arn = "arn:aws:sqs:us-east-1:000000000000:onward-far";
  await sqs.send(new CreateQueueCommand({ QueueName: "onward-far" }));
  await far.send(new e.PutTargetsCommand({ Rule: "r", ...place, Targets: [{ Id: "q", Arn }] }));
  await rule("onward", { Arn: EventBusArn! });
  await put("onward", DETAIL);
  expect(await bodies("onward-far")).toEqual([expect.stringContaining(`"detail":${DETAIL}`)]);
});

test("a trace goes on to queues", async () => {
  await rule("traced");
  const TraceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
  await put("traced", "{}", { TraceHeader });
  await put("traced", "{}");
  const found = (await received("traced")).map(({ Attributes }) => Attributes!["AWSTraceHeader"]);
  expect(found).toHaveLength(2);
  expect(found).toContain(TraceHeader);
  expect(found).toContain(undefined);
});

test("<aws.events.event> has detailType, <aws.events.event.json> all as it is", async () => {
  await rule("variables", {
    InputTransformer: {
      InputTemplate: '{"bare": <aws.events.event>, "all": <aws.events.event.json>}',
    },
  });
  await put("variables", '{"a":1}');
  const [body] = await bodies("variables");
  const { bare, all } = JSON.parse(body!) as Record<string, Record<string, unknown>>;
  expect(bare).toMatchObject({ detailType: "t", source: "variables" });
  expect(Object.keys(bare!)).not.toContain("detail-type");
  expect(Object.keys(bare!)).not.toContain("detail");
  expect(all).toMatchObject({ "detail-type": "t", detail: { a: 1 } });
});

const refused = (command: unknown) =>
  events.send(command as never).then(
    () => "taken",
    (error: Error) => `${error.name}: ${error.message}`,
  );

test("targets that could not be obeyed are refused", async () => {
  await events.send(new e.PutRuleCommand({ Name: "r", EventPattern: '{"source":["r"]}' }));
  const target = (more: Partial<e.Target>) => {
    const Arn = "arn:aws:sqs:us-east-1:000000000000:q";
    return refused(new e.PutTargetsCommand({ Rule: "r", Targets: [{ Id: "X", Arn, ...more }] }));
  };
  const template = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) =>
    target({ InputTransformer: { InputPathsMap, InputTemplate } });
  expect(await template('{"a": <zz>}')).toBe(
    "ValidationException: InputTemplate for target X contains invalid placeholder zz.",
  );
  expect(await template("hello <s>", { s: "$.detail" })).toStartWith(
    "ValidationException: Invalid InputTemplate for target X : [Source: (String)",
  );
  expect(await template('{"a": <AWSs>}', { AWSs: "$.detail" })).toStartWith(
    "ValidationException: InputPathsMap for target X contains invalid key AWSs.",
  );
  expect(await template('"a <s>"\n"b <s>"', { s: "$.detail" })).toBe("taken");
  const sqsArn = "arn:aws:sqs:us-east-1:000000000000:dead";
  for (const Arn of ["arn:aws:sns:us-east-1:000000000000:t", `${sqsArn}.fifo`, "dead"])
    expect(await target({ DeadLetterConfig: { Arn } })).toStartWith("ValidationException: ");
  expect(await target({ DeadLetterConfig: { Arn: sqsArn } })).toBe("taken");
  expect(await target({ DeadLetterConfig: {} })).toBe("taken");
});
