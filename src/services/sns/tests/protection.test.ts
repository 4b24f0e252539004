/** Data protection policies: what is let in, what goes out, what is told of it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { gunzipSync } from "node:zlib";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import * as s from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

const ARN = "arn:aws:dataprotection::aws:data-identifier/";
let brume: TestBrume;
let sns: s.SNSClient;
let sqs: SQSClient;
beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

type Given = Record<string, unknown>;
const policy = (...statements: Given[]): string =>
  JSON.stringify({
    ...{ Name: "p", Version: "2021-06-01" },
    Statement: statements.map((one) => ({
      ...{ DataDirection: "Inbound", Principal: ["*"], DataIdentifier: [`${ARN}EmailAddress`] },
      ...one,
    })),
  });

async function topic(protection: string, Name = "guarded"): Promise<string> {
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name }));
  const DataProtectionPolicy = protection;
  await sns.send(
    new s.PutDataProtectionPolicyCommand({ ResourceArn: TopicArn, DataProtectionPolicy }),
  );
  return TopicArn!;
}
async function subscribed(TopicArn: string, Attributes: Record<string, string> = {}) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
  await sns.send(
    new s.SubscribeCommand({
      ...{ TopicArn, Protocol: "sqs", Endpoint: "arn:aws:sqs:us-east-1:000000000000:q" },
      Attributes: { RawMessageDelivery: "true", ...Attributes },
    }),
  );
  return async () => {
    await brume.advance(0);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages.map(({ Body }) => Body);
  };
}
const publish = (TopicArn: string, Message: string, more: object = {}) =>
  sns.send(new s.PublishCommand({ TopicArn, Message, ...more }));
const refused = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: s.SNSServiceException) =>
      `${error.$metadata.httpStatusCode} ${error.name}: ${error.message}`,
  );

test("a policy is set, shown and taken away; a wrong one is refused", async () => {
  const protection = policy({ Operation: { Deny: {} } });
  const TopicArn = await topic(protection);
  const get = () => sns.send(new s.GetDataProtectionPolicyCommand({ ResourceArn: TopicArn }));
  expect((await get()).DataProtectionPolicy).toBe(protection);
  await topic("");
  expect((await get()).DataProtectionPolicy ?? "").toBe("");
  expect(await refused(topic('{"Name":"x"}'))).toBe(
    "400 InvalidParameterException: Invalid parameter: DataProtectionPolicy Reason: Version must be 2021-06-01",
  );
  const none = new s.GetDataProtectionPolicyCommand({ ResourceArn: `${TopicArn}x` });
  expect(await refused(sns.send(none))).toBe("404 NotFoundException: Topic does not exist");
  const made = await sns.send(
    new s.CreateTopicCommand({ Name: "other", DataProtectionPolicy: protection }),
  );
  expect(await refused(publish(made.TopicArn!, "ada@example.com"))).toStartWith("403");
});

test("what is denied is refused and audited; what is not passes", async () => {
  const TopicArn = await topic(policy({ Operation: { Deny: {} } }));
  const bodies = await subscribed(TopicArn);
  expect(await refused(publish(TopicArn, "mail ada@example.com"))).toBe(
    `403 AuthorizationErrorException: The topic's data protection policy prohibits this message from being published to ${TopicArn}`,
  );
  const batch = await sns.send(
    new s.PublishBatchCommand({
      TopicArn,
      PublishBatchRequestEntries: [
        { Id: "a", Message: "ada@example.com" },
        { Id: "b", Message: "nothing" },
      ],
    }),
  );
  expect(batch.Failed).toMatchObject([{ Id: "a", Code: "AuthorizationError" }]);
  await publish(TopicArn, "harmless");
  expect((await bodies()).sort()).toEqual(["harmless", "nothing"]);
});

test("data is masked or taken out, after the audit; a message that is nothing else is refused", async () => {
  const mask = { Deidentify: { MaskConfig: { MaskWithCharacter: "#" } } };
  const redact = { Deidentify: { RedactConfig: {} } };
  const TopicArn = await topic(
    policy({ Operation: mask }, { Operation: redact, DataIdentifier: [`${ARN}Ssn-US`] }),
  );
  const bodies = await subscribed(TopicArn);
  await publish(TopicArn, '{"mail":"a@b.cd","ssn":"123-45-6789"}');
  expect(await bodies()).toEqual(['{"mail":"######","ssn":""}']);
  await publish(TopicArn, '{"default":"a@b.cd","sqs":"to a@b.cd"}', { MessageStructure: "json" });
  expect(await bodies()).toEqual(["to ######"]);
  await topic(policy({ Operation: redact }));
  expect(await refused(publish(TopicArn, "ada@example.com"))).toStartWith("403");
});

test("statements speak of their principals; outbound ones of who subscribed", async () => {
  const { Role: _, ...nobody } = { Role: 0, Principal: ["arn:aws:iam::111122223333:user/x"] };
  const TopicArn = await topic(policy({ ...nobody, Operation: { Deny: {} } }));
  const bodies = await subscribed(TopicArn);
  await publish(TopicArn, "ada@example.com");
  expect(await bodies()).toEqual(["ada@example.com"]);
  const outbound = { DataDirection: "Outbound", Operation: { Deny: {} } };
  await topic(policy({ ...outbound, Principal: ["000000000000"] }));
  await publish(TopicArn, "grace@example.com");
  await publish(TopicArn, "no address");
  expect(await bodies()).toEqual(["no address"]);
  await topic(policy({ ...outbound, ...nobody }));
  await publish(TopicArn, "alan@example.com");
  expect(await bodies()).toEqual(["alan@example.com"]);
});

test("audits tell of what they find, and of what they do not", async () => {
  const cwl = new logs.CloudWatchLogsClient(brume.client);
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  const logGroupName = "/aws/vendedlogs/audit";
  await cwl.send(new logs.CreateLogGroupCommand({ logGroupName }));
  await s3.send(new CreateBucketCommand({ Bucket: "quiet" }));
  const TopicArn = await topic(
    policy({
      Operation: {
        Audit: {
          SampleRate: "99",
          FindingsDestination: { CloudWatchLogs: { LogGroup: logGroupName } },
          NoFindingsDestination: { S3: { Bucket: "quiet" }, Firehose: { DeliveryStream: "d" } },
        },
      },
    }),
  );
  // One in a hundred is not looked at.
  for (let i = 0; i < 20; i++) await publish(TopicArn, "to ada@example.com");
  for (let i = 0; i < 20; i++) await publish(TopicArn, "to nobody");
  await brume.advance(60_000);
  const { events = [] } = await cwl.send(new logs.FilterLogEventsCommand({ logGroupName }));
  expect(events.length).toBeGreaterThan(10);
  expect(JSON.parse(events[0]!.message!)).toMatchObject({
    ...{ auditTimestamp: "2026-01-01T00:00:00Z", resourceArn: TopicArn },
    callerPrincipal: "arn:aws:iam::000000000000:root",
    dataIdentifiers: [{ name: "EmailAddress", count: 1, detections: [{ start: 3, end: 18 }] }],
  });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "quiet" }));
  expect(Contents.length).toBeGreaterThan(10);
  const object = await s3.send(new GetObjectCommand({ Bucket: "quiet", Key: Contents[0]!.Key }));
  const text = gunzipSync(await object.Body!.transformToByteArray()).toString();
  expect(JSON.parse(text)).toMatchObject({ dataIdentifiers: [] });
});

test("a custom identifier that is too slow for a message refuses it", async () => {
  const Configuration = {
    CustomDataIdentifier: [{ Name: "slow", Regex: "a{0,999}a{0,999}b" }],
  };
  const value = JSON.parse(policy({ DataIdentifier: ["slow"], Operation: { Deny: {} } }));
  const TopicArn = await topic(JSON.stringify({ ...value, Configuration }));
  expect(await refused(publish(TopicArn, "a".repeat(200_000)))).toStartWith("400 InvalidParameter");
});
