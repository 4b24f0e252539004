/** Web servers that do not behave cost bounded time and memory. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import * as s from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sns: s.SNSClient;
let sqs: SQSClient;
let server: Server;
const sockets = new Set<Socket>();
let answered = 0;
/** How the server behaves once a whole request is here. */
let behave: (socket: Socket) => void;
const OK = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
/** The last confirmation's token. */
let token: string | undefined;

beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
  sqs = new SQSClient(brume.client);
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    let text = "";
    socket.on("data", (piece) => {
      text += piece.toString();
      const [head = "", body] = text.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (body === undefined || Buffer.byteLength(body) < length) return;
      token ??= /"Token": ?"([0-9a-f]+)"/.exec(body)?.[1];
      text = "";
      answered++;
      behave(socket);
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterAll(async () => {
  await brume.stop();
  server.close();
});
beforeEach(async () => {
  await brume.kernel.reset();
  answered = 0;
  token = undefined;
  behave = (socket) => socket.end(OK);
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});

/** A confirmed subscription without retries, and its dead letters. */
async function subscribed(): Promise<{ TopicArn: string; dead: () => Promise<string[]> }> {
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name: "t" }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "dead" }));
  const Endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const Attributes = {
    DeliveryPolicy: '{"healthyRetryPolicy":{"numRetries":0}}',
    RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}',
  };
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "http", Endpoint, Attributes }));
  await brume.advance(0);
  await sns.send(new s.ConfirmSubscriptionCommand({ TopicArn, Token: token! }));
  const dead = async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"] }),
    );
    return Messages.map((m) => m.MessageAttributes!["ErrorMessage"]!.StringValue!);
  };
  return { TopicArn: TopicArn!, dead };
}

async function published(TopicArn: string): Promise<number> {
  const began = performance.now();
  await sns.send(new s.PublishCommand({ TopicArn, Message: "hello" }));
  const publishedIn = performance.now() - began;
  // Nobody who publishes waits for a subscriber.
  expect(publishedIn).toBeLessThan(2_000);
  await brume.advance(0);
  return performance.now() - began;
}

const BEHAVIOURS: readonly [name: string, behave: (socket: Socket) => void, why: string][] = [
  [
    "redirects",
    (socket) =>
      socket.end("HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"),
    "unknown",
  ],
  [
    "answers without end",
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n");
      const piece = Buffer.alloc(65_536, "x");
      const more = (): void => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.on("drain", more);
      more();
    },
    "sent more than 65536 bytes",
  ],
  ["hangs up", (socket) => socket.destroy(), "127.0.0.1"],
  ["speaks no HTTP", (socket) => socket.end("220 mail.example.com ESMTP\r\n"), "127.0.0.1"],
];
test.each(BEHAVIOURS)("a server that %s", async (_name, how, why) => {
  const { TopicArn, dead } = await subscribed();
  behave = how;
  answered = 0;
  const before = process.memoryUsage.rss();
  const took = await published(TopicArn);
  expect(took).toBeLessThan(5_000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000);
  expect(answered).toBe(1);
  const [message] = await dead();
  expect(message).toContain(why);
});

const trickle = (socket: Socket): void => {
  socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
  const timer = setInterval(() => socket.write("x"), 500);
  socket.on("close", () => clearInterval(timer));
};

test("a server that hangs, or trickles, has fifteen seconds", async () => {
  const { TopicArn, dead } = await subscribed();
  answered = 0;
  behave = (socket) => (answered === 1 ? undefined : trickle(socket));
  await sns.send(new s.PublishCommand({ TopicArn, Message: "hello" }));
  const took = await published(TopicArn);
  expect(took).toBeGreaterThan(14_000);
  expect(took).toBeLessThan(20_000);
  const why = await dead();
  why.push(...(await dead()));
  expect(why).toHaveLength(2);
  for (const one of why) expect(one).toContain("did not answer in 15000 ms");
}, 40_000);
