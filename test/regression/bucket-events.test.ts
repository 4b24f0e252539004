/** What buckets tell EventBridge was refused there: `aws.` was nobody's source. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import * as s3 from "@aws-sdk/client-s3";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

test("an object's creation reaches a rule; nobody else may say so", async () => {
  const sqs = new SQSClient(brume.client);
  const events = new EventBridgeClient(brume.client);
  const client = new s3.S3Client({ ...brume.client, forcePathStyle: true });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "seen" }));
  const EventPattern = '{"source":["aws.s3"],"detail":{"bucket":{"name":["photos"]}}}';
  await events.send(new PutRuleCommand({ Name: "photos", EventPattern }));
  const Arn = "arn:aws:sqs:us-east-1:000000000000:seen";
  await events.send(new PutTargetsCommand({ Rule: "photos", Targets: [{ Id: "q", Arn }] }));
  await client.send(new s3.CreateBucketCommand({ Bucket: "photos" }));
  await client.send(
    new s3.PutBucketNotificationConfigurationCommand({
      Bucket: "photos",
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
  );
  await client.send(new s3.PutObjectCommand({ Bucket: "photos", Key: "a.png", Body: "12345" }));
  await brume.advance(0);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages).toHaveLength(1);
  expect(JSON.parse(Messages[0]!.Body!)).toMatchObject({
    "detail-type": "Object Created",
    source: "aws.s3",
    resources: ["arn:aws:s3:::photos"],
    detail: { bucket: { name: "photos" }, object: { key: "a.png", size: 5 }, reason: "PutObject" },
  });
  const { Entries } = await events.send(
    new PutEventsCommand({ Entries: [{ Source: "aws.s3", DetailType: "x", Detail: "{}" }] }),
  );
  expect(Entries).toMatchObject([{ ErrorCode: "NotAuthorizedForSourceException" }]);
});
