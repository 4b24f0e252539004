/** Tokens, functions and signatures in front of HTTP APIs' routes. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiGatewayV2Client, ImportApiCommand } from "@aws-sdk/client-apigatewayv2";
import * as v2 from "@aws-sdk/client-apigatewayv2";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
let brume: TestBrume;
let api: ApiGatewayV2Client;
let issuer: Server;
let issuerUrl: string;
let asked = 0;

beforeAll(async () => {
  brume = await testBrume();
  api = new ApiGatewayV2Client(brume.client);
  issuer = createServer((request, response) => {
    if (request.url === "/.well-known/openid-configuration")
      return response.end(JSON.stringify({ issuer: issuerUrl, jwks_uri: `${issuerUrl}/keys` }));
    if (request.url === "/keys") {
      asked++;
      const key = { ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" };
      return response.end(JSON.stringify({ keys: [key] }));
    }
    response.setHeader("x-from", "backend");
    return response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, "127.0.0.1", resolve));
  issuerUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
});
afterAll(async () => {
  issuer.close();
  await brume.stop();
});

const seconds = EPOCH / 1_000;
function token(claims: object, key = privateKey): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", kid: "one" })}.${part({
    iss: issuerUrl,
    aud: "app",
    exp: seconds + 60,
    sub: "ada",
    groups: ["a", "b"],
    ...claims,
  })}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

async function httpApi() {
  const { ApiId } = await api.send(new v2.CreateApiCommand({ Name: "a", ProtocolType: "HTTP" }));
  await api.send(new v2.CreateStageCommand({ ApiId, StageName: "$default", AutoDeploy: true }));
  const { IntegrationId } = await api.send(
    new v2.CreateIntegrationCommand({
      ApiId,
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "ANY",
      IntegrationUri: `${issuerUrl}/backend`,
      PayloadFormatVersion: "1.0",
      RequestParameters: { "overwrite:header.x-who": "$context.authorizer.claims.sub" },
    }),
  );
  return { ApiId: ApiId!, Target: `integrations/${IntegrationId}` };
}

const get = (ApiId: string, path: string, headers: Record<string, string> = {}) =>
  fetch(`${brume.url}/_aws/execute-api/${ApiId}/$default${path}`, { headers });

test("a token of the issuer's is let through, others are told why not", async () => {
  const { ApiId, Target } = await httpApi();
  const { AuthorizerId } = await api.send(
    new v2.CreateAuthorizerCommand({
      ApiId,
      Name: "jwt",
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Issuer: issuerUrl, Audience: ["app"] },
    }),
  );
  const route = { ApiId, Target, AuthorizationType: "JWT", AuthorizerId } as const;
  await api.send(new v2.CreateRouteCommand({ ...route, RouteKey: "GET /any" }));
  const AuthorizationScopes = ["orders:read"];
  await api.send(
    new v2.CreateRouteCommand({ ...route, RouteKey: "GET /scoped", AuthorizationScopes }),
  );
  const call = (path: string, text?: string) =>
    get(ApiId, path, text === undefined ? {} : { authorization: `Bearer ${text}` });
  const fine = await call("/any", token({}));
  expect(fine.status).toBe(200);
  expect(((await fine.json()) as { headers: Record<string, string> }).headers["x-who"]).toBe("ada");
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  for (const [given, why] of [
    [undefined, "Bearer"],
    ["nonsense", "malformed"],
    [token({ exp: seconds - 1 }), "the token has expired"],
    [token({ aud: "another" }), "audience"],
    [token({ iss: "https://elsewhere" }), "issuer"],
    [token({}, other), "signature"],
  ] as const) {
    const answer = await call("/any", given);
    expect([answer.status, await answer.json()]).toEqual([401, { message: "Unauthorized" }]);
    expect(answer.headers.get("www-authenticate")).toContain(why);
  }
  expect((await call("/scoped", token({ scope: "orders:write" }))).status).toBe(403);
  expect((await call("/scoped", token({ scope: "x orders:read" }))).status).toBe(200);
  expect((await call("/scoped", token({ scp: ["orders:read"] }))).status).toBe(200);
  expect(asked).toBe(1);
});

test("what OpenAPI says of authorization is obeyed", async () => {
  const integration = {
    type: "http_proxy",
    httpMethod: "GET",
    uri: `${issuerUrl}/backend`,
    payloadFormatVersion: "1.0",
  };
  const operation = (scheme: string) => ({
    get: { security: [{ [scheme]: [] }], "x-amazon-apigateway-integration": integration },
  });
  const Body = JSON.stringify({
    openapi: "3.0.1",
    info: { title: "spoken" },
    paths: { "/jwt": operation("tokens"), "/iam": operation("AWS_IAM") },
    components: {
      securitySchemes: {
        tokens: {
          type: "oauth2",
          "x-amazon-apigateway-authorizer": {
            type: "jwt",
            identitySource: "$request.header.Authorization",
            jwtConfiguration: { issuer: issuerUrl, audience: ["app"] },
          },
        },
        AWS_IAM: {
          type: "apiKey",
          name: "Authorization",
          in: "header",
          "x-amazon-apigateway-authtype": "awsSigv4",
        },
      },
    },
  });
  const { ApiId } = await api.send(new ImportApiCommand({ Body }));
  await api.send(new v2.CreateStageCommand({ ApiId, StageName: "$default", AutoDeploy: true }));
  expect((await get(ApiId!, "/jwt")).status).toBe(401);
  const authorization = `Bearer ${token({})}`;
  expect((await get(ApiId!, "/jwt", { authorization })).status).toBe(200);
  expect((await get(ApiId!, "/iam")).status).toBe(403);
});
