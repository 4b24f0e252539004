/** What EventBridge refuses, with AWS's code, status and message. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as e from "@aws-sdk/client-eventbridge";
import { testBrume, type TestBrume } from "#test/harness/brume";

let brume: TestBrume;
let events: e.EventBridgeClient;
const here = "arn:aws:events:us-east-1:000000000000";
const SECRET = { BasicAuthParameters: { Username: "u", Password: "p" } };

beforeAll(async () => {
  brume = await testBrume();
  events = new e.EventBridgeClient(brume.client);
  await events.send(new e.CreateEventBusCommand({ Name: "there" }));
  await events.send(new e.PutRuleCommand({ Name: "rule", EventPattern: '{"source":["a"]}' }));
  await events.send(
    new e.CreateArchiveCommand({
      ArchiveName: "there",
      EventSourceArn: `${here}:event-bus/default`,
    }),
  );
  const { ConnectionArn } = await events.send(
    new e.CreateConnectionCommand({
      ...{ Name: "there", AuthorizationType: "BASIC", AuthParameters: SECRET },
    }),
  );
  await events.send(
    new e.CreateApiDestinationCommand({
      ...{
        Name: "there",
        ConnectionArn,
        HttpMethod: "GET",
        InvocationEndpoint: "https://a.example",
      },
    }),
  );
  await events.send(
    new e.CreatePartnerEventSourceCommand({ Name: "aws.partner/a/b/c", Account: "000000000000" }),
  );
});
afterAll(() => brume.stop());

const target = (more: Partial<e.Target>) =>
  new e.PutTargetsCommand({
    Rule: "rule",
    Targets: [{ Id: "t", Arn: "arn:aws:sqs:us-east-1:000000000000:q", ...more }],
  });
const replay = (more: Partial<e.StartReplayCommandInput>) =>
  new e.StartReplayCommand({
    ...{ ReplayName: "r", EventSourceArn: `${here}:archive/there` },
    EventStartTime: new Date("2025-01-01"),
    EventEndTime: new Date("2025-01-02"),
    Destination: { Arn: `${here}:event-bus/default` },
    ...more,
  });
const permission = (more: Partial<e.PutPermissionCommandInput>) =>
  new e.PutPermissionCommand({
    ...{ Action: "events:PutEvents", Principal: "111111111111", StatementId: "s" },
    ...more,
  });

const invalid = "ValidationException";
const missing = "ResourceNotFoundException";
const taken = "ResourceAlreadyExistsException";

/** Each with the command, the code and the message; the status is 400 unless said otherwise. */
const CASES: readonly [
  what: string,
  command: () => object,
  code: string,
  words: string | RegExp,
][] = [
  // Buses.
  [
    "a bus that is there",
    () => new e.CreateEventBusCommand({ Name: "there" }),
    taken,
    "Event bus there already exists.",
  ],
  [
    "a second default bus",
    () => new e.CreateEventBusCommand({ Name: "default" }),
    taken,
    "Event bus default already exists.",
  ],
  [
    "a slash in a bus's name",
    () => new e.CreateEventBusCommand({ Name: "a/b" }),
    invalid,
    "Event bus name must not contain '/'.",
  ],
  [
    "a bus of a source by another name",
    () => new e.CreateEventBusCommand({ Name: "x", EventSourceName: "aws.partner/a/b/c" }),
    invalid,
    "Event bus name must be the same as the name of the event source.",
  ],
  [
    "a bus of no source",
    () =>
      new e.CreateEventBusCommand({
        ...{ Name: "aws.partner/a/b/none", EventSourceName: "aws.partner/a/b/none" },
      }),
    missing,
    "Event source aws.partner/a/b/none does not exist.",
  ],
  [
    "the default bus's end",
    () => new e.DeleteEventBusCommand({ Name: "default" }),
    invalid,
    "Cannot delete event bus default.",
  ],
  [
    "no bus described",
    () => new e.DescribeEventBusCommand({ Name: "none" }),
    missing,
    "Event bus none does not exist.",
  ],
  [
    "no bus updated",
    () => new e.UpdateEventBusCommand({ Name: "none" }),
    missing,
    "Event bus none does not exist.",
  ],
  [
    "a bus's logs",
    () => new e.CreateEventBusCommand({ Name: "x", LogConfig: { Level: "INFO" } }),
    "NotImplemented",
    /LogConfig of event buses/,
  ],
  // Permissions.
  [
    "another action",
    () => permission({ Action: "events:PutRule" }),
    invalid,
    "Provided value in parameter 'action' is not supported.",
  ],
  ["a principal that is none", () => permission({ Principal: "me" }), invalid, /principal/],
  [
    "a permission without a statement's id",
    () => new e.PutPermissionCommand({ Action: "events:PutEvents", Principal: "*" }),
    invalid,
    "Parameter(s) Action, Principal and StatementId must be specified.",
  ],
  [
    "a policy that is none",
    () => new e.PutPermissionCommand({ Policy: "{" }),
    invalid,
    "The policy is not well-formed.",
  ],
  [
    "a policy that is too long",
    () =>
      new e.PutPermissionCommand({
        Policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              ...{ Sid: "s", Effect: "Allow", Principal: "*", Action: "events:PutEvents" },
              Resource: Array.from({ length: 300 }, (_, n) => `${here}:event-bus/bus-${n}`),
            },
          ],
        }),
      }),
    "PolicyLengthExceededException",
    "The event bus policy is too long.",
  ],
  [
    "no policy's end",
    () => new e.RemovePermissionCommand({ StatementId: "s" }),
    missing,
    "EventBus does not have a policy.",
  ],
  // Rules.
  [
    "a rule for nothing",
    () => new e.PutRuleCommand({ Name: "x" }),
    invalid,
    "Parameter(s) EventPattern or ScheduleExpression must be specified.",
  ],
  [
    "a schedule on another bus",
    () =>
      new e.PutRuleCommand({
        ...{ Name: "x", EventBusName: "there", ScheduleExpression: "rate(1 day)" },
      }),
    invalid,
    "ScheduleExpression is supported only on the default event bus.",
  ],
  [
    "a schedule for one moment",
    () => new e.PutRuleCommand({ Name: "x", ScheduleExpression: "at(2030-01-01T00:00:00)" }),
    invalid,
    "Parameter ScheduleExpression is not valid.",
  ],
  [
    "a pattern that is none",
    () => new e.PutRuleCommand({ Name: "x", EventPattern: '{"a":{"b":1}}' }),
    "InvalidEventPatternException",
    /^Event pattern is not valid\. Reason: /,
  ],
  [
    "a rule on no bus",
    () => new e.PutRuleCommand({ Name: "x", EventBusName: "none", EventPattern: '{"a":["b"]}' }),
    missing,
    "Event bus none does not exist.",
  ],
  [
    "no rule described",
    () => new e.DescribeRuleCommand({ Name: "none" }),
    missing,
    "Rule none does not exist on EventBus default.",
  ],
  [
    "no rule disabled",
    () => new e.DisableRuleCommand({ Name: "none" }),
    missing,
    "Rule none does not exist on EventBus default.",
  ],
  [
    "an event that is none",
    () => new e.TestEventPatternCommand({ EventPattern: '{"a":["b"]}', Event: "{" }),
    invalid,
    /^Parameter Event is not valid\. Reason: /,
  ],
  [
    "an event without an id",
    () => new e.TestEventPatternCommand({ EventPattern: '{"a":["b"]}', Event: "{}" }),
    invalid,
    "Parameter Event is not valid. Reason: Event must contain id.",
  ],
  // Targets.
  [
    "an ARN that is none",
    () => target({ Arn: "q" }),
    invalid,
    "Parameter q is not valid. Reason: Provided Arn is not in correct format.",
  ],
  [
    "a target of another kind",
    () => target({ Arn: "arn:aws:s3:us-east-1:000000000000:b" }),
    invalid,
    /is not supported as a target/,
  ],
  [
    "two inputs",
    () => target({ Input: "{}", InputPath: "$.a" }),
    invalid,
    "Only one of Input, InputPath, or InputTransformer must be provided for target t.",
  ],
  [
    "an input that is no JSON",
    () => target({ Input: "{" }),
    invalid,
    "JSON syntax error in input for target t.",
  ],
  [
    "a path that is none",
    () => target({ InputPath: "a" }),
    invalid,
    "Invalid JSONPath provided for target t.",
  ],
  [
    "a FIFO queue without a group",
    () => target({ Arn: "arn:aws:sqs:us-east-1:000000000000:q.fifo" }),
    invalid,
    "Parameter(s) SqsParameters must be specified for target: t.",
  ],
  [
    "a stream without a role",
    () => target({ Arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s" }),
    invalid,
    "RoleArn is required for target arn:aws:kinesis:us-east-1:000000000000:stream/s.",
  ],
  [
    "a bus with an input of its own",
    () => target({ Arn: `${here}:event-bus/there`, Input: "{}" }),
    invalid,
    "Modifying the input for target t is not supported.",
  ],
  [
    "more than five targets",
    () =>
      new e.PutTargetsCommand({
        Rule: "rule",
        Targets: Array.from({ length: 6 }, (_, n) => ({
          ...{ Id: `${n}`, Arn: "arn:aws:sqs:us-east-1:000000000000:q" },
        })),
      }),
    "LimitExceededException",
    "The requested resource exceeds the maximum number allowed.",
  ],
  [
    "targets of no rule",
    () => new e.ListTargetsByRuleCommand({ Rule: "none" }),
    missing,
    "Rule none does not exist on EventBus default.",
  ],
  // Events.
  [
    "more than ten entries",
    () =>
      new e.PutEventsCommand({
        Entries: Array.from({ length: 11 }, () => ({ Source: "a", DetailType: "t", Detail: "{}" })),
      }),
    invalid,
    /^1 validation error detected: Value '\[.*\]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10$/,
  ],
  [
    "entries that are too large",
    () =>
      new e.PutEventsCommand({
        Entries: [
          { Source: "a", DetailType: "t", Detail: JSON.stringify({ a: "x".repeat(1_048_576) }) },
        ],
      }),
    invalid,
    "Total size of the entries in the request is over the limit.",
  ],
  // Archives and replays.
  [
    "an archive that is there",
    () =>
      new e.CreateArchiveCommand({
        ...{ ArchiveName: "there", EventSourceArn: `${here}:event-bus/default` },
      }),
    taken,
    "Archive there already exists.",
  ],
  [
    "an archive of no bus",
    () =>
      new e.CreateArchiveCommand({
        ...{ ArchiveName: "x", EventSourceArn: `${here}:event-bus/none` },
      }),
    missing,
    "Event bus none does not exist.",
  ],
  [
    "an archive's pattern that is none",
    () =>
      new e.CreateArchiveCommand({
        ...{ ArchiveName: "x", EventSourceArn: `${here}:event-bus/default` },
        EventPattern: "{",
      }),
    "InvalidEventPatternException",
    /^Event pattern is not valid\. Reason: /,
  ],
  [
    "no archive described",
    () => new e.DescribeArchiveCommand({ ArchiveName: "none" }),
    missing,
    "Archive none does not exist.",
  ],
  [
    "a replay that ends before it begins",
    () => replay({ EventEndTime: new Date("2024-01-01") }),
    invalid,
    "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.",
  ],
  [
    "a replay of no archive",
    () => replay({ EventSourceArn: `${here}:archive/none` }),
    invalid,
    "Parameter EventSourceArn is not valid. Reason: Archive none does not exist.",
  ],
  [
    "a replay to another bus",
    () => replay({ Destination: { Arn: `${here}:event-bus/there` } }),
    invalid,
    "Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN of the archive's event bus.",
  ],
  [
    "no replay described",
    () => new e.DescribeReplayCommand({ ReplayName: "none" }),
    missing,
    "Replay none does not exist.",
  ],
  // Connections, API destinations, endpoints.
  [
    "a connection that is there",
    () =>
      new e.CreateConnectionCommand({
        ...{ Name: "there", AuthorizationType: "BASIC", AuthParameters: SECRET },
      }),
    taken,
    "Connection there already exists.",
  ],
  [
    "a connection without its secret",
    () =>
      new e.CreateConnectionCommand({
        ...{ Name: "x", AuthorizationType: "API_KEY", AuthParameters: SECRET },
      }),
    invalid,
    "Parameter(s) ApiKeyAuthParameters must be specified for authorization type API_KEY.",
  ],
  [
    "no connection described",
    () => new e.DescribeConnectionCommand({ Name: "none" }),
    missing,
    "Failed to describe the connection(s). Connection 'none' does not exist.",
  ],
  [
    "a destination that is there",
    () =>
      new e.CreateApiDestinationCommand({
        ...{ Name: "there", HttpMethod: "GET", InvocationEndpoint: "https://a.example" },
        ConnectionArn: `${here}:connection/there/00000000-0000-0000-0000-000000000000`,
      }),
    taken,
    "An api-destination 'there' already exists.",
  ],
  [
    "a destination of no connection",
    () =>
      new e.CreateApiDestinationCommand({
        ...{ Name: "x", HttpMethod: "GET", InvocationEndpoint: "https://a.example" },
        ConnectionArn: `${here}:connection/none/00000000-0000-0000-0000-000000000000`,
      }),
    missing,
    "Connection 'none' does not exist.",
  ],
  [
    "a destination nowhere",
    () =>
      new e.CreateApiDestinationCommand({
        ...{ Name: "x", HttpMethod: "GET", InvocationEndpoint: "ftp://a.example" },
        ConnectionArn: `${here}:connection/there/00000000-0000-0000-0000-000000000000`,
      }),
    invalid,
    /InvocationEndpoint|invocationEndpoint/,
  ],
  [
    "no destination described",
    () => new e.DescribeApiDestinationCommand({ Name: "none" }),
    missing,
    "Failed to describe the api-destination(s). An api-destination 'none' does not exist.",
  ],
  [
    "no endpoint described",
    () => new e.DescribeEndpointCommand({ Name: "none" }),
    missing,
    "Endpoint none does not exist.",
  ],
  // Partners.
  [
    "a partner's source that is there",
    () =>
      new e.CreatePartnerEventSourceCommand({
        ...{ Name: "aws.partner/a/b/c", Account: "000000000000" },
      }),
    taken,
    "Event source aws.partner/a/b/c already exists.",
  ],
  [
    "a source that has no bus",
    () => new e.ActivateEventSourceCommand({ Name: "aws.partner/a/b/c" }),
    "InvalidStateException",
    "Event source aws.partner/a/b/c has no event bus.",
  ],
  [
    "no source described",
    () => new e.DescribeEventSourceCommand({ Name: "none" }),
    missing,
    "Event source none does not exist.",
  ],
  // Tags.
  [
    "tags of no rule",
    () => new e.ListTagsForResourceCommand({ ResourceARN: `${here}:rule/none` }),
    missing,
    "Rule none does not exist on EventBus default.",
  ],
];

test.each(CASES)("%s is refused", async (_what, command, code, words) => {
  const error = (await events.send(command() as never).then(
    () => ({ name: "nothing", message: "was refused" }),
    (thrown: unknown) => thrown,
  )) as Error & { $metadata?: { httpStatusCode?: number } };
  const status = code === "NotImplemented" ? 501 : 400;
  expect([error.name, error.$metadata?.httpStatusCode]).toEqual([code, status]);
  if (typeof words === "string") expect(error.message).toBe(words);
  else expect(error.message).toMatch(words);
});
