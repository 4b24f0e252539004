/** API destinations and APIs of API Gateway, as targets and as enrichment; logs in a bucket; metrics. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import * as api from "@aws-sdk/client-api-gateway";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  EventBridgeClient,
} from "@aws-sdk/client-eventbridge";
import { CreateKeyCommand, DisableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import * as p from "@aws-sdk/client-pipes";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { arnOf, Scene } from "./harness.ts";

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

let brume: TestBrume;
let scene: Scene;
let base: string;
let seen: Seen[];
/** Statuses to answer with, first to last; then 200. */
let statuses: number[];
let answer: string;
const server = createServer(async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const { method, url, headers } = request;
  seen.push({ method: method!, url: url!, headers, body: Buffer.concat(pieces).toString() });
  response.writeHead(statuses.shift() ?? 200).end(answer);
});

beforeEach(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  scene = new Scene(brume);
  [seen, statuses, answer] = [[], [], "{}"];
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await brume.stop();
});

const QUEUES = [
  ...["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:SendMessage"],
];

async function destination(path: string, perSecond = 300): Promise<string> {
  const events = new EventBridgeClient(brume.client);
  const { ConnectionArn } = await events.send(
    new CreateConnectionCommand({
      ...{ Name: "c", AuthorizationType: "API_KEY" },
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "k" } },
    }),
  );
  const { ApiDestinationArn } = await events.send(
    new CreateApiDestinationCommand({
      ...{ Name: "d", ConnectionArn, HttpMethod: "POST" },
      InvocationEndpoint: `${base}${path}`,
      InvocationRateLimitPerSecond: perSecond,
    }),
  );
  return ApiDestinationArn!;
}

const send = (body: unknown) =>
  scene.sqs.send(
    new SendMessageCommand({ QueueUrl: scene.urlOf("in"), MessageBody: JSON.stringify(body) }),
  );

/** Until the server was asked as often. */
async function asked(count: number): Promise<void> {
  for (let turn = 0; turn < 500 && seen.length < count; turn++) {
    await brume.kernel.settle();
    await scene.pipes.send(new p.ListPipesCommand({}));
  }
  await brume.kernel.settle();
}

test("an API destination gets each event, with what paths find in it", async () => {
  await scene.queues("in");
  const Target = await destination("/orders/*");
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target },
    RoleArn: await scene.role(...QUEUES, "events:InvokeApiDestination"),
    TargetParameters: {
      InputTemplate: '{"id": <$.body.id>}',
      HttpParameters: {
        PathParameterValues: ["$.body.id"],
        QueryStringParameters: { kind: "$.body.kind" },
        HeaderParameters: { "X-Pipe": "fixed" },
      },
    },
  });
  await send({ id: "a1", kind: "new" });
  await asked(1);
  expect(seen[0]).toMatchObject({
    method: "POST",
    url: "/orders/a1?kind=new",
    body: '{"id":"a1"}',
  });
  expect(seen[0]!.headers).toMatchObject({ "x-key": "k", "x-pipe": "fixed" });
  expect(await scene.bodies("in", 0)).toEqual([]);
});

test("the role must be allowed to call it, and the pipe's log says so", async () => {
  await scene.queues("in");
  const Target = await destination("/");
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "logs" }));
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target, RoleArn: await scene.role(...QUEUES) },
    LogConfiguration: {
      Level: "ERROR",
      S3LogDestination: { BucketName: "logs", BucketOwner: "000000000000", Prefix: "pipes" },
    },
  });
  await send({ id: 1 });
  let keys: (string | undefined)[] = [];
  for (let turn = 0; turn < 200 && keys.length === 0; turn++) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "logs" }));
    keys = Contents.map(({ Key }) => Key);
  }
  expect(keys[0]).toMatch(
    /^pipes\/AWSLogs\/000000000000\/vendedlogs\/pipes\/us-east-1\/p\/\d{4}\/\d\d\/\d\d\/\d\d\/[\w-]+\.log\.gz$/,
  );
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "logs", Key: keys[0]! }));
  const lines = gunzipSync(await Body!.transformToByteArray())
    .toString()
    .trim()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line).messageType)).toEqual([
    "TargetInvocationFailed",
    "TargetStageFailed",
    "ExecutionFailed",
  ]);
  expect(JSON.parse(lines[0]!).error).toMatchObject({
    httpStatusCode: 400,
    details: "AccessDeniedException",
    message: expect.stringContaining("events:InvokeApiDestination"),
  });
  expect(seen).toEqual([]);
});

