/** Web servers and e-mail as subscribers: confirmed, sent to, tried again, checked. */
import { verify, X509Certificate } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import * as s from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let brume: TestBrume;
let sns: s.SNSClient;
let endpoint: string;
const got: Got[] = [];
/** Statuses to answer with, first to last; then 200. */
const statuses: number[] = [];
const server = createServer(async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  got.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
  response.writeHead(statuses.shift() ?? 200).end("seen");
});
beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  await brume.stop();
  server.close();
});
beforeEach(async () => {
  await brume.kernel.reset();
  got.length = 0;
  statuses.length = 0;
});

const topic = async (Attributes: Record<string, string> = {}): Promise<string> =>
  (await sns.send(new s.CreateTopicCommand({ Name: "news", Attributes }))).TopicArn!;
const publish = (TopicArn: string, Message = "hello") =>
  sns.send(new s.PublishCommand({ TopicArn, Message, Subject: "greeting" }));

/** A confirmed subscription of the web server. */
async function subscribed(TopicArn: string, Attributes: Record<string, string> = {}) {
  await sns.send(
    new s.SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: endpoint, Attributes }),
  );
  await brume.advance(0);
  const { Token } = JSON.parse(got.pop()!.body);
  const done = await sns.send(new s.ConfirmSubscriptionCommand({ TopicArn, Token }));
  return done.SubscriptionArn!;
}

const FIELDS = [
  "Message",
  "MessageId",
  "Subject",
  "SubscribeURL",
  "Timestamp",
  "Token",
  "TopicArn",
  "Type",
];
/** As AWS's documentation has subscribers check a message. */
async function genuine(message: Record<string, string>): Promise<boolean> {
  const pem = await fetch(message["SigningCertURL"]!).then((answer) => answer.text());
  const confirming = message["Type"] !== "Notification";
  const text = FIELDS.filter((name) => message[name] !== undefined)
    .filter((name) =>
      confirming ? name !== "Subject" : name !== "SubscribeURL" && name !== "Token",
    )
    .map((name) => `${name}\n${message[name]}\n`)
    .join("");
  const algorithm = message["SignatureVersion"] === "2" ? "sha256" : "sha1";
  const { publicKey } = new X509Certificate(pem);
  return verify(
    algorithm,
    Buffer.from(text),
    publicKey,
    Buffer.from(message["Signature"]!, "base64"),
  );
}

test("a web server confirms by the link, then gets signed notifications, then a farewell", async () => {
  const TopicArn = await topic();
  const pending = await sns.send(
    new s.SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: endpoint }),
  );
  expect(pending.SubscriptionArn).toBe("pending confirmation");
  await publish(TopicArn);
  await brume.advance(0);
  expect(got).toHaveLength(1);
  expect(got[0]!.headers).toMatchObject({
    "x-amz-sns-message-type": "SubscriptionConfirmation",
    "x-amz-sns-topic-arn": TopicArn,
    "content-type": "text/plain; charset=UTF-8",
    "user-agent": "Amazon Simple Notification Service Agent",
    "accept-encoding": "gzip,deflate",
  });
  const asked = JSON.parse(got[0]!.body);
  expect(await genuine(asked)).toBe(true);
  const listed = await sns.send(new s.ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(listed.Subscriptions).toMatchObject([{ SubscriptionArn: "PendingConfirmation" }]);
  const followed = await fetch(asked.SubscribeURL);
  expect(followed.status).toBe(200);
  const arn = /<SubscriptionArn>(.*?)<\/SubscriptionArn>/.exec(await followed.text())![1]!;
  await publish(TopicArn);
  await brume.advance(0);
  expect(got[1]!.headers).toMatchObject({
    "x-amz-sns-message-type": "Notification",
    "x-amz-sns-subscription-arn": arn,
  });
  const told = JSON.parse(got[1]!.body);
  expect(told).toMatchObject({ Type: "Notification", Message: "hello", SignatureVersion: "1" });
  expect(await genuine(told)).toBe(true);
  expect(await genuine({ ...told, Message: "forged" })).toBe(false);
  expect((await fetch(told.UnsubscribeURL)).status).toBe(200);
  await brume.advance(0);
  expect(JSON.parse(got[2]!.body).Type).toBe("UnsubscribeConfirmation");
  expect(await genuine(JSON.parse(got[2]!.body))).toBe(true);
  await publish(TopicArn);
  await brume.advance(0);
  expect(got).toHaveLength(3);
});

