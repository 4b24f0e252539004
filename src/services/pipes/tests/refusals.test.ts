/** What pipes refuse, with AWS's code, status and message. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as p from "@aws-sdk/client-pipes";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let pipes: p.PipesClient;
beforeAll(async () => {
  brume = await testBrume();
  pipes = new p.PipesClient(brume.client);
});
afterAll(() => brume.stop());

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const RoleArn = "arn:aws:iam::000000000000:role/r";
const GOOD: p.CreatePipeCommandInput = {
  ...{ Name: "good", Source: arn("sqs", "in"), Target: arn("sqs", "out"), RoleArn },
  DesiredState: "STOPPED",
};
const STREAM = arn("dynamodb", "table/t/stream/2026-01-01T00:00:00.000");

type Refusal = [status: number, code: string, message: string | RegExp];

async function refused(command: object, [status, code, message]: Refusal): Promise<void> {
  const error = (await pipes.send(command as never).then(
    () => ({ name: "nothing", message: "was refused" }),
    (thrown: unknown) => thrown,
  )) as Error & { $metadata?: { httpStatusCode?: number } };
  expect([error.$metadata?.httpStatusCode, error.name]).toEqual([status, code]);
  if (typeof message === "string") expect(error.message).toBe(message);
  else expect(error.message).toMatch(message);
}

const validation = (message: string | RegExp): Refusal => [400, "ValidationException", message];
const missing = (message: string): Refusal => [501, "NotImplemented", new RegExp(message)];

const CREATE: [string, Partial<p.CreatePipeCommandInput>, Refusal][] = [
  [
    "a role that is none",
    { RoleArn: "arn:aws:iam::000000000000:user/u" },
    validation(/RoleArn|roleArn|role/),
  ],
  ["a name with a slash", { Name: "a/b" }, validation(/name/i)],
  [
    "a source that is none",
    { Source: arn("s3", "x") },
    validation(
      "Parameter Source is not valid. Reason: arn:aws:s3:us-east-1:000000000000:x is no source of a pipe.",
    ),
  ],
  [
    "a table without its stream",
    { Source: arn("dynamodb", "table/t") },
    validation(/is no source of a pipe/),
  ],
  ["Amazon MQ", { Source: arn("mq", "broker:b:b-1") }, missing("the source Amazon MQ")],
  ["Amazon MSK", { Source: arn("kafka", "cluster/c/u") }, missing("the source Amazon MSK")],
  [
    "self-managed Kafka",
    { Source: "smk://broker.example.com:9092" },
    missing("a self-managed Apache Kafka"),
  ],
  [
    "parameters of another source",
    { SourceParameters: { KinesisStreamParameters: { StartingPosition: "LATEST" } } },
    validation(
      "Parameter KinesisStreamParameters is not valid for the source arn:aws:sqs:us-east-1:000000000000:in.",
    ),
  ],
  [
    "a stream without a starting position",
    { Source: STREAM },
    validation(
      `Parameter DynamoDBStreamParameters.StartingPosition is required for the source ${STREAM}.`,
    ),
  ],
  [
    "a time that is no starting position",
    {
      Source: arn("kinesis", "stream/s"),
      SourceParameters: { KinesisStreamParameters: { StartingPosition: "AT_TIMESTAMP" } },
    },
    validation(/StartingPositionTimestamp must be given with/),
  ],
  [
    "a dead-letter queue that is none",
    {
      Source: STREAM,
      SourceParameters: {
        DynamoDBStreamParameters: {
          ...{ StartingPosition: "LATEST", DeadLetterConfig: { Arn: arn("s3", "x") } },
        },
      },
    },
    validation(/DeadLetterConfig.Arn|deadLetterConfig.arn/),
  ],
  [
    "a large batch without a window",
    {
      Target: arn("lambda", "function:f"),
      SourceParameters: { SqsQueueParameters: { BatchSize: 11 } },
    },
    validation(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    ),
  ],
  [
    "a window of a FIFO queue",
    {
      Source: arn("sqs", "in.fifo"),
      SourceParameters: { SqsQueueParameters: { MaximumBatchingWindowInSeconds: 5 } },
    },
    validation("Batching window is not supported for FIFO queues."),
  ],
  [
    "a large batch of a FIFO queue",
    {
      Source: arn("sqs", "in.fifo"),
      SourceParameters: { SqsQueueParameters: { BatchSize: 11 } },
    },
    validation(/Max batch size is 10/),
  ],
  [
    "a batch larger than the target takes",
    {
      Source: STREAM,
      SourceParameters: {
        DynamoDBStreamParameters: { StartingPosition: "LATEST", BatchSize: 11 },
      },
    },
    validation(/^The batch size 11 of the source is larger than .* take, which is 10\.$/),
  ],
  [
    "a batch for an API",
    {
      Target: arn("execute-api", "a/live/POST/x"),
      SourceParameters: { SqsQueueParameters: { BatchSize: 2 } },
    },
    validation(/which is 1\.$/),
  ],
  [
    "an enrichment that is none",
    { Enrichment: arn("sns", "t") },
    validation(/is no enrichment\.$/),
  ],
  ["a target that is none", { Target: arn("s3", "b") }, validation(/is no target of a pipe\.$/)],
  [
    "Timestream",
    { Target: arn("timestream", "database/d/table/t") },
    missing("the target Amazon Timestream"),
  ],
  [
    "Kinesis without a partition key",
    { Target: arn("kinesis", "stream/s") },
    validation(
      "Parameter TargetParameters.KinesisStreamParameters is required for the target arn:aws:kinesis:us-east-1:000000000000:stream/s.",
    ),
  ],
  [
    "a FIFO queue without a group",
    { Target: arn("sqs", "out.fifo") },
    validation("MessageGroupId is required for a FIFO queue as the target."),
  ],
  [
    "a path that is none",
    { TargetParameters: { SqsQueueParameters: { MessageGroupId: "$.a[" } } },
    validation("Invalid JSONPath provided: $.a[."),
  ],
  [
    "a path with an index that is none",
    { TargetParameters: { SqsQueueParameters: { MessageGroupId: "$[0" } } },
    validation("Invalid JSONPath provided: $[0."),
  ],
  [
    "a path that ends in a dot in a template",
    { TargetParameters: { InputTemplate: '{"x": <$.body.>}' } },
    validation("Invalid JSONPath provided: $.body.."),
  ],
  [
    "a path that is none in a template",
    { TargetParameters: { InputTemplate: '{"x": "<$[0>"}' } },
    validation("Invalid JSONPath provided: $[0."),
  ],
  [
    "a path that is none in an enrichment's template",
    {
      Enrichment: arn("lambda", "function:f"),
      EnrichmentParameters: { InputTemplate: "<$.a[>" },
    },
    validation("Invalid JSONPath provided: $.a[."),
  ],
  ...[0, 10, 59].map(
    (MaximumRecordAgeInSeconds): [string, Partial<p.CreatePipeCommandInput>, Refusal] => [
      `records no older than ${MaximumRecordAgeInSeconds} seconds`,
      {
        Source: STREAM,
        SourceParameters: {
          DynamoDBStreamParameters: { StartingPosition: "LATEST", MaximumRecordAgeInSeconds },
        },
      },
      validation(
        "MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)",
      ),
    ],
  ),
  [
    "a window in which records grow too old",
    {
      Source: arn("kinesis", "stream/s"),
      SourceParameters: {
        KinesisStreamParameters: {
          ...{ StartingPosition: "LATEST", MaximumRecordAgeInSeconds: 60 },
          MaximumBatchingWindowInSeconds: 60,
        },
      },
    },
    validation("MaximumBatchingWindowInSeconds must be less than MaximumRecordAgeInSeconds."),
  ],
  [
    "a FIFO topic as the target",
    { Target: arn("sns", "t.fifo") },
    validation(/is a FIFO topic, which is no target of a pipe\.$/),
  ],
  [
    "a filter that is none",
    { SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"a":"b"}' }] } } },
    validation(/^Event pattern is not valid\. Reason: "a" must be an object or an array/),
  ],
  [
    "more than five filters",
    {
      SourceParameters: {
        FilterCriteria: { Filters: Array.from({ length: 6 }, () => ({ Pattern: '{"a":["b"]}' })) },
      },
    },
    validation(/^(A pipe has at most 5 filters\.|.*filters.*less than or equal to 5)/s),
  ],
  [
    "a log level without a place",
    { LogConfiguration: { Level: "INFO" } },
    validation("A log destination must be given with the log level INFO."),
  ],
  [
    "a log format of S3 that is not JSON",
    {
      LogConfiguration: {
        Level: "INFO",
        S3LogDestination: { BucketName: "logs", BucketOwner: "000000000000", OutputFormat: "w3c" },
      },
    },
    validation("OutputFormat of S3LogDestination must be json."),
  ],
  [
    "a batch size of none",
    { SourceParameters: { SqsQueueParameters: { BatchSize: 0 } } },
    validation(/greater than or equal to 1/),
  ],
];

test.each(CREATE)("CreatePipe refuses %s", async (_name, more, refusal) => {
  await refused(new p.CreatePipeCommand({ ...GOOD, ...more }), refusal);
});

test("names that are taken or not there", async () => {
  await pipes.send(new p.CreatePipeCommand({ ...GOOD, Name: "taken" }));
  await refused(new p.CreatePipeCommand({ ...GOOD, Name: "taken" }), [
    ...([409, "ConflictException", "Pipe taken already exists."] as const),
  ]);
  await brume.kernel.settle();
  const none: Refusal = [404, "NotFoundException", "Pipe none does not exist."];
  await refused(new p.DescribePipeCommand({ Name: "none" }), none);
  await refused(new p.DeletePipeCommand({ Name: "none" }), none);
  await refused(new p.StartPipeCommand({ Name: "none" }), none);
  await refused(new p.StopPipeCommand({ Name: "none" }), none);
  await refused(new p.UpdatePipeCommand({ Name: "none", RoleArn }), none);
  const resourceArn = arn("pipes", "pipe/none");
  await refused(new p.ListTagsForResourceCommand({ resourceArn }), none);
  await refused(new p.TagResourceCommand({ resourceArn, tags: { a: "b" } }), none);
  await refused(new p.UntagResourceCommand({ resourceArn, tagKeys: ["a"] }), none);
  await refused(
    new p.UpdatePipeCommand({ Name: "taken", RoleArn, Target: arn("s3", "b") }),
    validation(/is no target/),
  );
  await refused(
    new p.UpdatePipeCommand({
      ...{ Name: "taken", RoleArn, TargetParameters: { InputTemplate: "<$.body.>" } },
    }),
    validation("Invalid JSONPath provided: $.body.."),
  );
  const tags = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, "v"]));
  await refused(
    new p.TagResourceCommand({ resourceArn: arn("pipes", "pipe/taken"), tags }),
    validation(/50/),
  );
});
