/** Stories of messages that cross services, by AWS's SDK, with policies judged as AWS judges them. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import * as e from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreatePipeCommand, PipesClient } from "@aws-sdk/client-pipes";
import * as n from "@aws-sdk/client-sns";
import * as q from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { type TestBrume, testBrume } from "#test/harness/brume";

const MINUTE = 60_000;
const DAY = 86_400_000;
let brume: TestBrume;
let sqs: q.SQSClient;
let sns: n.SNSClient;
let events: e.EventBridgeClient;
/** What the web server of the stories was sent. */
const calls: { path: string; body: string; authorization: string | undefined }[] = [];
let web: string;
const server = createServer(async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const path = request.url!;
  calls.push({
    path,
    body: Buffer.concat(pieces).toString(),
    authorization: request.headers.authorization,
  });
  const token = { access_token: "granted", token_type: "bearer", expires_in: 3600 };
  response.end(path === "/token" ? JSON.stringify(token) : "{}");
});

beforeAll(async () => {
  brume = await testBrume();
  sqs = new q.SQSClient(brume.client);
  sns = new n.SNSClient(brume.client);
  events = new e.EventBridgeClient(brume.client);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await brume.stop();
  server.close();
});
beforeEach(async () => {
  await brume.kernel.reset();
  calls.length = 0;
});

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const urlOf = (name: string) => `${brume.url}/000000000000/${name}`;
const allow = (more: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });

/** A queue that a service may send to. */
async function queue(name: string, service: string, more: Record<string, string> = {}) {
  const Principal = { Service: `${service}.amazonaws.com` };
  const Policy = allow({ Principal, Action: "sqs:SendMessage", Resource: arnOf(name) });
  const Attributes = { Policy, ...more };
  await sqs.send(new q.CreateQueueCommand({ QueueName: name, Attributes }));
}

async function receive(name: string, more: Partial<q.ReceiveMessageCommandInput> = {}) {
  await brume.kernel.settle();
  const { Messages = [] } = await sqs.send(
    new q.ReceiveMessageCommand({ QueueUrl: urlOf(name), MaxNumberOfMessages: 10, ...more }),
  );
  return Messages;
}
const bodies = async (name: string) => (await receive(name)).map(({ Body }) => Body!);

async function role(...Action: string[]): Promise<string> {
  const iam = new IAMClient(brume.client);
  const Service = ["lambda", "pipes", "events"].map((id) => `${id}.amazonaws.com`);
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: "worker",
      AssumeRolePolicyDocument: allow({ Principal: { Service }, Action: "sts:AssumeRole" }),
    }),
  );
  const PolicyDocument = allow({ Action, Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "worker", PolicyName: "p", PolicyDocument }));
  return Role!.Arn!;
}

/** A function of that code. */
async function lambda(name: string, code: string, Role: string): Promise<string> {
  const client = new LambdaClient(brume.client);
  const { FunctionArn } = await client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.mjs": Buffer.from(code) }) },
    }),
  );
  for (const id of ["sns", "events"])
    await client.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: id,
        Action: "lambda:InvokeFunction",
        Principal: `${id}.amazonaws.com`,
      }),
    );
  return FunctionArn!;
}

