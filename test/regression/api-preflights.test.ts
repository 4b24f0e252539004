/** Preflights and forms sent to a REST API were answered by S3, where the path names the API. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  ImportRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let address: string;
const method = (allow: string) => ({
  responses: { 200: { headers: { "Access-Control-Allow-Origin": { type: "string" } } } },
  "x-amazon-apigateway-integration": {
    type: "mock",
    passthroughBehavior: "never",
    requestTemplates: {
      "application/json": '{"statusCode":200}',
      "multipart/form-data": '{"statusCode":200}',
    },
    responses: {
      default: {
        statusCode: "200",
        responseParameters: { "method.response.header.Access-Control-Allow-Origin": `'${allow}'` },
      },
    },
  },
});

beforeAll(async () => {
  brume = await testBrume();
  const client = new APIGatewayClient(brume.client);
  const definition = {
    swagger: "2.0",
    info: { title: "a", version: "1" },
    paths: { "/a": { options: method("https://a.example"), post: method("https://b.example") } },
  };
  const { id } = await client.send(
    new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(definition)) }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId: id!, stageName: "v1" }));
  address = `${brume.url}/restapis/${id}/v1/_user_request_/a`;
});
afterAll(() => brume.stop());

const PREFLIGHT = { Origin: "https://a.example", "Access-Control-Request-Method": "POST" };

test.each([{}, PREFLIGHT])("a preflight with %j", async (headers) => {
  const answer = await fetch(address, { method: "OPTIONS", headers });
  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([
    200,
    "https://a.example",
  ]);
});

test("a form with files", async () => {
  const body = new FormData();
  body.append("file", new Blob(["x"]), "x.txt");
  const answer = await fetch(address, { method: "POST", body });
  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([
    200,
    "https://b.example",
  ]);
});
