/** Delivery streams: made, shown, changed, tagged, refused. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import * as f from "@aws-sdk/client-firehose";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { arnOf, BUCKET, Firehoses } from "./harness.ts";

let brume: TestBrume;
let h: Firehoses;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce" });
  h = new Firehoses(brume);
});
afterAll(() => brume.stop());
beforeEach(async () => {
  await brume.kernel.reset();
  await h.role("s3:PutObject");
});

const ROLE = "arn:aws:iam::000000000000:role/role-s3_PutObject";
const S3 = { RoleARN: ROLE, BucketARN: BUCKET };
const create = (more: Partial<f.CreateDeliveryStreamInput>) =>
  h.firehose.send(new f.CreateDeliveryStreamCommand({ DeliveryStreamName: "flow", ...more }));
const s3 = (more: Partial<f.ExtendedS3DestinationConfiguration>) =>
  create({ ExtendedS3DestinationConfiguration: { ...S3, ...more } });
async function refusal(work: Promise<unknown>): Promise<[string, string, number | undefined]> {
  const error = await work.then(
    () => new Error("not refused"),
    (reason: unknown) => reason,
  );
  const { name, message, $metadata } = error as f.FirehoseServiceException;
  return [name, message, $metadata?.httpStatusCode];
}
const update = (more: Partial<f.UpdateDestinationInput>) =>
  h.firehose.send(
    new f.UpdateDestinationCommand({
      ...{ DeliveryStreamName: "flow", CurrentDeliveryStreamVersionId: "1" },
      ...{ DestinationId: "destinationId-000000000001", ...more },
    }),
  );

test("a stream becomes ACTIVE, and is shown with defaults in both forms of S3", async () => {
  const { DeliveryStreamARN } = await s3({});
  expect(DeliveryStreamARN).toBe(arnOf("flow"));
  await brume.advance(0);
  const shared = {
    ...S3,
    BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
    CompressionFormat: "UNCOMPRESSED" as const,
    EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" as const },
    CloudWatchLoggingOptions: { Enabled: false },
  };
  expect(await h.described()).toMatchObject({
    DeliveryStreamName: "flow",
    DeliveryStreamARN: DeliveryStreamARN!,
    DeliveryStreamStatus: "ACTIVE",
    DeliveryStreamType: "DirectPut",
    VersionId: "1",
    DeliveryStreamEncryptionConfiguration: { Status: "DISABLED" },
    HasMoreDestinations: false,
    Destinations: [
      {
        DestinationId: "destinationId-000000000001",
        S3DestinationDescription: shared,
        ExtendedS3DestinationDescription: { ...shared, S3BackupMode: "Disabled" },
      },
    ],
  });
});

test("an update merges into what is there and counts the version", async () => {
  await s3({ Prefix: "a/" });
  const hints = { SizeInMBs: 7, IntervalInSeconds: 60 };
  await update({ ExtendedS3DestinationUpdate: { BufferingHints: hints } });
  const found = await h.described();
  expect(found.VersionId).toBe("2");
  expect(found.LastUpdateTimestamp).toBeDefined();
  expect(found.Destinations![0]!.ExtendedS3DestinationDescription).toMatchObject({
    Prefix: "a/",
    BufferingHints: hints,
  });
  expect(await refusal(update({ S3DestinationUpdate: {} }))).toEqual([
    "ConcurrentModificationException",
    "Cannot update firehose: flow since the current version id: 2 and specified version id: 1 do not match",
    400,
  ]);
  const second = { CurrentDeliveryStreamVersionId: "2" };
  expect(
    await refusal(update({ ...second, DestinationId: "other", S3DestinationUpdate: {} })),
  ).toEqual(["InvalidArgumentException", "Destination Id other not found", 400]);
  expect(
    await refusal(update({ ...second, HttpEndpointDestinationUpdate: { RetryOptions: {} } })),
  ).toEqual(["InvalidArgumentException", "EndpointConfiguration must be specified.", 400]);
});

test("buffering hints have both values or none, when made and when changed", async () => {
  const refused: [string, string, number] = [
    "InvalidArgumentException",
    "BufferingHints must have a value for both SizeInMBs and IntervalInSeconds, or for neither.",
    400,
  ];
  expect(await refusal(s3({ BufferingHints: { SizeInMBs: 10 } }))).toEqual(refused);
  expect(await refusal(s3({ BufferingHints: { IntervalInSeconds: 60 } }))).toEqual(refused);
  await s3({ BufferingHints: { SizeInMBs: 10, IntervalInSeconds: 60 } });
  const BufferingHints = { SizeInMBs: 7 };
  expect(await refusal(update({ ExtendedS3DestinationUpdate: { BufferingHints } }))).toEqual(
    refused,
  );
});

test("a role whose trust policy does not admit Firehose is refused", async () => {
  const statement = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } };
  const { Role } = await new IAMClient(h.client).send(
    new CreateRoleCommand({
      RoleName: "other",
      AssumeRolePolicyDocument: JSON.stringify({
        ...{ Version: "2012-10-17", Statement: [{ ...statement, Action: "sts:AssumeRole" }] },
      }),
    }),
  );
  const RoleARN = Role!.Arn!;
  expect(await refusal(s3({ RoleARN }))).toEqual([
    "InvalidArgumentException",
    `Firehose is unable to assume role ${RoleARN}. Please check the role provided.`,
    400,
  ]);
});

test("streams are listed a page at a time and deleted", async () => {
  for (const DeliveryStreamName of ["b", "a", "c"])
    await create({ DeliveryStreamName, S3DestinationConfiguration: S3 });
  const list = (input: f.ListDeliveryStreamsInput) =>
    h.firehose.send(new f.ListDeliveryStreamsCommand(input));
  expect(await list({ Limit: 2 })).toMatchObject({
    DeliveryStreamNames: ["a", "b"],
    HasMoreDeliveryStreams: true,
  });
  expect(await list({ ExclusiveStartDeliveryStreamName: "b" })).toMatchObject({
    DeliveryStreamNames: ["c"],
    HasMoreDeliveryStreams: false,
  });
  expect((await list({ DeliveryStreamType: "KinesisStreamAsSource" })).DeliveryStreamNames).toEqual(
    [],
  );
  await h.put("gone", "a");
  await h.firehose.send(new f.DeleteDeliveryStreamCommand({ DeliveryStreamName: "a" }));
  await brume.advance(0);
  const missing = "Firehose a under account 000000000000 not found.";
  for (const work of [
    () => h.described("a"),
    () => h.put("x", "a"),
    () => h.firehose.send(new f.DeleteDeliveryStreamCommand({ DeliveryStreamName: "a" })),
  ])
    expect(await refusal(work())).toEqual(["ResourceNotFoundException", missing, 400]);
});

test("tags", async () => {
  const name = { DeliveryStreamName: "flow" };
  await create({ S3DestinationConfiguration: S3, Tags: [{ Key: "a", Value: "1" }] });
  const Tags = [{ Key: "b" }, { Key: "__proto__", Value: "2" }];
  await h.firehose.send(new f.TagDeliveryStreamCommand({ ...name, Tags }));
  const list = (more: object) =>
    h.firehose.send(new f.ListTagsForDeliveryStreamCommand({ ...name, ...more }));
  expect(await list({ Limit: 2 })).toMatchObject({
    Tags: [
      { Key: "__proto__", Value: "2" },
      { Key: "a", Value: "1" },
    ],
    HasMoreTags: true,
  });
  await h.firehose.send(new f.UntagDeliveryStreamCommand({ ...name, TagKeys: ["a"] }));
  expect((await list({ ExclusiveStartTagKey: "__proto__" })).Tags).toEqual([
    { Key: "b", Value: "" },
  ]);
});

const CONSTRAINT = "Ths supplied prefix(es) do not satisfy the following constraint: ";
const KEYED = "c=!{partitionKeyFromQuery:c}/";
const query = (text: string): f.ProcessingConfiguration => ({
  Enabled: true,
  Processors: [
    {
      Type: "MetadataExtraction",
      Parameters: [
        { ParameterName: "MetadataExtractionQuery", ParameterValue: text },
        { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
      ],
    },
  ],
});
const PARTITIONED = {
  Prefix: KEYED,
  ErrorOutputPrefix: "e/",
  DynamicPartitioningConfiguration: { Enabled: true },
  ProcessingConfiguration: query("{c:.c}"),
};
test.each<[Partial<f.ExtendedS3DestinationConfiguration>, string]>([
  [
    { Prefix: "!{timestamp:yyyy}/" },
    `${CONSTRAINT}ErrorOutputPrefix cannot be null or empty when Prefix contains expressions`,
  ],
  [
    { Prefix: "!{firehose:error-output-type}", ErrorOutputPrefix: "e" },
    `${CONSTRAINT}Prefix cannot contain !{firehose:error-output-type}`,
  ],
  [
    { ErrorOutputPrefix: "!{timestamp:yyyy}/" },
    `${CONSTRAINT}ErrorOutputPrefix must contain at least one instance of !{firehose:error-output-type} when it contains expressions`,
  ],
  [
    { Prefix: "a!{b", ErrorOutputPrefix: "e" },
    `${CONSTRAINT}The sequence !{ can only appear in !{namespace:value} expressions`,
  ],
  [
    { Prefix: KEYED, ErrorOutputPrefix: "e" },
    "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled.",
  ],
  [
    { ...PARTITIONED, Prefix: "plain/" },
    "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
  ],
  [
    { ...PARTITIONED, BufferingHints: { SizeInMBs: 63 } },
    "BufferingHints.SizeInMBs must be at least 64 when Dynamic Partitioning is enabled.",
  ],
  [
    { ProcessingConfiguration: query("{c:.c}") },
    "class com.amazonaws.services.firehose.internal.model.MetadataExtractionProcessor can only be present when Dynamic Partitioning is enabled.",
  ],
  [
    { ...PARTITIONED, ProcessingConfiguration: query("{c:") },
    "MetadataExtractionQuery is invalid: syntax error, unexpected the end",
  ],
  [
    { Prefix: `${"x".repeat(505)}/` },
    `${CONSTRAINT}Neither Prefix nor ErrorOutputPrefix can be greater than 512 characters after they are evaluated`,
  ],
  [{ CustomTimeZone: "Mars/Base" }, "Invalid custom time zone: Mars/Base"],
  [
    { CloudWatchLoggingOptions: { Enabled: true } },
    "Log group name and log stream name must be specified.",
  ],
])("%o is refused", async (more, words) => {
  expect(await refusal(s3(more))).toEqual(["InvalidArgumentException", words, 400]);
});

const named = (what: string) => ["NotImplemented", `${what} is not implemented in Brume yet.`, 501];
test.each<[Partial<f.CreateDeliveryStreamInput>, string]>([
  [
    {
      SplunkDestinationConfiguration: {
        HECEndpoint: "https://s",
        HECEndpointType: "Raw",
        S3Configuration: S3,
      },
    },
    "firehose:CreateDeliveryStream with SplunkDestinationConfiguration",
  ],
  [
    { ExtendedS3DestinationConfiguration: { ...S3, CompressionFormat: "Snappy" } },
    "firehose: CompressionFormat Snappy",
  ],
  [
    {
      ExtendedS3DestinationConfiguration: {
        ...S3,
        DataFormatConversionConfiguration: { Enabled: true },
      },
    },
    "firehose: DataFormatConversionConfiguration",
  ],
  [
    {
      ExtendedS3DestinationConfiguration: {
        ...S3,
        ...PARTITIONED,
        ProcessingConfiguration: query(".[]"),
      },
    },
    "firehose: MetadataExtractionQuery with .[]",
  ],
])("what is not there yet is named: %#", async (input, what) => {
  expect(await refusal(create(input))).toEqual(named(what) as never);
});

test("exactly one destination; names are taken once; what the model forbids", async () => {
  const one = "Exactly one destination configuration is supported for a Firehose";
  expect(await refusal(create({}))).toEqual(["InvalidArgumentException", one, 400]);
  const both = { S3DestinationConfiguration: S3, ExtendedS3DestinationConfiguration: S3 };
  expect(await refusal(create(both))).toEqual(["InvalidArgumentException", one, 400]);
  await s3({});
  expect(await refusal(s3({}))).toEqual([
    "ResourceInUseException",
    "Firehose flow under accountId 000000000000 already exists",
    400,
  ]);
  expect(await refusal(s3({ BufferingHints: { SizeInMBs: 500 } }))).toEqual([
    "ValidationException",
    "1 validation error detected: Value '500' at 'extendedS3DestinationConfiguration.bufferingHints.sizeInMBs' failed to satisfy constraint: Member must have value less than or equal to 128",
    400,
  ]);
});

test("limits of records and batches", async () => {
  await s3({});
  const [name, words] = await refusal(h.put(Buffer.alloc(1_024_001)));
  expect(name).toBe("ValidationException");
  expect(words).toContain("Member must have length less than or equal to 1024000");
  const batch = (Records: f._Record[]) =>
    h.firehose.send(new f.PutRecordBatchCommand({ DeliveryStreamName: "flow", Records }));
  const large = Array.from({ length: 5 }, () => ({ Data: Buffer.alloc(1_000_000) }));
  expect(await refusal(batch(large))).toEqual([
    "InvalidArgumentException",
    "Records size exceeds 4 MB limit",
    400,
  ]);
  const many = Array.from({ length: 501 }, () => ({ Data: Buffer.from("x") }));
  const [kind, told] = await refusal(batch(many));
  expect(kind).toBe("ValidationException");
  expect(told).toContain("Member must have length less than or equal to 500");
});

test("encryption needs a key where it is a customer's, and a stream of puts", async () => {
  await s3({});
  const start = (input?: f.DeliveryStreamEncryptionConfigurationInput) =>
    h.firehose.send(
      new f.StartDeliveryStreamEncryptionCommand({
        DeliveryStreamName: "flow",
        ...(input === undefined ? {} : { DeliveryStreamEncryptionConfigurationInput: input }),
      }),
    );
  expect(await refusal(start({ KeyType: "CUSTOMER_MANAGED_CMK" }))).toEqual([
    "InvalidArgumentException",
    "KeyARN must be specified when KeyType is CUSTOMER_MANAGED_CMK.",
    400,
  ]);
  const KeyARN = "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000";
  expect((await refusal(start({ KeyType: "CUSTOMER_MANAGED_CMK", KeyARN })))[0]).toBe(
    "InvalidKMSResourceException",
  );
  await start();
  await brume.advance(0);
  expect((await h.described()).DeliveryStreamEncryptionConfiguration).toEqual({
    KeyType: "AWS_OWNED_CMK",
    Status: "ENABLED",
  });
  expect((await h.put("x")).Encrypted).toBe(true);
});

test("a user needs the right to put, and to pass the roles", async () => {
  await s3({});
  const iam = new IAMClient(h.client);
  await iam.send(new CreateUserCommand({ UserName: "eve" }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "eve" }));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey!;
  const credentials = { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! };
  const eve = new f.FirehoseClient({ ...h.client, credentials });
  const Record = { Data: Buffer.from("x") };
  const work = eve.send(new f.PutRecordCommand({ DeliveryStreamName: "flow", Record }));
  const [name, words] = await refusal(work);
  expect(name).toBe("AccessDeniedException");
  expect(words).toContain(
    `not authorized to perform: firehose:PutRecord on resource: ${arnOf("flow")}`,
  );
});
