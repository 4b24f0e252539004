import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { compileFilter } from "#languages/log-filter/filter";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let logs: CloudWatchLogsClient;
const logGroupName = "/app";
const logStreamName = "one";
beforeAll(async () => {
  brume = await testBrume();
  logs = new CloudWatchLogsClient(brume.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
});
afterAll(() => brume.stop());

test("events are put, read in pages in both directions, and filtered", async () => {
  const logEvents = ["a", "b", '{"level":"error","ms":12}'].map((message, i) => ({
    message,
    timestamp: EPOCH + i,
  }));
  await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
  const first = await logs.send(
    new GetLogEventsCommand({ logGroupName, logStreamName, limit: 2, startFromHead: true }),
  );
  expect(first.events?.map((e) => e.message)).toEqual(["a", "b"]);
  const second = await logs.send(
    new GetLogEventsCommand({
      logGroupName,
      logStreamName,
      nextToken: first.nextForwardToken,
      startFromHead: true,
    }),
  );
  expect(second.events?.map((e) => e.message)).toEqual(['{"level":"error","ms":12}']);
  const last = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, limit: 1 }));
  expect(last.events).toHaveLength(1);
  const found = await logs.send(
    new FilterLogEventsCommand({
      logGroupName,
      filterPattern: '{ $.level = "error" && $.ms > 10 }',
    }),
  );
  expect(found.events).toHaveLength(1);
  const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName }));
  expect(logStreams?.[0]).toMatchObject({
    firstEventTimestamp: EPOCH,
    lastEventTimestamp: EPOCH + 2,
  });
});

test("retention removes what is older", async () => {
  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
  await brume.advance(2 * 86_400_000);
  expect((await logs.send(new FilterLogEventsCommand({ logGroupName }))).events).toEqual([]);
});

test("faults in AWS's words", async () => {
  await expect(logs.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
    name: "ResourceAlreadyExistsException",
    message: "The specified log group already exists",
  });
  await expect(
    logs.send(new GetLogEventsCommand({ logGroupName: "none", logStreamName: "x" })),
  ).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The specified log group does not exist.",
  });
});

const CASES: readonly [pattern: string, message: string, passes: boolean][] = [
  ["ERROR", "an ERROR here", true],
  ["ERROR", "all fine", false],
  ["ERROR -retry", "ERROR retry", false],
  ["?ERROR ?WARN", "WARN", true],
  ['"two words"', "has two words", true],
  ["%ERR[A-Z]+%", "ERROR", true],
  ['{ $.a.b[0] = "x*" }', '{"a":{"b":["xyz"]}}', true],
  ["{ $.n >= 10 || $.m IS NULL }", '{"n":3,"m":null}', true],
  ["{ $.gone NOT EXISTS }", "{}", true],
  ["[ip, user, status=4*, size]", "127.0.0.1 ann 404 12", true],
  ["[..., status != 200]", "a b 200", false],
];
test.each(CASES)("%s on %s: %p", (pattern, message, passes) => {
  expect(compileFilter(pattern)(message)).toBe(passes);
});
