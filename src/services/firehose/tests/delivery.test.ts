/** From records to objects: names, buffers, compression, encryption, retries. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import * as f from "@aws-sdk/client-firehose";
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
  ListGrantsCommand,
} from "@aws-sdk/client-kms";
import { DeleteBucketCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { unzipSync } from "fflate";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { BUCKET, Firehoses } from "./harness.ts";

let brume: TestBrume;
let h: Firehoses;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce" });
  h = new Firehoses(brume);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

test("records are one object after the interval, named by stream, version and time", async () => {
  await h.bucket();
  await h.stream();
  const { RecordId, Encrypted } = await h.put("a\n");
  expect(RecordId).toMatch(/^\w{64}$/);
  expect(Encrypted).toBe(false);
  await h.put("b\n");
  await brume.advance(59_000);
  expect(await h.keys()).toEqual([]);
  await brume.advance(1_000);
  const [key, ...others] = await h.keys();
  expect(others).toEqual([]);
  expect(key).toMatch(new RegExp(`^2026/01/01/00/flow-1-2026-01-01-00-0\\d-\\d\\d-${UUID}$`));
  expect(await h.text(key!)).toBe("a\nb\n");
  const head = await h.s3.send(new HeadObjectCommand({ Bucket: "lake", Key: key! }));
  expect([head.ContentType, head.ContentEncoding]).toEqual(["application/octet-stream", undefined]);
});

test("a buffer is delivered when it is full, without the interval", async () => {
  await h.bucket();
  await h.stream();
  const half = Buffer.alloc(600_000, "x");
  await h.put(half);
  await h.put(half);
  await brume.advance(0);
  expect(await h.keys()).toHaveLength(1);
  expect((await h.bytes((await h.keys())[0]!)).length).toBe(600_000);
  await brume.advance(60_000);
  expect(await h.keys()).toHaveLength(2);
});

test("without an interval each call's records are delivered at once", async () => {
  await h.bucket();
  await h.stream({ BufferingHints: { IntervalInSeconds: 0, SizeInMBs: 1 } });
  const { FailedPutCount, RequestResponses } = await h.firehose.send(
    new f.PutRecordBatchCommand({
      DeliveryStreamName: "flow",
      Records: ["a", "b", "c"].map((text) => ({ Data: Buffer.from(text) })),
    }),
  );
  expect([FailedPutCount, RequestResponses!.length]).toEqual([0, 3]);
  await brume.advance(0);
  expect(await h.all()).toBe("abc");
});

test("prefixes with times in a zone, random strings, an extension; gzip and zip", async () => {
  await h.bucket();
  await h.stream({
    Prefix: "at=!{timestamp:yyyy-MM-dd'T'HH}/!{firehose:random-string}/",
    ErrorOutputPrefix: "failed/!{firehose:error-output-type}/",
    CustomTimeZone: "Asia/Tokyo",
    FileExtension: ".jsonl",
    CompressionFormat: "ZIP",
  });
  await h.put("zipped");
  await brume.advance(60_000);
  const [key] = await h.keys();
  expect(key).toMatch(/^at=2026-01-01T09\/\w{11}\/flow-1-2026-01-01-09-.+\.jsonl$/);
  const [name, bytes] = Object.entries(unzipSync(await h.bytes(key!)))[0]!;
  expect(`${key}`).toEndWith(`${name}.jsonl`);
  expect(Buffer.from(bytes).toString()).toBe("zipped");
  await h.firehose.send(
    new f.UpdateDestinationCommand({
      DeliveryStreamName: "flow",
      CurrentDeliveryStreamVersionId: "1",
      DestinationId: "destinationId-000000000001",
      ExtendedS3DestinationUpdate: {
        ...{ Prefix: "gz/", FileExtension: "", CompressionFormat: "GZIP", CustomTimeZone: "" },
      },
    }),
  );
  await h.put("gzipped");
  await brume.advance(60_000);
  const second = (await h.keys()).find((one) => one.startsWith("gz/"))!;
  expect(second).toMatch(/^gz\/2026\/01\/01\/00\/flow-2-.+\.gz$/);
  expect(await h.text(second)).toBe("gzipped");
});

test("objects are encrypted by a key of KMS as the destination's role", async () => {
  const kms = new KMSClient(h.client);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const AWSKMSKeyARN = KeyMetadata!.Arn!;
  await h.bucket();
  await h.stream({
    RoleARN: await h.role("s3:PutObject", "kms:GenerateDataKey"),
    EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN } },
  });
  await h.put("secret");
  await brume.advance(60_000);
  const [Key] = await h.keys();
  const head = await h.s3.send(new HeadObjectCommand({ Bucket: "lake", Key: Key! }));
  expect([head.ServerSideEncryption, head.SSEKMSKeyId]).toEqual(["aws:kms", AWSKMSKeyARN]);
});

test("what S3 refuses is told to the log and tried again until it is let in", async () => {
  const logs = new CloudWatchLogsClient(h.client);
  const place = { logGroupName: "/aws/kinesisfirehose/flow", logStreamName: "S3Delivery" };
  await logs.send(new CreateLogGroupCommand({ logGroupName: place.logGroupName }));
  await logs.send(new CreateLogStreamCommand(place));
  await h.stream({
    RoleARN: await h.role("s3:PutObject", "logs:PutLogEvents"),
    CloudWatchLoggingOptions: {
      ...{ Enabled: true, LogGroupName: place.logGroupName, LogStreamName: place.logStreamName },
    },
  });
  await h.put("patient");
  await brume.advance(62_000);
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: place.logGroupName }),
  );
  expect(events.length).toBeGreaterThan(1);
  expect(JSON.parse(events[0]!.message!)).toEqual({
    deliveryStreamARN: "arn:aws:firehose:us-east-1:000000000000:deliverystream/flow",
    destination: BUCKET,
    deliveryStreamVersionId: 1,
    message:
      "The specified bucket does not exist. Create the bucket or use a different bucket that does exist.",
    errorCode: "S3.NoSuchBucket",
  });
  await h.bucket();
  await brume.advance(120_000);
  expect(await h.all()).toBe("patient");
});

test("a role that may not write is refused; after a day the records are gone", async () => {
  await h.bucket();
  await h.stream({ RoleARN: await h.role("s3:GetObject") });
  await h.put("lost");
  await brume.advance(3_600_000);
  expect(await h.keys()).toEqual([]);
  await h.s3.send(new DeleteBucketCommand({ Bucket: "lake" }));
  const pending = () =>
    brume.kernel.store.view(async (tx) => {
      const { service } = await import("../service.ts");
      return tx.bind(service.tables, "000000000000", "us-east-1")["record"]!.count();
    });
  expect(await pending()).toBe(1);
  await brume.advance(86_400_000);
  expect(await pending()).toBe(0);
});

test("records as they came are kept in the backup's bucket by its own hints", async () => {
  await h.bucket();
  await h.bucket("raw");
  const RoleARN = await h.role("s3:PutObject");
  await h.stream({
    RoleARN,
    S3BackupMode: "Enabled",
    S3BackupConfiguration: {
      ...{ RoleARN, BucketARN: "arn:aws:s3:::raw", Prefix: "kept/", CompressionFormat: "GZIP" },
      BufferingHints: { IntervalInSeconds: 120, SizeInMBs: 1 },
    },
    ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "AppendDelimiterToRecord" }] },
  });
  await h.put("a");
  await h.put("b");
  await brume.advance(60_000);
  expect(await h.all()).toBe("a\nb\n");
  expect(await h.keys("raw")).toEqual([]);
  await brume.advance(60_000);
  expect((await h.keys("raw"))[0]).toMatch(/^kept\/2026\/01\/\d\d\/\d\d\/flow-1-.+\.gz$/);
  expect(await h.all("", "raw")).toBe("ab");
});

test("records at rest are sealed by the stream's key, and refused while it is disabled", async () => {
  const kms = new KMSClient(h.client);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const { Arn: KeyARN, KeyId } = KeyMetadata!;
  await h.bucket();
  await h.stream();
  await h.firehose.send(
    new f.StartDeliveryStreamEncryptionCommand({
      DeliveryStreamName: "flow",
      DeliveryStreamEncryptionConfigurationInput: {
        KeyType: "CUSTOMER_MANAGED_CMK",
        KeyARN: KeyARN!,
      },
    }),
  );
  await brume.advance(0);
  expect((await h.described()).DeliveryStreamEncryptionConfiguration).toEqual({
    ...{ KeyARN: KeyARN!, KeyType: "CUSTOMER_MANAGED_CMK", Status: "ENABLED" },
  });
  expect((await h.put("not to be read")).Encrypted).toBe(true);
  const stored = await brume.kernel.store.view(async (tx) => {
    const { service } = await import("../service.ts");
    return tx.bind(service.tables, "000000000000", "us-east-1")["record"]!.list();
  });
  expect(stored).toHaveLength(1);
  expect(Buffer.from((stored[0] as { data: Uint8Array }).data).toString()).not.toContain("read");
  await kms.send(new DisableKeyCommand({ KeyId: KeyId! }));
  const refused = (await h.put("x").catch((error) => error)) as f.InvalidKMSResourceException;
  expect([refused.name, refused.code, refused.$metadata.httpStatusCode]).toEqual([
    "InvalidKMSResourceException",
    "DisabledException",
    400,
  ]);
  // What is buffered waits for the key.
  await brume.advance(60_000);
  expect(await h.keys()).toEqual([]);
  await kms.send(new EnableKeyCommand({ KeyId: KeyId! }));
  await brume.advance(120_000);
  expect(await h.all()).toBe("not to be read");
  const stop = { DeliveryStreamName: "flow" };
  await h.firehose.send(new f.StopDeliveryStreamEncryptionCommand(stop));
  await brume.advance(0);
  expect((await h.described()).DeliveryStreamEncryptionConfiguration).toEqual({
    Status: "DISABLED",
  });
  expect((await h.put("plain")).Encrypted).toBe(false);
  const grants = async () => (await kms.send(new ListGrantsCommand({ KeyId: KeyId! }))).Grants!;
  expect(await grants()).toHaveLength(1);
  await brume.advance(86_400_000);
  expect(await grants()).toHaveLength(0);
});

test("what came in and went out is counted", async () => {
  await h.bucket();
  await h.stream();
  await h.put("12345");
  await h.put("678");
  await brume.advance(180_000);
  const sum = async (MetricName: string) => {
    const { Datapoints = [] } = await new CloudWatchClient(h.client).send(
      new GetMetricStatisticsCommand({
        ...{ Namespace: "AWS/Firehose", MetricName, Period: 3_600, Statistics: ["Sum"] },
        Dimensions: [{ Name: "DeliveryStreamName", Value: "flow" }],
        StartTime: new Date(brume.kernel.clock.now() - 3_600_000),
        EndTime: new Date(brume.kernel.clock.now() + 3_600_000),
      }),
    );
    return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
  };
  expect(await sum("IncomingRecords")).toBe(2);
  expect(await sum("IncomingBytes")).toBe(8);
  expect(await sum("PutRecord.Requests")).toBe(2);
  expect(await sum("DeliveryToS3.Records")).toBe(2);
  expect(await sum("DeliveryToS3.Bytes")).toBe(8);
  expect(await sum("DeliveryToS3.Success")).toBe(1);
});
