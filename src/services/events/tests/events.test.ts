/** EventBridge through the port, with the AWS SDK. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  CreatePartnerEventSourceCommand,
  DeactivateEventSourceCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeEventSourceCommand,
  DescribeReplayCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutPartnerEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  StartReplayCommand,
  TagResourceCommand,
  type Target,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { testBrume, type TestBrume } from "#test/harness/brume";

let brume: TestBrume;
let events: EventBridgeClient;
let sqs: SQSClient;

beforeAll(async () => {
  brume = await testBrume();
  events = new EventBridgeClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());

/** A queue for a target, as URL and ARN. */
async function queue(name: string, attributes: Record<string, string> = {}) {
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  return { url: QueueUrl!, arn: `arn:aws:sqs:us-east-1:000000000000:${name}` };
}

async function received(url: string): Promise<string[]> {
  await brume.kernel.settle();
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
  );
  return Messages.map((message) => message.Body!).sort();
}

/** A rule on a bus with one target; returns the queue's URL. */
async function rule(
  name: string,
  pattern: object,
  target: Partial<Target> = {},
  bus?: string,
): Promise<string> {
  const { url, arn } = await queue(`q-${name}`);
  const on = bus === undefined ? {} : { EventBusName: bus };
  await events.send(
    new PutRuleCommand({ Name: name, EventPattern: JSON.stringify(pattern), ...on }),
  );
  await events.send(
    new PutTargetsCommand({ Rule: name, ...on, Targets: [{ Id: "1", Arn: arn, ...target }] }),
  );
  return url;
}

const put = (source: string, detail: object, bus?: string) =>
  events.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: source,
          DetailType: "order",
          Detail: JSON.stringify(detail),
          ...(bus === undefined ? {} : { EventBusName: bus }),
        },
      ],
    }),
  );

test("an event reaches the targets of the rules it matches, in AWS's shape", async () => {
  const url = await rule("placed", {
    source: ["shop"],
    detail: { total: [{ numeric: [">", 10] }] },
  });
  const { Entries, FailedEntryCount } = await put("shop", { total: 12 });
  expect(FailedEntryCount).toBe(0);
  await put("shop", { total: 9 });
  await put("other", { total: 99 });
  const [body, ...more] = await received(url);
  expect(more).toEqual([]);
  expect(JSON.parse(body!)).toEqual({
    version: "0",
    id: Entries![0]!.EventId!,
    "detail-type": "order",
    source: "shop",
    account: "000000000000",
    time: "2026-01-01T00:00:00Z",
    region: "us-east-1",
    resources: [],
    detail: { total: 12 },
  });
});

test("inputs: a constant, a part, a template", async () => {
  const constant = await rule("constant", { source: ["in"] }, { Input: '{"a":1}' });
  const part = await rule("part", { source: ["in"] }, { InputPath: "$.detail.user" });
  const template = await rule(
    "template",
    { source: ["in"] },
    {
      InputTransformer: {
        InputPathsMap: { user: "$.detail.user", name: "$.detail.user.name", none: "$.detail.none" },
        InputTemplate:
          '{"user": <user>, "text": "Hello <name> of <aws.events.rule-name>", "none": "<none>"}',
      },
    },
  );
  const text = await rule(
    "text",
    { source: ["in"] },
    {
      InputTransformer: {
        InputPathsMap: { name: "$.detail.user.name" },
        InputTemplate: '"<name> came"',
      },
    },
  );
  await put("in", { user: { name: 'Ada "L"' } });
  expect(await received(constant)).toEqual(['{"a":1}']);
  expect(await received(part)).toEqual(['{"name":"Ada \\"L\\""}']);
  expect((await received(template)).map((body) => JSON.parse(body))).toEqual([
    { user: { name: 'Ada "L"' }, text: 'Hello Ada "L" of template', none: "" },
  ]);
  expect(await received(text)).toEqual(['"Ada \\"L\\" came"']);
});

test("entries that are refused are answered one by one, in AWS's words", async () => {
  const { Entries, FailedEntryCount } = await events.send(
    new PutEventsCommand({
      Entries: [
        { Source: "ok", DetailType: "t", Detail: "{}" },
        { DetailType: "t", Detail: "{}" },
        { Source: "ok", DetailType: "t", Detail: "not json" },
        { Source: "aws.ec2", DetailType: "t", Detail: "{}" },
        { Source: "ok", DetailType: "t", Detail: "[]" },
      ],
    }),
  );
  expect(FailedEntryCount).toBe(4);
  expect(Entries!.map((entry) => [entry.ErrorCode, entry.ErrorMessage])).toEqual([
    [undefined, undefined],
    ["InvalidArgument", "Parameter Source is not valid. Reason: Source is a required argument."],
    ["MalformedDetail", "Detail is malformed."],
    ["NotAuthorizedForSourceException", "Not authorized for the source."],
    ["MalformedDetail", "Detail is malformed."],
  ]);
});