test("a publication goes to the queue, function, web server and mailbox whose filters let it", async () => {
  const { TopicArn } = await sns.send(new n.CreateTopicCommand({ Name: "orders" }));
  const logger = `export const handler = async (event) =>
    console.log("told", event.Records[0].Sns.Message);`;
  const FunctionArn = await lambda("teller", logger, await role("logs:*"));
  await queue("large", "sns");
  const subscribe = (Protocol: string, Endpoint: string, filter?: object, more: object = {}) =>
    sns.send(
      new n.SubscribeCommand({
        TopicArn,
        Protocol,
        Endpoint,
        Attributes: { ...(filter ? { FilterPolicy: JSON.stringify(filter) } : {}), ...more },
      }),
    );
  const total = { total: [{ numeric: [">=", 100] }] };
  await subscribe("sqs", arnOf("large"), total, { RawMessageDelivery: "true" });
  await subscribe("lambda", FunctionArn, { kind: [{ prefix: "order." }] });
  await subscribe("http", `${web}/hook`, { kind: [{ "anything-but": ["order.test"] }] });
  await subscribe("email", "ann@example.com");
  await brume.advance(0);
  const { Token } = JSON.parse(calls.pop()!.body);
  await sns.send(new n.ConfirmSubscriptionCommand({ TopicArn, Token }));
  const mailbox = async () => {
    const answer = await fetch(`${brume.url}/_brume/mailbox?to=ann@example.com`);
    return ((await answer.json()) as { letters: { body: string }[] }).letters;
  };
  const link = /https?:\S+ConfirmSubscription\S+/.exec((await mailbox())[0]!.body)![0];
  expect((await fetch(link)).status).toBe(200);
  const publish = (Message: string, kind: string, amount: string) =>
    sns.send(
      new n.PublishCommand({
        TopicArn,
        Message,
        MessageAttributes: {
          kind: { DataType: "String", StringValue: kind },
          total: { DataType: "Number", StringValue: amount },
        },
      }),
    );
  await publish("small", "order.placed", "7");
  await publish("large", "order.placed", "250");
  await publish("trial", "order.test", "250");
  await brume.advance(0);
  expect((await bodies("large")).sort()).toEqual(["large", "trial"]);
  const hooked = calls.map(({ body }) => JSON.parse(body).Message);
  expect(hooked.sort()).toEqual(["large", "small"]);
  const letters = (await mailbox()).filter(({ body }) => !body.includes("ConfirmSubscription"));
  expect(letters.map(({ body }) => body.split("\n")[0]).sort()).toEqual([
    "large",
    "small",
    "trial",
  ]);
  const logs = await new CloudWatchLogsClient(brume.client).send(
    new FilterLogEventsCommand({ logGroupName: "/aws/lambda/teller", filterPattern: "told" }),
  );
  const told = logs.events!.map(({ message }) => /told (\w+)/.exec(message!)![1]);
  expect(told.sort()).toEqual(["large", "small", "trial"]);
}, 60_000);

test("a poison message ends among the dead letters, and is moved back", async () => {
  await queue("dead", "sns");
  const redrive = { deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 2 };
  await queue("work", "sns", {
    RedrivePolicy: JSON.stringify(redrive),
    VisibilityTimeout: "30",
  });
  const send = (MessageBody: string) =>
    sqs.send(new q.SendMessageCommand({ QueueUrl: urlOf("work"), MessageBody }));
  await send("good");
  await send("poison");
  for (let attempt = 0; attempt < 3; attempt++) {
    for (const { Body, ReceiptHandle } of await receive("work"))
      if (Body === "good")
        await sqs.send(new q.DeleteMessageCommand({ QueueUrl: urlOf("work"), ReceiptHandle }));
    await brume.advance(31_000);
  }
  const [dead] = await receive("dead", { VisibilityTimeout: 0, AttributeNames: ["All"] });
  expect([dead!.Body, dead!.Attributes!["DeadLetterQueueSourceArn"]]).toEqual([
    "poison",
    arnOf("work"),
  ]);
  const SourceArn = arnOf("dead");
  await sqs.send(new q.StartMessageMoveTaskCommand({ SourceArn }));
  await brume.advance(MINUTE);
  const { Results } = await sqs.send(new q.ListMessageMoveTasksCommand({ SourceArn }));
  expect([Results![0]!.Status, Results![0]!.ApproximateNumberOfMessagesMoved]).toEqual([
    "COMPLETED",
    1,
  ]);
  expect(await bodies("work")).toEqual(["poison"]);
  expect(await bodies("dead")).toEqual([]);
});

