import { afterAll, beforeAll, expect, test } from "bun:test";
import * as gw from "@aws-sdk/client-api-gateway";
import * as iam from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import { zipSync } from "fflate";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: gw.APIGatewayClient;
let functions: lambda.LambdaClient;
const ACCOUNT = "000000000000";

beforeAll(async () => {
  brume = await testBrume({ running: true });
  client = new gw.APIGatewayClient(brume.client);
  functions = new lambda.LambdaClient(brume.client);
  await new iam.IAMClient(brume.client).send(
    new iam.CreateRoleCommand({
      RoleName: "r",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    }),
  );
  await make(
    "echo",
    "async (event) => ({ statusCode: 201, headers: { 'X-A': 'b', Server: 's' }, body: JSON.stringify(event) })",
  );
  await make("bad", "async () => 'text'");
  await make("throws", "async (event) => { throw new Error(event.why ?? 'no') }");
  await make("plain", "async (event) => ({ got: event })");
  await make(
    "door",
    `async (event) => {
      const token = event.authorizationToken ?? event.headers.Who;
      if (token === 'none') throw new Error('Unauthorized');
      if (token === 'broken') return { no: 'policy' };
      const Effect = token === 'deny' ? 'Deny' : 'Allow';
      const Resource = token === 'elsewhere' ? event.methodArn + 'x' : event.methodArn;
      return {
        principalId: token, context: { n: 1, asked: String(Math.random()) },
        policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
      };
    }`,
  );
}, 60_000);
afterAll(() => brume.stop());

async function make(FunctionName: string, handler: string): Promise<void> {
  const code = new TextEncoder().encode(`exports.handler = ${handler};`);
  await functions.send(
    new lambda.CreateFunctionCommand({
      FunctionName,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: `arn:aws:iam::${ACCOUNT}:role/r`,
      Code: { ZipFile: zipSync({ "index.js": code }) },
    }),
  );
}