test("a farewell's link brings the subscription back, for two days", async () => {
  const TopicArn = await topic();
  const arn = await subscribed(TopicArn, { RawMessageDelivery: "true" });
  const end = async () => {
    await sns.send(new s.UnsubscribeCommand({ SubscriptionArn: arn }));
    await brume.advance(0);
    const { SubscribeURL, Token, Type } = JSON.parse(got.pop()!.body);
    expect(Type).toBe("UnsubscribeConfirmation");
    return { SubscribeURL, Token };
  };
  const first = await end();
  expect((await fetch(first.SubscribeURL)).status).toBe(200);
  await publish(TopicArn, "again");
  await brume.advance(0);
  expect(got.pop()).toMatchObject({ body: "again" });
  const second = await end();
  expect(second.Token).not.toBe(first.Token);
  // An endpoint that is subscribed anew stays what it is.
  const anew = await subscribed(TopicArn);
  const restored = await (await fetch(second.SubscribeURL)).text();
  expect(restored).toContain(`<SubscriptionArn>${anew}</SubscriptionArn>`);
  await sns.send(new s.UnsubscribeCommand({ SubscriptionArn: anew }));
  await brume.advance(2 * 86_400_000 + 1_000);
  expect((await fetch(second.SubscribeURL)).status).toBe(400);
  const { Subscriptions } = await sns.send(new s.ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(Subscriptions ?? []).toEqual([]);
});

test("a delivery policy's content type is that of notifications alone; policies are shown whole", async () => {
  const requestPolicy = { headerContentType: "application/json" };
  const http = { disableSubscriptionOverrides: true, defaultRequestPolicy: requestPolicy };
  const TopicArn = await topic({ DeliveryPolicy: JSON.stringify({ http }) });
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: endpoint }));
  await brume.advance(0);
  expect(got[0]!.headers["content-type"]).toBe("text/plain; charset=UTF-8");
  const { Token } = JSON.parse(got[0]!.body);
  const confirm = new s.ConfirmSubscriptionCommand({ TopicArn, Token });
  const { SubscriptionArn } = await sns.send(confirm);
  await publish(TopicArn);
  await brume.advance(0);
  expect(got[1]!.headers["content-type"]).toBe("application/json");
  const ofTopic = await sns.send(new s.GetTopicAttributesCommand({ TopicArn }));
  expect(JSON.parse(ofTopic.Attributes!["EffectiveDeliveryPolicy"]!).http).toMatchObject(http);
  const own = await sns.send(new s.GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(JSON.parse(own.Attributes!["EffectiveDeliveryPolicy"]!)).toEqual({
    healthyRetryPolicy: {
      ...{ minDelayTarget: 20, maxDelayTarget: 20, numRetries: 3, numMaxDelayRetries: 0 },
      ...{ numNoDelayRetries: 0, numMinDelayRetries: 0, backoffFunction: "linear" },
    },
    ...{ sicklyRetryPolicy: null, throttlePolicy: null, requestPolicy, guaranteed: false },
  });
});

