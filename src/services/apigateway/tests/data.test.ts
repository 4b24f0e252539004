import { afterAll, beforeAll, expect, test } from "bun:test";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as gw from "@aws-sdk/client-api-gateway";
import {
  CreateLogGroupCommand,
  CloudWatchLogsClient,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: gw.APIGatewayClient;
let backend: Server;
let backendUrl: string;
/** What the backend was asked last. */
let seen: { url: string; method: string; headers: IncomingMessage["headers"]; body: string };

beforeAll(async () => {
  brume = await testBrume();
  client = new gw.APIGatewayClient(brume.client);
  backend = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      seen = { url: request.url!, method: request.method!, headers: request.headers, body };
      if (request.url === "/never") return;
      response.writeHead(request.url === "/teapot" ? 418 : 200, {
        "content-type": "application/json",
        "x-own": "yes",
      });
      response.end('{"name":"rex","age":3}');
    });
  });
  await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
  backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
});
afterAll(async () => {
  backend.closeAllConnections();
  backend.close();
  await brume.stop();
});

type Json = Record<string, unknown>;

/** An API of a document's paths, at the stage "t". */
async function serve(paths: Json, extra: Json = {}): Promise<string> {
  const document = { openapi: "3.0.1", info: { title: "t", version: "1" }, paths, ...extra };
  const api = await client.send(
    new gw.ImportRestApiCommand({ body: new TextEncoder().encode(JSON.stringify(document)) }),
  );
  await client.send(new gw.CreateDeploymentCommand({ restApiId: api.id, stageName: "t" }));
  return api.id!;
}

