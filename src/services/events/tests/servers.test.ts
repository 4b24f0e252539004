/** Web servers that API destinations come to, and what they may cost. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type RetryPolicy,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { testBrume, type TestBrume } from "#test/harness/brume";

let brume: TestBrume;
let events: EventBridgeClient;
let sqs: SQSClient;
let ConnectionArn: string;
let base: string;
const asked: string[] = [];
const open = new Set<ServerResponse>();

const server = createServer((request, response) => {
  const path = request.url!;
  asked.push(path);
  open.add(response);
  response.on("close", () => open.delete(response));
  request.resume();
  switch (path) {
    case "/hang":
      return;
    case "/trickle": {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 50);
      response.on("close", () => clearInterval(timer));
      return;
    }
    case "/flood": {
      response.writeHead(200);
      const piece = Buffer.alloc(1024 * 1024);
      const more = () => {
        while (open.has(response)) if (!response.write(piece)) return;
      };
      response.on("drain", more);
      return more();
    }
    case "/redirect":
      return void response.writeHead(302, { Location: `${base}/secret` }).end();
    case "/broken":
      return void response.writeHead(500).end();
    case "/later":
      return void response.writeHead(429, { "Retry-After": "600" }).end();
    case "/date": {
      const at = new Date(brume.kernel.clock.now() + 600_000).toUTCString();
      return void response.writeHead(503, { "Retry-After": at }).end();
    }
    case "/never":
      return void response.writeHead(503, { "Retry-After": "-1" }).end();
    default:
      return void response.end("{}");
  }
});

beforeAll(async () => {
  brume = await testBrume();
  events = new EventBridgeClient(brume.client);
  sqs = new SQSClient(brume.client);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = await events.send(
    new CreateConnectionCommand({
      ...{ Name: "c", AuthorizationType: "API_KEY" },
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "k", ApiKeyValue: "v" } },
    }),
  );
  ConnectionArn = made.ConnectionArn!;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await brume.stop();
});

/** A rule for the source `name`, to a path of the server, with a queue for dead letters. */
async function rule(name: string, RetryPolicy: RetryPolicy = { MaximumRetryAttempts: 0 }) {
  const { ApiDestinationArn } = await events.send(
    new CreateApiDestinationCommand({
      ...{ Name: name, ConnectionArn, HttpMethod: "POST", InvocationEndpoint: `${base}/${name}` },
    }),
  );
  await sqs.send(new CreateQueueCommand({ QueueName: name }));
  await events.send(new PutRuleCommand({ Name: name, EventPattern: `{"source":["${name}"]}` }));
  await events.send(
    new PutTargetsCommand({
      Rule: name,
      Targets: [
        {
          ...{ Id: "1", Arn: ApiDestinationArn, RoleArn: "arn:aws:iam::000000000000:role/r" },
          ...{
            RetryPolicy,
            DeadLetterConfig: { Arn: `arn:aws:sqs:us-east-1:000000000000:${name}` },
          },
        },
      ],
    }),
  );
}

const put = (Source: string) =>
  events.send(new PutEventsCommand({ Entries: [{ Source, DetailType: "t", Detail: "{}" }] }));

/** What the dead letter says, as soon as there is one. */
async function letter(name: string): Promise<Record<string, string | undefined>> {
  await brume.kernel.settle();
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl: `${brume.url}/000000000000/${name}`, MessageAttributeNames: ["All"] },
    }),
  );
  const attributes = Object.entries(Messages[0]?.MessageAttributes ?? {});
  return Object.fromEntries(attributes.map(([key, { StringValue }]) => [key, StringValue]));
}

test("servers that hang, trickle, flood or redirect cost bounded time and memory", async () => {
  const names = ["hang", "trickle", "flood", "redirect"];
  for (const name of names) await rule(name);
  const before = process.memoryUsage().rss;
  const began = performance.now();
  for (const name of names) await put(name);
  await brume.kernel.settle();
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  expect((await letter("hang"))["ERROR_MESSAGE"]).toContain("did not answer in 5000 ms");
  expect((await letter("trickle"))["ERROR_MESSAGE"]).toContain("did not answer in 5000 ms");
  expect((await letter("flood"))["ERROR_MESSAGE"]).toContain("sent more than 1048576 bytes");
  expect((await letter("redirect"))["ERROR_MESSAGE"]).toContain("answered 302");
  expect(asked).not.toContain("/secret");
  for (let turn = 0; turn < 100 && open.size > 0; turn++) await brume.kernel.settle();
  expect(open.size).toBe(0);
}, 30_000);

