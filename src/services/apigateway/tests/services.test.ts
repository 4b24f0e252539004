import { afterAll, beforeAll, expect, test } from "bun:test";
import * as gw from "@aws-sdk/client-api-gateway";
import * as iam from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: gw.APIGatewayClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new gw.APIGatewayClient(brume.client);
  await new iam.IAMClient(brume.client).send(
    new iam.CreateRoleCommand({
      RoleName: "gateway",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "apigateway.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    }),
  );
});
afterAll(() => brume.stop());

type Json = Record<string, unknown>;
async function serve(paths: Json, extra: Json = {}): Promise<string> {
  const document = { openapi: "3.0.1", info: { title: "t", version: "1" }, paths, ...extra };
  const api = await client.send(
    new gw.ImportRestApiCommand({ body: new TextEncoder().encode(JSON.stringify(document)) }),
  );
  await client.send(new gw.CreateDeploymentCommand({ restApiId: api.id, stageName: "t" }));
  return api.id!;
}
const ask = (id: string, path: string, init: RequestInit = {}) =>
  fetch(`${brume.url}/restapis/${id}/t/_user_request_${path}`, init);

const aws = (httpMethod: string, uri: string, more: Json = {}): Json => ({
  responses: {},
  "x-amazon-apigateway-integration": {
    type: "aws",
    httpMethod,
    uri: `arn:aws:apigateway:us-east-1:${uri}`,
    credentials: "arn:aws:iam::000000000000:role/gateway",
    responses: { default: { statusCode: "200" }, "404": { statusCode: "404" } },
    ...more,
  },
});

test("bytes go into a bucket and out of it as they are", async () => {
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "pictures" }));
  const requestParameters = {
    "integration.request.path.key": "method.request.path.key",
    "integration.request.header.Content-Type": "method.request.header.Content-Type",
  };
  const id = await serve(
    {
      "/{key}": {
        put: aws("PUT", "s3:path/pictures/{key}", { requestParameters }),
        get: aws("GET", "s3:path/pictures/{key}", {
          requestParameters: { "integration.request.path.key": "method.request.path.key" },
          responses: {
            default: {
              statusCode: "200",
              responseParameters: {
                "method.response.header.Content-Type": "integration.response.header.Content-Type",
              },
            },
            "404": { statusCode: "404" },
          },
        }),
      },
    },
    { "x-amazon-apigateway-binary-media-types": ["image/png"] },
  );
  const bytes = new Uint8Array([0x89, 0x50, 0, 255, 254, 128]);
  const put = await ask(id, "/cat.png", {
    method: "PUT",
    body: bytes,
    headers: { "content-type": "image/png" },
  });
  expect(put.status).toBe(200);
  const held = await s3.send(new GetObjectCommand({ Bucket: "pictures", Key: "cat.png" }));
  expect(await held.Body?.transformToByteArray()).toEqual(bytes);
  const got = await ask(id, "/cat.png");
  expect(got.headers.get("content-type")).toBe("image/png");
  expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes);
  expect((await ask(id, "/dog.png")).status).toBe(404);
});

test("a topic is published to by its action, with the query in templates", async () => {
  const sns = new SNSClient(brume.client);
  const sqs = new SQSClient(brume.client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "news" }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "news" }));
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:000000000000:news",
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
  const id = await serve({
    "/publish": {
      post: aws("POST", "sns:action/Publish", {
        requestParameters: {
          "integration.request.querystring.TopicArn": `'${TopicArn}'`,
          "integration.request.querystring.Message": "method.request.body.text",
        },
      }),
    },
  });
  const answer = await ask(id, "/publish", {
    method: "POST",
    body: '{"text":"a & b"}',
    headers: { "content-type": "application/json" },
  });
  expect(await answer.json()).toMatchObject({
    PublishResponse: { PublishResult: { MessageId: expect.any(String) } },
  });
  await brume.kernel.settle();
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.[0]?.Body).toBe("a & b");
});

test("no role, or a service that is not there, is the API's own error", async () => {
  const id = await serve({
    "/nobody": { get: aws("POST", "sqs:action/ListQueues", { credentials: "" }) },
    "/nothing": { get: aws("POST", "nothing:action/Do") },
  });
  for (const path of ["/nobody", "/nothing"]) {
    const answer = await ask(id, path);
    expect([path, answer.status]).toEqual([path, 500]);
    expect(await answer.json()).toEqual({ message: "Internal server error" });
  }
});

test("pages of other origins are answered by the API's own OPTIONS", async () => {
  const mock = {
    type: "mock",
    requestTemplates: { "application/json": '{"statusCode":200}' },
    responses: {
      default: {
        statusCode: "200",
        responseParameters: {
          "method.response.header.Access-Control-Allow-Origin": "'https://a.example'",
        },
      },
    },
  };
  const id = await serve({
    "/a": { options: { responses: {}, "x-amazon-apigateway-integration": mock } },
  });
  await client.send(
    new gw.CreateDomainNameCommand({
      domainName: "cors.example.com",
      endpointConfiguration: { types: ["REGIONAL"] },
    }),
  );
  await client.send(
    new gw.CreateBasePathMappingCommand({
      domainName: "cors.example.com",
      restApiId: id,
      stage: "t",
    }),
  );
  const headers = { origin: "https://a.example", "access-control-request-method": "GET" };
  const direct = await ask(id, "/a", { method: "OPTIONS", headers });
  expect(direct.headers.get("access-control-allow-origin")).toBe("https://a.example");
  const byDomain = await fetch(`${brume.url}/a`, {
    method: "OPTIONS",
    headers: { ...headers, host: "cors.example.com" },
  });
  expect([byDomain.status, byDomain.headers.get("access-control-allow-origin")]).toEqual([
    200,
    "https://a.example",
  ]);
});

test("bodies are compressed past the threshold, and come compressed", async () => {
  const echo = {
    type: "mock",
    requestTemplates: {
      "application/json":
        '#set($context.responseOverride.header.X-Text = $input.path("$.a")){"statusCode":200}',
    },
    responses: {
      default: {
        statusCode: "200",
        responseTemplates: { "application/json": "aaaaaaaaaaaaaaaaaaaa" },
      },
    },
  };
  const id = await serve(
    { "/a": { post: { responses: {}, "x-amazon-apigateway-integration": echo } } },
    { "x-amazon-apigateway-minimum-compression-size": 10 },
  );
  const answer = await ask(id, "/a", {
    method: "POST",
    body: Bun.gzipSync(new TextEncoder().encode('{"a":"packed"}')),
    headers: {
      "content-type": "application/json",
      "content-encoding": "gzip",
      "accept-encoding": "gzip",
    },
  });
  expect(answer.headers.get("x-text")).toBe("packed");
  expect(answer.headers.get("content-encoding")).toBe("gzip");
  expect(await answer.text()).toBe("aaaaaaaaaaaaaaaaaaaa");
});

test("models are shown with those that they name in them", async () => {
  const restApiId = await serve(
    { "/a": { get: aws("POST", "sqs:action/ListQueues") } },
    {
      components: {
        schemas: {
          Pet: { type: "object", properties: { owner: { $ref: "#/components/schemas/Owner" } } },
          Owner: { type: "object", properties: { pet: { $ref: "#/components/schemas/Pet" } } },
        },
      },
    },
  );
  const { schema } = await client.send(
    new gw.GetModelCommand({ restApiId, modelName: "Pet", flatten: true }),
  );
  expect(JSON.parse(schema!).properties.owner.properties.pet).toMatchObject({
    type: "object",
    properties: { owner: { $ref: expect.stringContaining("/models/Owner") } },
  });
});
