/** Calls of APIs that are not there were answered by S3; refusals of HTTP APIs had no request id. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

test.each(["/_aws/execute-api/abcdefghij/prod/x", "/restapis/abcdefghij/prod/_user_request_/x"])(
  "%s leads nowhere",
  async (path) => {
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const answer = await fetch(brume.url + path, { method });
      expect([answer.status, await answer.text()]).toEqual([403, '{"message":"Forbidden"}']);
    }
  },
);

test("what an HTTP API itself answers has a request id", async () => {
  const client = new ApiGatewayV2Client(brume.client);
  const { ApiId } = await client.send(new CreateApiCommand({ Name: "a", ProtocolType: "HTTP" }));
  await client.send(new CreateStageCommand({ ApiId, StageName: "$default" }));
  const answer = await fetch(`${brume.url}/_aws/execute-api/${ApiId}/$default/x`);
  expect([answer.status, await answer.text()]).toEqual([404, '{"message":"Not Found"}']);
  expect(answer.headers.get("apigw-requestid")).toMatch(/^\w{15}=$/);
});
