import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as gw from "@aws-sdk/client-api-gateway";
import * as iam from "@aws-sdk/client-iam";
import { SignatureV4 } from "@smithy/signature-v4";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: gw.APIGatewayClient;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce" });
  client = new gw.APIGatewayClient({ ...brume.client, systemClockOffset: EPOCH - Date.now() });
});
afterAll(() => brume.stop());

/** SHA-256 as AWS's signer wants it: keyed or not. */
class Sha256 {
  readonly #hash: { update(data: string | Uint8Array): unknown; digest(): Buffer };
  constructor(secret?: string | Uint8Array | ArrayBuffer) {
    this.#hash =
      secret === undefined
        ? createHash("sha256")
        : createHmac(
            "sha256",
            typeof secret === "string" ? secret : Buffer.from(secret as Uint8Array),
          );
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
  reset(): void {}
}

const mock = {
  type: "mock",
  requestTemplates: { "application/json": '{"statusCode":200}' },
  responses: {
    default: {
      statusCode: "200",
      responseTemplates: { "application/json": "$context.identity.userArn" },
    },
  },
};

async function serve(methods: object, extra: object = {}): Promise<string> {
  const document = {
    openapi: "3.0.1",
    info: { title: "t", version: "1" },
    paths: { "/a": methods },
    ...extra,
  };
  const api = await client.send(
    new gw.ImportRestApiCommand({ body: new TextEncoder().encode(JSON.stringify(document)) }),
  );
  await client.send(new gw.CreateDeploymentCommand({ restApiId: api.id, stageName: "t" }));
  return api.id!;
}

const credentials = async (name: string, Resource: string, Action = "execute-api:Invoke") => {
  const identities = new iam.IAMClient({ ...brume.client, systemClockOffset: EPOCH - Date.now() });
  await identities.send(new iam.CreateUserCommand({ UserName: name }));
  await identities.send(
    new iam.PutUserPolicyCommand({
      UserName: name,
      PolicyName: "p",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action, Resource }],
      }),
    }),
  );
  const { AccessKey } = await identities.send(new iam.CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
};

async function ask(
  id: string,
  method: string,
  keys?: { accessKeyId: string; secretAccessKey: string },
  spoil = "",
) {
  const path = `/restapis/${id}/t/_user_request_/a`;
  const { hostname, port } = new URL(brume.url);
  const plain = {
    method,
    protocol: "http:",
    hostname,
    port: Number(port),
    path,
    query: {},
    headers: { host: `${hostname}:${port}` },
  };
  const signer = new SignatureV4({
    service: "execute-api",
    region: "us-east-1",
    credentials: keys ?? { accessKeyId: "", secretAccessKey: "" },
    sha256: Sha256 as never,
  });
  const request =
    keys === undefined ? plain : await signer.sign(plain, { signingDate: new Date(EPOCH) });
  const headers = { ...request.headers } as Record<string, string>;
  if (headers["authorization"]) headers["authorization"] += spoil;
  const response = await fetch(brume.url + path, { method, headers });
  return [response.status, await response.text()] as [number, string];
}

test("signed calls are judged by the caller's policies", async () => {
  const id = await serve({
    get: {
      "x-amazon-apigateway-auth": { type: "AWS_IAM" },
      responses: {},
      "x-amazon-apigateway-integration": mock,
    },
    post: {
      "x-amazon-apigateway-auth": { type: "AWS_IAM" },
      responses: {},
      "x-amazon-apigateway-integration": mock,
    },
  });
  const keys = await credentials("reader", `arn:aws:execute-api:us-east-1:*:${id}/t/GET/a`);
  expect(await ask(id, "GET")).toEqual([403, '{"message":"Missing Authentication Token"}']);
  expect(await ask(id, "GET", keys)).toEqual([200, "arn:aws:iam::000000000000:user/reader"]);
  const [status, text] = await ask(id, "POST", keys);
  expect(status).toBe(403);
  expect(text).toBe(
    `{"Message":"User: arn:aws:iam::000000000000:user/reader is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:${id}/t/POST/a"}`,
  );
  const spoiled = await ask(id, "GET", keys, "0");
  expect(spoiled[0]).toBe(403);
  expect(spoiled[1]).toMatch(/signature/i);
});

test("an API's own policy lets in, and keeps out, those without a name", async () => {
  const policy = (Effect: string, ip: string) => ({
    "x-amazon-apigateway-policy": {
      Version: "2012-10-17",
      Statement: [
        {
          Effect,
          Principal: "*",
          Action: "execute-api:Invoke",
          Resource: "execute-api:/*",
          Condition: { IpAddress: { "aws:SourceIp": [ip] } },
        },
      ],
    },
  });
  const methods = { get: { responses: {}, "x-amazon-apigateway-integration": mock } };
  const open = await serve(methods, policy("Allow", "127.0.0.0/8"));
  expect((await ask(open, "GET"))[0]).toBe(200);
  const elsewhere = await serve(methods, policy("Allow", "10.0.0.0/8"));
  expect(await ask(elsewhere, "GET")).toEqual([
    403,
    `{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:${elsewhere}/t/GET/a"}`,
  ]);
  const closed = await serve(methods, policy("Deny", "127.0.0.0/8"));
  const [status, text] = await ask(closed, "GET");
  expect(status).toBe(403);
  expect(text).toContain("with an explicit deny");
});

test("operations are judged as methods of paths", async () => {
  const restApiId = await serve({
    get: { responses: {}, "x-amazon-apigateway-integration": mock },
  });
  const keys = await credentials(
    "viewer",
    `arn:aws:apigateway:us-east-1::/restapis/${restApiId}/resources`,
    "apigateway:GET",
  );
  const viewer = new gw.APIGatewayClient({
    ...brume.client,
    credentials: keys,
    systemClockOffset: EPOCH - Date.now(),
  });
  const { items } = await viewer.send(new gw.GetResourcesCommand({ restApiId }));
  expect(items).toHaveLength(2);
  const refused = await viewer
    .send(new gw.GetStageCommand({ restApiId, stageName: "t" }))
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining(
      `not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:us-east-1::/restapis/${restApiId}/stages/t`,
    ),
  });
});