test("who asked for it is the only one to end a subscription", async () => {
  const TopicArn = await topic();
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: endpoint }));
  await brume.advance(0);
  const { Token } = JSON.parse(got.pop()!.body);
  const AuthenticateOnUnsubscribe = "true";
  const confirm = new s.ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe });
  const { SubscriptionArn } = await sns.send(confirm);
  const query = `Action=Unsubscribe&Version=2010-03-31&SubscriptionArn=${SubscriptionArn}`;
  const anonymous = await fetch(`${brume.url}/?${query}`);
  expect([anonymous.status, await anonymous.text()]).toEqual([
    403,
    expect.stringContaining("<Code>AuthorizationError</Code>"),
  ]);
  await sns.send(new s.UnsubscribeCommand({ SubscriptionArn }));
  const { Subscriptions } = await sns.send(new s.ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(Subscriptions ?? []).toEqual([]);
});

test("signature version 2; queues' envelopes are signed too; raw bodies are as they were", async () => {
  const TopicArn = await topic({ SignatureVersion: "2" });
  await subscribed(TopicArn, { RawMessageDelivery: "true" });
  const sqs = new SQSClient(brume.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
  const Endpoint = "arn:aws:sqs:us-east-1:000000000000:q";
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  await publish(TopicArn, "plain");
  await brume.advance(0);
  expect(got.at(-1)).toMatchObject({
    body: "plain",
    headers: { "x-amz-sns-rawdelivery": "true" },
  });
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const message = JSON.parse(Messages[0]!.Body!);
  expect(message.SignatureVersion).toBe("2");
  expect(await genuine(message)).toBe(true);
});

test("retries go through the policy's phases; what stays undelivered goes to the dead letters", async () => {
  const TopicArn = await topic();
  const sqs = new SQSClient(brume.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "dead" }));
  const retry = {
    ...{ numRetries: 6, numNoDelayRetries: 1, numMinDelayRetries: 1, numMaxDelayRetries: 1 },
    ...{ minDelayTarget: 10, maxDelayTarget: 40, backoffFunction: "linear" },
  };
  await subscribed(TopicArn, {
    DeliveryPolicy: JSON.stringify({ healthyRetryPolicy: retry }),
    RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}',
  });
  got.length = 0;
  for (let i = 0; i < 7; i++) statuses.push(503);
  await publish(TopicArn);
  const after: number[] = [];
  for (let second = 0; second < 200; second++) {
    await brume.advance(second === 0 ? 0 : 1_000);
    while (after.length < got.length) after.push(second);
  }
  // At once and once more; after 10 s; 10, 25 and 40 s; after 40 s.
  expect(after.slice(0, 2)).toEqual([0, 0]);
  const waits = after.slice(2).map((at, i) => Math.round((at - after[i + 1]!) / 5) * 5);
  expect(waits).toEqual([10, 10, 25, 40, 40]);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"] }),
  );
  expect(JSON.parse(Messages[0]!.Body!).Message).toBe("hello");
  expect(Messages[0]!.MessageAttributes).toBeUndefined();
});

test("what a client did wrong is final; throttled subscribers wait", async () => {
  const TopicArn = await topic();
  await subscribed(TopicArn, {
    DeliveryPolicy: '{"throttlePolicy":{"maxReceivesPerSecond":2}}',
  });
  await brume.advance(1_000);
  got.length = 0;
  statuses.push(404);
  await publish(TopicArn, "refused");
  for (let i = 0; i < 4; i++) await publish(TopicArn, `${i}`);
  await brume.advance(0);
  const first = got.length;
  await brume.advance(500);
  const second = got.length;
  await brume.advance(60_000);
  expect([first, second, got.length]).toEqual([1, 2, 5]);
});

