import { afterAll, beforeAll, expect, test } from "bun:test";
import * as S from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  DeleteMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let s3: S.S3Client;
let sqs: SQSClient;
let QueueUrl: string;
const Bucket = "eventful";
const QueueArn = "arn:aws:sqs:us-east-1:000000000000:events";

beforeAll(async () => {
  brume = await testBrume();
  s3 = new S.S3Client({ ...brume.client, forcePathStyle: true });
  sqs = new SQSClient(brume.client);
  await s3.send(new S.CreateBucketCommand({ Bucket }));
  QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "events" }))).QueueUrl!;
});
afterAll(() => brume.stop());

async function received(): Promise<Record<string, unknown>[]> {
  await brume.kernel.settle();
  const out: Record<string, unknown>[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return out;
    for (const message of Messages) {
      out.push(JSON.parse(message.Body!));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    }
  }
}
const configure = (NotificationConfiguration: S.NotificationConfiguration) =>
  s3.send(new S.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
const words = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (e) => `${e.name}: ${e.message}`,
  );

test("destinations are tried, and told what happens", async () => {
  const wrong = `${QueueArn}-none`;
  expect(
    await words(
      configure({ QueueConfigurations: [{ QueueArn: wrong, Events: ["s3:ObjectCreated:*"] }] }),
    ),
  ).toBe("InvalidArgument: Unable to validate the following destination configurations");
  expect(
    await words(
      configure({ QueueConfigurations: [{ QueueArn, Events: ["s3:Nothing" as never] }] }),
    ),
  ).toBe("InvalidArgument: The event is not supported for notifications");
  await configure({
    QueueConfigurations: [
      {
        Id: "mine",
        QueueArn,
        Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
        Filter: {
          Key: {
            FilterRules: [
              { Name: "prefix", Value: "in/" },
              { Name: "suffix", Value: ".txt" },
            ],
          },
        },
      },
    ],
  });
  const shown = await s3.send(new S.GetBucketNotificationConfigurationCommand({ Bucket }));
  expect(shown.QueueConfigurations?.[0]).toMatchObject({
    Id: "mine",
    QueueArn,
    Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
  });
  expect(await received()).toMatchObject([{ Service: "Amazon S3", Event: "s3:TestEvent", Bucket }]);

  await s3.send(new S.PutObjectCommand({ Bucket, Key: "in/a b.txt", Body: "four" }));
  await s3.send(new S.PutObjectCommand({ Bucket, Key: "in/a.jpg", Body: "x" }));
  await s3.send(new S.PutObjectCommand({ Bucket, Key: "out/a.txt", Body: "x" }));
  await s3.send(
    new S.CopyObjectCommand({ Bucket, Key: "in/c.txt", CopySource: `${Bucket}/out/a.txt` }),
  );
  await s3.send(new S.DeleteObjectCommand({ Bucket, Key: "in/c.txt" }));
  const records = (await received()).map(
    (m) => (m as { Records: Record<string, unknown>[] }).Records[0]!,
  );
  const byName = new Map(records.map((r) => [r["eventName"] as string, r]));
  expect([...byName.keys()].sort()).toEqual([
    "ObjectCreated:Copy",
    "ObjectCreated:Put",
    "ObjectRemoved:Delete",
  ]);
  expect(byName.get("ObjectCreated:Put")).toMatchObject({
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: "us-east-1",
    eventTime: "2026-01-01T00:00:00.000Z",
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: "mine",
      bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
      object: { key: "in/a+b.txt", size: 4, eTag: "8cbad96aced40b3838dd9f07f6ef5772" },
    },
  });
});

test("overlapping configurations are refused", async () => {
  const one = (prefix: string) => ({
    QueueArn,
    Events: ["s3:ObjectCreated:Put" as const],
    Filter: { Key: { FilterRules: [{ Name: "prefix" as const, Value: prefix }] } },
  });
  expect(await words(configure({ QueueConfigurations: [one("a/"), one("a/b/")] }))).toStartWith(
    "InvalidArgument: Configuration is ambiguously defined.",
  );
  await configure({ QueueConfigurations: [one("a/"), one("b/")] });
});
