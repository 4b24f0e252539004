/** API destinations, APIs and log groups as targets. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  type ConnectionAuthorizationType,
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  type CreateConnectionAuthRequestParameters,
  DescribeConnectionCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
  UpdateConnectionCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { testBrume, type TestBrume } from "#test/harness/brume";

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

let brume: TestBrume;
let events: EventBridgeClient;
let role: string;
const seen: Seen[] = [];
/** Statuses to answer with, first to last; then 200. */
const statuses: number[] = [];
const server = createServer(async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces).toString();
  if (request.url === "/token") {
    seen.push({ method: "TOKEN", url: "/token", headers: request.headers, body });
    const token = `t${seen.filter((s) => s.method === "TOKEN").length}`;
    response.end(JSON.stringify({ access_token: token, token_type: "bearer", expires_in: 3600 }));
    return;
  }
  seen.push({ method: request.method!, url: request.url!, headers: request.headers, body });
  response.writeHead(statuses.shift() ?? 200).end("{}");
});
let base: string;

beforeAll(async () => {
  brume = await testBrume();
  events = new EventBridgeClient(brume.client);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { Role } = await new IAMClient(brume.client).send(
    new CreateRoleCommand({
      RoleName: "invoke",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    }),
  );
  role = Role!.Arn!;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await brume.stop();
});

/** A rule on source `name` whose target is an API destination with that authorisation. */
async function destination(
  name: string,
  type: ConnectionAuthorizationType,
  auth: CreateConnectionAuthRequestParameters,
  more: Partial<Target> = {},
): Promise<void> {
  const { ConnectionArn } = await events.send(
    new CreateConnectionCommand({ Name: name, AuthorizationType: type, AuthParameters: auth }),
  );
  const { ApiDestinationArn } = await events.send(
    new CreateApiDestinationCommand({
      Name: name,
      ConnectionArn: ConnectionArn!,
      InvocationEndpoint: `${base}/hooks/*`,
      HttpMethod: "POST",
    }),
  );
  await events.send(
    new PutRuleCommand({ Name: name, EventPattern: JSON.stringify({ source: [name] }) }),
  );
  await events.send(
    new PutTargetsCommand({
      Rule: name,
      Targets: [
        {
          Id: "1",
          Arn: ApiDestinationArn!,
          RoleArn: role,
          InputPath: "$.detail",
          HttpParameters: { PathParameterValues: ["a b"], QueryStringParameters: { q: "1" } },
          ...more,
        },
      ],
    }),
  );
}

async function put(source: string): Promise<Seen[]> {
  seen.length = 0;
  await events.send(
    new PutEventsCommand({ Entries: [{ Source: source, DetailType: "t", Detail: '{"n":1}' }] }),
  );
  await brume.kernel.settle();
  return [...seen];
}

test("basic and key authorisation, paths, queries, bodies; secrets are not shown", async () => {
  await destination("basic", "BASIC", {
    BasicAuthParameters: { Username: "ada", Password: "secret" },
    InvocationHttpParameters: {
      HeaderParameters: [{ Key: "X-Own", Value: "v", IsValueSecret: true }],
      BodyParameters: [{ Key: "added", Value: "yes" }],
    },
  });
  const [call] = await put("basic");
  expect(call).toMatchObject({ method: "POST", url: "/hooks/a%20b?q=1" });
  expect(JSON.parse(call!.body)).toEqual({ n: 1, added: "yes" });
  expect(call!.headers).toMatchObject({
    authorization: `Basic ${Buffer.from("ada:secret").toString("base64")}`,
    "x-own": "v",
    "user-agent": "Amazon/EventBridge/ApiDestinations",
  });
  const described = await events.send(new DescribeConnectionCommand({ Name: "basic" }));
  expect(described.ConnectionState).toBe("AUTHORIZED");
  expect(JSON.stringify(described)).not.toContain('secret"');
  expect(described.SecretArn).toContain(":secret:events!connection/basic/");
  await destination("key", "API_KEY", {
    ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "k" },
  });
  const [keyed] = await put("key");
  expect(keyed!.headers["x-key"]).toBe("k");
});

test("OAuth: a token is fetched, used again, and fetched anew when it is refused", async () => {
  await destination("oauth", "OAUTH_CLIENT_CREDENTIALS", {
    OAuthParameters: {
      AuthorizationEndpoint: `${base}/token`,
      HttpMethod: "POST",
      ClientParameters: { ClientID: "id", ClientSecret: "sec" },
      OAuthHttpParameters: { BodyParameters: [{ Key: "scope", Value: "all" }] },
    },
  });
  const [token, call] = await put("oauth");
  expect(Object.fromEntries(new URLSearchParams(token!.body))).toEqual({
    grant_type: "client_credentials",
    client_id: "id",
    client_secret: "sec",
    scope: "all",
  });
  expect(call!.headers.authorization).toBe("Bearer t1");
  expect((await put("oauth")).map((s) => s.method)).toEqual(["POST"]);
  statuses.push(401);
  expect((await put("oauth")).map((s) => s.method)).toEqual(["POST", "TOKEN", "POST"]);
});