test("deliveries are logged as the topic's role", async () => {
  const iam = new IAMClient(brume.client);
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "feedback", AssumeRolePolicyDocument }),
  );
  const PolicyDocument =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}';
  await iam.send(
    new PutRolePolicyCommand({ RoleName: "feedback", PolicyName: "p", PolicyDocument }),
  );
  const TopicArn = await topic({
    HTTPSuccessFeedbackRoleArn: Role!.Arn!,
    HTTPFailureFeedbackRoleArn: Role!.Arn!,
    HTTPSuccessFeedbackSampleRate: "100",
  });
  await subscribed(TopicArn);
  statuses.push(200, 400);
  await publish(TopicArn);
  await publish(TopicArn);
  await brume.advance(1_000);
  const logs = new CloudWatchLogsClient(brume.client);
  const lines = async (suffix: string) => {
    const logGroupName = `sns/us-east-1/000000000000/news${suffix}`;
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events.map(({ message }) => JSON.parse(message!));
  };
  const success = await lines("");
  expect(success.at(-1)).toMatchObject({
    notification: { topicArn: TopicArn },
    delivery: { destination: endpoint, statusCode: 200, attempts: 1, providerResponse: "seen" },
    status: "SUCCESS",
  });
  expect(await lines("/Failure")).toMatchObject([{ status: "FAILURE" }]);
});

test("e-mail goes to the mailbox, once confirmed, from the topic's display name", async () => {
  const TopicArn = await topic();
  const Endpoint = "ada@example.com";
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "email", Endpoint }));
  await brume.advance(0);
  const [letter] = await brume.kernel.mailbox.last({ limit: 10 });
  expect(letter).toMatchObject({
    to: Endpoint,
    subject: "AWS Notification - Subscription Confirmation",
  });
  const link = /http:\S+/.exec(letter!.body)![0];
  expect((await fetch(link)).status).toBe(200);
  await publish(TopicArn, "news of the day");
  await brume.advance(0);
  const [news] = await brume.kernel.mailbox.last({ limit: 1 });
  expect(news).toMatchObject({ subject: "greeting", from: "no-reply@sns.amazonaws.com" });
  expect(news!.body).toStartWith("news of the day\n");
  await sns.send(
    new s.SetTopicAttributesCommand({
      ...{ TopicArn, AttributeName: "DisplayName", AttributeValue: 'The "Daily"' },
    }),
  );
  await publish(TopicArn);
  await brume.advance(0);
  const [named] = await brume.kernel.mailbox.last({ limit: 1 });
  expect(named!.from).toBe('"The \\"Daily\\"" <no-reply@sns.amazonaws.com>');
});

test("who does not confirm in two days is gone; wrong tokens and policies are refused", async () => {
  const TopicArn = await topic();
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: endpoint }));
  const refused = (work: Promise<unknown>) => work.catch((error: Error) => error.message);
  const confirm = new s.ConfirmSubscriptionCommand({ TopicArn, Token: "wrong" });
  expect(await refused(sns.send(confirm))).toBe("Invalid token");
  const strange = { TopicArn, Token: "0".repeat(256) };
  expect(await refused(sns.send(new s.ConfirmSubscriptionCommand(strange)))).toBe(
    "Invalid parameter: Token",
  );
  const subscribe = (DeliveryPolicy: string) =>
    refused(
      sns.send(
        new s.SubscribeCommand({
          ...{ TopicArn, Protocol: "http", Endpoint: `${endpoint}2` },
          Attributes: { DeliveryPolicy },
        }),
      ),
    );
  expect(await subscribe("x")).toContain("DeliveryPolicy: failed to parse JSON.");
  expect(await subscribe('{"healthyRetryPolicy":{"numRetries":101}}')).toContain("numRetries");
  expect(await subscribe('{"healthyRetryPolicy":{"backoffFunction":"x"}}')).toContain("x");
  const typed = (headerContentType: unknown) =>
    subscribe(JSON.stringify({ requestPolicy: { headerContentType } }));
  for (const wrong of ["a\nb: c", "text/plain\r\nx: y", "json", 1])
    expect(await typed(wrong)).toStartWith("Invalid parameter: DeliveryPolicy: requestPolicy.");
  const done = await typed('text/plain; charset="UTF-8"');
  expect(done).toMatchObject({ SubscriptionArn: "pending confirmation" });
  await brume.advance(2 * 86_400_000 + 1_000);
  const { Subscriptions } = await sns.send(new s.ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(Subscriptions ?? []).toEqual([]);
});
