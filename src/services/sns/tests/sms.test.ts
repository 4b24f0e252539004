/** Text messages, into the mailbox. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { gunzipSync } from "node:zlib";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import * as s from "@aws-sdk/client-sns";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { partsOf } from "../sms.ts";

const PHONE = "+15550100";
let brume: TestBrume;
let sns: s.SNSClient;
beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const texts = async () => {
  await brume.advance(0);
  return brume.kernel.mailbox.last({ medium: "sms", limit: 10 });
};
const publish = (Message: string, more: object = {}) =>
  sns.send(new s.PublishCommand({ PhoneNumber: PHONE, Message, ...more }));
const refused = (work: Promise<unknown>) =>
  work.catch((error: Error) => `${error.name}: ${error.message}`);

test("a phone gets what is published to it or to its topic, from the sender that is set", async () => {
  await publish("hello");
  const attributes = { DefaultSenderID: "SHOP", MonthlySpendLimit: "10" };
  await sns.send(new s.SetSMSAttributesCommand({ attributes }));
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name: "news" }));
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "sms", Endpoint: PHONE }));
  await sns.send(
    new s.PublishCommand({
      ...{ TopicArn, MessageStructure: "json" },
      Message: '{"default":"long","sms":"short"}',
    }),
  );
  expect(await texts()).toMatchObject([
    { from: "SHOP", to: PHONE, body: "short" },
    { from: "NOTICE", to: PHONE, body: "hello" },
  ]);
  const set = await sns.send(new s.GetSMSAttributesCommand({ attributes: ["DefaultSenderID"] }));
  expect(set.attributes).toEqual({ DefaultSenderID: "SHOP" });
  expect(await refused(publish("x", { PhoneNumber: "0123" }))).toContain(
    "Invalid parameter: PhoneNumber Reason: 0123 is not valid to publish to",
  );
});

test("a topic's display name begins its text messages", async () => {
  const Attributes = { DisplayName: "MyTopic" };
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name: "t", Attributes }));
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "sms", Endpoint: PHONE }));
  await sns.send(new s.PublishCommand({ TopicArn, Message: "Hello World!" }));
  expect(await texts()).toMatchObject([{ body: "MYTOPIC> Hello World!" }]);
  await sns.send(
    new s.SetTopicAttributesCommand({
      ...{ TopicArn, AttributeName: "DisplayName", AttributeValue: "A long display name" },
    }),
  );
  await sns.send(new s.PublishCommand({ TopicArn, Message: "Hello!" }));
  expect((await texts())[0]).toMatchObject({ body: "A LONG DIS> Hello!" });
});

test.each([
  ["x", 160, 153],
  ["ü", 160, 153],
  ["€", 80, 76.5],
  ["я", 70, 67],
])("parts of messages of %s: %p characters in one, then %p in each", (character, one, each) => {
  expect(partsOf(character.repeat(one))).toBe(1);
  expect(partsOf(character.repeat(one + 1))).toBe(2);
  expect(partsOf(character.repeat(each * 4))).toBe(4);
  expect(partsOf(character.repeat(each * 4 + 1))).toBe(5);
});

test("who has opted out gets nothing until opted in", async () => {
  const out = await fetch(`${brume.url}/_aws/sns/opt-out?phone=${PHONE}`, { method: "POST" });
  expect(out.status).toBe(200);
  await publish("unwanted");
  expect(await texts()).toEqual([]);
  const listed = await sns.send(new s.ListPhoneNumbersOptedOutCommand({}));
  expect(listed.phoneNumbers).toEqual([PHONE]);
  const isOut = async () =>
    (await sns.send(new s.CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: PHONE }))).isOptedOut;
  expect(await isOut()).toBe(true);
  await sns.send(new s.OptInPhoneNumberCommand({ phoneNumber: PHONE }));
  expect(await isOut()).toBe(false);
  await publish("wanted");
  expect(await texts()).toHaveLength(1);
});

test("the month's money runs out, and comes again", async () => {
  await sns.send(new s.SetSMSAttributesCommand({ attributes: { MonthlySpendLimit: "0" } }));
  await publish("too dear");
  expect(await texts()).toEqual([]);
  await sns.send(new s.SetSMSAttributesCommand({ attributes: { MonthlySpendLimit: "1" } }));
  for (let i = 0; i < 160; i++) await publish(`${i}`);
  await brume.advance(0);
  expect(await brume.kernel.mailbox.last({ limit: 1_000 })).toHaveLength(155);
  await brume.advance(32 * 86_400_000);
  await publish("next month");
  expect((await texts())[0]).toMatchObject({ body: "next month" });
}, 30_000);

test("sandbox numbers are verified with the code that they are sent", async () => {
  await sns.send(new s.CreateSMSSandboxPhoneNumberCommand({ PhoneNumber: PHONE }));
  const [letter] = await texts();
  const OneTimePassword = /\d{6}/.exec(letter!.body)![0];
  const verify = (code: string) =>
    sns.send(
      new s.VerifySMSSandboxPhoneNumberCommand({ PhoneNumber: PHONE, OneTimePassword: code }),
    );
  expect(await refused(verify("00000"))).toContain("Verification");
  await verify(OneTimePassword);
  const { PhoneNumbers } = await sns.send(new s.ListSMSSandboxPhoneNumbersCommand({}));
  expect(PhoneNumbers).toEqual([{ PhoneNumber: PHONE, Status: "Verified" }]);
  await sns.send(new s.DeleteSMSSandboxPhoneNumberCommand({ PhoneNumber: PHONE }));
  const gone = new s.DeleteSMSSandboxPhoneNumberCommand({ PhoneNumber: PHONE });
  expect(await refused(sns.send(gone))).toContain("does not exist");
  const { IsInSandbox } = await sns.send(new s.GetSMSSandboxAccountStatusCommand({}));
  expect(IsInSandbox).toBe(false);
});

test("in the sandbox only verified numbers get messages, and stay for a day", async () => {
  const into = await fetch(`${brume.url}/_aws/sns/sandbox?in=true`, { method: "POST" });
  expect(into.status).toBe(200);
  const { IsInSandbox } = await sns.send(new s.GetSMSSandboxAccountStatusCommand({}));
  expect(IsInSandbox).toBe(true);
  await publish("unverified");
  expect(await texts()).toEqual([]);
  await sns.send(new s.CreateSMSSandboxPhoneNumberCommand({ PhoneNumber: PHONE }));
  const [letter] = await texts();
  const OneTimePassword = /\d{6}/.exec(letter!.body)![0];
  await sns.send(new s.VerifySMSSandboxPhoneNumberCommand({ PhoneNumber: PHONE, OneTimePassword }));
  await publish("verified");
  expect((await texts())[0]).toMatchObject({ body: "verified" });
  const remove = new s.DeleteSMSSandboxPhoneNumberCommand({ PhoneNumber: PHONE });
  expect(await refused(sns.send(remove))).toContain("only after 24 or more hours");
  await brume.advance(86_400_000);
  await sns.send(remove);
  await fetch(`${brume.url}/_aws/sns/sandbox?in=false`, { method: "POST" });
  await publish("free");
  expect((await texts())[0]).toMatchObject({ body: "free" });
});

test("a day's messages are reported to the bucket a day later", async () => {
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "usage" }));
  const attributes = { UsageReportS3Bucket: "usage", DefaultSMSType: "Transactional" };
  await sns.send(new s.SetSMSAttributesCommand({ attributes }));
  const at = new Date(brume.kernel.clock.now()).toISOString();
  const { MessageId } = await publish("hello");
  await publish("x".repeat(200));
  await fetch(`${brume.url}/_aws/sns/opt-out?phone=+15550111`, { method: "POST" });
  await publish("unwanted", { PhoneNumber: "+15550111" });
  await brume.advance(86_400_000 - 1);
  const list = () => s3.send(new ListObjectsV2Command({ Bucket: "usage" }));
  expect((await list()).Contents ?? []).toEqual([]);
  await brume.advance(86_400_000 + 1);
  const { Contents = [] } = await list();
  const day = at.slice(0, 10).replaceAll("-", "/");
  expect(Contents.map(({ Key }) => Key)).toEqual([`SMSUsageReports/us-east-1/${day}/001.csv.gz`]);
  const object = await s3.send(new GetObjectCommand({ Bucket: "usage", Key: Contents[0]!.Key }));
  const lines = gunzipSync(await object.Body!.transformToByteArray())
    .toString()
    .split("\n");
  expect(lines[0]).toBe(
    "PublishTimeUTC,MessageId,DestinationPhoneNumber,MessageType,DeliveryStatus,PriceInUSD,PartNumber,TotalParts",
  );
  expect(lines[1]).toBe(
    `${at},${MessageId},15550100,Transactional,Message has been accepted by phone carrier,0.00645,1,1`,
  );
  expect(lines.slice(2).map((line) => line.split(",").slice(-2).join())).toEqual([
    ...["1,2", "2,2", ""],
  ]);
});
