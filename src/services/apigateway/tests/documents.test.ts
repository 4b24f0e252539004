import { afterAll, beforeAll, expect, test } from "bun:test";
import * as gw from "@aws-sdk/client-api-gateway";
import { parse } from "yaml";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: gw.APIGatewayClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new gw.APIGatewayClient(brume.client);
});
afterAll(() => brume.stop());

// biome-ignore lint/suspicious/noExplicitAny: documents are asked about by shape.
type Any = any;
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const failure = (work: Promise<unknown>): Promise<Any> =>
  work.then(
    () => ({ name: "none" }),
    (error: unknown) => error,
  );

const mock = { type: "mock", requestTemplates: { "application/json": '{"statusCode":200}' } };
const uri =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations";

const DOCUMENT = {
  swagger: "2.0",
  info: { title: "pets", version: "1.0", description: "of all kinds" },
  basePath: "/v1",
  "x-amazon-apigateway-binary-media-types": ["image/png"],
  "x-amazon-apigateway-request-validators": { body: { validateRequestBody: true } },
  "x-amazon-apigateway-request-validator": "body",
  "x-amazon-apigateway-gateway-responses": { THROTTLED: { statusCode: 420 } },
  "x-amazon-apigateway-documentation": {
    version: "1",
    documentationParts: [{ location: { type: "API" }, properties: { description: "whole" } }],
  },
  securityDefinitions: {
    door: {
      type: "apiKey",
      name: "Authorization",
      in: "header",
      "x-amazon-apigateway-authtype": "custom",
      "x-amazon-apigateway-authorizer": { type: "token", authorizerUri: uri },
    },
    key: { type: "apiKey", name: "x-api-key", in: "header" },
    sign: {
      type: "apiKey",
      name: "Authorization",
      in: "header",
      "x-amazon-apigateway-authtype": "awsSigv4",
    },
  },
  definitions: {
    Pet: { type: "object", properties: { owner: { $ref: "#/definitions/Owner" } } },
    Owner: { type: "object" },
  },
  paths: {
    "/pets/{id}": {
      parameters: [{ name: "id", in: "path", required: true, type: "string" }],
      post: {
        operationId: "putPet",
        consumes: ["application/json"],
        parameters: [
          { in: "body", name: "Pet", schema: { $ref: "#/definitions/Pet" } },
          { in: "query", name: "q", required: false, type: "string" },
        ],
        security: [{ door: [] }, { key: [] }],
        responses: {
          200: {
            description: "ok",
            schema: { $ref: "#/definitions/Pet" },
            headers: { "X-A": { type: "string" } },
          },
        },
        "x-amazon-apigateway-integration": {
          ...mock,
          responses: { default: { statusCode: "200" }, "4..": { statusCode: "400" } },
        },
      },
      get: { security: [{ sign: [] }], responses: {}, "x-amazon-apigateway-integration": mock },
    },
  },
};

const imported = async (parameters: Record<string, string> = {}) =>
  client.send(new gw.ImportRestApiCommand({ body: bytes(DOCUMENT), parameters }));
const pathsOf = async (restApiId?: string) =>
  (await client.send(new gw.GetResourcesCommand({ restApiId })))
    .items!.map((one) => one.path)
    .sort();

test("a document becomes resources, methods, models, authorizers and the rest", async () => {
  const api = await imported({ endpointConfigurationTypes: "REGIONAL" });
  expect(api).toMatchObject({
    name: "pets",
    description: "of all kinds",
    version: "1.0",
    binaryMediaTypes: ["image/png"],
    endpointConfiguration: { types: ["REGIONAL"] },
  });
  const restApiId = api.id!;
  expect(await pathsOf(restApiId)).toEqual(["/", "/pets", "/pets/{id}"]);
  const { items } = await client.send(
    new gw.GetResourcesCommand({ restApiId, embed: ["methods"] }),
  );
  const { POST, GET } = items!.find((one) => one.path === "/pets/{id}")!.resourceMethods!;
  const authorizers = await client.send(new gw.GetAuthorizersCommand({ restApiId }));
  expect(POST).toMatchObject({
    operationName: "putPet",
    authorizationType: "CUSTOM",
    authorizerId: authorizers.items![0]!.id,
    apiKeyRequired: true,
    requestModels: { "application/json": "Pet" },
    requestParameters: { "method.request.path.id": true, "method.request.querystring.q": false },
    methodResponses: {
      200: {
        responseModels: { "application/json": "Pet" },
        responseParameters: { "method.response.header.X-A": false },
      },
    },
    methodIntegration: { type: "MOCK", integrationResponses: { 400: { selectionPattern: "4.." } } },
  });
  expect(GET!.authorizationType).toBe("AWS_IAM");
  const pet = await client.send(new gw.GetModelCommand({ restApiId, modelName: "Pet" }));
  expect(JSON.parse(pet.schema!).properties.owner.$ref).toBe(
    `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Owner`,
  );
  const parts = await client.send(new gw.GetDocumentationPartsCommand({ restApiId }));
  expect(parts.items).toMatchObject([
    { location: { type: "API" }, properties: '{"description":"whole"}' },
  ]);
  expect(await pathsOf((await imported({ basepath: "prepend" })).id)).toContain("/v1/pets/{id}");
});

