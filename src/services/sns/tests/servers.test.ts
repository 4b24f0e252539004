/** Web servers that do not behave cost bounded time and memory. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import * as s from "@aws-sdk/client-sns";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sns: s.SNSClient;
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

/** The ARN of a role that may write logs. */
async function feedbackRole(): Promise<string> {
  const iam = new IAMClient(brume.client);
  const documentOf = (Statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...Statement }] });
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: "feedback",
      AssumeRolePolicyDocument: documentOf({
        ...{ Principal: { Service: "sns.amazonaws.com" }, Action: "sts:AssumeRole" },
      }),
    }),
  );
  const PolicyDocument = documentOf({ Action: "logs:*", Resource: "*" });
  await iam.send(
    new PutRolePolicyCommand({ RoleName: "feedback", PolicyName: "p", PolicyDocument }),
  );
  return Role!.Arn!;
}

/** A confirmed subscription without retries, and what is told of its failures. */
async function subscribed(): Promise<{ TopicArn: string; failures: () => Promise<string[]> }> {
  const { TopicArn } = await sns.send(
    new s.CreateTopicCommand({
      ...{ Name: "t", Attributes: { HTTPFailureFeedbackRoleArn: await feedbackRole() } },
    }),
  );
  const Endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const Attributes = { DeliveryPolicy: '{"healthyRetryPolicy":{"numRetries":0}}' };
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "http", Endpoint, Attributes }));
  await brume.advance(0);
  await sns.send(new s.ConfirmSubscriptionCommand({ TopicArn, Token: token! }));
  const failures = async () => {
    const logs = new CloudWatchLogsClient(brume.client);
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: "sns/us-east-1/000000000000/t/Failure" }),
    );
    return events.map(({ message }) => {
      const { statusCode, providerResponse } = JSON.parse(message!).delivery;
      return `${statusCode ?? "none"}: ${providerResponse}`;
    });
  };
  return { TopicArn: TopicArn!, failures };
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
    "302: ",
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
  const { TopicArn, failures } = await subscribed();
  behave = how;
  answered = 0;
  const before = process.memoryUsage.rss();
  const took = await published(TopicArn);
  expect(took).toBeLessThan(5_000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000);
  expect(answered).toBe(1);
  const [message] = await failures();
  expect(message).toContain(why);
});

const trickle = (socket: Socket): void => {
  socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
  const timer = setInterval(() => socket.write("x"), 500);
  socket.on("close", () => clearInterval(timer));
};

test("a server that hangs, or trickles, has fifteen seconds", async () => {
  const { TopicArn, failures } = await subscribed();
  answered = 0;
  behave = (socket) => (answered === 1 ? undefined : trickle(socket));
  await sns.send(new s.PublishCommand({ TopicArn, Message: "hello" }));
  const took = await published(TopicArn);
  expect(took).toBeGreaterThan(14_000);
  expect(took).toBeLessThan(20_000);
  const why = await failures();
  expect(why).toHaveLength(2);
  for (const one of why) expect(one).toContain("did not answer in 15000 ms");
}, 40_000);