const urlOf = (id: string, path: string) => `${brume.url}/restapis/${id}/t/_user_request_${path}`;
async function ask(id: string, path: string, init: RequestInit = {}) {
  const response = await fetch(urlOf(id, path), init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

const mock = (template: string, more: Json = {}): Json => ({
  "x-amazon-apigateway-integration": {
    type: "mock",
    requestTemplates: { "application/json": '{"statusCode":200}' },
    responses: {
      default: { statusCode: "200", responseTemplates: { "application/json": template } },
    },
  },
  responses: { "200": { description: "" } },
  ...more,
});

test("the most specific path and the method of its own are taken", async () => {
  const id = await serve({
    "/": { get: mock("root") },
    "/pets/{id}": {
      get: mock("one $input.params('id')"),
      "x-amazon-apigateway-any-method": mock("any"),
    },
    "/pets/list": { get: mock("list") },
    "/{proxy+}": { "x-amazon-apigateway-any-method": mock("rest $input.params('proxy')") },
  });
  const texts = [];
  for (const [method, path] of [
    ["GET", "/"],
    ["GET", "/pets/7"],
    ["PUT", "/pets/7"],
    ["GET", "/pets/list"],
    ["GET", "/pets/list/"],
    ["GET", "/a/b%20c"],
    ["POST", "/pets/list"],
  ] as const)
    texts.push((await ask(id, path, { method })).text);
  expect(texts).toEqual(["root", "one 7", "any", "list", "list", "rest a/b c", "any"]);
  const missing = await serve({ "/a": { get: mock("a") } });
  const answer = await ask(missing, "/b");
  expect(answer.status).toBe(403);
  expect(answer.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
  expect(answer.text).toBe('{"message":"Missing Authentication Token"}');
});

test("mock templates see the request, choose the status, and override it", async () => {
  const id = await serve({
    "/m": {
      post: {
        parameters: [{ in: "query", name: "q" }],
        responses: { "200": { description: "" }, "404": { description: "" } },
        "x-amazon-apigateway-integration": {
          type: "mock",
          requestTemplates: {
            "application/json": "{\"statusCode\": #if($input.path('$.bad'))404#{else}200#end}",
          },
          responses: {
            default: {
              statusCode: "200",
              responseParameters: {
                "method.response.header.X-Static": "'s'",
                "method.response.header.X-Stage": "context.stage",
              },
              responseTemplates: {
                "application/json":
                  "#set($context.responseOverride.header.X-Over = \"o\")$input.params('q') $context.httpMethod $context.resourcePath $context.identity.sourceIp",
              },
            },
            "404": {
              statusCode: "404",
              responseTemplates: {
                "application/json": "#set($context.responseOverride.status = 410)gone",
              },
            },
          },
        },
      },
    },
  });
  const post = (body: string) =>
    ask(id, "/m?q=1", { method: "POST", body, headers: { "content-type": "application/json" } });
  const fine = await post("{}");
  expect(fine.text).toBe("1 POST /m 127.0.0.1");
  expect(fine.headers.get("x-static")).toBe("s");
  expect(fine.headers.get("x-stage")).toBe("t");
  expect(fine.headers.get("x-over")).toBe("o");
  const bad = await post('{"bad":true}');
  expect([bad.status, bad.text]).toEqual([410, "gone"]);
});

test("HTTP integrations map parameters, bodies and statuses", async () => {
  const id = await serve({
    "/http/{name}": {
      post: {
        responses: { "200": { description: "" }, "400": { description: "" } },
        "x-amazon-apigateway-integration": {
          type: "http",
          httpMethod: "PUT",
          uri: `${backendUrl}/{where}`,
          requestParameters: {
            "integration.request.path.where": "method.request.path.name",
            "integration.request.header.X-Q": "method.request.querystring.q",
            "integration.request.querystring.from": "'gateway'",
            "integration.request.header.X-Body": "method.request.body.a",
          },
          requestTemplates: { "application/json": "{\"wrapped\":$input.json('$')}" },
          responses: {
            default: {
              statusCode: "200",
              responseParameters: {
                "method.response.header.X-Name": "integration.response.body.name",
                "method.response.header.X-Own": "integration.response.header.x-own",
              },
              responseTemplates: { "application/json": "$input.path('$.age')" },
            },
            "4\\d{2}": { statusCode: "400" },
          },
        },
      },
    },
  });
  const headers = { "content-type": "application/json" };
  const post = (name: string) =>
    ask(id, `/http/${name}?q=1`, { method: "POST", body: '{"a":"b"}', headers });
  const fine = await post("x");
  expect([fine.status, fine.text]).toEqual([200, "3"]);
  expect(seen).toMatchObject({
    url: "/x?from=gateway",
    method: "PUT",
    body: '{"wrapped":{"a":"b"}}',
  });
  expect(seen.headers["x-q"]).toBe("1");
  expect(seen.headers["x-body"]).toBe("b");
  expect(fine.headers.get("x-name")).toBe("rex");
  expect(fine.headers.get("x-own")).toBe("yes");
  expect((await post("teapot?")).status).toBe(200);
  const unsupported = await ask(id, "/http/x", {
    method: "POST",
    body: "a",
    headers: { "content-type": "text/plain" },
  });
  expect(unsupported.status).toBe(200);
  expect(seen.body).toBe("a");
});

test("HTTP proxies pass all on, and time out", async () => {
  const id = await serve({
    "/p/{proxy+}": {
      "x-amazon-apigateway-any-method": {
        "x-amazon-apigateway-integration": {
          type: "http_proxy",
          httpMethod: "ANY",
          uri: `${backendUrl}/{proxy}`,
          requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" },
          timeoutInMillis: 100,
        },
      },
    },
    "/dead": {
      get: {
        "x-amazon-apigateway-integration": {
          type: "http_proxy",
          httpMethod: "GET",
          uri: "http://127.0.0.1:1/",
        },
      },
    },
  });
  const answer = await ask(id, "/p/teapot", {
    method: "PATCH",
    body: "b",
    headers: { "x-a": "1" },
  });
  expect([answer.status, answer.text]).toEqual([418, '{"name":"rex","age":3}']);
  expect(answer.headers.get("x-own")).toBe("yes");
  expect(seen).toMatchObject({ url: "/teapot", method: "PATCH", body: "b" });
  await ask(id, "/p/a/b?c=d&c=e");
  expect(seen.url).toBe("/a/b?c=d&c=e");
  const late = await ask(id, "/p/never");
  expect([late.status, late.text]).toEqual([504, '{"message":"Endpoint request timed out"}']);
  const dead = await ask(id, "/dead");
  expect([dead.status, dead.text]).toEqual([504, '{"message":"Internal server error"}']);
});

const ROLE = "arn:aws:iam::000000000000:role/gateway";

test("other services are called by path, by action and by target", async () => {
  const sqs = new SQSClient(brume.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
  const db = new DynamoDBClient(brume.client);
  await db.send(
    new CreateTableCommand({
      TableName: "pets",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  const { CreateRoleCommand, IAMClient, PutRolePolicyCommand } = await import(
    "@aws-sdk/client-iam"
  );
  const iam = new IAMClient(brume.client);
  const all = (Principal?: object) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        Principal
          ? { Effect: "Allow", Principal, Action: "sts:AssumeRole" }
          : { Effect: "Allow", Action: "*", Resource: "*" },
      ],
    });
  const trust = all({ Service: "apigateway.amazonaws.com" });
  await iam.send(new CreateRoleCommand({ RoleName: "gateway", AssumeRolePolicyDocument: trust }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName: "gateway", PolicyName: "p", PolicyDocument: all() }),
  );
  const aws = (uri: string, requestTemplate: string, more: Json = {}): Json => ({
    responses: { "200": { description: "" }, "400": { description: "" } },
    "x-amazon-apigateway-integration": {
      type: "aws",
      httpMethod: "POST",
      uri: `arn:aws:apigateway:us-east-1:${uri}`,
      credentials: ROLE,
      requestTemplates: { "application/json": requestTemplate },
      responses: { default: { statusCode: "200" }, "4\\d\\d": { statusCode: "400" } },
      ...more,
    },
  });
  const form = {
    requestParameters: {
      "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'",
    },
  };
  const id = await serve({
    "/queue": {
      post: aws(
        "sqs:path/000000000000/q",
        "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
        form,
      ),
    },
    "/item": {
      post: aws(
        "dynamodb:action/PutItem",
        '{"TableName":"pets","Item":{"id":{"S":"$input.path(\'$.id\')"}}}',
      ),
    },
    "/none": { post: aws("dynamodb:action/PutItem", '{"TableName":"nope","Item":{}}') },
  });
  const post = (path: string, body: string) =>
    ask(id, path, { method: "POST", body, headers: { "content-type": "application/json" } });
  const sent = await post("/queue", '{"a":"b c"}');
  expect(sent.status).toBe(200);
  expect(JSON.parse(sent.text)).toMatchObject({
    SendMessageResponse: { SendMessageResult: { MessageId: expect.any(String) } },
  });
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.[0]?.Body).toBe('{"a":"b c"}');
  expect((await post("/item", '{"id":"1"}')).text).toBe("{}");
  const { Item } = await db.send(
    new GetItemCommand({ TableName: "pets", Key: { id: { S: "1" } } }),
  );
  expect(Item).toEqual({ id: { S: "1" } });
  const none = await post("/none", "{}");
  expect(none.status).toBe(400);
  expect(none.text).toContain("ResourceNotFoundException");
});

test("requests are validated against parameters and models", async () => {
  const id = await serve(
    {
      "/v": {
        post: mock("ok", {
          parameters: [{ in: "query", name: "q", required: true }],
          requestBody: {
            content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
          },
        }),
      },
    },
    {
      components: {
        schemas: {
          Pet: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
        },
      },
      "x-amazon-apigateway-request-validators": {
        all: { validateRequestBody: true, validateRequestParameters: true },
      },
      "x-amazon-apigateway-request-validator": "all",
      "x-amazon-apigateway-gateway-responses": {
        BAD_REQUEST_BODY: {
          statusCode: 422,
          responseParameters: { "gatewayresponse.header.X-Kind": "'body'" },
          responseTemplates: {
            "application/json": '{"why":"$context.error.validationErrorString"}',
          },
        },
      },
    },
  );
  const post = (path: string, body: string) =>
    ask(id, path, { method: "POST", body, headers: { "content-type": "application/json" } });
  const absent = await post("/v", "{}");
  expect([absent.status, absent.text]).toEqual([
    400,
    '{"message":"Missing required request parameters: [q]"}',
  ]);
  const wrong = await post("/v?q=1", '{"name":1}');
  expect(wrong.status).toBe(422);
  expect(wrong.headers.get("x-kind")).toBe("body");
  expect(wrong.text).toContain("instance type (integer) does not match");
  expect((await post("/v?q=1", '{"name":"a"}')).text).toBe("ok");
});

test("API keys, throttling and quotas of usage plans", async () => {
  const id = await serve(
    { "/k": { get: mock("in", { security: [{ key: [] }] }) } },
    {
      components: { securitySchemes: { key: { type: "apiKey", name: "x-api-key", in: "header" } } },
    },
  );
  const key = await client.send(new gw.CreateApiKeyCommand({ name: "k", enabled: true }));
  const plan = await client.send(
    new gw.CreateUsagePlanCommand({
      name: "p",
      apiStages: [{ apiId: id, stage: "t" }],
      throttle: { rateLimit: 1, burstLimit: 2 },
      quota: { limit: 4, period: "DAY" },
    }),
  );
  const get = (value?: string) =>
    ask(id, "/k", { headers: value === undefined ? {} : { "x-api-key": value } });
  const refused = { status: 403, text: '{"message":"Forbidden"}' };
  expect(await get()).toMatchObject(refused);
  expect(await get(key.value)).toMatchObject(refused);
  await client.send(
    new gw.CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: "API_KEY" }),
  );
  expect(await get("wrong")).toMatchObject(refused);
  const statuses = [await get(key.value), await get(key.value), await get(key.value)];
  expect(statuses.map((one) => one.status)).toEqual([200, 200, 429]);
  expect(statuses[2]!.text).toBe('{"message":"Too Many Requests"}');
  await brume.advance(2_000);
  await get(key.value);
  await get(key.value);
  await brume.advance(2_000);
  const spent = await get(key.value);
  expect([spent.status, spent.text]).toEqual([429, '{"message":"Limit Exceeded"}']);
  expect(spent.headers.get("x-amzn-errortype")).toBe("LimitExceededException");
  const usage = await client.send(
    new gw.GetUsageCommand({
      usagePlanId: plan.id,
      startDate: "2026-01-01",
      endDate: "2026-01-02",
    }),
  );
  expect(usage.items).toEqual({
    [key.id!]: [
      [4, 0],
      [0, 4],
    ],
  });
  await client.send(
    new gw.UpdateUsageCommand({
      usagePlanId: plan.id,
      keyId: key.id,
      patchOperations: [{ op: "replace", path: "/remaining", value: "1" }],
    }),
  );
  expect((await get(key.value)).status).toBe(200);
  expect((await get(key.value)).status).toBe(429);
  await client.send(
    new gw.UpdateApiKeyCommand({
      apiKey: key.id,
      patchOperations: [{ op: "replace", path: "/enabled", value: "false" }],
    }),
  );
  await brume.advance(86_400_000);
  expect(await get(key.value)).toMatchObject(refused);
  await client.send(new gw.DeleteStageCommand({ restApiId: id, stageName: "t" }));
  const left = await client.send(new gw.GetUsagePlanCommand({ usagePlanId: plan.id }));
  expect(left.apiStages).toEqual([]);
});

