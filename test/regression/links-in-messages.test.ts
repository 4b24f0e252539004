/** Whoever gets a message of SNS follows its links: they carry no signature, enforced or not. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
});
afterAll(() => brume.stop());

test("a letter's link confirms, another ends the subscription; what is no link needs a signature", async () => {
  const sns = new SNSClient(brume.client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "news" }));
  const Endpoint = "ann@example.com";
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint }));
  await brume.kernel.settle();
  const [letter] = await brume.kernel.mailbox.last({ limit: 1, to: Endpoint });
  const confirmed = await fetch(/https?:\S+/.exec(letter!.body)![0]);
  const told = await confirmed.text();
  expect([confirmed.status, told]).toEqual([200, expect.stringContaining("<SubscriptionArn>")]);
  const arn = /<SubscriptionArn>(.*?)</.exec(told)![1]!;
  const asked = (action: string) =>
    fetch(`${brume.url}/?Action=${action}&Version=2010-03-31&SubscriptionArn=${arn}`);
  const unsigned = await asked("GetSubscriptionAttributes");
  expect([unsigned.status, await unsigned.text()]).toEqual([
    403,
    expect.stringContaining("<Code>MissingAuthenticationToken</Code>"),
  ]);
  expect((await asked("Unsubscribe")).status).toBe(200);
  const left = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(left.Subscriptions ?? []).toEqual([]);
});