type Json = Record<string, unknown>;
const uriOf = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}/invocations`;
const proxy = (name: string, more: Json = {}): Json => ({
  "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri: uriOf(name) },
  ...more,
});

async function serve(paths: Json, extra: Json = {}): Promise<string> {
  const document = { openapi: "3.0.1", info: { title: "t", version: "1" }, paths, ...extra };
  const api = await client.send(
    new gw.ImportRestApiCommand({ body: new TextEncoder().encode(JSON.stringify(document)) }),
  );
  await client.send(new gw.CreateDeploymentCommand({ restApiId: api.id, stageName: "t" }));
  return api.id!;
}

async function ask(id: string, path: string, init: RequestInit = {}) {
  const response = await fetch(`${brume.url}/restapis/${id}/t/_user_request_${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test("a proxied function is given the whole request", async () => {
  const id = await serve({
    "/p/{x}": { "x-amazon-apigateway-any-method": proxy("echo") },
    "/bad": { get: proxy("bad") },
    "/throws": { get: proxy("throws") },
  });
  const answer = await ask(id, "/p/a%20b?q=1&q=2", {
    method: "POST",
    body: "hi",
    headers: { "content-type": "text/plain", "X-Twice": "1" },
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("x-a")).toBe("b");
  expect(answer.headers.get("x-amzn-remapped-server")).toBe("s");
  const event = JSON.parse(answer.text) as Json & { requestContext: Json };
  expect(event["headers"]).toMatchObject({
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Proto": "http",
    "X-Amzn-Trace-Id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  });
  expect(event).toMatchObject({
    resource: "/p/{x}",
    path: "/p/a%20b",
    httpMethod: "POST",
    queryStringParameters: { q: "2" },
    multiValueQueryStringParameters: { q: ["1", "2"] },
    pathParameters: { x: "a b" },
    stageVariables: null,
    body: "hi",
    isBase64Encoded: false,
    requestContext: {
      accountId: ACCOUNT,
      apiId: id,
      resourcePath: "/p/{x}",
      stage: "t",
      httpMethod: "POST",
      path: "/t/p/a%20b",
      identity: { sourceIp: "127.0.0.1", userArn: null },
      deploymentId: expect.any(String),
    },
  });
  for (const path of ["/bad", "/throws"]) {
    const failed = await ask(id, path);
    expect([failed.status, failed.text]).toEqual([
      502,
      '{"message": "Internal server error"}'.replace(": ", ":"),
    ]);
  }
}, 60_000);

test("a function behind templates, its errors chosen by pattern", async () => {
  const integration = (name: string): Json => ({
    post: {
      responses: { "200": { description: "" }, "400": { description: "" } },
      "x-amazon-apigateway-integration": {
        type: "aws",
        httpMethod: "POST",
        uri: uriOf(name),
        requestTemplates: { "application/json": '{"why":"$input.path(\'$.why\')"}' },
        responses: {
          default: { statusCode: "200" },
          ".*bad.*": {
            statusCode: "400",
            responseTemplates: { "application/json": "$input.path('$.errorMessage')!" },
          },
        },
      },
    },
  });
  const id = await serve({ "/f": integration("plain"), "/e": integration("throws") });
  const post = (path: string, why: string) =>
    ask(id, path, {
      method: "POST",
      body: JSON.stringify({ why }),
      headers: { "content-type": "application/json" },
    });
  expect(JSON.parse((await post("/f", "x")).text)).toEqual({ got: { why: "x" } });
  const bad = await post("/e", "a bad thing");
  expect([bad.status, bad.text]).toEqual([400, "a bad thing!"]);
  expect((await post("/e", "other")).status).toBe(200);
}, 60_000);

test("authorizers let pass, refuse, and are remembered", async () => {
  const scheme = (type: string, more: Json = {}) => ({
    type: "apiKey",
    name: "Who",
    in: "header",
    "x-amazon-apigateway-authtype": "custom",
    "x-amazon-apigateway-authorizer": { type, authorizerUri: uriOf("door"), ...more },
  });
  const id = await serve(
    {
      "/token": { get: proxy("echo", { security: [{ token: [] }] }) },
      "/request": { get: proxy("echo", { security: [{ request: [] }] }) },
    },
    {
      components: {
        securitySchemes: {
          token: scheme("token", {
            identityValidationExpression: "[a-z]+",
            authorizerResultTtlInSeconds: 300,
          }),
          request: scheme("request", {
            identitySource: "method.request.header.Who",
            authorizerResultTtlInSeconds: 0,
          }),
        },
      },
    },
  );
  const get = (path: string, who?: string) =>
    ask(id, path, { headers: who === undefined ? {} : { Who: who } });
  const asked = async (path: string) => {
    const { requestContext } = JSON.parse((await get(path, "me")).text) as {
      requestContext: { authorizer: Json };
    };
    return requestContext.authorizer;
  };
  const first = await asked("/token");
  expect(first).toMatchObject({ principalId: "me", n: "1" });
  expect((await asked("/token"))["asked"]).toBe(first["asked"]);
  await client.send(new gw.FlushStageAuthorizersCacheCommand({ restApiId: id, stageName: "t" }));
  expect((await asked("/token"))["asked"]).not.toBe(first["asked"]);
  expect((await asked("/request"))["asked"]).not.toBe((await asked("/request"))["asked"]);
  const answers = [];
  for (const who of [undefined, "UPPER", "none", "deny", "elsewhere", "broken"]) {
    const { status, text } = await get("/token", who);
    answers.push([status, text]);
  }
  expect(answers).toEqual([
    [401, '{"message":"Unauthorized"}'],
    [401, '{"message":"Unauthorized"}'],
    [401, '{"message":"Unauthorized"}'],
    [403, '{"Message":"User is not authorized to access this resource with an explicit deny"}'],
    [403, '{"Message":"User is not authorized to access this resource"}'],
    [500, '{"message":null}'],
  ]);
  const { items } = await client.send(new gw.GetAuthorizersCommand({ restApiId: id }));
  const tried = await client.send(
    new gw.TestInvokeAuthorizerCommand({
      restApiId: id,
      authorizerId: items?.find((one) => one.name === "token")?.id,
      headers: { Who: "me" },
    }),
  );
  expect(tried).toMatchObject({ clientStatus: 0, principalId: "me" });
  expect(tried.policy).toContain("execute-api:Invoke");
}, 60_000);
