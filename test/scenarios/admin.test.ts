/** The admin API: what it shows and changes, and whom it refuses. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { connect } from "node:net";
import { testBrume, type TestBrume } from "../harness/brume.ts";

let brume: TestBrume;
let s3: S3Client;
let sqs: SQSClient;
beforeAll(async () => {
  brume = await testBrume();
  s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());

async function admin(method: string, path: string, body?: object) {
  const response = await fetch(brume.url + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as never };
}

/** The status of a request with just these header lines. */
function raw(lines: string[], path = "/_brume/health"): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(brume.port, "127.0.0.1", () => {
      socket.write(
        `GET ${path} HTTP/1.1\r\n${[...lines, "connection: close"].join("\r\n")}\r\n\r\n`,
      );
    });
    let text = "";
    socket.on("data", (piece) => (text += piece.toString()));
    socket.on("end", () => resolve(Number(text.split(" ")[1])));
    socket.on("error", reject);
  });
}

test("health says which services run, at both addresses", async () => {
  await sqs.send(new ListQueuesCommand({}));
  for (const path of ["/_brume/health", "/_localstack/health"]) {
    const { status, body } = await admin("GET", path);
    expect(status).toBe(200);
    expect((body as { services: Record<string, string> }).services["sqs"]).toBe("running");
  }
  expect((await admin("GET", "/_brume/nothing")).status).toBe(404);
  expect((await admin("DELETE", "/_brume/reset")).status).toBe(405);
});

test("foreign names and foreign pages are refused, loopback ones are not", async () => {
  const cases: [lines: string[], status: number][] = [
    [["host: localhost:4566"], 200],
    [["host: LOCALHOST"], 200],
    [["host: localhost."], 200],
    [["host: [::1]:4566"], 200],
    [["host: 127.0.0.1"], 200],
    [["host: s3.localhost.localstack.cloud:4566"], 200],
    [["host: evil.example"], 403],
    [["host: localhost.evil.example"], 403],
    [["host: 127.0.0.1.evil.example"], 403],
    [["host: 127.0.0.1.nip.io:4566"], 403],
    [["host: evil.example:4566"], 403],
    [["host: localhost", "origin: http://localhost:3000"], 200],
    [["host: localhost", "origin: http://[::1]:3000"], 200],
    [["host: localhost", "origin: https://evil.example"], 403],
    [["host: localhost", "origin: http://localhost.evil.example"], 403],
    [["host: localhost", "origin: http://localhost:80@evil.example"], 403],
    [["host: localhost", "origin: null"], 403],
    [["host: localhost", "origin: file://"], 403],
  ];
  for (const [lines, status] of cases) expect([lines, await raw(lines)]).toEqual([lines, status]);
});

test("a snapshot brings back rows and blobs; reset empties everything at once", async () => {
  const large = Buffer.alloc(400_000, "x");
  await s3.send(new CreateBucketCommand({ Bucket: "photos" }));
  await s3.send(new PutObjectCommand({ Bucket: "photos", Key: "large", Body: large }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "kept" }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "kept" }));
  expect((await admin("POST", "/_brume/snapshots/save", { name: "full" })).status).toBe(200);
  expect((await admin("POST", "/_brume/snapshots/save", { name: "../out" })).status).toBe(400);
  expect((await admin("POST", "/_brume/snapshots/load", { name: "none" })).status).toBe(404);
  const done = (await admin("POST", "/_brume/reset")).body as { milliseconds: number };
  expect(done.milliseconds).toBeLessThan(1_000);
  expect((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
  expect((await admin("POST", "/_brume/snapshots/load", { name: "full" })).status).toBe(200);
  const got = await s3.send(new GetObjectCommand({ Bucket: "photos", Key: "large" }));
  expect(Buffer.from(await got.Body!.transformToByteArray()).equals(large)).toBe(true);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.[0]?.Body).toBe("kept");
  const listed = (await admin("GET", "/_brume/snapshots")).body as { snapshots: object[] };
  expect(listed.snapshots.length).toBe(1);
});

test("advancing the clock makes delayed messages visible; nonsense is refused", async () => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "later" }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "m", DelaySeconds: 900 }));
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
  for (const milliseconds of [-1, "5", Number.MAX_VALUE])
    expect((await admin("POST", "/_brume/clock/advance", { milliseconds })).status).toBe(400);
  expect((await admin("POST", "/_brume/clock/advance", { milliseconds: 900_000 })).status).toBe(
    200,
  );
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.length).toBe(1);
});

test("the requests log lists calls and is followed until the reader goes", async () => {
  const leaving = new AbortController();
  const followed = fetch(`${brume.url}/_brume/requests/follow`, { signal: leaving.signal });
  // The head comes with the first line.
  let stopped = false;
  const calls = (async () => {
    while (!stopped) await sqs.send(new ListQueuesCommand({}));
  })();
  const reader = (await followed).body!.getReader();
  const { value } = await reader.read();
  stopped = true;
  await calls;
  leaving.abort();
  const entry = JSON.parse(Buffer.from(value!).toString().split("\n")[0]!);
  expect([entry.service, entry.operation, entry.status]).toEqual(["sqs", "ListQueues", 200]);
  const { body } = await admin("GET", "/_brume/requests?limit=1");
  expect((body as { requests: { operation: string }[] }).requests[0]!.operation).toBe("ListQueues");
  expect((await admin("GET", "/_brume/requests?limit=x")).status).toBe(400);
});

test("a queue's messages are shown without being received", async () => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "shown" }));
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: "a <b>",
      MessageAttributes: { k: { DataType: "String", StringValue: "v" } },
    }),
  );
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "late", DelaySeconds: 60 }));
  const at = `${brume.url}/_aws/sqs/messages?QueueUrl=${encodeURIComponent(QueueUrl!)}`;
  const xml = await (await fetch(at)).text();
  expect(xml).toContain("<ReceiveMessageResult><Message><MessageId>");
  expect(xml).toContain("<Body>a &lt;b&gt;</Body>");
  expect(xml).toContain("<ReceiptHandle>SQS/BACKDOOR/ACCESS</ReceiptHandle>");
  expect(xml).not.toContain("late");
  const headers = { accept: "application/json" };
  const bodies = async (url: string) => {
    const answer = (await (await fetch(url, { headers })).json()) as {
      ReceiveMessageResponse: { ReceiveMessageResult: { Message: { Body: string }[] } };
    };
    return answer.ReceiveMessageResponse.ReceiveMessageResult.Message.map((m) => m.Body);
  };
  expect(await bodies(at)).toEqual(["a <b>"]);
  expect(await bodies(`${at}&ShowDelayed=true`)).toEqual(["a <b>", "late"]);
  const byPath = `${brume.url}/_aws/sqs/messages/us-east-1/000000000000/shown`;
  expect(await bodies(byPath)).toEqual(["a <b>"]);
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["All"] }),
  );
  expect(Messages?.[0]?.Attributes?.["ApproximateReceiveCount"]).toBe("1");
  expect(await bodies(at)).toEqual([]);
  expect(await bodies(`${at}&ShowInvisible=true`)).toEqual(["a <b>"]);
  const missing = await fetch(`${brume.url}/_aws/sqs/messages?QueueUrl=http://x/000000000000/no`);
  expect(missing.status).toBe(400);
  expect(await missing.text()).toContain("The specified queue does not exist.");
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  expect(Attributes?.["ApproximateNumberOfMessagesNotVisible"]).toBe("1");
});