test("stages throttle, cache, log, and let a canary take a share", async () => {
  const logs = new CloudWatchLogsClient(brume.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "access" }));
  const id = await serve({ "/s": { get: mock("$stageVariables.v $context.requestTimeEpoch") } });
  const update = (...patchOperations: gw.PatchOperation[]) =>
    client.send(new gw.UpdateStageCommand({ restApiId: id, stageName: "t", patchOperations }));
  await update(
    { op: "replace", path: "/variables/v", value: "a" },
    { op: "replace", path: "/*/*/throttling/rateLimit", value: "1" },
    { op: "replace", path: "/*/*/throttling/burstLimit", value: "1" },
    {
      op: "replace",
      path: "/accessLogSettings/destinationArn",
      value: "arn:aws:logs:us-east-1:000000000000:log-group:access",
    },
    {
      op: "replace",
      path: "/accessLogSettings/format",
      value: "$context.requestId $context.status $context.httpMethod $context.nope",
    },
  );
  expect((await ask(id, "/s")).text).toMatch(/^a \d+$/);
  expect((await ask(id, "/s")).status).toBe(429);
  await brume.kernel.settle();
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: "access" }));
  expect(events?.map((one) => one.message?.split(" ").slice(1).join(" ")).sort()).toEqual([
    "200 GET -",
    "429 GET -",
  ]);
  await update(
    { op: "replace", path: "/*/*/throttling/rateLimit", value: "1000" },
    { op: "replace", path: "/*/*/throttling/burstLimit", value: "1000" },
    { op: "replace", path: "/cacheClusterEnabled", value: "true" },
    { op: "replace", path: "/*/*/caching/enabled", value: "true" },
    { op: "replace", path: "/*/*/caching/ttlInSeconds", value: "60" },
  );
  await brume.advance(1_000);
  const first = (await ask(id, "/s")).text;
  await brume.advance(59_000);
  expect((await ask(id, "/s")).text).toBe(first);
  await brume.advance(2_000);
  expect((await ask(id, "/s")).text).not.toBe(first);
  await update(
    { op: "replace", path: "/cacheClusterEnabled", value: "false" },
    { op: "replace", path: "/canarySettings/percentTraffic", value: "100" },
    { op: "replace", path: "/canarySettings/stageVariableOverrides/v", value: "canary" },
  );
  await client.send(new gw.CreateDeploymentCommand({ restApiId: id, stageName: "t" }));
  expect((await ask(id, "/s")).text).toMatch(/^canary /);
  await update({ op: "remove", path: "/canarySettings" });
  expect((await ask(id, "/s")).text).toMatch(/^a /);
});

