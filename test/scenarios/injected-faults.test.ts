/** Faults, delays and throttles that a user asks for, and what clients and services make of them. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  CreateBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
let sqs: SQSClient;
beforeAll(async () => {
  brume = await testBrume();
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

async function faults(method: string, body?: object, query = "") {
  const response = await fetch(`${brume.url}/_brume/faults${query}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const refusal = (call: Promise<unknown>): Promise<readonly unknown[]> =>
  call.then(
    () => ["went through"],
    (error) => [error.name, error.message, error.$metadata?.httpStatusCode],
  );

test("a client's retries get past faults that are spent", async () => {
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true, maxAttempts: 3 });
  await s3.send(new CreateBucketCommand({ Bucket: "photos" }));
  const asked = { service: "s3", operation: "PutObject", code: "SlowDown", message: "Slower." };
  const { body: added } = await faults("POST", { ...asked, times: 2 });
  expect(added).toMatchObject({ ...asked, met: 0 });
  await s3.send(new ListBucketsCommand({}));
  await s3.send(new PutObjectCommand({ Bucket: "photos", Key: "a", Body: "a" }));
  const puts = brume.kernel.journal.last(10).filter(({ operation }) => operation === "PutObject");
  expect(puts.map(({ status, injected }) => [status, injected])).toEqual([
    [503, added["id"]],
    [503, added["id"]],
    [200, undefined],
  ] as never);
  expect((await faults("GET")).body).toEqual({ faults: [] });
});

test("calls above a rate are refused as each protocol's services refuse them", async () => {
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  const dynamodb = new DynamoDBClient(brume.client);
  const sns = new SNSClient(brume.client);
  const second = async (service: string, call: () => Promise<unknown>) => {
    await faults("POST", { service, perSecond: 0.001 });
    expect(await refusal(call())).toEqual(["went through"]);
    return refusal(call());
  };
  expect(await second("dynamodb", () => dynamodb.send(new ListTablesCommand({})))).toEqual([
    "ThrottlingException",
    "Rate exceeded",
    400,
  ]);
  expect(await second("sns", () => sns.send(new ListTopicsCommand({})))).toEqual([
    "Throttling",
    "Rate exceeded",
    400,
  ]);
  expect(await second("s3", () => s3.send(new ListBucketsCommand({})))).toEqual([
    "SlowDown",
    "Please reduce your request rate.",
    503,
  ]);
});

test("a delay lets the call go on; with a code it is refused after it", async () => {
  const { body: added } = await faults("POST", { service: "sqs", delayMilliseconds: 1, times: 1 });
  await sqs.send(new ListQueuesCommand({}));
  expect(brume.kernel.journal.last(1)[0]).toMatchObject({ status: 200, injected: added["id"] });
  await faults("POST", { service: "sqs", delayMilliseconds: 1, code: "Late", status: 500 });
  expect(await refusal(sqs.send(new ListQueuesCommand({})))).toEqual([
    "Late",
    "A fault that was asked for.",
    500,
  ]);
});

test("a caller that goes away does not wait on", async () => {
  await faults("POST", { service: "sqs", delayMilliseconds: 900_000, times: 1 });
  const going = new AbortController();
  const call = sqs.send(new ListQueuesCommand({}), { abortSignal: going.signal });
  while (((await faults("GET")).body["faults"] as unknown[]).length > 0);
  going.abort();
  expect((await refusal(call))[0]).toBe("AbortError");
  await brume.kernel.settle();
  const entry = () => brume.kernel.journal.last(1)[0];
  while (entry()?.operation !== "ListQueues") await fetch(`${brume.url}/_brume/health`);
});

test("a delivery between services meets them too, and is tried again", async () => {
  const sns = new SNSClient(brume.client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "news" }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "news" }));
  const Endpoint = "arn:aws:sqs:us-east-1:000000000000:news";
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  // SNS tries three times again at once, and then after a second.
  await faults("POST", { service: "sqs", operation: "SendMessage", times: 4 });
  await sns.send(new PublishCommand({ TopicArn, Message: "hello" }));
  const received = async () =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.length ?? 0;
  await brume.kernel.settle();
  expect(await received()).toBe(0);
  await brume.advance(1_000);
  expect(await received()).toBe(1);
});

test("what is asked for is checked, listed, removed, and gone after a reset", async () => {
  const refused = async (body: object) => (await faults("POST", body)).body["message"];
  expect(await refused({ service: "s4" })).toBe('There is no service "s4".');
  expect(await refused({ operation: "PutObject" })).toBe("An operation needs its service.");
  expect(await refused({ service: "s3", operation: "PutThing" })).toBe(
    's3 has no operation "PutThing".',
  );
  expect(await refused({ probability: 2 })).toBe("probability takes a number above 0, up to 1.");
  expect(await refused({ odd: 1 })).toContain('There is no "odd": it takes service, operation');
  expect(await refused([] as never)).toContain("Give a JSON object with some of: service");
  const { body: one } = await faults("POST", { service: "s3" });
  await faults("POST", { service: "sqs", probability: 0.5 });
  expect((await faults("DELETE", undefined, "?id=none")).status).toBe(404);
  const { body: left } = await faults("DELETE", undefined, `?id=${one["id"]}`);
  expect(left["faults"]).toMatchObject([{ service: "sqs", probability: 0.5, met: 0 }]);
  await brume.kernel.reset();
  expect((await faults("GET")).body).toEqual({ faults: [] });
});