test("attempts end by their number or by the event's age, and the dead letter says which", async () => {
  await rule("broken", { MaximumRetryAttempts: 2 });
  asked.length = 0;
  await put("broken");
  await brume.advance(60_000);
  expect(asked).toEqual(["/broken", "/broken", "/broken"]);
  expect(await letter("broken")).toMatchObject({
    ERROR_CODE: "SDK_CLIENT_ERROR",
    EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    RETRY_ATTEMPTS: "2",
    RULE_ARN: "arn:aws:events:us-east-1:000000000000:rule/broken",
  });
  const aged = { MaximumEventAgeInSeconds: 60 };
  await events.send(new PutRuleCommand({ Name: "aged", EventPattern: '{"source":["aged"]}' }));
  await sqs.send(new CreateQueueCommand({ QueueName: "aged" }));
  const { ApiDestinationArn } = await events.send(
    new CreateApiDestinationCommand({
      ...{ Name: "aged", ConnectionArn, HttpMethod: "POST" },
      InvocationEndpoint: `${base}/broken`,
    }),
  );
  await events.send(
    new PutTargetsCommand({
      Rule: "aged",
      Targets: [
        {
          ...{ Id: "1", Arn: ApiDestinationArn, RoleArn: "arn:aws:iam::000000000000:role/r" },
          ...{ RetryPolicy: aged },
          DeadLetterConfig: { Arn: "arn:aws:sqs:us-east-1:000000000000:aged" },
        },
      ],
    }),
  );
  await put("aged");
  await brume.advance(30_000);
  expect(await letter("aged")).toEqual({});
  await brume.advance(60_000);
  expect(await letter("aged")).toMatchObject({
    EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
  });
});

test("a destination is called as often a second as its rate says", async () => {
  const { ApiDestinationArn } = await events.send(
    new CreateApiDestinationCommand({
      ...{ Name: "slow", ConnectionArn, HttpMethod: "POST", InvocationEndpoint: `${base}/slow` },
      InvocationRateLimitPerSecond: 1,
    }),
  );
  await events.send(new PutRuleCommand({ Name: "slow", EventPattern: '{"source":["slow"]}' }));
  await events.send(
    new PutTargetsCommand({
      Rule: "slow",
      Targets: [{ Id: "1", Arn: ApiDestinationArn, RoleArn: "arn:aws:iam::000000000000:role/r" }],
    }),
  );
  asked.length = 0;
  for (let n = 0; n < 6; n++) await put("slow");
  await brume.kernel.settle();
  const first = asked.length;
  expect(first).toBeLessThan(4);
  await brume.advance(2_000);
  expect(asked.length - first).toBeLessThanOrEqual(3);
  await brume.advance(10_000);
  expect(asked).toHaveLength(6);
});

test("a server says when to come again, or never", async () => {
  for (const name of ["later", "date"]) {
    await rule(name, { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3_600 });
    asked.length = 0;
    await put(name);
    await brume.advance(590_000);
    expect(asked).toEqual([`/${name}`]);
    await brume.advance(20_000);
    expect(asked).toHaveLength(2);
    await brume.advance(650_000);
    expect(asked).toHaveLength(3);
    expect(await letter(name)).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
      RETRY_ATTEMPTS: "2",
    });
  }
  await rule("never", { MaximumRetryAttempts: 5 });
  asked.length = 0;
  await put("never");
  await brume.advance(120_000);
  expect(asked).toEqual(["/never"]);
  expect(await letter("never")).toMatchObject({ ERROR_MESSAGE: expect.stringContaining("503") });
});

test("an event is not held for longer than it may be old", async () => {
  const { ApiDestinationArn } = await events.send(
    new CreateApiDestinationCommand({
      ...{ Name: "old", ConnectionArn, HttpMethod: "POST", InvocationEndpoint: `${base}/later` },
    }),
  );
  await sqs.send(new CreateQueueCommand({ QueueName: "old" }));
  await events.send(new PutRuleCommand({ Name: "old", EventPattern: '{"source":["old"]}' }));
  const Targets = [
    {
      ...{ Id: "1", Arn: ApiDestinationArn, RoleArn: "arn:aws:iam::000000000000:role/r" },
      RetryPolicy: { MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: "arn:aws:sqs:us-east-1:000000000000:old" },
    },
  ];
  await events.send(new PutTargetsCommand({ Rule: "old", Targets }));
  asked.length = 0;
  await put("old");
  await brume.advance(61_000);
  expect(asked).toEqual(["/later"]);
  expect(await letter("old")).toMatchObject({
    EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
  });
});