test("a custom domain's base paths lead to stages", async () => {
  const id = await serve({ "/s": { get: mock("$context.path") } });
  await client.send(
    new gw.CreateDomainNameCommand({
      domainName: "api.example.com",
      regionalCertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/c",
      endpointConfiguration: { types: ["REGIONAL"] },
    }),
  );
  const mapping = { domainName: "api.example.com", basePath: "shop" };
  await client.send(new gw.CreateBasePathMappingCommand({ ...mapping, restApiId: id, stage: "t" }));
  const get = async (path: string) => {
    const response = await fetch(brume.url + path, { headers: { host: "api.example.com" } });
    return [response.status, await response.text()];
  };
  expect(await get("/shop/s")).toEqual([200, "/shop/s"]);
  expect(await get("/other/s")).toEqual([403, '{"message":"Forbidden"}']);
  await client.send(
    new gw.UpdateBasePathMappingCommand({
      ...mapping,
      patchOperations: [{ op: "replace", path: "/basePath", value: "" }],
    }),
  );
  expect(await get("/s")).toEqual([200, "/s"]);
});

test("TestInvokeMethod runs what is not deployed", async () => {
  const id = await serve({
    "/t/{x}": { get: mock("$input.params('x') $input.params('y') $context.stage") },
  });
  const { items } = await client.send(new gw.GetResourcesCommand({ restApiId: id }));
  const resourceId = items?.find((one) => one.path === "/t/{x}")?.id;
  const answer = await client.send(
    new gw.TestInvokeMethodCommand({
      restApiId: id,
      resourceId,
      httpMethod: "GET",
      pathWithQueryString: "/t/1?y=2",
    }),
  );
  expect(answer).toMatchObject({ status: 200, body: "1 2 test-invoke-stage" });
  expect(answer.log).toContain("Method completed with status: 200");
  expect(answer.headers).toEqual({ "Content-Type": "application/json" });
});