test("orders of one customer stay in order and are taken once, whatever is sent twice", async () => {
  const QueueUrl = urlOf("orders.fifo");
  await sqs.send(
    new q.CreateQueueCommand({ QueueName: "orders.fifo", Attributes: { FifoQueue: "true" } }),
  );
  const send = (MessageGroupId: string, step: string) =>
    sqs.send(
      new q.SendMessageCommand({
        QueueUrl,
        MessageBody: `${MessageGroupId} ${step}`,
        MessageGroupId,
        MessageDeduplicationId: `${MessageGroupId}-${step}`,
      }),
    );
  for (const step of ["placed", "paid", "sent"])
    for (const who of ["ann", "bob"]) {
      const first = await send(who, step);
      // A client that did not hear the answer sends again.
      expect(await send(who, step)).toMatchObject({
        MessageId: first.MessageId,
        SequenceNumber: first.SequenceNumber,
      });
    }
  const taken = new Map<string, string[]>();
  for (;;) {
    const messages = await receive("orders.fifo", { MaxNumberOfMessages: 2 });
    if (messages.length === 0) break;
    // While a group's message is in flight no other of the group is given out.
    const groups = new Set(messages.map(({ Body }) => Body!.split(" ")[0]));
    for (const { Body } of await receive("orders.fifo"))
      expect(groups).not.toContain(Body!.split(" ")[0]);
    for (const { Body, ReceiptHandle } of messages) {
      const [who = "", step = ""] = Body!.split(" ");
      taken.set(who, [...(taken.get(who) ?? []), step]);
      await sqs.send(new q.DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    await brume.advance(31_000);
  }
  const all = ["placed", "paid", "sent"];
  expect([...taken].sort()).toEqual([
    ["ann", all],
    ["bob", all],
  ]);
  await brume.advance(5 * MINUTE);
  await send("ann", "placed");
  expect(await bodies("orders.fifo")).toEqual(["ann placed"]);
});

test("a scheduled rule runs as often as the clock says", async () => {
  await queue("mornings", "events");
  await events.send(
    new e.PutRuleCommand({ Name: "mornings", ScheduleExpression: "cron(0 8 ? * MON-FRI *)" }),
  );
  const Targets = [{ Id: "q", Arn: arnOf("mornings"), InputPath: "$.time" }];
  await events.send(new e.PutTargetsCommand({ Rule: "mornings", Targets }));
  const from = brume.kernel.clock.now();
  await brume.advance(14 * DAY);
  const expected = [];
  for (let at = from - (from % DAY) + 8 * 3_600_000; at <= from + 14 * DAY; at += DAY)
    if (at > from && ![0, 6].includes(new Date(at).getUTCDay()))
      expected.push(JSON.stringify(new Date(at).toISOString().replace(".000", "")));
  // The first days' are older than four days by now: their retention is over.
  const kept = expected.slice(-(await receive("mornings", { VisibilityTimeout: 0 })).length);
  expect(kept.length).toBeGreaterThan(1);
  expect((await bodies("mornings")).sort()).toEqual(kept);
}, 60_000);

test("what was archived is replayed to the rule that was added later, and to no other", async () => {
  await queue("early", "events");
  await queue("late", "events");
  const rule = async (Name: string) => {
    await events.send(new e.PutRuleCommand({ Name, EventPattern: '{"source":["shop"]}' }));
    await events.send(
      new e.PutTargetsCommand({
        Rule: Name,
        Targets: [{ Id: "q", Arn: arnOf(Name), InputPath: "$.detail" }],
      }),
    );
    return `arn:aws:events:us-east-1:000000000000:rule/${Name}`;
  };
  await rule("early");
  const bus = "arn:aws:events:us-east-1:000000000000:event-bus/default";
  const { ArchiveArn } = await events.send(
    new e.CreateArchiveCommand({
      ArchiveName: "orders",
      EventSourceArn: bus,
      EventPattern: '{"detail":{"total":[{"numeric":[">",10]}]}}',
      RetentionDays: 10,
    }),
  );
  const from = brume.kernel.clock.now();
  for (const total of [5, 50, 500]) {
    const Detail = JSON.stringify({ total });
    const Entries = [{ Source: "shop", DetailType: "order", Detail }];
    await events.send(new e.PutEventsCommand({ Entries }));
  }
  expect(await bodies("early")).toEqual(['{"total":5}', '{"total":50}', '{"total":500}']);
  await brume.advance(10 * MINUTE);
  const late = await rule("late");
  await events.send(
    new e.StartReplayCommand({
      ReplayName: "again",
      EventSourceArn: ArchiveArn,
      EventStartTime: new Date(from - MINUTE),
      EventEndTime: new Date(from + 5 * MINUTE),
      Destination: { Arn: bus, FilterArns: [late] },
    }),
  );
  await brume.advance(10 * MINUTE);
  const replay = await events.send(new e.DescribeReplayCommand({ ReplayName: "again" }));
  expect(replay.State).toBe("COMPLETED");
  expect((await bodies("late")).sort()).toEqual(['{"total":500}', '{"total":50}'].sort());
  const again = (await bodies("early")).filter((body) => body === '{"total":50}');
  expect(again.length).toBeLessThanOrEqual(1);
});

test("an event calls a partner's API with a token that was fetched for it", async () => {
  const { ConnectionArn } = await events.send(
    new e.CreateConnectionCommand({
      Name: "partner",
      AuthorizationType: "OAUTH_CLIENT_CREDENTIALS",
      AuthParameters: {
        OAuthParameters: {
          AuthorizationEndpoint: `${web}/token`,
          HttpMethod: "POST",
          ClientParameters: { ClientID: "brume", ClientSecret: "s3cret" },
        },
      },
    }),
  );
  const { ApiDestinationArn } = await events.send(
    new e.CreateApiDestinationCommand({
      Name: "partner",
      ConnectionArn,
      InvocationEndpoint: `${web}/orders/*`,
      HttpMethod: "POST",
    }),
  );
  await events.send(new e.PutRuleCommand({ Name: "out", EventPattern: '{"source":["shop"]}' }));
  await events.send(
    new e.PutTargetsCommand({
      Rule: "out",
      Targets: [
        {
          Id: "api",
          Arn: ApiDestinationArn,
          RoleArn: await role("events:InvokeApiDestination"),
          HttpParameters: { PathParameterValues: ["$.detail.id"] },
          InputTransformer: {
            InputPathsMap: { id: "$.detail.id" },
            InputTemplate: '{"order":"<id>"}',
          },
        },
      ],
    }),
  );
  const Detail = JSON.stringify({ id: "o-1" });
  const Entries = [{ Source: "shop", DetailType: "order", Detail }];
  await events.send(new e.PutEventsCommand({ Entries }));
  await brume.advance(0);
  expect(calls.map(({ path }) => path)).toEqual(["/token", "/orders/o-1"]);
  expect(calls[0]!.body).toContain("client_secret=s3cret");
  expect([calls[1]!.authorization, calls[1]!.body]).toEqual(["Bearer granted", '{"order":"o-1"}']);
});

test("a pipe brings what its filter lets through, enriched, from one queue to another", async () => {
  const RoleArn = await role("sqs:*", "lambda:*", "logs:*");
  const enrich = `export const handler = async (events) =>
    events.map(({ body }) => ({ ...JSON.parse(body), price: JSON.parse(body).total * 2 }));`;
  const Enrichment = await lambda("pricer", enrich, RoleArn);
  await queue("in", "sns");
  await queue("out", "sns");
  await new PipesClient(brume.client).send(
    new CreatePipeCommand({
      Name: "orders",
      RoleArn,
      Source: arnOf("in"),
      SourceParameters: {
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"total":[{"numeric":[">",10]}]}}' }] },
      },
      Enrichment,
      Target: arnOf("out"),
      TargetParameters: { InputTemplate: '{"id":<$.id>,"price":<$.price>}' },
    }),
  );
  await brume.advance(MINUTE);
  for (const total of [5, 50])
    await sqs.send(
      new q.SendMessageCommand({
        QueueUrl: urlOf("in"),
        MessageBody: JSON.stringify({ id: total, total }),
      }),
    );
  // The clock stands still: this waits for as long as the function takes, and for nothing else.
  const [out] = await receive("out", { WaitTimeSeconds: 20 });
  expect(JSON.parse(out!.Body!)).toEqual({ id: 50, price: 100 });
  expect(await bodies("out")).toEqual([]);
  expect(await bodies("in")).toEqual([]);
}, 60_000);
