/** HTTP endpoints as destinations. */
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import * as f from "@aws-sdk/client-firehose";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { arnOf, BUCKET, Firehoses } from "./harness.ts";

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: { requestId: string; timestamp: number; records: { data: string }[] };
}
type Answer = (got: Got) => { status: number; body: string; type?: string };

let brume: TestBrume;
let h: Firehoses;
let Url: string;
const got: Got[] = [];
/** Answers first to last; then the right one. */
const answers: Answer[] = [];
const right: Answer = ({ body }) => ({
  status: 200,
  body: JSON.stringify({ requestId: body.requestId, timestamp: 1 }),
});
const server = createServer(async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const bytes = Buffer.concat(pieces);
  const text = request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
  const one = { headers: request.headers, body: JSON.parse(text.toString()) };
  got.push(one);
  const { status, body, type = "application/json" } = (answers.shift() ?? right)(one);
  response.writeHead(status, { "content-type": type }).end(body);
});
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce" });
  h = new Firehoses(brume);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  Url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/intake?a=b`;
});
afterAll(async () => {
  await brume.stop();
  server.close();
});
beforeEach(async () => {
  await brume.kernel.reset();
  got.length = 0;
  answers.length = 0;
});

async function stream(more: Partial<f.HttpEndpointDestinationConfiguration> = {}): Promise<void> {
  await h.bucket();
  const RoleARN = more.RoleARN ?? (await h.role("s3:PutObject"));
  const hints = { BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 } };
  await h.firehose.send(
    new f.CreateDeliveryStreamCommand({
      DeliveryStreamName: "flow",
      HttpEndpointDestinationConfiguration: {
        EndpointConfiguration: { Url, Name: "mine", AccessKey: "let me in" },
        ...hints,
        S3Configuration: { RoleARN, BucketARN: BUCKET, ...hints },
        ...more,
      },
    }),
  );
}
const data = (one: Got) => one.body.records.map((r) => Buffer.from(r.data, "base64").toString());

test("a batch is one request in Firehose's format", async () => {
  await stream({
    RequestConfiguration: {
      ContentEncoding: "GZIP",
      CommonAttributes: [{ AttributeName: "stage", AttributeValue: "prüfung" }],
    },
  });
  await h.put("a");
  await h.put("");
  await brume.advance(60_000);
  expect(got).toHaveLength(1);
  const { headers, body } = got[0]!;
  expect(headers).toMatchObject({
    "x-amz-firehose-protocol-version": "1.0",
    "x-amz-firehose-request-id": body.requestId,
    "x-amz-firehose-source-arn": arnOf("flow"),
    "x-amz-firehose-access-key": "let me in",
    "content-type": "application/json",
    "content-encoding": "gzip",
  });
  const common = JSON.parse(headers["x-amz-firehose-common-attributes"] as string);
  expect(common).toEqual({ commonAttributes: { stage: "prüfung" } });
  expect(data(got[0]!)).toEqual(["a", ""]);
  expect(typeof body.timestamp).toBe("number");
  await brume.advance(120_000);
  expect(await h.keys()).toEqual([]);
  const shown = (await h.described()).Destinations![0]!.HttpEndpointDestinationDescription!;
  expect(shown.EndpointConfiguration).toEqual({ Url, Name: "mine" });
});

test("refusals are tried again with the same id until the endpoint takes the batch", async () => {
  const failed: Answer = ({ body }) => ({ ...right({ body } as Got), status: 500 });
  answers.push(
    failed,
    () => ({ status: 200, body: "{}" }),
    () => ({ status: 200, body: '{"requestId":"other","timestamp":1}' }),
    ({ body }) => ({ ...right({ body } as Got), type: "text/plain" }),
  );
  await stream();
  await h.put("a");
  await brume.advance(120_000);
  expect(got).toHaveLength(5);
  expect(new Set(got.map(({ body }) => body.requestId)).size).toBe(1);
  await brume.advance(400_000);
  expect([got.length, (await h.keys()).length]).toEqual([5, 0]);
});

test("what is still refused after the retry duration is backed up with its error", async () => {
  for (let n = 0; n < 20; n++) answers.push(() => ({ status: 503, body: "closed" }));
  await stream({ RetryOptions: { DurationInSeconds: 10 } });
  await h.put("a");
  await brume.advance(180_000);
  expect(got.length).toBeGreaterThan(2);
  expect(got.length).toBeLessThan(6);
  const [key] = await h.keys();
  expect(key).toMatch(/^http-endpoint-failed\/2026\/01\/01\/0\d\/flow-1-/);
  expect(JSON.parse(await h.text(key!))).toEqual({
    attemptsMade: got.length,
    arrivalTimestamp: expect.any(Number),
    errorCode: "HttpEndpoint.DestinationException",
    errorMessage: "The following response was received from the endpoint destination. 503: closed",
    attemptEndingTimestamp: expect.any(Number),
    rawData: "YQ==",
  });
});

test("an answer too large is a failure; a batch too large is not tried again", async () => {
  answers.push(() => ({ status: 200, body: "x".repeat(1_100_000) }));
  await stream({ RetryOptions: { DurationInSeconds: 0 }, S3BackupMode: "AllData" });
  await h.put("a");
  await brume.advance(121_000);
  expect(JSON.parse(await h.all("http-endpoint-failed/"))).toMatchObject({
    ...{ attemptsMade: 1, errorCode: "HttpEndpoint.ResponseTooLarge" },
  });
  expect(await h.all("2026")).toBe("a");
  answers.push(() => ({ status: 413, body: "" }));
  await h.put("b");
  await brume.advance(180_000);
  expect(got).toHaveLength(2);
  expect(await h.all("2026")).toBe("ab");
  expect((await h.all("http-endpoint-failed/")).trim().split("\n")).toHaveLength(1);
});

test("the key comes out of a secret, as the role that may read it", async () => {
  const { ARN } = await new SecretsManagerClient(h.client).send(
    new CreateSecretCommand({ Name: "key", SecretString: '{"api_key":"hidden"}' }),
  );
  const RoleARN = await h.role("s3:PutObject", "secretsmanager:GetSecretValue", "kms:Decrypt");
  await stream({
    RoleARN,
    EndpointConfiguration: { Url },
    SecretsManagerConfiguration: { Enabled: true, SecretARN: ARN!, RoleARN },
  });
  await h.put("a");
  await brume.advance(60_000);
  expect(got[0]!.headers["x-amz-firehose-access-key"]).toBe("hidden");
});

test("a key that no header field may have is refused", async () => {
  const work = stream({ EndpointConfiguration: { Url, AccessKey: "λ" } });
  await expect(work).rejects.toThrow("Access key has characters that no header field may have.");
});

test("an address that is neither http nor https", async () => {
  const work = stream({ EndpointConfiguration: { Url: "ftp://host/" } });
  const error = (await work.catch((reason) => reason)) as Error;
  expect(error.name).toBe("ValidationException");
  expect(error.message).toContain("Member must satisfy regular expression pattern: https://.*");
});