test("an API destination enriches; an empty answer ends the event well", async () => {
  await scene.queues("in", "out");
  const Enrichment = await destination("/enrich");
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target: arnOf("out"), Enrichment },
    RoleArn: await scene.role(...QUEUES, "events:InvokeApiDestination"),
    EnrichmentParameters: {
      InputTemplate: '{"ask": <$.body.id>}',
      HttpParameters: { HeaderParameters: { "X-Id": "$.body.id" } },
    },
    TargetParameters: { InputTemplate: '{"price": <$.price>}' },
  });
  answer = '{"price": 12}';
  await send({ id: "a" });
  expect(await scene.bodies("out", 1)).toEqual([{ price: 12 }]);
  expect(seen[0]).toMatchObject({ url: "/enrich", body: '{"ask":"a"}', headers: { "x-id": "a" } });
  answer = "";
  await send({ id: "b" });
  await asked(2);
  expect(await scene.bodies("out", 0)).toEqual([]);
  expect(await scene.bodies("in", 0)).toEqual([]);
});

test("an API of API Gateway enriches and is a target", async () => {
  const client = new api.APIGatewayClient(brume.client);
  const { id: restApiId, rootResourceId } = await client.send(
    new api.CreateRestApiCommand({ name: "a" }),
  );
  const { id: resourceId } = await client.send(
    new api.CreateResourceCommand({ restApiId, parentId: rootResourceId!, pathPart: "price" }),
  );
  const method = { restApiId, resourceId, httpMethod: "POST" };
  // Only signed requests of those who may: the pipe's role.
  await client.send(new api.PutMethodCommand({ ...method, authorizationType: "AWS_IAM" }));
  await client.send(
    new api.PutIntegrationCommand({
      ...{ ...method, type: "HTTP_PROXY", integrationHttpMethod: "POST", uri: `${base}/behind` },
    }),
  );
  await client.send(new api.CreateDeploymentCommand({ restApiId, stageName: "live" }));
  const arn = `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/live/POST/price`;
  await scene.queues("in", "out");
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target: arn, Enrichment: arn },
    RoleArn: await scene.role(...QUEUES, "execute-api:Invoke"),
    EnrichmentParameters: { InputTemplate: '{"first": <$.body.id>}' },
    TargetParameters: { InputTemplate: '{"second": <$.price>}' },
  });
  answer = '[{"price": 7}]';
  await send({ id: "a" });
  await asked(2);
  expect(seen.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
    ["/behind", { first: "a" }],
    ["/behind", { second: 7 }],
  ]);
});

test("a pipe's key must be usable by its role", async () => {
  const kms = new KMSClient(brume.client);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KmsKeyIdentifier = KeyMetadata!.Arn!;
  await scene.queues("in");
  const Target = await destination("/");
  const pipe = {
    ...{ Name: "p", Source: arnOf("in"), Target },
    RoleArn: await scene.role(
      ...[...QUEUES, "events:InvokeApiDestination", "kms:GenerateDataKeyWithoutPlaintext"],
    ),
  };
  const absent = KmsKeyIdentifier.replace(/[^/]+$/, "00000000-0000-0000-0000-000000000000");
  const refused = await scene
    .pipe({ ...pipe, KmsKeyIdentifier: absent })
    .catch((error: Error) => error);
  expect(refused).toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("does not exist"),
  });
  await scene.pipe({ ...pipe, KmsKeyIdentifier });
  await send({ id: 1 });
  await asked(1);
  await kms.send(new DisableKeyCommand({ KeyId: KmsKeyIdentifier }));
  await send({ id: 2 });
  await brume.advance(1_000);
  expect(seen).toHaveLength(1);
});

test("executions are counted as AWS counts them", async () => {
  await scene.queues("in");
  const Target = await destination("/");
  await scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target },
    RoleArn: await scene.role(...QUEUES, "events:InvokeApiDestination"),
  });
  statuses = [400];
  await send({ id: 1 });
  await asked(1);
  await send({ id: 2 });
  await asked(2);
  await brume.advance(60_000);
  const cloudwatch = new CloudWatchClient(brume.client);
  const now = brume.kernel.clock.now();
  const sums: Record<string, number | undefined> = {};
  for (const MetricName of [
    "Invocations",
    "EventCount",
    "ExecutionFailed",
    "TargetStageFailed",
    "EnrichmentStageFailed",
  ]) {
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        ...{ Namespace: "AWS/EventBridge/Pipes", MetricName, Statistics: ["Sum"], Period: 3600 },
        Dimensions: [{ Name: "PipeName", Value: "p" }],
        StartTime: new Date(now - 3_600_000),
        EndTime: new Date(now + 60_000),
      }),
    );
    sums[MetricName] = Datapoints.reduce((sum, point) => sum + point.Sum!, 0);
  }
  expect(sums["ExecutionFailed"]).toBe(1);
  expect(sums["TargetStageFailed"]).toBe(1);
  expect(sums["EnrichmentStageFailed"]).toBe(0);
  expect(sums["EventCount"]).toBe(sums["Invocations"]);
  expect(sums["Invocations"]).toBeGreaterThanOrEqual(2);
});