test("a scheduled rule runs under the clock", async () => {
  const { url, arn } = await queue("scheduled");
  await events.send(new PutRuleCommand({ Name: "tick", ScheduleExpression: "rate(5 minutes)" }));
  await events.send(new PutTargetsCommand({ Rule: "tick", Targets: [{ Id: "1", Arn: arn }] }));
  await brume.advance(16 * 60_000);
  const bodies = (await received(url)).map((body) => JSON.parse(body));
  expect(bodies.map((event) => event.time).sort()).toEqual([
    "2026-01-01T00:05:00Z",
    "2026-01-01T00:10:00Z",
    "2026-01-01T00:15:00Z",
  ]);
  expect(bodies[0]).toMatchObject({
    "detail-type": "Scheduled Event",
    source: "aws.events",
    resources: ["arn:aws:events:us-east-1:000000000000:rule/tick"],
    detail: {},
  });
});

test("a target that is not there: the event goes to the dead-letter queue with the reason", async () => {
  const dead = await queue("dead");
  await rule(
    "lost",
    { source: ["lost"] },
    {
      Arn: "arn:aws:sqs:us-east-1:000000000000:nowhere",
      DeadLetterConfig: { Arn: dead.arn },
    },
  );
  await put("lost", { n: 1 });
  await brume.kernel.settle();
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: dead.url, MessageAttributeNames: ["All"] }),
  );
  expect(JSON.parse(Messages[0]!.Body!).detail).toEqual({ n: 1 });
  const attributes = Object.fromEntries(
    Object.entries(Messages[0]!.MessageAttributes!).map(([k, v]) => [k, v.StringValue]),
  );
  expect(attributes).toMatchObject({
    RULE_ARN: "arn:aws:events:us-east-1:000000000000:rule/lost",
    TARGET_ARN: "arn:aws:sqs:us-east-1:000000000000:nowhere",
    ERROR_CODE: "NO_RESOURCE",
  });
});

test("of several events for one queue, the one that it refuses goes to the dead-letter queue alone", async () => {
  const { url, arn } = await queue("short", { MaximumMessageSize: "1024" });
  const dead = await queue("dead-short");
  await rule("some", { source: ["some"] }, { Arn: arn, DeadLetterConfig: { Arn: dead.arn } });
  const details = Array.from({ length: 10 }, (_, n) =>
    JSON.stringify({ n, text: "x".repeat(n === 4 ? 1_024 : 1) }),
  );
  const Entries = details.map((Detail) => ({ Source: "some", DetailType: "t", Detail }));
  expect((await events.send(new PutEventsCommand({ Entries }))).FailedEntryCount).toBe(0);
  const numbers = (bodies: string[]) => bodies.map((body) => JSON.parse(body).detail.n).sort();
  expect(numbers(await received(url))).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
  expect(numbers(await received(dead.url))).toEqual([4]);
});

test("buses: made, listed, passed on to, removed", async () => {
  const { EventBusArn } = await events.send(
    new CreateEventBusCommand({ Name: "shop", Tags: [{ Key: "team", Value: "a" }] }),
  );
  expect(EventBusArn).toBe("arn:aws:events:us-east-1:000000000000:event-bus/shop");
  const url = await rule("onshop", { source: ["bus"] }, {}, "shop");
  await rule("forward", { source: ["bus"] }, { Arn: EventBusArn! });
  await put("bus", { a: 1 });
  expect((await received(url)).map((body) => JSON.parse(body).detail)).toEqual([{ a: 1 }]);
  const { EventBuses } = await events.send(new ListEventBusesCommand({}));
  expect(EventBuses!.map((bus) => bus.Name)).toEqual(["default", "shop"]);
  await events.send(
    new PutPermissionCommand({
      EventBusName: "shop",
      Action: "events:PutEvents",
      Principal: "111111111111",
      StatementId: "one",
    }),
  );
  const { Policy } = await events.send(new DescribeEventBusCommand({ Name: "shop" }));
  expect(JSON.parse(Policy!).Statement[0]).toMatchObject({
    Sid: "one",
    Principal: { AWS: "arn:aws:iam::111111111111:root" },
  });
  const { RuleNames } = await events.send(
    new ListRuleNamesByTargetCommand({
      TargetArn: "arn:aws:sqs:us-east-1:000000000000:q-onshop",
      EventBusName: "shop",
    }),
  );
  expect(RuleNames).toEqual(["onshop"]);
  const { Targets } = await events.send(
    new ListTargetsByRuleCommand({ Rule: "onshop", EventBusName: "shop" }),
  );
  expect(Targets!.map((target) => target.Id)).toEqual(["1"]);
  expect(
    await events.send(new ListTagsForResourceCommand({ ResourceARN: EventBusArn! })),
  ).toMatchObject({ Tags: [{ Key: "team", Value: "a" }] });
  await refused(
    new DeleteEventBusCommand({ Name: "shop" }),
    "ValidationException",
    "Event bus can't be deleted since it has rules.",
  );
  await refused(
    new DeleteRuleCommand({ Name: "onshop", EventBusName: "shop" }),
    "ValidationException",
    "Rule can't be deleted since it has targets.",
  );
  await events.send(new RemoveTargetsCommand({ Rule: "onshop", EventBusName: "shop", Ids: ["1"] }));
  await events.send(new DeleteRuleCommand({ Name: "onshop", EventBusName: "shop" }));
  await events.send(new DeleteEventBusCommand({ Name: "shop" }));
});