test("a server's error is tried again, a refusal is not", async () => {
  statuses.push(500, 503);
  expect((await put("key")).length).toBe(1);
  await brume.advance(1_000);
  expect(seen.length).toBe(3);
  statuses.push(400);
  await put("key");
  await brume.advance(60_000);
  expect(seen.length).toBe(1);
});

test("a log group as a target", async () => {
  const logs = new CloudWatchLogsClient(brume.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/aws/events/all" }));
  await events.send(new PutRuleCommand({ Name: "logged", EventPattern: '{"source":["logged"]}' }));
  await events.send(
    new PutTargetsCommand({
      Rule: "logged",
      Targets: [
        { Id: "1", Arn: "arn:aws:logs:us-east-1:000000000000:log-group:/aws/events/all:*" },
      ],
    }),
  );
  await put("logged");
  const found = await logs.send(new FilterLogEventsCommand({ logGroupName: "/aws/events/all" }));
  expect(found.events!.map((event) => JSON.parse(event.message!).detail)).toEqual([{ n: 1 }]);
});

test("a connection of another type forgets what the former one needed", async () => {
  await destination("changed", "BASIC", {
    BasicAuthParameters: { Username: "ada", Password: "secret" },
    InvocationHttpParameters: { HeaderParameters: [{ Key: "X-Own", Value: "v" }] },
  });
  const change = (AuthorizationType: ConnectionAuthorizationType, AuthParameters = {}) =>
    events.send(
      new UpdateConnectionCommand({ Name: "changed", AuthorizationType, AuthParameters }),
    );
  await change("API_KEY", { ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "k" } });
  const [call] = await put("changed");
  expect(call!.headers).toMatchObject({ "x-key": "k", "x-own": "v" });
  expect(call!.headers.authorization).toBeUndefined();
  const { AuthParameters } = await events.send(new DescribeConnectionCommand({ Name: "changed" }));
  expect(Object.keys(AuthParameters!)).not.toContain("BasicAuthParameters");
  const error = await change("BASIC").catch((thrown: Error) => thrown);
  expect((error as Error).message).toBe(
    "Parameter(s) BasicAuthParameters must be specified for authorization type BASIC.",
  );
});

test("header parameters say nothing of how the request is carried", async () => {
  const own = { "Content-Length": "1", Host: "evil", Connection: "upgrade", TE: "trailers" };
  await destination(
    "carried",
    "API_KEY",
    {
      ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "k" },
      InvocationHttpParameters: { HeaderParameters: [{ Key: "Host", Value: "evil" }] },
    },
    { HttpParameters: { HeaderParameters: { ...own, "X-Own": "v" }, PathParameterValues: ["a"] } },
  );
  const [call] = await put("carried");
  expect(call).toMatchObject({ body: '{"n":1}', headers: { host: new URL(base).host } });
  expect(call!.headers).toMatchObject({ "content-length": "7", "x-own": "v" });
  expect([call!.headers.connection, call!.headers.te]).toEqual(["close", undefined]);
});

test("a log group's transformer gives the message and its time", async () => {
  const logs = new CloudWatchLogsClient(brume.client);
  const logGroupName = "/aws/events/shaped";
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  const Arn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`;
  const at = Date.parse("2025-12-31T12:00:00Z");
  const cases: [name: string, template: string, wanted: [number, string]][] = [
    ["iso", '{"timestamp":<t>,"message":<m>}', [at, "hello"]],
    ["count", `{"timestamp":${at + 5},"message":"<m> you"}`, [at + 5, "hello you"]],
    ["other", '{"said":<m>}', [brume.kernel.clock.now(), '{"said":"hello"}']],
  ];
  for (const [name, InputTemplate] of cases) {
    await events.send(new PutRuleCommand({ Name: name, EventPattern: `{"source":["${name}"]}` }));
    const InputPathsMap = { t: "$.time", m: "$.detail-type" };
    const Targets = [{ Id: "1", Arn, InputTransformer: { InputPathsMap, InputTemplate } }];
    await events.send(new PutTargetsCommand({ Rule: name, Targets }));
    const entry = { Source: name, DetailType: "hello", Detail: "{}", Time: new Date(at) };
    await events.send(new PutEventsCommand({ Entries: [entry] }));
  }
  await brume.kernel.settle();
  const found = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  expect(found.events!.map(({ timestamp, message }) => [timestamp, message])).toEqual(
    expect.arrayContaining(cases.map(([, , wanted]) => wanted)),
  );
});