test("what is no document is refused", async () => {
  const read = (body: Uint8Array) => failure(client.send(new gw.ImportRestApiCommand({ body })));
  expect(await read(bytes({ a: 1 }))).toMatchObject({
    name: "BadRequestException",
    message: "Invalid OpenAPI input.",
  });
  expect((await read(new TextEncoder().encode("{"))).message).toMatch(
    /^Unable to parse API definition/,
  );
  const odd = { ...DOCUMENT, "x-amazon-apigateway-request-validator": "unknown" };
  const strict = new gw.ImportRestApiCommand({ body: bytes(odd), failOnWarnings: true });
  expect((await failure(client.send(strict))).message).toMatch(/^Warnings found during import/);
});

test("documents are merged into an API, or take its place", async () => {
  const { id: restApiId } = await imported();
  const other = {
    openapi: "3.0.1",
    info: { title: "other", version: "2" },
    paths: {
      "/pets/{id}/toys": { get: { responses: {}, "x-amazon-apigateway-integration": mock } },
    },
  };
  const put = (mode: "merge" | "overwrite") =>
    client.send(new gw.PutRestApiCommand({ restApiId, mode, body: bytes(other) }));
  expect(await put("merge")).toMatchObject({ name: "other", version: "2" });
  expect(await pathsOf(restApiId)).toEqual(["/", "/pets", "/pets/{id}", "/pets/{id}/toys"]);
  const before = await client.send(new gw.GetResourcesCommand({ restApiId, embed: ["methods"] }));
  const pets = before.items!.find((one) => one.path === "/pets/{id}")!;
  expect(Object.keys(pets.resourceMethods!)).toEqual(["POST", "GET"]);
  await put("overwrite");
  const after = await client.send(new gw.GetResourcesCommand({ restApiId, embed: ["methods"] }));
  const left = after.items!.find((one) => one.path === "/pets/{id}")!;
  expect(left.resourceMethods).toBeUndefined();
  expect(left.id).toBe(pets.id!);
  expect((await client.send(new gw.GetModelsCommand({ restApiId }))).items).toEqual([]);
});

test("an export reads back as the same API", async () => {
  const { id: restApiId } = await imported();
  await client.send(new gw.CreateDeploymentCommand({ restApiId, stageName: "t" }));
  const out = async (exportType: string, extensions?: string, accepts?: string) => {
    const answer = await client.send(
      new gw.GetExportCommand({
        restApiId,
        stageName: "t",
        exportType,
        accepts,
        ...(extensions === undefined ? {} : { parameters: { extensions } }),
      }),
    );
    const text = new TextDecoder().decode(answer.body);
    return { answer, document: parse(text) as Any, text };
  };
  const two = await out("swagger", "apigateway");
  expect(two.answer.contentDisposition).toBe('attachment; filename="swagger_1.0.json"');
  expect(two.document).toMatchObject({
    swagger: "2.0",
    basePath: "/t",
    definitions: { Pet: { properties: { owner: { $ref: "#/definitions/Owner" } } } },
    paths: {
      "/pets/{id}": {
        post: {
          security: [{ door: [] }, { api_key: [] }],
          "x-amazon-apigateway-integration": {
            type: "mock",
            responses: { default: {}, "4..": {} },
          },
        },
      },
    },
    "x-amazon-apigateway-gateway-responses": { THROTTLED: { statusCode: "420" } },
  });
  const bare = await out("oas30", undefined, "application/yaml");
  expect(bare.text.startsWith("openapi: 3.0.1")).toBe(true);
  expect(bare.text).not.toContain("x-amazon-apigateway-integration");
  expect(bare.document.servers[0].variables.basePath.default).toBe("t");
  const again = await client.send(
    new gw.ImportRestApiCommand({
      body: bytes((await out("oas30", "integrations,authorizers")).document),
    }),
  );
  const methods = async (id?: string) => {
    const { items } = await client.send(
      new gw.GetResourcesCommand({ restApiId: id, embed: ["methods"] }),
    );
    const { POST } = items!.find((one) => one.path === "/pets/{id}")!.resourceMethods!;
    const { authorizationType, apiKeyRequired, requestParameters, requestModels } = POST!;
    return { authorizationType, apiKeyRequired, requestParameters, requestModels };
  };
  expect(await methods(again.id)).toEqual(await methods(restApiId));
  expect((await failure(out("raml"))).message).toBe("No API exporter for type 'raml'");
});

test("documentation is versioned", async () => {
  const { id: restApiId } = await imported();
  const version = { restApiId, documentationVersion: "1" };
  await client.send(new gw.CreateDocumentationVersionCommand({ ...version, description: "first" }));
  expect(
    await failure(client.send(new gw.CreateDocumentationVersionCommand(version))),
  ).toMatchObject({ name: "ConflictException" });
  expect(
    (await client.send(new gw.GetDocumentationVersionsCommand({ restApiId }))).items,
  ).toMatchObject([{ version: "1", description: "first" }]);
  const parts = {
    documentationParts: [{ location: { type: "MODEL", name: "Pet" }, properties: { a: 1 } }],
  };
  const { ids } = await client.send(
    new gw.ImportDocumentationPartsCommand({ restApiId, mode: "merge", body: bytes(parts) }),
  );
  expect(ids).toHaveLength(1);
  const { items } = await client.send(
    new gw.GetDocumentationPartsCommand({ restApiId, type: "MODEL" }),
  );
  expect(items).toMatchObject([
    { location: { type: "MODEL", name: "Pet" }, properties: '{"a":1}' },
  ]);
  await client.send(new gw.DeleteDocumentationVersionCommand(version));
  expect((await failure(client.send(new gw.GetDocumentationVersionCommand(version)))).name).toBe(
    "NotFoundException",
  );
});