test("archive and replay, to chosen rules", async () => {
  await events.send(
    new CreateArchiveCommand({
      ArchiveName: "kept",
      EventSourceArn: "arn:aws:events:us-east-1:000000000000:event-bus/default",
      EventPattern: '{"source":["arch"]}',
    }),
  );
  for (let n = 0; n < 3; n++) await put("arch", { n });
  await put("unkept", {});
  expect(await events.send(new DescribeArchiveCommand({ ArchiveName: "kept" }))).toMatchObject({
    EventCount: 3,
    State: "ENABLED",
  });
  const chosen = await rule("chosen", { source: ["arch"] });
  const other = await rule("unchosen", { source: ["arch"] });
  const now = brume.kernel.clock.now();
  await events.send(
    new StartReplayCommand({
      ReplayName: "again",
      EventSourceArn: "arn:aws:events:us-east-1:000000000000:archive/kept",
      EventStartTime: new Date(now - 3_600_000),
      EventEndTime: new Date(now + 1_000),
      Destination: {
        Arn: "arn:aws:events:us-east-1:000000000000:event-bus/default",
        FilterArns: ["arn:aws:events:us-east-1:000000000000:rule/chosen"],
      },
    }),
  );
  const bodies = (await received(chosen)).map((body) => JSON.parse(body));
  expect(bodies.map((event) => [event.detail.n, event["replay-name"]])).toEqual(
    expect.arrayContaining([
      [0, "again"],
      [1, "again"],
      [2, "again"],
    ]),
  );
  expect(await received(other)).toEqual([]);
  expect(await events.send(new DescribeReplayCommand({ ReplayName: "again" }))).toMatchObject({
    State: "COMPLETED",
  });
});

/** A command that must be refused. */
async function refused(command: never | object, name: string, message: string): Promise<void> {
  const error = await events.send(command as never).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect([error?.name, error?.message]).toEqual([name, message]);
}

test("refusals in AWS's words", async () => {
  await refused(
    new PutRuleCommand({ Name: "x" }),
    "ValidationException",
    "Parameter(s) EventPattern or ScheduleExpression must be specified.",
  );
  await refused(
    new PutRuleCommand({ Name: "x", ScheduleExpression: "rate(1 minutes)" }),
    "ValidationException",
    "Parameter ScheduleExpression is not valid.",
  );
  await refused(
    new PutRuleCommand({ Name: "x", EventPattern: '{"a":"b"}' }),
    "InvalidEventPatternException",
    'Event pattern is not valid. Reason: "a" must be an object or an array\n at [Source: (String)"{"a":"b"}"; line: 1, column: 7]',
  );
  await refused(
    new ListTargetsByRuleCommand({ Rule: "nothing" }),
    "ResourceNotFoundException",
    "Rule nothing does not exist on EventBus default.",
  );
  await refused(
    new TagResourceCommand({
      ResourceARN: "arn:aws:events:us-east-1:000000000000:event-bus/none",
      Tags: [],
    }),
    "ResourceNotFoundException",
    "Event bus none does not exist.",
  );
  const tested = await events.send(
    new TestEventPatternCommand({
      EventPattern: '{"source":["a"]}',
      Event:
        '{"id":"1","source":"a","detail-type":"t","account":"1","region":"r","time":"2026-01-01T00:00:00Z"}',
    }),
  );
  expect(tested.Result).toBe(true);
});

test("a partner's events reach the bus made of its source", async () => {
  const Name = "aws.partner/acme.com/store/1";
  await events.send(new CreatePartnerEventSourceCommand({ Name, Account: "000000000000" }));
  const source = () => events.send(new DescribeEventSourceCommand({ Name }));
  expect((await source()).State).toBe("PENDING");
  await events.send(new CreateEventBusCommand({ Name, EventSourceName: Name }));
  expect((await source()).State).toBe("ACTIVE");
  const url = await rule("partner", { source: [Name] }, {}, Name);
  const { Entries } = await events.send(
    new PutPartnerEventsCommand({
      Entries: [
        { Source: Name, DetailType: "sold", Detail: '{"n":1}' },
        { Source: "aws.partner/acme.com/other/2", DetailType: "sold", Detail: "{}" },
      ],
    }),
  );
  expect(Entries!.map((entry) => entry.ErrorCode)).toEqual([undefined, "InvalidArgument"]);
  expect((await received(url)).map((body) => JSON.parse(body).detail)).toEqual([{ n: 1 }]);
  await events.send(new DeactivateEventSourceCommand({ Name }));
  await events.send(
    new PutPartnerEventsCommand({
      Entries: [{ Source: Name, DetailType: "sold", Detail: '{"n":2}' }],
    }),
  );
  expect(await received(url)).toEqual([]);
});
